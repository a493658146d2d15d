"""What a language is made of: its sentences, and how it tells times, lengths, lists."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from attrs import frozen


class Joined(Protocol):
    """Joins texts into a list: `a, b and c`, or `a, b or c` if it is a choice."""

    def __call__(self, texts: tuple[str, ...], *, is_choice: bool) -> str:
        """Join them."""


@frozen(kw_only=True)
class Tongue:
    """A language: its sentences, and how it tells times, lengths and lists."""

    sentences: Mapping[str, str]
    instant: Callable[[int, str, tuple[str, int | None]], str]
    window: Callable[[int, int, str], str]
    days: Callable[[date, date], str]
    length: Callable[[int], str]
    count: Callable[[int, str], str]
    number: Callable[[Decimal | int], str]
    joined: Joined
