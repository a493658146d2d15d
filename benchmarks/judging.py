"""Goals beside what came out: met, or by how much not."""

from collections.abc import Sequence
from typing import assert_never

from benchmarks.contest import (
    OURS,
    AtMost,
    Faster,
    Figure,
    Goal,
    NoMoreThan,
    Row,
    Verdict,
    Work,
)
from benchmarks.figures import digits


def verdicts(
    work: Work, rows: Sequence[Row], figures: Sequence[Figure] = ()
) -> tuple[Verdict, ...]:
    """Judge each goal of a work; one about what was not timed is left open."""
    row_by_name = {each.name: each for each in rows}
    judged = [_judged(work.code, goal, row_by_name) for goal in work.goals]
    judged += [
        Verdict(
            work.code,
            f"{each.name}: at most {each.most:,.6g} {each.unit}",
            f"{digits(each.value)} {each.unit}",
            each.value <= each.most,
            max(1.0, each.value / each.most),
        )
        for each in figures
    ]
    return tuple(each for each in judged if each is not None)


def _judged(code: str, goal: Goal, row_by_name: dict[str, Row]) -> Verdict | None:
    match goal:
        case Faster(peer, times):
            row = row_by_name.get(peer)
            if row is None or row.ratio is None:
                return None
            words = f"at least {times:g} times as fast as {peer}"
            return Verdict(
                code,
                words,
                f"{digits(row.ratio)} times",
                row.ratio >= times,
                max(1.0, times / row.ratio),
            )
        case AtMost(most, unit, size, name, words):
            row = row_by_name.get(name)
            if row is None or row.time is None:
                return None
            value = row.time / size
            which = "" if name == OURS else f"{name}: "
            return Verdict(
                code,
                f"{which}at most {most:,.6g} {unit}{words}",
                f"{digits(value)} {unit}",
                value <= most,
                max(1.0, value / most),
            )
        case NoMoreThan(name, times, other):
            row = row_by_name.get(name)
            if row is None or row.ratio is None:
                return None
            return Verdict(
                code,
                f"{name}: at most {times:g} times {other}",
                f"{digits(row.ratio)} times",
                row.ratio <= times,
                max(1.0, row.ratio / times),
            )
        case _:
            assert_never(goal)
