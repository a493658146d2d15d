"""Steps: what an explanation says, before it is said in any language.

A step is a code with arguments, and a code is a sentence (or a part of one) of each
language (`english`). What a decision rests on is told by the files beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen


@frozen
class Title:
    """A thing of the policy by its title; `name` finds its label in other languages.

    With `value`, one of the values that a fact or a parameter may have.
    """

    name: str
    text: str
    value: str | None = None


@frozen
class Instant:
    """An instant (microseconds UTC), told by the wall clock of a zone."""

    at: int
    zone: str


@frozen
class Window:
    """From an instant to another, told by the wall clock of a zone."""

    start: int
    end: int
    zone: str


@frozen
class Length:
    """A length of time in microseconds."""

    of: int


@frozen
class Count:
    """How many of a thing: `days`, `working_days`, `dates`, `sentences`."""

    number: int
    unit: str


@frozen
class Days:
    """Dates from the first to the last, both included."""

    first: date
    last: date


@frozen
class AnyOf:
    """One or another of some things."""

    of: tuple[Argument, ...]


@frozen
class Number:
    """A number as it stands."""

    of: Decimal | int


@frozen
class Step:
    """A code and its arguments. A text among them is a user's own words."""

    code: str
    arguments: Mapping[str, Argument] = field(factory=dict)


Argument: TypeAlias = (
    str
    | Title
    | Instant
    | Window
    | Length
    | Count
    | Days
    | AnyOf
    | Number
    | Step
    | tuple["Argument", ...]
)


@frozen
class Paragraph:
    """Steps said one after the other; an item of a list if `is_item`."""

    steps: tuple[Step, ...]
    is_item: bool = False


@frozen
class Part:
    """A heading and what stands under it."""

    heading: Step
    paragraphs: tuple[Paragraph, ...] = ()


def step(code: str, **arguments: Argument) -> Step:
    """Give a step."""
    return Step(code, arguments)


def said(*steps: Step | None) -> Paragraph:
    """Give a paragraph of the steps that there are."""
    return Paragraph(tuple(each for each in steps if each is not None))


def item(*steps: Step | None) -> Paragraph:
    """Give an item of a list."""
    return Paragraph(tuple(each for each in steps if each is not None), is_item=True)


def length(of: timedelta) -> Length:
    """Give a length."""
    return Length(of // timedelta(microseconds=1))
