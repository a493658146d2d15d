"""RL-TOTAL: over all cases of small policies, what applies is what a table says.

Severities, grants and exclusions of a random policy are judged for every value of its
facts by a few plain lines here, by the engine, and by the checks that speak before any
case arrives: these three must agree, for what is unknown too.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from random import Random
from typing import Any

import slapolicy
from lawful import law
from slapolicy import Policy

Atom = tuple[str, str, Any]
Condition = list[list[Atom]]
"""Atoms joined by `and`, and those joined by `or`."""
Facts = dict[str, Any]
NONE: list[Any] = [None]
AT = datetime(2025, 3, 10, 9, tzinfo=UTC)
VALUES: dict[str, tuple[Any, ...]] = {
    "trouble": ("worst", "bad", "mild"),
    "broad": (True, False),
    "load": (49, 50, 51, 89, 90, 91),
}
HEAD = """agreement small "Small" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
}
plan gold "Gold"
plan tin "Tin"
role desk "Desk" of acme
channel mail "Mail"
service advice "Advice"
fact trouble "Trouble": worst, bad or mild
fact broad "Broad": yes or no
fact load "Load": number
"""


def some_atom(draw: Random) -> Atom:
    fact = draw.choice(list(VALUES))
    if fact == "load":
        how = draw.choice(("at least", "more than", "at most", "less than"))
        return fact, how, draw.choice((50, 90))
    how = draw.choice(("is", "is", "is not")) if fact == "trouble" else "is"
    return fact, how, draw.choice(VALUES[fact])


def some_condition(draw: Random) -> Condition:
    sizes = draw.choice(((1,), (1,), (2,), (1, 1), (2, 1)))
    return [[some_atom(draw) for _ in range(size)] for size in sizes]


def text_of(condition: Condition) -> str:
    def atom(fact: str, how: str, value: Any) -> str:
        words = (
            {True: "yes", False: "no"}.get(value, value) if fact != "load" else value
        )
        return f"{fact} {how if how.startswith('is') else 'is ' + how} {words}"

    parts = [" and ".join(atom(*each) for each in part) for part in condition]
    if len(parts) == 1:
        return parts[0]
    return " or ".join(f"({part})" if " and " in part else part for part in parts)


def stands(atom: Atom, facts: Facts) -> bool | None:
    fact, how, limit = atom
    value = facts.get(fact)
    if value is None:
        return None
    if how in ("is", "is not"):
        return bool((value == limit) == (how == "is"))
    if how in ("at least", "less than"):
        return bool((value >= limit) == (how == "at least"))
    return bool((value > limit) == (how == "more than"))


def holds(condition: Condition | None, facts: Facts) -> bool | None:
    """Judge a condition by Kleene's tables."""
    if condition is None:
        return True
    found = [_least([stands(atom, facts) for atom in part]) for part in condition]
    return _most(found)


