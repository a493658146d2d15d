"""What happens in a case and what is known when, the same in every possible world."""

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from reference.hours import FOREVER, Hours, Plain, Span

OPENING, FULFILS, _DUE, CHANGES, WAIT_ENDS, STARTS, WAITS, END, REOPENING = range(9)
PLACES = {"opens": OPENING, "changes": CHANGES, "waits": WAITS, "reopens": REOPENING}
PLACES |= dict.fromkeys(("agrees", "disagrees", "resolves", "withdraws"), END)
CONTACT = {"writes", "calls", "replies", "updates", "reopens"}
WORDS = ("resolved", "severity")  # what a clock can name and is no event
MOST_WORLDS = 200

Known = list[tuple[int, Plain]]  # what is known, each from when on


class TooManyWorlds(Exception):  # noqa: N818
    """More unknowns than this dull way can try."""


class Story:
    """The events of a case up to an instant."""

    def __init__(
        self, policy: Plain, hours: dict[str, Hours], case: Plain, at: int
    ) -> None:
        self.policy, self.hours = policy, hours
        told = [each for each in case["events"] if each["at"] <= at]
        self.events: list[Plain] = sorted(told, key=_instant)
        opens = [each["at"] for each in self.events if each["type"] == "opens"]
        self.opened: int | None = opens[0] if opens else None
        self.lived = [e for e in self.events if opens and e["at"] >= opens[0]]
        self._matched: dict[tuple[int, int, int], bool] = {}

    def acts(self, event: Plain, name: str) -> bool:
        """Whether an event is by this role, or by a role of this party."""
        by = event.get("by")
        return by is not None and name in (by, self.policy["roles"].get(by))

    def matches(self, events: list[Plain], acts: list[Any], place: int) -> bool:
        """Whether one of these is one of those, in this place of its instant."""
        for event in events if acts else ():
            key = id(event), id(acts), place  # both live as long as this story
            if key not in self._matched:
                named = [each for each in acts if each not in WORDS]
                self._matched[key] = any(self._is(event, e, place) for e in named)
            if self._matched[key]:
                return True
        return False

    def _is(self, event: Plain, act: Plain, place: int) -> bool:
        if not self._does(event, act):
            return False
        now = event["at"], place, self.lived.index(event)
        for word, is_open in (("during", True), ("outside", False)):
            if word in act:
                line = self.hours[act[word]]
                if (line.between(now[0], now[0] + 1) > 0) != is_open:
                    return False
        return "after" not in act or any(  # dealt with earlier since the opening
            (other["at"], self._place(other), index) < now
            for index, other in enumerate(self.lived)
            if other["at"] <= now[0] and self._does(other, act["after"])
        )

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

    def waits(self, party: str) -> Iterator[Span]:
        """When this party is waited for, from `waits` until it makes contact."""
        verbs = {v for v, of in self.policy["events"].items() if CONTACT & {*of}}
        for wait in [each for each in self.lived if each["type"] == "waits"]:
            who, ends = wait["for"], [FOREVER]
            for each in self.lived:
                if each["type"] == "resumes":
                    is_end = each.get("for", who) == who
                else:
                    is_contact = each["type"] in CONTACT | verbs
                    is_end = is_contact and self.acts(each, who)
                if is_end and not each.get("automatic") and each["at"] > wait["at"]:
                    ends.append(each["at"])
            if party in (who, self.policy["roles"].get(who)):
                yield wait["at"], min(ends)

    def known(self, case: Plain) -> Known:
        """What is stated at the beginning, then changed.

        A change in the instant of the opening is as if the case had been opened so.
        """
        known = {key: case[key] for key in ("plan", "addons")}
        known |= self.policy["parameters"] | case["parameters"] | case["facts"]
        found: Known = [(-FOREVER, known)]
        for each in self.events:
            if each["type"] == "changes":
                bought = {k: each[k] for k in ("plan", "addons") if k in each}
                more = each.get("facts", {}) | each.get("parameters", {})
                known = known | bought | more
                at = each["at"] - (each["at"] == self.opened)
                found = [*(one for one in found if one[0] < at), (at, known)]
        return found


def worlds(known: Known, values: dict[str, list[Any]]) -> Iterator[Known]:
    """What is known, with each unknown given each of the values that can be told apart.

    An unknown has one value for as long as it stays unknown.
    """
    blanks: list[tuple[str, list[int]]] = []
    for name in values:
        for index, (_, stated) in enumerate(known):
            last, places = blanks[-1] if blanks else ("", [])
            if stated.get(name) is None and last == name and index - 1 in places:
                places.append(index)
            elif stated.get(name) is None:
                blanks.append((name, [index]))
    if prod(len(values[name]) for name, _ in blanks) > MOST_WORLDS:
        raise TooManyWorlds
    for chosen in product(*(values[name] for name, _ in blanks)):
        filled = [(since, dict(stated)) for since, stated in known]
        for (name, places), value in zip(blanks, chosen, strict=True):
            for index in places:
                filled[index][1][name] = value
        yield filled


def _instant(event: Plain) -> int:
    return int(event["at"])
