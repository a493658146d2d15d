"""Whether a condition holds: sizes, dates, add-ons, and what is unknown.

Each row asks whether a service is granted `only if` the condition holds.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy

CONDITIONS = {
    "at_least": "outage is at least 5 minutes",
    "at_most": "outage is at most 5 minutes",
    "more_of": "load is more than 90",
    "fewer": "load is less than 90",
    "beyond": "load is more than most_of",
    "before_of": "made_on is before ends_on",
    "until_of": "made_on is on or before ends_on",
    "after_of": "made_on is after ends_on",
    "since_of": "made_on is on or after ends_on",
    "opened_of": "opened_on is on or after made_on",
    "helped": "addon is helper",
    "unhelped": "addon is not helper",
    "supported": "addon is one of (helper, backup)",
    "placed": "place is one of (here, there)",
    "elsewhere": "place is not here",
    "both_of": "loud is yes and place is here",
    "either_of": "loud is yes or place is here",
    "three": "loud is yes and place is here and load is more than 90",
    "meant": "noisy is yes",
    "unmeant": "noisy is no",
    "on_plan": "plan is full",
    "severe": "severity is s1",
    "loaded": "mute is yes",
}
POLICY = slapolicy.loads(
    """
agreement judged "Judged" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone Asia/Tokyo
}
role desk "Service desk" of acme
channel mail "Mail"
plan basic "Basic"
plan full "Full"
fact outage "How long it was out": duration
fact load "Load": number
fact made_on "Made on": date
fact loud "The customer is loud": yes or no
fact place "Where": here, there or nowhere
parameter ends_on "Ends on": date
parameter most_of "Most": number
attempt ping "Ping": answered or lost
indicator mute "Mute" {
  each second when ping attempted, all end in (lost)
  a second without attempts counts as unavailable
}
"""
    + "\n".join(f'service {name} "{name}"' for name in CONDITIONS)
    + """
