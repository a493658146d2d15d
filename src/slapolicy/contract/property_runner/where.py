"""Whether a property speaks of a case: `for every case where …`.

Unlike the condition of a rule, it may ask for the severity that follows, and for what
has become of a clock.
"""

from collections.abc import Callable, Mapping

from attrs import evolve

from slapolicy.contract.decision import SeverityDecision
from slapolicy.contract.evaluator.judge import NO, YES, Moment, Truth, judge
from slapolicy.contract.policy import All, ClockIs, Condition, Either, Is

Clocks = Mapping[str, tuple[str, ...]]


def truth_of(
    condition: Condition | None,
    moment: Moment,
    severity: Callable[[], SeverityDecision],
    clocks: Callable[[], Clocks],
) -> Truth:
    """Tell whether a condition holds of a case at a moment.

    Args:
        condition: What stands after `where`; None holds of every case.
        moment: The case as it stands.
        severity: Gives how severe the case is, if that is asked for.
        clocks: Gives the states of the promises of each clock, likewise.
    """
    match condition:
        case All(parts) | Either(parts):
            truths = [truth_of(part, moment, severity, clocks) for part in parts]
            decisive = isinstance(condition, Either)
            if any(truth.holds is decisive for truth in truths):
                return YES if decisive else NO
            open_ones = [truth for truth in truths if truth.holds is None]
            if open_ones:
                needs = dict.fromkeys(n for truth in open_ones for n in truth.needs)
                return Truth(None, tuple(needs))
            return NO if decisive else YES
        case Is(subject, values, negated) if subject.kind == "severity":
            return _severity(severity(), {str(value) for value in values}, negated)
        case ClockIs():
            return judge(condition, evolve(moment, clocks=clocks()))
        case _:
            return judge(condition, moment)


def asks_for_clocks(condition: Condition | None) -> bool:
    """Whether a condition asks what has become of a clock."""
    match condition:
        case All(parts) | Either(parts):
            return any(asks_for_clocks(part) for part in parts)
        case ClockIs():
            return True
        case _:
            return False


def _severity(found: SeverityDecision, values: set[str], negated: bool) -> Truth:
    match found.state:
        case "decided" | "none":
            return Truth((found.name in values) != negated)
        case _:
            inside = {name in values for name in found.possible}
            if len(inside) == 1:
                return Truth(inside.pop() != negated)
            return Truth(None, found.needs)
