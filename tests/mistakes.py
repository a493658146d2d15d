"""The likeliest mistakes, each made in each of the four contracts.

A mistake is an edit of one line of a contract: what stands there, once, and what
somebody writes instead. Nothing here knows what is found.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

import contracts
from slapolicy import api
from slapolicy.finding import Finding

TABLE = Path(__file__).parent / "golden" / "mistakes.toml"
STEMS = {
    "E": "bird-email-enterprise",
    "P": "bird-email-premium",
    "M": "messagebird-email-enterprise",
    "V": "liveagent-vip-support",
}


@frozen
class Mistake:
    """What somebody gets wrong, and how it reads in each contract.

    Attributes:
        what: The mistake, in a few words.
        edits: By contract, what stands there and what is written instead.
        line: In which line of the edit the mistake stands, from 0.
    """

    what: str
    edits: dict[str, tuple[str, str]]
    line: dict[str, int]


def _read() -> tuple[Mistake, ...]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["mistake"]
    return tuple(
        Mistake(
            row["what"],
            {key: (row[key]["before"], row[key]["after"]) for key in STEMS},
            {key: row[key].get("line", 0) for key in STEMS},
        )
        for row in rows
    )


MISTAKES = _read()


def edited(text: str, mistake: Mistake, key: str) -> str:
    """Make a mistake in the text of a contract."""
    before, after = mistake.edits[key]
    assert before in text, f"{mistake.what} in {key}: {before!r} is not there"
    return text.replace(before, after, 1)


def line_of(text: str, mistake: Mistake, key: str) -> int:
    """Give the line (from 1) of a contract at which a mistake is made."""
    before, _ = mistake.edits[key]
    return text[: text.index(before)].count("\n") + 1 + mistake.line[key]


def all_edited(mistakes: Sequence[Mistake], key: str) -> tuple[str, list[int]]:
    """Make several mistakes in one contract; give the lines at which they stand."""
    text = text_of(key)
    made = sorted(mistakes, key=lambda each: text.index(each.edits[key][0]))
    lines: list[int] = []
    shift = 0
    for each in made:
        before, after = each.edits[key]
        lines.append(line_of(text, each, key) + shift)
        shift += after.count("\n") - before.count("\n")
    for each in reversed(made):
        before, after = each.edits[key]
        at = text.index(before)
        text = text[:at] + after + text[at + len(before) :]
    return text, sorted(lines)


def findings(text: str, key: str) -> tuple[Finding, ...]:
    """Give what is found in a contract that somebody has edited."""
    name = contracts.PATHS[STEMS[key]].name.removesuffix(".md")
    return api.examine_text(text, name=name, loader=_beside).findings


def _beside(name: str) -> bytes:
    return (contracts.FOLDER / name).read_bytes()


def text_of(key: str) -> str:
    """Give the policy of a contract."""
    return contracts.text_of(STEMS[key])
