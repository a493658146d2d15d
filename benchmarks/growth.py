"""Time against size: how what takes long grows with what is given to it.

Each curve is measured at sizes ten times as large as the one before. Its exponent is
that of the last step: 1 is linear, 2 would be a hundred times as long for ten times as
much. What takes long is measured once; a size that would take longer than allowed is
left out, and named. Curve by curve is kept, and `--resume` goes on after the last: with
more patience, it measures the sizes that were left out, and those alone.
"""

import json
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from benchmarks import records
from benchmarks.figures import digits, length
from benchmarks.measuring import in_rounds, spent, turn
from benchmarks.running import SECOND, Effort
from benchmarks.telling import plain

LINEAR = 1.15
"""Up to this exponent a curve counts as linear: what is measured is not that exact."""

_HEADS = ("more and more", "what is done", "from", "to", "exponent", "")
Doing = Callable[[], object]


@frozen(kw_only=True)
class Kind:
    """What is measured: something to do, made for a size."""

    name: str
    axis: str  # of what there is more and more: `events`, `rules`, `lines`, `rows`
    sizes: tuple[int, ...]
    make: Callable[[int], Doing]


@frozen(kw_only=True)
class Curve:
    """What came out: sizes with times, in nanoseconds."""

    name: str
    axis: str
    points: tuple[tuple[int, float], ...]
    once: tuple[int, ...] = ()  # the sizes that were measured once, and not in rounds
    left_out: tuple[int, ...] = ()

    @property
    def exponent(self) -> float:
        """The exponent of the last step; 0 if there is none."""
        return exponents(self.points)[-1] if len(self.points) > 1 else 0.0

    @property
    def is_linear(self) -> bool:
        """Whether it grows no faster than what it is given."""
        return self.exponent <= LINEAR


def exponents(points: Sequence[tuple[int, float]]) -> list[float]:
    """Give the exponent of each step from one size to the next."""
    return [
        log(later / sooner) / log(large / small)
        for (small, sooner), (large, later) in pairwise(points)
    ]


def measure(
    kind: Kind,
    effort: Effort,
    budget: float,
    patience: float = 0,
    so_far: Curve | None = None,
) -> Curve:
    """Measure a curve, up to the last size that does not take too long (nanoseconds).

    Args:
        kind: What is measured.
        effort: In how many rounds.
        budget: What all rounds of a size may take.
        patience: What one run may take, of a size that is measured once.
        so_far: What was measured before; its sizes stand.
    """
    known = dict(so_far.points) if so_far else {}
    doings: list[tuple[int, Doing]] = []
    once: list[tuple[int, float]] = []
    left_out: list[int] = []
    took, sooner, step = 0.0, 0.0, 10.0
    for size in kind.sizes:
        step = took / sooner if sooner else step  # it goes on as it has gone so far
        if left_out or took * max(step, 10) > max(budget / effort.rounds, patience):
            left_out.append(size)
            continue
        sooner = took
        if size in known:
            took = known[size]
            continue
        doing = kind.make(size)
        took = spent(doing)
        if took * effort.rounds > budget:
            once.append((size, took))
            continue
        if took < SECOND:  # what is reckoned once for all is no part of it
            took = spent(doing)
        doings.append((size, doing))
    turns = [turn(doing, 1, effort.turn / 5) for _, doing in doings]
    found = in_rounds(turns, effort.rounds)
    points = [(size, each.time) for (size, _), each in zip(doings, found, strict=True)]
    return Curve(
        name=kind.name,
        axis=kind.axis,
        points=tuple(sorted((*known.items(), *points, *once))),
        once=(*(so_far.once if so_far else ()), *(size for size, _ in once)),
        left_out=tuple(left_out),
    )


def command(
    only: Sequence[str] | None,
    effort: Effort,
    path: Path | None,
    *,
    patience: float = 0,
    goes_on: bool = False,
) -> int:
    """Measure what grows, print it, and write it where that is asked for.

    Where it `goes_on`, what is written there is kept, and only the rest is measured.
    `patience` is what one run may take (nanoseconds), of a size that is measured once.
    """
    from benchmarks.curves import KINDS

    axes = list(dict.fromkeys(each.axis for each in KINDS))
    unknown = [each for each in only or () if each not in axes]
    if unknown:
        known = ", ".join(axes)
        sys.stderr.write(f"nothing grows in {', '.join(unknown)}; only in {known}\n")
        return 2
    budget = (2 if effort.is_quick else 60) * SECOND
    curves: list[Curve] = []
    if goes_on and path is not None and path.exists():
        curves = curves_of(path.read_text(encoding="utf-8"))
    place_of = {(each.axis, each.name): place for place, each in enumerate(curves)}
    for kind in KINDS:
        place = place_of.get((kind.axis, kind.name))
        so_far = None if place is None else curves[place]
        if (only and kind.axis not in only) or (so_far and not so_far.left_out):
            continue
        sys.stderr.write(f"{kind.axis}: {kind.name} …\n")
        curve = measure(kind, effort, budget, patience, so_far)
        if place is None:
            curves.append(curve)
        else:
            curves[place] = curve
        if path is not None:  # curve by curve, so that a stop loses one alone
            path.write_text(of_curves(curves, effort), encoding="utf-8")
    sys.stdout.write(plain(table(curves)) + "\n")
    return 0


def table(curves: Sequence[Curve]) -> list[tuple[str, ...]]:
    """Give the lines of a table of curves."""
    lines: list[tuple[str, ...]] = [_HEADS]
    for each in curves:
        (first, early), (last, late) = each.points[0], each.points[-1]
        said = ["" if each.is_linear else "worse than linear"]
        said += _said_of(each.once, "measured once")
        said += _said_of(each.left_out, "would take too long")
        verdict = "; ".join(filter(None, said))
        lines.append(
            (
                each.axis,
                each.name,
                f"{length(early)} for {first:,}",
                f"{length(late)} for {last:,}",
                digits(each.exponent) if each.exponent > 0 else "0",
                verdict,
            )
        )
    return lines


def _said_of(sizes: Sequence[int], what: str) -> list[str]:
    return [f"{', '.join(f'{size:,}' for size in sizes)} {what}"] if sizes else []


def of_curves(curves: Sequence[Curve], effort: Effort) -> str:
    """Give curves as JSON."""
    record: dict[str, Any] = {
        "schema": records.SCHEMA,
        "rounds": effort.rounds,
        "is_quick": effort.is_quick,
        "machine": records.machine(),
        "curves": [
            {**asdict(each), "exponent": round(each.exponent, 3)} for each in curves
        ],
    }
    return records.written(record)


def curves_of(text: str) -> list[Curve]:
    """Give the curves that were written."""
    return [
        Curve(
            name=each["name"],
            axis=each["axis"],
            points=tuple((size, time) for size, time in each["points"]),
            once=tuple(each.get("once", ())),
            left_out=tuple(each["left_out"]),
        )
        for each in json.loads(text)["curves"]
    ]
