"""The life of a case in one possible world, instant by instant."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from reference import story
from reference.hours import FOREVER, Plain, Span, union
from reference.rules import truth
from reference.story import CHANGES, FULFILS, STARTS, Known, Story


class Occurrence:
    """One time that a clock began."""

    def __init__(self, clock: str, begun: int, start: int, bought: Plain) -> None:
        self.clock, self.begun, self.start = clock, begun, start
        self.bought = bought  # plan, add-ons and parameters as of the start
        self.fulfilled = self.lapsed = FOREVER
        self.restarts: dict[int, int] = {}  # the place in each instant


class Life:
    """The occurrences of clocks and the end of a case in one possible world."""

    def __init__(self, told: Story, known: Known) -> None:
        self.story, self.policy, self.known = told, told.policy, known
        self.clocks: dict[str, Plain] = self.policy["clocks"]
        self.occurrences: dict[str, list[Occurrence]] = {n: [] for n in self.clocks}
        self.state = "not_opened" if told.opened == FOREVER else "open"
        self.closed: list[Span] = []  # from an end to its reopening
        self._agreed: set[str] = set()
        rules = [*self.policy["severities"], {"name": None, "clause": None}]
        found = ([e for e in rules if truth(e.get("when"), each)] for _, each in known)
        self._severities: list[Plain] = [applying[0] for applying in found]
        for now, here in groupby(told.lived, itemgetter("at")):
            self._live(now, [*here])

    def known_at(self, at: int) -> Plain:
        """What is known after the changes of this instant."""
        return next(known for since, known in reversed(self.known) if since <= at)

    def severity(self, at: int) -> Plain:
        """The severity after the changes of this instant, or one without a name."""
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
        reopens = [each for each in here if each["type"] == "reopens"]
        here = [each for each in here if each["type"] != "opens"]
        self._start(opens, now, story.OPENING)
        again = []
        for name, clock, last in self._going():
            if self.story.matches(here, clock["met"], FULFILS):
                last.fulfilled = now
                again += [name] if clock["every"] else []
        is_changed = self.severity(now) is not self.severity(now - 1)
        for _, clock, last in self._going():
            if is_changed and "severity" in clock["restarts"] and last.begun < now:
                last.restarts[now] = CHANGES
            if self.story.matches(here, clock["lapses"], STARTS):
                last.lapsed = now
        for name in again:
            self._begin(name, now, now)
        self._start(here, now, STARTS)
        self._restart([each for each in here if each not in reopens], now, STARTS)
        if self.state == "open":
            self._end(here, now)
        is_closed = self.state != "open"
        if is_closed and reopens:
            self._reopen(now)
        self._restart(reopens, now, story.REOPENING if is_closed else STARTS)

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
                    self._begin(name, now, start)

    def _begin(self, name: str, begun: int, start: int) -> None:
        occurrence = Occurrence(name, begun, start, self.known_at(begun))
        self.occurrences[name].append(occurrence)

    def _restart(self, events: list[Plain], now: int, place: int) -> None:
        for _, clock, last in self._going():
            is_said = self.story.matches(events, clock["restarts"], place)
            if is_said and last.begun < now:
                last.restarts.setdefault(now, place)

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
        severity, every = self.severity(now)["name"], self.policy["resolved"]
        rules = [e for e in every if e["for"] is None or severity in e["for"]]
        if not rules:
            did = any(each["type"] == "resolves" for each in here)
            return did and self.policy["parties"][0] in self._agreed
        happened = (rule.get("happening", []) for rule in rules)
        agreed = ({*rule["agree"]} for rule in rules if "agree" in rule)
        did = any(self.story.matches(here, acts, story.END) for acts in happened)
        return did or any(names <= self._agreed for names in agreed)

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
                    self._begin(name, now, now)
