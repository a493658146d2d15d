"""What the numbers of a batch stand for, as the compiled policy knows it.

A saying becomes what it may touch, what a row states becomes the path that it begins:
each read once, with care, and kept for the batches that follow.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

from slapolicy.columns.assembling import Assembler
from slapolicy.columns.heads import Head
from slapolicy.columns.whole.codes import Bools, Ints
from slapolicy.columns.whole.vocabulary import Known, Lexicon
from slapolicy.contract.case import CaseError
from slapolicy.contract.compiled.compiler import Compiled, compiled, kept
from slapolicy.contract.compiled.kinds import Kind
from slapolicy.contract.compiled.plain_way import GoesPlain, require_stated
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.story import Change, path_after, stated_by
from slapolicy.contract.compiled.words import SOME_MOMENT, Said, alone
from slapolicy.contract.policy import Policy


def is_plain_enough(policy: Policy) -> bool:
    """Whether every clock of a policy runs once, from the opening on, and no more.

    And whether nothing stands beside the clocks but services and contacts.
    """
    others = (
        policy.resolutions, policy.deferrals, policy.alerts, policy.duties,
        policy.rights, policy.intakes,
    )  # fmt: skip
    if compiled(policy).why is not None or any(others):
        return False
    return not any(
        clock.each
        or clock.recurs
        or clock.lapses
        or clock.restarts
        or clock.restarts_with_severity
        or any(hasattr(pause, "condition") for pause in clock.pauses)
        for clock in policy.clocks.values()
    )


_Alone = tuple[Said, tuple[Change, ...] | None]
"""What a saying may touch, and what it changes."""


@frozen(eq=False)
class First:
    """What a row states at first: the path it begins, and what it asks for."""

    path: Path
    asked: tuple[tuple[str, ...], tuple[str, ...]]


class Does(Enum):
    """What a saying does in a row."""

    ENDS = auto()
    WITHDRAWS = auto()
    WAITS = auto()
    RESUMES = auto()
    IS_OUTSIDE_WAITS = auto()
    CHANGES = auto()


UNKNOWN = 0
"""The number of what is not plain."""


@frozen
class Act:
    """What a saying does in a row, and the clocks that it fulfils."""

    opens: bool
    does: frozenset[Does]
    met: frozenset[int]


@frozen(eq=False, kw_only=True)
class Sayings:
    """What the sayings of batches may touch, each a place in these columns.

    `act` are numbers: after UNKNOWN come so many that open a case
    (`opening`), then those that do not. `doing` and `meeting` are the numbers of those
    that do something, or fulfil a clock. `change` numbers `changes`. `begins` has a row
    for each clock. `role` is the one for whom cases wait, as far as it is told here.
    """

    act: npt.NDArray[np.int16]
    opening: int
    doing: Mapping[Does, Sequence[int]]
    meeting: Sequence[Sequence[int]]
    change: Ints
    begins: Bools
    changes: Sequence[tuple[Change, ...]]
    role: str | None


class Tables:
    """What is known of the words of rows under a policy."""

    def __init__(
        self, policy: Policy, heads: tuple[Head | None, ...], shape: Compiled
    ) -> None:
        self.policy, self.heads, self.shape = policy, heads, shape
        self.lexicon = Lexicon()
        self._said: dict[Any, Any] = {}
        self._firsts: dict[str, First | None] = {}

    def place_of(self, key: str) -> int:
        """Give the place of the column that holds a key whole."""
        return next(
            n
            for n, head in enumerate(self.heads)
            if head is not None and head.key == key
        )

    # What is stated

    def first(self, cells: Sequence[Any]) -> First | None:
        """Give what a row states at first, read as a case that only opens.

        None: something is odd about it, or unclear.
        """
        key = repr(cells)
        if key not in self._firsts:
            kept(self._firsts, key, self._first(cells))
        return self._firsts.get(key)

    def _first(self, cells: Sequence[Any]) -> First | None:
        policy = self.policy
        opening = {
            "at": SOME_MOMENT,
            "type": "opens",
            "by": policy.agreement.customer.name,
        }
        given = {"events": [opening], "id": "any"}
        here = [
            cell if head is None else given.get(head.key, cell)
            for head, cell in zip(self.heads, cells, strict=True)
        ]
        try:
            case = Assembler(policy, self.heads).case(here)
            require_stated(case)
            state = self.shape.state(policy, stated_by(policy, case))
        except (CaseError, GoesPlain):
            return None
        is_stated = not policy.indicators.keys().isdisjoint(case.facts)
        if case.findings or is_stated or len(case.events) != 1:
            return None
        if state.why is not None:
            return None
        return First(self.shape.path((state,)), (case.requests, case.claims))

    def path(self, path: Path, changes: tuple[Change, ...]) -> Path | None:
        """Give the path that goes on after a change; None where it is unclear."""
        try:
            return path_after(self.policy, self.shape, path, changes)
        except GoesPlain:
            return None

    # What is said

    def _alone(self, saying: Mapping[str, Any]) -> _Alone | None:
        facts = saying.get("facts")
        key = (*(saying.get(n) for n in ("type", "by", "via", "for")), repr(facts))
        if key not in self._said:
            event = Assembler(self.policy, self.heads).event(saying)
            found = alone(self.policy, self.shape, event)
            kept(self._said, key, found)
        found = self._said.get(key)
        return None if found is None else (found[0], found[1])

    def sayings(self, known: Known, said: Ints) -> Sayings:
        """Give what the sayings of a batch may touch.

        Args:
            known: All that is known to be said.
            said: The numbers of what the batch says.
        """
        parts = known.parts
        if "alone" not in parts:
            parts["alone"] = [self._alone(saying) for saying in known.said]
        alone = parts["alone"]
        waits = [None if each is None else each[0].waits for each in alone]
        roles = dict.fromkeys(each for each in waits if each is not None)
        if len(roles) > 1:
            occurs = np.flatnonzero(np.bincount(said)).tolist()
            roles = dict.fromkeys(waits[n] for n in occurs if waits[n] is not None)
        role = next(iter(roles), None)
        key = ("sayings", role)
        if key not in parts:
            parts[key] = self._sayings(alone, role)
        found: Sayings = parts[key]
        return found

    def _sayings(self, known: Sequence[_Alone | None], role: str | None) -> Sayings:
        begins = np.zeros((len(self.shape.clocks), len(known)), np.bool_)
        change = np.full(len(known), -1)
        changes: list[tuple[Change, ...]] = []
        acts: list[Act | None] = []
        for place, each in enumerate(known):
            if each is None or not _is_plain(each[0], role):
                acts.append(None)
                continue
            said, made = each
            acts.append(_act(self.shape, said, made is not None, role))
            for touch in said.kind.touches:
                begins[touch.clock, place] = touch.opening_starts is True
            if made is not None:
                change[place] = len(changes)
                changes.append(made)
        unlike = dict.fromkeys(each for each in acts if each is not None)
        order = sorted(unlike, key=lambda act: not act.opens)
        numbers = {act: number for number, act in enumerate(order, UNKNOWN + 1)}
        told = [UNKNOWN if act is None else numbers[act] for act in acts]
        return Sayings(
            act=np.array(told, np.int16),
            opening=sum(act.opens for act in order),
            doing={
                what: [n for act, n in numbers.items() if what in act.does]
                for what in Does
            },
            meeting=[
                [n for act, n in numbers.items() if clock in act.met]
                for clock in range(len(begins))
            ],
            change=change, begins=begins, changes=changes, role=role,
        )  # fmt: skip


def _act(shape: Compiled, said: Said, changes: bool, role: str | None) -> Act:
    kind = said.kind
    told = {
        Does.ENDS: kind.withdraws or _resolves(shape, kind),
        Does.WITHDRAWS: kind.withdraws,
        Does.WAITS: said.waits is not None,
        Does.RESUMES: said.resumes,
        Does.IS_OUTSIDE_WAITS: _is_outside_waits(said, role),
        Does.CHANGES: changes,
    }
    does = frozenset(each for each, is_so in told.items() if is_so)
    met = frozenset(touch.clock for touch in kind.touches if touch.met is True)
    return Act(kind.opens, does, met)


def _resolves(shape: Compiled, kind: Kind) -> bool:
    return kind.resolves and (shape.supplier, True) in kind.says


def _is_outside_waits(said: Said, role: str | None) -> bool:
    """Whether the case may not wait for a role when this is said, to be plain."""
    return said.closes or (role in (said.kind.ends_waits or ()) and not said.kind.opens)


def _is_plain(said: Said, role: str | None) -> bool:
    """Whether all that a saying may touch stands in the columns of `Sayings`."""
    kind = said.kind
    if kind.why is not None or kind.reopens or kind.marks or kind.noted:
        return False
    if said.waits is not None and (said.waits != role or _is_outside_waits(said, role)):
        return False
    if said.resumes and said.event.waits_for not in (None, role):
        return False
    return all(
        isinstance(touch.met, bool)
        and isinstance(touch.opening_starts, bool)
        and not touch.starts
        for touch in kind.touches
    )


def tables(policy: Policy, heads: tuple[Head | None, ...]) -> Tables | None:
    """Give the tables of a policy under heads; None where rows are decided alone."""
    shape = compiled(policy)
    key = ("tables of rows", heads)
    if key not in shape.parts:
        wholes = [head for head in heads if head is not None and head.name is None]
        is_listed = {"id", "events"} <= {head.key for head in wholes}
        is_taken = is_listed and is_plain_enough(policy)
        shape.keep(key, Tables(policy, heads, shape) if is_taken else None)
    found: Tables | None = shape.parts.get(key)
    return found
