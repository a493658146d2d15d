"""What an explanation says, whatever the policy, and how safely it says it."""

import ast
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

import slapolicy
from random_cases import instants, random_case
from slapolicy.contract import explanation
from slapolicy.contract.explanation import (
    english,
    english_clocks,
    english_times,
    explain,
    steps,
)
from slapolicy.contract.explanation.clocks import outcome_of
from slapolicy.contract.explanation.course_told import told_of
from slapolicy.contract.explanation.languages import ENGLISH
from slapolicy.contract.explanation.speech import Speaker, safe
from slapolicy.contract.explanation.step import Instant, Part, item, said, step
from slapolicy.contract.explanation.view import View
from slapolicy.contract.explanation.walk import Counted, Folded, Shut, Stood, walk
from slapolicy.worktime import HOUR, MINUTE, SECOND, from_datetime, parse_instant

ROOT = Path(__file__).parents[3]
LIVEAGENT = slapolicy.load(ROOT / "policies" / "liveagent-vip-support.sla")
BIRD = slapolicy.load(ROOT / "policies" / "bird-email-enterprise.sla")


def told(events: list[dict[str, str]], at: str, **more: object) -> str:
    case = LIVEAGENT.case(
        {
            "id": "1",
            "plan": "all_inclusive",
            "addons": ["vip"],
            "facts": {"subject": "bug"},
            "events": events,
            **more,
        }
    )
    return LIVEAGENT.evaluate(case, datetime.fromisoformat(at)).explain()


OPENS = {"type": "opens", "by": "customer", "via": "dedicated_chat"}


# Safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J", "a<U+001B>[2J"),
        ("a\nb", "a<U+000A>b"),
        ("\u202eevil", "<U+202E>evil"),
        ("zażółć 漢", "zażółć 漢"),
        ("{plan} %s {0.__class__}", "{plan} %s {0.__class__}"),
    ],
)
def test_a_users_text_is_shown_without_what_commands_a_terminal(
    text: str, shown: str
) -> None:
    assert safe(text) == shown
    part = Part(step("heading", agreement="A", case=text))
    assert Speaker("en").text((part,)) == f"A: case {shown}\n"


def test_braces_in_a_users_text_are_not_filled() -> None:
    text = told([{"at": "2025-03-10T10:00:00+01:00", **OPENS}],
                "2025-03-10T10:00:00+01:00", id="{at} {clause}")  # fmt: skip
    assert text.startswith("VIP support: case {at} {clause}\n")


def test_an_unknown_language_is_refused_with_those_spoken() -> None:
    decision = LIVEAGENT.evaluate(
        LIVEAGENT.case({"id": "1", "events": []}), datetime(2025, 3, 10, tzinfo=UTC)
    )
    with pytest.raises(ValueError, match="speaks `en`, `pl`, `es`, `id`, not `tlh`"):
        explain(decision, "tlh")


# Sentences


def test_every_step_that_is_written_out_has_its_sentence() -> None:
    folder = Path(explanation.__file__).parent
    found: set[str] = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="step"), args=[ast.Constant(value=str(code))]
                ):
                    found.add(code)
    assert found
    assert found - set(ENGLISH.sentences) == set()


def test_no_sentence_stands_twice() -> None:
    assert set(english.SENTENCES) & set(english_clocks.SENTENCES) == set()


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (0, "0 minutes"),
        (HOUR, "1 hour"),
        (90 * MINUTE, "1 hour 30 minutes"),
        (26 * HOUR + SECOND, "26 hours 1 second"),
        (2_500_000, "2.5 seconds"),
    ],
)
def test_a_length_is_told_in_words(length: int, words: str) -> None:
    assert english_times.length(length) == words


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        (
            "2025-03-09T07:10:00Z",
            "America/New_York",
            "Sunday 9 March 2025, 03:10 (America/New_York, UTC-04:00)",
        ),
        ("2025-03-09T07:10:05Z", "UTC", "Sunday 9 March 2025, 07:10:05 (UTC)"),
    ],
)
def test_an_instant_is_told_by_the_clock_of_its_zone(
    at: str, zone: str, words: str
) -> None:
    assert Speaker("en").say(Instant(parse_instant(at).instant, zone)) == words


def test_both_readings_of_an_hour_that_is_there_twice_are_told_apart() -> None:
    start = parse_instant("2025-10-26T00:30:00Z").instant
    words = english_times.window(start, start + HOUR, "Europe/Madrid")
    assert words == ("Sunday 26 October 2025, 02:30 (UTC+02:00) to 02:30 (UTC+01:00)")


