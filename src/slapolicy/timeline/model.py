"""A timeline as a value: lanes of bands and marks, in microseconds and said in words.

It holds no contract any more, and no picture yet: `builder` makes one of a decision,
`drawing`, `page` and `terminal` show one.
"""

from typing import Literal

from attrs import frozen

BandKind = Literal[
    "open", "holiday", "closed", "unknown", "severity", "no_severity", "counted",
    "ahead", "shut", "paused", "overrun", "uncertain",
]  # fmt: skip
MarkKind = Literal[
    "event", "due", "was_due", "may_be_due", "met", "breached", "late", "lapsed",
    "raised", "standing", "turned",
]  # fmt: skip
OtherKind = Literal["now", "change", "beyond"]
LaneKind = Literal["severity", "hours", "events", "obligation", "alerts"]
Tone = Literal["good", "bad", "still", "running", "unsure", "plain"]


@frozen(kw_only=True)
class Band:
    """A stretch `[start, end)` of a lane.

    `words` name it in short, `said` and `when` tell it; of severities, `rank` 1 is the
    most severe.
    """

    start: int
    end: int
    kind: BandKind
    words: str = ""
    said: str = ""
    clauses: tuple[str, ...] = ()
    rank: int = 0
    when: str = ""


@frozen(kw_only=True)
class Mark:
    """An instant of a lane. `words` name it in short, `said` and `when` tell it."""

    at: int
    kind: MarkKind
    words: str
    said: str
    clauses: tuple[str, ...] = ()
    number: int | None = None
    when: str = ""


@frozen(kw_only=True)
class Lane:
    """A row: what it is about, how that stands, its clauses, what lies on it.

    `folded` says of kinds of which there are very many bands, how many are left out in
    words, where the first and the last stand for all. `number` tells apart lanes of one
    title; it runs in the stretch `bar`.
    """

    kind: LaneKind
    title: str
    number: str = ""
    standing: str = ""
    tone: Tone = "plain"
    clauses: tuple[str, ...] = ()
    bar: tuple[int, int] | None = None
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    folded: tuple[tuple[BandKind, str], ...] = ()


@frozen(kw_only=True)
class ClockChange:
    """The clocks of the zone are changed at an instant, `by` so much."""

    at: int
    by: int
    said: str


@frozen(kw_only=True)
class Sign:
    """A kind of band or mark that stands in the timeline, and what it means."""

    kind: BandKind | MarkKind | OtherKind
    words: str


@frozen(kw_only=True)
class Cited:
    """A clause on which the decision rests."""

    id: str
    title: str


@frozen(kw_only=True)
class Words:
    """What the parts of a page are called, in the language of the timeline."""

    described: str
    picture: str
    table: str
    when: str
    what: str
    clauses: str
    lane: str
    entries: str
    cited: str
    signs: str
    stamp: str


@frozen(kw_only=True)
class Timeline:
    """A decision, laid out in time. `[start, end)` is what is shown.

    What is far off lies outside: an escalation that waits, `at`, the instant of the
    decision; and, where it `is_cut`, all that was not asked for. `entries` is what was
    decided besides. Instants are told by the clock of `zone`.
    """

    language: str
    heading: str
    as_of: str
    times: str
    zone: str
    at: int
    start: int
    end: int
    is_cut: bool = False
    lanes: tuple[Lane, ...]
    signs: tuple[Sign, ...] = ()
    changes: tuple[ClockChange, ...] = ()
    entries: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    stamp: str = ""
    words: Words
