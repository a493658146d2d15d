"""Where the time of a work goes: which functions, how often, with what share."""

import sys
from collections.abc import Sequence
from cProfile import Profile
from pathlib import Path
from pstats import Stats

from benchmarks.contest import Contender, Missing, Question, Work
from benchmarks.figures import length
from benchmarks.measuring import spent
from benchmarks.works import WORKS

_SHOWN = 25


def command(codes: Sequence[str]) -> None:
    """Print the profile of each work."""
    for code in codes:
        work = WORKS[code]
        if code == "S":
            sys.stdout.write("S: ask `python -X importtime -c 'import slapolicy'`\n")
            continue
        questions = work.questions(min(work.full, 1_000))
        for each in (work.ours(), *work.parts(False)):
            if not isinstance(each, Missing):
                _show(work, each, questions)


def _show(work: Work, contender: Contender, questions: Sequence[Question]) -> None:
    given, run = contender.given(questions), contender.run
    run(given)  # what is reckoned once for all is no part of it
    count = len(questions) * contender.size
    took = spent(lambda: run(given)) / count
    profile = Profile()
    profile.runcall(run, given)
    stats = Stats(profile)
    sys.stdout.write(
        f"\n{work.code}, {contender.name}: {length(took)} for one {work.per}, "
        f"{_whole(stats, 'total_calls') / count:,.1f} calls\n"
        "     own   whole      calls\n"
    )
    for line in lines(stats, count):
        sys.stdout.write(line + "\n")


def lines(stats: Stats, count: int) -> list[str]:
    """Give the functions in which most time was spent, and their calls for one."""
    total = _whole(stats, "total_tt") or 1
    rows: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    rows = stats.stats  # type: ignore[attr-defined]  # a mapping, which typeshed leaves out
    most = sorted(rows.items(), key=lambda row: -row[1][2])[:_SHOWN]
    return [
        f"{own / total:8.1%}{whole / total:8.1%}{calls / count:11.2f}  "
        f"{_place(file, line)} {name}"
        for (file, line, name), (_, calls, own, whole, _) in most
    ]


def _whole(stats: Stats, name: str) -> float:
    return float(getattr(stats, name))


def _place(file: str, line: int) -> str:
    parts = Path(file).parts
    if "slapolicy" in parts:
        parts = parts[len(parts) - parts[::-1].index("slapolicy") :]
    else:
        parts = parts[-1:]
    return f"{'/'.join(parts)}:{line}"
