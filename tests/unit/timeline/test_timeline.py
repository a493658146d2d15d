"""What a timeline holds and shows, worked out by hand from what the contracts say."""

import subprocess
import sys
from datetime import datetime
from random import Random
from unicodedata import category
from xml.etree import ElementTree as ET

import pytest

import slapolicy
from slapolicy import Decision
from slapolicy.ical import dues_to_ics
from slapolicy.timeline import build, to_html, to_svg, to_text
from slapolicy.worktime import DAY, from_datetime
from unit.timeline.desk import (
    EXAMPLES,
    LIVEAGENT,
    POLICIES,
    ROOT,
    example,
    lane,
    liveagent,
    micro,
    read,
)

SPRING = ("spring-clock-change", "2025-03-30T03:05:00+02:00")
TURNED = ("severity-change", "2025-02-03T10:30:00+01:00")
PAUSED = ("pause", "2025-02-01T15:30:00+01:00")
MISSING = ("missing-fact", "2025-02-03T10:05:00+01:00")
AGREES = ("one-party-agrees", "2025-02-01T12:30:00+01:00")
ALL = (
    SPRING, TURNED, PAUSED, MISSING, AGREES,
    ("bank-holiday", "2025-05-01T11:00:00+02:00"),
    ("friday-16-59", "2025-02-07T17:30:00+01:00"),
    ("tier2-mediation", "2025-02-03T10:00:00+01:00"),
    ("tier1-without-best-practices", "2025-02-03T10:00:00+01:00"),
)  # fmt: skip


def test_every_case_to_try_is_looked_at() -> None:
    assert {name for name, _ in ALL} == {each.stem for each in EXAMPLES.glob("*.json")}


@pytest.mark.parametrize(
    ("case", "title", "kind", "instant"),
    [
        (SPRING, "Call-back", "due", "2025-03-30 03:10"),
        (TURNED, "Call-back", "due", "2025-02-03 10:19"),
        (TURNED, "Call-back", "breached", "2025-02-03 10:20"),
        (TURNED, "First response", "lapsed", "2025-02-03 10:20"),
        (MISSING, "Call-back", "may_be_due", "2025-02-03 10:17"),
        (AGREES, "Call-back", "met", "2025-02-01 10:20"),
    ],
)
def test_what_falls_due_and_how_it_ended_has_its_mark(
    case: tuple[str, str], title: str, kind: str, instant: str
) -> None:
    timeline = example(*case)
    marks = lane(timeline, "obligation", title).marks
    assert instant in [read(m.at, timeline.zone) for m in marks if m.kind == kind]


def test_a_pause_stands_where_it_was_and_the_due_that_it_moved_stands_too() -> None:
    timeline = example(*PAUSED)
    second = next(each for each in timeline.lanes if each.number == " 2")
    assert second.standing == "running, no. 2"
    (pause,) = [band for band in second.bands if band.kind == "paused"]
    assert (pause.start, pause.end) == (
        micro("2025-02-01T12:10:00+01:00"),
        micro("2025-02-01T15:10:00+01:00"),
    )
    assert pause.clauses == ("E15",)
    assert "Customer was waited for" in pause.said
    dues = {m.kind: read(m.at, timeline.zone)[11:] for m in second.marks}
    assert (dues["was_due"], dues["due"]) == ("13:10", "16:10")
    counted = [b for b in second.bands if b.kind in ("counted", "ahead")]
    assert sum(b.end - b.start for b in counted) == 2 * 3600 * 1_000_000


def test_a_severity_that_changes_has_two_bands_each_with_its_clause() -> None:
    bands = lane(example(*TURNED), "severity").bands
    assert [(b.words, b.clauses[0]) for b in bands] == [
        ("Non-Critical Issue", "E8"),
        ("Critical Issue", "E10"),
    ]
    assert bands[0].end == bands[1].start == micro("2025-02-03T10:20:00+01:00")


def test_a_severity_that_cannot_be_told_is_drawn_as_unknown() -> None:
    (band,) = lane(example(*MISSING), "severity").bands
    assert (band.kind, band.words) == (
        "uncertain",
        "Non-Critical Issue or Critical Issue?",
    )


