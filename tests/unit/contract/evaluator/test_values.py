"""Which values of an unknown are tried: all those that conditions can tell apart.

Each row says which severities are possible while something is unknown, and what would
settle it. Where only one is possible, nothing is needed.
"""

from datetime import datetime
from typing import Any

import pytest

import slapolicy

HEAD = """
agreement tried "Tried" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
role desk "Service desk" of acme
channel mail "Mail"
plan basic "Basic"
plan full "Full"
plan grand "Grand"
addon helper "Helper" only with one of (full, grand)
addon backup "Backup"
attempt ping "Ping": answered or lost
indicator mute "Mute" {
  each second when ping attempted, all end in (lost)
  a second without attempts counts as available
}
"""


def possible(
    declared: str, conditions: list[str], **given: Any
) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    """Give the severities that are possible at the opening, and what is needed."""
    beaten: list[str] = []
    text = HEAD + declared
    for i, condition in enumerate(conditions):
        despite = f" despite {', '.join(beaten)}" if beaten else ""
        text += f'\nclause C{i} "C" from terms "{i}" {{\n'
        text += f'  severity s{i} "S" level {i + 1} when {condition}{despite}\n}}\n'
        beaten.append(f"C{i}")
    policy = slapolicy.loads(text, name="tried.sla")
    at = "2025-03-10T10:00:00+00:00"
    opens = {"at": at, "type": "opens", "by": "customer", "via": "mail"}
    case = policy.case({"id": "1", "events": [opens], **given})
    found = policy.evaluate(case, at=datetime.fromisoformat(at)).severity
    assert (found.state == "indeterminate") == bool(found.needs)
    return found.possible, found.needs


ANY = 'fact load "Load": number'
FROM = 'fact load "Load": number between {} and {}'
SIZES = ["load is less than 50", "load is at least 50 and load is at most 90",
         "load is more than 90"]  # fmt: skip
LENGTH = 'fact outage "Outage": duration'
DATE = 'fact made_on "Made on": date'
TWO = 'fact load "Load": number\nparameter top "Top": number'
OVER = ["load is more than top", "load is at most top"]
ALL = ("s0", "s1", "s2")


@pytest.mark.parametrize(
    ("declared", "conditions", "expected"),
    [
        # sizes: at the constants, between them, below and above
        (ANY, SIZES, ALL),
        (FROM.format(0, 100), SIZES, ALL),
        (FROM.format(50, 100), SIZES, ("s1", "s2")),
        (FROM.format(0, 90), SIZES, ("s0", "s1")),
        (FROM.format(0, 49), SIZES, ("s0",)),
        (FROM.format(50, 90), SIZES, ("s1",)),
        (FROM.format(91, 100), SIZES, ("s2",)),
        # be it less than one from a constant to the least or the most there may be
        (FROM.format(0, 90.5), SIZES, ALL),
        (FROM.format(90, 90.5), SIZES, ("s1", "s2")),
        (FROM.format(49.5, 90), SIZES, ("s0", "s1")),
        (FROM.format(49.5, 50), SIZES, ("s0", "s1")),
        (FROM.format(60, 70), SIZES, ("s1",)),
        (FROM.format(95, 99), SIZES, ("s2",)),
        # in the order of their size, however many there are
        (ANY, ["load is less than 9", "load is at least 16 and load is at most 16",
               "load is more than 16"], (*ALL, None)),
        (ANY, ["load is more than 5 and load is less than 6"], ("s0", None)),
        (ANY, ["load is more than 5 and load is at most 5"], (None,)),
        (ANY, ["load is at least 5 and load is at most 5"], ("s0", None)),
        (LENGTH, ["outage is more than 5 minutes and outage is less than 6 minutes"],
         ("s0", None)),
        (LENGTH, ["outage is less than 5 minutes", "outage is at least 5 minutes"],
         ("s0", "s1")),
        (LENGTH + " between 5 minutes and 1 hour",
         ["outage is less than 5 minutes", "outage is at least 5 minutes"], ("s1",)),
        # dates: only whole ones
        (DATE, ["made_on is after 2025-01-01 and made_on is before 2025-01-03"],
         ("s0", None)),
        (DATE, ["made_on is after 2025-01-01 and made_on is before 2025-01-02"],
         (None,)),
        (DATE, ["made_on is before 2025-01-01", "made_on is on or after 2025-01-01"],
         ("s0", "s1")),
        # names and answers
        ('fact place "Where": here, there or nowhere',
         ["place is here", "place is one of (there, nowhere)"], ("s0", "s1")),
        ('fact place "Where": here or there', ["place is nowhere_yet"], None),
        ('fact loud "Loud": yes or no', ["loud is yes", "loud is no"], ("s0", "s1")),
        ('fact loud "Loud": yes or no', ["loud is yes or loud is no"], ("s0",)),
    ],
)  # fmt: skip
def test_each_value_that_conditions_tell_apart_is_tried(
    declared: str, conditions: list[str], expected: tuple[str | None, ...] | None
) -> None:
    if expected is None:
        with pytest.raises(slapolicy.PolicyError):
            possible(declared, conditions)
        return
    name = declared.split()[1]
    needs = (name,) if len(expected) > 1 else ()
    assert possible(declared, conditions) == (expected, needs)


