"""The obligations of a case in which nothing is unknown, as of an instant."""

from itertools import pairwise
from typing import Any

from reference.conditions import held, truth
from reference.hours import FOREVER, Legs, Line, Plain, Span, calendar_days, union
from reference.life import Life, Occurrence
from reference.story import CHANGES, REOPENING, STARTS

ALWAYS = Line([(-FOREVER, FOREVER)])


def target_of(life: Life, targets: list[Plain], bought: Plain, at: int) -> Plain | None:
    """Which target applies after the changes of an instant, by what was bought."""
    known, severity = life.known_at(at), (life.severity(at) or {}).get("name")
    applying = [
        each
        for each in targets
        if (each["for"] is None or severity in each["for"])
        and held(life.policy, bought, each["on"])
        and truth(each["when"], known)
    ]
    beaten = {clause for each in applying for clause in each["despite"]}
    return next((each for each in applying if each["clause"] not in beaten), None)


class Obligation:
    """One occurrence of a clock, under its promises or its aims."""

    def __init__(
        self, life: Life, clock: str, targets: list[Plain], occurrence: Occurrence
    ) -> None:
        self.life, self.targets, self.occurrence = life, targets, occurrence
        self.pausing = life.policy["clocks"][clock]["pauses"]
        self.start, self.done = occurrence.start, occurrence.fulfilled
        self.bought = occurrence.bought
        if self.start > occurrence.begun and (self.done or FOREVER) > self.start:
            self.bought = life.known_at(self.start)  # fixed when it starts
        self.since: list[tuple[int, Plain | None]] = []  # which target, from when on
        self.is_told = False  # whether any ever applied

    # ------------------------------------------------------------ how it stands
    def judge(self, at: int) -> Plain:
        """Leg by leg, between the instants at which another target may apply.

        The present limit is owed from the original start. A due already past is
        breached at the change; a fulfilment is judged by the limit in force then, else
        by the first to apply later; met and breached are final.
        """
        begun, lapsed, done = self.occurrence.begun, self.occurrence.lapsed, self.done
        shut = self.life.closed + ([] if lapsed is None else [(lapsed, FOREVER)])
        points = {begun, *(when for when, _ in self.occurrence.restarts)}
        points |= {since for since, _ in self.life.known}
        points |= {edge for span in shut for edge in span}
        legs = sorted(each for each in points if begun <= each < FOREVER)
        if done == begun:  # judged before the changes of its instant
            target = self._target(begun - 1)
            if target:
                self.since.append((self.start, target))
                return self._verdict(target, begun)
        for leg, end in pairwise([*legs, at]):
            target = self._target(leg)
            places = {place for t, place in self.occurrence.restarts if t == leg}
            if places & {CHANGES, REOPENING}:
                self.start = max(leg, self.start)
            self.since.append((max(leg, self.start), target))
            self.is_told |= target is not None
            is_done = done is not None and done <= leg
            is_over = any(a < leg < b for a, b in shut)
            if target and not is_done and not is_over:
                due = self._due(target, leg)
                if due is not None and due <= leg:
                    return self._told("breached", target, due, breached_at=leg)
            if STARTS in places:
                self.start = max(leg, self.start)
            is_asleep = any(a <= leg < b for a, b in shut)
            if not target or (is_asleep and not is_done):
                continue
            if done is not None and done <= end:
                return self._verdict(target, leg)
            due = self._due(target, end)
            if due is not None and due <= end:
                return self._told("breached", target, due, breached_at=due)
        if not target or is_asleep:
            return self._told("lapsed", target) | {"due": "lapsed"}
        return self._stands(target, at)

    def _verdict(self, target: Plain, leg: int) -> Plain:
        """Whether it was met: at the due instant it still is."""
        assert self.done is not None
        due = self._due(target, self.done)
        if due is None or self.done <= due:
            return self._told("met", target, due)
        return self._told("breached", target, due, breached_at=max(due, leg))

    def _stands(self, target: Plain, at: int) -> Plain:
        """It is owed, and neither met nor broken."""
        line, pauses = self._line(target), self._pauses(at + 1)
        due = self._moved(target, pauses)
        is_paused = any(a <= at < b for a, b in pauses)
        has_begun = at >= self.start and line.between(self.start, at + 1) > 0
        state = "paused" if is_paused else "running" if has_begun else "not_started"
        now = max(at, self.start)
        ended = [(a, min(b, now)) for a, b in pauses if a < now]
        resumed = self._moved(target, ended)
        left = None if resumed is None else line.between(now, resumed)
        opening = line.add(self.start, 1) - 1
        moments = {self.start, opening, *([] if due is None else [due])}
        return self._told(state, target, due, remaining=left, moments=moments)

    def _told(
        self, state: str, target: Plain | None, due: int | None = None, **more: Any
    ) -> Plain:
        return not_started(target) | {
            "state": state,
            "due": "at" if due is not None else _why_not(target),
            "due_at": due,
            "started_at": self.start,
            "fulfilled_at": self.done,
            "is_told": self.is_told or target is not None,
            **more,
        }

    # ------------------------------------------------------------ limits and hours
    def _target(self, at: int) -> Plain | None:
        return target_of(self.life, self.targets, self.bought, at)

    def _line(self, target: Plain) -> Line | Legs:
        """Each moment on the hours then in force, else on the present ones.

        Days are reckoned afresh from the start.
        """
        present = self._hours(target) or ALWAYS
        lines = [self._hours(each) or present for _, each in self.since]
        if target["limit"][0] in ("business", "calendar") or {*lines} == {present}:
            return present
        begins = [-FOREVER, *(begin for begin, _ in self.since[1:])]
        return Legs([*zip(begins, [*begins[1:], FOREVER], lines, strict=True)])

    def _hours(self, target: Plain | None) -> Line | None:
        """On which hours a target counts; none if it says none."""
        kind, _, hours = target["limit"] if target else ("none", None, None)
        if kind == "calendar" or hours == "24x7":
            return ALWAYS
        return self.life.story.hours[hours] if hours else None

    def _pauses(self, now: int) -> list[Span]:
        """When it is paused, as known just before an instant."""
        life, found = self.life, [*self.life.closed]
        for each in self.pausing:
            if "while" in each:
                ends = [*(since for since, _ in life.known[1:]), FOREVER]
                found += union(
                    (begin, end)
                    for (begin, known), end in zip(life.known, ends, strict=True)
                    if truth(each["while"], known)
                )
            else:
                for who, begin, end in life.waits:
                    if each["waiting"] in (who, life.policy["roles"].get(who)):
                        found.append((begin, end))
        known_now = union((a, b) for a, b in found if a < now)
        return [(a, b if b <= now else FOREVER) for a, b in known_now]

    def _due(self, target: Plain, now: int) -> int | None:
        """When it falls due, as known just before an instant."""
        return self._moved(target, self._pauses(now))

    def _moved(self, target: Plain, pauses: list[Span]) -> int | None:
        """When it falls due; none if never, or not before a pause ends.

        The open time paused before is added, and no pause begun before contains it.
        """
        line: Any = self._line(target)
        kind, amount, hours = target["limit"]
        if kind == "none":
            return None
        if kind == "business":
            due = line.business_days(self.start, amount)
        elif kind == "calendar":
            due = calendar_days(hours, self.start, amount)
        else:
            due = line.add(self.start, self.bought.get(amount, amount))
        for begin, end in pauses:
            if begin < due and self.start < end:
                if end == FOREVER:
                    return None
                paused = line.between(max(begin, self.start), end)
                due = max(line.add(due, paused), end)
        return int(due)


def not_started(target: Plain | None) -> Plain:
    """What is told of a clock that has not begun."""
    return {
        "state": "not_started", "due": "not_started", "due_at": None,
        "started_at": None, "fulfilled_at": None, "breached_at": None,
        "remaining": None, "clause": target and target["clause"], "moments": set(),
        "is_told": target is not None,  # whether a limit ever applied
    }  # fmt: skip


def _why_not(target: Plain | None) -> str:
    return "no_stated_time" if target and target["limit"][0] == "none" else "paused"
