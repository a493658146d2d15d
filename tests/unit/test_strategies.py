"""The strategies: aimed where terms are misread, and shrunk to what lawyers read."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import slapolicy
from slapolicy import Calendar
from slapolicy.strategies import calendars, cases, instants, situations

POLICIES = Path(__file__).parents[2] / "policies"
ENTERPRISE = slapolicy.load(POLICIES / "bird-email-enterprise.sla")
VIP = slapolicy.load(POLICIES / "liveagent-vip-support.sla")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE = Calendar(
    zone="Europe/Berlin",
    week={day: ["09:00-17:00"] for day in WEEKDAYS},
    holidays="DE",
)
SOME = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
SOUGHT = settings(SOME, max_examples=2000, phases=(Phase.generate, Phase.shrink))


def drawn(strategy: st.SearchStrategy[Any]) -> list[Any]:
    """Draw many values."""
    found: list[Any] = []

    @SOME
    @given(strategy)
    def gather(value: Any) -> None:
        found.append(value)

    gather()
    return found


# calendars


def test_a_calendar_can_be_asked_for_by_its_type() -> None:
    assert all(isinstance(each, Calendar) for each in drawn(st.from_type(Calendar)))


def test_the_plainest_calendar_is_open_on_mondays() -> None:
    plain = Calendar(zone="UTC", week={"mon": ["09:00-17:00"]})
    assert find(calendars(), lambda _: True, settings=SOUGHT) == plain


def test_calendars_differ_in_zone_and_hours() -> None:
    found = drawn(calendars())
    assert len({each.zone for each in found}) > 4
    monday = datetime(2025, 3, 3, tzinfo=UTC)
    week = timedelta(days=7)
    assert len({each.between(monday, monday + week) for each in found}) > 10


# instants


MICRO, MINUTE = timedelta(microseconds=1), timedelta(minutes=1)
TOTAL = timedelta(hours=3)
SPRING = datetime(2025, 3, 30, 1, tzinfo=UTC)


def opens(t: datetime) -> bool:
    return OFFICE.is_open(t) and not OFFICE.is_open(t - MICRO)


def closes(t: datetime) -> bool:
    return OFFICE.is_open(t - MICRO) and not OFFICE.is_open(t)


def is_about_to_close(t: datetime) -> bool:
    return OFFICE.is_open(t) and OFFICE.is_open(t - MICRO) and closes(t + MINUTE)


def is_when_the_clocks_go_forward(t: datetime) -> bool:
    return t == SPRING


def is_the_closing_before_a_holiday(t: datetime) -> bool:
    following = (t + timedelta(days=1)).date()
    is_shut = following.weekday() < 5 and not OFFICE.is_working_day(following)
    return is_shut and OFFICE.is_open(t - 2 * MINUTE) and not OFFICE.is_open(t + MINUTE)


def is_an_exact_total_before_closing(t: datetime) -> bool:
    return OFFICE.is_open(t) and closes(t + TOTAL)


@pytest.fixture(scope="module")
def some_instants() -> list[datetime]:
    """Draw instants of the office, with a total that matters."""
    aimed = instants(OFFICE, totals=[TOTAL])
    return [each for many in drawn(st.tuples(*[aimed] * 5)) for each in many]


@pytest.mark.parametrize(
    "is_it",
    [
        opens,
        closes,
        is_about_to_close,
        is_when_the_clocks_go_forward,
        is_the_closing_before_a_holiday,
        is_an_exact_total_before_closing,
    ],
)
def test_instants_are_aimed_at(
    is_it: Callable[[datetime], bool], some_instants: list[datetime]
) -> None:
    assert any(is_it(each) for each in some_instants)


def test_instants_shrink_to_whole_hours() -> None:
    found = find(instants(OFFICE), lambda t: not OFFICE.is_open(t), settings=SOUGHT)
    assert (found.minute, found.second, found.microsecond) == (0, 0, 0)
    assert found.tzinfo is UTC


def test_a_naive_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        instants(OFFICE, around=datetime(2025, 1, 1))  # noqa: DTZ001  # is refused


# cases


@pytest.mark.parametrize("policy", [ENTERPRISE, VIP], ids=["enterprise", "vip"])
def test_cases_are_taken_and_have_every_severity(policy: slapolicy.Policy) -> None:
    found = drawn(situations(policy))
    names = set()
    for case, at in found:
        names.add(policy.evaluate(policy.case(case), at=at).severity.name)
    assert {each.name for each in policy.severities} <= names


def test_a_severity_can_be_chosen() -> None:
    for case in drawn(cases(VIP, severity="standard"))[:40]:
        read = VIP.case(case)
        opened = next(each.at for each in read.events if each.type == "opens")
        at = datetime.fromtimestamp(opened // 1_000_000, UTC)
        if not any(event.type == "changes" for event in read.events):
            assert VIP.evaluate(read, at=at).severity.name == "standard"
    with pytest.raises(ValueError, match="`urgent` is no severity"):
        cases(VIP, severity="urgent")


def test_a_breach_shrinks_to_few_events_at_whole_hours() -> None:
    def is_breached(drawn: tuple[dict[str, Any], datetime]) -> bool:
        case, at = drawn
        owed = ENTERPRISE.evaluate(ENTERPRISE.case(case), at=at).obligations
        return any(o.clock == "callback" and o.state == "breached" for o in owed)

    case, at = find(situations(ENTERPRISE), is_breached, settings=SOUGHT)
    kinds = [event["type"] for event in case["events"]]
    assert kinds.count("calls") == 1
    assert len([kind for kind in kinds if kind != "changes"]) == 2
    assert all(event["at"][14:19] == "00:00" for event in case["events"])
    assert (at.minute, at.second) == (0, 0)


# who loads what


def test_nothing_but_the_strategies_imports_hypothesis() -> None:
    program = "import slapolicy, slapolicy.tools.cli, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()
    assert "hypothesis" not in loaded


@pytest.mark.parametrize(
    "first", ["hypothesis.strategies", "slapolicy.strategies", "slapolicy"]
)
def test_hypothesis_knows_the_calendar_whatever_is_imported_first(first: str) -> None:
    program = (
        f"import {first}\n"
        "from hypothesis import strategies as st\n"
        "from slapolicy import Calendar\n"
        "print(repr(st.from_type(Calendar)))\n"
    )
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "calendars" in told
