"""The conditions of a policy: those on which clocks rest, and what all of them ask."""

from collections.abc import Iterable, Iterator

from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import Condition, Is, Lasted, Policy, Rule


@once_a_policy
def lasted_conditions(policy: Policy) -> tuple[Lasted, ...]:
    """Give every `has lasted` of the policy's terms and rules."""
    asked = (each for each in _asked(policy) if isinstance(each, Lasted))
    return tuple(dict.fromkeys(asked))


@once_a_policy
def asks_severity(policy: Policy) -> bool:
    """Whether any condition asks about the severity in force."""
    return any(
        isinstance(each, Is) and each.subject.kind == "severity"
        for each in _asked(policy)
    )


def _asked(policy: Policy) -> Iterator[Condition]:
    """Give each part of the conditions of a policy's terms and rules."""
    others: tuple[Rule, ...] = (
        *policy.grants, *policy.exclusions, *policy.quotas, *policy.disclaimers,
        *policy.alerts, *policy.duties, *policy.rights, *policy.contacts,
        *policy.intakes, *policy.collections,
    )  # fmt: skip
    found = [
        *(term.means for term in policy.terms.values()),
        *conditions_of(policy),
        *(rule.condition for rule in others),
    ]
    while found:
        condition = found.pop(0)
        if condition is not None:
            found[:0] = getattr(condition, "parts", ())
            yield condition


def conditions_of(policy: Policy) -> Iterable[Condition | None]:
    """Give the conditions on which severity, limits, pauses, ends and hours rest."""
    rules: tuple[Rule, ...] = (
        *policy.severities, *policy.targets, *policy.resolutions, *policy.deferrals,
    )  # fmt: skip
    for rule in rules:
        yield rule.on
        yield rule.condition
    for clock in policy.clocks.values():
        for pause in clock.pauses:
            yield getattr(pause, "condition", None)
    for calendar in policy.calendars.values():
        for branch in calendar.branches:
            yield branch.when
