"""What conditions ask about, under which names it is asked for, and until when.

Whether they hold is told in `judge`.
"""

from datetime import date

from slapolicy.contract.evaluator.record import Record, Snapshot
from slapolicy.contract.policy import Lasted, Policy, Subject
from slapolicy.values import frozen
from slapolicy.worktime import DAY, zone
from slapolicy.worktime.dates import date_of


@frozen
class Again:
    """What is unknown again since an instant, after it was known."""

    subject: Subject
    since: int


Asked = Subject | Lasted
Atom = Asked | Again
Needs = tuple[str, ...]
NO_SEVERITY = ""
"""The severity in force where there is none: no severity has this name."""


def unknown_as(subject: Subject, snapshot: Snapshot) -> Subject | Again:
    """Give what stands for a subject as long as it stays unknown."""
    since = snapshot.unknown_since.get(subject)
    return subject if since is None else Again(subject, since)


def opened_on(policy: Policy, record: Record) -> date | None:
    """Give the date on which the case was opened, in the agreement's zone."""
    if record.opened_at is None:
        return None
    clock = zone(policy.agreement.zone)
    return date_of(clock.reading(record.opened_at) // DAY)


def name_of(subject: Subject) -> str:
    """Give the name under which what is missing is asked for."""
    if subject.kind == "addon":
        return "addons"
    if subject.kind == "set_severity":
        return "severity"
    return subject.name or subject.kind
