"""What a case is to show, and a case that was told to show it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field

from slapolicy.analysis.asked import Accepted
from slapolicy.contract.answer import Answer
from slapolicy.contract.policy import Rule
from slapolicy.contract.property_runner.draft import Act, Draft
from slapolicy.contract.scenario import Expectation
from slapolicy.values import frozen

if TYPE_CHECKING:
    from slapolicy.contract.evaluator.situation import Situation


@frozen(kw_only=True)
class Claim:
    """What a case is to show: what is looked at, and how the answers must be.

    Args:
        asked: What is looked at, one thing after another.
        holds: Whether the answers are as the finding says.
        clock: The clock that is to run, if it is about one.
        among: The rules that it is about, if it is about no others.
        after: What happens once it runs, at instants counted from then.
        look: When the case is looked at, from then.
        begins: How it begins, if not only so that the clock runs; the last act is at 0.
        used: How often services have been used.
        shifts: When it may begin, from a Monday at ten in the morning; if nothing is
            said, then also whenever hours turn on which the clock depends.
    """

    asked: tuple[Expectation, ...]
    holds: Accepted
    clock: str | None = None
    among: tuple[Rule, ...] = ()
    begins: tuple[Act, ...] = ()
    after: tuple[Act, ...] = ()
    look: int = 0
    used: Mapping[str, int] = field(factory=dict)
    shifts: tuple[int, ...] = ()


@frozen
class Telling:
    """A case, what was asked about it, and all that follows for it."""

    draft: Draft
    answers: tuple[Answer, ...]
    situation: "Situation"
