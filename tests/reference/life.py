"""What becomes of a case in one possible world: what is owed, and how it ends."""

from itertools import groupby, pairwise, product
from operator import itemgetter
from typing import Any

from reference.hours import ALWAYS, FOREVER, Line, Plain, Span, calendar_days, union
from reference.rules import applies, truth
from reference.story import Known, Story

Target = Plain | None  # a promise or an aim
Key = tuple[str, bool]  # a clock, and whether by its promises or its aims
TOLD = ("due_at", "breached_at", "started_at", "fulfilled_at", "remaining", "opens_at")


def target_of(policy: Plain, key: Key, known: Plain) -> Target:
    """Which target of a clock applies, as far as is known."""
    targets = [e for e in policy["targets"] if (e["clock"], e["binding"]) == key]
    applying = [each for each in targets if all(applies(policy, each, known, False))]
    beaten = {clause for each in applying for clause in each["despite"]}
    return next((each for each in applying if each["clause"] not in beaten), None)


def told(target: Target, state: str, due_at: int | None = None, **more: Any) -> Plain:
    """What is told of an obligation; `due` says why nothing is due, if nothing is."""
    is_figure = not target or target["limit"]["kind"] != "none"
    why = "at" if due_at is not None else "paused" if is_figure else "no_stated_time"
    said: Plain = {"state": state, "due": why, "due_at": due_at}
    said |= {"clause": target and target["clause"], "is_told": bool(target)}
    return dict.fromkeys(TOLD) | said | more


