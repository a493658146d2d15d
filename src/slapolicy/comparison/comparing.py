"""What differs between the decisions of two policies on one case.

Compared is what follows for the case: its severity, what is covered and disclaimed,
what is owed, its end. Alerts, duties, contacts and intake are not: they say how the
house works. A clause that is numbered otherwise is no difference.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from slapolicy.comparison.difference import About, Difference, Kind
from slapolicy.contract.decision import (
    AddonDecision,
    ClaimDecision,
    Coverage,
    Decision,
    Obligation,
    SeverityDecision,
)

T = TypeVar("T")


def compare(old: Decision | None, new: Decision | None) -> tuple[Difference, ...]:
    """Say what differs; None is the decision on a case that a policy cannot read."""
    if old is None or new is None:
        return _read(old, new)
    return (
        *_severity(old, new),
        *_obligations(old, new),
        *_named(old.coverage, new.coverage, "coverage", _service, _covered),
        *_named(old.claims, new.claims, "claim", _claim, _claimed),
        *_named(old.addons, new.addons, "addon", _addon, _allowed),
        *_end(old, new),
    )


def _read(old: Decision | None, new: Decision | None) -> tuple[Difference, ...]:
    if old is None and new is None:
        return ()
    kind: Kind = "newly_read" if old is None else "no_longer_read"
    pair = tuple("cannot be read" if each is None else "is read" for each in (old, new))
    return (Difference(kind=kind, about="reading", name="", old=pair[0], new=pair[1]),)


def _severity(old: Decision, new: Decision) -> Iterator[Difference]:
    before, after = _severe(old.severity), _severe(new.severity)
    if before != after:
        yield Difference(
            kind="severity", about="severity", name="", old=before, new=after,
            old_clauses=old.severity.clauses, new_clauses=new.severity.clauses,
        )  # fmt: skip


def _severe(severity: SeverityDecision) -> str:
    if severity.name is not None:
        return severity.name
    possible = " or ".join(str(each or "none") for each in severity.possible)
    return f"{severity.state}: {possible}" if possible else severity.state


def _end(old: Decision, new: Decision) -> Iterator[Difference]:
    same = (old.case_state, old.closed_at) == (new.case_state, new.closed_at)
    if not same:
        yield Difference(
            kind="end", about="case", name="", old=old.case_state, new=new.case_state,
            old_at=old.closed_at, new_at=new.closed_at, zone=new.zone,
            old_clauses=old.closed_by, new_clauses=new.closed_by,
        )  # fmt: skip


def _obligations(old: Decision, new: Decision) -> Iterator[Difference]:
    before = {each.id: each for each in old.obligations}
    after = {each.id: each for each in new.obligations}
    for name in dict.fromkeys((*before, *after)):
        kind = _kind(before.get(name), after.get(name))
        if kind is not None:
            yield _obligation(kind, before.get(name), after.get(name))


def _kind(old: Obligation | None, new: Obligation | None) -> Kind | None:
    """Give what is most telling of two occurrences of one obligation."""
    if new is None:
        return "no_longer_owed"
    if new.state == "breached" and (old is None or old.state != "breached"):
        return "newly_breached"
    if old is None:
        return "newly_owed"
    if new.state == "met" and old.state != "met":
        return "newly_met"
    if old.due_at is not None and new.due_at is not None and old.due_at != new.due_at:
        return "earlier" if new.due_at < old.due_at else "later"
    same = _told(old) == _told(new)
    return None if same else "otherwise"


def _told(owed: Obligation) -> tuple[object, ...]:
    return owed.state, owed.due, owed.due_at, owed.earliest_due_at, owed.latest_due_at


def _obligation(
    kind: Kind, old: Obligation | None, new: Obligation | None
) -> Difference:
    one = new or old
    assert one is not None
    return Difference(
        kind=kind,
        about="obligation",
        name=one.id,
        old=None if old is None else old.state,
        new=None if new is None else new.state,
        clock=one.clock,
        binding=one.binding,
        old_at=None if old is None else old.due_at,
        new_at=None if new is None else new.due_at,
        old_earliest_at=None if old is None else old.earliest_due_at,
        new_earliest_at=None if new is None else new.earliest_due_at,
        old_latest_at=None if old is None else old.latest_due_at,
        new_latest_at=None if new is None else new.latest_due_at,
        old_clauses=() if old is None else old.clauses,
        new_clauses=() if new is None else new.clauses,
        zone=one.zone,
    )


def _named(
    old: Iterable[T],
    new: Iterable[T],
    about: About,
    name_of: Callable[[T], tuple[str, tuple[str, ...]]],
    said: Callable[[T], str],
) -> Iterator[Difference]:
    """Compare what each says of the same names."""
    before = {name_of(each)[0]: each for each in old}
    after = {name_of(each)[0]: each for each in new}
    kinds: dict[About, Kind] = {
        "coverage": "coverage", "claim": "claim", "addon": "addon",
    }  # fmt: skip
    for name in dict.fromkeys((*before, *after)):
        here, there = before.get(name), after.get(name)
        pair = tuple(None if each is None else said(each) for each in (here, there))
        if pair[0] != pair[1]:
            yield Difference(
                kind=kinds[about], about=about, name=name, old=pair[0], new=pair[1],
                old_clauses=() if here is None else name_of(here)[1],
                new_clauses=() if there is None else name_of(there)[1],
            )  # fmt: skip


def _service(each: Coverage) -> tuple[str, tuple[str, ...]]:
    return each.service, each.clauses


def _covered(each: Coverage) -> str:
    return each.outcome if each.left is None else f"{each.outcome}, {each.left} left"


def _claim(each: ClaimDecision) -> tuple[str, tuple[str, ...]]:
    return each.claim, each.clauses


def _claimed(each: ClaimDecision) -> str:
    what = " and ".join(each.disclaims)
    return f"{each.outcome}: {what}" if what else each.outcome


def _addon(each: AddonDecision) -> tuple[str, tuple[str, ...]]:
    return each.addon, each.clauses


def _allowed(each: AddonDecision) -> str:
    return each.outcome if each.price is None else f"{each.outcome}, {each.price}"
