"""Differences counted, by kind and by clause, with the first examples of each."""

from collections import Counter
from datetime import timedelta

from attrs import define, field, frozen

from slapolicy.comparison.difference import KINDS, Difference, Kind

EXAMPLES = 3
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
STEPS: tuple[tuple[timedelta, str], ...] = (
    (_HOUR, "1 hour"), (4 * _HOUR, "4 hours"), (_DAY, "1 day"), (7 * _DAY, "1 week"),
)  # fmt: skip
"""Up to how much dues are counted together; what is more stands by itself."""


@frozen
class Subject:
    """What differences are counted together: the clause, and what they are about."""

    clause: str
    what: str


@frozen
class Example:
    """One difference with the case in which it is."""

    row: int
    case: str | None
    difference: Difference


@define
class Tally:
    """Counts what changes; takes the same memory for any number of cases.

    `cases` are all, `changed` those with a difference, `refused` those that neither
    policy can read. `moved` counts by how many steps of `STEPS` promises and aims fall
    due earlier (negative) or later.
    """

    most: int = EXAMPLES
    cases: int = 0
    changed: int = 0
    refused: int = 0
    by_kind: Counter[Kind] = field(factory=Counter)
    by_subject: dict[Subject, Counter[Kind]] = field(factory=dict)
    moved: Counter[int] = field(factory=Counter)
    examples: dict[Kind, list[Example]] = field(factory=dict)

    def add(
        self,
        row: int,
        case: str | None,
        differences: tuple[Difference, ...],
        *,
        is_refused: bool = False,
    ) -> None:
        """Count one case."""
        self.cases += 1
        self.refused += is_refused
        self.changed += bool(differences)
        for kind in {each.kind for each in differences}:
            self.by_kind[kind] += 1
        for each in differences:
            subject = Subject(each.clause, what_of(each))
            self.by_subject.setdefault(subject, Counter())[each.kind] += 1
            if each.about == "obligation" and each.later_by:
                self.moved[step_of(each.later_by)] += 1
            kept = self.examples.setdefault(each.kind, [])
            if len(kept) < self.most:
                kept.append(Example(row, case, each))

    def add_alike(self, cases: int) -> None:
        """Count so many cases that are read, and without a difference."""
        self.cases += cases

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of differences that there are, in their order."""
        return tuple(kind for kind in KINDS if self.by_kind[kind])

    @property
    def subjects(self) -> tuple[tuple[Subject, Counter[Kind]], ...]:
        """What changes, most first."""
        found = self.by_subject.items()
        return tuple(
            sorted(found, key=lambda each: (-each[1].total(), each[0].clause,
                                            each[0].what))
        )  # fmt: skip


def what_of(difference: Difference) -> str:
    """Say what a difference is about, so that all cases of it have the same words."""
    match difference.about:
        case "obligation":
            clock = difference.clock or difference.name
            return clock if difference.binding else f"aim of {clock}"
        case "coverage" | "claim" | "addon":
            return f"{difference.about} of {difference.name}"
        case "case":
            return "end of the case"
        case about:
            return about


def step_of(later_by: timedelta) -> int:
    """Give the number of the step (from 1), negative for what is earlier."""
    size = abs(later_by)
    step = next((i for i, (most, _) in enumerate(STEPS, 1) if size <= most), None)
    found = len(STEPS) + 1 if step is None else step
    return found if later_by > timedelta() else -found