@pytest.mark.parametrize(
    ("load", "top", "expected", "needs"),
    [
        (None, None, ("s0", "s1"), ("load", "top")),
        (5, None, ("s0", "s1"), ("top",)),
        (None, 5, ("s0", "s1"), ("load",)),
        (5, 4, ("s0",), ()),
        (5, 5, ("s1",), ()),
    ],
)
def test_two_sizes_that_are_compared_are_cut_at_each_other(
    load: int | None, top: int | None, expected: Any, needs: Any
) -> None:
    given = {"facts": {"load": load}, "parameters": {"top": top}}
    assert possible(TWO, OVER, **given) == (expected, needs)


@pytest.mark.parametrize(
    ("kind", "given", "expected", "needs"),
    [
        ("number between 6 and 9", {"load": 5}, ("s1",), ()),
        ("number between 6 and 9", {"load": 6}, ("s1",), ()),
        ("number between 6 and 9", {"load": 7}, ("s0", "s1"), ("top",)),
        ("number between 6 and 9", {"load": 10}, ("s0",), ()),
        ("number between 6 and 9", {}, ("s0", "s1"), ("load", "top")),
    ],
)
def test_a_size_is_compared_within_its_bounds(
    kind: str, given: Any, expected: Any, needs: Any
) -> None:
    declared = f'fact load "Load": number\nparameter top "Top": {kind}'
    assert possible(declared, OVER, facts=given) == (expected, needs)


@pytest.mark.parametrize(
    ("kind", "condition"),
    [("duration", "a is more than b"), ("date", "a is after b")],
)
def test_lengths_and_dates_are_compared_like_sizes(kind: str, condition: str) -> None:
    declared = f'fact a "A": {kind}\nfact b "B": {kind}'
    assert possible(declared, [condition]) == (("s0", None), ("a", "b"))


def test_the_date_of_the_opening_is_known_and_what_it_is_compared_with_is_cut() -> None:
    conditions = ["opened_on is before made_on", "opened_on is on or after made_on"]
    assert possible(DATE, conditions) == (("s0", "s1"), ("made_on",))
    late = {"facts": {"made_on": "2025-03-10"}}
    assert possible(DATE, conditions, **late) == (("s1",), ())


@pytest.mark.parametrize(
    ("conditions", "given", "expected", "needs"),
    [
        (["plan is full", "plan is basic"], {}, ("s0", "s1", None), ("plan",)),
        (["plan is full", "plan is basic"], {"plan": "full"}, ("s0",), ()),
        (["addon is backup"], {}, ("s0", None), ("addons",)),
        (["addon is backup"], {"addons": ["backup"]}, ("s0",), ()),
        (["addon is helper"], {"addons": ["helper"]}, ("s0", None), ("plan",)),
        (["addon is helper"], {"plan": "basic"}, (None,), ()),
        (["addon is helper"], {"plan": "grand"}, ("s0", None), ("addons",)),
        (["addon is helper"], {}, ("s0", None), ("plan", "addons")),
        (["mute is yes"], {}, ("s0", None), ("mute",)),
        (["mute is yes"], {"facts": {"mute": False}}, (None,), ()),
        (["mute has lasted at least 5 seconds"], {}, ("s0", None), ("mute",)),
        (["mute has lasted at least patience"], {}, ("s0", None),
         ("mute", "patience")),
        (["mute has lasted at least patience"], {"parameters": {"patience": "PT5S"}},
         ("s0", None), ("mute",)),
    ],
)  # fmt: skip
def test_plans_add_ons_and_what_is_measured_are_tried_too(
    conditions: list[str], given: Any, expected: Any, needs: Any
) -> None:
    declared = 'parameter patience "Patience": duration'
    found, needed = possible(declared, conditions, **given)
    assert (found, sorted(needed)) == (expected, sorted(needs))
