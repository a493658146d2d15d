"""Remarks that an editor shows inside the text: when each limit would end."""

from collections.abc import Iterator

from attrs import frozen

from slapolicy.editing.draft import Draft
from slapolicy.editing.limits import limits_of
from slapolicy.editing.moments import Moment, ends_at, is_reckoned, measure_of


@frozen
class Inlay:
    """A remark, the offset behind which it stands, and more words for it."""

    offset: int
    text: str
    more: str


def inlays(draft: Draft, at: int) -> Iterator[Inlay]:
    """Say of every limit when it would end if it began now.

    Nothing is said of what depends on the order form, or never ends.

    Args:
        draft: What was read.
        at: The present instant, in microseconds.
    """
    policy = draft.sound
    if policy is None or not is_reckoned(at):
        return
    for limit in limits_of(draft.tree):
        ends = ends_at(policy, limit.amount, measure_of(limit.hours), at)
        if isinstance(ends, Moment):
            more = f"if it began now, it would end {ends} ({ends.zone})"
            yield Inlay(limit.span.end, f"→ {ends}", more)
