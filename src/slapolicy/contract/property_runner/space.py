"""What the unknown things of a policy may be: finitely many values that stand for all.

Which case has which is told in `tree`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations
from typing import Any

from attrs import evolve

from slapolicy.contract.policy import Condition, Declared, Policy
from slapolicy.contract.property_runner.draft import Act, Draft, Json
from slapolicy.contract.property_runner.sizes import Sizes
from slapolicy.worktime import HOUR, parse_duration, to_duration

_MOST_ADDONS = 4
_MICROSECOND = timedelta(microseconds=1)
_HOUR = timedelta(hours=1)
OFFICE_DAYS = ("mon", "tue", "wed", "thu", "fri")


class Space:
    """The values of everything that the conditions of a policy, and one more, ask.

    `asked` are the facts and indicators that matter; `dates` are opening dates, the
    first well within the dates in force. `before_look`: how long before the look a
    case must be opened so that every indicator may have lasted as long as it matters.
    """

    def __init__(
        self,
        policy: Policy,
        where: Condition | None = None,
        lengths: Mapping[str, tuple[timedelta, ...]] | None = None,
    ) -> None:
        """Take a policy, one more condition, and lengths that clocks are held to."""
        self.policy = policy
        self._sizes = Sizes(policy, where, lengths)
        self.asked = self._sizes.asked
        self.dates = self._sizes.dates()
        runs = (self._sizes.runs(n) for n in policy.indicators if self._sizes.lasts(n))
        longest = max(chain.from_iterable(runs), default=timedelta())
        hours = -(-(longest // _MICROSECOND) // HOUR)
        self.before_look = (hours + 2) * HOUR if longest else 0

    def values(self, declared: Declared) -> tuple[Json, ...] | None:
        """Give JSON values that stand for all a fact or a parameter may have.

        None: they cannot be told apart by finitely many.
        """
        kind = declared.type.kind
        match kind:
            case "yes_or_no":
                return (True, False)
            case "one_of":
                return declared.type.values
            case "number" | "duration" | "date":
                least: Any = declared.type.least
                most: Any = declared.type.most
                if kind == "duration" and least is None:
                    least = timedelta()
                return tuple(
                    as_json(each)
                    for each in self._sizes.points(declared.name, kind)
                    if (least is None or each >= least)
                    and (most is None or each <= most)
                )
            case "text":
                return (*self._sizes.texts(declared.name), "another text")
            case "zone" | "region" | "calendar":
                return None

    def plain_values(self, declared: Declared) -> tuple[Json, ...]:
        """Give the same values, and of lengths whole hours before them."""
        found = self.values(declared) or ()
        if declared.type.kind != "duration":
            return found
        least, most = declared.type.least, declared.type.most
        lengths = [timedelta(microseconds=parse_duration(each)) for each in found]
        whole = [-(-each // _HOUR) * _HOUR for each in lengths]
        plain = [
            each
            for each in sorted(set(whole))
            if (not isinstance(least, timedelta) or each >= least)
            and (not isinstance(most, timedelta) or each <= most)
            and each
        ]
        short = [each for each in found if "S" not in each]
        return tuple(dict.fromkeys((*map(as_json, plain), *short, *found)))

    def example(self, declared: Declared) -> Json:
        """Give one JSON value that a fact or a parameter may have."""
        match declared.type.kind:
            case "zone":
                return self.policy.agreement.zone
            case "region":
                return "DE"
            case "calendar":
                return self.office
            case _:
                return (self.values(declared) or (None,))[0]

    @property
    def office(self) -> Json:
        """Office hours on weekdays, for a calendar that the order form gives."""
        return {
            "zone": self.policy.agreement.zone,
            "week": {day: ["09:00-17:00"] for day in OFFICE_DAYS},
            "business_days": "closing",
        }

    # Branches

    def branches(self, draft: Draft, need: str) -> tuple[Draft, ...] | None:
        """Give a draft with each thing that the need may be; None: too many to tell."""
        policy = self.policy
        if need == "plan":
            return tuple(evolve(draft, plan=name) for name in policy.plans)
        if need == "addons":
            if len(policy.addons) > _MOST_ADDONS:
                return None
            return tuple(evolve(draft, addons=names) for names in _sets(policy.addons))
        if need == "severity":
            named = dict.fromkeys(s.name for s in policy.severities if s.set_by)
            return tuple(evolve(draft, severity=name) for name in named)
        if need.startswith("used "):
            service = need.removeprefix("used ")
            counts = {q.count for q in policy.quotas if q.service == service}
            counts |= {
                g.quota for g in policy.grants if g.service == service and g.quota
            }
            uses = sorted({0, *counts, *(count - 1 for count in counts if count)})
            return tuple(draft.saying(used={service: count}) for count in uses)
        if need in policy.indicators:
            return tuple(self._courses(draft, need))
        for key, known in (("facts", policy.facts), ("parameters", policy.parameters)):
            if need in known:
                values = self.values(known[need])
                if values is None:
                    return None
                return tuple(draft.saying(**{key: {need: value}}) for value in values)
        return None

    def _courses(self, draft: Draft, indicator: str) -> Iterator[Draft]:
        """Give the drafts in which an indicator never held, holds, or did hold."""
        if not self._sizes.lasts(indicator):
            yield draft.saying(facts={indicator: True})
            yield draft.saying(facts={indicator: False})
            return
        plain = draft.saying(facts={indicator: False})
        for length in self._sizes.runs(indicator):
            since = draft.at - length // _MICROSECOND
            began = Act(at=since, type="changes", facts={indicator: True})
            yield plain.with_acts((*draft.acts, began))
        yield plain
        for length in self._sizes.runs(indicator):
            until = draft.at - HOUR
            began = Act(
                at=until - length // _MICROSECOND,
                type="changes",
                facts={indicator: True},
            )
            ended = Act(at=until, type="changes", facts={indicator: False})
            yield plain.with_acts((*draft.acts, began, ended))
        yield plain.with_acts(
            (*draft.acts, Act(at=draft.at, type="changes", facts={indicator: True}))
        )


def _sets(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    listed = tuple(names)
    for size in range(len(listed) + 1):
        yield from combinations(listed, size)


def as_json(value: Any) -> Json:
    """Give a value of the policy as a case writes it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case timedelta():
            return to_duration(value // _MICROSECOND)
        case date():
            return value.isoformat()
        case _:
            return value
