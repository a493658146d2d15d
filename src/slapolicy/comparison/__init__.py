"""What another policy would have decided: differences, case by case and counted.

Decisions come in; how they are reached is not said here. `comparing` says what differs
between two, `tally` counts it, `picture` draws it.
"""

from slapolicy.comparison.comparing import compare
from slapolicy.comparison.difference import KINDS, Difference, Kind
from slapolicy.comparison.picture import picture
from slapolicy.comparison.tally import Tally

__all__ = ["KINDS", "Difference", "Kind", "Tally", "compare", "picture"]
