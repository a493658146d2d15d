"""What is asked of a calendar in the conformance kit, with the second-walker's answers.

Most questions are about instants near a change of the clocks, an opening or a closing,
and lengths are often exact totals of open time: elsewhere every wrong rule looks right.
"""

from datetime import timedelta
from functools import cached_property
from random import Random

import oracle
from conformance_writing import Plain, instant
from oracle import DAY, EPOCH, HOUR, Calendar, Grid, OutOfWindow

BESIDE = (0, 0, -1, 1, -900, 900, 1800, -1800)


class Questions:
    """What is asked of a calendar, with the answers of its grid."""

    def __init__(self, draw: Random, made: Calendar, grid: Grid) -> None:
        self.draw, self.grid, self.zone = draw, grid, made["zone"]
        self.is_plain = len(made["weeks"]) == 1 and "yearly" not in made
        self.is_plain &= all(e["spans"] is None for e in made.get("closed", []))

    @cached_property
    def edges(self) -> list[int]:
        """The openings and closings in the middle of the window."""
        start, cells = self.grid.start, self.grid.cells
        inner = range(DAY, len(cells) - 5 * DAY)
        return [start + n for n in inner if cells[n] != cells[n - 1]]

    @cached_property
    def changes(self) -> list[int]:
        """The instants of the window at which the clocks change."""
        found = []
        for second in range(self.grid.start + 3 * DAY, self.grid.end - DAY, 900):
            steps = [oracle.reading(self.zone, second + n) - n for n in (0, 900)]
            if steps[0] != steps[1]:
                near = range(second, second + 900)
                shifts = (oracle.reading(self.zone, n) - n for n in near)
                first = oracle.reading(self.zone, second) - second
                found.append(
                    next(
                        (n for n, s in zip(near, shifts, strict=True) if s != first),
                        second + 900,
                    )
                )
        return found

    def all(self) -> list[Plain]:
        """Ask everything, and twice what goes wrong most often."""
        asked = [
            self.is_open, self.is_open, self.open_time, self.open_time,
            self.due_after, self.due_after, self.due_after, self.next_opening,
            self.business_days_due, self.business_days_due, self.calendar_days_due,
            self.read_twice_or_never, self.read_twice_or_never,
        ]  # fmt: skip
        if self.is_plain:
            asked += [
                self.due_before, self.due_before, self.next_closing,
                self.add_business_days, self.add_business_days, self.is_working_date,
            ]  # fmt: skip
        found: list[Plain] = []
        for question in asked:
            for _ in range(50):
                try:
                    answered = question()
                except (OutOfWindow, IndexError, ValueError):
                    continue
                if answered not in found:
                    found.append(answered)
                    break
        return found

    def _point(self) -> int:
        """Give an instant, most often an opening or a closing or one beside it."""
        if self.edges and self.draw.random() < 0.8:
            edge = self.draw.choice(self.edges)
            return edge + self.draw.choice((0, 0, 0, -1, 1, 1800, -5400))
        return self.grid.start + self.draw.randrange(DAY, 8 * DAY)

    def _said(self, second: int) -> str:
        return instant(second, self.zone)

    def is_open(self) -> Plain:
        at = self._point()
        is_open = self.grid.cells[at - self.grid.start] == 1
        return {"ask": "is_open", "at": self._said(at), "answer": is_open}

    def open_time(self) -> Plain:
        a, b = sorted((self._point(), self._point()))
        return {
            "ask": "open_time", "from": self._said(a), "to": self._said(b),
            "answer": self.grid.between(a, b),
        }  # fmt: skip

    def _total(self) -> tuple[int, int]:
        """Give an instant, and a length of open time, often all up to an edge."""
        a, b = sorted((self._point(), self._point()))
        total = self.grid.between(a, b)
        more = self.draw.choice((0, 0, 0, 1, -1, 60, -600))
        return a, max(1, total + more if total else self.draw.randrange(1, 20) * HOUR)

    def due_after(self) -> Plain:
        a, seconds = self._total()
        due = self.grid.add(a, seconds)
        return {
            "ask": "due_after", "from": self._said(a), "seconds": seconds,
            "answer": self._said(due),
        }  # fmt: skip

    def due_before(self) -> Plain:
        a, seconds = self._total()
        b = self.grid.add(a, seconds) + self.draw.choice((0, 0, HOUR))
        return {
            "ask": "due_before", "from": self._said(b), "seconds": seconds,
            "answer": self._said(self.grid.subtract(b, seconds)),
        }  # fmt: skip

    def next_opening(self) -> Plain:
        a = self._point()
        opens = self.grid.next_opening(a)
        return {
            "ask": "next_opening",
            "from": self._said(a),
            "answer": self._said(opens),
        }

    def next_closing(self) -> Plain:
        a = self._point()
        closes = self.grid.next_closing(a)
        return {
            "ask": "next_closing",
            "from": self._said(a),
            "answer": self._said(closes),
        }

    def business_days_due(self) -> Plain:
        a, n = self._point(), self.draw.randint(1, 4)
        due = self.grid.business_days_due(a, n)
        return {
            "ask": "business_days_due", "from": self._said(a), "days": n,
            "answer": self._said(due),
        }  # fmt: skip

    def calendar_days_due(self) -> Plain:
        a, n = self._point(), self.draw.randint(1, 4)
        due = oracle.calendar_days_due(self.zone, a, n)
        return {
            "ask": "calendar_days_due", "from": self._said(a), "days": n,
            "answer": self._said(due),
        }  # fmt: skip

    def read_twice_or_never(self) -> Plain:
        """Ask for a wall time that is skipped or read twice, or beside such a one."""
        at = self.draw.choice(self.changes)
        before, after = (oracle.reading(self.zone, at + n) - at for n in (-1, 0))
        wall = at + self.draw.choice((before + 1, after)) + self.draw.choice(BESIDE)
        n = self.draw.randint(1, 3)
        a = oracle.first_reaching(self.zone, wall - n * DAY)
        due = oracle.calendar_days_due(self.zone, a, n)
        return {
            "ask": "calendar_days_due", "from": self._said(a), "days": n,
            "answer": self._said(due),
        }  # fmt: skip

    def add_business_days(self) -> Plain:
        a, n = self._point(), self.draw.choice((-2, -1, 1, 2, 3))
        ends = self.draw.choice(("close", "same_time"))
        found = self.grid.add_business_days(a, n, ends)
        return {
            "ask": "add_business_days", "from": self._said(a), "days": n, "ends": ends,
            "answer": self._said(found),
        }  # fmt: skip

    def is_working_date(self) -> Plain:
        on = EPOCH + timedelta(days=self._point() // DAY)
        is_working = self.grid.is_working_date(on)
        return {"ask": "is_working_date", "on": on.isoformat(), "answer": is_working}