def test_what_was_known_of_the_severity_stays_known_when_a_fact_is_taken_back() -> None:
    decision = liveagent(
        [
            {"at": "2025-03-10T10:00:00+01:00", "type": "opens", "by": "customer",
             "via": "dedicated_chat"},
            {"at": "2025-03-10T11:00:00+01:00", "type": "changes",
             "facts": {"business_impact": None}},
        ],
        "2025-03-10T12:00:00+01:00", subject="partial_loss", business_impact=True,
    )  # fmt: skip
    bands = lane(build(decision), "severity").bands
    assert [(b.kind, b.words) for b in bands] == [
        ("severity", "Standard"),
        ("uncertain", "Standard or Bug fix?"),
    ]
    assert bands[0].end == micro("2025-03-10T11:00:00+01:00")


def test_hours_stand_by_their_own_clock_and_holidays_with_their_names() -> None:
    decision = liveagent(
        [{"at": "2025-04-17T15:10:00+02:00", "type": "opens", "by": "customer",
          "via": "dedicated_chat"}],
        "2025-04-17T15:10:00+02:00", subject="partial_loss", business_impact=True,
    )  # fmt: skip
    timeline = build(decision)
    hours = lane(timeline, "hours")
    told = [
        (b.kind, read(b.start, timeline.zone), read(b.end, timeline.zone)[11:])
        for b in hours.bands
    ]
    # Thursday, Good Friday, a weekend, Easter Monday; due at the end of Wednesday
    assert told == [
        ("open", "2025-04-17 09:00", "17:00"),
        ("holiday", "2025-04-18 00:00", "00:00"),
        ("holiday", "2025-04-21 00:00", "00:00"),
        ("open", "2025-04-22 09:00", "17:00"),
        ("open", "2025-04-23 09:00", "17:00"),
    ]
    assert [b.words for b in hours.bands if b.kind == "holiday"] == [
        "Good Friday",
        "Easter Monday",
    ]
    assert hours.clauses == ("V6",)


def test_what_has_no_instant_is_told_in_words() -> None:
    timeline = example("tier2-mediation", "2025-02-03T10:00:00+01:00")
    assert any("excluded (E5)" in entry for entry in timeline.entries)


def test_a_change_of_the_clocks_is_marked_and_told() -> None:
    timeline = example(*SPRING)
    (change,) = timeline.changes
    assert (change.at, change.by) == (micro("2025-03-30T03:00:00+02:00"), 3600 * 10**6)
    assert any("put forward by 1 hour" in remark for remark in timeline.remarks)


def test_an_escalation_that_waits_for_days_does_not_squeeze_the_minutes() -> None:
    timeline = example(*SPRING)
    assert timeline.end < micro("2025-03-30T04:00:00+02:00")
    (waiting, _) = sorted(lane(timeline, "alerts").marks, key=lambda m: -m.at)
    assert waiting.at == micro("2025-03-31T09:00:00+02:00")
    assert "31 Mar 2025, 09:00" in to_svg(timeline)


def test_a_decision_long_after_everything_does_not_squeeze_it_either() -> None:
    timeline = example("spring-clock-change", "2026-03-30T03:05:00+02:00")
    assert timeline.end < micro("2025-03-30T04:00:00+02:00")
    assert "As of Monday 30 March 2026" in to_svg(timeline)


def test_a_case_in_which_nothing_happened_can_be_shown() -> None:
    timeline = build(liveagent([], "2025-04-17T15:10:00+02:00"))
    ET.fromstring(to_svg(timeline))
    assert "has not been opened" in to_text(timeline)


def test_what_happens_later_is_not_shown_but_counted() -> None:
    timeline = example("pause", "2025-02-01T10:30:00+01:00")
    assert len(lane(timeline, "events").marks) == 2
    assert "What happens after this instant is not shown: 3." in timeline.remarks


def long_case() -> Decision:
    """Give a case that goes on for months, with an hour that matters in May."""
    events = [
        {"at": "2025-01-10T10:00:00+01:00", "type": "opens", "by": "customer",
         "via": "dedicated_chat"},
        {"at": "2025-01-10T11:00:00+01:00", "type": "replies", "by": "dedicated_agent",
         "via": "dedicated_chat"},
        {"at": "2025-05-05T11:31:00+02:00", "type": "writes", "by": "customer",
         "via": "dedicated_chat"},
        {"at": "2025-05-05T13:31:00+02:00", "type": "replies", "by": "dedicated_agent",
         "via": "dedicated_chat"},
    ]  # fmt: skip
    return liveagent(events, "2025-05-06T09:00:00+02:00", subject="bug")


