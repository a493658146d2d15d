"""A whole file: its opening, its imports, its declarations with their clauses."""

from attrs import field

from slapolicy.language.syntax.definitions import Definition
from slapolicy.language.syntax.leaves import ClauseId, Name, Text
from slapolicy.language.syntax.node import Node, construct, part
from slapolicy.language.syntax.opening import Agreement, Import, Vocabulary
from slapolicy.language.syntax.properties import Language, Property
from slapolicy.language.syntax.rules import (
    Aim,
    Collect,
    Contact,
    Deadline,
    Defer,
    DisclaimGuarantee,
    DisclaimResponsibility,
    Duty,
    Escalate,
    EscalateOnClock,
    Exclude,
    Grant,
    Intake,
    LeftToPeople,
    Limit,
    Promise,
    Reading,
    Resolved,
    Right,
    Severity,
)
from slapolicy.language.syntax.scenarios import Scenario, Scenarios
from slapolicy.language.syntax.tables import Aims, Grants, Promises, Severities

Table = Promises | Aims | Grants | Severities
Statement = (
    Definition
    | Table
    | Reading
    | LeftToPeople
    | Grant
    | Exclude
    | Limit
    | DisclaimGuarantee
    | DisclaimResponsibility
    | Severity
    | Promise
    | Aim
    | Deadline
    | Duty
    | Right
    | Contact
    | Escalate
    | EscalateOnClock
    | Defer
    | Intake
    | Collect
    | Resolved
)


@construct
class Place(Node):
    """`from polish "Technical Account Manager, 1"`."""

    source: Name
    where: Text


@construct
class Clause(Node):
    """`clause V9 "Severity 1, Critical" from terms "SLA table, row 1" on vip { … }`."""

    id: ClauseId
    title: Text
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    plans: tuple[Name, ...] = field(default=(), metadata=part("on"))


Declaration = Definition | Table | Clause | Scenario | Scenarios | Property | Language


@construct
class Document(Node):
    """A file of the language: one opening, imports, declarations."""

    opening: Agreement | Vocabulary | None
    imports: tuple[Import, ...]
    declarations: tuple[Declaration, ...]