clause J1 "Add-ons" from terms "1" {
  addon helper "Helper" only with full
  addon backup "Backup"
  severity s1 "Set" level 1 set by desk
  severity s2 "Set" level 2 set by desk
  term noisy "Noisy" means loud is yes or load is more than 90
}
"""
    + "\n".join(
        f'clause C{i} "C" from terms "{i}" {{ grant {name} only if {condition} }}'
        for i, (name, condition) in enumerate(CONDITIONS.items())
    ),
    name="judged.sla",
)


def judged(name: str, **given: Any) -> tuple[bool | None, tuple[str, ...]]:
    """Tell whether a condition holds when a case opens on 10 March 2025, in UTC."""
    at = "2025-03-10T14:59:00Z"
    opens = {"at": at, "type": "opens", "by": "customer", "via": "mail"}
    case = POLICY.case({"id": "1", "events": [opens], "requests": [name], **given})
    (found,) = POLICY.evaluate(case, at=datetime.fromisoformat(at)).coverage
    holds = {"covered": True, "condition_not_met": False, "indeterminate": None}
    return holds[found.outcome], found.needs


def facts(**what: Any) -> dict[str, Any]:
    return {"facts": what}


def dates(made: str | None, ends: str | None) -> dict[str, Any]:
    return {"facts": {"made_on": made}, "parameters": {"ends_on": ends}}


FIRST, SECOND = "2025-03-10", "2025-03-11"


@pytest.mark.parametrize(
    ("name", "given", "holds", "needs"),
    [
        # sizes
        ("at_least", facts(outage="PT5M"), True, ()),
        ("at_least", facts(outage="PT4M59.999999S"), False, ()),
        ("at_most", facts(outage="PT5M"), True, ()),
        ("at_most", facts(outage="PT5M0.000001S"), False, ()),
        ("at_least", {}, None, ("outage",)),
        ("more_of", facts(load=90), False, ()),
        ("more_of", facts(load=91), True, ()),
        ("fewer", facts(load=90), False, ()),
        ("fewer", facts(load=89), True, ()),
        ("beyond", {"facts": {"load": 5}, "parameters": {"most_of": 4}}, True, ()),
        ("beyond", {"facts": {"load": 4}, "parameters": {"most_of": 4}}, False, ()),
        ("beyond", facts(load=5), None, ("most_of",)),
        ("beyond", {"parameters": {"most_of": 4}}, None, ("load",)),
        ("beyond", {}, None, ("load", "most_of")),
        # dates; the case was opened on the 10th in Tokyo
        ("before_of", dates(FIRST, SECOND), True, ()),
        ("before_of", dates(FIRST, FIRST), False, ()),
        ("until_of", dates(FIRST, FIRST), True, ()),
        ("until_of", dates(SECOND, FIRST), False, ()),
        ("after_of", dates(SECOND, FIRST), True, ()),
        ("after_of", dates(FIRST, FIRST), False, ()),
        ("since_of", dates(FIRST, FIRST), True, ()),
        ("since_of", dates(FIRST, SECOND), False, ()),
        ("since_of", dates(FIRST, None), None, ("ends_on",)),
        ("opened_of", facts(made_on=FIRST), True, ()),
        ("opened_of", facts(made_on=SECOND), False, ()),
        # add-ons: one that the plan does not allow is not held
        ("helped", {"plan": "full", "addons": ["helper"]}, True, ()),
        ("helped", {"plan": "basic", "addons": ["helper"]}, False, ()),
        ("helped", {"plan": "full", "addons": []}, False, ()),
        ("helped", {"addons": ["helper"]}, None, ("plan",)),
        ("helped", {"addons": []}, False, ()),
        ("helped", {"plan": "full"}, None, ("addons",)),
        ("helped", {"plan": "basic"}, False, ()),
        ("helped", {}, None, ("addons", "plan")),
        ("unhelped", {"plan": "full", "addons": ["helper"]}, False, ()),
        ("unhelped", {"plan": "full", "addons": []}, True, ()),
        ("unhelped", {"plan": "full"}, None, ("addons",)),
        ("supported", {"plan": "basic", "addons": ["helper", "backup"]}, True, ()),
        ("supported", {"plan": "basic", "addons": ["helper"]}, False, ()),
        # names
        ("placed", facts(place="there"), True, ()),
        ("placed", facts(place="nowhere"), False, ()),
        ("elsewhere", facts(place="here"), False, ()),
        ("elsewhere", facts(place="there"), True, ()),
        ("elsewhere", {}, None, ("place",)),
        ("on_plan", {"plan": "full"}, True, ()),
        ("on_plan", {"plan": "basic"}, False, ()),
        ("on_plan", {}, None, ("plan",)),
        ("severe", {"severity": "s1"}, True, ()),
        ("severe", {"severity": "s2"}, False, ()),
        ("severe", {}, None, ("severity",)),
        # what is unknown settles nothing, unless the rest settles it
        ("both_of", facts(loud=True, place="here"), True, ()),
        ("both_of", facts(loud=True, place="there"), False, ()),
        ("both_of", facts(loud=False), False, ()),
        ("both_of", facts(place="there"), False, ()),
        ("both_of", facts(loud=True), None, ("place",)),
        ("both_of", {}, None, ("loud", "place")),
        ("either_of", facts(loud=True), True, ()),
        ("either_of", facts(place="here"), True, ()),
        ("either_of", facts(loud=False, place="there"), False, ()),
        ("either_of", facts(loud=False), None, ("place",)),
        ("either_of", {}, None, ("loud", "place")),
        ("three", facts(place="here"), None, ("loud", "load")),
        ("three", facts(load=90), False, ()),
        # terms
        ("meant", facts(load=91), True, ()),
        ("unmeant", facts(load=91), False, ()),
        ("meant", facts(load=90, loud=False), False, ()),
        ("unmeant", facts(load=90, loud=False), True, ()),
        ("unmeant", facts(load=90), None, ("loud",)),
        # measured, or not
        ("loaded", {}, None, ("mute",)),
        ("loaded", facts(mute=True), True, ()),
        ("loaded", facts(mute=False), False, ()),
    ],
)
def test_a_condition_holds_or_not_or_something_is_needed(
    name: str, given: Any, holds: bool | None, needs: tuple[str, ...]
) -> None:
    assert judged(name, **given) == (holds, needs)


def test_the_date_of_the_opening_is_that_of_the_zone_of_the_agreement() -> None:
    opens = {"at": "2025-03-10T15:00:00Z", "type": "opens", "by": "customer"}
    case = POLICY.case(
        {
            "id": "1",
            "events": [opens],
            "requests": ["opened_of"],
            **facts(made_on=SECOND),
        }
    )
    at = datetime(2025, 3, 10, 15, tzinfo=UTC)
    (found,) = POLICY.evaluate(case, at=at).coverage
    assert found.outcome == "covered"
