"""What a contract speaks of: plans, facts, roles, channels, services, measurements."""

from attrs import field

from slapolicy.language.syntax.calendars import Calendar
from slapolicy.language.syntax.clocks import Clock, Warn
from slapolicy.language.syntax.conditions import Condition, Value
from slapolicy.language.syntax.leaves import (
    Currency,
    Date,
    Duration,
    Name,
    Number,
    Offset,
    Region,
    Text,
    Word,
    YesNo,
    ZoneName,
)
from slapolicy.language.syntax.node import Node, construct, part

Literal = Name | YesNo | Duration | Number | Text | Date | ZoneName | Offset | Region


@construct
class Plan(Node):
    """`plan all_inclusive "All-inclusive"`."""

    name: Name
    title: Text


@construct
class Money(Node):
    """`EUR 1000 more each month`: also `each year`, `once`."""

    currency: Currency
    amount: Number
    how_often: Word


@construct
class Addon(Node):
    """`addon vip "VIP" only with all_inclusive, for EUR 1000 more each month`."""

    name: Name
    title: Text
    only_with: tuple[Name, ...] = field(default=(), metadata=part("only_with"))
    price: Money | None = field(default=None, metadata=part("price"))


@construct
class Choice(Node):
    """`software_bug, configuration_request or information_request`, `yes or no`."""

    values: tuple[Value, ...]


@construct
class PlainType(Node):
    """`duration between 1 second and 24 hours`, `calendar`, `text`."""

    kind: Word
    between: tuple[Literal, ...] = field(default=(), metadata=part("between"))


Type = Choice | PlainType


@construct
class Parameter(Node):
    """`parameter business_hours "Business Hours": calendar otherwise stated_hours`."""

    name: Name
    title: Text
    type: Type
    otherwise: Literal | None = field(default=None, metadata=part("otherwise"))


@construct
class Fact(Node):
    """`fact issue "What the case is about": software_bug or information_request`."""

    name: Name
    title: Text
    type: Type


@construct
class Assessment(Node):
    """`assessment persistent "Persistent" by bird and customer: yes or no`."""

    name: Name
    title: Text
    type: Type
    by: tuple[Name, ...] = field(default=(), metadata=part("by"))


@construct
class Agreed(Node):
    """`agreed update_interval "Interval between updates": duration`."""

    name: Name
    title: Text
    type: Type


@construct
class Term(Node):
    """`term persistent "Persistent" means lost has lasted at least 5 minutes`."""

    name: Name
    title: Text
    condition: Condition


@construct
class Role(Node):
    """`role tam "Technical Account Manager" of bird`."""

    name: Name
    title: Text
    party: Name


@construct
class Channel(Node):
    """`channel hotline "Severity 1 hotline"`."""

    name: Name
    title: Text


@construct
class Service(Node):
    """`service onboarding "Help with onboarding"`."""

    name: Name
    title: Text


@construct
class Outcome(Node):
    """`outcome inbox_placement "Inbox placement rates"`."""

    name: Name
    title: Text


@construct
class Event(Node):
    """`event gets_in_touch "Gets in touch": opens, writes or calls`."""

    name: Name
    title: Text
    members: tuple[Value, ...] = field(default=(), metadata=part("members"))


@construct
class Attempt(Node):
    """`attempt api_call "API call": success, server_timeout or other_error`."""

    name: Name
    title: Text
    ends: Choice


@construct
class Tried(Node):
    """`api_call attempted, all end in (server_timeout, internal_error)`."""

    attempt: Name
    ends: tuple[Name, ...]


@construct
class AnyTried(Node):
    """`api_call attempted, … or smtp_injection attempted, …`."""

    tries: tuple[Tried, ...]


@construct
class AllTried(Node):
    """`api_call attempted, … and smtp_injection attempted, …`."""

    tries: tuple[Tried, ...]


@construct
class EachSecond(Node):
    """`each second when api_call attempted, all end in (server_timeout)`."""

    tries: Tried | AnyTried | AllTried


@construct
class WithoutAttempts(Node):
    """`a second without attempts counts as available`, `unavailable`, `unchanged`."""

    counts_as: Name


@construct
class Indicator(Node):
    """`indicator lost "Lost" { each second when … a second without … }`."""

    name: Name
    title: Text
    each_second: EachSecond
    without_attempts: WithoutAttempts


Definition = (
    Plan
    | Addon
    | Parameter
    | Fact
    | Assessment
    | Agreed
    | Term
    | Role
    | Channel
    | Service
    | Outcome
    | Event
    | Attempt
    | Indicator
    | Calendar
    | Clock
    | Warn
)
