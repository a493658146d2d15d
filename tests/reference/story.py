"""What happens in a case and what is known when, the same in every possible world."""

from collections.abc import Iterator
from itertools import product
from math import prod
from operator import itemgetter
from typing import Any

from reference.hours import FOREVER, Hours, Plain, Span

OPENING, FULFILS, _DUE, CHANGES, WAIT_ENDS, STARTS, WAITS, END, REOPENING = range(9)
PLACES = {"opens": OPENING, "changes": CHANGES, "waits": WAITS, "reopens": REOPENING}
PLACES |= dict.fromkeys(("agrees", "disagrees", "resolves", "withdraws"), END)
CONTACT = {"writes", "calls", "replies", "updates", "reopens"}
MOST_WORLDS = 200
AllHours = dict[str, Hours]
Known = list[tuple[int, Plain]]  # what is known, each from when on


class TooManyWorlds(Exception):  # noqa: N818
    """More unknowns than this dull way can try."""


class Story:
    """The events of a case up to an instant, the same in every possible world."""

    def __init__(self, policy: Plain, hours: AllHours, case: Plain, at: int) -> None:
        self.policy, self.hours, self.case = policy, hours, case
        told = (each for each in case["events"] if each["at"] <= at)
        self.events: list[Plain] = sorted(told, key=itemgetter("at"))
        opens = (each["at"] for each in self.events if each["type"] == "opens")
        self.opened: int = next(opens, FOREVER)
        self.lived = [each for each in self.events if each["at"] >= self.opened]

    def acts(self, event: Plain, name: str) -> bool:
        """Whether an event is by this role, or by a role of this party."""
        by = event.get("by")
        return by is not None and name in (by, self.policy["roles"].get(by))

    def matches(self, events: list[Plain], acts: list[Any], place: int) -> bool:
        """Whether one of these is one of those, in this place of its instant."""
        return any(self._is(e, act, place) for act in acts for e in events)

    def _is(self, event: Plain, act: Any, place: int) -> bool:
        if not self._does(event, act):
            return False
        now = event["at"], place, self.lived.index(event)
        for word, wanted in (("during", True), ("outside", False)):
            if word in act and self.hours[act[word]].is_open(now[0]) != wanted:
                return False
        return "after" not in act or any(  # dealt with earlier since the opening
            (other["at"], self._place(other), index) < now
            for index, other in enumerate(self.lived)
            if other["at"] <= now[0] and self._does(other, act["after"])
        )

    def _does(self, event: Plain, act: Any) -> bool:
        """Whether somebody does something; notes and automatic messages are nothing.

        An opening is also a contact by its channel, if that is spoken of.
        """
        if isinstance(act, str) or event.get("automatic"):  # `resolved`, `severity`
            return False
        verbs = [*self.policy["events"].get(act["verb"], []), act["verb"]]
        via, kind = act.get("via"), event["type"]
        if via and kind == "opens" and {"writes", "calls"} & {*verbs}:
            verbs = ["opens"]
        is_heard = kind != "notes" and (not via or event.get("via") in via)
        return is_heard and kind in verbs and self.acts(event, act["by"])

    def _place(self, event: Plain) -> int:
        """Where an event stands in its instant, by the first thing that it may do."""
        if event["type"] in PLACES:
            return PLACES[event["type"]]
        for key, place in (("met", FULFILS), ("starts", STARTS)):
            clocks = self.policy["clocks"].values()
            if any(self._does(event, act) for clock in clocks for act in clock[key]):
                return place
        return WAIT_ENDS

    def waits(self, party: str) -> Iterator[Span]:
        """When this party is waited for, from `waits` until it makes contact."""
        events = self.policy["events"].items()
        contact = CONTACT | {verb for verb, of in events if CONTACT & {*of}}
        for wait in self.lived:
            who = wait["for"] if wait["type"] == "waits" else ""
            if party in (who, self.policy["roles"].get(who)):
                ends = [
                    each["at"]
                    for each in self.lived
                    if each["at"] > wait["at"] and not each.get("automatic")
                    if (each["type"] == "resumes" and each.get("for", who) == who)
                    or (each["type"] in contact and self.acts(each, who))
                ]
                yield wait["at"], min(ends, default=FOREVER)

    def known(self) -> Known:
        """What is stated at the beginning, then changed.

        A change in the instant of the opening is as if the case had been opened so.
        """
        case, known = self.case, self.policy["parameters"] | self.case["parameters"]
        known |= case["facts"] | {"plan": case["plan"], "addons": case["addons"]}
        found: Known = [(-FOREVER, known)]
        for each in self.events:
            if each["type"] == "changes":
                bought = {k: each[k] for k in ("plan", "addons") if k in each}
                more = each.get("facts", {}) | each.get("parameters", {})
                known, at = known | bought | more, each["at"]
                at -= at == self.opened
                found = [*(one for one in found if one[0] < at), (at, known)]
        return found


def worlds(known: Known, values: dict[str, list[Any]]) -> Iterator[Known]:
    """What is known, with each unknown given each of the values that can be told apart.

    An unknown has one value for as long as it stays unknown.
    """
    blanks: list[tuple[str, list[int]]] = []
    for name in values:
        unknown = [i for i, (_, stated) in enumerate(known) if stated.get(name) is None]
        for index in unknown:
            if index - 1 in unknown:
                blanks[-1][1].append(index)
            else:
                blanks.append((name, [index]))
    if prod(len(values[name]) for name, _ in blanks) > MOST_WORLDS:
        raise TooManyWorlds
    for chosen in product(*(values[name] for name, _ in blanks)):
        filled = [(since, dict(stated)) for since, stated in known]
        for (name, places), value in zip(blanks, chosen, strict=True):
            for index in places:
                filled[index][1][name] = value
        yield filled
