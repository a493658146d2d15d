import json
import re

import pytest
from attrs import evolve

from slapolicy.codes import CODES
from slapolicy.finding import Edit, Finding, Fix, Note
from slapolicy.source import Source, Span
from slapolicy.tools.render import render
from unit.tools.findings import FIELD, GOLD, UNKNOWN, span


def test_text_shows_the_place_the_second_place_and_the_hint() -> None:
    assert render([UNKNOWN]) == (
        "gold.sla:2:9: SLA001 unknown calendar `office_eu`\n"
        "   2 |   hours office_eu\n"
        "     |         ^^^^^^^^^\n"
        "   4 | calendar offices_eu {}\n"
        "     |          ---------- a similar name is declared here\n"
        "     = hint: did you mean `offices_eu`?\n"
    )


def test_a_finding_about_a_case_names_its_file_and_its_field() -> None:
    assert render([FIELD], name="4711.json") == (
        "4711.json: facts.load: SLA001 `yes` is not a number\n     = hint: write 12\n"
    )


def test_a_finding_without_any_place_is_still_one_line() -> None:
    assert render([Finding("SLA900", "something broke")]) == "SLA900 something broke\n"


def test_a_note_in_another_file_says_in_which() -> None:
    other = Source("base.sla", "zone UTC\n")
    note = Note(span(other, "zone"), "the other")
    finding = Finding("SLA001", "two zones", span(GOLD, "gold"), notes=(note,))
    assert "     : base.sla:1:1\n   1 | zone UTC\n" in render([finding])


@pytest.mark.parametrize(
    ("text", "at", "line", "marks"),
    [
        ("abc", (3, 3), "abc", "   ^"),  # the end of a text without a line end
        ("abc\n", (4, 4), "", "^"),  # the end of a text with one
        ("abc\ndef", (1, 6), "abc", " ^^"),  # a span over two lines
        ("a\tbc", (2, 3), "a bc", "  ^"),  # a tab
        ("a\u202eb", (2, 3), "a<U+202E>b", "         ^"),  # text turned around
        ("\x1b[2Jx", (0, 1), "<U+001B>[2Jx", "^^^^^^^^"),  # a terminal's command
        ("漢字x", (2, 3), "漢字x", "    ^"),  # letters two columns wide
        ("e\u0301x", (2, 3), "e\u0301x", " ^"),  # an accent of no width
        ("abc\r\ndef", (0, 1), "abc", "^"),  # a line of Windows
    ],
)
def test_the_mark_stands_under_what_is_meant(
    text: str, at: tuple[int, int], line: str, marks: str
) -> None:
    finding = Finding("SLA001", "wrong", Span(Source("p.sla", text), *at))
    _, shown, under = render([finding]).splitlines()
    assert shown.partition(" |")[2].removeprefix(" ") == line
    assert under.partition(" | ")[2] == marks


@pytest.mark.parametrize("start", [0, 50, 500, 990])
def test_no_excerpt_is_longer_than_120_characters(start: int) -> None:
    source = Source("p.sla", "0123456789" * 100)
    for length in (1, 100, 400):
        finding = Finding("SLA001", "wrong", Span(source, start, start + length))
        _, shown, under = render([finding]).splitlines()
        excerpt, marks = shown.partition(" | ")[2], under.partition(" | ")[2]
        assert len(excerpt) <= 120
        assert len(marks) <= 120
        assert excerpt[marks.index("^")] == str(start % 10)


def test_what_the_user_wrote_cannot_command_the_terminal() -> None:
    finding = Finding("SLA001", "unknown `\x1b]0;x\x07`", hint="\u2066write `a`")
    printed = render([finding], name="a\nb.json")
    assert all(line.isprintable() for line in printed.split("\n"))
    assert "unknown `<U+001B>]0;x<U+0007>`" in printed
    assert printed.count("\n") == 2


def test_only_a_terminal_gets_colour() -> None:
    assert "\x1b" not in render([UNKNOWN])
    assert "\x1b[31mSLA001\x1b[0m" in render([UNKNOWN], is_coloured=True)


