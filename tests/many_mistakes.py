"""Several mistakes at once in a contract: how often each is one finding at its place.

`python tests/many_mistakes.py --lists 2400 --seed 1` makes one to six mistakes of
`golden/mistakes.toml` in each contract in turn, and tells what was found otherwise.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from random import Random

from attrs import frozen

from mistakes import MISTAKES, STEMS, all_edited, findings
from slapolicy.finding import Finding

MOST = 6


@frozen
class Trial:
    """Some mistakes in a contract, where they stand, and what was found."""

    key: str
    made: tuple[str, ...]
    lines: list[int]
    found: tuple[Finding, ...]

    @property
    def is_told(self) -> bool:
        """Whether there are as many findings, at the places of the mistakes."""
        spans = [each.span for each in self.found if each.span is not None]
        return sorted(span.place[0] for span in spans) == self.lines


def tried(key: str, count: int, seed: str) -> Trial:
    """Make so many mistakes in a contract."""
    some = Random(f"{key} {count} {seed}").sample(MISTAKES, count)
    text, lines = all_edited(some, key)
    return Trial(key, tuple(each.what for each in some), lines, findings(text, key))


def trials(lists: int, seed: int) -> Iterator[Trial]:
    """Try lists of one to six mistakes, a contract after the other."""
    keys = sorted(STEMS)
    for number in range(lists):
        key, count = keys[number % len(keys)], 1 + number // len(keys) % MOST
        yield tried(key, count, f"{seed} {number}")


def main() -> None:
    """Try many lists and tell how many of each length were told in full."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lists", type=int, default=480)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    told, made = Counter[int](), Counter[int]()
    for trial in trials(asked.lists, asked.seed):
        made[len(trial.made)] += 1
        told[len(trial.made)] += trial.is_told
        if not trial.is_told:
            print(f"{trial.key}: {', '.join(trial.made)}: lines {trial.lines}")
            for each in trial.found:
                print(f"  {each}")
    for count in sorted(made):
        print(f"{count} at once: {told[count]} of {made[count]} told in full")


if __name__ == "__main__":
    main()
