"""Names that nothing uses, readings that nobody sees, clauses that say nothing."""

import pytest

from unit.analysis.written import CLOCK, findings, policy


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ('fact lonely "L": yes or no', "fact"),
        ('assessment lonely "L" by bird: yes or no', "assessment"),
        ('agreed lonely "L": duration', "agreed value"),
        ('parameter lonely "L": number', "parameter"),
        ('channel lonely "L"', "channel"),
        ('role lonely "L" of bird', "role"),
        ('service lonely "L"', "service"),
        ('outcome lonely "L"', "outcome"),
        ('plan lonely "L"', "plan"),
        ('event lonely "L"', "event"),
        ('event lonely "L": writes or calls', "event"),
        ('attempt lonely "L": good or bad', "attempt"),
        ('calendar lonely "L" {\n  zone UTC\n  open Mon 09:00-17:00\n}', "calendar"),
        (CLOCK.replace("answer", "lonely"), "clock"),
    ],
)
def test_a_name_that_nothing_uses_is_found(declared: str, kind: str) -> None:
    found = policy('service advice "A"\ngrant advice', outside=declared + "\n")
    (finding,) = findings(found)
    assert finding.code == "SLA501"
    assert f"the {kind} `lonely`" in finding.message


def test_what_a_rule_names_in_any_place_is_used() -> None:
    outside = """\
plan gold "G"
addon night "N" only with gold
role desk "D" of bird
channel web "W"
event shouts "S"
event gets_in_touch "T": opens or writes
fact old "O": yes or no
fact name_of_caller "N": text
parameter cover "H": calendar otherwise office
parameter place "P": zone
parameter land "L": region
parameter soon "S": duration
agreed often "O": duration
calendar office "O" { zone place open Mon 09:00-17:00 closed on holidays of land }
clock update "U" {
  starts when customer gets_in_touch via web
  met when desk updates or desk shouts
}
"""
    body = """\
promise update every soon or often during cover
collect name_of_caller
grant advice only if old is no and addon is night
service advice "A"
"""
    found = policy(body, outside=outside)
    assert [str(each) for each in findings(found, "SLA5")] == []


def test_a_reading_without_rules_to_bear_on_is_found() -> None:
    reading = 'reading late as "a" and not as "b" because "c"\n'
    left = 'left to people because "d"'
    assert [f.code for f in findings(policy(reading + left))] == ["SLA502"]


def test_a_clause_that_only_declares_a_verb_says_something() -> None:
    found = policy(
        'event shouts "S"',
        CLOCK.replace("bird replies", "bird shouts")
        + "promise answer within 1 hour 24x7",
    )
    assert findings(found) == []
