"""Readings that nobody will see, clauses that say nothing, numbers that none has."""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from slapolicy.analysis.inventory import all_rules, definitions, in_order, ticked
from slapolicy.analysis.unused import is_own
from slapolicy.contract.policy import Clause, Policy
from slapolicy.finding import Finding, Note

_NAMELESS = re.compile(
    r"^[^\S\n]*(event|severities|grants|promises|aims)\b", re.MULTILINE
)
"""What leaves no rule of its own clause behind: verbs, and tables of other clauses."""


_ID = re.compile(r"(.*?)([0-9]+)([a-z]?)")
_MOST_LEFT_OUT = 2


def silent(policy: Policy) -> tuple[Finding, ...]:
    """Find readings that no decision can carry, and clauses that express nothing."""
    return in_order([*_readings(policy), *_clauses(policy), *_numbers(policy)])


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


def _numbers(policy: Policy) -> Iterator[Finding]:
    """Tell of numbers that no clause has, where the others are numbered through."""
    series: dict[str, list[tuple[int, Clause]]] = {}
    for clause in policy.clauses.values():
        found = _ID.fullmatch(clause.id)
        if found is None or not is_own(policy, clause.span):
            continue
        before, number, letter = found.groups()
        series.setdefault(before, []).append((int(number), clause))
        if letter:
            series.setdefault(before + number, []).append((ord(letter), clause))
    for before, numbered in series.items():
        ordered = sorted(numbered, key=lambda each: each[0])
        gaps = [(a, b) for a, b in pairwise(ordered) if b[0] - a[0] > 1]
        left_out = sum(b[0] - a[0] - 1 for a, b in gaps)
        if not gaps or left_out > min(_MOST_LEFT_OUT, len({n for n, _ in ordered}) - 1):
            continue  # the contract numbers otherwise, or only some clauses are encoded
        for (low, one), (high, other) in gaps:
            is_letter = before[-1:].isdigit()
            missing = [
                f"{before}{chr(n) if is_letter else n}" for n in range(low + 1, high)
            ]
            yield Finding(
                "SLA504",
                f"no clause is numbered {ticked(missing)}, between `{one.id}` and "
                f"`{other.id}`",
                span=other.span,
                hint="write the clause; if it is for people alone, with `left to "
                "people because` and the reason",
                notes=(Note(one.span, "this comes before"),),
            )
