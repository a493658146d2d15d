"""Hours: the lines of a calendar."""

from attrs import field, frozen

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
from slapolicy.language.syntax.node import Node, part


@frozen
class Zone(Node):
    """`zone Europe/Warsaw`, `zone UTC+01:00`, `zone service_time_zone`."""

    zone: ZoneName | Offset | Name


@frozen
class DayRange(Node):
    """`Mon`, `Mon-Fri`."""

    first: Weekday
    last: Weekday | None = None


@frozen
class HoursSpan(Node):
    """`09:00-17:00`, `22:00-06:00`."""

    opens: TimeOfDay
    closes: TimeOfDay


@frozen
class Yearly(Node):
    """`24 December`."""

    day: Number
    month: Month


@frozen
class DateRange(Node):
    """`2025-12-24`, `24 December through 31 December`."""

    first: Date | Yearly
    through: Date | Yearly | None = None


@frozen
class OpenWeek(Node):
    """`open Mon-Thu, Sat 09:00-12:00, 13:00-17:00 from 2026-01-01`."""

    days: tuple[DayRange, ...]
    spans: tuple[HoursSpan, ...]
    start: Date | None = field(default=None, metadata=part("from_date"))


@frozen
class OpenAlways(Node):
    """`open 24x7`."""

    start: Date | None = field(default=None, metadata=part("from_date"))


@frozen
class OpenDate(Node):
    """`open on 2025-12-29 09:00-12:00`."""

    dates: tuple[DateRange, ...]
    spans: tuple[HoursSpan, ...]


@frozen
class ClosedDate(Node):
    """`closed on 24 December through 31 December`, `… on 2025-01-02 12:00-24:00`."""

    dates: tuple[DateRange, ...]
    spans: tuple[HoursSpan, ...] = ()
    start: Date | None = field(default=None, metadata=part("from_date"))


@frozen
class ClosedHolidays(Node):
    """`closed on holidays of PL, hq_region from 2026-01-01 according to holidays`."""

    regions: tuple[Region | Name, ...]
    start: Date | None = field(default=None, metadata=part("from_date"))
    according: Name | None = field(default=None, metadata=part("according"))


@frozen
class Closing(Node):
    """`business days run to closing`."""


@frozen
class SameTime(Node):
    """`business days run to the same time`."""


@frozen
class DayEnd(Node):
    """`business days run to 12:00`."""

    end: TimeOfDay | Closing | SameTime


@frozen
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


@frozen
class Calendar(Node):
    """`calendar business_hours "Business hours" { zone Europe/Warsaw … }`."""

    name: Name
    title: Text
    lines: tuple[CalendarLine, ...]
