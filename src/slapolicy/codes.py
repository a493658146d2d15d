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
    # case fields
    ("SLA601", "error", "a case that is not JSON"),
    ("SLA602", "error", "a case over a limit"),
    ("SLA603", "error", "a key given twice"),
    ("SLA604", "info", "a byte order mark"),
    ("SLA605", "info", "more findings than are listed"),
    ("SLA610", "error", "the wrong kind of value"),
    ("SLA611", "error", "an unknown key"),
    ("SLA612", "error", "a missing field"),
    ("SLA613", "error", "a number that cannot be read"),
    ("SLA614", "warning", "half a character"),
    ("SLA615", "info", "stated twice"),
    ("SLA620", "error", "an unknown name in a case"),
    ("SLA621", "error", "a value that cannot be taken"),
    ("SLA622", "error", "a value out of bounds"),
    ("SLA623", "error", "a defined term stated as a fact"),
    ("SLA624", "error", "an indicator both stated and measured"),
    ("SLA625", "error", "a severity that cannot be set so"),
    ("SLA626", "error", "hours that never open"),
    ("SLA630", "error", "not an instant"),
    ("SLA631", "error", "an instant without an offset"),
    ("SLA632", "error", "an instant out of range"),
    ("SLA633", "info", "an instant that was adjusted"),
    ("SLA640", "error", "a field that the event does not take"),
    ("SLA641", "error", "a second opening"),
    ("SLA642", "error", "one id for two events"),
    ("SLA643", "info", "an event given twice"),
    ("SLA644", "warning", "an event outside the life of the case"),
    ("SLA645", "error", "an end by the wrong party"),
    ("SLA646", "warning", "a resumption without a wait"),
    ("SLA647", "warning", "a wait that nothing ended"),
    ("SLA648", "warning", "a wait within a wait"),
    ("SLA649", "info", "events out of order"),
    # ours
    ("SLA900", "error", "a fault of slapolicy's own"),
)

CODES: dict[str, Code] = {row[0]: Code(*row) for row in _ROWS}
