"""The life of a case in which nothing is unknown, instant by instant."""

from collections.abc import Iterator

from reference.conditions import truth
from reference.hours import FOREVER, Plain, Span
from reference.story import CHANGES, END, FULFILS, OPENING, REOPENING, STARTS, Story

CONTACT = {"writes", "calls", "replies", "updates", "reopens"}


class Occurrence:
    """One time that a clock began."""

    def __init__(self, number: int, begun: int, start: int, bought: Plain) -> None:
        self.number, self.begun, self.start = number, begun, start
        self.bought = bought  # plan, add-ons and parameters as of the start
        self.fulfilled: int | None = None
        self.lapsed: int | None = None
        self.restarts: list[tuple[int, int]] = []  # instant, place in it


class Life:
    """Its occurrences, its waits, its end."""

    def __init__(self, story: Story, known: list[tuple[int, Plain]]) -> None:
        self.story, self.policy, self.known = story, story.policy, known
        self._severities = [self._severity(facts) for _, facts in known]
        self.clocks: dict[str, Plain] = self.policy["clocks"]
        self.occurrences: dict[str, list[Occurrence]] = {n: [] for n in self.clocks}
        self.state = "not_opened" if story.opened is None else "open"
        self.closed: list[Span] = []  # from an end to its reopening
        self.waits: list[tuple[str, int, int]] = []  # for whom, from, to
        self._agreed: set[str] = set()
        for now, here in story.instants:
            if story.opened is not None and now >= story.opened:
                self._live(now, here)

    # ------------------------------------------------------------ what is known
    def known_at(self, at: int) -> Plain:
        """What is known after the changes of this instant."""
        return next(known for since, known in reversed(self.known) if since <= at)

    def severity(self, at: int) -> Plain | None:
        """The severity after the changes of this instant."""
        index = sum(since <= at for since, _ in self.known)
        return self._severities[index - 1]

    def _severity(self, known: Plain) -> Plain | None:
        rules = self.policy["severities"]
        return next((each for each in rules if truth(each["when"], known)), None)

    # ------------------------------------------------------------ one instant
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
        self._end_waits(now, here)
        for name in again:
            self._begin(name, now, now, self.known_at(now))
        self._start(here, now, STARTS)
        self._restart(now, here, STARTS)
        for event in here:
            waiting = {who for who, _, end in self.waits if end == FOREVER}
            if event["type"] == "waits" and event["for"] not in waiting:
                self.waits.append((event["for"], now, FOREVER))
        if self.state == "open":
            self._end(now, here)
        if self.state != "open" and any(each["type"] == "reopens" for each in here):
            self._reopen(now, here)

    def _going(self) -> Iterator[tuple[str, Plain, Occurrence]]:
        """Of an open case, the occurrences neither fulfilled nor lapsed."""
        for name, clock in self.clocks.items() if self.state == "open" else ():
            for last in self.occurrences[name][-1:]:
                if last.fulfilled is None and last.lapsed is None:
                    yield name, clock, last

    def _start(self, events: list[Plain], now: int, place: int) -> None:
        """Begin what starts, unless the last is unfulfilled; it may be deferred."""
        for name, clock in self.clocks.items() if self.state == "open" else ():
            for event in events:
                last = self.occurrences[name][-1:]
                goes_on = last and last[0].fulfilled is None and last[0].lapsed is None
                if goes_on or (last and not clock["each"]):
                    continue
                if self.story.matches([event], clock["starts"], place):
                    start = self._deferred(event, now, place)
                    known = self.known_at(now - (place == OPENING))
                    self._begin(name, now, start, known)

    def _deferred(self, event: Plain, now: int, place: int) -> int:
        for each in self.policy["deferrals"]:
            if self.story.matches([event], each["events"], place):
                return self.story.hours[each["to"]].opening(now)
        return now

    def _begin(self, name: str, begun: int, start: int, bought: Plain) -> None:
        number = len(self.occurrences[name]) + 1
        self.occurrences[name].append(Occurrence(number, begun, start, bought))

    def _restart(self, now: int, events: list[Plain], place: int) -> None:
        for _, clock, last in self._going():
            if last.begun < now and self.story.matches(
                events, clock["restarts"], place
            ):
                last.restarts.append((now, place))

    def _end_waits(self, now: int, here: list[Plain]) -> None:
        """A wait ends at `resumes`, or when the one waited for makes contact."""
        verbs = {v for v, of in self.policy["events"].items() if CONTACT & {*of}}
        for index, (who, begin, end) in enumerate(self.waits):
            if end == FOREVER and any(
                each.get("for", who) == who
                if each["type"] == "resumes"
                else each["type"] in CONTACT | verbs
                and not each.get("automatic")
                and self.story.acts(each, who)
                for each in here
            ):
                self.waits[index] = who, begin, now

    # ------------------------------------------------------------ the end
    def _end(self, now: int, here: list[Plain]) -> None:
        """It ends as `resolved when` says, else when the supplier resolves."""
        for event in here:
            by = event.get("by", self.policy["parties"][0])
            names = {by, self.policy["roles"].get(by, by)}
            if event["type"] in ("agrees", "resolves"):
                self._agreed |= names
            if event["type"] == "disagrees":
                self._agreed -= names
        if any(each["type"] == "withdraws" for each in here):
            self.state = "withdrawn"
        elif self._is_resolved(now, here):
            for _, clock, last in self._going():  # what begins now is not met by it
                if "resolved" in clock["met"] and not (
                    last.begun == now != self.story.opened
                ):
                    last.fulfilled = now
            self.state = "resolved"
        if self.state != "open":
            self.closed.append((now, FOREVER))

    def _is_resolved(self, now: int, here: list[Plain]) -> bool:
        severity = (self.severity(now) or {}).get("name")
        rules = [
            each
            for each in self.policy["resolved"]
            if each["for"] is None or severity in each["for"]
        ]
        if not rules:
            did = any(each["type"] == "resolves" for each in here)
            return did and self.policy["parties"][0] in self._agreed
        return any(
            self._agreed >= {*each["agree"]}
            if "agree" in each
            else self.story.matches(here, each["happening"], END)
            for each in rules
        )

    def _reopen(self, now: int, here: list[Plain]) -> None:
        """The lapsed resumes, but what a resolution meets starts anew."""
        self.state, self._agreed = "open", set()
        self.closed[-1] = (self.closed[-1][0], now)
        for name, clock in self.clocks.items():
            if "resolved" in clock["met"] and (earlier := self.occurrences[name]):
                if earlier[-1].lapsed is None:
                    earlier[-1].lapsed = self.closed[-1][0]
                self._begin(name, now, now, self.known_at(now))
        self._restart(now, [e for e in here if e["type"] == "reopens"], REOPENING)
