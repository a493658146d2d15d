"""Laws of reports: every clause, rule and condition of a policy can be read in them."""

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from attrs import evolve, fields

from decision_laws import FIXTURES, PATHS, load
from lawful import law
from slapolicy import Policy
from slapolicy.contract.policy import (
    All,
    Bound,
    ClockIs,
    Condition,
    Dated,
    Either,
    Is,
    Lasted,
    Rule,
    TermIs,
)
from slapolicy.report.builder import clauses, house
from slapolicy.report.conditions import condition
from slapolicy.report.model import Block, Choice, Listing, Section, Sentences
from slapolicy.report.teller import Teller

POLICIES = [*PATHS, *sorted((FIXTURES / "meaning").glob("*.sla"))]
ROOMS = (
    "severities", "grants", "exclusions", "disclaimers", "quotas", "targets", "duties",
    "rights", "contacts", "alerts", "deferrals", "intakes", "collections",
    "resolutions",
)  # fmt: skip


def texts(policy: Policy) -> list[str]:
    """Give all that a report says of the clauses and of the house, in order."""
    teller = Teller(policy, "en")
    found = [f"{each.clause}: {t}" for each in clauses(teller) for t in _of(each)]
    found += [text for block in house(teller) for text in _block(block)]
    return found


@cache
def known(number: int) -> list[str]:
    """Give what a report says of a policy as it stands."""
    return texts(load(POLICIES[number]))


def _of(section: Section) -> list[str]:
    return [section.heading, *(t for block in section.blocks for t in _block(block))]


def _block(block: Block) -> list[str]:
    match block:
        case Sentences(said=said):
            return [said.text]
        case Listing(items=items):
            return [f"{each.text} {each.clauses}" for each in items]
        case Choice(parts=parts):
            return [f"{name}: {said}" for name, said in parts]
        case _:
            return []


def some_rule(draw: Random) -> tuple[int, Policy, str, int, Rule]:
    """Give a rule of a policy: the policy's number, itself, the room, the place."""
    while True:
        number = draw.randrange(len(POLICIES))
        policy = load(POLICIES[number])
        rooms = [room for room in ROOMS if getattr(policy, room)]
        if rooms:
            room = draw.choice(rooms)
            place = draw.randrange(len(getattr(policy, room)))
            return number, policy, room, place, getattr(policy, room)[place]


def changed(policy: Policy, room: str, place: int, rule: Rule | None) -> Policy:
    """Give the policy with another rule in that place, or with none."""
    rules = [*getattr(policy, room)]
    rules[place : place + 1] = [] if rule is None else [rule]
    more: dict[str, Any] = {room: tuple(rules)}
    return evolve(policy, **more)


@law("RP-RULE", examples=150, held=150)
def test_who_takes_a_rule_away_changes_the_report(draw: Random) -> int:
    """A report without a rule says one thing less, and all else as before."""
    number, policy, room, place, _ = some_rule(draw)
    before, after = known(number), texts(changed(policy, room, place, None))
    if room == "severities" and not policy.severities[1:]:
        return 1  # clocks say what becomes of them when the severity changes
    assert before != after, (policy.agreement.name, room, place)
    lost = [*before]
    for text in after:
        if text in lost:
            lost.remove(text)
    assert lost, (policy.agreement.name, room, place)
    return 1


@law("RP-PART", examples=150, held=40)
def test_who_takes_a_part_of_a_rule_away_changes_the_report(draw: Random) -> int:
    """Whatever limits a rule is told: conditions, severities, exceptions, reasons."""
    number, policy, room, place, rule = some_rule(draw)
    empty: dict[str, object] = {
        "when": None, "severities": (), "despite": (), "without": (), "quota": None,
        "because": None, "until": (), "hours": None, "loses": None, "set_by": (),
        "triggers": (), "silence": None, "zone": None,
    }  # fmt: skip
    parts = [
        each.name
        for each in fields(type(rule))
        if each.name in empty and getattr(rule, each.name) not in (None, ())
    ]
    if room in ("contacts", "deferrals"):
        parts = [name for name in parts if name not in ("hours", "triggers")]
    for name in parts:
        more: dict[str, Any] = {name: empty[name]}
        after = texts(changed(policy, room, place, evolve(rule, **more)))
        assert known(number) != after, (policy.agreement.name, room, place, name)
    return bool(parts)


def variants(of: Condition) -> Iterator[Condition]:
    """Give conditions that say something else, each by one change somewhere in it."""
    match of:
        case All(parts) | Either(parts):
            other = Either if isinstance(of, All) else All
            yield other(parts)
            for place, part in enumerate(parts):
                for changed_part in variants(part):
                    yield type(of)((*parts[:place], changed_part, *parts[place + 1 :]))
            if len(parts) > 2:  # other brackets
                yield type(of)((other(parts[:2]), *parts[2:]))
        case Is(subject, values, negated):
            yield Is(subject, values, not negated)
            if len(values) > 1:
                yield Is(subject, values[1:], negated)
        case Bound(subject, how, limit):
            yield Bound(
                subject, "less than" if how != "less than" else "at most", limit
            )
        case Dated(subject, order, limit):
            yield Dated(subject, "before" if order != "before" else "after", limit)
        case Lasted(indicator, how, limit):
            yield Lasted(
                indicator, "more than" if how == "at least" else "at least", limit
            )
        case TermIs(term, holds):
            yield TermIs(term, not holds)
        case ClockIs(clock, states, negated):
            yield ClockIs(clock, states, not negated)


@law("RP-CONDITION", examples=200, held=60)
def test_conditions_that_say_something_else_read_otherwise(draw: Random) -> int:
    """No two conditions that differ in one place are told alike, brackets and all."""
    _, policy, _, _, rule = some_rule(draw)
    conditions = [each for each in (rule.on, rule.when) if each is not None]
    teller = Teller(policy, "en")
    seen = 0
    for of in conditions:
        told = teller.say(condition(teller, of))
        for other in variants(of):
            assert teller.say(condition(teller, other)) != told, (of, other)
            seen += 1
    return seen
