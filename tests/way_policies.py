"""Random policies of what those of the reference have seldom or never, as text.

Indicators that last, sizes, ends on which two parties agree, clocks that restart, recur
or begin only after something else, pauses under conditions, aims beside promises: each
is in about half of them. `features` tells which of it a policy and a case have.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from slapolicy import Case, Policy
from slapolicy.contract.evaluator.conditions import (
    conditions_of,
    lasted_conditions,
    parts_of,
)
from slapolicy.contract.policy import Bound, PauseWaiting, Trigger
from slapolicy.worktime import to_datetime

LENGTHS = ("4 seconds", "90 seconds", "5 minutes", "1 hour", "8 hours", "own_length")
SECONDS = (4, 90, 300, 3600, 28_800, 240)
SIZES = (10, 50, 90)
SEVERITIES = ("worst", "high", "middle", "low")
HOURS = ("during office", "during nights", "24x7")
HEAD = """agreement drawn "Drawn" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone Europe/Warsaw
}
plan basic "Basic"
plan full "Full"
role desk "Service desk" of acme
role lead "Team lead" of acme
channel web "Web form"
channel phone "Telephone"
event closes "Closes the case"
event cancels "Cancels"
service advice "Advice"
service travel "Travel"
fact load "Load": number between 0 and 100
fact held "The customer holds it up": yes or no
attempt call "Call": good or bad
attempt mail "Mail": good or bad
parameter own_length "Agreed length": duration between 1 second and 24 hours
indicator down "Down" {
  each second when call attempted, all end in (bad)
  a second without attempts counts as available
}
indicator slow "Slow" {
  each second when mail attempted, all end in (bad)
  a second without attempts counts as unchanged
}
clause H1 "Hours" from terms "1" {
  calendar office "Office" {
    zone Europe/Warsaw
    open Mon-Fri 09:00-12:00, 13:00-17:00
    closed on 2025-03-31
    business days run to closing
  }
  calendar nights "Nights" {
    zone America/New_York
    open Mon-Sun 18:00-03:15
    business days run to the same time
  }
}
"""


class _Draft:
    """A policy that is being drawn."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.clauses: list[str] = []
        self.terms: list[str] = []
        self.severities: list[str] = []

    def some(self, share: float) -> bool:
        return self.draw.random() < share

    def add(self, *lines: str, on: str = "") -> str:
        """Add a clause; give its name."""
        name = f"C{len(self.clauses) + 1}"
        body = "\n".join(f"  {line}" for line in lines)
        self.clauses.append(f'clause {name} "{name}" from terms "2"{on} {{\n{body}\n}}')
        return name

    def condition(self) -> str:
        """Give something that a rule may ask."""
        bound = self.draw.choice(("at least", "less than"))
        asked = [f"load is {bound} {self.draw.choice(SIZES)}", "held is yes"]
        asked += [f"{term} is yes" for term in self.terms] * 2
        return self.draw.choice(asked)

    def text(self) -> str:
        self.lasting()
        self.severity()
        self.ends()
        for name in self.draw.sample(("first", "again", "fix", "news", "ring"), 3):
            self.clock(name)
        self.coverage()
        return HEAD + "\n".join(self.clauses) + "\n"

    def lasting(self) -> None:
        for number in range(self.draw.choice((1, 1, 2, 3))):
            indicator = self.draw.choice(("down", "down", "slow"))
            bound = self.draw.choice(("at least", "at least", "more than"))
            length, name = self.draw.choice(LENGTHS), f"lasted{number}"
            means = f"{indicator} has lasted {bound} {length}"
            self.terms.append(name)
            self.add(f'term {name} "Lasted {number}" means {means}')

    def severity(self) -> None:
        size = self.draw.choice(SIZES)
        low = self.add(f'severity low "Low" level 4 when load is less than {size}')
        mid = self.add(f'severity middle "Middle" level 3 when load is at least {size}')
        beaten, self.severities = f"{low}, {mid}", ["middle", "low"]
        for name, level in (("high", 2), ("worst", 1)):
            if self.some(0.6):
                when = f"{self.draw.choice(self.terms)} is yes"
                when += " and held is no" if self.some(0.3) else ""
                head = f'severity {name} "{name}" level {level}'
                beaten += f", {self.add(f'{head} when {when} despite {beaten}')}"
                self.severities.insert(0, name)

    def ends(self) -> None:
        closing = ("desk closes after desk replies", "desk closes", "customer cancels")
        ways = ("acme and customer agree", *closing)
        if self.some(0.4):
            self.add(f"resolved when {self.draw.choice(ways)}")
        elif self.some(0.8):
            some = self.draw.sample(self.severities, 2)
            for name in some:
                self.add(f"resolved for {name} when {self.draw.choice(ways)}")

    def clock(self, name: str) -> None:
        contact = self.draw.choice(("customer writes", "customer calls via phone"))
        after = " after desk replies" if self.some(0.4) else ""
        starts = self.draw.choice(
            (
                "starts when customer opens",
                f"starts when {contact}{after}",
                f"starts each time {contact}{after} unless already running",
                f"starts each time customer opens or {contact} unless already running",
            )
        )
        met = (
            *("desk replies", "desk updates", "lead calls or desk calls", "resolved"),
            "lead calls after desk calls",
        )
        lines = [starts, f"met when {self.draw.choice(met)}"]
        if self.some(0.5):
            lines.append("pauses while waiting for customer")
        if self.some(0.4):
            lines.append(f"pauses while {self.condition()}")
        if self.some(0.3):
            what = self.draw.choice(("customer cancels", "resolved"))
            lines.append(f"lapses when {what}")
        if self.some(0.5):
            why = self.draw.choice(("severity changes", "customer calls"))
            lines.append(f"restarts when {why}")
        self.add(f'clock {name} "{name}" {{', *(f"  {e}" for e in lines), "}")
        self.limits(name)

    def limits(self, clock: str) -> None:
        if self.some(0.3):
            usual = self.add(f"promise {clock} {self.limit()}")
            when = f"when {self.draw.choice(self.terms)} is yes despite {usual}"
            self.add(f"promise {clock} {self.limit()} {when}")
        else:
            for name in self.severities:
                if self.some(0.85):
                    self.add(f"promise {clock} for {name} {self.limit()}")
        if self.some(0.3):
            self.add(f"aim {clock} {self.limit()}")
        if self.some(0.4):
            share = self.draw.choice((1, 50, 100))
            when = f" when {self.condition()}" if self.some(0.4) else ""
            self.add(f"warn desk at {share}% of {clock}{when}")
        if self.some(0.3):
            hours = self.draw.choice(("", " during office"))
            self.add(f"escalate to lead 10 minutes before {clock}{hours}")

    def limit(self) -> str:
        days, minutes = self.draw.choice((1, 2)), self.draw.choice((15, 240, 419))
        unit = "day" if days == 1 else "days"
        return self.draw.choice(
            (
                f"within {minutes} minutes {self.draw.choice(HOURS)}",
                f"within {self.draw.choice((4, 9))} hours {self.draw.choice(HOURS)}",
                f"within {days} business {unit} {self.draw.choice(HOURS[:2])}",
                f"within {days} calendar {unit} in Asia/Kolkata",
                f"within own_length {self.draw.choice(HOURS)}",
                "within no stated time",
            )
        )

    def coverage(self) -> None:
        granted = self.add(f"grant advice only if {self.condition()}")
        self.add("grant travel", on=self.draw.choice(("", " on full")))
        if self.some(0.5):
            beats = f" despite {granted}" if self.some(0.3) else ""
            self.add(f"exclude advice when {self.condition()}{beats}")
        if self.some(0.5):
            self.add(f"escalate to lead at once when {self.condition()}")
        if self.some(0.5):
            severity = self.draw.choice(self.severities)
            self.add(f'duty stand_by of desk "stands by" for {severity} until resolved')


