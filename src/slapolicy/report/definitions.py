"""What a policy defines, in plain words: one paragraph for each thing."""

from collections.abc import Iterator
from typing import assert_never

from slapolicy.contract.explanation.asked import value_of
from slapolicy.contract.explanation.happened import TOLD
from slapolicy.contract.explanation.step import (
    AnyOf,
    Argument,
    Step,
    Title,
    step,
)
from slapolicy.contract.policy import (
    Addon,
    Calendar,
    Clock,
    Declared,
    Indicator,
    Measured,
    Named,
    Plan,
    Policy,
    Role,
    Term,
    Type,
)
from slapolicy.report.clocks import clock
from slapolicy.report.conditions import condition
from slapolicy.report.hours import calendar
from slapolicy.report.model import Said
from slapolicy.report.teller import Teller


def definitions(policy: Policy) -> Iterator[tuple[str, Named]]:
    """Give everything that is defined, with its kind, in an order for readers."""
    rooms = (
        ("plan", policy.plans), ("addon", policy.addons), ("role", policy.roles),
        ("channel", policy.channels), ("service", policy.services),
        ("outcome", policy.outcomes), ("verb", policy.verbs),
        ("fact", policy.facts), ("parameter", policy.parameters),
        ("attempt", policy.attempts), ("indicator", policy.indicators),
        ("term", policy.terms), ("calendar", policy.calendars),
        ("clock", policy.clocks),
    )  # fmt: skip
    for kind, room in rooms:
        for named in room.values():
            is_party = isinstance(named, Role) and named.name == named.party
            if not is_party:  # who the parties are is told of the agreement
                yield kind, named


def definition(teller: Teller, kind: str, named: Named) -> Iterator[Said]:
    """Tell what is defined."""
    title = teller.title(named.name)
    match named:
        case Calendar():
            yield from calendar(teller, named)
        case Clock():
            yield teller.said(*clock(teller, named))
        case Addon():
            yield teller.said(*_addon(teller, named))
        case Plan():
            yield teller.said(step("defines_plan", title=title))
        case Declared():
            yield teller.said(*_declared(teller, named))
        case Term():
            why = condition(teller, named.means)
            yield teller.said(step("defines_term", title=title, why=why))
        case Measured():
            ends = AnyOf(tuple(_plain(named.name, end) for end in named.ends))
            yield teller.said(step("defines_attempt", title=title, ends=ends))
        case Indicator():
            yield teller.said(*_indicator(teller, named))
        case Role():
            party = teller.who(named.party)
            yield teller.said(step("defines_role", title=title, party=party))
        case _ if kind == "verb":
            yield teller.said(*_verb(teller, named))
        case _:
            yield teller.said(step(f"defines_{kind}", title=title))


def _plain(of: str, value: str) -> Argument:
    return Title(of, value.replace("_", " "), value)


def _addon(teller: Teller, addon: Addon) -> Iterator[Step]:
    yield step("defines_addon", title=teller.title(addon.name))
    if addon.plans:
        yield step("addon_only_with", plans=AnyOf(teller.titles(addon.plans)))
    if addon.price is not None:
        amount = f"{addon.price.amount:f}"
        price = step("price", currency=addon.price.currency, amount=amount)
        yield step(f"addon_price_{addon.price.each}", price=price)


def _declared(teller: Teller, declared: Declared) -> Iterator[Step]:
    by = AnyOf(tuple(teller.who(role) for role in declared.by))
    yield step(
        f"defines_{declared.kind}",
        title=teller.title(declared.name),
        type=type_told(teller, declared.name, declared.type),
        by=by,
    )
    if declared.otherwise is not None:
        value = value_of(teller, declared.name, declared.otherwise)
        yield step("parameter_otherwise", value=value)


def type_told(teller: Teller, name: str, of: Type) -> Step:
    """Tell what values something takes."""
    if of.kind == "one_of":
        values = AnyOf(tuple(_plain(name, value) for value in of.values))
        return step("type_one_of", values=values)
    told = step(f"type_{of.kind}")
    if of.least is None or of.most is None:
        return told
    least, most = (value_of(teller, name, each) for each in (of.least, of.most))
    return step("type_between", type=told, least=least, most=most)


def _indicator(teller: Teller, of: Indicator) -> Iterator[Step]:
    tries: tuple[Argument, ...] = tuple(
        step(
            "all_end_so",
            attempt=teller.title(attempt),
            ends=AnyOf(tuple(_plain(attempt, end) for end in ends)),
        )
        for attempt, ends in of.tries
    )
    how = AnyOf(tries) if of.joined == "or" else tries
    yield step("defines_indicator", title=teller.title(of.name), tries=how)
    match of.idle:
        case "available":
            yield step("idle_no", title=teller.title(of.name))
        case "unavailable":
            yield step("idle_yes", title=teller.title(of.name))
        case "unchanged":
            yield step("idle_unchanged")
        case _:
            assert_never(of.idle)


def _verb(teller: Teller, named: Named) -> Iterator[Step]:
    yield step("defines_verb", title=named.title or named.name.replace("_", " "))
    stands_for = teller.policy.events.get(named.name)
    if stands_for and stands_for != (named.name,):
        verbs = AnyOf(tuple(_does(verb) for verb in stands_for))
        yield step("verb_stands_for", verbs=verbs)


def _does(verb: str) -> Argument:
    return step(f"does_{verb}") if verb in TOLD else step("does_other", what=verb)
