"""Hypothesis strategies: calendars, instants at which time turns, cases of a policy.

Needs `hypothesis` (`pip install slapolicy[test]`), which nothing else here imports.
What is drawn shrinks to what a lawyer can read: few events, whole hours, the first of
the names. How cases are judged is not said here.
"""

from slapolicy.strategies.calendars import calendars
from slapolicy.strategies.cases import cases, situations
from slapolicy.strategies.instants import instants

__all__ = ["calendars", "cases", "instants", "situations"]