def _least(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _most(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def every_case() -> Iterator[Facts]:
    for values in product(*VALUES.values()):
        yield dict(zip(VALUES, values, strict=True))


def case_of(facts: Facts, plan: str | None = "gold") -> dict[str, Any]:
    event = {"at": AT.isoformat(), "type": "opens", "by": "customer", "via": "mail"}
    known = {name: value for name, value in facts.items() if value is not None}
    case = {"id": "1", "facts": known, "requests": ["advice"], "events": [event]}
    return case | ({} if plan is None else {"plan": plan})


def some_unknown(draw: Random) -> Facts:
    facts = {name: draw.choice(values) for name, values in VALUES.items()}
    for name in draw.sample(list(VALUES), draw.randint(1, 2)):
        facts[name] = None
    return facts


@law("RL-TOTAL", examples=24)
def test_each_case_has_one_severity_or_the_checks_say_which_has_not(
    draw: Random,
) -> int:
    conditions = [some_condition(draw) for _ in range(draw.randint(2, 3))]
    if draw.random() < 0.6:  # a partition: no two hold, and some cases have none
        fact = draw.choice(("trouble", "broad"))
        conditions = [[[(fact, "is", value)]] for value in VALUES[fact]]
        extra = some_atom(draw)
        conditions = [[[*part, extra] for part in each] for each in conditions]
    lines = [
        f'  severity s{n} "S{n}" level {n} when {text_of(each)}'
        for n, each in enumerate(conditions, 1)
    ]
    text = "\n".join([HEAD, 'clause C1 "C" from terms "1" {', *lines, "}"])
    found = {
        tuple(facts.values()): [
            f"s{n}" for n, each in enumerate(conditions, 1) if holds(each, facts)
        ]
        for facts in every_case()
    }
    sizes = {len(names) for names in found.values()}
    checked = slapolicy.check(text, infos=True)
    codes = {each.code for each in checked}
    if any(each.is_error and each.code != "SLA430" for each in checked):
        return 0
    assert ("SLA430" in codes) == bool(sizes - {0, 1}), text
    assert ("SLA432" in codes) == (0 in sizes), text
    policy = slapolicy.loads(text)
    for facts in draw.sample(list(every_case()), 12):
        severity = decided(policy, facts).severity
        expected = found[tuple(facts.values())]
        names = [name for name in severity.possible if name is not None]
        assert names == expected, (text, facts)
        assert severity.state == ("none", "decided", "conflict")[min(2, len(names))]
    facts = some_unknown(draw)
    possible = {
        name
        for full in every_case()
        if all(value in (None, full[name]) for name, value in facts.items())
        for name in (found[tuple(full.values())] or NONE)
    }
    assert {*decided(policy, facts).severity.possible} == possible, (text, facts)
    return len(sizes) > 1


def decided(
    policy: Policy, facts: Facts, plan: str | None = "gold"
) -> slapolicy.Decision:
    return policy.evaluate(policy.case(case_of(facts, plan)), at=AT)


@law("RL-TOTAL", examples=40)
def test_each_service_has_the_answer_that_its_rules_give(draw: Random) -> int:
    """An exclusion beats a grant, unless the grant stands despite its clause."""
    grants: list[dict[str, Any]] = []
    exclusions: list[dict[str, Any]] = []
    body = []
    for number in range(draw.randint(0, 2)):
        rule = {
            "clause": f"X{number}",
            "when": some_condition(draw) if draw.random() < 0.7 else None,
            "on": draw.choice((None, None, "gold", "tin")),
        }
        exclusions.append(rule)
        body.append(clause(rule, "exclude advice", "when"))
    for number in range(draw.randint(0, 2)):
        despite = [e["clause"] for e in exclusions if draw.random() < 0.5]
        rule = {
            "clause": f"G{number}",
            "when": some_condition(draw) if draw.random() < 0.7 else None,
            "on": draw.choice((None, None, "gold", "tin")),
            "despite": despite,
        }
        grants.append(rule)
        words = f" despite {', '.join(despite)}" if despite else ""
        body.append(clause(rule, "grant advice", "only if", words))
    text = "\n".join([HEAD, *body])
    if any(each.is_error for each in slapolicy.check(text)):
        return 0
    policy = slapolicy.loads(text)
    seen = set()
    cases: list[tuple[Facts, str | None]]
    cases = [(facts, "gold") for facts in draw.sample(list(every_case()), 8)]
    cases += [(facts, "tin") for facts in draw.sample(list(every_case()), 4)]
    cases += [(some_unknown(draw), draw.choice(("gold", None))) for _ in range(6)]
    for facts, plan in cases:
        found = decided(policy, facts, plan).coverage[0].outcome
        expected = outcome(grants, exclusions, facts, plan)
        assert found == expected, (text, facts, plan)
        seen.add(found)
    return len(seen) > 1


RULES = {
    "grant advice": "only if",
    "exclude advice": "when",
    "limit advice to 6 each contract year in UTC": "when",
    "promise answer within 2 hours 24x7": "when",
    "contact desk via mail 24x7": "when",
}
"""Rules of several kinds, and how their conditions are joined to them."""
CLOCK = """clause K1 "K" from terms "0" {
  grant advice
  clock answer "Answer" {
    starts when customer opens
    met when desk replies
  }
}
"""


@law("RL-DUP", examples=30)
def test_a_rule_stated_twice_is_noted_and_says_no_more(draw: Random) -> int:
    rule = {"clause": "G1", "when": some_condition(draw), "on": None}
    words = draw.choice(list(RULES))
    text = "\n".join([HEAD, CLOCK, clause(rule, words, RULES[words])])
    again = clause({**rule, "clause": "G2"}, words, RULES[words])
    if any(each.is_error for each in slapolicy.check(text)):
        return 0
    twice = f"{text}\n{again}"
    assert "SLA442" not in {each.code for each in slapolicy.check(text)}
    assert "SLA442" in {each.code for each in slapolicy.check(twice)}, twice
    one, other = slapolicy.loads(text), slapolicy.loads(twice)
    for facts in [some_unknown(draw), *draw.sample(list(every_case()), 3)]:
        before, after = (what_is_said(decided(each, facts)) for each in (one, other))
        assert before == after, (twice, facts)
    return 1


def what_is_said(decision: slapolicy.Decision) -> Any:
    """Give what a decision says, but for the clauses that say so."""
    services = [(each.outcome, each.needs, each.left) for each in decision.coverage]
    owed = [(o.id, o.state, o.due, o.due_at) for o in decision.obligations]
    return services, owed, decision.next_change_at


def clause(rule: dict[str, Any], words: str, joint: str, more: str = "") -> str:
    on = f" on {rule['on']}" if rule["on"] else ""
    when = f" {joint} {text_of(rule['when'])}" if rule["when"] else ""
    return f'clause {rule["clause"]} "C" from terms "1"{on} {{ {words}{when}{more} }}'


def outcome(
    grants: list[dict[str, Any]],
    exclusions: list[dict[str, Any]],
    facts: Facts,
    plan: str | None,
) -> str:
    """Give the outcome by DESIGN, "Coverage": the first unknown step decides none."""

    def on(rule: dict[str, Any]) -> bool | None:
        if rule["on"] is None:
            return True
        return None if plan is None else rule["on"] == plan

    def truth(rule: dict[str, Any]) -> bool | None:
        return _least([on(rule), holds(rule["when"], facts)])

    granted = [(rule, truth(rule)) for rule in grants]
    sure = {c for rule, t in granted if t is True for c in rule["despite"]}
    perhaps = {c for rule, t in granted if t is None for c in rule["despite"]}
    excluding = [(e["clause"], truth(e)) for e in exclusions if e["clause"] not in sure]
    if any(t is True and c not in perhaps for c, t in excluding):
        return "excluded"
    if any(t is not False for _, t in excluding):
        return "indeterminate"
    best = _most([t for _, t in granted])
    if best is not False:
        return "covered" if best else "indeterminate"
    if any(on(rule) is True for rule in grants):
        return "condition_not_met"
    if any(on(rule) is None for rule in grants):
        return "indeterminate"
    return "not_in_plan" if grants else "silent"
