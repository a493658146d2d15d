"""Comparisons that go on from seed to seed, until as much is compared as asked for.

`--jobs 2` takes two processes, `--resume` goes on after the last run, and a difference
is shown again by `--seed SEED --only`; `--keep-going FILE` lists all of them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

KEPT = Path(".hypothesis")  # not kept in the repository
Check = Callable[[int], Counter[str]]
"""Compares what a seed gives, and counts it; it must be found by its name."""
Outcome = tuple[int, Counter[str], str]
"""A seed, what was counted, and what differs, if anything does."""


class Difference(Exception):  # noqa: N818
    """The two do not say the same."""


def options(
    about: str | None, most: int, what: str = "cases"
) -> argparse.ArgumentParser:
    """Give the options of a comparison, described by its module's first line."""
    parser = argparse.ArgumentParser(description=(about or "").split("\n")[0])
    parser.add_argument(f"--{what}", type=int, default=most, help=f"{what} to compare")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--only", action="store_true", help="this seed and no other")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--keep-going", type=Path, help="list differences in this file")
    parser.add_argument("--resume", action="store_true", help="go on after a run")
    parser.set_defaults(what=what, kept=parser.prog.removesuffix(".py"))
    return parser


def compare_all(
    check: Check, given: argparse.Namespace, told_of: Iterable[str] = ()
) -> Counter[str]:
    """Compare as much as asked for, and count it with its differences.

    Args:
        check: What compares.
        given: The options.
        told_of: What is counted and told of; nothing: all of it.
    """
    first, total, began = given.seed, Counter[str](), monotonic()
    kept = KEPT / given.kept
    if given.resume and kept.exists():
        next_one, *before = kept.read_text("utf-8").split("\n")
        first = int(next_one)
        total += Counter({k: int(v) for k, v in (e.split("=") for e in before)})
    wanted, reached = getattr(given, given.what), first - 1
    with _outcomes(check, given, first) as outcomes:
        for reached, counted, told in outcomes:
            total += counted
            if told and given.keep_going:
                with given.keep_going.open("a", encoding="utf-8") as file:
                    file.write(f"{told}\n{'=' * 72}\n")
                print(told.split("\n")[0], flush=True)
            elif told:
                more = " --wide" if getattr(given, "wide", False) else ""
                print(told, f"--seed {reached} --only{more} shows it again", sep="\n")
                break
            kept.parent.mkdir(exist_ok=True)
            said = "\n".join(f"{k}={v}" for k, v in total.items())
            kept.write_text(f"{reached + 1}\n{said}", "utf-8")
            if total[given.what] >= wanted:
                break
    names = set(told_of) or total.keys()
    figures = ", ".join(f"{v} {k}" for k, v in sorted(total.items()) if k in names)
    took = monotonic() - began
    print(f"{figures}; seed {reached + 1} comes next ({took:.0f} s)")
    return total


@contextmanager
def _outcomes(
    check: Check, given: argparse.Namespace, first: int
) -> Iterator[Iterator[Outcome]]:
    last = first + 1 if given.only else first + getattr(given, given.what)
    seeds, outcome = range(first, last), partial(_outcome, check)
    if given.jobs == 1:
        yield map(outcome, seeds)
        return
    with get_context("spawn").Pool(given.jobs) as pool:
        yield pool.imap(outcome, seeds)
        pool.terminate()


def _outcome(check: Check, seed: int) -> Outcome:
    try:
        return seed, check(seed), ""
    except Difference as difference:
        return seed, Counter(differences=1), str(difference)
