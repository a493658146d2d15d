"""A finding: one thing that is wrong, where, and what to write instead.

How it is printed is not said here (`tools/render`).
"""

from collections.abc import Iterable

from slapolicy.codes import CODES, Level
from slapolicy.source import Span
from slapolicy.values import frozen


@frozen
class Note:
    """A second place that a finding speaks of, with what stands there."""

    span: Span
    label: str


@frozen
class Edit:
    """A stretch of a text, and what is to stand there instead."""

    span: Span
    text: str


@frozen
class Fix:
    """A way out of a finding: what it does, in words, and the edits that do it."""

    title: str
    edits: tuple[Edit, ...]


@frozen
class Proof:
    """A case that shows what a finding says.

    `scenario` is the text of a scenario of the policy, which holds; `case` is the same
    case as JSON, to be looked at `at` that instant.
    """

    scenario: str
    case: str
    at: str


@frozen
class Finding:
    """One mistake or oddity, in a policy (`span`) or in a case (`path`).

    `message` says what is wrong, in lower case and without a full stop, with what
    the user wrote in backticks; `hint` says what to write instead. `proofs` are cases
    that show it (two where two are compared). `fixes` are edits that write it, where it
    is known what to write; the first is the likeliest.
    """

    code: str
    message: str
    span: Span | None = None
    path: str | None = None
    hint: str | None = None
    notes: tuple[Note, ...] = ()
    proofs: tuple[Proof, ...] = ()
    fixes: tuple[Fix, ...] = ()

    def __attrs_post_init__(self) -> None:
        assert self.code in CODES, f"undeclared code {self.code}"

    @property
    def level(self) -> Level:
        """How grave it is: `error`, `warning` or `info`."""
        return CODES[self.code].level

    @property
    def is_error(self) -> bool:
        """Whether it stops a policy or a case from being used."""
        return self.level == "error"

    def __str__(self) -> str:
        where = self.span if self.span is not None else self.path
        head = f"{where}: " if where is not None else ""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{head}{self.code} {self.message}{tail}"


LISTED = 100
"""How many findings of a policy are listed; what comes after them is counted."""
KEPT = 1_000
"""How many findings one stage of reading keeps; after them it may stop looking."""


def listed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings in order of text, each once.

    Where there are more than are listed, errors go before others, and the last finding
    (SLA122) says how many more there are.
    """
    given = sorted(dict.fromkeys(findings), key=_place)
    found = [each for each in given if each.code != "SLA122"]
    if len(found) <= LISTED:
        return (*found, *[each for each in given if each.code == "SLA122"][:1])
    chosen = sorted(found, key=lambda each: not each.is_error)[:LISTED]
    more = len(found) - LISTED
    if len(found) < len(given):
        message = "there are more findings than are listed"
    elif len(found) >= KEPT:
        message = f"more than {KEPT - LISTED} more findings are not listed"
    else:
        are = "finding is" if more == 1 else "findings are"
        message = f"{more} more {are} not listed"
    last = max(chosen, key=_place)
    return (*sorted(chosen, key=_place), unlisted(message, last.span))


def unlisted(message: str, span: Span | None) -> Finding:
    """Make the finding that stands for those that are not listed."""
    return Finding("SLA122", message, span, hint="mend these first, and look again")


def _place(finding: Finding) -> tuple[str, int]:
    span = finding.span
    return ("", 0) if span is None else (span.source.name, span.start)
