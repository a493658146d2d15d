"""What holds of every case, and the names of things in other languages."""

from attrs import field

from slapolicy.language.syntax.clocks import Act
from slapolicy.language.syntax.conditions import Condition, Value
from slapolicy.language.syntax.leaves import (
    ClauseId,
    Duration,
    LanguageTag,
    Name,
    Text,
    Word,
)
from slapolicy.language.syntax.node import Node, construct, part


@construct
class ClaimIs(Node):
    """`expect tier2_mediation is excluded per P5`."""

    subject: Name
    state: Value
    per: tuple[ClauseId, ...] = field(default=(), metadata=part("per"))


@construct
class ClaimIsNot(Node):
    """`expect named_agent is not covered`."""

    subject: Name
    state: Value
    per: tuple[ClauseId, ...] = field(default=(), metadata=part("per"))


@construct
class ClaimDue(Node):
    """`expect callback is due at most 15 minutes after customer calls`."""

    clock: Name
    bound: Word
    duration: Duration
    after: Act


@construct
class ClaimOrder(Node):
    """`expect answer for critical is due no later than for high`."""

    clock: Name
    severity: Name
    than: Name


Claim = ClaimIs | ClaimIsNot | ClaimDue | ClaimOrder


@construct
class Property(Node):
    """`property "…" { for every case where severity is critical  expect … }`."""

    title: Text
    claims: tuple[Claim, ...]
    where: Condition | None = field(default=None, metadata=part("where"))


@construct
class Label(Node):
    """`tam "Menedżer ds. kont technicznych"`, `P5 "Czego usługa nie obejmuje"`."""

    subject: ClauseId | Name
    text: Text


@construct
class ValueLabel(Node):
    """`issue is configuration_request "Prośba o konfigurację"`."""

    subject: Name
    value: Value
    text: Text


@construct
class Language(Node):
    """`language pl { … }`."""

    tag: LanguageTag
    labels: tuple[Label | ValueLabel, ...]