class Obligation:
    """One occurrence of a clock, under its promises or its aims."""

    def __init__(self, life: "Life", key: Key, begun: int, start: int) -> None:
        self.life, self.key, self.begun = life, key, begun
        self.clock: Plain = life.policy["clocks"][key[0]]
        self.start = self._fixed = start
        self.done = self.lapsed = FOREVER
        self.verdict: Plain | None = None
        self._legs, self._targets = [begun], list[Any]()  # each target since when

    @property
    def is_going(self) -> bool:
        """Whether it is neither fulfilled nor lapsed, in an open case."""
        return self.done == self.lapsed == FOREVER and self.life.state == "open"

    def judge(self, now: int, *changed: int) -> None:
        """Whether it is met or breached by now, by the limit in force: that is final.

        The present limit is owed from the original start. A due already past is
        breached at the change; a fulfilment is judged by the limit in force then, else
        by the first to apply later. What has lapsed is not breached. What was bought is
        fixed when it starts, or when it is over, if that is sooner.
        """
        if self.verdict:
            return
        fixed = max(self.begun, min(self._fixed, self.done - 1, self.lapsed))
        self._bought, self._legs = self.life.known_at(fixed), [*self._legs, *changed]
        bought = {key: self._bought[key] for key in ("plan", "addons")}
        pauses = [self.life.pauses(each, bought) for each in self.clock["pauses"]]
        self._paused = [span for each in pauses for span in each]
        known = [self.life.known_at(leg) | bought for leg in self._legs]
        self._targets = [target_of(self.life.policy, self.key, e) for e in known]
        target, is_done = self._targets[-1], self.done <= now
        if target and (is_done or self.is_going):
            due = self._due(self._pauses(min(now, self.done)))
            if is_done and (due is None or self.done <= due):
                self.verdict = told(target, "met", due)
            elif due is not None and due <= now:
                at = max(due, self._legs[-1])
                self.verdict = told(target, "breached", due, breached_at=at)

    def tell(self, at: int) -> Plain:
        """What is told of it at an instant after which nothing has happened."""
        self.judge(at)
        target = self._targets[-1] if self.lapsed == FOREVER else None
        done = None if self.done == FOREVER else self.done
        when: Plain = {"started_at": self.start, "fulfilled_at": done}
        if self.verdict:
            return self.verdict | when
        if not target or not self.is_going:
            when |= {"due": "lapsed", "is_told": any(self._targets)}
            return told(target, "lapsed", **when)
        line, pauses = self._line(), self._pauses(at + 1)
        due, now = self._due(pauses), max(at, self.start)
        is_paused = any(a <= at < b for a, b in pauses)
        has_begun = line.between(self.start, at + 1) > 0
        state = "paused" if is_paused else "running" if has_begun else "not_started"
        resumed = self._due([(a, min(b, now)) for a, b in pauses if a < now])
        remaining = None if resumed is None else line.between(now, resumed)
        when |= {"opens_at": line.opening(self.start), "remaining": remaining}
        return told(target, state, due, **when)

    def _line(self) -> Line:
        """Each moment on the hours then in force, else on the present ones.

        Days are reckoned afresh from the start.
        """
        named = [each["limit"]["hours"] if each else "" for each in self._targets]
        lines: list[Line] = [self._hours(each or named[-1]) for each in named]
        is_days = self._targets[-1]["limit"]["kind"] in ("business", "calendar")
        if is_days or len({*lines}) == 1:
            return lines[-1]
        later = [max(leg, self.start) for leg in self._legs[1:]]
        legs = zip(lines, pairwise([-FOREVER, *later, FOREVER]), strict=True)
        spans = [(max(x, a), min(y, b)) for e, (a, b) in legs for x, y in e.spans]
        return Line(union(spans))

    def _hours(self, name: str) -> Any:
        """The hours of a name; which ones a parameter chose is fixed at the start."""
        parameter, hours = self.life.policy["branches"].get(name, ("", {}))
        chosen = hours.get(self._bought.get(parameter), name)
        return self.life.story.hours.get(chosen, ALWAYS)

    def _pauses(self, now: int) -> list[Span]:
        """When it is paused, as known at an instant, or when it was fulfilled.

        What touches is one pause, though the second part begins in this instant.
        """
        known = [e for e in [*self.life.closed, *self._paused] if e[0] < self.done]
        return [(a, b if b <= now else FOREVER) for a, b in union(known) if a < now]

    def _due(self, pauses: list[Span]) -> int | None:
        """When it falls due; none if never, or not before a pause ends.

        The open time paused before is added, and no pause begun before contains it.
        """
        line: Any = self._line()
        limit = self._targets[-1]["limit"]
        kind, amount, zone = limit["kind"], limit["amount"], limit["zone"]
        if kind == "none":
            return None
        if kind == "business":
            due = line.business_days(self.start, amount)
        elif kind == "calendar":
            due = calendar_days(zone, self.start, amount)
        else:
            due = line.add(self.start, self._bought.get(amount, amount))
        for begin, end in pauses:
            if begin < due and self.start < end:
                if end == FOREVER:
                    return None
                paused = line.between(max(begin, self.start), end)
                due = max(line.add(due, paused), end)
        return int(due)


