"""The stories of policies as cases of the conformance kit.

What is written is what a scenario states and what it declares as expected, worked out
by hand from the contract or the page on meaning; the engine is not asked for answers.
An expectation becomes the part of a decision that it speaks of. What no decision tells
(whether a calendar is open, somebody can be reached, a term holds) is left out here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import slapolicy
from conformance_writing import Plain, length, lines
from slapolicy import Policy
from slapolicy.contract.case import Case, Event
from slapolicy.contract.scenario import Expectation, Scenario
from slapolicy.worktime import Hours, to_iso

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "policies", ROOT / "tests" / "fixtures" / "meaning")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
IMPORT = re.compile(r'^import .* from "(.*)"$', re.MULTILINE)
TOLD = ("scenario ", "scenarios ", "property ")
DISCLAIMED = {"not_guaranteed": "guarantee", "not_responsible": "responsibility"}


def paths() -> list[Path]:
    """Give every policy that tells stories, in order."""
    found = [path for folder in FOLDERS for path in sorted(folder.glob("*.sla"))]
    return [path for path in found if "\nscenario" in path.read_text("utf-8")]


def stories(path: Path) -> Plain:
    """Give a policy without its stories, and the cases that those tell."""
    policy = slapolicy.load(path)
    name = path.stem.replace("_", "-")
    told: list[Plain] = []
    for scenario in policy.scenarios:
        story = _Story(policy, scenario)
        checks = [
            {"id": f"{name}-{len(told) + 1}-{n}", "at": at, "expected": expected}
            for n, (at, expected) in enumerate(story.checks(), start=1)
        ]
        if checks:
            row = f" (row {scenario.row})" if scenario.row else ""
            title = scenario.title + row
            told.append({"title": title, "case": story.case(), "checks": checks})
    kept = "\n".join(_without_stories(path.read_text("utf-8").splitlines()))
    text = lines(kept.rstrip() + "\n")
    return {"name": path.name, "text": text, "cases": told}


def by_hand() -> Plain:
    """Give the cases that were written for the kit alone, as they were written."""
    path = Path(__file__).with_name("conformance_by_hand.json")
    told: Plain = json.loads(path.read_text("utf-8"))
    return told


def vocabularies(path: Path) -> dict[str, list[str]]:
    """Give the texts that a policy imports, by their names."""
    names = sorted(set(IMPORT.findall(path.read_text("utf-8"))))
    return {name: lines((path.parent / name).read_text("utf-8")) for name in names}


def _without_stories(text: Iterable[str]) -> Iterator[str]:
    """Leave out what stands in a story; the files are formatted, so `}` ends each."""
    is_told = False
    for line in text:
        is_told |= line.startswith(TOLD)
        if not is_told:
            yield line
        is_told &= line != "}"


class _Story:
    """One scenario, as JSON has it."""

    def __init__(self, policy: Policy, scenario: Scenario) -> None:
        self.policy, self.scenario, self.told = policy, scenario, scenario.case
        self.asked = [e for step in scenario.checks for e in step.expectations]

    # ------------------------------------------------------------ the case
    def case(self) -> Plain:
        """Give the case; what is asked of services and outcomes is requested."""
        case, names = self.told, [each.name for each in self.asked]
        found: Plain = {"id": case.id}
        if case.plan is not None:
            found["plan"] = case.plan
        if case.addons is not None:
            found["addons"] = list(case.addons)
        for key in ("parameters", "facts"):
            if given := getattr(case, key):
                found[key] = {name: self._value(value) for name, value in given.items()}
        if case.severity is not None:
            found["severity"] = case.severity
        for key, known in (
            ("requests", self.policy.services),
            ("claims", self.policy.outcomes),
        ):
            asked = [*getattr(case, key), *(name for name in names if name in known)]
            if asked:
                found[key] = list(dict.fromkeys(asked))
        if case.used:
            found["used"] = dict(case.used)
        found["events"] = [self._event(each) for each in case.events]
        if case.attempts:
            found["attempts"] = self._attempts(case)
        return found

    def _event(self, event: Event) -> Plain:
        found: Plain = {"at": self._instant(event.at), "type": event.type}
        for key, value in (
            ("by", event.by),
            ("via", event.via),
            ("for", event.waits_for),
        ):
            if value is not None:
                found[key] = value
        for key in ("facts", "parameters"):
            if given := getattr(event, key):
                found[key] = {name: self._value(value) for name, value in given.items()}
        for key in ("plan", "severity"):
            if (value := getattr(event, key)) is not None:
                found[key] = value
        return found | ({} if event.addons is None else {"addons": list(event.addons)})

    def _attempts(self, case: Case) -> list[Plain]:
        return [
            {"at": self._instant(a.at), "of": a.of, "end": a.end, "count": a.count}
            for a in case.attempts
        ]

    def _instant(self, at: int) -> str:
        return to_iso(at, self.scenario.zone)

    def _value(self, value: Any) -> Any:
        match value:
            case None | bool() | str():
                return value
            case Decimal() | int():
                return int(value) if value == int(value) else float(value)
            case timedelta():
                return length(value // timedelta(seconds=1))
            case date():
                return value.isoformat()
            case Hours():
                return _hours(value)
        raise TypeError(value)

    # ------------------------------------------------------------ what is expected
    def checks(self) -> Iterator[tuple[str, Plain]]:
        """Give the instants at which a decision is looked at, with what it must say."""
        for step in self.scenario.checks:
            expected: Plain = {}
            for each in step.expectations:
                self._add(expected, each, step.at)
            if expected and step.clauses:
                expected["cites"] = list(step.clauses)
            if expected:
                yield self._instant(step.at), expected

    def _add(self, expected: Plain, asked: Expectation, at: int) -> None:
        """Add what one expectation says of a decision."""
        policy, name = self.policy, asked.name
        duties = {d.name for d in policy.duties} | {r.name for r in policy.rights}
        found: Plain
        match asked.about:
            case "severity":
                is_word = asked.state in ("none", "indeterminate", "conflict")
                state = asked.state if is_word else "decided"
                severity = None if is_word else asked.state
                found = {"state": state, "name": severity} | _rests(asked)
                expected["severity"] = expected.get("severity", {}) | found
            case "case":
                expected["case_state"] = asked.state
                if asked.at is not None:
                    expected["closed_at"] = self._instant(asked.at)
                if asked.clauses and asked.state in ("resolved", "withdrawn"):
                    expected["closed_by"] = list(asked.clauses)
            case "intake":
                self._add_intake(expected, asked)
            case "obligation":
                self._add_obligation(expected, asked)
            case "warning" | "escalation":
                self._add_alert(expected, asked, at)
            case "name" if name in policy.services:
                left = {} if asked.left is None else {"left": asked.left}
                found = {"service": name, "outcome": asked.state} | left
                _append(expected, "coverage", found | _rests(asked))
            case "name" if name in policy.outcomes:
                kind = DISCLAIMED.get(asked.state or "")
                outcome = {"outcome": "disclaimed" if kind else asked.state}
                kinds = {"disclaims": [kind]} if kind else {}
                found = {"claim": name} | outcome | kinds
                _append(expected, "claims", found | _rests(asked))
            case "name" if name in policy.addons:
                if name in (self.told.addons or ()):  # decisions tell of those held
                    found = {"addon": name, "outcome": asked.state}
                    _append(expected, "addons", found | _rests(asked))
            case "name" if name in policy.clocks:
                self._add_obligation(expected, asked)
            case "name" if name in duties and asked.state == "not_owed":
                _append(expected.setdefault("absent", {}), "duties", {"name": name})
            case "name" if name in duties:
                ended = {"ended_at": self._instant(asked.at)} if asked.at else {}
                found = {"name": name, "state": asked.state} | ended
                _append(expected, "duties", found | _rests(asked))
            case "name" | "contact":
                pass  # no decision tells it

    def _add_obligation(self, expected: Plain, asked: Expectation) -> None:
        kinds = {t.binding for t in self.policy.targets if t.clock == asked.name}
        binding = not asked.aim and (True in kinds or not kinds)
        which: Plain = {"clock": asked.name, "binding": binding}
        which |= {"occurrence": asked.occurrence} if asked.occurrence else {}
        if asked.state == "not_owed":
            _append(expected.setdefault("absent", {}), "obligations", which)
            return
        if not asked.occurrence:
            which["last"] = True
        found = which | ({} if asked.state is None else {"state": asked.state})
        if asked.due_at is not None:
            found["due_at"] = self._instant(asked.due_at)
        if asked.no_stated_time:
            found["due"] = "no_stated_time"
        if asked.at is not None:
            key = "breached_at" if asked.state == "breached" else "fulfilled_at"
            found[key] = self._instant(asked.at)
        if isinstance(asked.left, timedelta):
            found["remaining"] = length(asked.left // timedelta(seconds=1))
        _append(expected, "obligations", found | _rests(asked))

    def _add_alert(self, expected: Plain, asked: Expectation, at: int) -> None:
        opens = [e.at for e in self.told.events if e.type == "opens"]
        if not opens or opens[0] > at:
            return  # whom to call without a case is told by no decision
        kind = {"warning": "warn", "escalation": "escalate"}[asked.about]
        which: Plain = {"kind": kind, "to": asked.name}
        if asked.state == "not_raised":
            _append(expected.setdefault("absent", {}), "alerts", which)
            return
        found = which | {"state": "raised" if asked.state == "open" else asked.state}
        if (said := asked.at or asked.due_at) is not None:
            found["at"] = self._instant(said)
        _append(expected, "alerts", found | _rests(asked))

    def _add_intake(self, expected: Plain, asked: Expectation) -> None:
        """Say it of the items, as a decision does."""
        state = {"incomplete": "missing", "optional_left": "optional"}
        items: list[Plain] = []
        if asked.state in state:
            items = [{"state": state[asked.state]}]
        if asked.state != "incomplete":
            absent = [{"state": "missing"}, {"state": "indeterminate"}]
            expected.setdefault("absent", {})["intake"] = absent
        elif asked.clauses:
            items = [{"state": "missing", "clauses": [c]} for c in asked.clauses]
        items += [{"state": "missing", "needs": [fact]} for fact in asked.needs]
        for each in items:
            _append(expected, "intake", each)


def _append(expected: Plain, key: str, item: Plain) -> None:
    expected.setdefault(key, []).append(item)


def _rests(asked: Expectation) -> Plain:
    """Give the facts that are missing, and what an answer must rest on."""
    found = {key: list(getattr(asked, key)) for key in ("needs", "clauses", "readings")}
    return {key: names for key, names in found.items() if names}


def _hours(hours: Hours) -> Plain:
    """Give the hours of a calendar as a case states them."""

    def clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    def spans(day: Any) -> list[str]:
        return [f"{clock(a)}-{clock(b if b <= 1440 else b - 1440)}" for a, b in day]

    assert not hours.yearly, "a case states none"
    weeks: list[Plain] = []
    for edition in hours.weeks:
        days = {n: spans(d) for n, d in zip(WEEKDAYS, edition.days, strict=True) if d}
        since = {"from": edition.start.isoformat()} if edition.start else {}
        weeks.append(since | {"week": days})
    found: Plain = {"zone": hours.zone}
    found |= {"weeks": weeks} if len(weeks) > 1 else {"week": weeks[0]["week"]}
    holidays = [region for line in hours.holidays for region in line.regions]
    holidays += [on.isoformat() for on in sorted(hours.holiday_dates)]
    if holidays:
        found["holidays"] = holidays
    if hours.dates:
        found["dates"] = {
            each.on.isoformat(): spans(each.spans) for each in hours.dates
        }
    if hours.closed:
        assert all(each.spans is None for each in hours.closed)
        found["closed"] = [
            {"from": each.first.isoformat(), "through": each.last.isoformat()}
            for each in hours.closed
        ]
    end = hours.day_end
    return found | {"business_days": end if isinstance(end, str) else clock(end)}
