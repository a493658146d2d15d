"""The stories of policies as cases of the conformance kit.

What is written is what a scenario states and what it declares as expected, worked out
by hand from the contract or the page on meaning; the engine is not asked for answers.
An expectation becomes the part of a decision that it speaks of. What no decision tells
(whether a calendar is open, somebody can be reached, a term holds) is left out here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import slapolicy
from conformance_teller import Teller
from conformance_writing import Plain, length, lines
from slapolicy import Policy
from slapolicy.contract.scenario import Expectation, Scenario
from slapolicy.language.literate import policy_of
from slapolicy.source import Source

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "policies", ROOT / "tests" / "fixtures" / "meaning")
IMPORT = re.compile(r'^import .* from "(.*)"$', re.MULTILINE)
TOLD = ("scenario ", "scenarios ", "property ")
DISCLAIMED = {"not_guaranteed": "guarantee", "not_responsible": "responsibility"}


def paths() -> list[Path]:
    """Give every policy that tells stories, in order."""
    found = [path for folder in FOLDERS for path in sorted(folder.glob("*.sla*"))]
    return [path for path in found if "\nscenario" in path.read_text("utf-8")]


def stories(path: Path) -> Plain:
    """Give a policy without its stories, and the cases that those tell."""
    policy = slapolicy.load(path)
    name = path.name.partition(".")[0].replace("_", "-")
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
    kept = "\n".join(_without_stories(_written(path)))
    text = lines(kept.rstrip() + "\n")
    return {"name": path.name.removesuffix(".md"), "text": text, "cases": told}


def by_hand() -> Plain:
    """Give the cases that were written for the kit alone, as they were written."""
    path = Path(__file__).with_name("conformance_by_hand.json")
    told: Plain = json.loads(path.read_text("utf-8"))
    return told


def vocabularies(path: Path) -> dict[str, list[str]]:
    """Give the texts that a policy imports, by their names."""
    names = sorted(set(IMPORT.findall(path.read_text("utf-8"))))
    return {name: lines((path.parent / name).read_text("utf-8")) for name in names}


def _written(path: Path) -> Iterator[str]:
    """Give the lines of a policy; of Markdown, those of its fences."""
    whole = Source(path.name, path.read_text("utf-8"))
    before = ""
    for line in policy_of(whole).text.splitlines():
        if line.strip() or before:
            yield line.rstrip()
        before = line.strip()


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
        self.teller = Teller(scenario.zone)

    def case(self) -> Plain:
        """Give the case; what is asked of services and outcomes is requested."""
        asked = [e.name for step in self.scenario.checks for e in step.expectations]
        known = {"requests": self.policy.services, "claims": self.policy.outcomes}
        more = {k: [name for name in asked if name in v] for k, v in known.items()}
        return self.teller.case(self.told, more)

    def checks(self) -> Iterator[tuple[str, Plain]]:
        """Give the instants at which a decision is looked at, with what it must say."""
        for step in self.scenario.checks:
            expected: Plain = {}
            for each in step.expectations:
                self._add(expected, each, step.at)
            if expected and step.clauses:
                expected["cites"] = list(step.clauses)
            if expected:
                yield self.teller.instant(step.at), expected

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
                    expected["closed_at"] = self.teller.instant(asked.at)
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
                ended = {"ended_at": self.teller.instant(asked.at)} if asked.at else {}
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
            found["due_at"] = self.teller.instant(asked.due_at)
        if asked.no_stated_time:
            found["due"] = "no_stated_time"
        if asked.at is not None:
            key = "breached_at" if asked.state == "breached" else "fulfilled_at"
            found[key] = self.teller.instant(asked.at)
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
            found["at"] = self.teller.instant(said)
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
