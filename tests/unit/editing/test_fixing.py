"""Edits for findings about names, clauses and imports: what was meant, what lacks."""

import pytest

from slapolicy.contract.resolver import Loader
from slapolicy.editing import (
    applied,
    deep_findings,
    exercises,
    fixes_of,
    read_draft,
    try_stories,
)
from unit.editing.marked import POLICY, at, beside, in_policy

WORDS = """vocabulary words "Words"
channel fax "Fax"
event rings "Rings": calls or writes
event nears "Nears": opens or rings
"""


def offered(text: str, code: str, loader: Loader | None = None) -> dict[str, str]:
    """Give the texts that come of the fixes of a finding, by their titles."""
    draft = read_draft(text, name="a.sla", loader=loader)
    found = deep_findings(draft) or ()
    (finding,) = [each for each in found if each.code == code]
    return {fix.title: applied(text, fix.edits) for fix in fixes_of(draft, finding)}


NAMES = [
    ("during office", "during ofice", "SLA201", "office"),
    ("for high", "for hihg", "SLA209", "high"),
    ("per A1", "per A11", "SLA211", "A1"),
    ("grant help", "grant halp", "SLA205", "help"),
    ("expect answer", "expect answr", "SLA220", "answer"),
    ("is running, due", "is runing, due", "SLA703", "running"),
    ("given kind is bug", "given kind is bugg", "SLA216", "bug"),
    ("when customer calls", "when customer cals", "SLA207", "calls"),
]


@pytest.mark.parametrize(("good", "bad", "code", "name"), NAMES)
def test_the_name_that_was_meant_is_offered(
    good: str, bad: str, code: str, name: str
) -> None:
    assert offered(in_policy(good, bad), code)[f"write `{name}`"] == POLICY


LIMIT = "within 2 business days during office"
DAYS = [
    ("within 1 day", [
        "1 business day during office", "1 calendar day in Europe/Warsaw",
        "24 hours 24x7",
    ]),
    ("within 2d", [
        "2 business days during office", "2 calendar days in Europe/Warsaw",
        "48 hours 24x7",
    ]),
    ("within 2 weeks", ["14 calendar days in Europe/Warsaw", "336 hours 24x7"]),
    ("within 3 days during office", ["3 business days"]),
    ("within 3 days in UTC", ["3 calendar days"]),
    ("within 3 days 24x7", ["72 hours"]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "texts"), DAYS)
def test_days_are_offered_with_their_hours_and_nothing_is_left_to_mend(
    said: str, texts: list[str]
) -> None:
    made = offered(in_policy(LIMIT, said), "SLA013")
    assert list(made) == [f"write `{text}`" for text in texts]
    assert all(read_draft(text, name="a.sla").policy for text in made.values())


@pytest.mark.parametrize("digits", ["1" * 10, "1" * 5000])
@pytest.mark.parametrize("unit", ["d", " day", " weeks"])
def test_no_more_days_are_offered_than_anybody_counts(digits: str, unit: str) -> None:
    draft = read_draft(in_policy(LIMIT, f"within {digits}{unit}"), name="a.sla")
    made = [fix for each in draft.findings for fix in fixes_of(draft, each)]
    assert draft.findings
    assert all("24x7" not in each.title for each in made)


def test_a_length_in_a_property_is_offered_in_hours() -> None:
    claim = (
        'property "P" {{ for every case\n  expect answer is due at most {} after {} }}'
    )
    wrong, right = (
        POLICY + claim.format(length, "customer calls")
        for length in ("1 day", "24 hours")
    )
    assert offered(wrong, "SLA013") == {"write `24 hours`": right}


def test_calendar_days_are_offered_in_the_dates_of_the_agreement() -> None:
    made = offered(in_policy(LIMIT, "within 2 calendar days"), "SLA015")
    right = in_policy(LIMIT, "within 2 calendar days in Europe/Warsaw")
    assert made == {"write `in Europe/Warsaw`": right}


QUOTES = [
    ('"Answer" from', '"Answer from', 'write `"` behind `Answer`'),
    ('"Answer" from', 'Answer" from', 'write `"` before `Answer`'),
    ('from terms "1"', 'from terms "1', 'write `"` behind `1`'),
    ('from terms "1"', 'from terms 1"', 'write `"` before `1`'),
    ('agreement a "A" {', 'agreement a A" {', 'write `"` before `A`'),
    ('by desk "Desk" to', 'by desk "Desk to', 'write `"` behind `Desk`'),
]


@pytest.mark.parametrize(("good", "bad", "title"), QUOTES)
def test_a_quote_is_offered_where_the_line_then_reads_well(
    good: str, bad: str, title: str
) -> None:
    assert offered(in_policy(good, bad), "SLA003") == {title: POLICY}


def test_a_name_misspelt_in_several_places_is_mended_in_all() -> None:
    text = POLICY.replace("customer calls via phone", "customer calls via fone")
    found = offered(text, "SLA204")
    assert found["write `phone` in all 2 places"] == POLICY


