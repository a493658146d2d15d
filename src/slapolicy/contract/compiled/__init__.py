"""The short way: what a policy's cases have in common is worked out once, and kept.

A case becomes a walk over its events in whole numbers. What it does not treat exactly
the evaluator answers, and both agree where it does (`docs/decisions/0014-two-ways.md`).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from slapolicy.contract.case import Case, CaseError
from slapolicy.contract.compiled.deciding import decide_shortly
from slapolicy.contract.compiled.plain_way import GoesPlain, reasons
from slapolicy.contract.compiled.reading import read
from slapolicy.contract.decision import Decision
from slapolicy.contract.evaluator.evaluator import decide
from slapolicy.contract.policy import Policy
from slapolicy.worktime import from_datetime, to_datetime
from slapolicy.worktime.zone import EPOCH

__all__ = ["Case", "evaluate", "evaluate_many", "read", "why_plain"]

_asked: list[tuple[datetime | None, int, datetime]] = [(None, 0, EPOCH)]
"""As of when was asked last, in UTC: mostly it is the same for case after case."""


def evaluate(policy: Policy, case: Case, at: datetime | None) -> Decision:
    """Say what follows for a case as of an instant (aware; None: now).

    Raises:
        ValueError: if `at` is naive or outside 1970 to 2200.
    """
    if at is None:
        from slapolicy.contract.now import now

        at = now()
    known, instant, moment = _asked[0]
    if at is not known:
        instant = from_datetime(at)
        moment = to_datetime(instant)
        _asked[0] = (at, instant, moment)
    try:
        return decide_shortly(policy, case, instant, moment)
    except GoesPlain:
        return decide(policy, case, instant)


def evaluate_many(
    policy: Policy, mappings: Iterable[Mapping[str, Any]], at: datetime | None
) -> Iterator[Decision | CaseError]:
    """Evaluate cases one by one; what cannot be read gives its error, in its place."""
    for mapping in mappings:
        try:
            case = policy.case(mapping)
        except CaseError as error:
            yield error
        else:
            yield evaluate(policy, case, at)


def why_plain(
    policy: Policy, case: Case | None = None, at: datetime | None = None
) -> tuple[str, ...]:
    """Say why a policy, or a case as of an instant, is decided the plain way.

    Nothing, where it is decided the short way (a policy: where some cases may be).
    """
    if case is None or at is None or reasons(policy):
        return reasons(policy)
    try:
        decide_shortly(policy, case, from_datetime(at))
    except GoesPlain as plain:
        return (plain.why,)
    return ()
