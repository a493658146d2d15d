"""What the names in a sentence stand for: for each place of each construct, a role.

Names themselves are looked up in `index`. The kinds are those of the resolver, which a
law holds to be the same: what it looks up where, an editor finds there.
"""

from attrs import frozen

from slapolicy.contract.case import EVENT_TYPES
from slapolicy.contract.resolver.collector import BUILT_IN
from slapolicy.contract.resolver.expectations import ANYTHING
from slapolicy.contract.resolver.names import (
    ATTEMPT,
    CALENDAR,
    CHANNEL,
    CLOCK,
    EVENT,
    FACT,
    GIVEN,
    INDICATOR,
    OUTCOME,
    PARAMETER,
    PARTY,
    PLAN,
    PLAN_OR_ADDON,
    READING,
    RIGHT,
    ROLE,
    SERVICE,
    SEVERITY,
    SOURCE,
    STATED,
    SUBJECT,
    Kind,
    Wanted,
)
from slapolicy.language import syntax


@frozen
class Role:
    """What may stand in a place: names of some kinds, or words of the language.

    `takes` is the type that a parameter must have there, if it must have one.
    """

    kinds: frozenset[Kind]
    words: tuple[str, ...] = ()
    takes: str | None = None


CLAUSE = Role(frozenset())
"""A clause by its number."""


def _role(wanted: Wanted, *words: str, takes: str | None = None) -> Role:
    return Role(wanted.kinds, words, takes or wanted.parameters_of)


_ANY = Role(
    frozenset(
        (
            *("add-on", "agreed value", "assessment", "attempt", "calendar"),
            *("channel", "clock", "duty", "event", "fact", "indicator", "outcome"),
            *("parameter", "party", "plan", "right", "role", "service"),
            *("severity", "term"),
        )
    )
)
_LABELLED = Role(_ANY.kinds | {"reading", "source document"})
_CASE = ("severity", "plan", "addon")
_NEEDED = Role(GIVEN.kinds | {"term"}, ("plan", "addons", "severity"))
_SUBJECT = _role(SUBJECT, *_CASE, *BUILT_IN)
_GIVEN = _role(GIVEN, *_CASE, *BUILT_IN)
_ASKED = _role(ANYTHING, "severity", "case", "intake")
_VERB = _role(EVENT, *EVENT_TYPES)
_ZONE = _role(PARAMETER, takes="zone")
_ROLE, _CLOCK, _CHANNEL = _role(ROLE), _role(CLOCK), _role(CHANNEL)
_CALENDAR, _STATED = _role(CALENDAR), _role(STATED)
_LENGTH = _role(STATED, takes="duration")
_SERVICE, _OUTCOME, _PARTY = _role(SERVICE), _role(OUTCOME), _role(PARTY)
_ATTEMPT, _PLANS = _role(ATTEMPT), _role(PLAN_OR_ADDON)
SEVERITIES = _role(SEVERITY)
PLANS = _PLANS
CALENDARS = _CALENDAR
SERVICES = _SERVICE

