"""Readings that nobody will ever see. Of a clause without rules, the resolver tells."""

from collections.abc import Iterator

from slapolicy.analysis.inventory import all_rules, definitions, in_order
from slapolicy.analysis.unused import is_own
from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding


def silent(policy: Policy) -> tuple[Finding, ...]:
    """Find readings that no decision can carry."""
    return in_order(_readings(policy))


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
