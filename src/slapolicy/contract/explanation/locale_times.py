"""Times, lengths, numbers and lists in the languages beside English.

Names of days and months, units and lists come from the Unicode CLDR (`conventions`),
the order in which a date is told from the catalogue, where a translator chooses one
that fits into a sentence without inflection.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from slapolicy.contract.decimals import digits
from slapolicy.contract.explanation.english_times import FORMATS, UNITS, counted
from slapolicy.contract.explanation.readings import (
    changes_within,
    offset,
    place_of,
    time_of,
    wall,
)
from slapolicy.locales import Catalogue, Conventions
from slapolicy.locales.filling import filled
from slapolicy.worktime import HOUR, MINUTE, SECOND


class Times:
    """How a language tells times, lengths, numbers and lists."""

    def __init__(self, catalogue: Catalogue, conventions: Conventions) -> None:
        self._catalogue = catalogue
        self._conventions = conventions
        self._formats = {c: catalogue.say(c, text) for c, text in FORMATS.items()}

    def instant(self, at: int, zone_name: str, known: tuple[str, int | None]) -> str:
        """Tell an instant; of zone and offset, what is `known` already is left out."""
        reading = wall(at, zone_name)
        return self._moment(reading) + place_of(at, zone_name, known)

    def window(self, start: int, end: int, zone_name: str) -> str:
        """Tell from when to when, with offsets near clock changes."""
        changes = changes_within(start, end, zone_name)
        first, last = wall(start, zone_name), wall(end, zone_name)
        before = f" ({offset(start, zone_name)})" if changes else ""
        after = f" ({offset(end, zone_name)})" if changes else ""
        ends = self._moment(last)
        if first.date() == last.date():
            ends = self._time(last)
        elif last == datetime.combine(first.date() + timedelta(1), time(), UTC):
            ends = f"24{self._conventions.time_separator}00"
        return filled(
            self._formats["from_to"],
            start=self._moment(first) + before,
            end=ends + after,
        )

    def days(self, first: date, last: date) -> str:
        """Tell one date, two, or from one to another."""
        if first == last:
            return self._day(first)
        if last - first == timedelta(1):
            return self.joined((self._day(first), self._day(last)), is_choice=False)
        return filled(
            self._formats["from_to"], start=self._day(first), end=self._day(last)
        )

    def _moment(self, reading: datetime) -> str:
        day, at = self._day(reading.date()), self._time(reading)
        return filled(self._formats["day_time"], day=day, time=at)

    def _day(self, on: date) -> str:
        return filled(
            self._formats["weekday_date"],
            weekday=self._conventions.weekdays[on.weekday()],
            day=on.day,
            month=self._conventions.months[on.month - 1],
            year=on.year,
        )

    def _time(self, reading: datetime) -> str:
        told = self._conventions
        return time_of(reading, told.time_separator, told.decimal)

    def length(self, of: int) -> str:
        """Tell hours, minutes and seconds; no minutes if it is none."""
        if not of:
            return self._unit("minute", 0)
        hours, rest = divmod(abs(of), HOUR)
        minutes, rest = divmod(rest, MINUTE)
        seconds, part = divmod(rest, SECOND)
        words = [
            self._unit(u, n) for u, n in (("hour", hours), ("minute", minutes)) if n
        ]
        if part:
            fraction = f"{seconds}.{part:06}".rstrip("0")
            text = fraction.replace(".", self._conventions.decimal)
            words.append(self._conventions.fraction("second", text))
        elif seconds:
            words.append(self._unit("second", seconds))
        return ("-" if of < 0 else "") + " ".join(words)

    def _unit(self, unit: str, number: int) -> str:
        form = self._catalogue.form(number)
        return self._conventions.unit(unit, form, str(number))

    def count(self, number: int, unit: str) -> str:
        """Tell how many of a thing; of `ordinal`, the number alone."""
        if unit == "ordinal":
            return str(number)
        return f"{number} {self._noun(unit, number)}"

    def _noun(self, unit: str, number: int) -> str:
        return self._catalogue.plural(counted(unit), *UNITS[unit], number)

    def number(self, of: Decimal | int) -> str:
        """Tell a number in plain digits."""
        if isinstance(of, int):
            return str(of)
        return digits(of).replace(".", self._conventions.decimal)

    def joined(self, texts: tuple[str, ...], *, is_choice: bool) -> str:
        """Tell `a, b i c`; with semicolons where there are commas."""
        if len(texts) < 2:
            return "".join(texts)
        joint = self._conventions.joint(texts[-1], is_choice=is_choice)
        if any(", " in text for text in texts):
            return "; ".join(texts[:-1]) + f";{joint}{texts[-1]}"
        return ", ".join(texts[:-1]) + f"{joint}{texts[-1]}"
