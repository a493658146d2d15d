"""How mistakes are told: one finding each, at the place, with what to write instead."""

import random
from pathlib import Path

import pytest

from slapolicy import Finding
from slapolicy.api import examine_text

MEDIUM = Path(__file__).with_name("medium.sla").read_text("utf-8")
OPENING = """\
agreement a "A" {
  supplied by bird "Bird" to customer "Customer"
}
"""


def findings(text: str) -> tuple[Finding, ...]:
    """Give the findings of a text below an opening."""
    return examine_text(OPENING + text, name="a.sla").findings


def only(text: str) -> Finding:
    """Give the one finding of a text."""
    (found,) = findings(text)
    return found


def test_a_name_that_is_nearly_right_is_proposed_and_shown() -> None:
    found = only(
        'calendar office_hours "O" { zone UTC  open 24x7 }\n'
        'channel email "E"\n'
        'clause A1 "A" {\n  contact bird via email during office_hour\n}\n'
    )
    assert found.message == "unknown calendar `office_hour`"
    assert found.hint == "did you mean `office_hours`?"
    assert found.span is not None
    assert (found.span.text, found.span.place) == ("office_hour", (7, 33))
    (note,) = found.notes
    assert (note.span.text, note.label) == (
        "office_hours",
        "a calendar with a similar name",
    )


def test_a_name_of_another_kind_is_called_what_it_is() -> None:
    found = only('plan gold "G"\nclause A1 "A" {\n  grant gold\n}\n')
    assert found.message == "`gold` is a plan, not a service"
    assert found.notes[0].label == "the plan is declared here"


def test_names_of_another_kind_are_not_proposed() -> None:
    found = only('plan golden "G"\nclause A1 "A" {\n  grant gold\n}\n')
    assert found.message == "unknown service `gold`"
    assert found.hint == "declare it, or name a service that is declared"


def test_a_few_known_names_are_listed() -> None:
    found = only(
        'service alpha "A"\nservice omega "O"\nclause A1 "A" {\n  grant mu\n}\n'
        'clause A2 "B" {\n  grant alpha, omega\n}\n'
    )
    assert found.hint == "known here: `alpha` and `omega`"


def test_a_term_in_a_circle_names_those_on_its_way() -> None:
    found = only(
        'term hot "H" means warm is yes\nterm warm "W" means cold is no\n'
        'term cold "C" means hot is no\n'
    )
    assert found.message == "`hot` is defined by itself, by way of `warm` and `cold`"


def test_an_instant_that_comes_twice_is_shown_with_both_readings() -> None:
    found = only(
        'service s "S"\nscenario "Night" {\n  zone America/New_York\n'
        "  at 2024-11-03 01:50\n  expect s is silent\n}\n"
    )
    assert found.hint == (
        "write `2024-11-03 01:50 UTC-04:00` or `2024-11-03 01:50 UTC-05:00`"
    )


def test_an_instant_that_never_comes_is_shown_with_both_readings() -> None:
    found = only(
        'service s "S"\nscenario "Night" {\n  zone America/New_York\n'
        "  at 2024-03-10 02:30\n  expect s is silent\n}\n"
    )
    assert found.hint == "write `2024-03-10 01:30` or `2024-03-10 03:30`"


def test_an_impossible_answer_comes_with_the_possible_ones() -> None:
    found = only(
        'calendar h "H" { zone UTC  open 24x7 }\n'
        'scenario "S" {\n  at 2025-01-01 10:00\n  expect h is running\n}\n'
    )
    assert found.message == "`h` is never `running`"
    assert found.hint == "it is `open`, `closed` or `indeterminate`"


def test_adding_a_severity_shows_where_its_limit_is_missing() -> None:
    found = only(
        'clock c "C" { starts when customer opens  met when bird replies }\n'
        'clause A1 "A" {\n'
        '  severity s1 "One" level 1 set by bird\n'
        '  severity s2 "Two" level 2 set by bird\n'
        '  severity s3 "Three" level 3 set by bird\n'
        "  promises 24x7 {\n    | severity | c |\n    | s1 | 1 hour |\n"
        "    | s2 | 2 hours |\n  }\n}\n"
    )
    assert (found.code, found.level) == ("SLA424", "warning")
    assert found.span is not None
    assert found.span.text == "s3"
    assert found.notes[0].span.text.startswith("| severity")
    assert found.hint == (
        "add a row for `s3`; `no stated time` says that there is no figure; "
        "no scenario expects `s3` either"
    )


