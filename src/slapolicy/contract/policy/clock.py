"""Clocks: what is measured, from which event to which, on what hours, how long."""

from datetime import timedelta
from typing import Literal

from slapolicy.contract.policy.agreement import Named
from slapolicy.contract.policy.condition import Condition
from slapolicy.values import frozen


@frozen(kw_only=True)
class Trigger:
    """`customer calls via hotline after customer opens`; or `resolved` (no role).

    `verbs` are event types (a declared event that stands for several is spelt out).
    No channels: any. `calendar` names a calendar or a parameter that holds one.
    A role also stands for what the party's roles do if it names a party.
    """

    role: str | None = None
    verbs: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    calendar: str | None = None
    outside: bool = False
    after: "Trigger | None" = None

    @property
    def is_resolution(self) -> bool:
        """Whether it is `resolved`, the end of the case by agreement."""
        return self.role is None


@frozen(kw_only=True)
class PauseWaiting:
    """`pauses while waiting for customer`."""

    role: str


@frozen(kw_only=True)
class PauseWhile:
    """`pauses while patched is no`."""

    condition: Condition


@frozen(kw_only=True)
class Clock(Named):
    """What is measured. The events of each tuple are joined by `or`.

    `each`: a new occurrence begins whenever none is unfulfilled. `recurs`: some limit
    is `every …`, so whatever fulfils one occurrence begins the next.
    """

    starts: tuple[Trigger, ...]
    each: bool = False
    recurs: bool = False
    met: tuple[Trigger, ...] = ()
    pauses: tuple[PauseWaiting | PauseWhile, ...] = ()
    lapses: tuple[Trigger, ...] = ()
    restarts: tuple[Trigger, ...] = ()
    restarts_with_severity: bool = False


@frozen
class During:
    """In the open hours of a calendar, or of a parameter that holds one."""

    calendar: str


@frozen
class Always:
    """`24x7`."""


@frozen
class InZone:
    """Calendar days, in the dates of a zone (or of a parameter, in small letters)."""

    zone: str


Measure = During | Always | InZone


@frozen(kw_only=True)
class Limit:
    """How long a clock may run.

    Exactly one of `length` (time on `measure`), `business_days`, `calendar_days`,
    `name` (a parameter or fact of type duration, counted on `measure`) is set for
    `within` and `every`; none for `no_stated_time`. `agreed` names a value that, where
    the parties agreed on it, stands instead.
    """

    kind: Literal["within", "every", "no_stated_time"]
    length: timedelta | None = None
    business_days: int | None = None
    calendar_days: int | None = None
    name: str | None = None
    agreed: str | None = None
    measure: Measure | None = None