def test_a_part_of_a_long_case_can_be_shown_alone() -> None:
    start, end = (datetime.fromisoformat(f"2025-05-05T{t}:00+02:00")
                  for t in ("11:00", "14:00"))  # fmt: skip
    whole, part = build(long_case()), build(long_case(), start=start, end=end)
    assert whole.end - whole.start > 100 * DAY
    assert (part.start, part.end) == (from_datetime(start), from_datetime(end))
    drawn = to_svg(part)
    assert "11:31 Customer wrote" in drawn
    assert "10 Jan" not in drawn.replace("<title>", "").split("sla-desc")[0]
    assert len(lane(part, "events").marks) == 4  # in words all is told
    assert "Friday 10 January 2025, 10:00" in to_html(part)


def test_an_end_before_the_start_is_refused() -> None:
    at = datetime.fromisoformat("2025-05-05T11:00:00+02:00")
    with pytest.raises(ValueError, match="ends before it begins"):
        build(long_case(), start=at, end=at)


def test_where_very_much_happened_numbers_stand_for_words_that_stand_below() -> None:
    events = [{"at": "2025-01-07T10:00:00+01:00", "type": "opens", "by": "customer",
               "via": "dedicated_chat"}]  # fmt: skip
    events += [
        {"at": f"2025-01-07T{10 + n // 4}:{n % 4 * 15 + 1:02}:00+01:00",
         "type": "writes", "by": "customer", "via": "dedicated_chat"}
        for n in range(20)
    ]  # fmt: skip
    timeline = build(liveagent(events, "2025-01-07T16:00:00+01:00", subject="bug"))
    texts = [
        [*each.itertext()][-1] for each in ET.fromstring(to_svg(timeline)).iter(TEXT)
    ]
    assert {str(n) for n in range(1, 22)} <= {*texts}
    assert any(each.startswith("21. Tuesday 7 January") for each in texts)


COMMANDING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
TEXT = "{http://www.w3.org/2000/svg}text"
HOSTILE = """
agreement a "<script>alert(1)</script> & 'co' ]]> <!-- \u05e9\u05dc\u05d5\u05dd" {
  supplied by acme "Acme" to customer "</text></svg><b onload=x>"
}
clock answer "%s" { starts when customer opens  met when acme replies }
clause A1 "'&lt;' \u202e reversed" { promise answer within 1 hour 24x7 }
"""


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "&amp; ' ]]> <![CDATA[",
        "\u05db\u05ea\u05d5\u05d1\u05ea \u05d4\u05d3\u05d5\u05d0\u05e8",
        "\u6f22\u5b57" * 60,
        "W" * 300,
        "a b " * 200,
    ],
)
def test_no_name_breaks_out_of_the_picture_or_the_page(name: str) -> None:
    policy = slapolicy.loads((HOSTILE % name).replace("\u202e", ""))
    case = policy.case(
        {"id": "<script>&\"'", "events": [
            {"at": "2025-03-10T10:00:00Z", "type": "opens", "by": "customer"}]}
    )  # fmt: skip
    at = slapolicy.worktime.to_datetime(micro("2025-03-10T10:30:00+00:00"))
    timeline = build(policy.evaluate(case, at))
    root = ET.fromstring(to_svg(timeline))
    tags = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert tags <= {
        "svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "line",
        "g", "circle", "text",
    }  # fmt: skip
    assert not any(a.startswith("on") for each in root.iter() for a in each.attrib)
    page = to_html(timeline)
    body = page[page.index("<html") :].replace('<meta charset="utf-8">', "")
    assert "<script" not in page
    assert "<b " not in body
    assert name[:20] in "".join(root.itertext())
    for line in to_text(timeline).splitlines():
        assert line.isprintable()


