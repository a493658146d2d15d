"""The limits that the paths of rows bring, clock by clock, as numbers."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.paths import Paths
from slapolicy.columns.whole.runs import Limits
from slapolicy.contract.compiled.clockwork import Clockwork
from slapolicy.contract.compiled.lines import Line
from slapolicy.contract.compiled.states import Owed, Path, Plan
from slapolicy.contract.evaluator.course import FOREVER

_KINDS = ("time", "business_days")


@frozen(eq=False, kw_only=True)
class Plans:
    """What is owed of each of `clocks` (one twice, with a promise and an aim).

    A plan's number is that of its path among so many `paths`, after those of all clocks
    before. `is_known`: what is owed is counted here, or nothing `is_owed`. The limits
    count on `lines`; `lines_of` tells which ones those of each path need.
    """

    clocks: Sequence[Clockwork]
    paths: int
    limits: Limits
    is_known: Bools
    is_owed: Bools
    lines: Sequence[Line]
    lines_of: Bools

    def occurring(self, path: Ints) -> Bools:
        """Tell which paths occur."""
        found = np.zeros(self.paths, np.bool_)
        found[path] = True
        return found

    def are_owed(self, paths: Bools) -> bool:
        """Whether something is owed of each clock along some paths, and counted."""
        return bool(self.is_owed.reshape(-1, self.paths)[:, paths].all())

    def needed(self, paths: Bools) -> tuple[Limits, Sequence[Line]]:
        """Give the limits of some paths, numbered anew, and their lines."""
        needed: Bools = np.logical_or.reduce(self.lines_of[paths], axis=0)
        if needed.all():
            return self.limits, self.lines
        lines = [each for each, is_so in zip(self.lines, needed, strict=True) if is_so]
        return self.limits.counted_on(needed), lines


def plans_of(clocks: Sequence[Clockwork], paths: Paths) -> Plans:
    """Give what is owed along all paths that are known; it is kept with them."""
    known = tuple(paths.known)
    found: Plans | None = paths.parts.get("plans")
    if found is None or found.paths < len(known):
        found = paths.parts["plans"] = _plans(clocks, known)
    return found


def _plans(clocks: Sequence[Clockwork], paths: Sequence[Path]) -> Plans:
    kinds = [
        (clock, [path.plans[clock.number][kind] for path in paths])
        for clock in clocks
        for kind in range(len(paths[0].plans[clock.number]))
    ]
    plans = [plan for _, each in kinds for plan in each]
    shape = (max((len(plan.owners) for plan in plans), default=1), len(plans))
    line, amount, turn = np.zeros((3, *shape), np.int64)
    since, is_days = np.full(shape, FOREVER), np.zeros(shape, np.bool_)
    is_known = np.ones(len(plans), np.bool_)
    counts: dict[int, int] = {}
    lines: dict[Line, int] = {}
    for number, plan in enumerate(plans):
        if plan.is_none:
            continue
        for k, (place, owed) in enumerate(zip(plan.places, plan.owners, strict=True)):
            turn[k, number] = place - 1
            if owed is None or owed.line is None or not _is_counted(owed):
                is_known[number] = False
                continue
            line[k, number] = lines.setdefault(owed.line, len(lines))
            amount[k, number], since[k, number] = owed.amount, 0
            if owed.kind == "business_days":
                is_days[k, number] = True
                amount[k, number] = ~counts.setdefault(owed.amount, len(counts))
    return Plans(
        clocks=[clock for clock, _ in kinds],
        paths=len(paths),
        limits=Limits(
            lines=[
                [np.where(is_days[k], line[k], each) for each in line[: k + 1]]
                for k in range(len(line))
            ],
            amount=[*amount], turn=[*turn], since=[*since],
            counts=tuple(counts),
            days_on=[
                np.unique(line[k][is_days[k]]).tolist() for k in range(len(line))
            ],
        ),
        is_known=is_known,
        is_owed=is_known & [not plan.is_none for plan in plans],
        lines=list(lines),
        lines_of=_lines_of(plans, len(paths), lines),
    )  # fmt: skip


def _lines_of(plans: Sequence[Plan], paths: int, lines: dict[Line, int]) -> Bools:
    found = np.zeros((paths, len(lines)), np.bool_)
    for number, plan in enumerate(plans):
        for owed in plan.owners:
            if owed is not None and owed.line in lines:
                found[number % paths, lines[owed.line]] = True
    return found


def _is_counted(owed: Owed) -> bool:
    return owed.kind in _KINDS and owed.amount > 0 and owed.has_hours
