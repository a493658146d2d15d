"""What the short way does not treat, each said once: then the evaluator answers.

Of a policy it is told by what stands in it, of a case by what it states and by what
happens in it; nothing is tried out.
"""

from collections.abc import Iterator

from slapolicy.contract.case import Case
from slapolicy.contract.evaluator.conditions import asks_severity, parts_of
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import (
    Bound,
    ClockIs,
    Condition,
    Dated,
    Policy,
    Subject,
)
from slapolicy.contract.subjects import subjects_in

UNKNOWN_SEVERITY = "what is unknown leaves the severity open"
UNKNOWN_LIMIT = "what is unknown leaves a limit open"
UNKNOWN_ALERT = "what is unknown leaves an alert open in more ways than one"
UNKNOWN_HOURS = "the hours of a limit or of an event are not known"
UNKNOWN_END = "what is unknown leaves open whether the case ends"
UNKNOWN_PAUSE = "what is unknown leaves open whether a clock stands still"
UNKNOWN_HOLIDAYS = "it is not known whether a date is a holiday"
UNKNOWN_AGAIN = "a fact becomes unknown again"
TOO_MANY_UNKNOWN = "too much is unknown for all of it to be tried"
TWO_SEVERITIES = "two severities hold, and neither prevails"
TWO_LIMITS = "two limits hold, and neither prevails"
STATED_INDICATOR = "an indicator is stated only now and then"
EVER_NEW = "nearly every case states values that none before it stated"
LASTS_IN_VAIN = "something will have lasted long enough, and nothing follows"
ATTEMPTS = "attempts are measured"
NOT_OPENED = "the case is not opened"
NOT_IN_FORCE = "the agreement is not in force for the case"
BOUGHT_CHANGES = "plan, add-ons or parameters change"
REOPENED = "the case is reopened"
DEFERRED = "a rule may defer what an event starts"
AFTER_AT_ONCE = "several events at one instant, of which one must come after another"


class GoesPlain(Exception):  # noqa: N818  # a way that is taken, not a fault
    """A case that the short way does not treat; `why` is one of the words above."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class HoursUnknown(GoesPlain):
    """Hours that cannot be told without `needs`, whatever else is unknown.

    An alert says so itself; where a limit or an event needs them, the evaluator does.
    """

    def __init__(self, needs: tuple[str, ...]) -> None:
        super().__init__(UNKNOWN_HOURS)
        self.needs = needs


@once_a_policy
def reasons(policy: Policy) -> tuple[str, ...]:
    """Say why no case of a policy goes the short way; nothing if some do."""
    return tuple(_reasons(policy))


def _reasons(policy: Policy) -> Iterator[str]:
    agreement = policy.agreement
    if policy.quotas or any(grant.quota is not None for grant in policy.grants):
        yield "a service is limited in number"
    if any(rule.silence is not None for rule in policy.resolutions):
        yield "silence ends a case"
    if agreement.governs_all_cases and (agreement.starts_on or agreement.ends_on):
        yield "an edition governs all cases while it is in force"
    if asks_severity(policy):
        yield "a condition asks for the severity"
    parts = parts_of(_conditions(policy))
    if any(each.kind == "opened_on" for part in parts for each in subjects_in(part)):
        yield "a condition asks when the case was opened"
    asked = parts_of(rule.when for rule in policy.alerts)
    if any(isinstance(part, ClockIs) for part in asked):
        yield "a warning or an escalation asks how a clock stands"


def _conditions(policy: Policy) -> Iterator[Condition | None]:
    rules = (
        *policy.severities, *policy.grants, *policy.exclusions, *policy.disclaimers,
        *policy.quotas, *policy.targets, *policy.duties, *policy.rights,
        *policy.contacts, *policy.alerts, *policy.deferrals, *policy.intakes,
        *policy.collections, *policy.resolutions,
    )  # fmt: skip
    for rule in rules:
        yield rule.on
        yield rule.condition
    yield from (term.means for term in policy.terms.values())
    for clock in policy.clocks.values():
        yield from (getattr(pause, "condition", None) for pause in clock.pauses)
    for calendar in policy.calendars.values():
        yield from (branch.when for branch in calendar.branches)


@once_a_policy
def compares_unknowns(policy: Policy) -> bool:
    """Whether a condition compares two things that a case may leave unknown."""
    return any(
        isinstance(part, Bound | Dated) and isinstance(part.limit, Subject)
        for part in parts_of(_conditions(policy))
    )


def require_stated(case: Case) -> None:
    """Refuse what a case states that is not treated."""
    if case.attempts:
        raise GoesPlain(ATTEMPTS)
