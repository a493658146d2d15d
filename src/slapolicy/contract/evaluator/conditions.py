"""The conditions of a policy: those on which clocks rest, and what all of them ask."""

from collections.abc import Iterable, Iterator

from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import (
    ClockIs,
    Condition,
    Is,
    Lasted,
    Policy,
    Rule,
    Subject,
    TermIs,
)
from slapolicy.contract.subjects import subjects_in


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
    yield from parts_of(term.means for term in policy.terms.values())
    yield from parts_of(conditions_of(policy))
    yield from parts_of(rule.condition for rule in others)


def parts_of(conditions: Iterable[Condition | None]) -> Iterator[Condition]:
    """Give conditions and all that is joined in them."""
    for condition in conditions:
        if condition is not None:
            yield condition
            yield from parts_of(getattr(condition, "parts", ()))


def subjects_of(
    policy: Policy, conditions: Iterable[Condition | None]
) -> tuple[Subject, ...] | None:
    """Give what conditions ask about, each once, also by terms.

    None, where they do not rest on values alone: on how long something has lasted, or
    on how a clock stands.
    """
    found: dict[Subject, None] = {}
    for part in parts_of(conditions):
        match part:
            case TermIs(term):
                of_term = subjects_of(policy, (policy.terms[term].means,))
                if of_term is None:
                    return None
                found.update(dict.fromkeys(of_term))
            case Lasted() | ClockIs():
                return None
            case _:
                found.update(dict.fromkeys(subjects_in(part)))
                if _rests_on_plan(policy, part):
                    found[Subject("plan")] = None
    return tuple(found)


def _rests_on_plan(policy: Policy, part: Condition) -> bool:
    """Whether a part asks for an add-on that only some plans may have."""
    if not isinstance(part, Is) or part.subject.kind != "addon":
        return False
    return any(policy.addons[str(each)].plans for each in part.values)


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
