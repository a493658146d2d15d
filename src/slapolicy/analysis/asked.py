"""What a case that proves something is asked, and how its answers must be."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from slapolicy.contract.answer import Answer
from slapolicy.contract.scenario import Expectation
from slapolicy.source import Span

Accepted = Callable[[Sequence[Answer]], bool]


def severity(span: Span, *clauses: str | None) -> Expectation:
    """Ask how severe the case is."""
    return Expectation(about="severity", clauses=_cited(clauses), span=span)


def obligation(
    clock: str, span: Span, *clauses: str | None, aim: bool = False
) -> Expectation:
    """Ask what has become of a clock."""
    return Expectation(
        about="obligation", name=clock, aim=aim, clauses=_cited(clauses), span=span
    )


def named(name: str, span: Span, *clauses: str | None) -> Expectation:
    """Ask what follows for a service, a calendar and the like."""
    return Expectation(about="name", name=name, clauses=_cited(clauses), span=span)


def warning(to: str, span: Span) -> Expectation:
    """Ask what has become of a warning."""
    return Expectation(about="warning", name=to, span=span)


def raised(
    kind: Literal["warn", "escalate"], to: str, span: Span, *clauses: str | None
) -> Expectation:
    """Ask what has become of a warning or an escalation."""
    about: Literal["warning", "escalation"] = "escalation"
    if kind == "warn":
        about = "warning"
    return Expectation(about=about, name=to, clauses=_cited(clauses), span=span)


def person(
    role: str, channels: Sequence[str], span: Span, *clauses: str | None
) -> Expectation:
    """Ask whether somebody can be reached."""
    return Expectation(
        about="contact", name=role, channels=tuple(channels),
        clauses=_cited(clauses), span=span,
    )  # fmt: skip


def _cited(clauses: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in clauses if each is not None))


def are(*states: str) -> Accepted:
    """Give whether the answers are these, each in its place."""
    return lambda answers: [each.state for each in answers] == [*states]
