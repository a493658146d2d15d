"""Places and findings of ours in the words of the protocol, and back."""

from collections.abc import Callable

from lsprotocol import types

from slapolicy.editing import Lines, Units
from slapolicy.finding import Finding
from slapolicy.source import Source, Span

_GRAVITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


class Speaker:
    """Says of one answer where things stand, in the units of one editor."""

    def __init__(self, units: Units, address: Callable[[str], str]) -> None:
        """Take the units, and what gives the address of a text by its name."""
        self._units = units
        self._address = address
        self._lines: dict[str, Lines] = {}

    def range(self, span: Span) -> types.Range:
        """Give the place of a span in its own text."""
        lines = self._of(span.source)
        return types.Range(
            self._position(lines, span.start), self._position(lines, span.end)
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
            source="slapolicy",
            related_information=[
                types.DiagnosticRelatedInformation(self.location(each.span), each.label)
                for each in finding.notes
            ]
            or None,
        )

    def _of(self, source: Source) -> Lines:
        if source.name not in self._lines:
            self._lines[source.name] = Lines(source.text)
        return self._lines[source.name]

    def _position(self, lines: Lines, offset: int) -> types.Position:
        return types.Position(*lines.place(offset, self._units))
