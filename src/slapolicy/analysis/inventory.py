"""Every rule and condition of a policy in one list, and what a rule is called.

Nothing is judged here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from slapolicy.contract.policy import (
    Alert,
    All,
    Collection,
    Condition,
    Contact,
    Deferral,
    Disclaimer,
    Duty,
    Either,
    Exclusion,
    Grant,
    Intake,
    Named,
    PauseWhile,
    Policy,
    Quota,
    Resolution,
    Right,
    Rule,
    Severity,
    Target,
    TermIs,
)
from slapolicy.contract.wording import limit_words
from slapolicy.finding import Finding

FEWER = "let an `assessment` or one fact with more values stand for several of these"
"""What to do where conditions tell too many cases apart."""


def all_rules(policy: Policy) -> tuple[Rule, ...]:
    """Give every rule, kind by kind."""
    return (
        *policy.severities, *policy.grants, *policy.exclusions, *policy.disclaimers,
        *policy.quotas, *policy.targets, *policy.duties, *policy.rights,
        *policy.contacts, *policy.alerts, *policy.deferrals, *policy.intakes,
        *policy.collections, *policy.resolutions,
    )  # fmt: skip


def conditions(policy: Policy) -> Iterator[Condition]:
    """Give every condition: of rules, terms, pauses and calendars."""
    found: list[Condition | None] = []
    for rule in all_rules(policy):
        found += [rule.on, rule.when]
    found += [term.means for term in policy.terms.values()]
    for clock in policy.clocks.values():
        found += [p.condition for p in clock.pauses if isinstance(p, PauseWhile)]
    for calendar in policy.calendars.values():
        found += [branch.when for branch in calendar.branches]
    found += [clause.on for clause in policy.clauses.values()]
    return (each for each in found if each is not None)


def atoms(condition: Condition | None) -> Iterator[Condition]:
    """Give the parts of a condition that are not joined by `and` or `or`."""
    if isinstance(condition, All | Either):
        for part in condition.parts:
            yield from atoms(part)
    elif condition is not None:
        yield condition


def definitions(policy: Policy) -> Iterator[tuple[str, Named]]:
    """Give every definition with the word for its kind."""
    kinds: dict[str, Mapping[str, Named]] = {
        "plan": policy.plans, "add-on": policy.addons, "parameter": policy.parameters,
        "term": policy.terms, "attempt": policy.attempts,
        "indicator": policy.indicators, "role": policy.roles,
        "channel": policy.channels, "service": policy.services,
        "outcome": policy.outcomes, "calendar": policy.calendars,
        "clock": policy.clocks,
    }  # fmt: skip
    for kind, named in kinds.items():
        yield from ((kind, each) for each in named.values())
    for fact in policy.facts.values():
        yield ("agreed value" if fact.kind == "agreed" else fact.kind), fact


def terms_of(policy: Policy, *of: Condition | None) -> tuple[str, ...]:
    """Give the terms that conditions ask about, or that other terms of these do."""
    found: dict[str, None] = {}
    waiting = [atom for condition in of for atom in atoms(condition)]
    while waiting:
        atom = waiting.pop()
        if isinstance(atom, TermIs) and atom.term not in found:
            found[atom.term] = None
            waiting += atoms(policy.terms[atom.term].means)
    return tuple(found)


def called(rule: Rule) -> str:
    """Give what a reader calls a rule: its word, and what it is about."""
    match rule:
        case Severity():
            return f"the severity `{rule.name}`"
        case Grant():
            return f"the grant of `{rule.service}`"
        case Exclusion():
            return f"the exclusion of `{rule.service}`"
        case Disclaimer():
            return f"the disclaimer of {rule.kind} of `{rule.outcome}`"
        case Quota():
            return f"the limit on `{rule.service}`"
        case Target():
            return f"the {word(rule)} `{rule.clock}` {limit_words(rule.limit)}"
        case Duty():
            return f"the duty `{rule.name}`"
        case Right():
            return f"the right `{rule.name}`"
        case Contact():
            return f"the contact with `{rule.role}`"
        case Alert():
            verb = "warning to" if rule.kind == "warn" else "escalation to"
            return f"the {verb} `{rule.to}`"
        case Deferral():
            return f"the deferral to `{rule.calendar}`"
        case Intake():
            return "the intake"
        case Collection():
            return f"the collection of `{', '.join(rule.facts)}`"
        case Resolution():
            return "the line `resolved`"
        case Rule():
            return "this rule"
        case _:
            assert_never(rule)


def sides(rules: Sequence[Rule], joined: str) -> str:
    """Give what some rules are called, each with its clause; after four, how many."""
    shown = [f"{called(rule)} {standing(rule)}" for rule in rules[:4]]
    if len(rules) > 4:
        shown.append(f"{len(rules) - 4} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {joined} {shown[-1]}"


def neither(rules: Sequence[Rule]) -> str:
    """Say that none of some rules does what is asked."""
    if len(rules) == 1:
        return f"not {sides(rules, '')}"
    return f"neither {sides(rules, 'nor')}"


def word(target: Target) -> str:
    """Give the word that opens a target."""
    return "promise" if target.binding else "aim"


def standing(rule: Rule) -> str:
    """Give where a rule stands, to follow what it is called."""
    return f"(clause `{rule.clause}`)" if rule.clause else "(in no clause)"


def defined(named: Named) -> str:
    """Give where something is defined, to follow its name."""
    return f"(clause `{named.clauses[0]}`)" if named.clauses else "(in no clause)"


def for_whom(target: Target) -> str:
    """Give the severities a target is for, to follow what it is called."""
    return f" for {ticked(target.severities)}" if target.severities else ""


def ticked(names: Iterable[str], joined: str = "and") -> str:
    """Give names in backticks: `a`, `b` and `c`; after six, how many more."""
    every = list(names)
    shown = [f"`{name}`" for name in every[:6]]
    if len(every) > 6:
        shown.append(f"{len(every) - 6} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {joined} {shown[-1]}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings in the order of the text."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, int]:
    span = finding.span
    return ("", 0) if span is None else (span.source.name, span.start)
