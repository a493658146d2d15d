"""The smallest nodes: names, texts, numbers, dates and codes, each with its place."""

import datetime as dt
from fractions import Fraction

from slapolicy.language.syntax.node import Node, construct


@construct
class Name(Node):
    """`business_hours`: something to be looked up (also `severity`, `plan`, `met`)."""

    text: str


@construct
class Text(Node):
    """`"Technical Account Manager"`, without its quotes."""

    text: str


@construct
class ClauseId(Node):
    """`M3a`."""

    text: str


@construct
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


@construct
class Percent(Node):
    """`80%`: the number of hundredths, as written."""

    text: str

    @property
    def value(self) -> Fraction:
        """The number before the sign, exactly: 80 for `80%`."""
        return Fraction(self.text)


@construct
class YesNo(Node):
    """`yes`, `no`."""

    value: bool


@construct
class Date(Node):
    """`2025-03-09`."""

    value: dt.date


@construct
class TimeOfDay(Node):
    """`09:00`, `24:00`: seconds since midnight on the wall clock, 0 to 86,400."""

    seconds: int


@construct
class ZoneName(Node):
    """`Europe/Warsaw`, `UTC`: not yet looked up."""

    text: str


@construct
class Offset(Node):
    """`UTC+01:00`: minutes east of Greenwich."""

    minutes: int


@construct
class Region(Node):
    """`PL`, `GB-ENG`: a country or a part of one, not yet looked up."""

    text: str


@construct
class Currency(Node):
    """`EUR`."""

    text: str


@construct
class LanguageTag(Node):
    """`pl`, `pt-BR`."""

    text: str


@construct
class Weekday(Node):
    """`Mon`."""

    text: str


@construct
class Month(Node):
    """`December`."""

    text: str


@construct
class Word(Node):
    """Words of the language that make a choice, such as `at least`, in one spelling.

    Units are `seconds`, `minutes`, `hours`, `business days`, `calendar days`.
    """

    text: str


@construct
class Duration(Node):
    """`15 minutes`, `2 business days`."""

    amount: Number
    unit: Word


@construct
class Dash(Node):
    """`-`: nothing stands in this cell."""
