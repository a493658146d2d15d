"""The findings about one case, gathered while it is read."""

from collections.abc import Iterator
from contextlib import contextmanager

from slapolicy.codes import CODES
from slapolicy.contract.case_reader.limits import Limits
from slapolicy.finding import Finding


class Report:
    """Gathers findings, and knows whether the case may be used all the same.

    Only so many errors, and so many others, are listed; the rest is counted.
    """

    def __init__(self, limits: Limits, *, lenient: bool) -> None:
        self._limits = limits
        self._lenient = lenient
        self._forgives = False
        self._listed: list[Finding] = []
        self._counts = {True: 0, False: 0}
        self.stops = False

    def add(self, code: str, path: str, message: str, hint: str | None = None) -> None:
        """Report something; an error stops the case, unless it is forgiven here."""
        is_error = CODES[code].level == "error"
        if is_error and not self._forgives:
            self.stops = True
        self._counts[is_error] += 1
        if self._counts[is_error] <= self._limits.listed:
            self._listed.append(Finding(code, message, path=path, hint=hint))

    @property
    def errors(self) -> int:
        """How many errors were found so far, forgiven ones among them."""
        return self._counts[True]

    @property
    def is_full(self) -> bool:
        """Whether no further error would be listed."""
        return self._counts[True] >= self._limits.listed

    @contextmanager
    def unknown_if_unreadable(self) -> Iterator[None]:
        """Let the errors found within pass, where the reader was told to be lenient.

        What is read within must become unknown when it cannot be read.
        """
        before, self._forgives = self._forgives, self._lenient
        try:
            yield
        finally:
            self._forgives = before

    def findings(self) -> tuple[Finding, ...]:
        """Give what was found, in the order of reading."""
        more = sum(max(0, n - self._limits.listed) for n in self._counts.values())
        if not more:
            return tuple(self._listed)
        said = "one more finding is" if more == 1 else f"{more} more findings are"
        last = Finding("SLA605", f"{said} not listed", path="$")
        return (*self._listed, last)
