"""From instants to places on a sheet, and how an instant is written beside a mark."""

from slapolicy.timeline.model import Timeline
from slapolicy.timeline.tick_words import TickWords
from slapolicy.timeline.ticks import axis, wall
from slapolicy.worktime import MINUTE, zone

WIDTH, EDGE = 9600, 160
LEFT, RIGHT = 2300, 9440


class Scale:
    """Where an instant lies between the left and the right edge of the lanes."""

    def __init__(self, timeline: Timeline) -> None:
        self.start, self.end = timeline.start, timeline.end
        self.is_cut = timeline.is_cut
        self._zone = timeline.zone
        self._words = TickWords(timeline.language)
        self.axis = axis(self.start, self.end, self._zone, self._words.told)
        first, last = (wall(at, self._zone) for at in (self.start, self.end))
        self._is_one_date = first.date() == last.date()
        self._is_one_year = first.year == last.year
        clock = zone(self._zone)
        self._has_seconds = any(
            clock.reading(mark.at) % MINUTE
            for lane in timeline.lanes
            for mark in lane.marks
            if self.shows(mark.at)
        )

    def shows(self, at: int) -> bool:
        """Whether an instant lies within what is shown."""
        return self.start <= at < self.end

    def x(self, at: int) -> int:
        """Give the place of an instant; one beyond lies at the edge."""
        inside = min(max(at, self.start), self.end)
        return LEFT + (inside - self.start) * (RIGHT - LEFT) // (self.end - self.start)

    def written(self, at: int) -> str:
        """Write an instant beside its mark: no more than is needed to know it."""
        local = wall(at, self._zone)
        clock = self._words.told(local, "second" if self._has_seconds else "minute")
        is_inside = self.shows(at)
        if is_inside and self._is_one_date:
            return clock
        date = "short_date" if is_inside and self._is_one_year else "dated"
        return self._words.moment(self._words.told(local, date), clock)
