"""The short way decides as the plain one does, and says which cases it leaves to it."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import contracts
import reading_agreement
import slapolicy
import way_agreement
from slapolicy.contract.compiled import why_plain
from slapolicy.contract.compiled.compiler import MOST, kept
from slapolicy.contract.compiled.plain_way import UNKNOWN_ALERT
from slapolicy.worktime import to_datetime

HERE = Path(__file__).resolve().parents[3]
KIT = HERE / "grammar" / "conformance"
DESK = slapolicy.load(HERE / "benchmarks" / "policies" / "desk.sla")
SELDOM = slapolicy.load(HERE / "tests" / "fixtures" / "ways" / "seldom.sla")
OPENED = datetime(2025, 3, 7, 20, 30, tzinfo=UTC)


def case(*events: "Told", **stated: Any) -> slapolicy.Case:
    """Give a case of the desk: each event so many minutes after the opening."""
    told = [
        {"at": OPENED + timedelta(minutes=minutes), "type": kind, **rest}
        for minutes, kind, rest in events
    ]
    facts = {"impact": "many", "blocked": True}
    plain = {"id": "1", "plan": "standard", "facts": facts, "requests": ["help"]}
    return DESK.case({**plain, **stated, "events": told})


Told = tuple[int, str, dict[str, Any]]
OPENS: Told = (0, "opens", {"by": "customer", "via": "portal"})
REPLIES: Told = (90, "replies", {"by": "agent", "via": "email"})
RESOLVES: Told = (3000, "resolves", {"by": "agent"})
WAITS: Told = (30, "waits", {"by": "agent", "for": "customer"})
RESUMES: Told = (2000, "resumes", {})
WORSE: Told = (60, "changes", {"facts": {"impact": "everyone"}})
LOW = {"impact": "few", "blocked": False}

STORIES: dict[str, list[Told]] = {
    "one clock runs": [OPENS],
    "it is met": [OPENS, REPLIES],
    "it stands still": [OPENS, WAITS],
    "it stands still over a weekend": [OPENS, WAITS, RESUMES, REPLIES],
    "the severity changes while it runs": [OPENS, WORSE, REPLIES],
    "the severity changes while it stands still": [OPENS, WAITS, WORSE, RESUMES],
    "all comes to an end": [OPENS, WAITS, WORSE, REPLIES, RESUMES, RESOLVES],
    "the customer withdraws": [OPENS, (70, "withdraws", {})],
    "several at one instant": [
        OPENS,
        (0, "replies", {"by": "agent", "via": "email"}),
        (5, "waits", {"by": "agent", "for": "customer"}),
        (5, "writes", {"by": "customer", "via": "email"}),
        (9, "changes", {"facts": {"blocked": False}}),
        (9, "resolves", {"by": "agent"}),
    ],
    "not in order": [RESOLVES, REPLIES, OPENS, WORSE],
    "a change before it opens": [
        (-60, "changes", {"facts": {"impact": "few"}}),
        OPENS,
        REPLIES,
    ],
}


@pytest.mark.parametrize("facts", [None, LOW])
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_decided_alike_both_ways(
    story: str, facts: dict[str, Any] | None
) -> None:
    told = case(*STORIES[story], **({} if facts is None else {"facts": facts}))
    draw = Random(story)
    assert way_agreement.look(DESK, told, draw, 20)["short"]


@pytest.mark.parametrize(
    ("events", "stated", "why"),
    [
        ((), {}, "the case is not opened"),
        (
            (OPENS, RESOLVES, (4000, "reopens", {"by": "customer"})),
            {},
            "the case is reopened",
        ),
        (
            (OPENS, (5, "changes", {"plan": "premium"})),
            {},
            "plan, add-ons or parameters change",
        ),
        (
            (OPENS, (5, "changes", {"facts": {"impact": None}})),
            {},
            "a fact becomes unknown again",
        ),
        ((OPENS,), {"facts": {}}, "what is unknown leaves the severity open"),
    ],
)
def test_what_goes_the_plain_way_says_why(
    events: Any, stated: dict[str, Any], why: str
) -> None:
    told = case(*events, **stated)
    assert why_plain(DESK, told, OPENED + timedelta(days=9)) == (why,)
    assert way_agreement.look(DESK, told, Random(1), 9)["short"] < 18


PLAIN = """agreement plain "Plain" {{
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
  {agreed}
}}
role desk "Desk" of acme
channel web "Web form"
service help "Help"
fact big "It is big": yes or no
fact first_on "First day": date
clause P1 "All" from terms "1" {{
  severity high "High" level 1 when big is yes
  severity low "Low" level 2 when big is no
  clock answer "Answer" {{
    starts when customer opens
    met when desk replies
  }}
  promise answer within 1 hour 24x7 {when}
  grant help
  {more}
}}
"""
IN_FORCE = "in force from 2025-01-01 through 2025-12-31"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ({}, ()),
        ({"agreed": IN_FORCE}, ()),
        ({"more": "escalate to desk at once when big is yes"}, ()),
        (
            {"more": "limit help to 3 each month"},
            ("a service is limited in number",),
        ),
        (
            {"more": "resolved when nothing from customer for 9 hours 24x7"},
            ("silence ends a case",),
        ),
        (
            {"agreed": f"{IN_FORCE} governs all cases while in force"},
            ("an edition governs all cases while it is in force",),
        ),
        (
            {"when": "when severity is high"},
            ("a condition asks for the severity",),
        ),
        (
            {"more": "exclude help when opened_on is before first_on"},
            ("a condition asks when the case was opened",),
        ),
        (
            {"more": "exclude help when opened_on is before 2025-03-01"},
            ("a condition asks when the case was opened",),
        ),
        (
            {"more": "escalate to desk at once when answer is breached"},
            ("a warning or an escalation asks how a clock stands",),
        ),
    ],
)
def test_a_policy_none_of_whose_cases_go_the_short_way_says_why(
    lines: dict[str, str], why: tuple[str, ...]
) -> None:
    text = PLAIN.format(**{"agreed": "", "when": "", "more": "", **lines})
    policy = slapolicy.loads(text, name="plain.sla")
    assert why_plain(policy) == why
    stated = {"id": "1", "facts": {"big": True, "first_on": "2025-02-01"}}
    opens = {"at": OPENED.isoformat(), "type": "opens", "by": "customer"}
    told = policy.case({**stated, "events": [opens]})
    assert why_plain(policy, told, OPENED) == why
    way_agreement.compare(policy, told, OPENED + timedelta(hours=1))


def test_an_alert_is_not_told_where_another_stands_instead_whenever_it_applies() -> (
    None
):
    opens = {"at": OPENED.isoformat(), "type": "opens", "by": "customer", "via": "web"}
    facts = {"size": "medium", "held": False}  # nobody knows whether it is urgent
    told = SELDOM.case(
        {"id": "1", "plan": "basic", "addons": [], "facts": facts, "events": [opens]}
    )
    assert why_plain(SELDOM, told, OPENED) == (UNKNOWN_ALERT,)
    alerts = SELDOM.evaluate(told, at=OPENED).alerts
    assert [each.id for each in alerts if each.obligation is None] == [
        "escalate:desk:W10"  # and not that of W6, which asks whether it is urgent, too
    ]


def test_a_case_is_decided_by_the_policy_that_is_asked_whoever_was_asked_before() -> (
    None
):
    texts = (
        PLAIN.format(agreed="", when="", more=more) for more in ("", "exclude help")
    )
    first, second = (slapolicy.loads(text, name="plain.sla") for text in texts)
    opens = {"at": OPENED.isoformat(), "type": "opens", "by": "customer"}
    told = first.case(
        {"id": "1", "facts": {"big": True}, "requests": ["help"], "events": [opens]}
    )
    for policy, outcome in ((first, "covered"), (second, "excluded")) * 2:
        way_agreement.compare(policy, told, OPENED)
        assert policy.evaluate(told, at=OPENED).coverage[0].outcome == outcome
        assert told._story.of is policy._compiled


def test_no_more_is_remembered_than_so_much() -> None:
    known: dict[int, str] = {}
    for number in range(2 * MOST):
        assert kept(known, number, "new") == "new"
        assert len(known) <= MOST
    assert len(known) == MOST
    assert kept({1: "known"}, 1, "new") == "known"


def test_each_of_many_cases_is_answered_or_refused_in_its_place() -> None:
    right: dict[str, Any] = {
        "id": "1",
        "facts": LOW,
        "events": [{"at": OPENED, "type": "opens", "by": "customer"}],
    }
    wrong = {**right, "facts": {"impact": "nobody"}}
    found = [*DESK.evaluate_many([right, wrong, right], at=OPENED)]
    assert found[0] == found[2] == DESK.evaluate(DESK.case(right), at=OPENED)
    assert isinstance(found[1], slapolicy.CaseError)


def test_what_is_unknown_and_does_not_matter_goes_the_short_way() -> None:
    told = case(OPENS, REPLIES, facts={"impact": "few"})
    assert why_plain(DESK, told, OPENED) == ()
    assert way_agreement.look(DESK, told, Random(1), 9)["short"] > 9


@pytest.mark.parametrize("seed", range(1, 9))
def test_random_cases_are_decided_alike_both_ways(seed: int) -> None:
    assert way_agreement.check(seed, 12)["cases"] > 0


@pytest.mark.parametrize("seed", range(1, 13))
def test_what_lasts_restarts_or_recurs_is_decided_alike_both_ways(seed: int) -> None:
    assert way_agreement.check_lasting(seed, 8)["short"] > 5


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_what_cases_seldom_meet_is_decided_alike_both_ways(first: int) -> None:
    assert way_agreement.check_aimed(SELDOM, range(first, first + 20))["short"] > 100


@pytest.mark.parametrize("stem", contracts.PATHS)
def test_the_stories_of_the_contracts_are_decided_alike_both_ways(stem: str) -> None:
    policy = slapolicy.load(contracts.PATHS[stem])
    for scenario in policy.scenarios:
        for check in scenario.checks:
            at = to_datetime(check.at)
            way_agreement.compare(policy, scenario.case, at, told=True)


@pytest.mark.parametrize("path", sorted((HERE / "examples" / "cases").glob("*.json")))
def test_the_examples_are_decided_alike_both_ways(path: Path) -> None:
    policy = slapolicy.load(contracts.PATHS["bird-email-enterprise"])
    told = policy.read_case(path)
    assert way_agreement.look(policy, told, Random(path.name), 20).total() > 0


@pytest.mark.parametrize("path", sorted(KIT.glob("*/*.json")))
def test_the_cases_of_the_kit_are_decided_alike_both_ways(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    if content["kind"] != "decisions":
        return
    texts: dict[str, list[str]] = content.get("vocabularies", {})

    def vocabulary(name: str) -> str:
        return "\n".join(texts[name])

    for stated in content["policies"]:
        text = "\n".join(stated["text"])
        policy = slapolicy.loads(text, name=stated["name"], loader=vocabulary)
        for told in stated["cases"]:
            case = policy.case(told["case"])
            for check in told["checks"]:
                way_agreement.compare(policy, case, datetime.fromisoformat(check["at"]))


@pytest.mark.parametrize("seed", range(1, 5))
def test_a_case_that_is_read_again_is_what_it_was_or_refused_in_the_same_words(
    seed: int,
) -> None:
    assert reading_agreement.check(seed, 10)["known"] > 0


def test_a_case_of_known_words_is_not_read_anew() -> None:
    draw = Random(1)
    stated = {
        "id": "1",
        "facts": LOW,
        "events": [
            {"at": "2025-03-10T12:00:00+00:00", "type": "opens", "by": "customer"},
            {"at": "2025-03-10T13:00:00+00:00", "type": "changes", "facts": LOW},
            {"at": "2025-03-10T14:00:00+00:00", "type": "waits", "for": "customer"},
            {"at": "2025-03-10T15:00:00+00:00", "type": "resumes"},
            {"at": "2025-03-10T16:00:00+00:00", "type": "resolves", "by": "agent"},
        ],
    }
    counted: Counter[str] = Counter()
    for _ in range(99):
        counted += reading_agreement.look(DESK, stated, draw)
    assert counted["known"] > 200
