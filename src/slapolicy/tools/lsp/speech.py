"""Places, findings and edits of ours in the words of the protocol, and back."""

from collections.abc import Callable, Iterable, Sequence

from lsprotocol import types

from slapolicy.editing import Draft, Lines, Outcome, Units
from slapolicy.finding import Edit, Finding
from slapolicy.source import Source, Span

_GRAVITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
NAME = "slapolicy"


class Speaker:
    """Says of one answer where things stand, in the units of one editor."""

    def __init__(self, units: Units, address: Callable[[str], str]) -> None:
        """Take the units, and what gives the address of a text by its name."""
        self._units = units
        self._address = address
        self._lines: dict[str, Lines] = {}

    def offset(self, draft: Draft, place: types.Position) -> int:
        """Give the offset of a place in a document."""
        return draft.lines.offset(place.line, place.character, self._units)

    def position(self, source: Source, offset: int) -> types.Position:
        """Give the place of an offset in its text."""
        return types.Position(*self._of(source).place(offset, self._units))

    def range(self, span: Span) -> types.Range:
        """Give the place of a span in its own text."""
        return types.Range(
            self.position(span.source, span.start), self.position(span.source, span.end)
        )

    def location(self, span: Span) -> types.Location:
        """Give the place of a span with the address of its text."""
        return types.Location(self._address(span.source.name), self.range(span))

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """Give a finding, with what to write instead in its message."""
        nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
        hint = f"\n{finding.hint}" if finding.hint else ""
        return types.Diagnostic(
            range=nowhere if finding.span is None else self.range(finding.span),
            message=finding.message + hint,
            severity=_GRAVITY[finding.level],
            code=finding.code,
            source=NAME,
            related_information=[
                types.DiagnosticRelatedInformation(self.location(each.span), each.label)
                for each in finding.notes
            ]
            or None,
        )

    def misses(self, outcome: Outcome) -> Iterable[types.Diagnostic]:
        """Give what does not hold of a scenario or a property."""
        for each in outcome.misses:
            yield types.Diagnostic(
                range=self.range(each.span),
                message=f'"{outcome.story.title}" fails: {each.message}',
                severity=types.DiagnosticSeverity.Error,
                source=NAME,
            )

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Give edits of one text."""
        return [types.TextEdit(self.range(each.span), each.text) for each in edits]

    def changes(self, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        """Give edits of several texts."""
        found: dict[str, list[types.TextEdit]] = {}
        for each in edits:
            uri = self._address(each.span.source.name)
            found.setdefault(uri, []).extend(self.edits([each]))
        return types.WorkspaceEdit(changes=found)

    def _of(self, source: Source) -> Lines:
        if source.name not in self._lines:
            self._lines[source.name] = Lines(source.text)
        return self._lines[source.name]
