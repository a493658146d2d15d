"""Hours: the lines of a calendar."""

from attrs import field

from slapolicy.language.syntax.conditions import Condition
from slapolicy.language.syntax.leaves import (
    Date,
    Month,
    Name,
    Number,
    Offset,
    Region,
    Text,
    TimeOfDay,
    Weekday,
    ZoneName,
)
from slapolicy.language.syntax.node import Node, construct, part


@construct
class Zone(Node):
    """`zone Europe/Warsaw`, `zone UTC+01:00`, `zone service_time_zone`."""

    zone: ZoneName | Offset | Name


@construct
class DayRange(Node):
    """`Mon`, `Mon-Fri`."""

    first: Weekday
    last: Weekday | None = None


@construct
class HoursSpan(Node):
    """`09:00-17:00`, `22:00-06:00`."""

    opens: TimeOfDay
    closes: TimeOfDay


@construct
class Yearly(Node):
    """`24 December`."""

    day: Number
    month: Month


@construct
class DateRange(Node):
    """`2025-12-24`, `24 December through 31 December`."""

    first: Date | Yearly
    through: Date | Yearly | None = None


@construct
class OpenWeek(Node):
    """`open Mon-Thu, Sat 09:00-12:00, 13:00-17:00 from 2026-01-01`."""

    days: tuple[DayRange, ...]
    spans: tuple[HoursSpan, ...]
    start: Date | None = field(default=None, metadata=part("from_date"))


@construct
class OpenAlways(Node):
    """`open 24x7`."""

    start: Date | None = field(default=None, metadata=part("from_date"))


@construct
class OpenDate(Node):
    """`open on 2025-12-29 09:00-12:00`."""

    dates: tuple[DateRange, ...]
    spans: tuple[HoursSpan, ...]


@construct
class ClosedDate(Node):
    """`closed on 24 December through 31 December`, `… on 2025-01-02 12:00-24:00`."""

    dates: tuple[DateRange, ...]
    spans: tuple[HoursSpan, ...] = ()
    start: Date | None = field(default=None, metadata=part("from_date"))


@construct
class ClosedHolidays(Node):
    """`closed on holidays of PL, hq_region from 2026-01-01 according to holidays`."""

    regions: tuple[Region | Name, ...]
    start: Date | None = field(default=None, metadata=part("from_date"))
    according: Name | None = field(default=None, metadata=part("according"))


@construct
class Closing(Node):
    """`business days run to closing`."""


@construct
class SameTime(Node):
    """`business days run to the same time`."""


@construct
class DayEnd(Node):
    """`business days run to 12:00`."""

    end: TimeOfDay | Closing | SameTime


@construct
class Branch(Node):
    """`when service_time_zone is uk { zone Europe/London … }`."""

    condition: Condition
    lines: "tuple[CalendarLine, ...]"


CalendarLine = (
    Zone
    | OpenWeek
    | OpenAlways
    | OpenDate
    | ClosedDate
    | ClosedHolidays
    | DayEnd
    | Branch
)


@construct
class Calendar(Node):
    """`calendar business_hours "Business hours" { zone Europe/Warsaw … }`."""

    name: Name
    title: Text
    lines: tuple[CalendarLine, ...]
