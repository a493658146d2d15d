"""What one alert comes to in one world: a value."""

from typing import Literal

from attrs import field

from slapolicy.values import frozen

AlertState = Literal["pending", "deferred", "raised", "paused", "void", "indeterminate"]


@frozen
class Raised:
    """What an alert comes to. `stands`: when its time comes, before it waits for hours.

    `stands` is not part of the answer, only of when the answer changes.
    """

    state: AlertState
    at: int | None = None
    needs: tuple[str, ...] = ()
    stands: int | None = field(default=None, eq=False)
