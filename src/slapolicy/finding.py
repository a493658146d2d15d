"""A finding: one thing that is wrong, where, and what to write instead.

How it is printed is not said here (`tools/render`).
"""

from attrs import field, frozen

from slapolicy.codes import CODES, Level
from slapolicy.source import Span


@frozen
class Note:
    """A second place that a finding speaks of, with what stands there."""

    span: Span
    label: str


@frozen
class Finding:
    """One mistake or oddity, in a policy (`span`) or in a case (`path`).

    `message` says what is wrong, in lower case and without a full stop, with what
    the user wrote in backticks; `hint` says what to write instead.
    """

    code: str
    message: str
    span: Span | None = None
    path: str | None = None
    hint: str | None = None
    notes: tuple[Note, ...] = field(default=())

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