def drawn(draw: Random) -> str:
    """Give the text of a random policy."""
    return _Draft(draw).text()


def lasting(draw: Random, policy: Policy, stated: dict[str, Any]) -> dict[str, Any]:
    """Give a case that states its indicators, from the beginning on, and their changes.

    They change when something happens, and about as long after as is asked for.
    """
    case = {**stated, "facts": dict(stated["facts"]), "events": [*stated["events"]]}
    told = sorted(datetime.fromisoformat(each["at"]) for each in case["events"])
    for name in policy.indicators:
        if draw.random() < 0.1:
            continue
        value = draw.random() < 0.5
        if draw.random() < 0.95:
            case["facts"][name] = value
        at = draw.choice(told)
        for _ in range(draw.choice((0, 1, 2, 3, 4))):
            value = not value
            change = {"at": at.isoformat(), "type": "changes", "facts": {name: value}}
            case["events"].append({**change, "by": "desk"})
            at += timedelta(seconds=draw.choice(SECONDS) + draw.choice((-1, 0, 0, 1)))
            if draw.random() < 0.3:
                at = draw.choice(told)
    at = draw.choice(told)
    if draw.random() < 0.5:
        case["events"] += _waited(draw, at)
    for who in ("acme", "customer") if draw.random() < 0.5 else ():
        at += timedelta(minutes=draw.choice((0, 1, 600)))
        case["events"].append({"at": at.isoformat(), "type": "agrees", "by": who})
    case["events"].sort(key=lambda each: datetime.fromisoformat(each["at"]))
    return case