def test_a_clause_that_is_cited_and_missing_is_begun() -> None:
    text = in_policy("grant help", "grant help despite B7")
    after = offered(text, "SLA211")["write a clause B7"]
    assert 'clause B7 "…" from terms "…" {\n  left to people because "…"\n}' in after
    assert not any(each.is_error for each in read_draft(after).findings)


def test_what_an_import_rests_on_is_imported_too() -> None:
    text = in_policy("plan gold", 'import nears from "words.sla"\nplan gold')
    after = offered(text, "SLA231", beside(words=WORDS))["import `rings` too"]
    assert 'import nears, rings from "words.sla"' in after


def test_a_name_is_looked_for_in_the_file_it_is_imported_from() -> None:
    text = in_policy("plan gold", 'import fex from "words.sla"\nplan gold')
    after = offered(text, "SLA230", beside(words=WORDS))["write `fax`"]
    assert "import fax from" in after


@pytest.mark.parametrize(
    ("names", "left"),
    [("rings, nears, fax", "rings, nears"), ("fax, rings, nears", "rings, nears")],
)
def test_an_import_that_is_not_used_is_left_out(names: str, left: str) -> None:
    text = in_policy("plan gold", f'import {names} from "words.sla"\nplan gold')
    text = text.replace("when customer calls", "when customer nears")
    after = offered(text, "SLA224", beside(words=WORDS))["leave `fax` out"]
    assert f'import {left} from "words.sla"' in after


def test_an_import_of_nothing_else_is_left_out_whole() -> None:
    text = in_policy("plan gold", 'import fax from "words.sla"\nplan gold')
    after = offered(text, "SLA224", beside(words=WORDS))["leave the import out"]
    assert after == POLICY


def test_a_calendar_is_told_when_its_days_end() -> None:
    text = in_policy("\n  business days run to closing", "")
    found = offered(text, "SLA311")
    assert found["let `office` have days that run to closing"] == POLICY


def test_the_case_that_shows_a_gap_is_kept_as_a_scenario_that_holds() -> None:
    text = in_policy("when kind is bug", "when kind is bug and part is north")
    text = text.replace('"High" level', '"High" level').replace(
        "given kind is bug", "given kind is bug, part is north"
    )
    after = offered(text, "SLA432")["keep the case that shows this, as a scenario"]
    draft = read_draft(after)
    assert after.startswith(text.rstrip())
    assert draft.policy is not None
    assert len(draft.policy.scenarios) == 2


def test_in_markdown_it_is_kept_in_the_last_fence() -> None:
    text = in_policy("when kind is bug", "when kind is bug and part is north")
    text = text.replace("given kind is bug", "given kind is bug, part is north")
    text = f"# A\n\n```sla\n{text}```\n\nThat is all.\n"
    draft = read_draft(text, name="a.sla.md")
    found = [each for each in deep_findings(draft) or () if each.proofs]
    after = applied(text, fixes_of(draft, found[0])[-1].edits)
    policy = read_draft(after, name="a.sla.md").policy
    assert policy is not None
    assert len(policy.scenarios) == 2
    assert after.endswith("\n}\n```\n\nThat is all.\n")


@pytest.mark.parametrize("more", ["", " when kind is bug"])
def test_the_calendars_on_which_a_limit_may_count_are_offered(more: str) -> None:
    text = in_policy("2 business days during office", f"2 business days{more}")
    after = offered(text, "SLA015")["write `during office`"]
    assert after == in_policy(
        "2 business days during office", f"2 business days during office{more}"
    )


@pytest.mark.parametrize(
    ("more", "code", "title", "after"),
    [
        ('clause A1 "Two" { grant help }', "SLA223", "write `A2`", "clause A2"),
        ('channel phone "Two"', "SLA221", "write `phone_2`", "channel phone_2"),
        ('channel ph0ne "Two"', "SLA222", "write `ph0ne_2`", "channel ph0ne_2"),
    ],
)
def test_what_is_declared_twice_is_given_a_name_that_nothing_has(
    more: str, code: str, title: str, after: str
) -> None:
    found = offered(f"{POLICY}{more}\n", code)
    assert after in found[title]
    assert code not in {each.code for each in read_draft(found[title]).findings}


WITHOUT = POLICY[: POLICY.index("scenario")]


def test_a_clause_without_a_scenario_is_given_one_that_holds() -> None:
    draft, offset = at(WITHOUT.replace("clause A1", "clause ▮A1"))
    (fix,) = exercises(draft, offset)
    assert fix.title == "write a scenario for A1"
    after = read_draft(applied(draft.text, fix.edits))
    (outcome,) = try_stories(after) or ()
    assert outcome.story.title == "A1: Answer"
    assert outcome.text == "✓ holds"
    assert "per A1" in outcome.story.span.text


@pytest.mark.parametrize(
    "text",
    [
        POLICY.replace("clause A1", "clause ▮A1"),  # has one
        WITHOUT.replace("grant help", "▮grant help"),  # not at the head of a clause
        WITHOUT.replace("clause A1", "clause ▮A1").replace("grant", "grnt"),
    ],
)
def test_no_other_is(text: str) -> None:
    assert exercises(*at(text)) == ()
