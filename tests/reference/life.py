"""What happened in a case in which nothing is unknown, instant by instant.

The order at one instant is that of the page on meaning, as `happenings` counts it.
"""

from typing import Any

from reference.coverage import may
from reference.happenings import (
    CHANGES,
    CONTACT,
    END,
    FULFILS,
    OPENING,
    REOPENING,
    STARTS,
    Happenings,
)  # fmt: skip
from reference.hours import FOREVER, Hours, Plain, Spans, local_date


def holds(condition: list[Any] | None, facts: Plain) -> bool:
    """Whether a condition holds where everything is known."""
    (answer,) = may(condition, facts)
    return answer


class Occurrence:
    """One time that a clock began."""

    def __init__(self, number: int, begun: int, start: int, bought: Plain) -> None:
        self.number, self.begun, self.start = number, begun, start
        self.bought = bought  # plan, add-ons and parameters as of the start
        self.fulfilled: int | None = None
        self.lapsed: int | None = None
        self.restarts: list[tuple[int, int]] = []  # instant, place in the order


class Life(Happenings):
    """A case up to an instant: its facts, waits, occurrences, its end."""

    def __init__(
        self, policy: Plain, case: Plain, hours: dict[str, Hours], at: int
    ) -> None:
        super().__init__(policy, case, hours, at)
        known = {key: case[key] for key in ("plan", "addons", "parameters", "facts")}
        self.known: list[tuple[int, Plain]] = [(-FOREVER, known)]
        self.occurrences: dict[str, list[Occurrence]] = {
            name: [] for name in policy["clocks"]
        }
        self.waits: list[tuple[str, int, int]] = []  # for whom, from, to
        self.closed: Spans = []  # from an end to its reopening
        self.state = "not_opened" if self.opened is None else "open"
        self._agreed: set[str] = set()
        for instant in sorted({each["at"] for each in self.events}):
            self._live(instant)

    # ------------------------------------------------------------ what is known
    def at_instant(self, at: int) -> Plain:
        """What is known after the changes of this instant."""
        return next(known for since, known in reversed(self.known) if since <= at)

    def severity(self, at: int) -> str | None:
        """The severity after the changes of this instant."""
        facts = self.at_instant(at)["facts"]
        for severity in self.policy["severities"]:
            if holds(severity["when"], facts):
                return str(severity["name"])
        return None

    def changed(self) -> list[int]:
        """The instants of changes."""
        return [since for since, _ in self.known[1:]]

    def is_over(self) -> bool:
        """Whether the case has ended, and was not reopened."""
        return self.state in ("resolved", "withdrawn")

    def is_in_force(self) -> bool:
        """Whether the agreement governs the case; one not opened, as if opened now."""
        first, last = self.policy["in_force"]
        opened = self.at if self.opened is None else self.opened
        on = local_date(self.policy["zone"], opened)
        return (first or on) <= on <= (last or on)

    # ------------------------------------------------------------ one instant
    def _live(self, now: int) -> None:
        here = [each for each in self.events if each["at"] == now]
        before = self.severity(now)
        if self.opened is None or now < self.opened:
            self.change(here, now)
            return
        if now == self.opened:
            self._start([e for e in here if e["type"] == "opens"], now, OPENING)
        begun = self._fulfil(here, now)
        self.change(here, now)
        if self.severity(now) != before:
            self._restart("severity", here, now, CHANGES)
        self._lapse(here, now)
        self._end_waits(here, now)
        self._begin_again(begun, now)
        self._start([e for e in here if e["type"] != "opens"], now, STARTS)
        self._restart("event", here, now, STARTS)
        for event in here:
            if event["type"] == "waits" and not self._is_waited_for(event["for"]):
                self.waits.append((event["for"], now, FOREVER))
        self._end(here, now)
        self._reopen(here, now)

    def _current(self) -> list[tuple[str, Plain, Occurrence]]:
        """The last occurrence of each clock, if neither fulfilled nor lapsed."""
        return [
            (name, clock, self.occurrences[name][-1])
            for name, clock in self.policy["clocks"].items()
            if self.occurrences[name]
            and self.occurrences[name][-1].fulfilled is None
            and self.occurrences[name][-1].lapsed is None
        ]

    def _is_closed(self) -> bool:
        return self.state != "open"

    def _fulfil(self, here: list[Plain], now: int) -> list[str]:
        """Fulfil what these events fulfil; give the clocks that then begin again."""
        again = []
        for name, clock, occurrence in self._current():
            if not self._is_closed() and any(
                self.matches(event, clock["met"], FULFILS)
                for event in here
                if event["type"] != "opens"
            ):
                occurrence.fulfilled = now
                again += [name] if clock["every"] else []
        return again

    def _lapse(self, here: list[Plain], now: int) -> None:
        for _, clock, occurrence in self._current():
            words = [] if self._is_closed() else clock["lapses"]
            if any(self.matches(event, words, STARTS) for event in here):
                occurrence.lapsed = now

    def change(self, here: list[Plain], now: int) -> None:
        """Take note of what changes."""
        changes = [each for each in here if each["type"] == "changes"]
        known = self.known[-1][1]
        for event in changes:
            for key in ("plan", "addons"):
                known = known | ({key: event[key]} if key in event else {})
            for key in ("facts", "parameters"):
                known = known | {key: known[key] | event.get(key, {})}
        if changes:
            self.known.append((now, known))

    def _is_waited_for(self, name: str) -> bool:
        return any(who == name and end == FOREVER for who, _, end in self.waits)

    def _end_waits(self, here: list[Plain], now: int) -> None:
        verbs = {
            v for v, kinds in self.policy["events"].items() if {*kinds} & {*CONTACT}
        }
        for index, (who, begin, end) in enumerate(self.waits):
            ended = any(
                event.get("for", who) == who
                if event["type"] == "resumes"
                else event["type"] in {*CONTACT, "reopens", *verbs}
                and not event.get("automatic")
                and self.acts(event, who)
                for event in here
            )
            if end == FOREVER and ended:
                self.waits[index] = (who, begin, now)

    def _begin_again(self, names: list[str], now: int) -> None:
        for name in names:
            self._begin(name, now, now)

    def _begin(self, name: str, begun: int, start: int) -> None:
        number = len(self.occurrences[name]) + 1
        bought = self.known[-1][1]
        self.occurrences[name].append(Occurrence(number, begun, start, bought))

    def _start(self, events: list[Plain], now: int, place: int) -> None:
        for name, clock in self.policy["clocks"].items():
            for event in events:
                earlier = self.occurrences[name]
                last = earlier[-1] if earlier else None
                goes_on = last and last.fulfilled is None and last.lapsed is None
                if self._is_closed() or goes_on or (last and not clock["each"]):
                    continue
                if self.matches(event, clock["starts"], place):
                    self._begin(name, now, self._deferred(event, now, place))

    def _deferred(self, event: Plain, now: int, place: int) -> int:
        for each in self.policy["deferrals"]:
            if self.matches(event, [each["event"]], place):
                return self.hours[each["to"]].next_opening(now)
        return now

    def _restart(self, what: str, here: list[Plain], now: int, place: int) -> None:
        for _, clock, occurrence in self._current():
            words = clock["restarts"]
            does = (
                "severity" in words
                if what == "severity"
                else any(
                    self.matches(event, words, place)
                    for event in here
                    if place == STARTS or event["type"] == "reopens"
                )
            )
            if does and not self._is_closed() and occurrence.begun < now:
                occurrence.restarts.append((now, place))

    # ------------------------------------------------------------ the end
    def _end(self, here: list[Plain], now: int) -> None:
        if self._is_closed():
            return
        ending = self._how_it_ends(here, now)
        if ending is not None:
            self.state = ending
            self.closed.append((now, FOREVER))
        if ending == "resolved":
            for _, clock, occurrence in self._current():
                if "resolved" in clock["met"] and not self._is_fresh(occurrence, now):
                    occurrence.fulfilled = now

    def _is_fresh(self, occurrence: Occurrence, now: int) -> bool:
        """Whether it began after what fulfils had its turn in this instant."""
        return occurrence.begun == now and now != self.opened

    def _how_it_ends(self, here: list[Plain], now: int) -> str | None:
        supplier, _ = self.policy["parties"]
        for event in here:
            kind, by = event["type"], event.get("by", supplier)
            if kind == "withdraws":
                return "withdrawn"
            names = {by, self.policy["roles"].get(by, by)}
            if kind in ("agrees", "resolves"):
                self._agreed |= names
            if kind == "disagrees":
                self._agreed -= names
        severity = self.severity(now)
        rules = [
            rule
            for rule in self.policy["resolved"]
            if rule["for"] is None or severity in rule["for"]
        ]
        did = any(event["type"] == "resolves" for event in here)
        if not rules and did and supplier in self._agreed:
            return "resolved"
        for rule in rules:
            if "agree" in rule and self._agreed.issuperset(rule["agree"]):
                return "resolved"
            if any(self.matches(e, rule.get("happening", []), END) for e in here):
                return "resolved"
        return None

    def _reopen(self, here: list[Plain], now: int) -> None:
        if not self.closed or self.state == "open":
            return
        if not any(event["type"] == "reopens" for event in here):
            return
        self.state, self._agreed = "open", set()
        self.closed[-1] = (self.closed[-1][0], now)
        for name, clock in self.policy["clocks"].items():
            earlier = self.occurrences[name]
            if "resolved" in clock["met"] and earlier:  # anew, in place of the lapsed
                if earlier[-1].lapsed is None:
                    earlier[-1].lapsed = self.closed[-1][0]
                self._begin(name, now, now)
        self._restart("event", here, now, REOPENING)
