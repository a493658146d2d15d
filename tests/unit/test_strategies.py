"""The strategies: aimed where terms are misread, and shrunk to what lawyers read."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import slapolicy
from slapolicy import Calendar
from slapolicy.contract.decision import Obligation
from slapolicy.contract.evaluator.obligations import obligations
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.severities import severity_of
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.property_runner.instants import edge_groups
from slapolicy.contract.property_runner.search import hours_of
from slapolicy.contract.property_runner.space import Space
from slapolicy.contract.property_runner.tree import openings
from slapolicy.strategies import calendars, cases, instants, situations
from slapolicy.worktime import DAY, from_datetime
from slapolicy.worktime import MINUTE as MIN

POLICIES = Path(__file__).parents[2] / "policies"
ENTERPRISE = slapolicy.load(POLICIES / "bird-email-enterprise.sla")
PREMIUM = slapolicy.load(POLICIES / "bird-email-premium.sla")
VIP = slapolicy.load(POLICIES / "liveagent-vip-support.sla")
EARLIER = slapolicy.load(POLICIES / "messagebird-email-enterprise.sla.md")
Drawn = tuple[dict[str, Any], datetime]
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
THOUSAND = settings(SOME, max_examples=1000)
FIVE_HUNDRED = settings(SOME, max_examples=500)
SOUGHT = settings(SOME, max_examples=2000, phases=(Phase.generate, Phase.shrink))


def drawn(strategy: st.SearchStrategy[Any], how_many: settings = SOME) -> list[Any]:
    """Draw many values."""
    found: list[Any] = []

    @how_many
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
AUTUMN = datetime(2025, 10, 26, 1, tzinfo=UTC)


def opens(t: datetime) -> bool:
    return OFFICE.is_open(t) and not OFFICE.is_open(t - MICRO)


def closes(t: datetime) -> bool:
    return OFFICE.is_open(t - MICRO) and not OFFICE.is_open(t)


def is_about_to_close(t: datetime) -> bool:
    return OFFICE.is_open(t) and OFFICE.is_open(t - MICRO) and closes(t + MINUTE)


def is_when_the_clocks_change(t: datetime) -> bool:
    return t in (SPRING, AUTUMN)


def is_the_closing_before_a_holiday(t: datetime) -> bool:
    following = (t + timedelta(days=1)).date()
    is_shut = following.weekday() < 5 and not OFFICE.is_working_day(following)
    return is_shut and OFFICE.is_open(t - 2 * MINUTE) and not OFFICE.is_open(t + MINUTE)


def is_an_exact_total_after_opening(t: datetime) -> bool:
    return OFFICE.is_open(t) and opens(t - TOTAL)


def is_beside_by_a_microsecond(t: datetime) -> bool:
    return t.microsecond in (1, 999_999)


def is_an_exact_total_before_closing(t: datetime) -> bool:
    return OFFICE.is_open(t) and closes(t + TOTAL)


@pytest.fixture(scope="module")
def some_instants() -> list[datetime]:
    """Draw a thousand instants of the office, with a total that matters."""
    return drawn(instants(OFFICE, totals=[TOTAL]), THOUSAND)


@pytest.mark.parametrize(
    ("is_it", "at_least"),
    [
        (opens, 40),
        (closes, 50),
        (is_about_to_close, 8),
        (is_when_the_clocks_change, 8),
        (is_the_closing_before_a_holiday, 20),
        (is_an_exact_total_after_opening, 25),
        (is_an_exact_total_before_closing, 20),
        (is_beside_by_a_microsecond, 30),
    ],
)
def test_of_a_thousand_instants_many_are_where_time_turns(
    is_it: Callable[[datetime], bool], at_least: int, some_instants: list[datetime]
) -> None:
    assert len(some_instants) == 1000
    assert sum(is_it(each) for each in some_instants) >= at_least


def test_instants_shrink_to_whole_hours() -> None:
    found = find(instants(OFFICE), lambda t: not OFFICE.is_open(t), settings=SOUGHT)
    assert (found.minute, found.second, found.microsecond) == (0, 0, 0)
    assert found.tzinfo is UTC


def test_a_naive_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        instants(OFFICE, around=datetime(2025, 1, 1))  # noqa: DTZ001  # is refused


# cases


def turns(policy: slapolicy.Policy) -> dict[str, set[int]]:
    """Give the instants at which the hours of a policy turn, by kind."""
    plain = openings(Space(policy))[0].opened_at
    found: dict[str, set[int]] = {"hours": set(), "clocks": set(), "holidays": set()}
    for hours in hours_of(Space(policy)):
        groups = edge_groups(hours, plain - plain % DAY)
        for kind, group in zip(found, groups, strict=False):  # some have no holidays
            found[kind].update(group)
    return found


def hits(policy: slapolicy.Policy) -> Counter[str]:
    """Draw five hundred cases, and count of how many something is so."""
    at_turns = turns(policy)
    found: Counter[str] = Counter()
    for case, at in drawn(situations(policy), FIVE_HUNDRED):
        read = policy.case(case)
        known = Situation(policy, record(policy, read, from_datetime(at)))
        severity = severity_of(known).name
        opened = next(each.at for each in read.events if each.type == "opens")
        so = {f"opened as {kind} turn" for kind in at_turns if opened in at_turns[kind]}
        if any({opened - MIN, opened + MIN} & each for each in at_turns.values()):
            so.add("opened a minute beside")
        so.add(f"severity {severity}")
        so.add("open" if known.life.is_open(known.record.at) else "closed")
        for each in obligations(known):
            so.add(f"{each.clock} {each.state}")
            if each.due_at == at:
                so.add("looked at a due")
            if each.due_at is not None and each.fulfilled_at == each.due_at:
                so.add("met at its due")
            if each.due_at is not None and severity:
                so.add(f"{each.clock} of {severity}")
        found.update(so)
    return found


# Hypothesis draws by leaps, so these are about a quarter of what is usual.
AIMS = {
    "enterprise": {
        "opened as clocks turn": 12, "opened a minute beside": 20,
        "severity critical": 60, "severity non_critical": 40,
        "callback of critical": 25, "progress_update of critical": 25,
        "callback running": 1, "callback met": 1, "callback breached": 20,
        "callback lapsed": 1, "progress_update breached": 10,
        "looked at a due": 10, "met at its due": 1, "open": 250, "closed": 15,
    },
    "vip": {
        "opened as hours turn": 15, "opened as clocks turn": 6,
        "opened as holidays turn": 6, "opened a minute beside": 20,
        "severity critical": 15, "severity high": 10, "severity standard": 15,
        "severity bug_fix": 15, "severity request": 15,
        "first_response of critical": 15, "first_response of high": 6,
        "first_response of standard": 12, "first_response of bug_fix": 12,
        "first_response of request": 12, "next_response of critical": 2,
        "next_response of high": 1, "next_response of standard": 2,
        "looked at a due": 15, "met at its due": 1,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "aims"),
    [(ENTERPRISE, AIMS["enterprise"]), (VIP, AIMS["vip"])],
    ids=["enterprise", "vip"],
)
def test_of_five_hundred_cases_many_are_where_terms_are_misread(
    policy: slapolicy.Policy, aims: dict[str, int]
) -> None:
    found = hits(policy)
    assert {what: found[what] for what in aims if found[what] < aims[what]} == {}


def test_a_severity_can_be_chosen() -> None:
    for case in drawn(cases(VIP, severity="standard"))[:40]:
        read = VIP.case(case)
        opened = next(each.at for each in read.events if each.type == "opens")
        at = datetime.fromtimestamp(opened // 1_000_000, UTC)
        if not any(event.type == "changes" for event in read.events):
            assert VIP.evaluate(read, at=at).severity.name == "standard"
    with pytest.raises(ValueError, match="`urgent` is no severity"):
        cases(VIP, severity="urgent")


def owed(policy: slapolicy.Policy, drawn: Drawn, clock: str) -> list[Obligation]:
    """Give what is owed of a clock."""
    case, at = drawn
    found = policy.evaluate(policy.case(case), at=at).obligations
    return [each for each in found if each.clock == clock]


def is_(state: str, clock: str) -> Callable[[slapolicy.Policy, Drawn], bool]:
    """Tell whether a clock is in a state."""
    return lambda policy, drawn: any(
        each.state == state for each in owed(policy, drawn, clock)
    )


def is_late(policy: slapolicy.Policy, drawn: Drawn) -> bool:
    """Tell whether three days are too little for a first response."""
    return any(
        each.due_at is not None
        and each.started_at is not None
        and each.due_at - each.started_at > timedelta(hours=72)
        for each in owed(policy, drawn, "first_response")
    )


def is_met_at_its_due(policy: slapolicy.Policy, drawn: Drawn) -> bool:
    """Tell whether an answer comes in the last instant."""
    return any(
        each.due_at is not None and each.fulfilled_at == each.due_at
        for each in owed(policy, drawn, "first_response")
    )


def is_silent(policy: slapolicy.Policy, drawn: Drawn) -> bool:
    """Tell whether the contract says nothing of what it grants."""
    case, at = drawn
    asked = policy.case({**case, "requests": ["migration_planning"]})
    (answer,) = policy.evaluate(asked, at=at).coverage
    return answer.outcome == "silent"


SHRUNK = [  # a wrong claim, and of the case that refutes it: what is known, and happens
    (ENTERPRISE, is_("breached", "callback"),
     {"issue", "unavailable", "persistent_after"}, ["opens", "calls"]),
    (ENTERPRISE, is_("breached", "progress_update"),
     {"issue", "unavailable", "persistent_after", "update_interval"}, ["opens"]),
    (PREMIUM, is_("lapsed", "first_response"), {"business_hours"},
     ["opens", "withdraws"]),
    (PREMIUM, is_silent, set(), ["opens"]),
    (VIP, is_late, {"plan", "addons", "subject", "business_impact"}, ["opens"]),
    (VIP, is_met_at_its_due, {"plan", "addons", "subject"}, ["opens", "answers"]),
    (EARLIER, is_("breached", "callback"), {"issue", "persistent_unavailability"},
     ["opens", "calls"]),
    (EARLIER, is_("met", "progress_update"), {"issue", "persistent_unavailability"},
     ["opens", "updates"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "is_wrong", "known", "kinds"),
    SHRUNK,
    ids=[f"{n} {row[3][-1]}" for n, row in enumerate(SHRUNK)],
)
def test_what_refutes_a_claim_shrinks_to_what_a_lawyer_can_read(
    policy: slapolicy.Policy,
    is_wrong: Callable[[slapolicy.Policy, Drawn], bool],
    known: set[str],
    kinds: list[str],
) -> None:
    found = find(
        situations(policy), lambda drawn: is_wrong(policy, drawn), settings=SOUGHT
    )
    case, at = found
    assert [event["type"] for event in case["events"]] == kinds
    said = {*case.get("facts", ()), *case.get("parameters", ())}
    said |= {key for key in ("plan", "addons") if key in case}
    assert said <= known
    assert all(event["at"][14:19] == "00:00" for event in case["events"])
    assert (at.minute % 15, at.second) == (0, 0)


def test_a_failing_case_is_told_as_a_scenario_that_can_be_put_into_the_policy() -> None:
    @SOUGHT
    @given(situations(EARLIER))
    def claim(drawn: Drawn) -> None:
        assert not is_("breached", "callback")(EARLIER, drawn)

    with pytest.raises(AssertionError) as caught:
        claim()
    notes = "\n".join(caught.value.__notes__)
    _, _, story = notes.partition("as a scenario tells it:\n")
    lines = story.partition("Failing")[0].partition("Falsifying")[0].splitlines()
    *told, look = lines
    assert told == [
        "  zone Europe/Amsterdam",
        "  given issue is software_bug, persistent_unavailability is yes",
        "  2024-10-21 10:00 customer opens",
        "  2024-10-21 10:00 customer calls via hotline",
    ]
    assert look in ("  at 2024-10-21 10:15", "  at 2024-10-21 11:00")


@pytest.mark.parametrize(
    "policy", [ENTERPRISE, PREMIUM, VIP, EARLIER], ids=["E", "P", "V", "M"]
)
def test_no_health_check_fails(policy: slapolicy.Policy) -> None:
    @settings(max_examples=30, deadline=None, database=None)
    @given(cases(policy))
    def it_is_taken(case: dict[str, Any]) -> None:
        policy.case(case)

    it_is_taken()


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


def test_hypothesis_begins_without_loading_what_draws_cases() -> None:
    program = "import hypothesis.strategies, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()
    assert "slapolicy.strategies.registration" in loaded
    slow = ("lark", "holidays", "slapolicy.contract.evaluator", "slapolicy.language")
    assert not [name for name in loaded if name.startswith(slow)]
