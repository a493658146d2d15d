"""Readings that nobody will ever see, and clauses that say nothing."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from slapolicy.analysis.inventory import all_rules, definitions, in_order
from slapolicy.analysis.unused import is_own
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding

_NAMELESS = re.compile(r"^\s*(event|severities|grants|promises|aims)\b", re.MULTILINE)
"""What leaves no rule of its own clause behind: verbs, and tables of other clauses."""


def silent(policy: Policy) -> tuple[Finding, ...]:
    """Find readings that no decision can carry, and clauses that express nothing."""
    return in_order([*_readings(policy), *_clauses(policy)])


def _readings(policy: Policy) -> Iterator[Finding]:
    borne = {*policy.agreement.readings}
    for rule in all_rules(policy):
        borne |= {*rule.readings}
    for _, named in definitions(policy):
        borne |= {*named.readings}
    for reading in policy.readings.values():
        if reading.name not in borne and is_own(policy, reading.span):
            yield Finding(
                "SLA502",
                f"the reading `{reading.name}` bears on nothing that a decision rests "
                "on, so nobody will ever see it",
                span=reading.span,
                hint="say after `of` what it is about, or write it in the clause whose "
                "rules it explains",
            )


def _clauses(policy: Policy) -> Iterator[Finding]:
    speaking = {rule.clause for rule in all_rules(policy)}
    for severity in policy.severities:  # rows of a table may stand in other clauses
        speaking |= {*severity.clauses}
    for _, named in definitions(policy):
        speaking |= {*named.clauses}
    every = tuple(policy.clauses.values())
    for clause, after in zip_longest(every, every[1:]):
        if clause.id in speaking or clause.left_to_people is not None:
            continue
        source = clause.span.source
        end = after.span.start if after and after.span.source is source else None
        if _NAMELESS.search(source.text[clause.span.start : end]) is None:
            yield Finding(
                "SLA503",
                f"the clause `{clause.id}` has no rule, and does not say why",
                span=clause.span,
                hint="write its rules, or `left to people because` and the reason",
            )
