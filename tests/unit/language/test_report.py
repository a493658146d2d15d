"""The language report says of every rule what the parser does."""

import re
from pathlib import Path

import pytest

from slapolicy.language import parser
from slapolicy.source import Source

ROOT = Path(__file__).parents[3]
REPORT = (ROOT / "grammar" / "README.md").read_text("utf-8")
GRAMMAR = (ROOT / "grammar" / "slapolicy.lark").read_text("utf-8")
RULES = [
    rule
    for rule in re.findall(r"^[?!]?([a-z_]+):", GRAMMAR, re.MULTILINE)
    if not rule.startswith("_")
]


def entries() -> list[tuple[str, str, str]]:
    """Give the rule, the kind and the text of every example."""
    found: list[tuple[str, str, str]] = []
    frame = rule = ""
    for line in REPORT.splitlines():
        if match := re.fullmatch(r"Examples stand in `(.*)`\.", line):
            frame = match[1]
        elif line == "Examples are whole files.":
            frame = "…"
        elif match := re.fullmatch(r"### `(\w+)`", line):
            rule = match[1]
        elif match := re.fullmatch(r"- (accepted|rejected): `(.*)`", line):
            found.append(
                (rule, match[1], frame.replace("…", match[2].replace("⏎", "\n")))
            )
    return found


ENTRIES = entries()


@pytest.mark.parametrize(
    ("rule", "kind", "text"),
    ENTRIES,
    ids=[f"{rule}-{kind}" for rule, kind, _ in ENTRIES],
)
def test_an_example_is_read_as_the_report_says(rule: str, kind: str, text: str) -> None:
    findings = parser.parse(Source(rule, text)).findings
    if kind == "accepted":
        assert not findings, text
    else:
        assert findings, text


def test_every_rule_stands_in_the_report_in_its_order() -> None:
    told = re.findall(r"^### `(\w+)`", REPORT, re.MULTILINE)
    assert sorted(told) == sorted(RULES)


def test_every_rule_has_an_accepted_and_a_rejected_line() -> None:
    assert {(rule, kind) for rule, kind, _ in ENTRIES} == {
        (rule, kind) for rule in RULES for kind in ("accepted", "rejected")
    }


def test_the_reserved_words_of_the_report_are_those_of_the_parser() -> None:
    part = REPORT.split("## Reserved words")[1].split("## ")[0]
    told = re.findall(r"`(\w+)`", part)
    assert told == sorted(told)
    assert frozenset(told) == parser.reserved_words()


FILES = sorted((ROOT / "grammar").glob("*ept/*.sla")) + sorted(
    (ROOT / "grammar").glob("reject/*.sla")
)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_small_files_are_accepted_and_rejected(path: Path) -> None:
    findings = parser.parse(Source(path.name, path.read_text("utf-8"))).findings
    assert bool(findings) is (path.parent.name == "reject")
