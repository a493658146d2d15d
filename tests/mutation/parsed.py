"""Trees of the texts of `golden/told`, parsed once: no change to the resolver does it.

Nothing of the resolver is imported here, so that each child imports its own.
"""

import signal
from functools import cache

from slapolicy.contract import case, policy, scenario
from slapolicy.contract import property as properties
from slapolicy.language import parser
from slapolicy.language.parser import Parsed
from slapolicy.language.reader import read
from slapolicy.source import Source
from told import NAME, Told, texts

MOST_SECONDS = 20.0
LOADED = case, policy, properties, scenario  # which no change to the resolver changes
_plain = parser.parse
_parsed: dict[tuple[str, str], Parsed] = {}


def _parse(source: Source) -> Parsed:
    key = source.name, source.text
    if key not in _parsed:
        _parsed[key] = _plain(source)
    return _parsed[key]


@cache
def _texts() -> tuple[Told, ...]:
    return tuple(each for found in texts().values() for each in found)


def parse_once() -> None:
    """Parse them, and let whoever parses them again have the same trees."""
    setattr(parser, "parse", _parse)  # noqa: B010  # in this process alone
    for told in _texts():
        text, beside = told.plain
        for name, each in {NAME: told.opening + text, **beside}.items():
            _parse(read(each, name).source)


def untold() -> str:
    """Give the name of a text that is told otherwise than was read aloud, if one is."""
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    for told in _texts():
        try:
            if told.retold() != told.written:
                return told.name
        except Exception:  # noqa: BLE001  # it cannot even be read
            return told.name
    return ""
