"""Which names a policy declares, what each is, and how one is looked up.

One space of names for everything that can be asked for or expected; the events (the
verbs), the readings and the source documents have one each of their own.
"""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Literal

from attrs import define, field, frozen

from slapolicy.contract.policy import Type
from slapolicy.contract.resolver.looks import skeleton
from slapolicy.contract.resolver.report import Report, listed, quoted, with_article
from slapolicy.language import syntax
from slapolicy.source import Span

Kind = Literal[
    "add-on", "agreed value", "assessment", "attempt", "calendar", "channel", "clock",
    "duty", "event", "fact", "indicator", "outcome", "parameter", "party", "plan",
    "reading", "right", "role", "service", "severity", "source document", "term",
]  # fmt: skip
Space = Literal["names", "events", "readings", "sources"]

_SPACES: dict[Kind, Space] = {
    "event": "events", "reading": "readings", "source document": "sources",
}  # fmt: skip

LOOKS = 50_000
"""So many names are looked at for suggestions; then slips are only reported."""


@define(eq=False)
class Entry:
    """A declared name: what it is, where, by which clause, and whether it is used."""

    kind: Kind
    name: str
    span: Span
    node: syntax.Node | None = None
    clause: str | None = None
    imported: bool = False
    used: bool = False
    type: Type | None = None
    """Of its values, once somebody has asked."""


@frozen
class Wanted:
    """What kind of name may stand somewhere, and the code if another stands there."""

    label: str
    code: str
    kinds: frozenset[Kind]
    parameters_of: str | None = None
    """The type that a parameter must have, to be proposed."""


def _wanted(label: str, code: str, *kinds: Kind) -> Wanted:
    return Wanted(label, code, frozenset(kinds))


CALENDAR = Wanted(
    "calendar", "SLA201", frozenset(("calendar", "parameter")), parameters_of="calendar"
)
DECLARED_CALENDAR = _wanted("calendar", "SLA201", "calendar")
"""What a parameter may hold: never another parameter, whose value a case states."""
SUBJECT = _wanted(
    "fact or parameter", "SLA202", "fact", "assessment", "agreed value", "parameter",
    "indicator", "term", "clock",
)  # fmt: skip
STATED = _wanted(
    "fact or parameter", "SLA202", "fact", "assessment", "agreed value", "parameter"
)
FACT = _wanted("fact", "SLA202", "fact", "assessment", "agreed value")
GIVEN = _wanted(
    "fact or parameter", "SLA202", "fact", "assessment", "agreed value", "parameter",
    "indicator",
)  # fmt: skip
PARAMETER = _wanted("parameter", "SLA202", "parameter")
ROLE = _wanted("role", "SLA203", "role", "party")
PARTY = _wanted("party", "SLA203", "party")
CHANNEL = _wanted("channel", "SLA204", "channel")
SERVICE = _wanted("service", "SLA205", "service")
OUTCOME = _wanted("outcome", "SLA206", "outcome")
EVENT = _wanted("event", "SLA207", "event")
CLOCK = _wanted("clock", "SLA208", "clock")
SEVERITY = _wanted("severity", "SLA209", "severity")
PLAN = _wanted("plan", "SLA210", "plan")
ADDON = _wanted("add-on", "SLA210", "add-on")
PLAN_OR_ADDON = _wanted("plan or add-on", "SLA210", "plan", "add-on")
SOURCE = _wanted("source document", "SLA212", "source document")
ATTEMPT = _wanted("attempt", "SLA213", "attempt")
INDICATOR = _wanted("indicator", "SLA214", "indicator")
RIGHT = _wanted("right", "SLA215", "right")
READING = _wanted("reading", "SLA218", "reading")


