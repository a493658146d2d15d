"""Properties: what is decided exactly, what is searched, and the cases that refute."""

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import slapolicy
from slapolicy.contract.answers import Answers
from slapolicy.contract.evaluator.record import record
from slapolicy.contract.evaluator.situation import Situation
from slapolicy.contract.policy import Policy
from slapolicy.contract.property import ClaimState
from slapolicy.contract.property_runner.result import PropertyResult
from slapolicy.contract.property_runner.runner import run, run_all
from slapolicy.worktime import from_datetime

POLICIES = Path(__file__).parents[3] / "policies"
CONTRACTS = sorted(p for p in POLICIES.glob("*.sla*") if p.stem != "support")

DESK = """\
agreement desk "Desk" {
  supplied by acme "Acme" to client "Client"
  source terms "terms.txt" in en
  zone Europe/Berlin
}
plan basic "Basic"
plan full "Full"
addon extra "Extra" only with full
fact issue "Kind": outage, question or wish
fact load "Load": number between 0 and 100
fact safe "Safe": yes or no
parameter patience "Patience": duration between 1 minute and 2 hours
role agent "Agent" of acme
channel mail "Mail"
service help "Help"
service advice "Advice"
service repair "Repair"
attempt call "Call": good or bad
indicator down "Down" {
  each second when call attempted, all end in (bad)
  a second without attempts counts as available
}
term lasting "Lasting" means down has lasted at least patience
calendar office "Office" {
  zone Europe/Berlin
  open Mon-Fri 09:00-17:00
  closed on 2025-12-24
  business days run to closing
}
clause A1 "Services" from terms "1" {
  grant help only if load is at most 90 or safe is yes
  grant advice on_plan
  exclude repair when issue is wish
  grant repair
}
clause A2 "Severities" from terms "2" {
  severity urgent "Urgent" level 1 when issue is outage and lasting is yes
  severity normal "Normal" level 2
    when issue is question or (issue is outage and lasting is no)
}
clause A3 "Answers" from terms "3" {
  clock answer "Answer" {
    starts when client opens
    met when agent replies
    pauses while waiting for client
  }
  promise answer for urgent within 1 hour 24x7
  promise answer for normal within 4 hours during office
}
""".replace("  grant advice on_plan\n", "")
DUE, OPENED = "answer is due", "after client opens"
ADVICE = 'clause A4 "Advice" from terms "4" on extra {\n  grant advice\n}\n'


def policy(*properties: str, more: str = "") -> Policy:
    """Give the desk's policy with properties, each `where … | claim`."""
    told = ""
    for number, each in enumerate(properties, 1):
        where, _, claim = each.rpartition("|")
        said = f" where {where.strip()}" if where else ""
        told += f'property "{number}" {{\n  for every case{said}\n'
        told += f"  expect {claim.strip()}\n}}\n"
    return slapolicy.loads(DESK + ADVICE + more + told, name="desk.sla")


def result(written: str, more: str = "") -> PropertyResult:
    """Check one property of the desk's policy."""
    made = policy(written, more=more)
    return run(made, made.properties[0])


def refuting(found: PropertyResult) -> dict[str, Any]:
    """Give the case that refutes a property."""
    assert found.failure is not None
    assert found.failure.case is not None
    return dict(found.failure.case)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_what_the_contracts_say_of_every_case_holds(path: Path) -> None:
    found = run_all(slapolicy.load(path), tries=30)
    assert found
    assert [each.property.title for each in found if not each.passed] == []


# what is exact


@pytest.mark.parametrize(
    ("written", "kind", "passed"),
    [
        ("safe is yes | help is covered", "exact", True),
        ("load is more than 90 | help is not covered", "exact", False),
        ("load is at least 91 and safe is no | help is not covered", "exact", True),
        ("plan is basic | advice is not covered", "exact", True),
        ("addon is extra | advice is covered", "exact", True),
        ("plan is full | advice is not covered", "exact", False),
        ("issue is wish | repair is excluded per A1", "exact", True),
        ("issue is wish | severity is none", "exact", True),
        ("severity is urgent | issue is outage", "exact", True),
        ("severity is urgent | lasting is yes", "exact", True),
        ("severity is normal | lasting is no", "exact", False),
        ("answer is not breached", "searched", False),
        (f"{DUE} at least 1 hour {OPENED}", "searched", True),
        (f"severity is normal | {DUE} at least 4 hours {OPENED}", "searched", True),
        ("answer for urgent is due no later than for normal", "searched", True),
        ("answer for normal is due no later than for urgent", "searched", False),
        ("help is not indeterminate", "searched", False),
    ],
)  # fmt: skip
def test_facts_are_decided_exactly_and_times_are_searched(
    written: str, kind: str, passed: bool
) -> None:
    found = result(written)
    assert (found.kind, found.passed) == (kind, passed)
    assert found.cases > 0


