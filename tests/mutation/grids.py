"""The oracle's grids, each made once: no change to the engine changes them."""

from typing import Any

import oracle

_plain = oracle.Grid
_made: dict[str, dict[str, Any]] = {}


class Kept(oracle.Grid):
    """A grid that is made once, however often it is asked for."""

    def __init__(self, calendar: dict[str, Any], start: int, end: int) -> None:
        made = _made.get(key := f"{calendar} {start} {end}")
        if made is None:
            super().__init__(calendar, start, end)
            _made[key] = dict(self.__dict__)
        else:
            self.__dict__.update(made)


def keep_grids() -> None:
    """Let the oracle keep its grids."""
    setattr(oracle, "Grid", Kept)  # noqa: B010  # in this process alone