@define
class Names:
    """Every declared name. A name that was declared twice is what it was first."""

    report: Report
    _spaces: dict[Space, dict[str, Entry]] = field(
        factory=lambda: {"names": {}, "events": {}, "readings": {}, "sources": {}}
    )
    _skeletons: dict[tuple[Space, str], Entry] = field(factory=dict)
    _looked: int = 0
    _twice: set[str] = field(factory=set)
    _missed: set[str] = field(factory=set)
    _lost: set[str] = field(factory=set)

    def declare(self, entry: Entry) -> None:
        """Take a name up; say so if it is taken, or looks like another."""
        space = _SPACES.get(entry.kind, "names")
        before = self._spaces[space].get(entry.name)
        if before is not None:
            self._twice.add(entry.name)
            self.report.add(
                "SLA221",
                f"{quoted(entry.name)} is declared twice{_both(before, entry)}",
                entry.span,
                "give one of the two another name, or leave it out",
                (
                    before.span,
                    f"{with_article(before.kind)} of that name is declared here",
                ),
            )
            return
        self._spaces[space][entry.name] = entry
        like = self._skeletons.setdefault((space, skeleton(entry.name)), entry)
        if like is not entry:
            self.report.add(
                "SLA222",
                f"{quoted(entry.name)} looks like {quoted(like.name)}, so that a "
                "reader takes one for the other",
                entry.span,
                "give one of the two another name",
                (
                    like.span,
                    f"{with_article(like.kind)} of the similar name is declared here",
                ),
            )

    def get(self, name: str, space: Space = "names") -> Entry | None:
        """Give what a name is, if anything is called so. It does not count as use."""
        return self._spaces[space].get(name)

    def miss(self, name: syntax.Name | syntax.ClauseId, code: str) -> bool:
        """Whether it is to be told, under a code, that nothing is called so."""
        if name.text in self._lost:
            return False
        self._missed.add(name.text)
        return self.report.once("name", name.text, span=name.span, code=code)

    def lose(self, text: str) -> None:
        """Remember a name that an import was to bring: why it did not, was said."""
        self._lost.add(text)

    def is_missed(self, text: str) -> bool:
        """Whether it was said already that nothing is called so."""
        return text in self._missed or text in self._lost

    def of(self, *kinds: Kind) -> Iterator[Entry]:
        """Give every name of some kinds, in order of text."""
        for space in {_SPACES.get(kind, "names") for kind in kinds}:
            for entry in self._spaces[space].values():
                if entry.kind in kinds:
                    yield entry

    def find(
        self, name: syntax.Name, wanted: Wanted, also: Iterable[str] = ()
    ) -> Entry | None:
        """Look a name up, as one of a kind; say so if there is none.

        Args:
            name: What was written.
            wanted: What may stand there.
            also: Words of the language that would be right too, to suggest them.
        """
        entry = self._spaces[_space(wanted)].get(name.text)
        if entry is not None and entry.kind in wanted.kinds:
            entry.used = True
            return entry
        self._unknown(name, wanted, tuple(also))
        return None

    def _unknown(
        self, name: syntax.Name, wanted: Wanted, also: tuple[str, ...]
    ) -> None:
        named = (space.get(name.text) for space in self._spaces.values())
        # A deadline is a clock that is named after an event: that names the event.
        other = next((e for e in named if e and e.span != name.span), None)
        if name.text in self._twice:
            return  # that it is declared twice was said
        if other is not None:
            other.used = True
            if not self.report.once(
                "kind", wanted.code, name.text, span=name.span, code=wanted.code
            ):
                return
            self.report.add(
                wanted.code,
                f"{quoted(name.text)} is {with_article(other.kind)}, "
                f"not {with_article(wanted.label)}",
                name.span,
                self.proposal(name.text, wanted, also, cutoff=0.8)[0],
                (other.span, f"the {other.kind} is declared here"),
            )
            return
        if not self.miss(name, wanted.code):
            return
        hint, near = self.proposal(name.text, wanted, also)
        entry = None if near is None else self._spaces[_space(wanted)].get(near)
        notes: tuple[tuple[Span, str], ...] = ()
        if entry is not None:
            notes = ((entry.span, f"{with_article(entry.kind)} with a similar name"),)
        self.report.add(
            wanted.code,
            f"unknown {wanted.label} {quoted(name.text)}",
            name.span,
            hint,
            *notes,
        )

    def proposal(
        self,
        text: str,
        wanted: Wanted,
        also: tuple[str, ...] = (),
        *,
        cutoff: float = 0.6,
    ) -> tuple[str, str | None]:
        """Say what to write instead of an unknown name, and give a near one."""
        names = self._choices(wanted)
        near = self.nearest(text, (*also, *names), cutoff=cutoff)
        if near is not None:
            return f"did you mean {quoted(near)}?", near
        return _known(names, wanted, also), None

    def known(self, wanted: Wanted) -> str:
        """Say what may stand somewhere: which names, if they are few."""
        return _known(self._choices(wanted), wanted, ())

    def _choices(self, wanted: Wanted) -> list[str]:
        if self._looked >= LOOKS:
            return []
        return [
            each.name
            for each in self.of(*wanted.kinds)
            if wanted.parameters_of is None
            or each.kind != "parameter"
            or _is_of(each, wanted.parameters_of)
        ]

    def nearest(
        self, text: str, choices: Collection[str], *, cutoff: float = 0.6
    ) -> str | None:
        """Give the choice that is most like what was written, if one is like it.

        So that many slips in a long policy stay cheap, it gives up after many looks.
        """
        if self._looked >= LOOKS:
            return None
        self._looked += len(choices)
        return next(iter(get_close_matches(text, choices, cutoff=cutoff)), None)

    def nearest_name(self, text: str) -> Entry | None:
        """Give a declared name of any kind that is much like what was written."""
        names = self._spaces["names"]
        near = self.nearest(text, names)
        return None if near is None else names[near]


def _known(names: list[str], wanted: Wanted, also: tuple[str, ...]) -> str:
    if 0 < len(names) <= 6 and len(names) + len(also) <= 8:
        return f"known here: {listed([*names, *also])}"
    return f"declare it, or name {with_article(wanted.label)} that is declared"


def _space(wanted: Wanted) -> Space:
    """Give where names of the wanted kinds are; no two of them lie apart."""
    return next(_SPACES.get(kind, "names") for kind in wanted.kinds)


def _is_of(entry: Entry, kind: str) -> bool:
    node = entry.node
    return (
        isinstance(node, syntax.Parameter)
        and isinstance(node.type, syntax.PlainType)
        and node.type.kind.text == kind
    )


def _both(before: Entry, entry: Entry) -> str:
    if before.kind == entry.kind:
        return f" as {with_article(entry.kind)}"
    return f": as {with_article(before.kind)}, and here as {with_article(entry.kind)}"
