"""Scenarios as cases: what is stated, what happens, what is looked at and when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import slapolicy
from slapolicy.contract.case import Attempt, Event
from slapolicy.contract.scenario import Expectation, Scenario
from slapolicy.contract.scenario_runner import run_all
from slapolicy.worktime import Hours, from_datetime

MEDIUM = Path(__file__).with_name("medium.sla")
OPENING = """\
agreement a "A" {
  supplied by bird "Bird" to customer "Customer"
  in force from 2024-01-01
}
plan gold "Gold"
addon vip "VIP"
addon night "Night"
role tam "Manager" of bird
channel web "Web"
event claims "Claims"
fact load "Load": number
fact note "Note": text
fact since "Since": date
parameter hq "Headquarters": zone
parameter desk_hours "Hours": calendar
parameter wait "Wait": duration
service advice "Advice"
service training "Training"
attempt ping "Ping": answered or lost
indicator down "Down" {
  each second when ping attempted, all end in (lost)
  a second without attempts counts as available
}
clock answer "Answer" {
  starts when customer opens
  met when tam replies
}
clause A1 "Rules" {
  severity s1 "One" level 1 set by tam
  promise answer within 1 hour 24x7
  grant advice
}
"""


def at(text: str) -> int:
    """Give an instant of UTC."""
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=UTC))


def scenario(lines: str) -> Scenario:
    """Give the only scenario of a policy."""
    text = f'{OPENING}scenario "S" {{\n{lines}\n}}\n'
    (only,) = slapolicy.loads(text).scenarios
    return only


def table(lines: str) -> tuple[Scenario, ...]:
    """Give the rows of a table of scenarios."""
    return slapolicy.loads(f'{OPENING}scenarios "T" {{\n{lines}\n}}\n').scenarios


CHECK = "at 2025-01-01 10:00\nexpect advice is covered"


def test_what_is_given_is_typed() -> None:
    case = scenario(
        "given plan is gold, addon is vip, addon is night, load is 9.5\n"
        'given note is "A note", since is 2025-01-01, hq is Europe/Warsaw\n'
        "given wait is 90 minutes, severity is s1, 2 advice used\n" + CHECK
    ).case
    assert (case.plan, case.addons, case.severity) == ("gold", ("vip", "night"), "s1")
    assert case.facts == {
        "load": Decimal("9.5"),
        "note": "A note",
        "since": datetime(2025, 1, 1, tzinfo=UTC).date(),
    }
    assert case.parameters == {
        "hq": "Europe/Warsaw",
        "wait": timedelta(minutes=90),
    }
    assert case.used == {"advice": 2}


def test_no_addon_is_not_the_same_as_an_unknown_one() -> None:
    assert scenario("given addon is none\n" + CHECK).case.addons == ()
    assert scenario(CHECK).case.addons is None


def test_hours_of_the_order_form_are_given_in_a_block() -> None:
    case = scenario(
        "given desk_hours { zone UTC  open Mon-Fri 09:00-17:00 }\n" + CHECK
    ).case
    assert isinstance(case.parameters["desk_hours"], Hours)


def test_steps_become_events_at_instants_of_the_scenarios_zone() -> None:
    case = scenario(
        "zone Europe/Warsaw\n"
        "2025-07-01 10:00 customer opens via web\n"
        "2025-07-01 10:05 tam waits for customer\n"
        "2025-07-01 10:06 load becomes 5\n"
        "2025-07-01 10:07 load becomes unknown\n"
        "2025-07-01 10:08 plan becomes gold\n"
        "2025-07-01 10:09 severity becomes s1\n"
        "2025-07-01 10:10 wait becomes 5 minutes\n"
        "2025-07-01 10:11 customer claims\n" + CHECK
    ).case
    start = at("2025-07-01T08:00")
    minute = 60_000_000
    assert case.events == (
        Event(at=start, type="opens", by="customer", via="web"),
        Event(at=start + 5 * minute, type="waits", by="tam", waits_for="customer"),
        Event(at=start + 6 * minute, type="changes", facts={"load": Decimal(5)}),
        Event(at=start + 7 * minute, type="changes", facts={"load": None}),
        Event(at=start + 8 * minute, type="changes", plan="gold"),
        Event(at=start + 9 * minute, type="changes", severity="s1", by="tam"),
        Event(
            at=start + 10 * minute,
            type="changes",
            parameters={"wait": timedelta(minutes=5)},
        ),
        Event(at=start + 11 * minute, type="claims", by="customer"),
    )


def test_attempts_are_made_each_second() -> None:
    case = scenario(
        "2025-01-01 10:00 for 3 seconds each second 2 ping end in lost\n"
        "at 2025-01-01 10:00\nexpect down is yes"
    ).case
    start = at("2025-01-01T10:00")
    assert case.attempts == tuple(
        Attempt(at=start + n * 1_000_000, of="ping", end="lost", count=2)
        for n in range(3)
    )


def test_an_offset_says_which_of_two_readings_is_meant() -> None:
    found = scenario(
        "zone America/New_York\n"
        "2024-11-03 01:50 UTC-04:00 customer opens\n"
        "at 2024-11-03 01:50 UTC-05:00\nexpect case is open"
    )
    assert found.case.events[0].at == at("2024-11-03T05:50")
    assert found.checks[0].at == at("2024-11-03T06:50")


def test_a_scenario_without_a_zone_is_told_in_that_of_the_agreement() -> None:
    (story, *_) = slapolicy.load(MEDIUM).scenarios
    assert story.zone == "Europe/Warsaw"
    assert story.case.events[0].at == at("2025-03-10T09:00")


def asked(lines: str) -> Expectation:
    """Give the only expectation of a scenario."""
    (check,) = scenario(f"at 2025-01-01 10:00\n{lines}").checks
    (only,) = check.expectations
    return only


@pytest.mark.parametrize(
    ("line", "about", "name"),
    [
        ("severity is none", "severity", ""),
        ("case is not_opened", "case", ""),
        ("intake is complete", "intake", ""),
        ("advice is silent", "name", "advice"),
        ("down is unknown", "name", "down"),
        ("desk_hours is open", "name", "desk_hours"),
        ("tam is reachable", "name", "tam"),
        ("tam via web is unreachable", "contact", "tam"),
        ("answer is running", "obligation", "answer"),
        ("aim of answer is not_owed", "obligation", "answer"),
        ("occurrence 2 of answer is met", "obligation", "answer"),
        ("escalation to tam is deferred", "escalation", "tam"),
        ("warning to tam is raised", "warning", "tam"),
    ],
)
def test_what_is_looked_at(line: str, about: str, name: str) -> None:
    found = asked(f"expect {line}")
    assert (found.about, found.name) == (about, name)


def test_details_of_an_expectation() -> None:
    found = asked(
        "expect occurrence 2 of aim of answer is running, due 2025-01-01 11:00, "
        "60 minutes left per A1"
    )
    assert (found.occurrence, found.aim) == (2, True)
    assert (found.due_at, found.left) == (at("2025-01-01T11:00"), timedelta(hours=1))
    assert found.clauses == ("A1",)
    assert asked("expect answer is running, no stated time").no_stated_time
    assert asked("expect advice is covered, 2 left").left == 2
    unsure = asked("expect severity is indeterminate, needs load, addons")
    assert unsure.needs == ("load", "addons")


def test_a_case_asks_for_what_its_scenario_expects() -> None:
    case = scenario(
        "at 2025-01-01 10:00\nexpect advice is covered\nexpect training is silent"
    ).case
    assert case.requests == ("advice", "training")


def test_rows_are_cases_with_what_the_table_gives() -> None:
    first, second = table(
        "zone Europe/Warsaw\ngiven plan is gold\n"
        "| load | customer opens via web | answer | answer due       | per |\n"
        "| 5    | 2025-07-01 10:00       | running | 2025-07-01 11:00 | A1 |\n"
        "| -    | -                      | -      | -                | -   |"
    )
    opened = at("2025-07-01T08:00")
    assert (first.row, first.case.plan) == (1, "gold")
    assert first.case.facts == {"load": Decimal(5)}
    assert first.case.events == (
        Event(at=opened, type="opens", by="customer", via="web"),
    )
    (check,) = first.checks
    assert check.at == opened
    assert check.clauses == ("A1",)
    state, due = check.expectations
    assert (state.state, due.due_at) == ("running", at("2025-07-01T09:00"))
    assert second.case.facts == {}
    assert second.checks[0].expectations == ()


def test_the_clauses_of_a_row_with_one_answer_are_those_of_the_answer() -> None:
    (row,) = table("| at | advice | per |\n| 2025-01-01 10:00 | covered | A1 |")
    (expectation,) = row.checks[0].expectations
    assert expectation.clauses == ("A1",)


def test_a_row_that_says_no_instant_is_looked_at_on_the_first_day_in_force() -> None:
    (row,) = table("| advice |\n| covered |")
    assert row.checks[0].at == at("2024-01-01T12:00")


def test_the_column_of_hours_on_the_order_form_asks_whether_they_are_open() -> None:
    (row,) = table(
        "given desk_hours { zone UTC  open Mon-Fri 09:00-17:00 }\n"
        "| at               | desk_hours |\n| 2025-01-01 10:00 | open       |"
    )
    (expectation,) = row.checks[0].expectations
    assert (expectation.name, expectation.state) == ("desk_hours", "open")


def test_the_stories_of_a_policy_hold_when_they_are_run() -> None:
    results = run_all(slapolicy.load(MEDIUM))
    assert [each.failures for each in results] == [(), (), ()]
