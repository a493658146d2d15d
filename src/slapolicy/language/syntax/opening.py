"""How a file begins: which contract it is, of whom, from which documents, and when."""

from attrs import field, frozen

from slapolicy.language.syntax.calendars import Zone
from slapolicy.language.syntax.leaves import Date, LanguageTag, Name, Text, Word
from slapolicy.language.syntax.node import Node, part
from slapolicy.language.syntax.rules import Reading


@frozen
class Parties(Node):
    """`supplied by bird "Bird" to customer "Customer"`."""

    supplier: Name
    supplier_title: Text
    customer: Name
    customer_title: Text


@frozen
class Source(Node):
    """`source polish "000.txt" in pl updated 2024-11-21 prevails`."""

    name: Name
    file: Text
    languages: tuple[LanguageTag, ...]
    updated: Date | None = field(default=None, metadata=part("updated"))
    prevails: bool = field(default=False, metadata=part("prevails"))


@frozen
class InForce(Node):
    """`in force from 2024-01-01 through 2024-12-31`: both days belong to it."""

    start: Date | None = field(default=None, metadata=part("from_date"))
    through: Date | None = field(default=None, metadata=part("through_date"))


@frozen
class Replaces(Node):
    """`replaces messagebird_email_enterprise`."""

    agreement: Name


@frozen
class Governs(Node):
    """`governs cases opened while in force`, or `all cases`."""

    which: Word


AgreementLine = Parties | Source | InForce | Replaces | Governs | Zone | Reading


@frozen
class Agreement(Node):
    """`agreement bird_email_premium "Email Premium Services" { … }`."""

    name: Name
    title: Text
    lines: tuple[AgreementLine, ...]


@frozen
class Vocabulary(Node):
    """`vocabulary support "Words of support contracts"`."""

    name: Name
    title: Text


@frozen
class Import(Node):
    """`import hotline, contacts from "support.sla"`."""

    names: tuple[Name, ...]
    file: Text
