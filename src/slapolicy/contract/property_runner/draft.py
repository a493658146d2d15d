"""A case while it is being made: small, changed by copying, and JSON in the end.

Which cases are worth making is told in `tree` and `search`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, field

from slapolicy.contract.case import Case
from slapolicy.contract.policy import Policy
from slapolicy.values import frozen
from slapolicy.worktime import to_iso

Json = Any


@frozen(kw_only=True)
class Act:
    """Something that happens in a draft, at an instant (microseconds UTC)."""

    at: int
    type: str
    by: str | None = None
    via: str | None = None
    waits_for: str | None = None
    facts: Mapping[str, Json] = field(factory=dict)

    def to_json(self, zone: str) -> dict[str, Json]:
        """Give the event as JSON, with what is not said left out."""
        found: dict[str, Json] = {"at": to_iso(self.at, zone), "type": self.type}
        named = {"by": self.by, "via": self.via, "for": self.waits_for}
        found |= {key: value for key, value in named.items() if value is not None}
        if self.facts:
            found["facts"] = dict(self.facts)
        return found


@frozen(kw_only=True)
class Instead:
    """What makes another case of a draft: other facts, and changes after its opening.

    The instants of `changes` are counted from the opening.
    """

    facts: Mapping[str, Json] = field(factory=dict)
    severity: str | None = None
    changes: tuple[Act, ...] = ()


@frozen(kw_only=True)
class Draft:
    """A case, and the instant `at` at which it is looked at.

    Values are those of JSON. What is not said (None, or no key) is unknown. `instead`
    makes a second case of it, to be compared with. `becomes` are facts that are to
    change after all that happens: whoever tells the draft on makes an act of them.
    """

    acts: tuple[Act, ...]
    at: int
    plan: str | None = None
    addons: tuple[str, ...] | None = None
    severity: str | None = None
    parameters: Mapping[str, Json] = field(factory=dict)
    facts: Mapping[str, Json] = field(factory=dict)
    used: Mapping[str, int] = field(factory=dict)
    instead: Instead | None = None
    becomes: Mapping[str, Json] = field(factory=dict)

    @property
    def opened_at(self) -> int:
        """When the case is opened."""
        return next(act.at for act in self.acts if act.type == "opens")

    @property
    def second(self) -> "Draft | None":
        """The case to be compared with: the same events, other facts."""
        other = self.instead
        if other is None:
            return None
        changes = (evolve(a, at=self.opened_at + a.at) for a in other.changes)
        kept = (act for act in self.acts if act.type != "changes")
        made = evolve(
            self,
            facts={**self.facts, **other.facts},
            severity=other.severity,
            instead=None,
        )
        return made.with_acts((*kept, *changes))

    def to_json(self, policy: Policy) -> dict[str, Json]:
        """Give the case as JSON, its instants in the zone of the agreement."""
        zone = policy.agreement.zone
        found: dict[str, Json] = {"id": "example"}
        if self.plan is not None:
            found["plan"] = self.plan
        if self.addons is not None:
            found["addons"] = list(self.addons)
        if self.severity is not None:
            found["severity"] = self.severity
        for key in ("parameters", "facts", "used"):
            if getattr(self, key):
                found[key] = dict(getattr(self, key))
        found["events"] = [act.to_json(zone) for act in self.acts]
        return found

    def case(self, policy: Policy) -> Case:
        """Check the case against the policy.

        Raises:
            CaseError: The policy does not take it.
        """
        return policy.case(self.to_json(policy))

    def saying(self, **more: Mapping[str, Json]) -> "Draft":
        """Give the draft with more facts, parameters or uses."""
        said: dict[str, Any] = {
            key: {**getattr(self, key), **new} for key, new in more.items()
        }
        return evolve(self, **said)

    def with_acts(self, acts: Iterable[Act], at: int | None = None) -> "Draft":
        """Give the draft with other acts, in the order of their instants."""
        ordered = tuple(sorted(acts, key=lambda act: act.at))
        return evolve(self, acts=ordered, at=self.at if at is None else at)
