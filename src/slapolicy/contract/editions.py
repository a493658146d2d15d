"""Several policies: which edition of an agreement governs a case.

How policies are read from a folder is told in `api`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from slapolicy.contract.case import Case
from slapolicy.contract.policy import Policy
from slapolicy.values import field, frozen
from slapolicy.worktime import DAY, from_datetime, parse_instant, zone

_EPOCH = date(1970, 1, 1).toordinal()


def _by_name(policies: tuple[Policy, ...]) -> dict[str, Policy]:
    return {each.agreement.name: each for each in policies}


@frozen
class Editions:
    """Policies side by side; those joined by `replaces` are editions of one agreement.

    >>> editions = Editions(())
    >>> len(editions)
    0
    """

    policies: tuple[Policy, ...]
    _named: Mapping[str, Policy] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_named", _by_name(self.policies))

    def __iter__(self) -> Iterator[Policy]:
        return iter(self.policies)

    def __len__(self) -> int:
        return len(self.policies)

    def __getitem__(self, name: str) -> Policy:
        """Give the policy of an agreement's name (KeyError if there is none)."""
        return self._named[name]

    def chain(self, policy: Policy) -> tuple[Policy, ...]:
        """Give all editions of the agreement of a policy, the oldest first.

        Two editions that replace the same one stand beside each other, by name.
        """
        successors: dict[str, list[str]] = {}
        for each in self.policies:
            if each.agreement.replaces is not None:
                successors.setdefault(each.agreement.replaces, []).append(
                    each.agreement.name
                )
        first, seen = policy.agreement.name, {policy.agreement.name}
        while (before := self._replaced(first)) is not None and before not in seen:
            first = before
            seen.add(before)
        found: dict[str, None] = {first: None}
        waiting = [first]
        while waiting:
            for name in sorted(successors.get(waiting.pop(0), ())):
                if name not in found:
                    found[name] = None
                    waiting.append(name)
        return tuple(self._named[name] for name in found if name in self._named)

    def _replaced(self, name: str) -> str | None:
        """Give what an edition replaces, though it need not be at hand itself."""
        known = self._named.get(name)
        return None if known is None else known.agreement.replaces

    def governing(
        self, case: Mapping[str, Any] | Case, agreement: str | None = None
    ) -> Policy:
        """Give the edition that governs a case: the one in force when it was opened.

        Args:
            case: The decoded JSON of a case, or one that some edition has checked; only
                the instant of its opening is read.
            agreement: The name of any edition of the agreement that is meant. Needed
                where editions of several agreements are in force on that date.

        Raises:
            ValueError: No edition is in force then, or more than one, named in the
                message; or the case says no instant at which it was opened.
        """
        opened_at = _opening(case)
        among = self.policies
        if agreement is not None:
            if agreement not in self._named:
                msg = f"no agreement `{agreement}` is here, only {self._list(among)}"
                raise ValueError(msg)
            among = self.chain(self._named[agreement])
        in_force = tuple(each for each in among if is_in_force(each, opened_at))
        replaced = {each.agreement.replaces for each in in_force}
        found = tuple(each for each in in_force if each.agreement.name not in replaced)
        if len(found) == 1:
            return found[0]
        if not found:
            msg = (
                f"no edition was in force when the case was opened: {self._list(among)}"
            )
            raise ValueError(msg)
        msg = f"more than one agreement may govern the case: {self._list(found)}"
        raise ValueError(msg)

    @staticmethod
    def _list(policies: tuple[Policy, ...]) -> str:
        if not policies:
            return "there are no policies"
        return ", ".join(_with_dates(each) for each in policies)


def _with_dates(policy: Policy) -> str:
    agreement = policy.agreement
    begins = "" if agreement.starts_on is None else f" from {agreement.starts_on}"
    ends = "" if agreement.ends_on is None else f" through {agreement.ends_on}"
    return f"`{agreement.name}`{begins}{ends}"


def is_in_force(policy: Policy, at: int) -> bool:
    """Whether an agreement is in force on the date of an instant, in its own zone."""
    agreement = policy.agreement
    on = date.fromordinal(_EPOCH + zone(agreement.zone).reading(at) // DAY)
    begins, ends = agreement.starts_on, agreement.ends_on
    return (begins is None or begins <= on) and (ends is None or on <= ends)


def _opening(case: Mapping[str, Any] | Case) -> int:
    if isinstance(case, Case):
        for happened in case.events:
            if happened.type == "opens":
                return happened.at
        case = {}
    events = case.get("events") or ()
    for event in events:
        if isinstance(event, Mapping) and event.get("type") == "opens":
            at = event.get("at")
            if isinstance(at, str):
                return parse_instant(at).instant
            if isinstance(at, datetime):
                return from_datetime(at)
            msg = "the event `opens` has no instant `at`"
            raise ValueError(msg)
    msg = "the case has no event `opens`, so nobody knows which edition governs it"
    raise ValueError(msg)
