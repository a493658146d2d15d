"""What came of one case of many: its decision or none, and what was found about it."""

from attrs import frozen

from slapolicy.contract.decision import Decision
from slapolicy.finding import Finding


@frozen(kw_only=True)
class Answered:
    """A case of many, by its place among them (from 1).

    Without a decision, `findings` say why; with one, they are warnings, or what
    `lenient` let pass. `id` is None where it cannot be read.
    """

    row: int
    id: str | None
    decision: Decision | None
    findings: tuple[Finding, ...] = ()
