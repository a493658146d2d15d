"""One mistake in a good text gives one finding."""

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
_TOKEN = re.compile(r'#[^\n]*|"[^"\n]*"|[\w./:%+]+|\S')


def damaged(text: str, number: int, seed: int) -> Iterator[str]:
    """Give texts in which one token is lost, doubled, or another stands for it."""
    dice = random.Random(seed)
    tokens = [item for item in _TOKEN.finditer(text) if item[0][0] != "#"]
    for _ in range(number):
        token = dice.choice(tokens)
        head, tail = text[: token.start()], text[token.end() :]
        match dice.choice(("lose", "double", "replace")):
            case "lose":
                yield head + tail
            case "double":
                yield f"{head}{token[0]} {token[0]}{tail}"
            case _:
                yield head + dice.choice(tokens)[0] + tail


def test_one_lost_doubled_or_replaced_word_gives_one_finding() -> None:
    counts = [
        len(parse(Source(path.name, text)).findings)
        for path in FILES
        for text in damaged(path.read_text("utf-8"), PER_FILE, seed=20)
    ]
    broken = [count for count in counts if count]
    # Some damage leaves a good text behind: another name, a doubled title.
    assert len(broken) > 0.9 * len(counts)
    assert max(broken) <= 2
    assert sum(count == 1 for count in broken) >= 0.97 * len(broken)
