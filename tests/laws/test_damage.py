"""One mistake in a good text gives one finding.

Most of the damage is done to pieces of the texts: the opening and four declarations in
a row, which are read in a tenth of the time. What is found of a piece is what is found
of the whole text with the same damage, as some of them show.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from slapolicy.language.parser import parse
from slapolicy.source import Source

ROOT = Path(__file__).parents[2]
FILES = (
    ROOT / "tests/unit/language/fixtures/extras.sla",
    ROOT / "policies/bird-email-premium.sla",
    ROOT / "policies/liveagent-vip-support.sla",
)
PER_FILE = 100
ROW = 4
_TOKEN = re.compile(r'#[^\n]*|"[^"\n]*"|[\w./:%+]+|\S')


def damaged(text: str, dice: random.Random) -> str:
    """Give a text in which one token is lost, doubled, or another stands for it."""
    tokens = [item for item in _TOKEN.finditer(text) if item[0][0] != "#"]
    token = dice.choice(tokens)
    head, tail = text[: token.start()], text[token.end() :]
    match dice.choice(("lose", "double", "replace")):
        case "lose":
            return head + tail
        case "double":
            return f"{head}{token[0]} {token[0]}{tail}"
        case _:
            return head + dice.choice(tokens)[0] + tail


def pieces(text: str, dice: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """Give the opening, some declarations in a row, and what stands around these."""
    spans = [each.span for each in parse(Source("text.sla", text)).tree.declarations]
    opening = text[: spans[0].start]
    while True:
        first = dice.randrange(len(spans) - ROW + 1)
        start, end = spans[first].start, spans[first + ROW - 1].end
        yield opening, text[len(opening) : start], text[start:end], text[end:]


def codes(text: str) -> list[str]:
    return [each.code for each in parse(Source("text.sla", text)).findings]


def test_one_lost_doubled_or_replaced_word_gives_one_finding() -> None:
    counts: list[int] = []
    for path in FILES:
        dice = random.Random(20)
        rows = pieces(path.read_text("utf-8"), dice)
        for number in range(PER_FILE):
            opening, before, row, after = next(rows)
            if number % 10 == 9:
                opening = damaged(opening, dice)
            else:
                row = damaged(row, dice)
            found = codes(opening + row)
            counts.append(len(found))
            if number % 11 == 9:
                assert codes(opening + before + row + after) == found, (number, row)
    broken = [count for count in counts if count]
    # Some damage leaves a good text behind: another name, a doubled title.
    assert len(broken) > 0.9 * len(counts)
    assert max(broken) <= 2
    assert sum(count == 1 for count in broken) >= 0.97 * len(broken)
