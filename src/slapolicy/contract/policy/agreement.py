"""The agreement itself: parties, sources, dates, plans, clauses, readings, labels."""

from datetime import date
from decimal import Decimal
from typing import Literal

from slapolicy.contract.policy.condition import Condition
from slapolicy.source import Span
from slapolicy.values import frozen


@frozen(kw_only=True)
class Named:
    """A name with its title: a channel, a service, an outcome, a plan.

    `clauses` are those that define it (none if it stands outside clauses).
    """

    name: str
    title: str
    clauses: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    span: Span


@frozen(kw_only=True)
class Party:
    """One of the two who agreed."""

    name: str
    title: str


@frozen(kw_only=True)
class SourceDocument:
    """A document that the policy encodes."""

    name: str
    file: str
    languages: tuple[str, ...]
    updated: date | None = None
    prevails: bool = False


@frozen(kw_only=True)
class Agreement:
    """Who agreed, on which documents, for which dates (both belong to it)."""

    name: str
    title: str
    supplier: Party
    customer: Party
    sources: tuple[SourceDocument, ...] = ()
    zone: str = "UTC"
    starts_on: date | None = None
    ends_on: date | None = None
    replaces: str | None = None
    governs_all_cases: bool = False
    readings: tuple[str, ...] = ()


@frozen(kw_only=True)
class Clause:
    """A clause: its id, title, the places in the sources, and the plans it is for.

    `left_to_people` is the reason why it (or the rest of it) is not executed.
    """

    id: str
    title: str
    places: tuple[tuple[str, str], ...]
    on: Condition | None = None
    left_to_people: str | None = None
    span: Span


@frozen(kw_only=True)
class Reading:
    """A choice that the contract leaves open, made visibly."""

    name: str
    of: tuple[str, ...]
    chosen: str
    rejected: str
    because: str
    clause: str | None
    span: Span


@frozen(kw_only=True)
class Price:
    """What an add-on costs more."""

    currency: str
    amount: Decimal
    each: Literal["month", "year", "once"]


@frozen(kw_only=True)
class Plan(Named):
    """A plan one can be on."""


@frozen(kw_only=True)
class Addon(Named):
    """An add-on, to be had only with one of `plans` (with any, if none is named)."""

    plans: tuple[str, ...]
    price: Price | None = None


@frozen(kw_only=True)
class Label:
    """The words for a name, a clause or a value, for readers of another language.

    `value` is set for `issue is configuration_request "…"`.
    """

    language: str
    name: str
    value: str | None
    text: str
