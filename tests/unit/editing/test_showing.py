"""What an editor shows beside a text: colours, ends of limits, outcomes, a layout."""

from itertools import pairwise

from slapolicy.api import check
from slapolicy.editing import (
    applied,
    carried,
    colour,
    deep_findings,
    inlays,
    lay_out,
    read_draft,
    stories,
    try_stories,
)
from slapolicy.worktime import parse_instant
from unit.editing.marked import POLICY, in_policy

FRIDAY = parse_instant("2025-03-07T15:30:00Z").instant


def test_each_name_has_the_colour_of_what_it_is() -> None:
    draft = read_draft(in_policy("plan gold", "# a remark\nplan gold"))
    shown = {(each.span.text, each.hue, each.is_declaration) for each in colour(draft)}
    assert shown >= {
        ("# a remark", "comment", False),
        ("plan", "keyword", False),
        ("gold", "plan", True),
        ('"Złoty 🥇"', "string", False),
        ("office", "calendar", True),
        ("office", "calendar", False),
        ("A1", "clause", True),
        ("bug", "value", False),
        ("2025-03-07", "number", False),
        ("Mon", "code", False),
        ("business days", "unit", False),
        ("customer", "party", False),
    }


def test_colours_stand_in_order_and_on_one_line_each() -> None:
    draft = read_draft(in_policy("2 business days", "2 business\n    days"))
    places = [(each.span.start, each.span.end) for each in colour(draft)]
    assert places == sorted(places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert all("\n" not in each.span.text for each in colour(draft))


def test_every_limit_says_when_it_would_end() -> None:
    text = in_policy("grant help", "promise answer within 2 hours 24x7\n  grant help")
    draft = read_draft(text)
    found = [(text[: each.offset][-8:], each.text) for each in inlays(draft, FRIDAY)]
    assert found == [
        ("g office", "→ Tue 2025-03-11 17:00"),
        ("urs 24x7", "→ Fri 2025-03-07 18:30"),
    ]


def test_while_something_is_wrong_the_last_sound_text_says_it() -> None:
    before = read_draft(POLICY)
    draft = read_draft(in_policy("grant help", "grant halp"), before=before)
    assert [each.text for each in inlays(draft, FRIDAY)] == ["→ Tue 2025-03-11 17:00"]


def test_a_scenario_that_holds_says_so() -> None:
    draft = read_draft(POLICY)
    assert [each.title for each in stories(draft)] == ["A call"]
    (outcome,) = try_stories(draft) or ()
    assert outcome.text == "✓ holds"


def test_one_that_does_not_says_what_was_found_and_where() -> None:
    text = in_policy("due 2025-03-11 17:00", "due 2025-03-12 17:00")
    (outcome,) = try_stories(read_draft(text)) or ()
    assert outcome.text == (
        "✗ at 2025-03-07 11:00 `answer`: expected due 2025-03-12 17:00, found "
        "2025-03-11 17:00"
    )
    assert outcome.misses[0].span.text.startswith("expect answer is running")


def test_a_table_of_scenarios_is_told_as_one() -> None:
    rows = "  | kind | severity |\n" + "  | bug | high |\n" * 2
    table = f'scenarios "Kinds" {{\n{rows}}}\n'
    draft = read_draft(POLICY + table)
    assert [each.text for each in try_stories(draft, title="Kinds") or ()] == [
        "✓ all 2 rows hold"
    ]


def test_a_property_is_tried_too() -> None:
    text = POLICY + 'property "P" {\n  for every case\n  expect help is covered\n}\n'
    (outcome,) = try_stories(read_draft(text), title="P") or ()
    assert outcome.text == "✓ holds"
    quick = try_stories(read_draft(text), with_properties=False) or ()
    assert [each.story.title for each in quick] == ["A call"]


def test_a_text_is_laid_out_by_its_lines_alone() -> None:
    text = in_policy("  grant help", "      grant    help")
    draft = read_draft(text)
    layout = lay_out(draft)
    assert applied(text, layout.edits) == POLICY
    assert [each.text for each in layout.edits] == ["  grant help\n"]


def test_what_is_laid_out_stays_as_it_is() -> None:
    assert lay_out(read_draft(POLICY)).edits == ()


def test_what_cannot_be_read_is_not_laid_out() -> None:
    layout = lay_out(read_draft(in_policy("grant help", "grant grant help")))
    assert layout.edits == ()
    assert [each.code for each in layout.findings] == ["SLA052"]


def test_what_took_long_to_find_moves_along_with_the_text() -> None:
    text = in_policy("when kind is bug", "when kind is bug and part is north")
    text = text.replace("given kind is bug", "given kind is bug, part is north")
    finding, *_ = deep_findings(read_draft(text)) or ()
    for longer in (f"# a remark\n{text}", f"{text}# a remark\n"):
        (kept,) = carried([finding], read_draft(longer).source)
        assert finding.span is not None
        assert kept.span is not None
        assert kept.span.text == finding.span.text
        assert (kept.code, kept.message) == (finding.code, finding.message)


def test_what_stood_where_the_text_changed_is_forgotten() -> None:
    draft = read_draft(in_policy("grant help", "grant halp"))
    assert carried(draft.findings, read_draft(POLICY).source) == ()


def test_what_nobody_waits_for_is_given_up() -> None:
    draft = read_draft(POLICY)
    assert deep_findings(draft, lambda: True) is None
    assert try_stories(draft, lambda: True) is None


def test_what_is_found_deep_down_is_what_check_finds() -> None:
    text = in_policy("when kind is bug", "when kind is bug and part is north")
    assert deep_findings(read_draft(text, name="policy.sla")) == check(text)
