"""Cases to which no limit applies, and events that two rules defer otherwise."""

import pytest

from unit.analysis.written import CLOCK, decided, findings, policy

BASE = """\
fact known "Known": yes or no
fact impact "Impact": high or low
severity s1 "One" level 1 when impact is high
severity s2 "Two" level 2 when impact is low
"""
OTHER = CLOCK.replace("answer", "repair")


@pytest.mark.parametrize(
    ("limits", "is_found"),
    [
        (["promise answer within 1 hour 24x7"], False),
        (["promise answer for s1 within 1 hour 24x7"], True),
        (["promise answer for s1 within 1 hour 24x7",
          "promise repair for s2 within 1 hour 24x7"], False),
        (["promise answer for s1 within 1 hour 24x7",
          "promise answer for s2 within no stated time"], False),
        (["promise answer within 1 hour 24x7 when known is yes"], True),
        (["promise answer within 1 hour 24x7 when known is yes",
          "promise repair within 1 hour 24x7"], True),  # none of `answer`
        (["promise answer within 1 hour 24x7 when known is yes",
          "promise answer within 2 hours 24x7 when known is no"], False),
    ],
)  # fmt: skip
def test_a_case_to_which_no_limit_applies_is_told(
    limits: list[str], is_found: bool
) -> None:
    found = policy(BASE + CLOCK + OTHER + "\n".join(limits))
    told = findings(found, "SLA439")
    assert bool(told) == is_found
    for finding in told:
        owed = decided(found, finding).obligations
        assert "answer" not in {each.clock for each in owed}


CALENDARS = """\
calendar office "Office" {
  zone Europe/Berlin
  open Mon-Fri 09:00-17:00
}
calendar shop "Shop" {
  zone Europe/Berlin
  open Mon-Sat 08:00-20:00
}
"""


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("opens outside office to the next opening of office",
         "opens outside office to the next opening of shop", True),
        ("opens to the next opening of office",
         "opens to the next business day of office", True),
        ("opens outside office to the next opening of office",
         "opens during office to the next business day of office", False),
        ("opens outside office to the next opening of office",
         "calls outside office to the next opening of shop", False),
        ("opens via mail outside office to the next opening of office",
         "opens via phone outside office to the next opening of shop", False),
    ],
)  # fmt: skip
def test_two_deferrals_of_one_event_are_found(
    one: str, other: str, is_found: bool
) -> None:
    answer = CALENDARS + CLOCK + "promise answer within 1 hour 24x7\n"
    channels = 'channel mail "Mail"\nchannel phone "Telephone"\n'
    found = policy(
        answer, f"defer customer {one}", f"defer customer {other}", outside=channels
    )
    told = findings(found, "SLA438")
    assert bool(told) == is_found
    for finding in told:
        assert "clause `A2`" in finding.message
        assert "clause `A3`" in finding.message
        (owed,) = decided(found, finding).obligations
        assert owed.state == "not_started"
