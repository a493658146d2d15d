"""Support contracts as text: read them, run them, test them.

`load` gives a `Policy`; its `case` checks what happened, its `evaluate` says what
follows. `Calendar` reckons business time without any policy. Each name is loaded when
it is first used, so that who reckons hours does not wait for what reads contracts.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slapolicy.api import PolicyError, check, load, load_all, loads, reformat
    from slapolicy.columns import evaluate_batches
    from slapolicy.contract.case import Case, CaseError
    from slapolicy.contract.decision import Decision
    from slapolicy.contract.editions import Editions
    from slapolicy.contract.policy import Policy
    from slapolicy.finding import Finding
    from slapolicy.worktime import Calendar

__all__ = [
    "Calendar",
    "Case",
    "CaseError",
    "Decision",
    "Editions",
    "Finding",
    "Policy",
    "PolicyError",
    "check",
    "evaluate_batches",
    "load",
    "load_all",
    "loads",
    "reformat",
]

_PLACES = {
    "Calendar": "slapolicy.worktime",
    "Case": "slapolicy.contract.case",
    "CaseError": "slapolicy.contract.case",
    "Decision": "slapolicy.contract.decision",
    "Editions": "slapolicy.contract.editions",
    "Finding": "slapolicy.finding",
    "Policy": "slapolicy.contract.policy",
    "PolicyError": "slapolicy.api",
    "check": "slapolicy.api",
    "evaluate_batches": "slapolicy.columns",
    "load": "slapolicy.api",
    "load_all": "slapolicy.api",
    "loads": "slapolicy.api",
    "reformat": "slapolicy.api",
}

_ROOMS = frozenset(
    (
        "api",
        "codes",
        "columns",
        "contract",
        "finding",
        "ical",
        "report",
        "timeline",
        "worktime",
    )
)

if not TYPE_CHECKING:  # a checker must see the imports above, and no other name

    def __getattr__(name: str) -> object:
        """Load a name of the face, or a room, when it is first used."""
        if name in _ROOMS:
            return import_module(f"{__name__}.{name}")
        if name not in _PLACES:
            msg = f"module `slapolicy` has no attribute `{name}`"
            raise AttributeError(msg, name=name, obj=import_module(__name__))
        return vars(import_module(_PLACES[name]))[name]

    def __dir__() -> list[str]:
        return list(__all__)
