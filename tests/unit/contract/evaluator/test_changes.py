"""When a decision changes next, with no further event, though no clock runs out.

Dates in force, runs that have lasted, seconds that are over. Instants are UTC, on
Monday, 10 March 2025, unless a date is given.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import slapolicy
from slapolicy import Policy

HEAD = """
agreement turning "Turning" {{
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  {more}
}}
"""
MEASURED = """
attempt ping "Ping": answered or lost
attempt probe "Probe": fine or failed
parameter patience "Patience": duration between 1 minute and 1 hour
indicator mute "Mute" {
  each second when ping attempted, all end in (lost)
  a second without attempts counts as unavailable
}
indicator ill "Ill" {
  each second when probe attempted, all end in (failed)
  a second without attempts counts as available
}
clause C1 "Now" from terms "1" {
  severity s3 "Now" level 3 when mute is yes and CONDITION
}
clause C2 "Some time" from terms "2" {
  severity s2 "Some time" level 2 when mute has lasted more than 5 minutes
    and CONDITION despite C1
}
clause C3 "Long" from terms "3" {
  severity s1 "Long" level 1 when mute has lasted at least 10 minutes despite C1, C2
}
"""


def policy(text: str = "", more: str = "zone UTC") -> Policy:
    return slapolicy.loads(HEAD.format(more=more) + text, name="changes.sla")


def instant(text: str) -> datetime:
    """Give `10:00` of 10 March 2025, or `2025-03-10T10:00:00`, in UTC."""
    full = text if "T" in text else f"2025-03-10T{text}"
    return datetime.fromisoformat(full).replace(tzinfo=UTC)


def event(at: str, verb: str, **more: Any) -> dict[str, Any]:
    by = "customer" if verb == "opens" else "acme"
    return {"at": instant(at).isoformat(), "type": verb, "by": by, **more}


def next_change(rules: Policy, at: str, *events: Any, **more: Any) -> datetime | None:
    case = rules.case({"id": "1", "events": list(events), **more})
    return rules.evaluate(case, at=instant(at)).next_change_at


IN_FORCE = "in force from 2025-04-01 through 2025-04-30\n  zone UTC\n  "
FIRST, OVER = "2025-04-01T00:00:00", "2025-05-01T00:00:00"


@pytest.mark.parametrize(
    ("governs", "opens", "at", "expected"),
    [
        # A case that is not open would be one of the agreement from then on.
        ("governs cases opened while in force", None, "10:00", FIRST),
        ("governs cases opened while in force", None, FIRST, OVER),
        ("governs cases opened while in force", None, "2025-04-30T23:59:59", OVER),
        ("governs cases opened while in force", None, OVER, None),
        # Once it is open, that was decided.
        ("governs cases opened while in force", "10:00", "10:00", None),
        ("governs cases opened while in force", FIRST, FIRST, None),
        ("governs all cases while in force", None, "10:00", FIRST),
        ("governs all cases while in force", "10:00", "10:00", FIRST),
        ("governs all cases while in force", "10:00", FIRST, OVER),
        ("governs all cases while in force", "10:00", OVER, None),
    ],
)
def test_an_agreement_comes_into_force_and_ends_at_midnight(
    governs: str, opens: str | None, at: str, expected: str | None
) -> None:
    events = [] if opens is None else [event(opens, "opens")]
    found = next_change(policy(more=IN_FORCE + governs), at, *events)
    assert found == (None if expected is None else instant(expected))


def attempts(*answered: str) -> list[dict[str, Any]]:
    """Give an answered ping at each instant: after its second it is mute."""
    return [
        {"at": instant(at).isoformat(), "of": "ping", "end": "answered"}
        for at in answered
    ]


ALWAYS = 'fact sure "Sure": yes or no\n' + MEASURED.replace("CONDITION", "sure is yes")


@pytest.mark.parametrize(
    ("at", "sure", "expected"),
    [
        # Mute from 10:00:01 on: at once, after more than 5 minutes, after 10.
        ("10:00", True, instant("10:00:01")),
        ("10:00:01", True, instant("10:05:01") + timedelta(microseconds=1)),
        ("10:05:01", True, instant("10:05:01") + timedelta(microseconds=1)),
        ("10:05:02", True, instant("10:10:01")),
        ("10:10:01", True, None),
        ("10:00", False, instant("10:10:01")),
        ("10:09", False, instant("10:10:01")),
    ],
)
def test_what_lasts_changes_the_severity_as_soon_as_it_has_lasted_long_enough(
    at: str, sure: bool, expected: datetime | None
) -> None:
    found = next_change(
        policy(ALWAYS), at, event("10:00", "opens"),
        attempts=attempts("10:00"), facts={"sure": sure},
    )  # fmt: skip
    assert found == expected


@pytest.mark.parametrize(
    ("some_time", "long_one", "patience", "expected"),
    [
        ("at least 9 minutes", "at least patience", None, "10:09:01"),
        ("at least 9 minutes", "at least patience", "PT8M", "10:08:01"),
        ("at least patience", "at least 9 minutes", None, "10:09:01"),
        ("at least patience", "at least 9 minutes", "PT8M", "10:08:01"),
    ],
)
def test_each_length_that_is_known_is_waited_for(
    some_time: str, long_one: str, patience: str | None, expected: str
) -> None:
    asked = ALWAYS.replace("at least 10 minutes", long_one).replace(
        "more than 5 minutes", some_time
    )
    parameters = {} if patience is None else {"patience": patience}
    found = next_change(
        policy(asked), "10:01", event("10:00", "opens"),
        attempts=attempts("10:00"), parameters=parameters, facts={"sure": True},
    )  # fmt: skip
    assert found == instant(expected)


def test_a_run_of_one_indicator_is_not_that_of_another() -> None:
    # Ill in the second of 10:00:02 only: never long enough. Mute from 10:00:01 on.
    both = ALWAYS.replace("sure is yes", "ill has lasted at least 30 seconds", 1)
    failed = {"at": instant("10:00:02").isoformat(), "of": "probe", "end": "failed"}
    found = next_change(
        policy(both), "10:00:03", event("10:00", "opens"),
        attempts=[*attempts("10:00"), failed], facts={"sure": False},
    )  # fmt: skip
    assert found == instant("10:10:01")


def test_what_a_service_alone_asks_to_last_is_waited_for() -> None:
    measured, _, _ = MEASURED.partition("clause")
    granted = f"""service credit "Credit"
{measured}
clause C1 "Credit" from terms "1" {{
  grant credit only if mute has lasted at least 10 minutes
}}
"""
    found = next_change(
        policy(granted), "10:01", event("10:00", "opens"),
        attempts=attempts("10:00"), requests=["credit"],
    )  # fmt: skip
    assert found == instant("10:10:01")


RESTARTS = """
clause C4 "Answer" from terms "4" {
  clock answer "Answer" {
    starts when customer opens
    met when acme replies
    restarts when severity changes
  }
  promise answer within 1 hour 24x7
}
"""


def test_a_severity_that_a_run_brings_counts_from_when_it_was_long_enough() -> None:
    # No severity until 10:10:01, whatever is said later of something else.
    rules = policy(ALWAYS + RESTARTS)
    found = next_change(
        rules, "11:00", event("10:00", "opens"),
        event("10:30", "changes", facts={"sure": False}),
        attempts=attempts("10:00"), facts={"sure": False},
    )  # fmt: skip
    assert found == instant("11:10:01")
