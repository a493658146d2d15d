"""The life of a case in one possible world, instant by instant."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from reference.hours import FOREVER, Plain, Span, union
from reference.rules import truth
from reference.story import CHANGES, END, FULFILS, OPENING, REOPENING, STARTS, Story


class Occurrence:
    """One time that a clock began."""

    def __init__(self, number: int, begun: int, start: int, bought: Plain) -> None:
        self.number, self.begun, self.start = number, begun, start
        self.bought = bought  # plan, add-ons and parameters as of the start
        self.fulfilled = self.lapsed = FOREVER
        self.restarts: list[tuple[int, int]] = []  # instant, place in it


class Life:
    """Its occurrences, its end."""

    def __init__(self, story: Story, known: list[tuple[int, Plain]]) -> None:
        self.story, self.policy, self.known = story, story.policy, known
        self.clocks: dict[str, Plain] = self.policy["clocks"]
        self.occurrences: dict[str, list[Occurrence]] = {n: [] for n in self.clocks}
        self.state = "not_opened" if story.opened is None else "open"
        self.closed: list[Span] = []  # from an end to its reopening
        self._agreed: set[str] = set()
        self._severities: list[Plain | None] = [
            next(
                (e for e in self.policy["severities"] if truth(e["when"], facts)), None
            )
            for _, facts in known
        ]
        for now, here in groupby(story.lived, lambda event: int(event["at"])):
            self._live(now, [*here])

    def known_at(self, at: int) -> Plain:
        """What is known after the changes of this instant."""
        return next(known for since, known in reversed(self.known) if since <= at)

    def severity(self, at: int) -> Plain | None:
        """The severity after the changes of this instant."""
        return self._severities[sum(since <= at for since, _ in self.known) - 1]

    def pauses(self, pause: Plain) -> list[Span]:
        """When a clock pauses that says so: while waiting, or while a condition is."""
        if "waiting" in pause:
            return [*self.story.waits(pause["waiting"])]
        since = [*(since for since, _ in self.known), FOREVER]
        spans = zip(pairwise(since), self.known, strict=True)
        return union(each for each, (_, known) in spans if truth(pause["while"], known))

    def _live(self, now: int, here: list[Plain]) -> None:
        """Go through one instant in order.

        The opening, what fulfils, changes, ends of waits, what starts a clock, new
        waits, the end, the reopening. An opening does all it does first.
        """
        opens = [each for each in here if each["type"] == "opens"]
        here = [each for each in here if each["type"] != "opens"]
        self._start(opens, now, OPENING)
        again = []
        for name, clock, last in self._going():
            if self.story.matches(here, clock["met"], FULFILS):
                last.fulfilled = now
                again += [name] if clock["every"] else []
        is_changed = self.severity(now) is not self.severity(now - 1)
        for _, clock, last in self._going():
            if is_changed and "severity" in clock["restarts"] and last.begun < now:
                last.restarts.append((now, CHANGES))
            if self.story.matches(here, clock["lapses"], STARTS):
                last.lapsed = now
        for name in again:
            self._begin(name, now, now, now)
        self._start(here, now, STARTS)
        reopens = [each for each in here if each["type"] == "reopens"]
        self._restart([each for each in here if each not in reopens], now, STARTS)
        if self.state == "open":
            self._end(here, now)
        place = STARTS if self.state == "open" else REOPENING
        if reopens and self.state != "open":
            self._reopen(now)
        self._restart(reopens, now, place)

    def _going(self) -> Iterator[tuple[str, Plain, Occurrence]]:
        """Of an open case, the occurrences neither fulfilled nor lapsed."""
        for name, clock in self.clocks.items() if self.state == "open" else ():
            for last in self.occurrences[name][-1:]:
                if last.fulfilled == last.lapsed == FOREVER:
                    yield name, clock, last

    def _start(self, events: list[Plain], now: int, place: int) -> None:
        """Begin what starts, unless the last is unfulfilled; it may be deferred."""
        for event in events if self.state == "open" else ():
            going = {name for name, _, _ in self._going()}
            for name, clock in self.clocks.items():
                once = self.occurrences[name] and not clock["each"]
                if name in going or once:
                    continue
                if self.story.matches([event], clock["starts"], place):
                    start = now
                    for each in self.policy["deferrals"]:
                        if self.story.matches([event], each["events"], place):
                            start = self.story.hours[each["to"]].opening(now)
                    self._begin(name, now, start, now)

    def _begin(self, name: str, begun: int, start: int, known: int) -> None:
        number, bought = len(self.occurrences[name]) + 1, self.known_at(known)
        self.occurrences[name].append(Occurrence(number, begun, start, bought))

    def _restart(self, events: list[Plain], now: int, place: int) -> None:
        for _, clock, last in self._going():
            is_said = self.story.matches(events, clock["restarts"], place)
            if is_said and last.begun < now:
                last.restarts.append((now, place))

    def _end(self, here: list[Plain], now: int) -> None:
        """It ends when the customer withdraws, or when it is resolved."""
        for event in here:
            by = event.get("by", self.policy["parties"][0])
            names = {by, self.policy["roles"].get(by, by)}
            if event["type"] in ("agrees", "resolves"):
                self._agreed |= names
            if event["type"] == "disagrees":
                self._agreed -= names
        is_withdrawn = any(each["type"] == "withdraws" for each in here)
        if not is_withdrawn and not self._is_resolved(here, now):
            return
        for _, clock, last in self._going():  # what begins now is not fulfilled by it
            is_fresh = last.begun == now != self.story.opened
            if "resolved" in clock["met"] and not is_withdrawn and not is_fresh:
                last.fulfilled = now
        self.state = "withdrawn" if is_withdrawn else "resolved"
        self.closed.append((now, FOREVER))

    def _is_resolved(self, here: list[Plain], now: int) -> bool:
        """As `resolved when` says of the severity, else when the supplier resolves."""
        severity = (self.severity(now) or {}).get("name")
        rules = self.policy["resolved"]
        rules = [e for e in rules if e["for"] is None or severity in e["for"]]
        if not rules:
            did = any(each["type"] == "resolves" for each in here)
            return did and self.policy["parties"][0] in self._agreed
        return any(
            self._agreed >= {*each["agree"]}
            if "agree" in each
            else self.story.matches(here, each["happening"], END)
            for each in rules
        )

    def _reopen(self, now: int) -> None:
        """The lapsed resumes, but what a resolution meets starts anew."""
        self.state, self._agreed = "open", set()
        end, _ = self.closed[-1]
        self.closed[-1] = end, now
        for name, clock in self.clocks.items():
            for last in self.occurrences[name][-1:]:
                if "resolved" in clock["met"]:
                    if last.fulfilled == FOREVER:
                        last.lapsed = min(last.lapsed, end)
                    self._begin(name, now, now, now)
