"""What happens in a case, and what may be known of it when."""

from collections.abc import Iterator
from itertools import product

from reference.hours import FOREVER, Plain, Span, hours_of
from reference.rules import truth

CONTACT = {"writes", "calls", "replies", "updates", "reopens"}
PLACED = ("met", "starts")  # what fulfils comes before what starts a clock
MOST_WORLDS = 200
Known = list[tuple[int, Plain]]  # what is known, each from when on


class TooManyWorlds(Exception):  # noqa: N818
    """More unknowns than this dull way can try."""


class Story:
    """The events of a case up to an instant, in their order."""

    def __init__(self, policy: Plain, case: Plain, at: int) -> None:
        self.policy, self.case, self.hours = policy, case, hours_of(policy)
        told: list[Plain] = case["events"]  # what is said twice counts once
        once = [each for index, each in enumerate(told) if each not in told[:index]]
        self.events = [each for each in once if each["at"] <= at]
        self.events.sort(key=self._place)
        opens = (each["at"] for each in self.events if each["type"] == "opens")
        self.opened: int = next(opens, FOREVER)
        self.lived = [each for each in self.events if each["at"] >= self.opened]

    def _place(self, event: Plain) -> tuple[int, bool, bool]:
        """In its instant the opening comes first, and what only starts clocks last."""
        clocks = self.policy["clocks"].values()
        words = {
            w for e in clocks for w in PLACED for a in e[w] if self._does(event, a)
        }
        return event["at"], event["type"] != "opens", words == {"starts"}

    def matches(self, events: list[Plain], acts: list[Plain]) -> bool:
        """Whether one of these is one of those."""
        return any(self._is(event, act) for act in acts for event in events)

    def _is(self, event: Plain, act: Plain) -> bool:
        """Whether it is this act, in or outside these hours, after that other act."""
        at, (hours, wanted) = event["at"], act.get("hours", ("24x7", True))
        if not self._does(event, act):
            return False
        if (self.hours[hours].between(at, at + 1) > 0) != wanted:
            return False
        earlier = self.lived[: self.lived.index(event)] if "after" in act else []
        return "after" not in act or any(self._does(e, act["after"]) for e in earlier)

    def _does(self, event: Plain, act: Plain) -> bool:
        """Whether somebody does something; automatic messages are nothing.

        An opening is also a contact by its channel, if that is spoken of.
        """
        verbs = [*self.policy["events"].get(act["verb"], []), act["verb"]]
        via, kind = act.get("via"), event["type"]
        if via and kind == "opens" and {"writes", "calls"} & {*verbs}:
            verbs = ["opens"]
        heard = not event.get("automatic") and (not via or event.get("via") in via)
        return heard and kind in verbs and act.get("by") in self.names(event.get("by"))

    def names(self, who: str | None) -> set[str | None]:
        """What somebody may be called: this role, or the party it is of."""
        return {who, self.policy["roles"].get(who, who)}

    def waits(self, party: str) -> Iterator[Span]:
        """When this party is waited for, from `waits` until it makes contact."""
        events = self.policy["events"].items()
        contact = CONTACT | {verb for verb, of in events if CONTACT & {*of}}
        for wait in self.lived:
            who = wait.get("for")
            if wait["type"] == "waits" and party in self.names(who):
                ends = [
                    each["at"]
                    for each in self.lived
                    if each["at"] > wait["at"] and not each.get("automatic")
                    if (each["type"] == "resumes" and each.get("for", who) == who)
                    or (each["type"] in contact and who in self.names(each.get("by")))
                ]
                yield wait["at"], min(ends, default=FOREVER)

    def stated(self) -> Known:
        """What is stated at the beginning, then changed.

        A change in the instant of the opening is as if the case had been opened so.
        """
        known, found = self.policy["parameters"], {}
        changes = [each for each in self.events if each["type"] == "changes"]
        for each in [self.case | {"at": -FOREVER}, *changes]:
            bought = {key: each[key] for key in ("plan", "addons") if key in each}
            known = known | each.get("facts", {}) | each.get("parameters", {}) | bought
            found[each["at"] - (each["at"] == self.opened)] = known
        return [*found.items()]


def worlds(policy: Plain, known: Known, guessed: Plain) -> Iterator[Known]:
    """What is known, with all values that can be told apart for what is unknown.

    An unknown has one value for as long as it stays unknown. With it goes the severity.
    """
    (since, stated), *later = known
    unknown = [name for name in policy["values"] if stated.get(name) is None]
    values = [[guessed[k]] if k in guessed else policy["values"][k] for k in unknown]
    for chosen in product(*values):
        guess = dict(zip(unknown, chosen, strict=True))
        filled = stated | guess
        rules = [*policy["severities"], {"name": None, "clause": None, "when": None}]
        rule = next(each for each in rules if truth(each["when"], filled))
        filled |= {"severity": rule["name"], "severity_clause": rule["clause"]}
        for rest in worlds(policy, later, guess) if later else [[]]:
            yield [(since, filled), *rest]
