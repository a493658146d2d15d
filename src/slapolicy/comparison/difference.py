"""A difference: one thing on which the decisions of two policies are not alike."""

from datetime import datetime, timedelta
from typing import Literal, get_args

from attrs import frozen

Kind = Literal[
    "newly_breached", "newly_met", "earlier", "later", "newly_owed", "no_longer_owed",
    "otherwise", "severity", "coverage", "claim", "addon", "end", "newly_read",
    "no_longer_read",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
About = Literal[
    "obligation", "severity", "coverage", "claim", "addon", "case", "reading"
]


@frozen(kw_only=True)
class Difference:
    """One difference; `old` and `new` say what each decides, None: nothing.

    `name` is that of an obligation (`callback#1`), a service, an outcome or an add-on.
    `clock` and `binding` are those of an obligation. `old_at` and `new_at` say when an
    obligation falls due, or when the case ended; where a due cannot be told, the
    earliest and the latest that it may be. `clauses` are those that each
    decision rests on, its own first.
    """

    kind: Kind
    about: About
    name: str
    old: str | None
    new: str | None
    clock: str | None = None
    binding: bool | None = None
    old_at: datetime | None = None
    new_at: datetime | None = None
    old_earliest_at: datetime | None = None
    old_latest_at: datetime | None = None
    new_earliest_at: datetime | None = None
    new_latest_at: datetime | None = None
    old_clauses: tuple[str, ...] = ()
    new_clauses: tuple[str, ...] = ()
    zone: str = "UTC"

    @property
    def clause(self) -> str:
        """The clause that the new decision rests on first, else the old one's."""
        return next(iter(self.new_clauses or self.old_clauses), "")

    @property
    def later_by(self) -> timedelta | None:
        """How much later it is (negative: earlier), if there is an instant in both."""
        if self.old_at is None or self.new_at is None:
            return None
        return self.new_at - self.old_at
