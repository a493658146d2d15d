"""What can be asked of a case, with the answers yes, no and unknown."""

from slapolicy.language.syntax.leaves import Date, Duration, Name, Number, Word, YesNo
from slapolicy.language.syntax.node import Node, construct

Value = Name | YesNo
Size = Duration | Number | Name


@construct
class Is(Node):
    """`issue is software_bug`."""

    subject: Name
    value: Value


@construct
class IsNot(Node):
    """`plan is not gold`."""

    subject: Name
    value: Value


@construct
class IsOneOf(Node):
    """`issue is one of (software_bug, configuration_request)`."""

    subject: Name
    values: tuple[Value, ...]


@construct
class IsSize(Node):
    """`load is at least 90`: also `at most`, `more than`, `less than`."""

    subject: Name
    bound: Word
    size: Size


@construct
class IsDate(Node):
    """`opened_on is on or after life_cycle_ends`: also `before`, `after`."""

    subject: Name
    bound: Word
    date: Date | Name


@construct
class HasLasted(Node):
    """`unavailable has lasted at least persistent_after`."""

    indicator: Name
    bound: Word
    size: Size


@construct
class AllOf(Node):
    """`plan is gold and severity is high and …`."""

    conditions: "tuple[Condition, ...]"


@construct
class AnyOf(Node):
    """`plan is gold or severity is high or …`."""

    conditions: "tuple[Condition, ...]"


Comparison = Is | IsNot | IsOneOf | IsSize | IsDate | HasLasted
Condition = Comparison | AllOf | AnyOf
