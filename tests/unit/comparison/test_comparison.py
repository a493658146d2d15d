"""What differs between the decisions of two policies, how it is counted and drawn."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import slapolicy
from decision_laws import PATHS, load
from random_cases import instants, random_case
from slapolicy.comparison import KINDS, Difference, Tally, compare, picture
from slapolicy.comparison.picture import WORDS
from slapolicy.comparison.tally import step_of
from unit.tools.gold import BEFORE, CASE, POLICY

OLD = POLICY.replace(
    'fact broken "Whether it is broken": yes or no',
    'fact broken "Whether it is broken": yes or no\n'
    'plan basic "Basic"\nservice advice "Advice"\noutcome speed "Speed"\n'
    'event closes "Closes"\n'
    'addon vip "VIP" only with basic, for EUR 10 more each month',
).replace(
    'clause A2 "Good faith" {',
    'clause A3 "Services" {\n  grant advice\n  resolved when desk closes\n}\n'
    'clause A4 "Speed" {\n  disclaim guarantee of speed\n}\n'
    'clause A2 "Good faith" {',
)
FULL = CASE | {"plan": "basic", "addons": ["vip"], "requests": ["advice"],
               "claims": ["speed"]}  # fmt: skip
REPLY = {"at": "2025-02-03T10:18:00+01:00", "type": "calls", "by": "desk"}
TURNED = {
    "earlier": "later",
    "newly_owed": "no_longer_owed",
    "newly_read": "no_longer_read",
}


def changed(was: str, now: str) -> str:
    """Give the policy with one thing changed."""
    assert OLD.count(was) >= 1
    return OLD.replace(was, now)


def differences(
    new: str, case: dict[str, Any], at: str = BEFORE, old: str = OLD
) -> tuple[Difference, ...]:
    """Give what differs on one case."""
    instant = datetime.fromisoformat(at)
    found: list[slapolicy.Decision | None] = []
    for text in (old, new):
        policy = slapolicy.loads(text)
        try:
            found.append(policy.evaluate(policy.case(case), instant))
        except slapolicy.CaseError:
            found.append(None)
    return compare(*found)


MINUTES = "within 15 minutes 24x7"


@pytest.mark.parametrize(
    ("was", "now", "at", "kind", "name"),
    [
        # what is owed
        (MINUTES, "within 10 minutes 24x7", BEFORE, "earlier", "callback#1"),
        (MINUTES, "within 1 hour 24x7", BEFORE, "later", "callback#1"),
        (MINUTES, "within 4 minutes 24x7", BEFORE, "newly_breached", "callback#1"),
        (MINUTES, "within no stated time 24x7", BEFORE, "otherwise", "callback#1"),
        ("for critical, minor within", "for minor within", BEFORE,
         "no_longer_owed", "callback#1"),
        # what is asked and claimed
        ("grant advice", "exclude advice", BEFORE, "coverage", "advice"),
        ("guarantee of speed", "responsibility for speed", BEFORE, "claim", "speed"),
        ("EUR 10 more", "EUR 12 more", BEFORE, "addon", "vip"),
        # how severe it is
        ("severity critical \"Critical\" level 1 when broken is yes",
         "severity critical \"Critical\" level 1 when plan is basic and broken is no",
         BEFORE, "severity", ""),
    ],
)  # fmt: skip
def test_a_change_of_the_policy_is_told_by_its_kind(
    was: str, now: str, at: str, kind: str, name: str
) -> None:
    found = differences(changed(was, now), FULL, at)
    assert (kind, name) in [(each.kind, each.name) for each in found]


def test_a_promise_kept_under_the_new_policy_alone_is_newly_met() -> None:
    case = FULL | {"events": [*FULL["events"], REPLY]}
    new = changed(MINUTES, "within 15 minutes 24x7")
    old = changed(MINUTES, "within 5 minutes 24x7")
    (found,) = differences(new, case, "2025-02-03T11:00:00+01:00", old)
    assert (found.kind, found.old, found.new) == ("newly_met", "breached", "met")
    assert found.later_by == timedelta(minutes=10)


def test_a_case_that_one_policy_cannot_read_is_told_as_such() -> None:
    case = FULL | {"plan": "silver"}
    new = changed('plan basic "Basic"', 'plan basic "Basic"\nplan silver "Silver"')
    assert [each.kind for each in differences(new, case)] == ["newly_read"]
    back = differences(OLD, case, old=new)
    assert [each.kind for each in back] == ["no_longer_read"]
    assert differences(OLD, case) == ()


def test_an_end_by_another_rule_is_told() -> None:
    closes = {"at": "2025-02-03T10:08:00+01:00", "type": "closes", "by": "desk"}
    case = FULL | {"events": [*FULL["events"], closes]}
    new = changed("resolved when desk closes", "resolved when desk and client agree")
    found = [(each.kind, each.old, each.new) for each in differences(new, case)]
    assert ("end", "resolved", "open") in found
    assert ("otherwise", "lapsed", "running") in found


def test_a_clause_of_another_number_is_no_difference() -> None:
    assert differences(OLD.replace("A1", "B1"), FULL) == ()


def test_where_a_due_cannot_be_told_the_earliest_and_the_latest_differ() -> None:
    case = FULL | {"facts": {}}
    limits = "promise callback for critical within 15 minutes 24x7"
    old = changed(
        "promise callback for critical, minor within 15 minutes 24x7",
        f"{limits}\n  promise callback for minor within 30 minutes 24x7",
    )
    new = old.replace("30 minutes", "40 minutes")
    (found,) = differences(new, case, old=old)
    assert found.kind == "otherwise"
    assert (found.old_at, found.new_at, found.later_by) == (None, None, None)
    assert found.old_earliest_at == found.new_earliest_at
    assert found.old_latest_at is not None
    assert found.new_latest_at == found.old_latest_at + timedelta(minutes=10)


@pytest.mark.parametrize("path", PATHS)
def test_a_policy_differs_in_nothing_from_itself(path: Any) -> None:
    policy, draw = load(path), Random(5)
    for _ in range(20):
        case = random_case(draw, policy)
        read = policy.case(case, lenient=True)
        for at in instants(draw, case):
            assert compare(policy.evaluate(read, at), policy.evaluate(read, at)) == ()


def test_to_compare_the_other_way_round_turns_every_difference() -> None:
    new = changed(MINUTES, "within 4 hours during office")
    new = new.replace("grant advice", "exclude advice")
    draw, policies = Random(9), (slapolicy.loads(OLD), slapolicy.loads(new))
    turned = TURNED | {value: key for key, value in TURNED.items()}
    seen: Counter[str] = Counter()
    for _ in range(60):
        try:
            case = random_case(draw, policies[0])
            one, other = (each.case(case) for each in policies)
        except slapolicy.CaseError:
            continue
        at = draw.choice(instants(draw, case))
        old, now = policies[0].evaluate(one, at), policies[1].evaluate(other, at)
        there, back = compare(old, now), compare(now, old)
        assert len(there) == len(back)
        for each, its in zip(there, back, strict=True):
            seen[each.kind] += 1
            assert (each.old, each.old_at) == (its.new, its.new_at)
            if each.kind in turned and its.kind not in ("newly_breached", "newly_met"):
                assert its.kind == turned[each.kind]
    assert seen["later"] > 3
    assert seen["coverage"] > 3


# Counts


def difference(kind: Any = "later", clause: str = "A1", **more: Any) -> Difference:
    """Give a difference about a callback."""
    return Difference(
        kind=kind, about="obligation", name="callback#1", clock="callback",
        binding=True, old="running", new="running", old_clauses=(clause,),
        new_clauses=(clause,), **more,
    )  # fmt: skip


def test_cases_are_counted_by_kind_and_differences_by_clause() -> None:
    tally = Tally()
    tally.add(1, "a", (difference(), difference(), difference("newly_breached", "B1")))
    tally.add(2, "b", ())
    tally.add(3, None, (), is_refused=True)
    assert (tally.cases, tally.changed, tally.refused) == (3, 1, 1)
    assert tally.by_kind == {"later": 1, "newly_breached": 1}
    assert [(s.clause, s.what, dict(c)) for s, c in tally.subjects] == [
        ("A1", "callback", {"later": 2}),
        ("B1", "callback", {"newly_breached": 1}),
    ]
    assert tally.kinds == ("newly_breached", "later")


def test_no_more_examples_are_kept_than_asked_for() -> None:
    tally = Tally(most=2)
    for row in range(9):
        tally.add(row, f"case {row}", (difference(), difference("earlier")))
    assert {kind: [each.row for each in kept] for kind, kept in
            tally.examples.items()} == {"later": [0, 1], "earlier": [0, 1]}  # fmt: skip


@pytest.mark.parametrize(
    ("later_by", "step"),
    [
        (timedelta(microseconds=1), 1),
        (timedelta(hours=1), 1),
        (timedelta(hours=1, microseconds=1), 2),
        (timedelta(days=-1), -3),
        (timedelta(days=7), 4),
        (timedelta(days=-8), -5),
    ],
)
def test_a_move_is_counted_with_those_of_its_size(
    later_by: timedelta, step: int
) -> None:
    assert step_of(later_by) == step


# The picture


def counted(cases: int) -> Tally:
    """Give counts of every kind, of many clauses, with moves both ways."""
    tally, at = Tally(), datetime.fromisoformat(BEFORE)
    for row in range(cases):
        kind = KINDS[row % len(KINDS)]
        moved = at + timedelta(minutes=7 ** (row % 6) * (-1) ** row)
        found = difference(kind, f"C{row % 25}", old_at=at, new_at=moved)
        tally.add(row, "<&>", (found,))
    return tally


def test_the_same_counts_give_the_same_picture() -> None:
    drawn = {picture(counted(200), "old.sla", "new.sla") for _ in range(3)}
    assert len(drawn) == 1


@pytest.mark.parametrize("cases", [0, 1, 200])
def test_a_picture_is_a_whole_document_that_reaches_out_to_nothing(cases: int) -> None:
    drawn = picture(counted(cases), 'old <&"> policy', "new")
    root = ET.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert 'old <&"> policy' in "".join(root.itertext())
    assert drawn.count("http") == 1
    assert "script" not in drawn


def test_a_picture_says_every_count_in_words() -> None:
    tally = counted(14)
    words = "".join(ET.fromstring(picture(tally, "old", "new")).itertext())
    for kind in KINDS:
        assert f"{WORDS[kind]}: {tally.by_kind[kind]}" in words
    assert "14 cases: 14 change, 0 stay as they are" in words


def test_bars_stay_within_the_picture() -> None:
    root = ET.fromstring(picture(counted(500), "old", "new"))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for bar in root.iter("{http://www.w3.org/2000/svg}rect"):
        place = {name: float(bar.attrib.get(name, 0)) for name in
                 ("x", "y", "width", "height")}  # fmt: skip
        assert 0 <= place["x"] <= place["x"] + place["width"] <= width
        assert 0 <= place["y"] <= place["y"] + place["height"] <= height
