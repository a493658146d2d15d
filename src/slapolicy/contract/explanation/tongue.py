"""What a language is made of: its sentences, and how it tells times, lengths, lists."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from attrs import frozen


class Telling(Protocol):
    """Tells times, lengths, numbers and lists in a language."""

    def instant(self, at: int, zone_name: str, known: tuple[str, int | None], /) -> str:
        """Tell an instant in a zone; `known` are the zone and offset told before."""

    def window(self, start: int, end: int, zone_name: str, /) -> str:
        """Tell from when to when."""

    def days(self, first: date, last: date, /) -> str:
        """Tell one date, or from which to which."""

    def length(self, of: int, /) -> str:
        """Tell a length in microseconds."""

    def count(self, number: int, unit: str, /) -> str:
        """Tell how many there are of a unit."""

    def number(self, of: Decimal | int, /) -> str:
        """Tell a number."""

    def joined(self, texts: tuple[str, ...], /, *, is_choice: bool) -> str:
        """Join texts: `a, b and c`, or `a, b or c` if it is a choice."""


@frozen(kw_only=True)
class Tongue:
    """A language: its sentences, and how it tells what stands in their places."""

    sentences: Mapping[str, str]
    telling: Telling