def test_a_misspelt_severity_in_a_table_is_told_alone() -> None:
    found = only(
        'clock c "C" { starts when customer opens  met when bird replies }\n'
        'clause A1 "A" {\n'
        '  severity critical "Critical" level 1 set by bird\n'
        '  severity low "Low" level 2 set by bird\n'
        "  promises 24x7 {\n    | severity | c |\n    | crtical | 1 hour |\n"
        "    | low | 2 hours |\n  }\n}\n"
    )
    assert found.message == "unknown severity `crtical`"
    assert found.hint == "did you mean `critical`?"


def test_several_mistakes_are_told_in_one_run_in_order_of_text() -> None:
    found = findings(
        'role tam "T" of birds\nclause A1 "A" from terms "1" {\n'
        "  grant advice\n  exclude training\n}\n"
    )
    assert [each.code for each in found] == ["SLA203", "SLA212", "SLA205", "SLA205"]


def test_what_rests_on_a_broken_line_is_not_told_again() -> None:
    found = findings(
        'calendar h "H" { zone Europe/Warszawa  open 24x7 }\n'
        'clock c "C" { starts when customer opens during h  met when bird replies }\n'
        'clause A1 "A" {\n  promise c within 1 hour during h\n}\n'
    )
    assert [each.code for each in found] == ["SLA303"]


def test_names_that_may_be_lost_in_unreadable_text_are_not_missed() -> None:
    found = findings(
        'service advice "Advice\n'
        'clause A1 "A" {\n  grant advice\n  resolved when bird and tam agree\n}\n'
    )
    told = [each.message for each in found if not each.code.startswith("SLA0")]
    assert told == ["unknown role `tam`"]  # `advice` may be declared


@pytest.mark.parametrize("written", ["good_advice", "good-advice", "GoodAdvice"])
def test_a_name_that_is_not_one_where_it_is_declared_is_told_there_alone(
    written: str,
) -> None:
    found = findings(
        f'service {written} of bird\nclause A1 "A" {{\n  grant good_advice\n}}\n'
    )
    assert len(found) == 1
    assert found[0].code.startswith("SLA0")


def test_a_name_that_is_missing_everywhere_is_told_once_with_its_places() -> None:
    found = only(
        'clause A1 "A" {\n  grant advice\n}\nclause A2 "B" {\n  exclude advice\n}\n'
        'language pl {\n  advice "Porada"\n}\n'
    )
    assert (found.code, found.message) == ("SLA205", "unknown service `advice`")
    places = [(each.span.place[0], each.label) for each in found.notes]
    assert places == [(8, "it stands here too"), (11, "it stands here too")]


def test_a_name_declared_twice_is_told_once_whatever_it_is_used_for() -> None:
    found = only(
        'plan answer "A"\n'
        'clock answer "A" { starts when customer opens  met when bird replies }\n'
        'clause A1 "A" {\n  promise answer within 1 hour 24x7\n}\n'
    )
    assert found.code == "SLA221"


def test_a_policy_with_warnings_is_a_policy() -> None:
    resolved = examine_text(
        OPENING + 'service s "S"\nscenario "S" {\n  2025-01-01 10:00 customer writes\n'
        "  at 2025-01-01 10:00\n  expect s is silent\n}\n"
    )
    assert resolved.policy is not None
    assert [each.code for each in resolved.policy.findings] == ["SLA705"]


def test_many_slips_in_a_long_policy_are_told_up_to_a_number() -> None:
    text = "".join(f'service service_{n:04}x "S"\n' for n in range(2000))
    text += 'clause A1 "A" {\n'
    text += "".join(f"  grant servise_{n:04}x\n" for n in range(2000)) + "}\n"
    assert 100 <= len(findings(text)) <= 200


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_lost_from_a_policy_nothing_is_raised(seed: int) -> None:
    draw = random.Random(seed)
    words = MEDIUM.split(" ")
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(words))
        words[at] = draw.choice(["", words[draw.randrange(len(words))], "x", "}"])
    resolved = examine_text(" ".join(words), name="damaged.sla")
    errors = [each for each in resolved.findings if each.is_error]
    assert (resolved.policy is None) == bool(errors)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_names_are_exchanged_nothing_is_raised(seed: int) -> None:
    names = (
        "desk_hours", "answer", "load", "patched", "answer_in", "night", "gold", "high",
        "engineer", "phone", "touches", "halted", "grave", "training", "uptime", "C7",
    )  # fmt: skip
    draw = random.Random(seed)
    old, new = draw.sample(names, 2)
    places = MEDIUM.split(old)
    cut = draw.randrange(1, len(places))
    text = old.join(places[:cut]) + new + old.join(places[cut:])
    resolved = examine_text(text, name="exchanged.sla")
    errors = [each for each in resolved.findings if each.is_error]
    assert (resolved.policy is None) == bool(errors)
