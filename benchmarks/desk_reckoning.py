"""What follows for the cases of the desk, counted minute by minute.

It shares no code with slapolicy. The limits of the policy are written out here; the
office hours are those of `oracle`.
"""

from datetime import date, datetime, time, timedelta

from attrs import evolve, frozen

from benchmarks.desk import SEVERITIES, Story
from benchmarks.oracle import MINUTE, OpenQuarters, microseconds

CLOCKS = {"first_response": "D6", "resolution": "D7"}
"""The clocks, and the clause of each."""

HOURS = {
    ("first_response", "urgent"): (1, "24x7"),
    ("first_response", "high"): (2, "office"),
    ("first_response", "normal"): (8, "office"),
    ("resolution", "urgent"): (8, "24x7"),
    ("resolution", "high"): (16, "office"),
    ("resolution", "normal"): (40, "office"),
}
BUSINESS_DAYS = {("first_response", "low"): 2, ("resolution", "low"): 10}
_DAY = timedelta(days=1)


@frozen
class Outcome:
    """What became of one clock."""

    clock: str
    clause: str
    state: str
    due_at: datetime | None  # None: met while it was paused, so that nobody could tell
    breached_at: datetime | None


class Desk:
    """The office hours of the desk, and what they make of a case."""

    def __init__(self, office: OpenQuarters) -> None:
        self.office = office

    def outcome(self, story: Story, clock: str) -> Outcome:
        """Say whether a clock was met, and when it was due."""
        done = story.replies[0] if clock == "first_response" else story.resolved
        # what is fulfilled is judged by the pauses known at that moment
        known = tuple(each for each in story.waits if each[0] < done)
        story = evolve(story, waits=known)
        first, second = SEVERITIES[story.before], SEVERITIES[story.after]
        due = self._due(story, clock, (first, first))
        if done > story.changed < due:
            due = self._due(story, clock, (first, second))
            if due <= story.changed:  # past already when the change made it so
                return self._told(story, clock, due, story.changed)
        if due < done:
            return self._told(story, clock, due, due)
        return self._told(story, clock, None if _is_paused(story, done) else due, None)

    def _told(
        self, story: Story, clock: str, due: int | None, broken: int | None
    ) -> Outcome:
        return Outcome(
            clock,
            CLOCKS[clock],
            "met" if broken is None else "breached",
            None if due is None else story.when(due),
            None if broken is None else story.when(broken),
        )

    def _due(self, story: Story, clock: str, severities: tuple[str, str]) -> int:
        """Give the minute at which the limit of the last of two severities is due."""
        if severities[1] == "low":
            return self._due_in_days(story, BUSINESS_DAYS[clock, "low"])
        left, _ = HOURS[clock, severities[1]]
        left, minute = left * 60, 0
        while left:
            severity = severities[minute >= story.changed]
            _, hours = HOURS.get((clock, severity), (0, "office"))
            is_open = hours == "24x7" or self._is_open(story, minute)
            left -= is_open and not _is_paused(story, minute)
            minute += 1
        return minute

    def _due_in_days(self, story: Story, days: int) -> int:
        on = self._received_on(story)
        for _ in range(days):
            on = self._next_working(on + _DAY)
        closing = datetime.combine(on, time(17), self.office.clock)
        minute = (closing - story.opened) // timedelta(minutes=1)
        owed = sum(self._is_paused_and_open(story, each) for each in range(minute))
        while owed or (_is_paused(story, minute) and _is_paused(story, minute - 1)):
            is_open = self._is_open(story, minute)
            owed -= is_open and not _is_paused(story, minute)
            minute += 1
        return minute

    def _received_on(self, story: Story) -> date:
        """Give the working date on which the case counts as received."""
        local = story.opened.astimezone(self.office.clock)
        is_over = local.time() >= self.office.lineup.closes
        return self._next_working(local.date() + (_DAY if is_over else 0 * _DAY))

    def _next_working(self, on: date) -> date:
        while not self.office.opens_on(on):
            on += _DAY
        return on

    def _is_open(self, story: Story, minute: int) -> bool:
        return self.office.holds(microseconds(story.opened) + minute * MINUTE)

    def _is_paused_and_open(self, story: Story, minute: int) -> bool:
        return _is_paused(story, minute) and self._is_open(story, minute)


def _is_paused(story: Story, minute: int) -> bool:
    return any(start <= minute < end for start, end in story.waits)
