"""Instants at which hours turn: openings, closings, clock changes, exact totals."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from slapolicy.contract.property_runner.instants import edge_groups
from slapolicy.worktime import DAY, Calendar, from_datetime, to_datetime

USUAL = datetime(2025, 3, 3, tzinfo=UTC)  # a Monday, in a month of clock changes
_ASIDE = tuple(
    timedelta(microseconds=each) for each in (0, 0, 0, -60_000_000, 60_000_000, -1, 1)
)
_HOURS = timedelta(hours=1)


def instants(
    calendar: Calendar,
    *,
    around: datetime = USUAL,
    totals: Iterable[timedelta] = (),
) -> st.SearchStrategy[datetime]:
    """Draw instants (aware, UTC) at which a calendar is most likely misread.

    Two of five are openings and closings, changes of the clocks with the closing
    before them, and holidays, or a minute or a microsecond beside one; two are so far
    from one that an exact total of open time lies between; the rest are whole hours,
    to which all shrink.

    Args:
        calendar: The hours that matter.
        around: Where to begin; what is drawn lies in the year from then (aware).
        totals: Lengths of open time, such as the limits of promises.

    Raises:
        ValueError: if `around` is naive.
    """
    hours = calendar.working_time
    start = calendar.next_opening(around) or around
    since = from_datetime(around)
    groups = edge_groups(hours, since)
    plain = st.integers(0, 24 * 60).map(lambda n: start + n * _HOURS)
    lengths = tuple(dict.fromkeys((_HOURS, 8 * _HOURS, *totals)))
    if not groups:
        return plain
    changes = hours.zone.changes(since, since + 366 * DAY)
    kinds = [*groups, *([changes] if changes else [])]
    edge = st.one_of([st.sampled_from(kind) for kind in kinds]).map(to_datetime)
    beside = st.builds(lambda at, by: at + by, edge, st.sampled_from(_ASIDE))

    def after(at: datetime, length: timedelta) -> datetime:
        try:
            return calendar.add(at, length)
        except ValueError:  # it is not open so long again
            return at

    def before(at: datetime, length: timedelta) -> datetime:
        try:
            return calendar.subtract(at, length)
        except ValueError:
            return at

    total = st.sampled_from(lengths)
    spent = st.builds(after, edge, total), st.builds(before, edge, total)
    return st.one_of(plain, beside, beside, *spent)
