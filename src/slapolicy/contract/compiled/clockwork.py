"""A clock of a policy, as far as it is the same for all cases."""

from slapolicy.contract.policy import PauseWaiting, PauseWhile, Policy


class Clockwork:
    """A clock of the policy, by its number, as far as it is the same for all cases."""

    __slots__ = (
        "each", "is_fulfilled_by_end", "lapses_by_end", "name", "number", "recurs",
        "restarts",
        "waits_for", "whiles",
    )  # fmt: skip

    def __init__(self, policy: Policy, number: int) -> None:
        clock = [*policy.clocks.values()][number]
        self.number, self.name = number, clock.name
        self.each, self.recurs = clock.each, clock.recurs
        self.restarts = clock.restarts_with_severity
        self.is_fulfilled_by_end = any(trigger.is_resolution for trigger in clock.met)
        self.lapses_by_end = any(trigger.is_resolution for trigger in clock.lapses)
        roles = [p.role for p in clock.pauses if isinstance(p, PauseWaiting)]
        self.waits_for = frozenset(
            name
            for name, role in policy.roles.items()
            if any(name == each or role.party == each for each in roles)
        )
        self.whiles = any(isinstance(p, PauseWhile) for p in clock.pauses)
