"""What is wrong with a policy, gathered while it is resolved; nothing is judged."""

from attrs import evolve

from slapolicy.finding import KEPT, Finding, Note
from slapolicy.language import syntax
from slapolicy.source import Span, shortened

MOST_PLACES = 6


def quoted(text: str) -> str:
    """Give what a user wrote in backticks, on one line, cut where it is long."""
    return f"`{shortened(text)}`"


def listed(names: tuple[str, ...] | list[str], joined: str = "and") -> str:
    """Give names in backticks: `a`, `b` and `c`; after six, how many more."""
    shown = [quoted(name) for name in names[:6]]
    if len(names) > 6:
        shown.append(f"{len(names) - 6} more")
    *most, last = shown
    return f"{', '.join(most)} {joined} {last}" if most else last


def with_article(words: str) -> str:
    """Give what something is called as one of its kind: `an add-on`."""
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"


_Key = tuple[str, str, int, int]


class Report:
    """The findings of one run, at most one of a code at one place."""

    def __init__(self) -> None:
        self._findings: dict[_Key, Finding] = {}
        self._mistakes: dict[str, _Key] = {}

    def once(self, *mistake: str, span: Span, code: str) -> bool:
        """Whether a mistake is met for the first time, and is to be told.

        If not, its finding shows this place too.

        Args:
            mistake: What is wrong, such as the name that nobody declares.
            span: Where it is met now.
            code: The code under which it is told.
        """
        known = "\0".join(mistake)
        if known not in self._mistakes:
            self._mistakes[known] = (code, span.source.name, span.start, span.end)
            return True
        first = self._findings.get(self._mistakes[known])
        places = () if first is None else (first.span, *(n.span for n in first.notes))
        if first is not None and span not in places and len(places) <= MOST_PLACES:
            note = Note(span, "it stands here too")
            self._findings[self._mistakes[known]] = evolve(
                first, notes=(*first.notes, note)
            )
        return False

    def add(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str | None = None,
        *notes: tuple[Span, str],
    ) -> None:
        """Say that something is wrong at a place, and what to write instead."""
        key = (code, span.source.name, span.start, span.end)
        if len(self._findings) >= KEPT:
            return
        self._findings.setdefault(
            key,
            Finding(
                code,
                message,
                span=span,
                hint=hint,
                notes=tuple(Note(place, label) for place, label in notes),
            ),
        )

    def twice(self, node: syntax.Node, what: str = "") -> None:
        """Say that something stands in a list a second time."""
        self.add(
            "SLA219",
            f"{what}{quoted(node.span.text)} stands twice in this list",
            node.span,
            "leave one out",
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in order of text."""
        placed = sorted(self._findings.items(), key=lambda pair: pair[0][1:])
        return tuple(finding for _, finding in placed)