def test_a_part_names_a_zone_and_an_offset_again_only_when_they_change() -> None:
    told = [
        Instant(parse_instant(at).instant, zone)
        for at, zone in (
            ("2025-10-26T00:30:00Z", "Europe/Madrid"),
            ("2025-10-26T00:45:00Z", "Europe/Madrid"),
            ("2025-10-26T01:30:00Z", "Europe/Madrid"),
            ("2025-10-26T01:30:00Z", "UTC"),
        )
    ]
    part = Part(
        step("stamp_heading"),
        tuple(said(step("because_condition", why=at)) for at in told),
    )
    first = [
        "Sunday 26 October 2025, 02:30 (Europe/Madrid, UTC+02:00)",
        "Sunday 26 October 2025, 02:45",
        "Sunday 26 October 2025, 02:30 (UTC+01:00)",
        "Sunday 26 October 2025, 01:30 (UTC)",
    ]
    for text in (Speaker("en").text((part,)), Speaker("en").text((part, part))):
        assert [line.strip() for line in text.split("\n")[1:5]] == first


def test_a_sentence_begins_with_a_capital_but_a_name_stays_as_it_is() -> None:
    first = said(step("because_condition", why="iPhone"), step("if_no_severity"))
    part = Part(step("stamp_heading"), (first, item(step("if_no_severity"))))
    assert Speaker("en").text((part,)) == (
        "On what this rests\n"
        "  iPhone if there is no severity\n"
        "  - If there is no severity\n"
    )


# The walk


def test_a_long_walk_is_folded_and_still_names_every_holiday() -> None:
    text = told(
        [{"at": "2025-04-14T10:00:00+02:00", **OPENS}],
        "2025-05-20T12:00:00+02:00",
        facts={"subject": "outage", "halts_business": True, "workaround_exists": False},
    )
    assert "late" not in text
    assert "Good Friday" not in text  # due within the hour, before any holiday

    policy = slapolicy.loads(LONG, name="long.sla")
    opens = {"at": "2025-04-14T09:00:00+02:00", "type": "opens", "by": "customer"}
    case = policy.case({"id": "1", "events": [opens]})
    at = datetime.fromisoformat("2025-04-14T10:00:00+02:00")
    words = " ".join(policy.evaluate(case, at).explain().split())
    # 14-17 April are 4 days, 22-25 April 4, 28-30 April and 2 May 4, 5-9 May without
    # the 8th 4, 12-16 and 19-23 May 10, 26-29 May 4: 30 days of 8 hours, 240 hours.
    assert "due Thursday 29 May 2025, 17:00" in words
    assert "Monday 14 April 2025, 09:00 to 17:00: 8 hours counted." in words
    assert (
        "Tuesday 15 April 2025, 09:00 to Wednesday 28 May 2025, 17:00: 224 hours "
        "counted on 28 days." in words
    )
    assert "Thursday 29 May 2025, 09:00 to 17:00: 8 hours counted." in words
    assert "Together 240 hours" in words
    for holiday in ("18 April", "21 April", "1 May", "8 May"):
        assert f"{holiday} 2025: nothing counted, because it is a public" in words
    assert "Saturday 26" not in words


LONG = """
agreement long "Long" {
  supplied by helper "Helper" to customer "Customer"
  zone Europe/Bratislava
}
clause L1 "Hours" {
  calendar office "Office" {
    zone Europe/Bratislava
    open Mon-Fri 09:00-17:00
    closed on holidays of SK according to holidays
  }
  clock answer "Answer" { starts when customer opens  met when helper replies }
  promise answer within 240 hours during office
}
"""


@pytest.mark.parametrize("seed", range(60))
def test_what_the_walk_counts_is_what_the_evaluator_reckons(seed: int) -> None:
    draw = Random(seed)
    policy = draw.choice((LIVEAGENT, BIRD))
    raw = random_case(draw, policy)
    try:
        case = policy.case(raw)
    except slapolicy.CaseError:
        return
    for at in instants(draw, raw):
        decision = policy.evaluate(case, at)
        text = decision.explain()
        assert all(len(line) <= 88 for line in text.split("\n"))
        assert text == decision.explain()
        assert steps(decision) == steps(decision)
        view = View(decision, policy, case)
        for each in decision.obligations:
            found = outcome_of(view, each)
            assert found is not None
            occurrence = told_of(view, *found, each)
            if "indeterminate" in (each.state, each.due) or occurrence is None:
                continue
            reckoned, course = occurrence.reckoned, occurrence.course
            over = [course.fulfilled_at, course.lapsed_at, from_datetime(at)]
            until = min(instant for instant in over if instant is not None)
            stretches = walk(
                occurrence.leg, occurrence.k, occurrence.stops(), until, "UTC"
            )
            counted = [s for s in stretches if isinstance(s, Counted | Folded)]
            assert sum(s.counted for s in counted) == max(0, reckoned.elapsed)
            for stretch in stretches:
                if isinstance(stretch, Stood | Shut):
                    assert stretch.start < stretch.end