class Life:
    """What is owed in a case, and how it ended."""

    def __init__(self, story: Story, known: Known) -> None:
        self.story, self.policy, self.known = story, story.policy, known
        self.state = "not_opened" if story.opened == FOREVER else "open"
        self.closed: list[Span] = []  # from an end to its reopening
        self.keys = sorted({(e["clock"], e["binding"]) for e in self.policy["targets"]})
        self.owed: list[Obligation] = []
        self._agreed: set[str | None] = set()
        for now, here in groupby(story.lived, itemgetter("at")):
            self._live(now, [*here])

    def known_at(self, at: int) -> Plain:
        """What is known after the changes of this instant."""
        return next(known for since, known in reversed(self.known) if since <= at)

    def pauses(self, pause: Plain, bought: Plain) -> list[Span]:
        """When a clock pauses that says so."""
        if "waiting" in pause:
            return [*self.story.waits(pause["waiting"])]
        spans, when = pairwise([*self.known, (FOREVER, {})]), pause["while"]
        return union([(a, b) for (a, e), (b, _) in spans if truth(when, e | bought)])

    def _live(self, now: int, here: list[Plain]) -> None:
        """Go through one instant in order.

        The opening, what fulfils, what falls due, changes, what starts a clock, the
        end, the reopening. An opening does all it does first.
        """
        self._start([each for each in here if each["type"] == "opens"], now)
        reopening = [each for each in here if each["type"] == "reopens"]
        here = [each for each in here if each["type"] != "opens"]
        end = self._end(here, now) if self.state == "open" else ""
        self.closed += [(now, FOREVER)] if end else []
        ended = {"type": end, "at": now}
        fulfilled = self._going([*here, ended], "met")
        for each in fulfilled:
            each.done = now
        self._judge(now)
        before, known = self.known_at(now - 1), self.known_at(now)
        if known is not before:
            is_other = known["severity"] != before["severity"]
            self._restart([{"type": "severity", "at": now}] if is_other else [], now)
            self._judge(now, now)
        for each in self._going(here, "lapses"):
            each.lapsed = now
        ending = self._going([ended], "lapses")
        again = [each.key for each in fulfilled if each.clock["every"]]
        self.owed += [Obligation(self, key, now, now) for key in again]
        self._start(here, now)
        self._restart([e for e in here if not end or e not in reopening], now)
        for each in ending:
            each.lapsed = now
        self.state = end or self.state
        if self.state != "open" and reopening:
            self._reopen(reopening, now)

    def _going(self, events: list[Plain], word: str) -> list[Obligation]:
        """What goes on, of the clocks that name one of these events there."""
        going = [each for each in self.owed if each.is_going]
        return [e for e in going if self.story.matches(events, e.clock[word])]

    def _judge(self, now: int, *changed: int) -> None:
        """Judge what is owed; what has lapsed comes under no other limit."""
        for each in self.owed:
            each.judge(now, *changed * (each.is_going or each.done < FOREVER))

    def _restart(self, events: list[Plain], now: int) -> None:
        """Count anew, except what begins in this instant or is breached."""
        for each in self._going(events, "restarts"):
            if each.begun < now and not each.verdict:
                each.start = max(now, each.start)

    def _start(self, events: list[Plain], now: int) -> None:
        """Begin what starts, unless the last is unfulfilled; it may be deferred."""
        for event, key in product(events if self.state == "open" else (), self.keys):
            clock, start = self.policy["clocks"][key[0]], now
            before = [each for each in self.owed if each.key == key]
            is_once = before and (before[-1].is_going or not clock["each"])
            if not is_once and self.story.matches([event], clock["starts"]):
                for each in self.policy["deferrals"]:
                    if self.story.matches([event], each["events"]):
                        start = self.story.hours[each["to"]].deferred(
                            now, each["by_day"]
                        )
                self.owed.append(Obligation(self, key, now, start))

    def _end(self, here: list[Plain], now: int) -> str:
        """Whether it ends here: the customer withdraws, or it is resolved.

        As `resolved when` says of the severity, else when the supplier resolves.
        """
        supplier, types = self.policy["parties"][0], {each["type"] for each in here}
        for each in here:
            names = self.story.names(each.get("by", supplier))
            if each["type"] in ("agrees", "resolves"):
                self._agreed |= names
            if each["type"] == "disagrees":
                self._agreed -= names
        severity, every = self.known_at(now)["severity"], self.policy["resolved"]
        rules = [e for e in every if e["for"] is None or severity in e["for"]]
        rules = rules or [{"agree": [supplier]}] * ("resolves" in types)
        is_agreed = any({*e["agree"]} <= self._agreed for e in rules if "agree" in e)
        did = any(self.story.matches(here, e.get("happening", [])) for e in rules)
        resolved = "resolved" if is_agreed or did else ""
        return "withdrawn" if "withdraws" in types else resolved

    def _reopen(self, reopening: list[Plain], now: int) -> None:
        """The lapsed resumes, but what a resolution meets starts anew."""
        self.state, self._agreed = "open", set()
        self.closed[-1] = self.closed[-1][0], now
        for key, last in {each.key: each for each in self.owed}.items():
            if {"verb": "resolved"} in last.clock["met"]:
                last.lapsed = min(last.lapsed, self.closed[-1][0])
                self.owed.append(Obligation(self, key, now, now))
        self._restart(reopening, now)
        self._judge(now, now)
