"""What can be said of a policy before any case arrives.

Each check takes a policy and gives findings; none stops another. What a case comes to
is not said here.
"""

from collections.abc import Callable

from slapolicy.contract.policy import Policy
from slapolicy.finding import Finding

Check = Callable[[Policy], tuple[Finding, ...]]


def _conflicts(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.conflicts import conflicts

    return conflicts(policy)


def _deferral_conflicts(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.deferral_conflicts import deferral_conflicts

    return deferral_conflicts(policy)


def _gaps(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.gaps import gaps
    from slapolicy.analysis.unanswered import unanswered

    found = gaps(policy)
    return (*found, *unanswered(policy, found))


def _dead_rules(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.dead_rules import dead_rules, undecided

    return (*dead_rules(policy), *undecided(policy))


def _anomalies(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.anomalies import anomalies

    return anomalies(policy)


def _late_warnings(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.late_warnings import late_warnings

    return late_warnings(policy)


def _standstill(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.standstill import standstill

    return standstill(policy)


def _waits_without_end(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.standstill import waits_without_end

    return waits_without_end(policy)


def _unkeepable(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.unkeepable import unkeepable

    return unkeepable(policy)


def _unused(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.unused import unused

    return unused(policy)


def _silent(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.silent import silent

    return silent(policy)


def _never_started(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.never_started import never_started

    return never_started(policy)


def _branches(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.branches import branches

    return branches(policy)


def _vain_exceptions(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.vain_exceptions import vain_exceptions

    return vain_exceptions(policy)


def _holidays_differ(policy: Policy) -> tuple[Finding, ...]:
    from slapolicy.analysis.holidays_differ import holidays_differ

    return holidays_differ(policy)


CHECKS: tuple[Check, ...] = (
    _conflicts,
    _deferral_conflicts,
    _gaps,
    _dead_rules,
    _anomalies,
    _late_warnings,
    _standstill,
    _waits_without_end,
    _unkeepable,
    _never_started,
    _branches,
    _vain_exceptions,
    _unused,
    _silent,
    _holidays_differ,
)
"""Every check. A finding of level `info` is shown only to those who ask for it."""

INFORMING: tuple[Check, ...] = (_waits_without_end,)
"""Checks that find nothing else: for who does not ask, they need not run."""
