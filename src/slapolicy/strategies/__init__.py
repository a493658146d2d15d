"""Hypothesis strategies: calendars, instants at which time turns, cases of a policy.

Needs `hypothesis` (`pip install slapolicy[test]`), which nothing else here imports.
What is drawn shrinks to what a lawyer can read: few events, whole hours, the first of
the names. Each is loaded when it is asked for, so that Hypothesis, which looks in
here whenever it begins, stays quick. How cases are judged is not said here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slapolicy.strategies.calendar_draws import calendars
    from slapolicy.strategies.case_draws import cases, situations
    from slapolicy.strategies.instant_draws import instants

__all__ = ["calendars", "cases", "instants", "situations"]


_HOMES = {
    "calendars": "calendar_draws",
    "cases": "case_draws",
    "instants": "instant_draws",
    "situations": "case_draws",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
