"""Trees of the texts of `golden/told`, parsed once: no change to the resolver does it.

Nothing of the resolver is imported here, so that each child imports its own.
"""

from slapolicy.language import parser
from slapolicy.language.parser import Parsed
from slapolicy.language.reader import read
from slapolicy.source import Source
from told import NAME, texts

_plain = parser.parse
_parsed: dict[tuple[str, str], Parsed] = {}


def _parse(source: Source) -> Parsed:
    key = source.name, source.text
    if key not in _parsed:
        _parsed[key] = _plain(source)
    return _parsed[key]


def parse_once() -> None:
    """Parse them, and let whoever parses them again have the same trees."""
    setattr(parser, "parse", _parse)  # noqa: B010  # in this process alone
    for told in (each for found in texts().values() for each in found):
        text, beside = told.plain
        for name, each in {NAME: told.opening + text, **beside}.items():
            _parse(read(each, name).source)