def everything(made: Policy) -> Iterator[Answers]:
    """Give every case of the desk that a grid of values can tell, dully."""
    at = datetime.fromisoformat("2025-03-03T10:00:00+01:00")
    issues, loads, safe = (
        ("outage", "question", "wish"),
        (0, 90, 91, 100),
        (True, False),
    )
    plans = (("basic", ()), ("full", ()), ("full", ("extra",)), ("basic", ("extra",)))
    opens = {"at": at.isoformat(), "type": "opens", "by": "client"}
    for issue, load, is_safe, (plan, addons), hours in product(
        issues, loads, safe, plans, (None, 0, 1, 3)
    ):
        down = {
            "at": f"2025-03-03T{9 - (hours or 0):02}:00:00+01:00",
            "type": "changes",
        }
        facts = {"issue": issue, "load": load, "safe": is_safe, "down": False}
        case = made.case(
            {
                "id": "x",
                "plan": plan,
                "addons": list(addons),
                "facts": facts,
                "parameters": {"patience": "PT90M"},
                "events": [
                    *([] if hours is None else [down | {"facts": {"down": True}}]),
                    opens,
                ],
            }
        )
        yield Answers(Situation(made, record(made, case, from_datetime(at))))


def test_what_is_decided_exactly_agrees_with_a_look_at_every_case() -> None:
    states = {
        "help": ("covered", "condition_not_met", "silent"),
        "advice": ("covered", "not_in_plan", "silent"),
        "repair": ("covered", "excluded"),
        "severity": ("urgent", "normal", "none"),
        "lasting": ("yes", "no"),
    }
    claims = [
        f"{name} is {word}{state}"
        for name, of in states.items()
        for state in of
        for word in ("", "not ")
    ]
    made = policy(*claims)
    answers = list(everything(made))
    for each in made.properties:
        (claim,) = each.claims
        assert isinstance(claim, ClaimState)
        asked = claim.expectation
        holds = all(
            (each_answers.answer(asked).state == asked.state) != claim.negated
            for each_answers in answers
        )
        found = run(made, each)
        assert (found.kind, found.passed) == ("exact", holds), each.title


def test_a_claim_of_which_no_case_tells_proves_nothing_and_fails() -> None:
    found = result("issue is wish and issue is outage | help is covered")
    assert (found.kind, found.cases, found.passed) == ("exact", 0, False)
    assert found.failure is not None
    assert found.failure.case is None
    assert "there is no case" in found.failure.message


def test_the_dates_in_force_have_an_outside() -> None:
    text = DESK.replace("  zone Europe", "  in force from 2025-01-01\n  zone Europe", 1)
    told = (
        'property "1" { for every case where issue is wish expect repair is excluded }'
    )
    made = slapolicy.loads(text + ADVICE + told)
    found = run(made, made.properties[0])
    assert found.failure is not None
    assert "silent, in a case opened outside the dates in force" in found.failure.found
    assert refuting(found)["events"][0]["at"] == "2024-12-31T10:00:00+01:00"


# the cases that refute


def test_the_case_found_is_the_smallest() -> None:
    found = result("plan is full | advice is not covered")
    assert refuting(found) == {
        "id": "example",
        "plan": "full",
        "addons": ["extra"],
        "events": [
            {"at": "2025-03-03T10:00:00+01:00", "type": "opens", "by": "client"}
        ],
    }


def test_a_pause_moves_what_is_due() -> None:
    clock = (
        'clause B1 "Check" from terms "5" {\n  clock check "Check" {\n'
        "    starts when client opens\n    met when agent replies\n"
        "    pauses while waiting for client\n  }\n"
        "  promise check within 1 hour 24x7\n}\n"
    )
    found = result("check is due at most 1 hour after client opens", more=clock)
    assert refuting(found)["events"][:2] == [
        {"at": "2025-03-03T10:00:00+01:00", "type": "opens", "by": "client"},
        {"at": "2025-03-03T10:00:00+01:00", "type": "waits", "for": "client"},
    ]
    assert len(refuting(found)["events"]) == 3
    assert result("check is due at least 1 hour after client opens", clock).passed


def test_hours_end_at_closing_and_are_found() -> None:
    found = result(
        "severity is normal | answer is due at most 20 hours after client opens"
    )
    (opens,) = refuting(found)["events"]
    opened = datetime.fromisoformat(opens["at"])
    assert opened.minute in (0, 1, 15, 30, 45, 59)
    assert opened.second == 0
    assert refuting(found)["facts"]["issue"] in ("outage", "question")


