"""The obligations of a case in which nothing is unknown."""

from datetime import date
from typing import Any

from reference.happenings import CHANGES, REOPENING, STARTS
from reference.hours import (
    DAY,
    FOREVER,
    Hours,
    OutOfWindow,
    Plain,
    Spans,
    calendar_days,
    clip,
    first_reaching,
    length,
    minus,
    reach,
    union,
)  # fmt: skip
from reference.life import Life, Occurrence, holds

Limit = tuple[Any, ...]  # kind (time, business, calendar, none), amount, hours or zone
Key = tuple[str, int, bool]


def _is_bought(bought: Plain, on: list[str] | None) -> bool:
    """Whether one of these plans and add-ons is held."""
    return on is None or bool({bought["plan"], *bought["addons"]} & {*on})


class Clocks:
    """The obligations of one world."""

    def __init__(self, life: Life, always: Hours, at: int) -> None:
        self.life, self.policy, self.hours = life, life.policy, life.hours
        self.always, self.at = always, at
        self.moments: set[int] = set()

    def obligations(self) -> dict[Key, Plain]:
        found: dict[Key, Plain] = {}
        if self.life.opened is None and self.policy["in_force"][0]:
            first = date.fromisoformat(self.policy["in_force"][0]) - date(1970, 1, 1)
            self.moments.add(first_reaching(self.policy["zone"], first.days * DAY))
        if not self.life.is_in_force():
            return found
        for clock, occurrences in self.life.occurrences.items():
            for binding in (True, False):
                for each in occurrences:
                    found[clock, each.number, binding] = self.judge(
                        clock, each, binding
                    )
                known, is_over = self.life.at_instant(self.at), self.life.is_over()
                if not (occurrences or is_over) and self.limit(
                    clock, binding, known, self.at
                ):
                    found[clock, 1, binding] = told("not_started", "not_started")
        return found

    # ------------------------------------------------------------ limits and hours
    def limit(self, clock: str, binding: bool, bought: Plain, at: int) -> Limit | None:
        """The limit that applies to a clock after the changes of this instant."""
        facts, severity = self.life.at_instant(at)["facts"], self.life.severity(at)
        applying = [
            each
            for each in self.policy["targets"]
            if (each["clock"], each["binding"]) == (clock, binding)
            and _is_bought(bought, each["on"])
            and (each["for"] is None or severity in each["for"])
            and holds(each["when"], facts)
        ]
        beaten = {clause for each in applying for clause in each["despite"]}
        limits = {
            tuple(each["limit"]) for each in applying if each["clause"] not in beaten
        }
        assert len(limits) < 2, f"two limits: {limits}"
        for kind, amount, hours in limits:
            if isinstance(amount, str):  # a parameter
                return kind, bought["parameters"][amount], hours
            return kind, amount, hours
        return None

    def _spans(self, limit: Limit | None) -> Spans | None:
        """On which hours a limit counts; none if it says none."""
        if limit is None or limit[2] is None:
            return None
        if limit[0] == "calendar" or limit[2] == "24x7":
            return self.always.spans
        return self.hours[limit[2]].spans

    def line(self, since: list[tuple[int, Limit | None]], present: Limit) -> Spans:
        """Each moment on the hours of the limit then in force, else of the present."""
        otherwise = self._spans(present) or self.always.spans
        if present[0] in ("business", "calendar"):
            return otherwise  # days are reckoned afresh
        ends = [at for at, _ in since[1:]] + [FOREVER]
        counted = []
        for (begin, limit), end in zip(since, ends, strict=True):
            counted += clip(self._spans(limit) or otherwise, begin, end)
        return union(counted)

    def pauses(self, clock: str, now: int) -> Spans:
        """When a clock is paused, as known at an instant, what begins then aside."""
        policy, life, found = self.policy, self.life, list(self.life.closed)
        for each in policy["clocks"][clock]["pauses"]:
            if "waiting" in each:
                found += [
                    (begin, end)
                    for who, begin, end in life.waits
                    if each["waiting"] in (who, policy["roles"].get(who))
                ]
            else:
                edges = [since for since, _ in life.known] + [FOREVER]
                found += union(
                    (since, end)
                    for (since, known), end in zip(life.known, edges[1:], strict=True)
                    if holds(each["while"], known["facts"])
                )
        return union((a, b if b <= now else FOREVER) for a, b in found if a < now)

    def due(self, line: Spans, limit: Limit, start: int, pauses: Spans) -> int | None:
        """When it is due; none if that waits for the end of a pause, or is never."""
        kind, amount, hours = limit
        pauses = clip(pauses, start, FOREVER)
        if kind == "none":
            return None
        if kind == "business":
            nominal: int | None = self.hours[hours].business_days(start, amount)
        elif kind == "calendar":
            nominal = calendar_days(hours, start, amount)
        else:
            nominal = reach(line, start, amount)
        if nominal is None:
            raise OutOfWindow(start)
        running = minus(clip(line, start, FOREVER), pauses)
        owed = length(line, start, nominal) - length(running, start, nominal)
        due = reach(running, nominal, owed)
        if due is None and not any(b == FOREVER for _, b in pauses):
            raise OutOfWindow(start)
        while due is not None and due < FOREVER:
            inside = [b for a, b in pauses if a < due < b]
            if not inside:
                return due
            due = max(inside)
        return None

    # ------------------------------------------------------------ one occurrence
    def judge(self, clock: str, occurrence: Occurrence, binding: bool) -> Plain:
        """How it stands; it is not `told` if no limit ever applied."""
        life, at = self.life, self.at
        start, done = occurrence.start, occurrence.fulfilled
        bought = occurrence.bought
        if start > occurrence.begun:  # deferred: it starts only then
            bought = life.at_instant(start)
        since: list[tuple[int, Limit | None]] = []
        is_told = False
        points = {occurrence.begun, *(r for r, _ in occurrence.restarts)}
        points |= {each for each in life.changed() if each > occurrence.begun}
        points |= {each for span in life.closed for each in span if each < FOREVER}
        points |= set() if occurrence.lapsed is None else {occurrence.lapsed}
        legs = sorted(each for each in points if each >= occurrence.begun)

        def due(limit: Limit, now: int) -> int | None:
            pauses = self.pauses(clock, now)
            return self.due(self.line(since, limit), limit, start, pauses)

        def verdict(limit: Limit, leg: int) -> Plain:
            assert done is not None
            when = due(limit, done)
            if when is None or done <= when:
                why = "at" if when is not None else _why(limit)
                return told("met", why, when, start, done)
            return told("breached", "at", when, start, done, max(when, leg))

        if done == occurrence.begun:  # judged before the changes of that instant
            limit = self.limit(clock, binding, bought, done - 1)
            if limit is not None:
                since.append((start, limit))
                return verdict(limit, done)
        for leg, end in zip(legs, [*legs[1:], at], strict=True):
            limit = self.limit(clock, binding, bought, leg)
            restarts = [place for when, place in occurrence.restarts if when == leg]
            is_asleep = any(a <= leg < b for a, b in life.closed)
            is_asleep |= occurrence.lapsed is not None and occurrence.lapsed <= leg
            is_ended = any(a < leg < b for a, b in life.closed)
            is_ended |= occurrence.lapsed is not None and occurrence.lapsed < leg
            if leg > start and not is_ended and {CHANGES, REOPENING} & {*restarts}:
                start = leg
            since.append((max(leg, start), limit))
            is_told |= limit is not None
            pending = done is not None and done <= leg
            if (
                limit is not None and not pending
            ):  # what is past is broken at the change,
                when = due(limit, leg)  # which comes before the end
                if when is not None and when <= leg and not is_ended:
                    return told("breached", "at", when, start, done, leg)
            if limit is None or (is_asleep and not pending):
                if leg > start and STARTS in restarts and not is_ended:
                    start = leg
                continue
            if pending:  # judged by the first limit to apply later
                return verdict(limit, leg)
            if leg > start and STARTS in restarts:
                start = leg
            when = due(limit, end)
            if done is not None and done <= end:
                return verdict(limit, leg)
            if when is not None and when <= end:
                return told("breached", "at", when, start, done, when)
        if is_asleep or limit is None:
            lapsed = told("lapsed", "lapsed", None, start, done)
            return lapsed | {"told": is_told}
        return self._stands(clock, limit, since, start)

    def _stands(
        self,
        clock: str,
        limit: Limit,
        since: list[tuple[int, Limit | None]],
        start: int,
    ) -> Plain:
        """An occurrence that is owed now, neither met nor broken."""
        at, line = self.at, self.line(since, limit)
        pauses = self.pauses(clock, at + 1)
        is_paused = any(a <= at < b for a, b in pauses)
        begun = at >= start and length(line, start, at + 1) > 0
        state = "paused" if is_paused else "running" if begun else "not_started"
        when = self.due(line, limit, start, pauses)
        self.moments |= {start, *([when] if when is not None else [])}
        self.moments |= {a for a, _ in clip(line, start, FOREVER)[:1]}
        ended = [(a, min(b, max(at, start))) for a, b in pauses]
        resumed = self.due(
            line, limit, start, [each for each in ended if each[0] < each[1]]
        )
        remaining = None if resumed is None else length(line, max(at, start), resumed)
        why = "at" if when is not None else _why(limit)
        return told(state, why, when, start) | {"remaining": remaining}


def _why(limit: Limit) -> str:
    return "no_stated_time" if limit[0] == "none" else "paused"


def told(
    state: str, due: str, due_at: int | None = None, started: int | None = None,
    done: int | None = None, breached: int | None = None,
) -> Plain:  # fmt: skip
    return {
        "state": state, "due": due, "due_at": due_at, "started_at": started,
        "fulfilled_at": done, "breached_at": breached, "remaining": None, "told": True,
    }  # fmt: skip
