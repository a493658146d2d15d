"""What happened: one event, one attempt, each with what its type asks for.

What several events say together is checked in `story`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from slapolicy.contract.case import EVENT_TYPES, Attempt, Event
from slapolicy.contract.case_reader.fields import (
    Desk,
    require,
    take_flag,
    take_id,
    take_name,
    take_names,
    take_object,
    take_whole,
)
from slapolicy.contract.case_reader.instants import take_instant
from slapolicy.contract.case_reader.shown import path_to
from slapolicy.contract.case_reader.values import take_facts, take_parameters
from slapolicy.contract.once import once_a_policy
from slapolicy.contract.policy import Policy

CHANGED = ("facts", "parameters", "plan", "addons", "severity")
KEYS = ("at", "type", "by", "via", "for", *CHANGED, "automatic", "id")
BY_NOBODY = frozenset({"notes", "waits", "resumes", "changes", "resolves", "withdraws"})
ATTEMPT_KEYS = ("at", "of", "end", "count")
MAKES_CONTACT = frozenset({"opens", "writes", "calls", "replies", "updates"})


@once_a_policy
def types_of(policy: Policy) -> tuple[str, ...]:
    """Give the event types of a policy: the closed list, and those it declares."""
    return tuple(dict.fromkeys((*EVENT_TYPES, *policy.events)))


def party_of(policy: Policy, role: str | None) -> str | None:
    """Give the party that a role acts for (a party acts for itself)."""
    known = None if role is None else policy.roles.get(role)
    return role if known is None else known.party


def may_set(policy: Policy, severity: str) -> frozenset[str]:
    """Give the roles, and their parties, by which a severity may be set."""
    roles: set[str] = set()
    for each in policy.severities:
        if each.name == severity:
            for allowed in each.set_by:
                members = {
                    name for name, role in policy.roles.items() if role.party == allowed
                }
                roles |= {allowed, *members, party_of(policy, allowed) or allowed}
    return frozenset(roles)


def take_severity(desk: Desk, value: Any, path: str) -> str | None:
    """Give the name of a severity that somebody sets."""
    names = [each.name for each in desk.policy.severities]
    name = take_name(desk, value, path, "a severity", names)
    if name is None or may_set(desk.policy, name):
        return name
    message = f"`{name}` is not set by anybody: it follows from the facts"
    desk.report.add("SLA625", path, message, "state the facts instead")
    return None


def take_event(desk: Desk, value: Any, path: str) -> Event | None:
    """Give an event; None once something in it is reported."""
    fields = take_object(desk, value, path, KEYS)
    if fields is None:
        return None
    good = require(desk, fields, path, "at", "type")
    what: dict[str, Any] = {}
    for key, reader in _EVENT.items():
        if key in fields and (fields[key] is not None or key in _NEVER_NULL):
            what[key] = reader(desk, fields[key], path_to(path, key))
            good = good and what[key] is not None
    kind = what.get("type")
    if kind is not None:
        good = _fits(desk, fields, what, path) and good
    if not good:
        return None
    return Event(
        at=what["at"],
        type=what["type"],
        by=what.get("by") or _said_by(desk.policy, what["type"]),
        via=what.get("via"),
        waits_for=what.get("for"),
        facts=MappingProxyType(what.get("facts", {})),
        plan=what.get("plan"),
        addons=what.get("addons"),
        parameters=MappingProxyType(what.get("parameters", {})),
        severity=what.get("severity"),
        automatic=what.get("automatic", False),
        id=what.get("id"),
    )


def _said_by(policy: Policy, kind: str) -> str | None:
    """Give who alone can have said it, where that need not be stated."""
    agreement = policy.agreement
    only = {"resolves": agreement.supplier, "withdraws": agreement.customer}.get(kind)
    return None if only is None else only.name


def _fits(
    desk: Desk, fields: Mapping[str, Any], what: Mapping[str, Any], path: str
) -> bool:
    """Whether the event has what its type needs and nothing that it does not take."""
    kind: str = what["type"]
    good = True
    allowed = {"changes": CHANGED, "waits": ("for",), "resumes": ("for",)}.get(kind, ())
    for key in ("for", *CHANGED):
        if key in fields and key not in allowed:
            good = False
            takes = "`waits` and `resumes` take" if key == "for" else "`changes` takes"
            message = f"`{kind}` takes no `{key}`, only {takes} it"
            hint = "leave it out"
            if key != "for":
                hint = "say it in an event of its own, of the type `changes`"
            desk.report.add("SLA640", path_to(path, key), message, hint)
    needs = {"waits": "for"}.get(kind, "" if kind in BY_NOBODY else "by")
    if kind == "changes" and "severity" in fields:
        needs = "by"
    if needs and fields.get(needs) is None:
        hint = 'say who, such as `"customer"`'
        message = f"`{kind}` needs `{needs}`"
        desk.report.add("SLA612", path_to(path, needs), message, hint)
        good = False
    return _by_the_right_one(desk, what, path) and good


def _by_the_right_one(desk: Desk, what: Mapping[str, Any], path: str) -> bool:
    policy, by, kind = desk.policy, what.get("by"), what["type"]
    if by is None:
        return True
    where, party = path_to(path, "by"), party_of(policy, by)
    severity = what.get("severity")
    if severity is not None and by not in (allowed := may_set(policy, severity)):
        names = ", ".join(f"`{each}`" for each in sorted(allowed))
        message = f"`{severity}` cannot be set by `{by}`"
        desk.report.add("SLA625", where, message, f"it is set by {names}")
        return False
    if kind == "resolves" and party != policy.agreement.supplier.name:
        message = f"`resolves` is what the supplier says, not `{by}`"
        desk.report.add("SLA645", where, message, "write `agrees`")
        return False
    if kind == "withdraws" and party != policy.agreement.customer.name:
        message = f"`withdraws` is what the customer does, not `{by}`"
        hint = "name the customer, even if somebody else writes it down"
        desk.report.add("SLA645", where, message, hint)
        return False
    return True


def _type(desk: Desk, value: Any, path: str) -> str | None:
    return take_name(desk, value, path, "a type of event", types_of(desk.policy))


def _role(desk: Desk, value: Any, path: str) -> str | None:
    return take_name(desk, value, path, "a role or a party", desk.policy.roles)


def _channel(desk: Desk, value: Any, path: str) -> str | None:
    return take_name(desk, value, path, "a channel", desk.policy.channels)


def take_plan(desk: Desk, value: Any, path: str) -> str | None:
    """Give the name of a plan."""
    return take_name(desk, value, path, "a plan", desk.policy.plans)


def take_addons(desk: Desk, value: Any, path: str) -> tuple[str, ...] | None:
    """Give the names of add-ons."""
    return take_names(desk, value, path, "an add-on", desk.policy.addons)


def _changed_plan(desk: Desk, value: Any, path: str) -> str | None:
    return None if _is_null(desk, value, path) else take_plan(desk, value, path)


def _changed_addons(desk: Desk, value: Any, path: str) -> tuple[str, ...] | None:
    return None if _is_null(desk, value, path) else take_addons(desk, value, path)


def _changed_severity(desk: Desk, value: Any, path: str) -> str | None:
    return None if _is_null(desk, value, path) else take_severity(desk, value, path)


def _is_null(desk: Desk, value: Any, path: str) -> bool:
    """Report a null where it could mean `unknown from now on` or `as it was`."""
    if value is None:
        message = "here is `null`, which could mean unchanged or unknown"
        desk.report.add("SLA610", path, message, "leave it out if it stays as it was")
    return value is None


_EVENT = {
    "at": take_instant,
    "type": _type,
    "by": _role,
    "via": _channel,
    "for": _role,
    "facts": take_facts,
    "parameters": take_parameters,
    "plan": _changed_plan,
    "addons": _changed_addons,
    "severity": _changed_severity,
    "automatic": take_flag,
    "id": take_id,
}
_NEVER_NULL = frozenset({"at", "type", *CHANGED, "automatic"})


def take_attempt(desk: Desk, value: Any, path: str) -> Attempt | None:
    """Give an attempt; None once something in it is reported."""
    fields = take_object(desk, value, path, ATTEMPT_KEYS)
    if fields is None or not require(desk, fields, path, "at", "of", "end"):
        return None
    kinds = desk.policy.attempts
    at = take_instant(desk, fields["at"], path_to(path, "at"))
    of = take_name(desk, fields["of"], path_to(path, "of"), "an attempt", kinds)
    ends = kinds[of].ends if of is not None else None
    end = None
    if ends is not None:
        what = f"an end of `{of}`"
        end = take_name(desk, fields["end"], path_to(path, "end"), what, ends)
    count = take_whole(desk, fields.get("count", 1), path_to(path, "count"), 1)
    if at is None or of is None or end is None or count is None:
        return None
    return Attempt(at=at, of=of, end=end, count=count)
