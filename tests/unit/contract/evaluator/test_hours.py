"""Which hours a calendar means for a case: its zone, its holidays, its branch.

10 November 2025 is a Monday; the 11th is a holiday in Poland and not in Germany.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.decision import Obligation

POLICY = slapolicy.loads(
    """
agreement hours_of "Hours" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
parameter hq_zone "Zone of the customer": zone
parameter hq_region "Region of the customer": region
parameter shift "Shift": early, tardy or none
parameter own "Hours agreed on": calendar
parameter length_of "Time agreed on": duration

calendar hq "Hours of the customer" {
  zone hq_zone
  open Mon-Fri 09:00-17:00
  closed on holidays of hq_region
}
calendar shifts "Hours of the shift" {
  when shift is early { zone UTC  open Mon-Fri 06:00-14:00 }
  when shift is tardy { zone UTC  open Mon-Fri 14:00-22:00 }
  when shift is none { zone UTC  open Mon-Sun 00:00-24:00 }
}
calendar alike "Hours of either shift" {
  when shift is early { zone UTC  open Mon-Fri 06:00-14:00 }
  when shift is not early { zone UTC  open Mon-Fri 10:00-18:00 }
}
calendar their_zone "Hours of their zone" {
  zone hq_zone
  open Mon-Fri 09:00-17:00
  closed on holidays of PL
}
calendar their_holidays "Hours of their holidays" {
  zone Europe/Warsaw
  open Mon-Fri 09:00-17:00
  closed on holidays of hq_region
}
calendar plain "Plain hours" { zone UTC  open Mon-Fri 08:00-16:00 }

clause H1 "Answers" from terms "1" {
  clock hq_answer "Answer" { starts when customer opens  met when desk replies }
  clock shift_answer "Answer" { starts when customer opens  met when desk replies }
  clock own_answer "Answer" { starts when customer opens  met when desk replies }
  clock alike_answer "Answer" { starts when customer opens  met when desk replies }
  clock zone_answer "Answer" { starts when customer opens  met when desk replies }
  clock holiday_answer "Answer" { starts when customer opens  met when desk replies }
  clock days "Days" { starts when customer opens  met when desk replies }
  clock agreed_answer "Answer" { starts when customer opens  met when desk replies }
  promise hq_answer within 1 hour during hq
  promise shift_answer within 1 hour during shifts
  promise alike_answer within 1 hour during alike
  promise zone_answer within 1 hour during their_zone
  promise holiday_answer within 1 hour during their_holidays
  promise own_answer within 1 hour during own
  promise days within 2 calendar days in hq_zone
  promise agreed_answer within length_of during shifts
}
""",
    name="hours.sla",
)
GIVEN: dict[str, Any] = {
    "hq_zone": "Europe/Warsaw", "hq_region": "PL", "shift": "early", "own": "plain",
    "length_of": "PT30M",
}  # fmt: skip


def owed(clock: str, opens: str, **more: Any) -> Obligation:
    event = {"at": opens, "type": "opens", "by": "customer", "via": "mail"}
    given = {"parameters": GIVEN} | more
    case = POLICY.case({"id": "1", "events": [event], **given})
    decision = POLICY.evaluate(case, at=datetime.fromisoformat(opens))
    return next(each for each in decision.obligations if each.clock == clock)


@pytest.mark.parametrize(
    ("clock", "opens", "parameters", "due", "zone"),
    [
        # the zone and the holidays of the order form
        ("hq_answer", "10T08:30", {}, "10T09:30", "Europe/Warsaw"),
        ("hq_answer", "11T08:30", {}, "12T09:00", "Europe/Warsaw"),
        ("hq_answer", "11T08:30", {"hq_region": "DE"}, "11T09:30", "Europe/Warsaw"),
        ("hq_answer", "10T08:30", {"hq_zone": "UTC"}, "10T10:00", "UTC"),
        ("hq_answer", "10T08:30", {"hq_zone": "Asia/Tokyo"}, "12T01:00", "Asia/Tokyo"),
        ("days", "10T23:30", {}, "12T23:30", "Europe/Warsaw"),
        ("zone_answer", "10T08:30", {"hq_zone": "UTC"}, "10T10:00", "UTC"),
        ("zone_answer", "11T08:30", {"hq_zone": "UTC"}, "12T10:00", "UTC"),
        ("holiday_answer", "11T08:30", {}, "12T09:00", "Europe/Warsaw"),
        ("holiday_answer", "11T08:30", {"hq_region": "DE"}, "11T09:30",
         "Europe/Warsaw"),
        # the branch whose condition holds
        ("shift_answer", "10T15:00", {}, "11T07:00", "UTC"),
        ("shift_answer", "10T15:00", {"shift": "tardy"}, "10T16:00", "UTC"),
        ("shift_answer", "10T23:00", {"shift": "tardy"}, "11T15:00", "UTC"),
        ("shift_answer", "10T23:00", {"shift": "none"}, "11T00:00", "UTC"),
        # the calendar, or the length, that was agreed on
        ("own_answer", "10T15:30", {}, "11T08:30", "UTC"),
        ("own_answer", "10T15:30", {"own": "shifts", "shift": "tardy"}, "10T16:30",
         "UTC"),
        ("agreed_answer", "10T13:00", {}, "10T13:30", "UTC"),
        ("agreed_answer", "10T13:00", {"length_of": "PT2H"}, "11T07:00", "UTC"),
    ],
)  # fmt: skip
def test_a_calendar_is_filled_in_from_the_order_form(
    clock: str, opens: str, parameters: Any, due: str, zone: str
) -> None:
    found = owed(clock, f"2025-11-{opens}:00Z", parameters=GIVEN | parameters)
    expected = datetime.fromisoformat(f"2025-11-{due}:00").replace(tzinfo=UTC)
    assert (found.due_at, found.zone, found.needs) == (expected, zone, ())


@pytest.mark.parametrize(
    ("clock", "missing", "needs"),
    [
        ("hq_answer", "hq_zone", ("hq_zone",)),
        ("hq_answer", "hq_region", ("hq_region",)),
        ("days", "hq_zone", ("hq_zone",)),
        ("shift_answer", "shift", ("shift",)),
        ("own_answer", "own", ("own",)),
        ("agreed_answer", "length_of", ("length_of",)),
        ("shift_answer", "hq_zone", ()),
    ],
)
def test_what_a_calendar_lacks_is_needed(
    clock: str, missing: str, needs: tuple[str, ...]
) -> None:
    parameters = {name: value for name, value in GIVEN.items() if name != missing}
    found = owed(clock, "2025-11-10T08:30:00Z", parameters=parameters)
    assert found.needs == needs
    assert (found.due == "indeterminate") == bool(needs)


def test_what_all_branches_agree_on_needs_no_branch() -> None:
    parameters = {name: value for name, value in GIVEN.items() if name != "shift"}
    found = owed("alike_answer", "2025-11-10T12:30:00Z", parameters=parameters)
    assert found.due_at == datetime(2025, 11, 10, 13, 30, tzinfo=UTC)
    early = owed("alike_answer", "2025-11-10T09:30:00Z", parameters=parameters)
    assert (early.due, early.needs) == ("indeterminate", ("shift",))


def test_holidays_of_a_year_that_nobody_knows_are_needed() -> None:
    found = owed("hq_answer", "2150-11-10T12:30:00Z")
    assert (found.state, found.needs) == (
        "indeterminate",
        ("holidays of PL in 2150",),
    )
