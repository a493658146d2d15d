"""Whether an event is what a policy speaks of, and what comes first at one instant."""

from typing import Any

from reference.hours import Hours, Plain

OPENING, FULFILS, _DUE, CHANGES, WAIT_ENDS, STARTS, WAITS, END, REOPENING = range(9)
CONTACT = ("writes", "calls", "replies", "updates")


class Happenings:
    """The events of a case up to an instant, in order."""

    def __init__(
        self, policy: Plain, case: Plain, hours: dict[str, Hours], at: int
    ) -> None:
        self.policy, self.hours, self.at = policy, hours, at
        events = [each for each in case["events"] if each["at"] <= at]
        self.events = sorted(events, key=lambda each: int(each["at"]))
        opening = [each for each in self.events if each["type"] == "opens"]
        self.opened: int | None = opening[0]["at"] if opening else None

    def acts(self, event: Plain, name: str) -> bool:
        """Whether the event is by this role or party."""
        by = event.get("by")
        return by is not None and name in (by, self.policy["roles"].get(by))

    def _does(self, event: Plain, act: Plain) -> bool:
        """Whether somebody does something, whatever the hours and what went before."""
        if event.get("automatic") or not self.acts(event, act["by"]):
            return False
        verbs = self.policy["events"].get(act["verb"], [act["verb"]])
        via = act.get("via", [])
        if via and event.get("via") not in via:
            return False
        if event["type"] == "opens":  # also a contact, if its channel is spoken of
            return "opens" in verbs or (
                bool(via) and not {"writes", "calls"}.isdisjoint(verbs)
            )
        return event["type"] != "notes" and event["type"] in (*verbs, act["verb"])

    def _place(self, event: Plain) -> int:
        """Where an event stands among those of its instant, by what it may do."""
        kinds = {"opens": OPENING, "changes": CHANGES, "waits": WAITS}
        kinds |= dict.fromkeys(("agrees", "disagrees", "resolves", "withdraws"), END)
        kinds |= {"reopens": REOPENING}
        if event["type"] in kinds:
            return kinds[event["type"]]
        clocks = self.policy["clocks"].values()
        if any(self._does(event, act) for each in clocks for act in _acts(each["met"])):
            return FULFILS
        starts = any(
            self._does(event, act) for each in clocks for act in _acts(each["starts"])
        )
        return STARTS if starts else WAIT_ENDS

    def matches(self, event: Plain, happenings: list[Any], place: int) -> bool:
        """Whether it is one of these, looked at in this place of the order."""
        for act in _acts(happenings):
            if not self._does(event, act):
                continue
            if "during" in act and not self.hours[act["during"]].is_open(event["at"]):
                continue
            if "outside" in act and self.hours[act["outside"]].is_open(event["at"]):
                continue
            if "after" not in act or self._happened(act["after"], event, place):
                return True
        return False

    def _happened(self, act: Plain, event: Plain, place: int) -> bool:
        """Whether a matching event was dealt with earlier since the opening."""
        now = (event["at"], place, self.events.index(event))
        assert self.opened is not None
        return any(
            other["at"] >= self.opened
            and self._does(other, act)
            and (other["at"], self._place(other), self.events.index(other)) < now
            for other in self.events
        )


def _acts(happenings: list[Any]) -> list[Plain]:
    """All but the words `resolved` and `severity`."""
    return [each for each in happenings if not isinstance(each, str)]
