"""Tables: a header row, and rows whose cells stand under it."""

from attrs import field

from slapolicy.language.syntax.conditions import Condition
from slapolicy.language.syntax.leaves import (
    ClauseId,
    Dash,
    Duration,
    Name,
    Number,
    YesNo,
)
from slapolicy.language.syntax.limits import LimitHours, NoFigure, NoInterval
from slapolicy.language.syntax.node import Node, construct, part


@construct
class Timed(Node):
    """`15 minutes 24x7` in a cell."""

    amount: Duration | Name
    hours: LimitHours


@construct
class Repeated(Node):
    """`every 2 hours` in a cell."""

    amount: Duration | Name
    hours: LimitHours | None = None


PromiseCell = (
    ClauseId | Name | Duration | Timed | Repeated | NoFigure | NoInterval | Dash
)


@construct
class PromiseHead(Node):
    """`| clause | plan | severity | first_response |`: words and clocks, as names."""

    columns: tuple[Name, ...]


@construct
class PromiseRow(Node):
    """`| V9 | gold | critical | 1 hour |`."""

    cells: tuple[PromiseCell, ...]


@construct
class Promises(Node):
    """`promises during h on gold when … { | severity | answer |  … }`."""

    head: PromiseHead
    rows: tuple[PromiseRow, ...]
    hours: LimitHours | None = field(default=None, metadata=part("table_hours"))
    plans: tuple[Name, ...] = field(default=(), metadata=part("on"))
    condition: Condition | None = field(default=None, metadata=part("when"))


@construct
class Aims(Node):
    """`aims during h { | severity | answer |  … }`."""

    head: PromiseHead
    rows: tuple[PromiseRow, ...]
    hours: LimitHours | None = field(default=None, metadata=part("table_hours"))
    plans: tuple[Name, ...] = field(default=(), metadata=part("on"))
    condition: Condition | None = field(default=None, metadata=part("when"))


GrantCell = ClauseId | Name | YesNo | Number | Dash


@construct
class GrantHead(Node):
    """`| service | silver | gold |`."""

    columns: tuple[Name, ...]


@construct
class GrantRow(Node):
    """`| phone_support | no | yes |`, `| screen_share | - | 6 |`."""

    cells: tuple[GrantCell, ...]


@construct
class Grants(Node):
    """`grants { | service | silver | gold |  … }`: a number is a limit."""

    head: GrantHead
    rows: tuple[GrantRow, ...]


SeverityCell = ClauseId | Name | YesNo | Dash


@construct
class SeverityHead(Node):
    """`| impact | urgency | severity |`."""

    columns: tuple[Name, ...]


@construct
class SeverityRow(Node):
    """`| high | high | s1 |`."""

    cells: tuple[SeverityCell, ...]


@construct
class Severities(Node):
    """`severities { | impact | urgency | severity |  … }`."""

    head: SeverityHead
    rows: tuple[SeverityRow, ...]
