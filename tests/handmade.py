"""A small policy made by hand, with one of everything that a case can state."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from slapolicy.contract.policy import (
    Addon,
    Agreement,
    All,
    Bound,
    Calendar,
    CalendarBranch,
    Declared,
    Indicator,
    Is,
    Lasted,
    Measured,
    Named,
    Party,
    Plan,
    Policy,
    Role,
    Severity,
    Subject,
    Term,
    Type,
)
from slapolicy.source import Source, Span
from slapolicy.worktime import Hours, Week

SPAN = Span(Source("handmade.sla", "# made by hand"), 0, 14)
YES_OR_NO = Type(kind="yes_or_no")
OFFICE = Hours(zone="Europe/Berlin", weeks=(Week((((540, 1020),),) * 5 + ((),) * 2),))


def _named(cls: Any, *names: str, **more: Any) -> dict[str, Any]:
    return {
        name: cls(name=name, title=name.title(), span=SPAN, **more) for name in names
    }


def declared(kind: str, **types: Type) -> dict[str, Declared]:
    """Give declarations of one kind, each with its type."""
    return {
        name: Declared(name=name, title=name, span=SPAN, kind=kind, type=each)  # type: ignore[arg-type]
        for name, each in types.items()
    }


def _severity(name: str, level: int, **more: Any) -> Severity:
    return Severity(name=name, title=name, level=level, span=SPAN, **more)


def policy(**changes: Any) -> Policy:
    """Give the policy, with some of its parts replaced."""
    facts = declared(
        "fact",
        issue=Type(kind="one_of", values=("software_bug", "request", "question")),
        load=Type(kind="number", least=Decimal(0), most=Decimal(100)),
        spent=Type(kind="duration", least=timedelta(seconds=1), most=timedelta(days=1)),
        since=Type(kind="date", least=date(2020, 1, 1)),
        company=Type(kind="text"),
        patched=YES_OR_NO,
    )
    facts |= declared("assessment", persistent=YES_OR_NO)
    facts |= declared("agreed", agreed_interval=Type(kind="duration"))
    roles = {
        name: Role(name=name, title=name, span=SPAN, party=party)
        for name, party in {
            "bird": "bird", "agent": "bird", "engineer": "bird",
            "customer": "customer", "admin": "customer",
        }.items()
    }  # fmt: skip
    means = All(
        (
            Is(Subject("fact", "patched"), (False,)),
            Lasted("unavailable", "at least", timedelta(minutes=5)),
        )
    )
    serious = Term(name="serious", title="Serious", span=SPAN, means=means)
    down = Indicator(
        name="unavailable", title="Unavailable", span=SPAN, joined="or",
        tries=(("api_call", ("timeout",)),), idle="available",
    )  # fmt: skip
    calls = Measured(
        name="api_call", title="API", span=SPAN, ends=("success", "timeout")
    )
    parts: dict[str, Any] = {
        "agreement": Agreement(
            name="handmade", title="Made by hand", zone="America/New_York",
            supplier=Party(name="bird", title="Bird"),
            customer=Party(name="customer", title="Customer"),
        ),
        "sources": (SPAN.source,),
        "plans": _named(Plan, "basic", "enterprise"),
        "addons": _named(Addon, "vip", "extra", plans=()),
        "parameters": declared(
            "parameter",
            hq_zone=Type(kind="zone"),
            hq_region=Type(kind="region"),
            hours=Type(kind="calendar"),
            update_interval=Type(kind="duration"),
            edition=Type(kind="one_of", values=("eastern", "uk")),
        ),
        "facts": facts,
        "terms": {"serious": serious},
        "attempts": {"api_call": calls},
        "indicators": {"unavailable": down},
        "roles": roles,
        "channels": _named(Named, "email", "hotline", "dashboard"),
        "services": _named(Named, "mediation", "screen_share"),
        "outcomes": _named(Named, "inbox_placement"),
        "events": {
            "gets_in_touch": ("gets_in_touch", "opens", "writes", "calls"),
            "offers_workaround": ("offers_workaround",),
        },
        "calendars": {
            "office": Calendar(
                name="office", title="Office", span=SPAN,
                branches=(CalendarBranch(when=None, hours=OFFICE),),
            )
        },
        "severities": (
            _severity("critical", 1, when=Bound(
                Subject("fact", "load"), "at least", Decimal(90))),
            _severity("s1", 2, set_by=("engineer",)),
            _severity("s2", 3, set_by=("bird", "admin")),
        ),
    }  # fmt: skip
    parts |= {name: {} for name in ("clocks", "clauses", "readings")}
    empty = (
        "grants", "exclusions", "disclaimers", "quotas", "targets", "duties", "rights",
        "contacts", "alerts", "deferrals", "intakes", "collections", "resolutions",
    )  # fmt: skip
    parts |= dict.fromkeys(empty, ())
    return Policy(**(parts | changes))


GOOD: dict[str, Any] = {
    "id": "4711",
    "plan": "enterprise",
    "addons": ["vip"],
    "parameters": {
        "hq_zone": "Europe/Warsaw", "hq_region": "PL", "hours": "office",
        "update_interval": "PT30M", "edition": "uk",
    },
    "facts": {
        "issue": "software_bug", "load": 99.5, "spent": "PT1H30M",
        "since": "2024-02-29", "company": "Żółw", "patched": False,
        "persistent": True, "agreed_interval": "P1DT2H",
    },
    "severity": "s1",
    "requests": ["mediation"],
    "claims": ["inbox_placement"],
    "used": {"screen_share": 4},
    "events": [
        {"at": "2025-03-09T01:50:00-05:00", "type": "opens", "by": "customer",
         "via": "dashboard"},
        {"at": "2025-03-09T01:55:00-05:00", "type": "calls", "by": "admin",
         "via": "hotline", "id": "e1"},
        {"at": "2025-03-09T03:05:00-04:00", "type": "replies", "by": "agent",
         "via": "email", "automatic": True},
        {"at": "2025-03-09T03:06:00-04:00", "type": "waits", "for": "customer"},
        {"at": "2025-03-09T03:30:00-04:00", "type": "resumes", "for": "customer"},
        {"at": "2025-03-09T04:00:00-04:00", "type": "changes", "by": "engineer",
         "facts": {"persistent": None, "load": 12}, "plan": "basic", "addons": [],
         "parameters": {"edition": "eastern"}, "severity": "s1"},
        {"at": "2025-03-09T05:00:00-04:00", "type": "offers_workaround",
         "by": "engineer"},
        {"at": "2025-03-09T06:00:00-04:00", "type": "agrees", "by": "customer"},
    ],
    "attempts": [
        {"at": "2025-03-09T01:40:00Z", "of": "api_call", "end": "timeout", "count": 3}
    ],
}  # fmt: skip
"""A case that states everything, and all of it well."""
