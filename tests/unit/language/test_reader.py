"""Bytes and text at the door: encodings, hidden characters, limits."""

import pytest

from slapolicy.language.parser import parse
from slapolicy.language.reader import MAX_BYTES, examine, read
from slapolicy.source import Source

GOOD = 'agreement a "A" {\n}\nplan gold "Gold"\n'


def codes(data: bytes | str) -> list[str]:
    """Give the codes of everything that is found in a file."""
    given = read(data, "some.sla")
    found = given.findings or parse(given.source).findings
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.replace("\n", "\r\n", 1).replace("\n", "\r", 1),
        GOOD.replace(" ", "\t"),
        GOOD.replace("Gold", "Złoto “żółte” – 金"),
        GOOD + "# Größe – “frei”\n",
    ],
)
def test_a_good_file_is_read_however_it_was_saved(data: bytes | str) -> None:
    assert codes(data) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_stay_true_whatever_ends_a_line(end: str) -> None:
    text = f"{GOOD}plan silver\n".replace("\n", end)
    (finding,) = parse(read(text.encode(), "some.sla").source).findings
    assert finding.span is not None
    assert finding.span.place == (4, 6)


def test_a_byte_that_is_not_utf_8_is_shown_with_its_offset() -> None:
    (finding,) = read(b"# caf\xe9\n", "some.sla").findings
    assert finding.code == "SLA030"
    told = "the file was not saved as UTF-8: byte 0xe9 after 5 others cannot be read"
    assert finding.message == told


@pytest.mark.parametrize(
    ("char", "code"),
    [
        ("\x00", "SLA031"),
        ("\x0b", "SLA031"),
        ("\x85", "SLA031"),
        ("\u2028", "SLA031"),
        ("\u202e", "SLA032"),
        ("\u2066", "SLA032"),
        ("\u200b", "SLA032"),
        ("\u200d", "SLA032"),
        ("\u00ad", "SLA032"),
        ("\ufeff", "SLA032"),
        ("\ue000", "SLA032"),
        ("\ud800", "SLA043"),
    ],
)
@pytest.mark.parametrize("place", ["plan go{}ld", '"Go{}ld"', "# go{}ld"])
def test_what_cannot_be_seen_is_refused_everywhere(
    char: str, code: str, place: str
) -> None:
    assert codes(f"{GOOD}{place.format(char)}") == [code]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("plan g\u043eld", "SLA034"),
        ("plan g\u03bfld", "SLA034"),
        ("plan größe", "SLA034"),
        ("plan\u00a0gold", "SLA033"),
        ("plan\u3000gold", "SLA033"),
        ("plan gold \uff11", "SLA035"),
        ("plan gold \u0661", "SLA035"),
        ("plan gold \u201cGold\u201d", "SLA012"),
        ("plan gold \u2013", "SLA036"),
    ],
)
def test_what_looks_like_another_character_is_named(line: str, code: str) -> None:
    found = examine(Source("some.sla", line))
    assert [finding.code for finding in found] == [code]


def test_a_look_alike_is_named_for_what_it_is() -> None:
    (finding,) = examine(Source("some.sla", "plan g\u043eld"))
    assert "cyrillic small letter o" in finding.message
    assert finding.hint == "write `o`"


def test_a_look_alike_is_the_only_finding_of_its_line() -> None:
    assert codes(f"{GOOD}plan silver \u201cSilver\u201d\n") == ["SLA012"]
    dashed = 'calendar h "H" {\n  zone UTC\n  open Mon\u2013Fri 09:00-17:00\n}\n'
    assert codes(GOOD + dashed) == ["SLA036"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# " + "ab " * 700, "SLA041"),
        (f'plan gold "{"a" * 1001}"', "SLA042"),
        (f"plan {'a' * 65}", "SLA044"),
        ("1234567890123", "SLA045"),
        ("(" * 33, "SLA046"),
        ("{" * 33, "SLA046"),
    ],
)
def test_a_size_over_its_limit_is_named(text: str, code: str) -> None:
    found = examine(Source("some.sla", text))
    assert [finding.code for finding in found] == [code]


def test_a_file_over_its_limit_is_not_read_at_all() -> None:
    given = read(b"#" * (MAX_BYTES + 1), "some.sla")
    assert [finding.code for finding in given.findings] == ["SLA040"]
    assert given.source.text == ""
    assert read(b"#" * MAX_BYTES, "some.sla").findings == ()


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 100_000,
        "\n".join("{" * 30_000),
        '"' * 100_000,
        "}\n" * 20_000,
        "a\n" * 40_000,
    ],
    ids=["brackets", "braces", "quotes", "closing", "words"],
)
def test_a_hostile_text_gives_findings_and_no_exception(hostile: str) -> None:
    assert 1 <= len(codes(hostile)) <= 101
