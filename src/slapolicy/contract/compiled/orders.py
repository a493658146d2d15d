"""Where a case that is read stands after what happened so far.

For whom it waits tells whether what happens next is plainly in order; the track it is
on tells what it comes to. So a case that is read again is not followed a second time
when it is decided.
"""

from typing import Any

from slapolicy.contract.compiled.compiler import Compiled, kept
from slapolicy.contract.compiled.states import Path
from slapolicy.contract.compiled.story import Happening
from slapolicy.contract.compiled.tracks import Track
from slapolicy.contract.compiled.words import Said


class Order:
    """For whom a case waits (None: it is not open yet), and on which track it is.

    On none, where it came to something that no case before it came to, or that is not
    followed. `then` gives where it stands next, by what a track is followed by.
    """

    __slots__ = ("going", "then", "track")

    def __init__(self, going: frozenset[str] | None, track: Track | None) -> None:
        self.going, self.track = going, track
        self.then: dict[Any, Order] = {}


def first_order(shape: Compiled, path: Path | None) -> Order:
    """Give where a case stands that is not open yet."""
    if path is not None:
        ends = path.state.ends
        found: Order | None = shape.orders.get(ends)
        if found is None and ends in shape.tracks:
            found = kept(shape.orders, ends, Order(None, shape.tracks[ends]))
        if found is not None:
            return found
    return off_track(shape, None)


def off_track(shape: Compiled, going: frozenset[str] | None) -> Order:
    """Give where a case stands that is on no track."""
    found: Order | None = shape.orders.get(going)
    if found is None:
        found = kept(shape.orders, going, Order(going, None))
    return found


def next_order(shape: Compiled, order: Order, key: Any) -> Order:
    """Give where a case stands after what happens next.

    Raises:
        KeyError: It is not plainly in order.
    """
    kind = key.kind if isinstance(key, Happening) else key[0]
    going = _going(order.going, shape.said[kind])
    if going is None:
        raise KeyError(key)
    if order.track is None:
        return kept(order.then, key, off_track(shape, going))
    track = order.track.then.get(key)
    if track is None:  # which may be laid yet
        return off_track(shape, going)
    found: Order | None = track.orders.get(going)
    if found is None:
        found = kept(track.orders, going, Order(going, track))
    return kept(order.then, key, found)


def _going(going: frozenset[str] | None, said: Said) -> frozenset[str] | None:
    """Give for whom a case waits next; None if that is not plainly in order."""
    if going is None or said.opens:
        return frozenset() if going is None and said.opens else None
    if said.waits is not None:
        return None if said.waits in going else going | {said.waits}
    if said.resumes:
        role = said.event.waits_for
        if not going or (role is not None and role not in going):
            return None
        return frozenset() if role is None else going - {role}
    if said.closes:
        return None if going else going
    return going - said.contact
