"""Laws of timelines: all that was decided stands in the picture, and all is legible.

The picture is read back as a stranger would: by its XML, its words and their boxes.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from xml.etree import ElementTree as ET

from decision_laws import FIXTURES, PATHS, load
from lawful import law
from random_cases import instants, random_case
from slapolicy import Decision
from slapolicy.contract.explanation.view import View
from slapolicy.contract.history import decisions
from slapolicy.timeline import Timeline, build, to_html, to_svg, to_text
from slapolicy.timeline.builder import clauses_in
from slapolicy.timeline.drawing import draw
from slapolicy.timeline.sheet import Box, Line, Mark, Rectangle, Words
from slapolicy.timeline.window import former_dues
from slapolicy.worktime import from_datetime, zone

SVG = "{http://www.w3.org/2000/svg}"
DUE = {"m-due", "m-breached", "m-may_be_due"}


def drawn(
    draw_from: Random, paths: Sequence[Path] = PATHS
) -> tuple[Decision, Timeline]:
    """Give a decision on a random case of a random policy, laid out in time."""
    policy = load(draw_from.choice(paths))
    mapping = random_case(draw_from, policy)
    case = policy.case(mapping)
    at = draw_from.choice(instants(draw_from, mapping))
    decision = policy.evaluate(case, at)
    return decision, build(decision)


def written(at: datetime, zone_name: str) -> str:
    """Give how an instant reads on a wall clock, to the minute."""
    clock = zone(zone_name)
    seconds = clock.reading(from_datetime(at)) // 1_000_000
    read = datetime.fromtimestamp(seconds, tz=at.tzinfo)
    return f"{read:%A} {read.day} {read:%B} {read.year}, {read:%H:%M}"


@law("TL-COMPLETE", examples=80, held=20)
def test_every_due_and_every_event_stands_in_the_picture(draw_from: Random) -> int:
    """A due or an event of the decision has a sign that tells its instant."""
    decision, timeline = drawn(draw_from)
    root = ET.fromstring(to_svg(timeline))
    told: dict[str, list[str]] = {}
    for group in root.iter(f"{SVG}g"):
        title = group.find(f"{SVG}title")
        if title is not None and title.text:
            told.setdefault(group.get("class", ""), []).append(title.text)
    dues = [
        at
        for each in decision.obligations
        for at in (each.due_at, each.earliest_due_at, each.latest_due_at)
        if at is not None
    ]
    said = [text for kind in DUE for text in told.get(kind, [])]
    for due in dues:
        assert any(written(due, timeline.zone) in text for text in said), due
    case = decision._case_read
    assert case is not None
    known = [e for e in case.events if e.at <= from_datetime(decision.at)]
    assert len(told.get("m-event", [])) == len(known)
    return bool(dues)


@law("TL-CITED", examples=40)
def test_every_clause_of_the_decision_stands_in_every_form(draw_from: Random) -> int:
    """Whoever looks at any form of a timeline sees each clause that was cited."""
    decision, timeline = drawn(draw_from)
    cited = {*clauses_in(json.loads(decision.to_json()))}
    texts = (
        " ".join(ET.fromstring(to_svg(timeline)).itertext()),
        re.sub(r"<[^>]*>", " ", to_html(timeline)),
        to_text(timeline),
    )
    for text in texts:
        words = set(re.findall(r"[A-Za-z0-9_.§-]+", text))
        assert cited <= words, cited - words
    return bool(cited)


def box_of(item: Rectangle | Line | Mark | Words) -> Box:
    """Give the room that an item takes."""
    if isinstance(item, Line):
        x, y = min(item.x1, item.x2), min(item.y1, item.y2)
        wide, high = abs(item.x1 - item.x2), abs(item.y1 - item.y2)
        return Box(x=x, y=y, width=wide, height=high)
    return item.box


@law("TL-LEGIBLE", examples=80)
def test_no_two_labels_overlap_and_nothing_lies_outside(draw_from: Random) -> int:
    """Boxes of words share no room, and all lies within the sheet."""
    decision, timeline = drawn(draw_from)
    if draw_from.random() < 0.3:
        span = timedelta(minutes=draw_from.choice((1, 90, 4000)))
        start = decision.at - span * draw_from.random()
        timeline = build(decision, start=start, end=start + span)
    for has_foot in (True, False):
        sheet = draw(timeline, has_foot=has_foot)
        whole = Box(x=0, y=0, width=sheet.width, height=sheet.height)
        for item in sheet.items:
            assert whole.holds(box_of(item)), item
        words = [item for item in sheet.items if isinstance(item, Words)]
        for one, other in combinations(words, 2):
            assert not one.box.overlaps(other.box), (one, other)
    return 1


@law("TL-SAME", examples=20)
def test_the_same_decision_gives_the_same_bytes(draw_from: Random) -> int:
    """A timeline built again is the same in every form."""
    decision, timeline = drawn(draw_from)
    again = build(decision)
    for form in (to_svg, to_html, to_text):
        assert form(timeline) == form(again)
    return 1


MOVING = [FIXTURES / "meaning" / f"{n}.sla" for n in ("waits", "anew", "severity_more")]


@law("TL-FORMER", examples=90, held=7)
def test_where_a_due_was_moved_from_is_what_was_decided_then(draw_from: Random) -> int:
    """What was once to fall due, decision by decision, is what the timeline shows."""
    decision, _ = drawn(draw_from, MOVING)
    policy, case = decision._policy, decision._case_read
    assert policy is not None
    assert case is not None
    told: dict[str, set[int]] = {}
    unsure = {each.id for each in decision.obligations if each.needs}
    for then in decisions(policy, case, from_datetime(decision.at)):
        for each in then.obligations:
            if each.state == "indeterminate" or each.needs:
                unsure.add(each.id)
            if each.due_at is not None:
                told.setdefault(each.id, set()).add(from_datetime(each.due_at))
    found = former_dues(View(decision, policy, case))
    for each in decision.obligations:
        if each.id in unsure:
            continue
        present = set() if each.due_at is None else {from_datetime(each.due_at)}
        assert set(found.get(each.id, ())) == told.get(each.id, set()) - present, each
    return bool(found)


@law("TL-COUNTED", examples=80, held=30)
def test_what_is_drawn_as_running_is_what_has_elapsed(draw_from: Random) -> int:
    """The bands of a lane add up to the time on the clock that the decision tells."""
    decision, timeline = drawn(draw_from)
    lanes = [lane for lane in timeline.lanes if lane.kind == "obligation"]
    assert len(lanes) == len(decision.obligations)
    told = 0
    for lane, each in zip(lanes, decision.obligations, strict=True):
        if each.state == "indeterminate" or each.elapsed is None or lane.bar is None:
            continue
        if any(band.kind in ("uncertain", "unknown") for band in lane.bands):
            continue
        if lane.bar[1] == timeline.end:  # it goes on beyond what is shown
            continue
        if each.state == "lapsed":  # for want of a limit: its time is told, not drawn
            continue
        ran = sum(
            band.end - band.start
            for band in lane.bands
            if band.kind in ("counted", "overrun")
        )
        assert timedelta(microseconds=ran) == each.elapsed, each
        ahead = sum(b.end - b.start for b in lane.bands if b.kind == "ahead")
        if each.state in ("running", "not_started") and each.remaining is not None:
            assert timedelta(microseconds=ahead) == each.remaining, each
        told += 1
    return told
