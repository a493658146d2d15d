"""Business time: what is open when, how much of it lies between, what is due when.

Knows nothing of policies. Instants inside are integer microseconds UTC (`int`),
1970 to 2200; durations are integer microseconds too.

Values (`hours`)::

    Hours(zone, weeks, dates=(), closed=(), yearly=(), holidays=(),
          holiday_dates=frozenset(), closures=(), day_end="closing")
    Week(days: 7 tuples of (open_minute, close_minute), Monday first; start=None)
    DatedHours(on, spans)                          # open on DATE spans
    ClosedDates(first, last, spans=None, name="", start=None)
    ClosedYearly((month, day), (month, day), spans=None, name="", start=None)
    HolidayLine(regions, according_to=None, start=None)
    span("22:00-06:00") -> (1320, 1800)            # ValueError
    day_end: "closing" | "same_time" | minute of the date

`start` is the date from which a dated line replaces the earlier ones of its kind.

Engines (`working`, `always`), both with the same methods::

    WorkingTime(hours) | ALWAYS | Always(zone_name="UTC", day_end="closing")
    .is_open(t) .between(a, b) -> int
    .add(a, d) .subtract(a, d) .next_opening(t) .next_closing(t) -> int | None
    .spans(a, b) -> iterator of (start, end)
    .is_working_day(date) .working_date(t) -> date | None .last_closing(date)
    .owned(date) -> the open instants of a date's own hours
    .business_days_due(start, n) .add_business_days(t, n, day_end) -> int | None
    .is_estimated(t) .zone (a Zone; .zone.name)
    calendar_days_due(zone_name, t, n) -> int | None

None: never again before 2200 (or, of `next_closing`, never closes). Any method of
`WorkingTime` may raise `HolidaysUnknown` (`.region`, `.year`, `.outcome`).

Texts, datetimes and zones (`instant`, `datetimes`, `duration`, `zone`)::

    parse_instant(text, zone_name=None) -> Read(instant, warnings)   # InstantError
    instant_of_wall(naive_datetime, zone_name) -> int                # InstantError
    from_datetime(aware) -> int; to_datetime(t) -> aware UTC; to_iso(t, zone_name)
    InstantError(.kind, .message, .hint, .readings) is a ValueError
    parse_duration("PT1H") -> int; to_duration(d) -> str
    zone(name) -> Zone: ZoneError(.message, .hint), a ValueError
    Zone: .offset(t) .reading(t) .first_reaching(wall) .instants_reading(wall)
    tzdata_version(), zone_names()

Holidays (`holidays`; both packages are imported only when a region is asked about)::

    holiday_dates(region, year, according_to=None) -> (Holiday, ...) | Uncovered
    workalendar_dates(region, year), is_region(region), holidays_version()
    disagreements(region, first, last, is_worked=None)
        -> (Disagreement, ...) | Uncovered

Explanations (`reasons`)::

    spans_with_reasons(hours, a, b) -> iterator of Stretch(start, end, on, is_open,
        reasons: (Reason(kind, name, region, is_estimated), ...))
    undecided_holidays(hours, first, last) -> (Disagreement, ...)

`Calendar` is the face for Python programs: aware datetimes in, aware UTC out.
"""

from slapolicy.worktime.always import ALWAYS, Always
from slapolicy.worktime.calendar import Calendar
from slapolicy.worktime.dates import Reason
from slapolicy.worktime.datetimes import (
    from_datetime,
    to_datetime,
)
from slapolicy.worktime.duration import parse_duration, to_duration
from slapolicy.worktime.holidays import (
    Disagreement,
    Holiday,
    HolidaysUnknown,
    Uncovered,
    disagreements,
    holiday_dates,
    holidays_version,
    is_region,
    workalendar_dates,
)
from slapolicy.worktime.hours import (
    ClosedDates,
    ClosedYearly,
    DatedHours,
    HolidayLine,
    Hours,
    Week,
    span,
)
from slapolicy.worktime.instant import (
    InstantError,
    Read,
    instant_of_wall,
    parse_instant,
    to_iso,
)
from slapolicy.worktime.reasons import (
    Stretch,
    spans_with_reasons,
    undecided_holidays,
)
from slapolicy.worktime.working import WorkingTime, calendar_days_due
from slapolicy.worktime.zone import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    MINUTE,
    SECOND,
    Zone,
    ZoneError,
    tzdata_version,
    zone,
    zone_names,
)

__all__ = [
    "ALWAYS",
    "DAY",
    "EARLIEST",
    "HOUR",
    "LATEST",
    "MINUTE",
    "SECOND",
    "Always",
    "Calendar",
    "ClosedDates",
    "ClosedYearly",
    "DatedHours",
    "Disagreement",
    "Holiday",
    "HolidayLine",
    "HolidaysUnknown",
    "Hours",
    "InstantError",
    "Read",
    "Reason",
    "Stretch",
    "Uncovered",
    "Week",
    "WorkingTime",
    "Zone",
    "ZoneError",
    "calendar_days_due",
    "disagreements",
    "from_datetime",
    "holiday_dates",
    "holidays_version",
    "instant_of_wall",
    "is_region",
    "parse_duration",
    "parse_instant",
    "span",
    "spans_with_reasons",
    "to_datetime",
    "to_duration",
    "to_iso",
    "tzdata_version",
    "undecided_holidays",
    "workalendar_dates",
    "zone",
    "zone_names",
]
