"""What a program is told that calls the library in a way that cannot be meant."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

import slapolicy
from slapolicy import Calendar

_POLICY = """agreement acme_support "Acme support" {
  supplied by acme "Acme" to customer "Customer"
}
fact issue "Kind of issue": outage or question
clause A1 "Answer" {
  severity high "High" level 1 when issue is outage
  severity low "Low" level 2 when issue is question
  calendar office "Office" { zone UTC  open Mon-Fri 09:00-17:00 }
  clock answer "Answer" { starts when customer opens  met when acme replies }
  promise answer for high within 1 hour 24x7
  promise answer for low within 2 hours during office
}
"""
_CASE: dict[str, Any] = {
    "id": "1",
    "events": [{"at": "2025-06-03T10:00:00Z", "type": "opens", "by": "customer"}],
}
_STATES = (
    "`met`, `breached`, `lapsed`, `paused`, `not_started`, `running`, `not_owed` "
    "or `indeterminate`"
)
_AT = datetime(2025, 6, 3, 11, tzinfo=UTC)


def test_a_mapping_is_to_be_checked_before_it_is_evaluated() -> None:
    policy = slapolicy.loads(_POLICY)
    with pytest.raises(TypeError, match=r"policy\.case\(mapping\)"):
        policy.evaluate(_CASE, at=_AT)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"policy\.case\(mapping\)"):
        policy.history(_CASE, until=_AT)  # type: ignore[arg-type]


def test_an_instant_as_text_is_not_said_to_lack_its_zone() -> None:
    policy = slapolicy.loads(_POLICY)
    case = policy.case(_CASE)
    text: Any = "2025-06-03T11:00:00+00:00"
    with pytest.raises(ValueError, match=r"is no datetime; .*fromisoformat"):
        policy.evaluate(case, at=text)


def test_the_edition_of_a_checked_case_is_found_as_of_its_mapping() -> None:
    policy = slapolicy.loads(_POLICY)
    editions = slapolicy.Editions((policy,))
    assert editions.governing(policy.case(_CASE)) is editions.governing(_CASE)
    with pytest.raises(ValueError, match="no event `opens`"):
        editions.governing(policy.case({"id": "1"}))


def test_a_length_that_is_a_number_is_refused_with_the_word_for_it() -> None:
    office = Calendar(zone="UTC", week={"mon": ["09:00-17:00"]})
    number: Any = 3
    with pytest.raises(TypeError, match="`3` is no length of time; give a timedelta"):
        office.add(_AT, number)


def test_a_country_by_its_name_is_refused_with_the_form_of_a_code() -> None:
    with pytest.raises(ValueError, match=r"`Poland` is not a region .* such as `PL`"):
        Calendar(zone="UTC", week={"mon": ["09:00-17:00"]}, holidays=["Poland"])
    good = Calendar(zone="UTC", week={"thu": ["09:00-17:00"]}, holidays=["PL"])
    assert not good.is_working_day(date(2025, 5, 1))


def test_what_an_import_was_to_bring_is_not_missed_a_second_time() -> None:
    opening, rest = _POLICY.split("}\n", 1)
    text = f'{opening}}}\nimport mail from "words.sla"\n{rest}'
    text += 'clause A2 "Mail" { contact acme via mail 24x7 }\n'
    with pytest.raises(slapolicy.PolicyError) as caught:
        slapolicy.loads(text)
    assert [each.code for each in caught.value.findings] == ["SLA225"]


@pytest.mark.parametrize(
    ("state", "hint"),
    [
        ("runing", "did you mean `running`?"),
        ("late", f"it is {_STATES}"),
    ],
)
def test_a_state_that_cannot_be_is_answered_with_those_that_can(
    state: str, hint: str
) -> None:
    story = 'scenario "S" {\n  2025-06-03 10:00 customer opens\n'
    story += f"  at 2025-06-03 10:00\n  expect answer is {state}\n}}\n"
    with pytest.raises(slapolicy.PolicyError) as caught:
        slapolicy.loads(_POLICY + story)
    found = [(each.code, each.hint) for each in caught.value.findings]
    assert found == [("SLA703", hint)]


def test_a_due_instant_that_is_not_there_is_told_with_the_reason() -> None:
    from slapolicy.contract.scenario_runner import run_all

    story = (
        'scenarios "S" {\n  zone UTC\n'
        "  | issue    | customer opens   | at               | answer due       |\n"
        "  | question | 2025-06-07 10:00 | 2025-06-07 09:00 | 2025-06-09 11:00 |\n"
        "  | -        | 2025-06-03 10:00 | 2025-06-03 10:30 | 2025-06-03 11:00 |\n"
        "}\n"
    )
    results = run_all(slapolicy.loads(_POLICY + story))
    assert [result.failures[0].found for result in results] == [
        "no instant, as it is not_started",
        "no instant, as it is running, needs issue",
    ]
