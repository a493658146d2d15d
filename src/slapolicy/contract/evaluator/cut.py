"""Where the telling of a case may go on, without all that came before.

When a case may be cut, and what is kept of it, is said in `contract/remembering`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field

from slapolicy.contract.case import Event
from slapolicy.values import frozen

if TYPE_CHECKING:
    from slapolicy.contract.evaluator.occurrences import Occurrence


@frozen
class Cut:
    """What is known of the clocks of a case at an instant up to which it was told.

    `last` is the latest occurrence of each clock that has any: those before it, and it
    itself if it was over, will never change again, and are told no more. `seen` are
    earlier events that `after` may look for.
    """

    at: int
    last: Mapping[str, "Occurrence"] = field(factory=dict)
    seen: tuple[Event, ...] = ()
