"""What a finding offers to write instead: written, it mends what was wrong there."""

import pytest

from corpus_reader import CORPUS, Chunk, chunks
from slapolicy.finding import Edit, Finding
from slapolicy.language.parser import parse
from slapolicy.source import Source


def written(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in sorted(edits, key=lambda each: each.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def findings(text: str) -> tuple[Finding, ...]:
    return parse(Source("a.sla", text)).findings


CHUNKS = [each for path in sorted(CORPUS.glob("*.sla")) for each in chunks(path)]
FIXED = [
    pytest.param(chunk, number, id=f"{chunk.name}-{number}")
    for chunk in CHUNKS
    for number, each in enumerate(findings(chunk.text))
    if each.fixes
]


@pytest.mark.parametrize(("chunk", "number"), FIXED)
def test_whatever_is_offered_takes_the_finding_away(chunk: Chunk, number: int) -> None:
    before = findings(chunk.text)
    finding = before[number]
    assert finding.span is not None
    for fix in finding.fixes:
        after = findings(written(chunk.text, fix.edits))
        place = (finding.code, finding.span.start)
        assert place not in {(e.code, e.span.start) for e in after if e.span}, fix
        assert len(after) <= len(before), fix


HEAD = 'agreement a "A" { supplied by desk "Desk" to customer "Customer" }\n'


def clause(line: str) -> str:
    return f'{HEAD}clause A1 "One" {{\n  {line}\n}}\n'


MENDED = [
    # what stands in a clause, what is offered, what then stands there
    (
        "promis answer within 1 hour 24x7",
        "write `promise`",
        "promise answer within 1 hour 24x7",
    ),
    ("grant help visit_home", "write `,`", "grant help, visit_home"),
    ("grant help and visit", "write `,`", "grant help, visit"),
    ("grant help;", "take `;` out", "grant help"),
    ("grant grant help", "take `grant` out", "grant help"),
    ("grant Help", "write `help`", "grant help"),
    (
        "promise answer within 4 h 24x7",
        "write `4 hours`",
        "promise answer within 4 hours 24x7",
    ),
    (
        "promise answer within 4 24x7",
        "write `hours`",
        "promise answer within 4 hours 24x7",
    ),
    (
        "promise answer within 2 working days during h",
        "write `2 business days`",
        "promise answer within 2 business days during h",
    ),
    (
        "promise answer within 1 hour 24/7",
        "write `24x7`",
        "promise answer within 1 hour 24x7",
    ),
    (
        "promise answer within two hours 24x7",
        "write `2`",
        "promise answer within 2 hours 24x7",
    ),
    (
        "exclude help when load>=90",
        "write `is at least`",
        "exclude help when load is at least 90",
    ),
    (
        "exclude help when not paid",
        "write `paid is no`",
        "exclude help when paid is no",
    ),
    ("exclude help when paid", "write `is yes`", "exclude help when paid is yes"),
    (
        "exclude help when a is yes and b is yes or c is yes",
        "write `a is yes and (b is yes or c is yes)`",
        "exclude help when a is yes and (b is yes or c is yes)",
    ),
    ("plan gold", 'write `"Gold"`', 'plan gold "Gold"'),
    ("plan gold \u201cGold\u201d", 'write `"`', 'plan gold "Gold"'),
    ('plan gold "Gold', 'write `"`', 'plan gold "Gold"'),
    (
        'calendar h "H" { open Monday 09:00\u201317:00 }',
        "write `-`",
        'calendar h "H" { open Monday 09:00-17:00 }',
    ),
    (
        'calendar h "H" { open Monday 09:00-17:00 }',
        "write `Mon`",
        'calendar h "H" { open Mon 09:00-17:00 }',
    ),
    (
        'calendar h "H" { open Mon to Fri 9-17 }',
        "write `Mon-Fri`",
        'calendar h "H" { open Mon-Fri 9-17 }',
    ),
    (
        'calendar h "H" { open Mon 9-17 }',
        "write `09:00-17:00`",
        'calendar h "H" { open Mon 09:00-17:00 }',
    ),
    (
        'calendar h "H" { closed on 2025-02-30 }',
        "write `2025-02-28`",
        'calendar h "H" { closed on 2025-02-28 }',
    ),
    (
        'calendar h "H" { closed on 24/12/2025 }',
        "write `2025-12-24`",
        'calendar h "H" { closed on 2025-12-24 }',
    ),
    (
        'calendar h "H" { zone CET }',
        "write `Europe/Berlin`",
        'calendar h "H" { zone Europe/Berlin }',
    ),
    ("// a remark", "write `#`", "# a remark"),
    (
        "promise answer within 1 hour 30 minutes 24x7",
        "write `90 minutes`",
        "promise answer within 90 minutes 24x7",
    ),
    (
        "promise answer within 2 hours and 1 minute 24x7",
        "write `121 minutes`",
        "promise answer within 121 minutes 24x7",
    ),
    (
        "promise answer within 4 hours",
        "write `24x7`",
        "promise answer within 4 hours 24x7",
    ),
    (
        "exclude help when (a is yes) and b is yes",
        "leave the brackets out",
        "exclude help when a is yes and b is yes",
    ),
    (
        "exclude help when (a is yes and b is yes)",
        "leave the brackets out",
        "exclude help when a is yes and b is yes",
    ),
]


@pytest.mark.parametrize(("line", "title", "right"), MENDED)
def test_what_is_offered_is_what_a_person_would_write(
    line: str, title: str, right: str
) -> None:
    text = clause(line)
    fixes = {fix.title: fix for each in findings(text) for fix in each.fixes}
    assert title in fixes
    assert written(text, fixes[title].edits) == clause(right)


STORY = (
    'scenario "A" {{\n  zone UTC\n  at 2025-03-10 12:00\n  expect answer is {}\n}}\n'
)
COMMAS = [
    ("met at 2025-03-10 11:00 per A1", ","),
    ("met at 2025-03-10 11:00\n  expect fix is running", ","),
    ("met 2025-03-10 11:00 per A1", ", at"),
    ("running due 2025-03-10 11:00 per A1", ","),
]


@pytest.mark.parametrize(("words", "put"), COMMAS)
def test_a_comma_that_lacks_in_an_expectation_is_put_in(words: str, put: str) -> None:
    policy = clause("grant help")
    text = policy + STORY.format(words)
    (finding,) = findings(text)
    (fix,) = finding.fixes
    state, rest = words.split(" ", 1)
    assert fix.title == f"write `{put}`"
    assert written(text, fix.edits) == policy + STORY.format(f"{state}{put} {rest}")


AS_AND = "put brackets around what `and` joins"
AS_OR = "put brackets around what `or` joins"
BRACKETED = [
    (
        "{a} or {b} and {c} or {d}",
        "{a} or ({b} and {c}) or {d}",
        "({a} or {b}) and ({c} or {d})",
    ),
    (
        "{a} or ({b} and {c}) or {d} and {e}",
        "{a} or ({b} and {c}) or ({d} and {e})",
        "({a} or ({b} and {c}) or {d}) and {e}",
    ),
    (
        "({a} and {b}) or {c} and {d} and {e}",
        "({a} and {b}) or ({c} and {d} and {e})",
        "(({a} and {b}) or {c}) and {d} and {e}",
    ),
    (
        "{a} or {b} and ({c} and {d})",
        "{a} or ({b} and {c} and {d})",
        "({a} or {b}) and {c} and {d}",
    ),
    (
        "({a} or {b}) or {c} and {d}",
        "{a} or {b} or ({c} and {d})",
        "({a} or {b} or {c}) and {d}",
    ),
    (
        "{a} and ({b} or {c} and {d} or {e})",
        "{a} and ({b} or ({c} and {d}) or {e})",
        "{a} and ({b} or {c}) and ({d} or {e})",
    ),
    (
        "{a} or {b}\n      and {c}\n      or {d}",
        "{a} or ({b}\n      and {c})\n      or {d}",
        "({a} or {b})\n      and ({c}\n      or {d})",
    ),
]


@pytest.mark.parametrize(("mixed", "as_and", "as_or"), BRACKETED)
def test_brackets_are_put_as_either_word_may_bind_closer(
    mixed: str, as_and: str, as_or: str
) -> None:
    parts = {each: f"{each} is one of (x, y)" for each in "abcde"}
    head, tail = "grant help only if ", '\n  duty work of bird "work"'
    text = clause(head + mixed.format(**parts) + tail)
    (finding,) = findings(text)
    made = {each.title: written(text, each.edits) for each in finding.fixes}
    expected = {AS_AND: as_and, AS_OR: as_or}
    assert made == {
        title: clause(head + each.format(**parts) + tail)
        for title, each in expected.items()
    }


TABLE = "promises 24x7 {{\n    | clause | severity | answer |\n    {}\n  }}"
ROWS = [
    ("| s1 | 1 hour |", {"clause": "| - | s1 | 1 hour |"}),
    ("| A1 | 1 hour |", {"severity": "| A1 | - | 1 hour |"}),
    (
        "| A1 | s1 |",
        {"severity": "| A1 | - | s1 |", "answer": "| A1 | s1 | - |"},
    ),
    ("| - | 1 hour |", {"clause": "| - | - | 1 hour |"}),
    ("| A1 |", {}),  # which of two lack cannot be told
    ("| 1 hour | s1 |", {}),  # nowhere would they all fit
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_a_cell_that_lacks_is_put_where_all_others_fit(
    row: str, expected: dict[str, str]
) -> None:
    text = clause(TABLE.format(row))
    (finding,) = findings(text)
    assert {each.title: written(text, each.edits) for each in finding.fixes} == {
        f"write `-` under `{column}`": clause(TABLE.format(right))
        for column, right in expected.items()
    }


def test_a_block_that_is_not_closed_is_closed_where_it_ends() -> None:
    text = clause("grant help").replace("\n}\n", "\n") + 'plan gold "Gold"\n'
    (finding,) = findings(text)
    (fix,) = finding.fixes
    expected = clause("grant help") + 'plan gold "Gold"\n'
    assert written(text, fix.edits) == expected


@pytest.mark.parametrize("line", ["zone XYZ", "zone Berlin"])
def test_no_zone_is_guessed(line: str) -> None:
    (finding,) = findings(clause(f'calendar h "H" {{ {line} }}'))
    assert finding.fixes == ()