def _waited(draw: Random, at: datetime) -> Iterator[dict[str, Any]]:
    """Let the customer be waited for, mostly until somebody resumes."""
    wait = {"at": at.isoformat(), "type": "waits", "by": "desk", "for": "customer"}
    yield wait
    if draw.random() < 0.8:
        end = at + timedelta(minutes=draw.choice((0, 5, 600, 3000)))
        yield {**wait, "type": "resumes", "at": end.isoformat()}


def turns(policy: Policy, case: Case) -> list[datetime]:
    """Give the instants at which something may have lasted long enough."""
    limits = {each.limit for each in lasted_conditions(policy)}
    found = {case.parameters.get(getattr(each, "name", ""), each) for each in limits}
    begins = [e.at for e in case.events if {*e.facts} & policy.indicators.keys()]
    begins += [min(event.at for event in case.events)]
    return [
        to_datetime(at) + each
        for at in begins
        for each in found
        if isinstance(each, timedelta)
    ]


def features(policy: Policy, case: Case) -> Iterator[str]:
    """Tell what of all this a policy has, and a case touches."""
    said = [each for each in case.events if each.type == "changes"]
    stated = {*case.facts, *(name for each in said for name in each.facts)}
    lengths = [e for e in lasted_conditions(policy) if e.indicator in stated]
    if lengths:
        yield "an indicator that lasts"
    if any({*each.facts} & policy.indicators.keys() for each in said):
        yield "an indicator that changes"
    if any(isinstance(part, Bound) for part in parts_of(conditions_of(policy))):
        yield "a size"
    types = {each.type for each in case.events}
    if any(len(rule.parties) > 1 for rule in policy.resolutions) and (
        {"agrees", "resolves"} & types
    ):
        yield "an end on which two agree"
    clocks = policy.clocks.values()
    if any(clock.restarts_with_severity for clock in clocks) and said:
        yield "a restart with the severity"
    if any(clock.restarts for clock in clocks):
        yield "a restart by an event"
    if any(clock.each for clock in clocks):
        yield "a clock that recurs"
    if any(_is_after(clock.starts) for clock in clocks):
        yield "a start after something"
    if any(_is_after(clock.met) for clock in clocks):
        yield "kept after something"
    if any(_is_after(rule.triggers) for rule in policy.resolutions):
        yield "an end after something"
    if any(clock.lapses for clock in clocks):
        yield "a clock that lapses"
    pauses = [each for clock in clocks for each in clock.pauses]
    if any(not isinstance(each, PauseWaiting) for each in pauses):
        yield "a pause under a condition"
    if any(isinstance(each, PauseWaiting) for each in pauses) and "waits" in types:
        yield "a wait"
    if any(not target.binding for target in policy.targets):
        yield "an aim"
    if policy.alerts:
        yield "an alert"


def _is_after(triggers: tuple[Trigger, ...]) -> bool:
    return any(each.after is not None for each in triggers)
