"""What is wrong with a policy, gathered while it is resolved; nothing is judged."""

from slapolicy.finding import Finding, Note
from slapolicy.source import Span, shortened

MOST_FINDINGS = 200
"""What comes after these is seen when they are mended."""


def quoted(text: str) -> str:
    """Give what a user wrote in backticks, on one line, cut where it is long."""
    return f"`{shortened(text)}`"


def listed(names: tuple[str, ...] | list[str], joined: str = "and") -> str:
    """Give names in backticks: `a`, `b` and `c`; after six, how many more."""
    shown = [quoted(name) for name in names[:6]]
    if len(names) > 6:
        shown.append(f"{len(names) - 6} more")
    return (
        shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {joined} {shown[-1]}"
    )


class Report:
    """The findings of one run, at most one of a code at one place."""

    def __init__(self) -> None:
        self._findings: dict[tuple[str, str, int, int], Finding] = {}

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
        if len(self._findings) >= MOST_FINDINGS:
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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in order of text."""
        return tuple(
            sorted(
                self._findings.values(),
                key=lambda each: (
                    (each.span.source.name, each.span.start) if each.span else ("", 0)
                ),
            )
        )