def test_the_line_of_a_policy_has_the_colours_that_editors_give_it() -> None:
    source = Source("p.sla", 'promise answer within 4 hours  # "soon"')
    finding = Finding("SLA015", "its hours are missing", Span(source, 22, 29))
    _, line, _ = render([finding], is_coloured=True).splitlines()
    word, unit, number = "\x1b[34mwithin", "\x1b[34mhours", "\x1b[36m4"
    parts = ["\x1b[34mpromise", " answer ", word, number, unit, '\x1b[2m# "soon"']
    assert [part for part in parts if part not in line] == []


def test_colours_change_no_letter() -> None:
    plain = render([UNKNOWN])
    assert re.sub(r"\x1b\[\d+m", "", render([UNKNOWN], is_coloured=True)) == plain


def test_json_gives_every_place_in_code_points() -> None:
    (found,) = json.loads(render([UNKNOWN], "json"))["findings"]
    assert found == {
        "code": "SLA001",
        "level": "error",
        "title": CODES["SLA001"].title,
        "message": "unknown calendar `office_eu`",
        "file": "gold.sla",
        "line": 2,
        "column": 9,
        "end_line": 2,
        "end_column": 18,
        "path": None,
        "hint": "did you mean `offices_eu`?",
        "notes": [
            {
                "file": "gold.sla",
                "line": 4,
                "column": 10,
                "end_line": 4,
                "end_column": 20,
                "label": "a similar name is declared here",
            }
        ],
        "proofs": [],
        "fixes": [],
    }


def test_json_of_a_case_gives_the_path_of_the_field() -> None:
    (found,) = json.loads(render([FIELD], "json", name="4711.json"))["findings"]
    assert (found["file"], found["path"], found["line"]) == (
        "4711.json",
        "facts.load",
        None,
    )


def test_no_finding_is_an_empty_list_and_not_an_empty_text() -> None:
    assert render([]) == ""
    assert render([], "github") == ""
    assert json.loads(render([], "json")) == {"schema": 1, "findings": []}
    assert json.loads(render([], "sarif"))["runs"][0]["results"] == []


def test_sarif_counts_columns_in_code_points_and_names_its_rules() -> None:
    log = json.loads(render([UNKNOWN, FIELD], "sarif", name="a b:c.json"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    first, second = run["results"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "SLA001"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "gold.sla"
    assert place["region"] == {
        "startLine": 2,
        "startColumn": 9,
        "endLine": 2,
        "endColumn": 18,
    }
    assert first["relatedLocations"][0]["message"]["text"].startswith("a similar")
    (where,) = second["locations"]
    assert where["physicalLocation"]["artifactLocation"]["uri"] == "a%20b%3Ac.json"
    assert where["logicalLocations"] == [{"fullyQualifiedName": "facts.load"}]


def test_github_commands_escape_what_would_end_them() -> None:
    source = Source("a,b:c%.sla", "one\ntwo")
    finding = Finding("SLA001", "100% wrong: `a,b`", span(source, "two"), hint="no")
    assert render([finding], "github") == (
        "::error file=a%2Cb%3Ac%25.sla,line=2,endLine=2,col=1,endColumn=4,"
        "title=SLA001::100%25 wrong: `a,b`%0Ahint: no\n"
    )
    assert render([FIELD], "github", name="c.json") == (
        "::error file=c.json,title=SLA001::"
        "facts.load: `yes` is not a number%0Ahint: write 12\n"
    )


def test_json_and_sarif_tell_programs_what_to_write_instead() -> None:
    meant = Edit(span(GOLD, "office_eu"), "offices_eu")
    finding = evolve(UNKNOWN, fixes=(Fix("write `offices_eu`", (meant,)),))
    (found,) = json.loads(render([finding], "json"))["findings"]
    ((told,),) = [each["edits"] for each in found["fixes"]]
    assert (told["file"], told["line"], told["text"]) == ("gold.sla", 2, "offices_eu")
    (result,) = json.loads(render([finding], "sarif"))["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["deletedRegion"]["startLine"] == 2
    assert replacement["insertedContent"] == {"text": "offices_eu"}