def test_a_hash_seed_changes_no_byte() -> None:
    program = (
        "import slapolicy, sys\n"
        "from datetime import datetime\n"
        "from slapolicy.timeline import build, to_html, to_svg, to_text\n"
        f"policy = slapolicy.load({str(POLICIES / 'bird-email-enterprise.sla')!r})\n"
        f"case = policy.read_case({str(EXAMPLES / 'pause.json')!r})\n"
        "at = datetime.fromisoformat('2025-02-01T15:30:00+01:00')\n"
        "laid_out = build(policy.evaluate(case, at))\n"
        "for form in (to_svg, to_html, to_text):\n"
        "    sys.stdout.buffer.write(form(laid_out).encode())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "LANG": "pl_PL.UTF-8", "TZ": "Asia/Tokyo"},
        ).stdout
        for seed in ("0", "1", "424242")
    }
    assert len(told) == 1


def test_the_page_tells_all_in_words_for_who_cannot_see_the_picture() -> None:
    page = to_html(example(*PAUSED))
    assert '<html lang="en">' in page
    assert 'role="img"' in page
    assert 'aria-labelledby="sla-title sla-desc"' in page
    assert "Paused, because Customer was waited for" in page
    assert '<th scope="col">' in page
    assert "default-src 'none'" in page


def test_an_unknown_language_is_refused() -> None:
    decision = liveagent([], "2025-04-17T15:10:00+02:00")
    with pytest.raises(ValueError, match="not `tlh`"):
        build(decision, "tlh")


def test_wide_characters_keep_the_columns_of_a_terminal() -> None:
    name = "\u6f22\u5b57" * 20
    policy = slapolicy.loads((HOSTILE % name).replace("\u202e", ""))
    opens = {"at": "2025-03-10T10:00:00Z", "type": "opens", "by": "customer"}
    case = policy.case({"id": "1", "events": [opens]})
    decision = policy.evaluate(case, datetime.fromisoformat("2025-03-10T10:30:00Z"))
    row = next(
        line for line in to_text(build(decision), 80).splitlines() if "\u2501" in line
    )
    label, _, drawn = row.partition("\u2026")
    wide = 2 * len(label) + 1
    assert wide <= 22
    assert drawn.startswith(" " * (22 - wide))


def test_a_terminal_is_painted_by_how_things_stand() -> None:
    painted = to_text(example(*TURNED), 80, lambda text, tone: f"<{tone}>{text}</>")
    assert "<bad>Call-back</>" in painted
    assert "<bad>Call-back: breached</> (E13)" in painted


def test_the_terminal_shows_a_row_for_each_lane_within_its_columns() -> None:
    text = to_text(example(*PAUSED), 80)
    drawn = text.split("\n\n")[1].splitlines()
    assert max(map(len, drawn)) <= 80
    rows = [line for line in drawn if line.startswith("Update on what")]
    assert [set("━/─◆◇") <= set(line) for line in rows] == [False, True]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_case_is_called_all_forms_stay_whole(seed: int) -> None:
    draw = Random(seed)
    ranges = (
        (0, 0x80),
        (0x80, 0x800),
        (0x2000, 0x2070),
        (0xD7F0, 0xFFFF),
        (0, 0x10FFFF),
    )
    name = "".join(
        chr(draw.randint(*draw.choice(ranges))) for _ in range(draw.randint(1, 60))
    )
    name = "".join(each for each in name if not "\ud800" <= each <= "\udfff") or "x"
    opens = {"at": "2025-03-10T10:00:00+01:00", "type": "opens", "by": "customer"}
    told = {"id": name, "plan": "all_inclusive", "addons": ["vip"],
            "facts": {"subject": "bug"}, "events": [opens]}  # fmt: skip
    case = LIVEAGENT.case(told)
    at = datetime.fromisoformat("2025-03-10T11:00:00+01:00")
    decision = LIVEAGENT.evaluate(case, at)
    timeline = build(decision)
    ET.fromstring(to_svg(timeline))
    assert to_html(timeline).count("<body>") == 1
    assert not COMMANDING & {category(c) for c in to_text(timeline) if c != "\n"}
    for line in dues_to_ics(decision).split("\r\n"):
        assert not COMMANDING & set(map(category, line))
        assert len(line.encode()) <= 75
