"""The events of a case, what they match, what is known when, and what is not."""

from collections.abc import Iterator
from itertools import groupby, product
from math import prod
from typing import Any

from reference.hours import FOREVER, Hours, Plain

OPENING, FULFILS, _DUE, CHANGES, WAIT_ENDS, STARTS, WAITS, END, REOPENING = range(9)
PLACES = {"opens": OPENING, "changes": CHANGES, "waits": WAITS, "reopens": REOPENING}
PLACES |= dict.fromkeys(("agrees", "disagrees", "resolves", "withdraws"), END)
MOST_WORLDS = 200


class TooManyWorlds(Exception):  # noqa: N818
    """More unknowns than this dull way can try."""


class Story:
    """The events of a case up to an instant, the same whatever is unknown."""

    def __init__(
        self, policy: Plain, hours: dict[str, Hours], case: Plain, at: int
    ) -> None:
        self.policy, self.hours = policy, hours
        known = (each for each in case["events"] if each["at"] <= at)
        self.events: list[Plain] = sorted(known, key=_instant)
        self.instants = [(t, [*here]) for t, here in groupby(self.events, _instant)]
        opens = (each["at"] for each in self.events if each["type"] == "opens")
        self.opened: int | None = next(opens, None)
        self.known = self._timeline(case)
        self._matched: dict[tuple[int, int, int], bool] = {}

    # ------------------------------------------------------------ what happens
    def acts(self, event: Plain, name: str) -> bool:
        """Whether an event is by this role, or by a role of this party."""
        by = event.get("by")
        return by is not None and name in (by, self.policy["roles"].get(by))

    def matches(self, events: list[Plain], acts: list[Any], place: int) -> bool:
        """Whether one of these is one of those, in this place of its instant."""
        for event in events if acts else ():
            key = id(event), id(acts), place
            if key not in self._matched:
                self._matched[key] = any(
                    self._is(event, act, place) for act in acts if act not in WORDS
                )
            if self._matched[key]:
                return True
        return False

    def _is(self, event: Plain, act: Plain, place: int) -> bool:
        return (
            self._does(event, act)
            and ("during" not in act or self._is_open(act["during"], event))
            and ("outside" not in act or not self._is_open(act["outside"], event))
            and ("after" not in act or self._happened(act["after"], event, place))
        )

    def _is_open(self, calendar: str, event: Plain) -> bool:
        return self.hours[calendar].is_open(event["at"])

    def _does(self, event: Plain, act: Plain) -> bool:
        """Whether somebody does something; notes and automatic messages are nothing.

        An opening is also a contact by its channel, if that is spoken of.
        """
        verbs = self.policy["events"].get(act["verb"], [act["verb"]])
        via, kind = act.get("via"), event["type"]
        if event.get("automatic") or not self.acts(event, act["by"]):
            return False
        if via and event.get("via") not in via:
            return False
        if kind == "opens" and via:
            return not {"opens", "writes", "calls"}.isdisjoint(verbs)
        return kind != "notes" and kind in (*verbs, act["verb"])

    def _place(self, event: Plain) -> int:
        """Where an event stands in its instant, by the first thing that it may do."""
        if event["type"] in PLACES:
            return PLACES[event["type"]]
        for key, place in (("met", FULFILS), ("starts", STARTS)):
            for clock in self.policy["clocks"].values():
                acts = [each for each in clock[key] if each not in WORDS]
                if any(self._does(event, act) for act in acts):
                    return place
        return WAIT_ENDS

    def _happened(self, act: Plain, event: Plain, place: int) -> bool:
        """Whether such an event was dealt with earlier since the opening."""
        now = event["at"], place, self.events.index(event)
        return any(
            (other["at"], self._place(other), index) < now
            for index, other in enumerate(self.events)
            if (self.opened or 0) <= other["at"] <= event["at"]
            and self._does(other, act)
        )

    # ------------------------------------------------------------ what is known
    def _timeline(self, case: Plain) -> list[tuple[int, Plain]]:
        """What is stated, from when on: first at the beginning, then changed."""
        known = {key: case[key] for key in ("plan", "addons")}
        known |= case["parameters"] | case["facts"]
        found = [(-FOREVER, known)]
        for now, here in self.instants:
            changes = [each for each in here if each["type"] == "changes"]
            for each in changes:
                known = known | {k: each[k] for k in ("plan", "addons") if k in each}
                known |= each.get("facts", {}) | each.get("parameters", {})
            found += [(now, known)] if changes else []
        return found

    def worlds(self, values: dict[str, list[Any]]) -> Iterator[list[tuple[int, Plain]]]:
        """What is known, with each unknown given each of the values told apart.

        An unknown has one value for as long as it stays unknown.
        """
        blanks: list[tuple[str, list[int]]] = []
        for name in values:
            for index, (_, known) in enumerate(self.known):
                if known.get(name) is None:
                    last, places = blanks[-1] if blanks else ("", [])
                    if last == name and places[-1] == index - 1:
                        places.append(index)
                    else:
                        blanks.append((name, [index]))
        choices = [values[name] for name, _ in blanks]
        if prod(len(each) for each in choices) > MOST_WORLDS:
            raise TooManyWorlds
        for chosen in product(*choices):
            filled = [(since, dict(known)) for since, known in self.known]
            for (name, indexes), value in zip(blanks, chosen, strict=True):
                for index in indexes:
                    filled[index][1][name] = value
            yield filled


WORDS = ("resolved", "severity")  # what is no event of the case


def _instant(event: Plain) -> int:
    return int(event["at"])
