"""Stories with the answers they must have, and properties of every case."""

from attrs import field

from slapolicy.language.syntax.calendars import CalendarLine, Zone
from slapolicy.language.syntax.clocks import Act
from slapolicy.language.syntax.conditions import Value
from slapolicy.language.syntax.definitions import Literal
from slapolicy.language.syntax.leaves import (
    ClauseId,
    Dash,
    Date,
    Duration,
    Name,
    Number,
    Offset,
    Text,
    TimeOfDay,
)
from slapolicy.language.syntax.limits import NoFigure
from slapolicy.language.syntax.node import Node, construct, part


@construct
class Instant(Node):
    """`2024-11-03 01:50 UTC-04:00`: the offset only where the clock reads twice."""

    date: Date
    time: TimeOfDay
    offset: Offset | None = None


@construct
class Assignment(Node):
    """`issue is software_bug`."""

    subject: Name
    value: Literal


@construct
class Used(Node):
    """`4 screen_share used`."""

    number: Number
    service: Name


@construct
class Given(Node):
    """`given plan is gold, issue is software_bug`."""

    items: tuple[Assignment | Used, ...]


@construct
class GivenCalendar(Node):
    """`given business_hours { zone Europe/Warsaw … }`."""

    name: Name
    lines: tuple[CalendarLine, ...]


@construct
class Happens(Node):
    """`2024-05-07 10:00 customer opens via support_email`."""

    instant: Instant
    role: Name
    verb: Name
    via: tuple[Name, ...] = field(default=(), metadata=part("via"))
    for_whom: Name | None = field(default=None, metadata=part("for_whom"))


@construct
class Becomes(Node):
    """`2024-05-07 10:15 persistent becomes yes`, `… severity becomes s1`."""

    instant: Instant
    subject: Name
    value: Literal


@construct
class Attempts(Node):
    """`2025-01-15 10:00 for 5 minutes each second 3 api_call end in server_timeout`."""

    instant: Instant
    duration: Duration
    number: Number
    attempt: Name
    end: Name


@construct
class TheCase(Node):
    """`case`."""


@construct
class TheIntake(Node):
    """`intake`."""


@construct
class ContactOf(Node):
    """`tam via phone`."""

    role: Name
    via: tuple[Name, ...] = field(default=(), metadata=part("via"))


@construct
class AimOf(Node):
    """`aim of first_response`."""

    clock: Name


@construct
class OccurrenceOf(Node):
    """`occurrence 2 of progress_update`."""

    number: Number
    clock: Name | AimOf


@construct
class EscalationTo(Node):
    """`escalation to tam`."""

    role: Name


@construct
class WarningTo(Node):
    """`warning to tam`."""

    role: Name


About = (
    Name
    | TheCase
    | TheIntake
    | ContactOf
    | AimOf
    | OccurrenceOf
    | EscalationTo
    | WarningTo
)


@construct
class Due(Node):
    """`, due 2024-03-10 03:10`."""

    instant: Instant


@construct
class At(Node):
    """`, at 2024-03-10 03:10`."""

    instant: Instant


@construct
class Left(Node):
    """`, 5 minutes left`, `, 2 left`."""

    amount: Duration | Number


Detail = Due | At | Left | NoFigure


@construct
class Expect(Node):
    """`expect callback is running, due 2024-03-10 03:10 per M13 reading at_night`.

    `state` is a name for everything but `yes` and `no`.
    """

    about: About
    state: Value
    details: tuple[Detail, ...]
    needs: tuple[Name, ...] = field(default=(), metadata=part("needs"))
    per: tuple[ClauseId, ...] = field(default=(), metadata=part("per"))
    readings: tuple[Name, ...] = field(default=(), metadata=part("by_reading"))


@construct
class Check(Node):
    """`at 2024-03-10 03:00 expect … expect …`."""

    instant: Instant
    expects: tuple[Expect, ...]


ScenarioLine = Zone | Given | GivenCalendar | Happens | Becomes | Attempts | Check


@construct
class Scenario(Node):
    """`scenario "A call in the night" { zone …  given …  steps  at …  expect … }`."""

    title: Text
    lines: tuple[ScenarioLine, ...]


@construct
class ColumnDue(Node):
    """`first_response due` at the head of a column."""

    clock: Name | AimOf


@construct
class ColumnAt(Node):
    """`at` at the head of a column."""


@construct
class ColumnPer(Node):
    """`per` at the head of a column."""


@construct
class ClauseIds(Node):
    """`V9, V10` in a cell."""

    ids: tuple[ClauseId, ...]


CaseColumn = About | Act | ColumnDue | ColumnAt | ColumnPer
CaseCell = Literal | Instant | ClauseIds | Dash


@construct
class CaseHead(Node):
    """`| issue | customer calls via hotline | severity | callback due | at | per |`."""

    columns: tuple[CaseColumn, ...]


@construct
class CaseRow(Node):
    """`| outage | 2025-03-07 16:00 | critical | 2025-03-07 17:00 | - | V9 |`."""

    cells: tuple[CaseCell, ...]


@construct
class Scenarios(Node):
    """`scenarios "Which severity" { given …  | issue | severity | per |  … }`."""

    title: Text
    lines: tuple[Zone | Given | GivenCalendar, ...]
    head: CaseHead
    rows: tuple[CaseRow, ...]
