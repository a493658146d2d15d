"""How long something may take, and on which hours that is counted."""

from attrs import field

from slapolicy.language.syntax.clocks import During
from slapolicy.language.syntax.leaves import Duration, Name, Offset, Word, ZoneName
from slapolicy.language.syntax.node import Node, construct, part


@construct
class InZone(Node):
    """`in Europe/Warsaw`, `in UTC`, `in hq_zone`."""

    zone: ZoneName | Offset | Name


@construct
class EachPeriod(Node):
    """`each contract year in UTC`: also `each year`, `each month`."""

    period: Word
    zone: InZone | None = None


@construct
class Always(Node):
    """`24x7`."""


LimitHours = During | Always | InZone


@construct
class Within(Node):
    """`within 15 minutes 24x7`."""

    amount: Duration | Name
    hours: LimitHours


@construct
class Every(Node):
    """`every 1 hour or agreed_interval 24x7`."""

    amount: Duration | Name
    hours: LimitHours
    or_agreed: Name | None = field(default=None, metadata=part("or_agreed"))


@construct
class NoFigure(Node):
    """`no stated time`."""


@construct
class NoTime(Node):
    """`within no stated time during business_hours`."""

    figure: NoFigure
    hours: LimitHours | None = None


@construct
class NoInterval(Node):
    """`at no stated interval`."""


TimeLimit = Within | Every | NoTime | NoInterval
