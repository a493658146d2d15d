"""How a file begins: which contract it is, of whom, from which documents, and when."""

from attrs import field

from slapolicy.language.syntax.calendars import Zone
from slapolicy.language.syntax.leaves import Date, LanguageTag, Name, Text, Word
from slapolicy.language.syntax.node import Node, construct, part
from slapolicy.language.syntax.rules import Reading


@construct
class Parties(Node):
    """`supplied by bird "Bird" to customer "Customer"`."""

    supplier: Name
    supplier_title: Text
    customer: Name
    customer_title: Text


@construct
class Source(Node):
    """`source polish "000.txt" in pl updated 2024-11-21 prevails`."""

    name: Name
    file: Text
    languages: tuple[LanguageTag, ...]
    updated: Date | None = field(default=None, metadata=part("updated"))
    prevails: bool = field(default=False, metadata=part("prevails"))


@construct
class InForce(Node):
    """`in force from 2024-01-01 through 2024-12-31`: both days belong to it."""

    start: Date | None = field(default=None, metadata=part("from_date"))
    through: Date | None = field(default=None, metadata=part("through_date"))


@construct
class Replaces(Node):
    """`replaces messagebird_email_enterprise`."""

    agreement: Name


@construct
class Governs(Node):
    """`governs cases opened while in force`, or `all cases`."""

    which: Word


AgreementLine = Parties | Source | InForce | Replaces | Governs | Zone | Reading


@construct
class Agreement(Node):
    """`agreement bird_email_premium "Email Premium Services" { … }`."""

    name: Name
    title: Text
    lines: tuple[AgreementLine, ...]


@construct
class Vocabulary(Node):
    """`vocabulary support "Words of support contracts"`."""

    name: Name
    title: Text


@construct
class Import(Node):
    """`import hotline, contacts from "support.sla"`."""

    names: tuple[Name, ...]
    file: Text
