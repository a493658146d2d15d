"""A report as a value: sections of sentences, lists and tables, in words of a reader.

It holds no policy any more, and no markup yet.
"""

from typing import Literal

from attrs import frozen

DayKind = Literal["work", "free", "closed", "special"]


@frozen(kw_only=True)
class Said:
    """Sentences that belong together, the clauses they rest on, and what they ask."""

    text: str
    clauses: tuple[str, ...] = ()


@frozen(kw_only=True)
class Sentences:
    """A paragraph; a remark stands back behind what matters."""

    said: Said
    is_remark: bool = False


@frozen(kw_only=True)
class Listing:
    """A list; with `is_numbered`, in an order that matters."""

    items: tuple[Said, ...]
    is_numbered: bool = False


@frozen(kw_only=True)
class Table:
    """A table: what its columns hold, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]


@frozen(kw_only=True)
class Choice:
    """A reading: what was chosen, what was rejected and why, each under its name."""

    parts: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...] = ()


@frozen(kw_only=True)
class Blank:
    """Lines to be filled in by hand, each under its name."""

    names: tuple[str, ...]


@frozen(kw_only=True)
class Day:
    """A date in a month: its number, of which kind it is, and why."""

    number: int
    kind: DayKind
    why: str = ""


@frozen(kw_only=True)
class Month:
    """A month: its name, and its weeks, Monday first; None before and after it."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]


@frozen(kw_only=True)
class Grid:
    """Months to be seen at a glance; all that matters of them is told in tables too."""

    days: tuple[str, ...]
    months: tuple[Month, ...]
    signs: tuple[tuple[DayKind, str], ...]


Block = Sentences | Listing | Table | Choice | Blank | Grid


@frozen(kw_only=True)
class Section:
    """A part of a report. `clause` is the id of the clause that it tells of."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    clause: str | None = None


@frozen(kw_only=True)
class Report:
    """What a policy says, for people who sign it."""

    language: str
    heading: str
    lead: tuple[Said, ...]
    contents: str
    sections: tuple[Section, ...]
