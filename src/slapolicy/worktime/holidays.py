"""Public holidays, from the `holidays` package and from `workalendar`.

The only host of both; each is imported when a region is first asked about. Which dates
are worked is not said here: a calendar's own hours decide that.
"""

import re
import warnings
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from threading import Lock

from slapolicy.values import frozen
from slapolicy.worktime.hours import According

_REGION = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,4}))?")
_QUIET = Lock()
_SAME_IN_WORKALENDAR = {"GB-ENG": "GB", "GB-WLS": "GB"}


@frozen
class Holiday:
    """A date that a region keeps; `is_estimated` if it may yet move (moon-sighted)."""

    on: date
    name: str
    region: str
    is_estimated: bool = False


@frozen
class Uncovered:
    """The outcome that a source knows nothing of a region or a year.

    Never the same as a year without holidays. `because` says what is not covered.
    """

    region: str
    year: int
    source: str
    because: str


Holidays = tuple[Holiday, ...] | Uncovered


class HolidaysUnknown(ValueError):  # noqa: N818  # an outcome, caught by the evaluator
    """An answer rests on the holidays of a year that no source covers.

    Raised by `WorkingTime` when a walk comes to a date that its hours would open, if
    it were not a holiday, and nobody knows. `outcome` says who does not know it.
    """

    def __init__(self, outcome: Uncovered) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.region, self.year = outcome.region, outcome.year

    def __str__(self) -> str:
        return (
            f"holidays of {self.region} in {self.year} are not known: "
            f"{self.outcome.because}"
        )


def holiday_dates(
    region: str, year: int, according_to: According | None = None
) -> Holidays:
    """Give the holidays of a region in a year, in the order of their dates.

    Args:
        region: A country or a part of one, such as `PL`, `US`, `GB-ENG`, `US-CA`.
        year: The calendar year.
        according_to: Whom to go by: `holidays` (as None), `workalendar`, `either` (a
            holiday if one says so) or `both` (only if both do).
    """
    if according_to in (None, "holidays"):
        return _holidays_view(region, year)
    if according_to == "workalendar":
        return workalendar_dates(region, year)
    first, second = _holidays_view(region, year), workalendar_dates(region, year)
    if isinstance(first, Uncovered):
        return first
    if isinstance(second, Uncovered):
        return second
    also = {each.on for each in second}
    if according_to == "both":
        return tuple(each for each in first if each.on in also)
    named = {each.on: each for each in (*second, *first)}
    return tuple(named[on] for on in sorted(named))


def is_region(region: str) -> bool:
    """Whether the `holidays` package knows the region in any year."""
    return not isinstance(_holidays_view(region, 2025), Uncovered)


@lru_cache(2)
def _version(package: str) -> str:
    from importlib.metadata import version  # slow

    return version(package)


@lru_cache(4096)
def _holidays_view(region: str, year: int) -> Holidays:
    source = f"holidays {_version('holidays')}"
    match = _REGION.fullmatch(region)
    if not match:
        return Uncovered(region, year, source, f"`{region[:20]}` is not a region")
    country, part = match.groups()
    # It warns of years of which it knows only some holidays.
    with _QUIET, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        import holidays  # slow, and rarely needed

        try:
            book = holidays.country_holidays(
                country, subdiv=part, years=year, language="en_US"
            )
        except NotImplementedError:
            return Uncovered(region, year, source, f"{source} does not know `{region}`")
    first, last = book.start_year, book.end_year
    if warned:
        said = str(warned[0].message).rstrip(".")
        return Uncovered(region, year, source, f"{source} says of {region}: {said}")
    if not first <= year <= last:
        because = f"{source} covers {region} from {first} to {last}"
        return Uncovered(region, year, source, because)
    return tuple(
        Holiday(on, name, region, "estimated)" in name)
        for on, name in sorted(book.items())
        if on.year == year
    )


@lru_cache(4096)
def workalendar_dates(region: str, year: int) -> Holidays:
    """Give the view of `workalendar`, or that it has none."""
    source = f"workalendar {_version('workalendar')}"
    # It warns as it reckons, and only the whole process can be told not to listen.
    with _QUIET, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from workalendar.registry import registry  # slow, and rarely needed

        # Not `registry.get`: of a part that it does not know it gives the country.
        known = registry.region_registry
        found = known.get(_SAME_IN_WORKALENDAR.get(region, region))
        if found is None:
            because = f"{source} does not know `{region[:20]}`"
            return Uncovered(region, year, source, because)
        calendar = found()
        try:
            named = dict(calendar.holidays(year))
        except Exception as problem:  # noqa: BLE001  # it raises whatever it likes
            because = f"{source} has no {region} in {year} ({type(problem).__name__})"
            return Uncovered(region, year, source, because)
    moons = {row[2] for row in getattr(calendar, "get_islamic_holidays", tuple)()}
    return tuple(
        Holiday(on, str(name), region, str(name).removesuffix(" shift") in moons)
        for on, name in sorted(named.items())
        if on.year == year
    )


@frozen
class Disagreement:
    """A date that one source calls a holiday and the other does not."""

    on: date
    region: str
    holidays: str | None
    workalendar: str | None


def differences(region: str, year: int) -> tuple[Disagreement, ...] | Uncovered:
    """Give the dates of a year on which the two differ; `Uncovered` if one is mute."""
    ours, theirs = _holidays_view(region, year), workalendar_dates(region, year)
    if isinstance(ours, Uncovered):
        return ours
    if isinstance(theirs, Uncovered):
        return theirs
    left = {each.on: each.name for each in ours}
    right = {each.on: each.name for each in theirs}
    return tuple(
        Disagreement(on, region, left.get(on), right.get(on))
        for on in sorted(left.keys() ^ right.keys())
    )


def disagreements(
    region: str,
    first: date,
    last: date,
    is_worked: Callable[[date], bool] | None = None,
) -> tuple[Disagreement, ...] | Uncovered:
    """Give the dates in `first` to `last` (both included) on which the two differ.

    Only dates that `is_worked` says are worked but for holidays; Monday to Friday, if
    it is not given. `Uncovered` where a year of them is known to one source only.
    """
    worked = is_worked or (lambda on: on.weekday() < 5)
    found: list[Disagreement] = []
    for year in range(first.year, last.year + 1):
        differ = differences(region, year)
        if isinstance(differ, Uncovered):
            return differ
        found += [e for e in differ if first <= e.on <= last and worked(e.on)]
    return tuple(found)


def holidays_version() -> str:
    """Give the versions of both packages, for the stamp."""
    return f"holidays {_version('holidays')}, workalendar {_version('workalendar')}"