def test_two_severities_are_compared_by_two_cases_with_the_same_events() -> None:
    found = result("answer for normal is due no later than for urgent")
    assert found.failure is not None
    case, other = refuting(found), found.failure.other
    assert other is not None
    assert [e["at"] for e in case["events"] if e["type"] == "opens"] == [
        e["at"] for e in other["events"] if e["type"] == "opens"
    ]
    assert case["facts"] != other["facts"] or case["events"] != other["events"]


REFUTED = (
    "plan is full | advice is not covered",
    "load is more than 90 | help is not covered",
    "severity is not urgent",
    "answer is not breached",
    "answer is not paused",
    "severity is normal | answer is running",
)


@pytest.mark.parametrize("written", REFUTED)
def test_a_case_that_refutes_does_so_again_when_it_is_read_from_its_json(
    written: str,
) -> None:
    made = policy(written)
    found = run(made, made.properties[0])
    (claim,) = made.properties[0].claims
    assert isinstance(claim, ClaimState)
    assert found.failure is not None
    assert found.failure.at is not None
    at = from_datetime(datetime.fromisoformat(found.failure.at))
    answers = Answers(Situation(made, record(made, made.case(refuting(found)), at)))
    is_so = answers.answer(claim.expectation).state == claim.expectation.state
    assert is_so == claim.negated


@pytest.mark.parametrize("written", REFUTED)
def test_its_words_are_a_scenario_of_the_policy(written: str) -> None:
    found = result(written)
    assert found.failure is not None
    about = written.rpartition("|")[2].split()[0]
    state = found.failure.found.split()[0].rstrip(",")
    story = (
        f'scenario "found" {{\n{found.failure.words}  expect {about} is {state}\n}}\n'
    )
    made = policy(more=story)
    from slapolicy.contract.scenario_runner import run as tell

    assert tell(made, made.scenarios[0]).failures == ()


def test_the_same_property_is_searched_in_the_same_way() -> None:
    assert result(REFUTED[3]) == result(REFUTED[3])


# what the search led to


def test_a_grant_that_may_yet_prevail_leaves_an_exclusion_open() -> None:
    more = (
        'service patch "Patch"\nclause B1 "No" from terms "5" { exclude patch }\n'
        'clause B2 "But" from terms "6" {\n'
        "  grant patch only if safe is yes despite B1\n}\n"
    )
    made = policy(more=more)
    opens = {"at": "2025-03-03T10:00:00+01:00", "type": "opens", "by": "client"}
    at = datetime.fromisoformat("2025-03-03T11:00:00+01:00")

    def outcome(**facts: bool) -> tuple[str, tuple[str, ...]]:
        given = {"id": "x", "facts": facts, "requests": ["patch"], "events": [opens]}
        (found,) = made.evaluate(made.case(given), at=at).coverage
        return found.outcome, found.needs

    assert outcome() == ("indeterminate", ("safe",))
    assert outcome(safe=True) == ("covered", ())
    assert outcome(safe=False) == ("excluded", ())


V9 = "| V9     | critical |"


@pytest.mark.parametrize(
    ("stem", "before", "after", "title"),
    [
        ("bird-email-enterprise", "15 minutes 24x7", "16 minutes 24x7", "called back"),
        (
            "bird-email-enterprise",
            "15 minutes 24x7",
            "15 minutes during business_hours",
            "called back",
        ),
        (
            "bird-email-enterprise",
            "met when support_agent calls\n",
            "met when support_agent calls\n    pauses while waiting for customer\n",
            "called back",
        ),
        ("bird-email-enterprise", "strategy, tier2_mediation", "strategy", "Tier 2"),
        ("bird-email-premium", "strategy, tier2_mediation", "strategy", "Tier 2"),
        ("liveagent-vip-support", f"{V9} 1 hour", f"{V9} 61 minutes", "Critical is"),
    ],
)
def test_a_contract_that_is_changed_for_the_worse_is_refuted(
    stem: str, before: str, after: str, title: str
) -> None:
    text = (POLICIES / f"{stem}.sla").read_text(encoding="utf-8")
    assert before in text
    text = text.replace(before, after, 1)
    if title == "Tier 2":  # nobody excludes it, and somebody grants it
        text += 'clause X1 "More" { grant tier2_mediation }\n'

    def beside(name: str) -> str:
        return (POLICIES / name).read_text(encoding="utf-8")

    made = slapolicy.loads(text, loader=beside)
    (told,) = [each for each in made.properties if title in each.title]
    found = run(made, told)
    assert not found.passed
    assert refuting(found)["events"]
