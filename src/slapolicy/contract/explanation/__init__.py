"""Explanations: what holds and why, in words that a lawyer can read aloud.

An explanation is built only when it is asked for, from the decision's own policy, case
and instant. First come steps (`steps`): codes with arguments, part by part, in no
language. Then they are said in one (`speech`), by the sentences of that language.
"""

from slapolicy.contract.decision import Decision
from slapolicy.contract.explanation.alerts import alert_part
from slapolicy.contract.explanation.clocks import clock_parts
from slapolicy.contract.explanation.closing import closing_parts
from slapolicy.contract.explanation.languages import require_spoken
from slapolicy.contract.explanation.once import once
from slapolicy.contract.explanation.opening import opening_part
from slapolicy.contract.explanation.services import service_parts
from slapolicy.contract.explanation.severity import severity_part
from slapolicy.contract.explanation.short import short_part
from slapolicy.contract.explanation.speech import Speaker
from slapolicy.contract.explanation.standing import standing_part
from slapolicy.contract.explanation.step import Part
from slapolicy.contract.explanation.unapplied import unapplied_part
from slapolicy.contract.explanation.view import View
from slapolicy.contract.policy import Policy

__all__ = ["explain", "steps"]


def explain(decision: Decision, language: str = "en") -> str:
    """Say what holds and why, as text of lines of at most 88 columns.

    Raises:
        ValueError: for a language that slapolicy does not speak, or a decision that
            was not reached by `Policy.evaluate`.
    """
    require_spoken(language)
    policy = _policy(decision)
    return Speaker(language, policy.labels).text(steps(decision))


def steps(decision: Decision) -> tuple[Part, ...]:
    """Give the parts of an explanation as steps, in no language.

    Raises:
        ValueError: for a decision that was not reached by `Policy.evaluate`.
    """
    policy, case = _policy(decision), decision._case_read
    assert case is not None
    view = View(decision, policy, case)
    parts = (
        short_part(view),
        opening_part(view),
        severity_part(view),
        *service_parts(view),
        *clock_parts(view),
        alert_part(view),
        unapplied_part(view),
        standing_part(view),
    )
    told = tuple(part for part in parts if part is not None)
    return tuple(once(part) for part in (*told, *closing_parts(view, told)))


def _policy(decision: Decision) -> Policy:
    policy = decision._policy
    if policy is None or decision._case_read is None:
        msg = "only a decision reached by `Policy.evaluate` can be explained"
        raise ValueError(msg)
    return policy
