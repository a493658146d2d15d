"""One clock in random hours: a small policy whose case brings the calendar and limit.

The hours lie around a change of the clocks of an odd zone, the limit is often an exact
total of open time, pauses begin and end at edges. Whole cases go through the reader and
the evaluator; what is expected of them is worked out on the calendar alone.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from attrs import frozen

import slapolicy
import strategies
from slapolicy import Decision, Policy
from slapolicy.contract.decision import Obligation
from slapolicy.worktime import DAY, MINUTE, SECOND, WorkingTime, to_datetime
from slapolicy.worktime.interval import Intervals, intersection, union

Case = dict[str, Any]
Pause = tuple[str, int, int | None]
"""Why the clock stands still, from when, and until when."""
WHY = ("customer", "vendor", "broken")
TEXT = """agreement world "World" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
}
role desk "Desk" of acme
role vendor "Vendor" of acme
channel mail "Mail"
channel phone "Telephone"
fact broken "The customer's own system is broken": yes or no
fact trouble "Trouble": worst, bad, mild, slow or none
parameter office "Hours": calendar
parameter evenings "Other hours": calendar
parameter shorter "Limit": duration
parameter longer "Longer limit": duration
clause C1 "Answer" from terms "1" {
  clock answer "Answer" {
    starts when customer opens
    met when desk replies
    pauses while waiting for customer
    pauses while waiting for vendor
    pauses while broken is yes
  }
  promise answer within shorter during office
  warn desk at 50% of answer
}
clause C2 "Report" from terms "2" {
  clock report "Report" {
    starts when customer opens
    met when desk updates
    pauses while waiting for customer
    pauses while waiting for vendor
    pauses while broken is yes
  }
  promise report within 2 business days during office
}
clause C3 "Memo" from terms "3" {
  clock memo "Memo" {
    starts when customer opens
    met when desk calls
    pauses while waiting for customer
    pauses while waiting for vendor
    pauses while broken is yes
  }
  promise memo within 3 hours 24x7
}
clause C4 "Next answer" from terms "3" {
  clock again "Next answer" {
    starts each time customer writes unless already running
    met when desk replies
    pauses while waiting for customer
  }
  promise again within shorter during office
}
clause C5 "By telephone, out of hours" from terms "3" {
  defer customer opens via phone outside office to the next opening of office
}
clause S1 "Severities" from terms "4" {
  severity s1 "Worst" level 1 when trouble is worst
  severity s2 "Bad" level 2 when trouble is bad
  severity s3 "Mild" level 3 when trouble is mild
  severity s4 "Slow" level 4 when trouble is slow
}
clause S2 "Repair" from terms "5" {
  clock repair "Repair" {
    starts when customer opens
    met when desk agrees
    pauses while waiting for customer
  }
  promise repair for s1 within shorter during office
  promise repair for s2 within longer during office
  promise repair for s3 within longer during evenings
  promise repair for s4 within 1 business day during office
}
clause S3 "Review" from terms "6" {
  clock review "Review" {
    starts when customer opens
    met when desk agrees
    restarts when severity changes
  }
  promise review for s1 within shorter during office
  promise review for s2 within longer during office
  promise review for s3 within longer during evenings
}
"""


@cache
def policy() -> Policy:
    """Load the policy, once."""
    return slapolicy.loads(TEXT, name="world.sla")


@frozen
class ClockWorld:
    """Hours, an opening, a limit, and a source of further choices.

    `plain` is what the oracle reads. Integers are microseconds.
    """

    plain: dict[str, Any]
    time: WorkingTime
    other: dict[str, Any]
    other_time: WorkingTime
    opened: int
    limit: int
    longer: int
    draw: Random
    edges: tuple[int, ...]

    def instant(self, after: int | None = None) -> int:
        """Give an instant that matters, at the opening or after it."""
        first = self.opened if after is None else after
        if self.draw.random() < 0.6:
            near = [edge for edge in self.edges if first <= edge][:12]
            if near:
                edge = self.draw.choice(near)
                return max(first, edge + self.draw.choice((-SECOND, 0, 0, SECOND)))
        return first + self.draw.randrange(2 * DAY // SECOND) * SECOND

    def span(self, after: int | None = None) -> tuple[int, int]:
        """Give a stretch of time of at least a second."""
        begin, end = sorted((self.instant(after), self.instant(after)))
        return (begin, end) if begin < end else (begin, begin + 1800 * SECOND)

    def pauses(self, most: int = 4) -> list[Pause]:
        """Give pauses, which for one reason do not touch each other."""
        found: list[Pause] = []
        for why in WHY:
            spans = [self.span() for _ in range(self.draw.randint(0, most // 2))]
            last = self.opened
            for begin, end in union(spans):
                if begin > last:
                    found.append((why, begin, end))
                    last = end
        return found

    def case(self, pauses: list[Pause] | None = None, *more: Case, **rest: Any) -> Case:
        """Give the case: its opening (`via`), its pauses and further events."""
        via = rest.get("via", "mail")
        events = [event("opens", "customer", self.opened, via=via), *more]
        for why, begin, end in pauses or ():
            events += paused(why, begin, end)
        return {
            "id": "world",
            "parameters": {
                "office": as_json(self.plain),
                "evenings": as_json(self.other),
                "shorter": f"PT{self.limit // SECOND}S",
                "longer": f"PT{self.longer // SECOND}S",
            },
            "facts": {"broken": False, "trouble": "none"} | rest.get("facts", {}),
            "events": sorted(events, key=when),
        }

    def due(self, clock: str = "answer") -> int:
        """Give when a clock is due if nothing stops it, by the calendar alone."""
        if clock == "report":
            found = self.time.business_days_due(self.opened, 2)
        elif clock == "memo":
            found = self.opened + 180 * MINUTE
        else:
            found = self.time.add(self.opened, self.limit)
        assert found is not None
        return found


def clock_world(draw: Random) -> ClockWorld:
    """Give a random world; the calendar opens again within weeks of any instant."""
    while True:
        name = draw.choice(strategies.ZONES)
        about = strategies.instant_near_a_change(draw, name)
        about = min(max(about, 2 * strategies.DAY), 2_500_000_000)
        plain, other = (_calendar(draw, name, about) for _ in range(2))
        time, other_time = (
            WorkingTime(strategies.hours(each)) for each in (plain, other)
        )
        start, end = about * SECOND - 3 * DAY, about * SECOND + 9 * DAY
        edges = sorted(
            {edge for span in time.spans(start, end) for edge in span}
            | set(time.zone.changes(start, end))
        )
        if len(edges) < 4 or not list(other_time.spans(start, end)):
            continue
        opened = about * SECOND
        if draw.random() < 0.5:
            opened = draw.choice(edges[: len(edges) // 2])
            opened += draw.choice((-SECOND, 0, SECOND))
        limit = draw.randrange(600, strategies.DAY) * SECOND
        if draw.random() < 0.6:  # an exact total: it runs out at an edge
            total = time.between(opened, draw.choice(edges))
            limit = total if total > 0 else limit
        longer = limit + draw.choice((SECOND, 3600 * SECOND, limit))
        if all(_opens_often(each, opened) for each in (time, other_time)):
            return ClockWorld(
                plain, time, other, other_time, opened, limit, longer, draw,
                tuple(edges),
            )  # fmt: skip


def _opens_often(time: WorkingTime, at: int) -> bool:
    return time.add(at, 12 * DAY) is not None


def _calendar(draw: Random, name: str, about: int) -> dict[str, Any]:
    """Give a calendar of those that a case can bring, which say less than policies."""
    plain = strategies.calendar(draw, name, about)
    closed = [each | {"spans": None} for each in plain["closed"]]
    return plain | {"closed": closed, "yearly": [], "closures": []}


def as_json(plain: dict[str, Any]) -> dict[str, Any]:
    """Give a plain calendar as a case states it."""

    def week(days: dict[str, Any]) -> dict[str, list[str]]:
        return {day: ["-".join(span) for span in spans] for day, spans in days.items()}

    weeks = [
        {"week": week(each["days"])} | ({"from": each["from"]} if each["from"] else {})
        for each in plain["weeks"]
    ]
    return {
        "zone": plain["zone"],
        "weeks": weeks,
        "dates": week(plain["dates"]),
        "closed": [
            {"from": each["from"], "through": each["through"]}
            for each in plain["closed"]
        ],
        "holidays": sorted(set(plain["holidays"])),
        "business_days": plain["ends"],
    }


def when(each: Case) -> datetime:
    """Give the instant of an event."""
    return datetime.fromisoformat(each["at"])


def event(verb: str, by: str, at: int, **more: Any) -> Case:
    """Give an event; `waits_for` is written `for`."""
    more = {("for" if k == "waits_for" else k): v for k, v in more.items()}
    return {"at": to_datetime(at).isoformat(), "type": verb, "by": by, **more}


def paused(why: str, begin: int, end: int | None) -> list[Case]:
    """Give the events that begin and end a pause."""
    if why == "broken":
        found = [event("changes", "desk", begin, facts={"broken": True})]
        if end is not None:
            found.append(event("changes", "desk", end, facts={"broken": False}))
        return found
    found = [event("waits", "desk", begin, waits_for=why)]
    if end is not None:
        found.append(event("resumes", "desk", end, waits_for=why))
    return found


def covered(pauses: list[Pause], start: int, end: int) -> Intervals:
    """Give the union of pauses within a stretch of time."""
    spans = union((b, end if e is None else e) for _, b, e in pauses)
    return intersection(spans, ((start, end),)) if start < end else ()


def decide(case: Case, at: int) -> Decision:
    """Decide a case as of an instant."""
    return policy().evaluate(policy().case(case), at=to_datetime(at))


def obligations(case: Case, at: int) -> dict[str, Obligation]:
    """Give the first obligation of each clock, as of an instant."""
    found = decide(case, at).obligations
    return {each.clock: each for each in found if each.occurrence == 1}


def micro(value: datetime | timedelta | None) -> int | None:
    """Give an instant or a length in microseconds."""
    if value is None:
        return None
    if isinstance(value, datetime):
        value -= datetime(1970, 1, 1, tzinfo=UTC)
    return value // timedelta(microseconds=1)
