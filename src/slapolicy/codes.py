"""The code of every finding: its number, how grave it is and its title.

What each means, with what to write instead, stands in `pages/CODE.md`.
"""

from typing import Literal

from attrs import frozen

Level = Literal["error", "warning", "info"]


@frozen
class Code:
    """One kind of finding, for example `SLA201`."""

    number: str
    level: Level
    title: str


_ROWS: tuple[tuple[str, Level, str], ...] = (
    # reading the text
    ("SLA001", "error", "unexpected text"),
    # ours
    ("SLA900", "error", "a fault of slapolicy's own"),
)

CODES: dict[str, Code] = {row[0]: Code(*row) for row in _ROWS}
