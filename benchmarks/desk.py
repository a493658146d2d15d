"""Whole cases of a support desk: what happened in each, seeded, to the minute."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

from benchmarks.instants import FIRST, SEED

POLICY = Path(__file__).with_name("policies") / "desk.sla"
AT = datetime(2027, 3, 1, tzinfo=UTC)
"""When all cases are decided: each is over by then."""

SEVERITIES: dict[tuple[str, bool], str] = {
    ("everyone", True): "urgent",
    ("everyone", False): "high",
    ("many", True): "high",
    ("many", False): "normal",
    ("few", True): "low",
    ("few", False): "low",
}
"""What the policy says of each pair of facts, written out."""

_MINUTES = 3 * 365 * 24 * 60


@frozen
class Story:
    """One case: minutes count from its opening."""

    number: int
    opened: datetime
    plan: str
    before: tuple[
        str, bool
    ]  # the facts at first: impact, and whether work stands still
    after: tuple[str, bool]  # and from the change on
    changed: int
    replies: tuple[int, ...]
    waits: tuple[tuple[int, int], ...]  # from when to when the customer is waited for
    resolved: int

    def when(self, minute: int) -> datetime:
        """Give the instant of a minute."""
        return self.opened + timedelta(minutes=minute)

    def case(self) -> Mapping[str, Any]:
        """Give the case as a helpdesk hands it over: aware datetimes, plain values."""
        impact, blocked = self.before
        events = [self._event(0, "opens", "customer", via="portal")]
        events += [
            self._event(each, "replies", "agent", via="email") for each in self.replies
        ]
        for start, end in self.waits:
            waits = {**self._event(start, "waits", "agent"), "for": "customer"}
            events += [waits, self._event(end, "resumes", "agent")]
        change = dict(zip(("impact", "blocked"), self.after, strict=True))
        events.append({**self._event(self.changed, "changes"), "facts": change})
        events.append(self._event(self.resolved, "resolves", "agent"))
        return {
            "id": f"case-{self.number}",
            "plan": self.plan,
            "facts": {"impact": impact, "blocked": blocked},
            "requests": ["help", "training", "custom_work"],
            "events": sorted(events, key=lambda each: each["at"]),
        }

    def _event(
        self, minute: int, kind: str, by: str = "", via: str = ""
    ) -> dict[str, Any]:
        event: dict[str, Any] = {"at": self.when(minute), "type": kind}
        return event | ({"by": by} if by else {}) | ({"via": via} if via else {})


def stories(count: int, seed: int = SEED) -> list[Story]:
    """Give so many cases, no two alike."""
    return [_story(number, Random(f"{seed}-{number}")) for number in range(count)]


def _story(number: int, draw: Random) -> Story:
    pairs = list(SEVERITIES)
    before = draw.choice(pairs)
    others = [each for each in pairs if SEVERITIES[each] != SEVERITIES[before]]
    resolved = draw.choice((120, 600, 3_000, 9_000, 20_000)) + draw.randrange(120)
    replies, waits = draw.randint(1, 4), draw.randint(0, 2)
    # no two events share a minute: what comes first within one is tested elsewhere
    minutes = draw.sample(range(1, resolved), replies + 2 * waits + 1)
    ends = sorted(minutes[replies + 1 :])
    return Story(
        number=number,
        opened=FIRST + timedelta(minutes=draw.randrange(_MINUTES)),
        plan=draw.choice(("standard", "premium")),
        before=before,
        after=draw.choice(others),
        changed=minutes[replies],
        replies=tuple(sorted(minutes[:replies])),
        waits=tuple(zip(ends[::2], ends[1::2], strict=True)),
        resolved=resolved,
    )
