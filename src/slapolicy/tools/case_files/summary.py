"""What came of many cases, counted: states of cases, and of promises by clause."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import define, field

from slapolicy.columns.answered import Answered
from slapolicy.columns.form import Asked
from slapolicy.contract.decision import State
from slapolicy.tools.render.table import table
from slapolicy.worktime import from_datetime, to_iso

if TYPE_CHECKING:
    from slapolicy.columns.whole.counting import Counted

STATES: tuple[State, ...] = (
    "met", "breached", "running", "paused", "not_started", "lapsed", "indeterminate",
)  # fmt: skip
LISTED = 10
"""How many rows with findings are kept to be told."""
Owed = tuple[str, str, bool]
"""The clause that an obligation rests on first, its clock, and whether it binds."""


@define
class Summary:
    """Counts what came of cases; takes the same memory for any number of them."""

    cases: int = 0
    refused: int = 0
    is_breached: bool = False
    case_states: Counter[str] = field(factory=Counter)
    obligations: dict[Owed, Counter[str]] = field(factory=dict)
    noted: int = 0
    wrong: list[Answered] = field(factory=list)
    odd: list[Answered] = field(factory=list)

    def add(self, answered: Answered) -> None:
        """Count one case."""
        self.cases += 1
        if answered.findings:
            self.noted += 1
            is_wrong = any(each.is_error for each in answered.findings)
            kept = self.wrong if is_wrong else self.odd
            if len(kept) < LISTED:
                kept.append(answered)
        if answered.decision is None:
            self.refused += 1
            return
        self.case_states[answered.decision.case_state] += 1
        for each in answered.decision.obligations:
            owed = (each.clauses[0] if each.clauses else "", each.clock, each.binding)
            self.obligations.setdefault(owed, Counter())[each.state] += 1
            self.is_breached |= each.binding and each.state == "breached"

    def add_all(self, counted: "Counted") -> None:
        """Count a batch of cases."""
        self.cases += counted.cases
        self.refused += counted.refused
        self.noted += counted.noted
        self.wrong = [*self.wrong, *counted.wrong][:LISTED]
        self.odd = [*self.odd, *counted.odd][:LISTED]
        self.case_states += counted.case_states
        for (clause, clock, binds, state), count in counted.obligations.items():
            found = self.obligations.setdefault((clause, clock, binds), Counter())
            found[state] += count
            self.is_breached |= binds and state == "breached"

    @property
    def told(self) -> list[Answered]:
        """The first rows with findings, those with errors before the others."""
        return [*self.wrong, *self.odd][:LISTED]

    def lines(self, asked: Asked) -> Iterator[str]:
        """Say it in words and in a table."""
        at = to_iso(from_datetime(asked.at), asked.zone)
        cases = "case" if self.cases == 1 else "cases"
        decided = self.cases - self.refused
        refused = f"{self.refused:,} cannot be read"
        yield f"{self.cases:,} {cases} as of {at}: {decided:,} decided, {refused}"
        if self.case_states:
            counted = sorted(self.case_states.items())
            yield ", ".join(f"{count:,} {_words(state)}" for state, count in counted)
        if self.obligations:
            yield ""
            yield from table(list(self._rows()), 2)

    def _rows(self) -> Iterator[tuple[str, ...]]:
        total = sum(self.obligations.values(), Counter())
        states = [each for each in STATES if total[each]]
        yield ("clause", "clock", *map(_words, states))
        for owed, counted in sorted(self.obligations.items()):
            clause, clock, binds = owed
            name = clock if binds else f"aim of {clock}"
            yield (clause, name, *(f"{counted[each]:,}" for each in states))
        yield ("", "all", *(f"{total[each]:,}" for each in states))

    def mapping(self, asked: Asked) -> dict[str, Any]:
        """Say it as plain values of JSON."""
        return {
            "schema": 1,
            "agreement": asked.agreement,
            "at": to_iso(from_datetime(asked.at), asked.zone),
            "cases": self.cases,
            "decided": self.cases - self.refused,
            "refused": self.refused,
            "with_findings": self.noted,
            "case_states": dict(sorted(self.case_states.items())),
            "obligations": [
                {
                    "clause": clause,
                    "clock": clock,
                    "binding": binds,
                    "states": {each: counted[each] for each in STATES if counted[each]},
                }
                for (clause, clock, binds), counted in sorted(self.obligations.items())
            ],
        }


def _words(state: str) -> str:
    return state.replace("_", " ")
