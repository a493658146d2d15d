"""The hours that a case states for a parameter of type calendar, and zones, regions."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from slapolicy.contract.case_reader.fields import (
    Desk,
    require,
    take_list,
    take_object,
    take_text,
)
from slapolicy.contract.case_reader.instants import take_date
from slapolicy.contract.case_reader.shown import clean, path_to, shown
from slapolicy.worktime import (
    ClosedDates,
    DatedHours,
    HolidayLine,
    Hours,
    Week,
    ZoneError,
    is_region,
    span,
    zone,
)
from slapolicy.worktime.hours import DayEnd

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = ("zone", "week", "weeks", "holidays", "dates", "closed", "business_days")
_DATE = re.compile(r"[0-9]{4}-.*")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_MOST = 5_000
Spans = tuple[tuple[int, int], ...]
T = TypeVar("T")


def take_zone(desk: Desk, value: Any, path: str) -> str | None:
    """Give the name of a time zone."""
    text = take_text(desk, value, path, desk.limits.name)
    if text is None:
        return None
    try:
        return zone(text if text.isprintable() else clean(text)).name
    except ZoneError as wrong:
        desk.report.add("SLA621", path, wrong.message, wrong.hint)
        return None


def take_region(desk: Desk, value: Any, path: str) -> str | None:
    """Give the code of a region whose public holidays are known."""
    text = take_text(desk, value, path, desk.limits.name)
    if text is None or is_region(text):
        return text
    message = f"{shown(text)} is not a region whose holidays are known"
    desk.report.add("SLA621", path, message, 'write `"PL"` or `"US-CA"`')
    return None


def take_hours(desk: Desk, value: Any, path: str) -> Hours | None:
    """Give the hours that an object states; None once something in it is reported."""
    fields = take_object(desk, value, path, KEYS)
    if fields is None or not require(desk, fields, path, "zone"):
        return None
    name = take_zone(desk, fields["zone"], path_to(path, "zone"))
    weeks = _weeks(desk, fields, path)
    regions, holidays = _holidays(desk, fields, path)
    dates = _dates(desk, fields, path)
    closed = _closed(desk, fields, path)
    day_end = _day_end(desk, fields, path)
    read = (name, weeks, regions, holidays, dates, closed, day_end)
    if any(each is None for each in read):
        return None
    assert name is not None
    assert weeks is not None
    if not any(any(week.days) for week in weeks):
        hint = 'write hours such as `{"mon": ["09:00-17:00"]}`'
        desk.report.add("SLA626", path, "the week never opens", hint)
        return None
    return Hours(
        zone=name,
        weeks=weeks,
        dates=dates or (),
        closed=closed or (),
        holidays=(HolidayLine(regions),) if regions else (),
        holiday_dates=frozenset(holidays or ()),
        day_end="closing" if day_end is None else day_end,
    )


def _weeks(desk: Desk, fields: Mapping[str, Any], path: str) -> tuple[Week, ...] | None:
    if ("week" in fields) == ("weeks" in fields):
        both = "both `week` and `weeks` stand here" if "week" in fields else None
        message = both or "the hours of the week are missing"
        hint = "write one of the two" if both else "write `week` or `weeks`"
        desk.report.add("SLA612", path, message, hint)
        return None
    if "week" in fields:
        days = _week(desk, fields["week"], path_to(path, "week"))
        return None if days is None else (Week(days),)
    where = path_to(path, "weeks")
    items = take_list(desk, fields["weeks"], where, _MOST)
    found = [
        _dated_week(desk, item, path_to(where, index), is_first=index == 0)
        for index, item in enumerate(items or ())
    ]
    weeks = tuple(week for week in found if week is not None)
    if items is None or len(weeks) != len(found):
        return None
    starts = [week.start or date.min for week in weeks]
    if starts != sorted(set(starts)):
        message = "the weeks do not follow each other in time"
        desk.report.add("SLA621", where, message, "sort them by `from`")
        return None
    return weeks


def _dated_week(desk: Desk, value: Any, path: str, *, is_first: bool) -> Week | None:
    fields = take_object(desk, value, path, ("from", "week"))
    needed = ("week",) if is_first else ("from", "week")
    if fields is None or not require(desk, fields, path, *needed):
        return None
    days = _week(desk, fields["week"], path_to(path, "week"))
    start = None
    if "from" in fields:
        start = take_date(desk, fields["from"], path_to(path, "from"))
        if start is None:
            return None
    return None if days is None else Week(days, start)


def _week(desk: Desk, value: Any, path: str) -> tuple[Spans, ...] | None:
    fields = take_object(desk, value, path, WEEKDAYS)
    if fields is None:
        return None
    found = [_spans(desk, fields.get(day, ()), path_to(path, day)) for day in WEEKDAYS]
    if any(each is None for each in found) or set(fields) - set(WEEKDAYS):
        return None
    return tuple(each for each in found if each is not None)


def _spans(desk: Desk, value: Any, path: str) -> Spans | None:
    items = take_list(desk, value, path, 48)
    found = []
    for index, item in enumerate(items or ()):
        where = path_to(path, index)
        try:
            found.append(span(item if isinstance(item, str) else ""))
        except ValueError:
            message = f"{shown(item)} is not a span of hours"
            desk.report.add("SLA621", where, message, 'write `"09:00-17:00"`')
            items = None
    return None if items is None else tuple(found)


def _holidays(
    desk: Desk, fields: Mapping[str, Any], path: str
) -> tuple[tuple[str, ...] | None, tuple[date, ...] | None]:
    where = path_to(path, "holidays")
    items = take_list(desk, fields.get("holidays", ()), where, _MOST)
    regions: list[str | None] = []
    dates: list[date | None] = []
    for index, item in enumerate(items or ()):
        here = path_to(where, index)
        if isinstance(item, date) or (isinstance(item, str) and _DATE.fullmatch(item)):
            dates.append(take_date(desk, item, here))
        else:
            regions.append(take_region(desk, item, here))
    return _all(items, regions), _all(items, dates)


def _all(items: Sequence[Any] | None, found: list[T | None]) -> tuple[T, ...] | None:
    """Give what was found, if there was a list and all of it could be read."""
    good = tuple(each for each in found if each is not None)
    return None if items is None or len(good) != len(found) else good


def _dates(
    desk: Desk, fields: Mapping[str, Any], path: str
) -> tuple[DatedHours, ...] | None:
    where = path_to(path, "dates")
    named = take_object(desk, fields.get("dates", {}), where)
    found: list[DatedHours] = []
    for key, item in (named or {}).items():
        on = take_date(desk, key, path_to(where, key))
        spans = _spans(desk, item, path_to(where, key))
        if on is None or spans is None:
            named = None
        else:
            found.append(DatedHours(on, spans))
    return None if named is None else tuple(sorted(found, key=lambda each: each.on))


def _closed(
    desk: Desk, fields: Mapping[str, Any], path: str
) -> tuple[ClosedDates, ...] | None:
    where = path_to(path, "closed")
    items = take_list(desk, fields.get("closed", ()), where, _MOST)
    found = [
        _closed_dates(desk, item, path_to(where, index))
        for index, item in enumerate(items or ())
    ]
    return _all(items, found)


def _closed_dates(desk: Desk, value: Any, path: str) -> ClosedDates | None:
    if not isinstance(value, Mapping):
        on = take_date(desk, value, path)
        return None if on is None else ClosedDates(on, on)
    fields = take_object(desk, value, path, ("from", "through"))
    if fields is None or not require(desk, fields, path, "from", "through"):
        return None
    first = take_date(desk, fields["from"], path_to(path, "from"))
    last = take_date(desk, fields["through"], path_to(path, "through"))
    if first is None or last is None:
        return None
    if last < first:
        message = f"`{last}` is before `{first}`"
        hint = "change `from` and `through` round"
        desk.report.add("SLA621", path_to(path, "through"), message, hint)
        return None
    return ClosedDates(first, last)


def _day_end(desk: Desk, fields: Mapping[str, Any], path: str) -> DayEnd | None:
    value = fields.get("business_days", "closing")
    if value == "closing":
        return "closing"
    if value == "same_time":
        return "same_time"
    if isinstance(value, str) and (time := _TIME.fullmatch(value)):
        return int(time[1]) * 60 + int(time[2])
    where = path_to(path, "business_days")
    hint = 'write `"closing"`, `"same_time"` or a time such as `"12:00"`'
    message = f"{shown(value)} is not an end of a business day"
    desk.report.add("SLA621", where, message, hint)
    return None