ROLES: dict[type[syntax.Node], dict[str, Role]] = {
    syntax.Place: {"source": _role(SOURCE)},
    syntax.Clause: {"plans": _PLANS},
    syntax.Addon: {"only_with": _role(PLAN)},
    syntax.Assessment: {"by": _ROLE},
    syntax.Role: {"party": _PARTY},
    syntax.Event: {"members": _VERB},
    syntax.Tried: {"attempt": _ATTEMPT},
    syntax.Zone: {"zone": _ZONE},
    syntax.ClosedHolidays: {"regions": _role(PARAMETER, takes="region")},
    syntax.During: {"calendar": _CALENDAR},
    syntax.Outside: {"calendar": _CALENDAR},
    syntax.Act: {"role": _ROLE, "verb": _VERB, "via": _CHANNEL},
    syntax.ActorEvent: {"role": _ROLE, "verb": _VERB, "via": _CHANNEL},
    syntax.WaitingFor: {"role": _ROLE},
    syntax.AfterStart: {"clock": _CLOCK},
    syntax.AtShare: {"clock": _CLOCK},
    syntax.BeforeDue: {"clock": _CLOCK},
    syntax.AfterDue: {"clock": _CLOCK},
    syntax.Warn: {"role": _ROLE, "severities": SEVERITIES},
    syntax.Is: {"subject": _SUBJECT},
    syntax.IsNot: {"subject": _SUBJECT},
    syntax.IsOneOf: {"subject": _SUBJECT},
    syntax.IsSize: {"subject": _role(STATED, *BUILT_IN), "size": _STATED},
    syntax.IsDate: {"subject": _role(STATED, *BUILT_IN), "date": _STATED},
    syntax.HasLasted: {"indicator": _role(INDICATOR), "size": _LENGTH},
    syntax.Within: {"amount": _LENGTH},
    syntax.Every: {"amount": _LENGTH, "or_agreed": _role(FACT)},
    syntax.Timed: {"amount": _LENGTH},
    syntax.Repeated: {"amount": _LENGTH},
    syntax.InZone: {"zone": _ZONE},
    syntax.Grant: {"services": _SERVICE, "without": _SERVICE, "despite": CLAUSE},
    syntax.Exclude: {"services": _SERVICE, "despite": CLAUSE},
    syntax.Limit: {"service": _SERVICE, "despite": CLAUSE},
    syntax.DisclaimGuarantee: {"outcomes": _OUTCOME},
    syntax.DisclaimResponsibility: {"outcomes": _OUTCOME},
    syntax.Severity: {"set_by": _ROLE, "despite": CLAUSE},
    syntax.Promise: {"clock": _CLOCK, "severities": SEVERITIES, "despite": CLAUSE},
    syntax.Aim: {"clock": _CLOCK, "severities": SEVERITIES, "despite": CLAUSE},
    syntax.Deadline: {"party": _PARTY, "right": _role(RIGHT), "despite": CLAUSE},
    syntax.Duty: {"party": _ROLE, "severities": SEVERITIES},
    syntax.Right: {"party": _ROLE, "severities": SEVERITIES},
    syntax.Contact: {"role": _ROLE, "via": _CHANNEL, "severities": SEVERITIES},
    syntax.Escalate: {"role": _ROLE, "severities": SEVERITIES, "despite": CLAUSE},
    syntax.EscalateOnClock: {
        "role": _ROLE,
        "severities": SEVERITIES,
        "despite": CLAUSE,
    },
    syntax.Defer: {"calendar": _CALENDAR},
    syntax.Intake: {"severities": SEVERITIES},
    syntax.Collect: {"facts": _role(FACT), "severities": SEVERITIES},
    syntax.AllAgree: {"parties": _ROLE},
    syntax.Silence: {"role": _ROLE},
    syntax.Resolved: {"severities": SEVERITIES},
    syntax.Reading: {"of": _ANY},
    syntax.Promises: {"plans": _PLANS},
    syntax.Aims: {"plans": _PLANS},
    syntax.PromiseHead: {
        "columns": _role(CLOCK, "clause", "plan", "severity"),
    },
    syntax.GrantHead: {"columns": _role(PLAN_OR_ADDON, "clause", "service")},
    syntax.SeverityHead: {"columns": _role(GIVEN, "clause", "severity")},
    syntax.Assignment: {"subject": _GIVEN},
    syntax.Used: {"service": _SERVICE},
    syntax.GivenCalendar: {"name": _role(PARAMETER, takes="calendar")},
    syntax.Happens: {
        "role": _ROLE,
        "verb": _VERB,
        "via": _CHANNEL,
        "for_whom": _ROLE,
    },
    syntax.Becomes: {"subject": _GIVEN},
    syntax.Attempts: {"attempt": _ATTEMPT},
    syntax.ContactOf: {"role": _ROLE, "via": _CHANNEL},
    syntax.AimOf: {"clock": _CLOCK},
    syntax.OccurrenceOf: {"clock": _CLOCK},
    syntax.EscalationTo: {"role": _ROLE},
    syntax.WarningTo: {"role": _ROLE},
    syntax.Expect: {
        "about": _ASKED,
        "needs": _NEEDED,
        "per": CLAUSE,
        "readings": _role(READING),
    },
    syntax.ColumnDue: {"clock": _CLOCK},
    syntax.CaseHead: {"columns": Role(_ASKED.kinds | _GIVEN.kinds, _ASKED.words)},
    syntax.ClauseIds: {"ids": CLAUSE},
    syntax.ClaimIs: {"subject": _ASKED, "per": CLAUSE},
    syntax.ClaimIsNot: {"subject": _ASKED, "per": CLAUSE},
    syntax.ClaimDue: {"clock": _CLOCK},
    syntax.ClaimOrder: {
        "clock": _CLOCK,
        "severity": SEVERITIES,
        "than": SEVERITIES,
    },
    syntax.Label: {"subject": _LABELLED},
    syntax.ValueLabel: {"subject": _role(GIVEN)},
    syntax.Import: {"names": _ANY},
}
"""The role of each place that holds names or clause numbers, by its construct."""

VALUES: dict[type[syntax.Node], dict[str, str]] = {
    syntax.Is: {"value": "subject"},
    syntax.IsNot: {"value": "subject"},
    syntax.IsOneOf: {"values": "subject"},
    syntax.Tried: {"ends": "attempt"},
    syntax.Parameter: {"otherwise": "name"},
    syntax.Assignment: {"value": "subject"},
    syntax.Becomes: {"value": "subject"},
    syntax.Attempts: {"end": "attempt"},
    syntax.Expect: {"state": "about"},
    syntax.ClaimIs: {"state": "subject"},
    syntax.ClaimIsNot: {"state": "subject"},
    syntax.ValueLabel: {"value": "subject"},
}
"""Places that hold a value of what another place of the construct names."""

OWNERS: dict[type[syntax.Node], str] = {
    syntax.Fact: "type",
    syntax.Assessment: "type",
    syntax.Agreed: "type",
    syntax.Parameter: "type",
    syntax.Attempt: "ends",
}
"""Definitions that declare the values they take, and where."""
