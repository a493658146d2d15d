"""The smallest nodes: names, texts, numbers, dates and codes, each with its place."""

import datetime as dt
from fractions import Fraction

from attrs import frozen

from slapolicy.language.syntax.node import Node


@frozen
class Name(Node):
    """`business_hours`: something to be looked up (also `severity`, `plan`, `met`)."""

    text: str


@frozen
class Text(Node):
    """`"Technical Account Manager"`, without its quotes."""

    text: str


@frozen
class ClauseId(Node):
    """`M3a`."""

    text: str


@frozen
class Number(Node):
    """`15`, `99.9`: at most twelve digits, as written."""

    text: str

    @property
    def value(self) -> Fraction:
        """The number, exactly."""
        return Fraction(self.text)

    @property
    def whole(self) -> int | None:
        """The number if it is a whole one."""
        return int(self.text) if "." not in self.text else None


@frozen
class Percent(Node):
    """`80%`: the number of hundredths, as written."""

    text: str

    @property
    def value(self) -> Fraction:
        """The number before the sign, exactly: 80 for `80%`."""
        return Fraction(self.text)


@frozen
class YesNo(Node):
    """`yes`, `no`."""

    value: bool


@frozen
class Date(Node):
    """`2025-03-09`."""

    value: dt.date


@frozen
class TimeOfDay(Node):
    """`09:00`, `24:00`: seconds since midnight on the wall clock, 0 to 86,400."""

    seconds: int


@frozen
class ZoneName(Node):
    """`Europe/Warsaw`, `UTC`: not yet looked up."""

    text: str


@frozen
class Offset(Node):
    """`UTC+01:00`: minutes east of Greenwich."""

    minutes: int


@frozen
class Region(Node):
    """`PL`, `GB-ENG`: a country or a part of one, not yet looked up."""

    text: str


@frozen
class Currency(Node):
    """`EUR`."""

    text: str


@frozen
class LanguageTag(Node):
    """`pl`, `pt-BR`."""

    text: str


@frozen
class Weekday(Node):
    """`Mon`."""

    text: str


@frozen
class Month(Node):
    """`December`."""

    text: str


@frozen
class Word(Node):
    """Words of the language that make a choice, such as `at least`, in one spelling.

    Units are `seconds`, `minutes`, `hours`, `business days`, `calendar days`.
    """

    text: str


@frozen
class Duration(Node):
    """`15 minutes`, `2 business days`."""

    amount: Number
    unit: Word


@frozen
class Dash(Node):
    """`-`: nothing stands in this cell."""
