"""The obligations of a case in one possible world, as of an instant."""

from itertools import pairwise
from typing import Any

from reference.hours import ALWAYS, FOREVER, Line, Plain, Span, calendar_days, union
from reference.life import Life, Occurrence
from reference.rules import applies
from reference.story import CHANGES, REOPENING, STARTS

Target = Plain | None  # a promise or an aim
Targets = list[Plain]
At = int | None


def target_of(life: Life, targets: Targets, bought: Plain, at: int) -> Target:
    """Which target applies after the changes of an instant, by what was bought."""
    known = life.known_at(at) | {key: bought[key] for key in ("plan", "addons")}
    name = life.severity(at)["name"]
    fitting = [each for each in targets if each["for"] is None or name in each["for"]]
    applying = [each for each in fitting if all(applies(life.policy, each, known))]
    beaten = {clause for each in applying for clause in each["despite"]}
    return next((each for each in applying if each["clause"] not in beaten), None)


def told(target: Target, state: str, due: str, **more: Any) -> Plain:
    """What is told of an obligation; `due` says why nothing is due, if nothing is."""
    names = "due_at", "started_at", "fulfilled_at", "breached_at", "remaining"
    clause, is_told = target and target["clause"], target is not None
    said = {"state": state, "due": due, "clause": clause, "is_told": is_told}
    return dict.fromkeys(names) | {"moments": ()} | said | more


class Obligation:
    """One occurrence of a clock, under its promises or its aims."""

    def __init__(self, life: Life, targets: Targets, occurrence: Occurrence) -> None:
        self.life, self.targets, self.occurrence = life, targets, occurrence
        self.start, self.done = occurrence.start, occurrence.fulfilled
        fixed = min(self.start, self.done - 1, occurrence.lapsed)  # or just before over
        is_later = occurrence.begun < fixed
        self.bought = life.known_at(fixed) if is_later else occurrence.bought
        self.since: list[tuple[int, Target]] = []  # which target, from when on

    def judge(self, at: int) -> Plain:
        """Leg by leg, between the instants at which another target may apply.

        The present limit is owed from the original start. A due already past is
        breached at the change; a fulfilment is judged by the limit in force then, else
        by the first to apply later; met and breached are final.
        """
        begun, lapsed = self.occurrence.begun, self.occurrence.lapsed
        shut = [*self.life.closed, (lapsed, FOREVER)]
        restarts = self.occurrence.restarts
        points = {begun, *restarts, *(edge for span in shut for edge in span)}
        points |= {since for since, _ in self.life.known}
        legs = sorted(each for each in points if begun <= each < FOREVER)
        target, is_asleep = None, False
        for leg, end in pairwise([*legs, at]):
            target = target_of(self.life, self.targets, self.bought, leg)
            is_done = self.done <= leg
            place = None if is_done else restarts.get(leg)
            if place in (CHANGES, REOPENING):
                self.start = max(leg, self.start)
            self.since.append((max(leg, self.start), target))
            is_over = any(a < leg < b for a, b in shut)
            if target and not is_done and not is_over:
                due = self._due(target, leg)
                if due is not None and due <= leg:
                    return self._told(target, "breached", due, breached_at=leg)
            if place == STARTS:
                self.start = max(leg, self.start)
            is_asleep = any(a <= leg < b for a, b in shut)
            if not target or (is_asleep and not is_done):
                continue
            due = self._due(target, min(end, self.done))
            if self.done <= end and (due is None or self.done <= due):
                return self._told(target, "met", due)
            if due is not None and due <= end:
                return self._told(target, "breached", due, breached_at=max(due, leg))
        if target and not is_asleep:
            return self._stands(target, at)
        is_told = any(target for _, target in self.since)
        rule = target if lapsed == FOREVER else None  # what is over has none
        return self._told(rule, "lapsed", None, due="lapsed", is_told=is_told)

    def _stands(self, target: Plain, at: int) -> Plain:
        """It is owed, and neither met nor broken."""
        line, pauses = self._line(target), self._pauses(at + 1)
        due, now = self._moved(target, pauses), max(at, self.start)
        is_paused = any(a <= at < b for a, b in pauses)
        has_begun = at >= self.start and line.between(self.start, at + 1) > 0
        state = "paused" if is_paused else "running" if has_begun else "not_started"
        resumed = self._moved(target, [(a, min(b, now)) for a, b in pauses if a < now])
        remaining = None if resumed is None else line.between(now, resumed)
        moments = self.start, line.opening(self.start), due or 0
        return self._told(target, state, due, remaining=remaining, moments=moments)

    def _told(self, target: Target, state: str, at: At, **more: Any) -> Plain:
        is_figure = not target or target["limit"][0] != "none"
        why = "at" if at is not None else "paused" if is_figure else "no_stated_time"
        done = None if self.done == FOREVER else self.done
        begun = {"due_at": at, "started_at": self.start, "fulfilled_at": done}
        return told(target, state, why) | begun | more

    def _line(self, target: Plain) -> Line:
        """Each moment on the hours then in force, else on the present ones.

        Days are reckoned afresh from the start.
        """
        present = self._hours(target) or ALWAYS
        lines = [self._hours(each) or present for _, each in self.since]
        if target["limit"][0] in ("business", "calendar") or {*lines} == {present}:
            return present
        begins = [-FOREVER, *(begin for begin, _ in self.since[1:]), FOREVER]
        legs = zip(lines, pairwise(begins), strict=True)
        spans = ((max(x, a), min(y, b)) for e, (a, b) in legs for x, y in e.spans)
        return Line(union(spans))

    def _hours(self, target: Target) -> Line | None:
        """On which hours a target counts; none if it says none."""
        kind, _, hours = target["limit"] if target else ("none", None, None)
        if kind == "calendar" or hours == "24x7":
            return ALWAYS
        return self.life.story.hours[hours] if hours else None

    def _pauses(self, now: int) -> list[Span]:
        """When it is paused, as known just before an instant."""
        found = [*self.life.closed]
        for pause in self.life.clocks[self.occurrence.clock]["pauses"]:
            found += self.life.pauses(pause)
        begun = union(span for span in found if span[0] < now)
        return [(a, b if b <= now else FOREVER) for a, b in begun]

    def _due(self, target: Plain, now: int) -> At:
        """When it falls due, as known just before an instant."""
        return self._moved(target, self._pauses(now))

    def _moved(self, target: Plain, pauses: list[Span]) -> At:
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
