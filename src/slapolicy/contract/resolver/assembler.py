"""The last pass: everything that was bound becomes one `Policy`."""

from collections.abc import Iterable
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from slapolicy.contract import policy as values
from slapolicy.contract.policy import Policy, Role
from slapolicy.contract.resolver.names import Kind
from slapolicy.contract.resolver.work import Work
from slapolicy.finding import Finding
from slapolicy.source import Source

_RULES: dict[str, type[values.Rule]] = {
    "severities": values.Severity,
    "grants": values.Grant,
    "exclusions": values.Exclusion,
    "disclaimers": values.Disclaimer,
    "quotas": values.Quota,
    "targets": values.Target,
    "duties": values.Duty,
    "rights": values.Right,
    "contacts": values.Contact,
    "alerts": values.Alert,
    "deferrals": values.Deferral,
    "intakes": values.Intake,
    "collections": values.Collection,
    "resolutions": values.Resolution,
}
_DEFINITIONS: dict[str, tuple[Kind, ...]] = {
    "plans": ("plan",),
    "addons": ("add-on",),
    "parameters": ("parameter",),
    "facts": ("fact", "assessment", "agreed value"),
    "terms": ("term",),
    "attempts": ("attempt",),
    "indicators": ("indicator",),
    "channels": ("channel",),
    "services": ("service",),
    "outcomes": ("outcome",),
    "verbs": ("event",),
    "calendars": ("calendar",),
    "clocks": ("clock",),
}


def assemble(work: Work, findings: tuple[Finding, ...]) -> Policy:
    """Make the policy of a text in which nothing is wrong."""
    agreement = work.agreement
    assert agreement is not None
    by_type: dict[type, list[Any]] = {kind: [] for kind in _RULES.values()}
    for rule in work.rules:
        by_type[type(rule.value)].append(rule.value)
    fields: dict[str, Any] = {
        name: tuple(by_type[kind]) for name, kind in _RULES.items()
    }
    for name, kinds in _DEFINITIONS.items():
        fields[name] = MappingProxyType(_named(work, kinds))
    return Policy(
        **fields,
        agreement=agreement,
        sources=tuple(work.sources),
        roles=MappingProxyType(_roles(work)),
        events=MappingProxyType(work.events),
        clauses=MappingProxyType(work.clauses),
        readings=MappingProxyType(work.readings),
        scenarios=tuple(work.scenarios),
        properties=tuple(work.properties),
        labels=tuple(work.labels),
        findings=findings,
        sha256=digest(work.sources),
    )


def _named(work: Work, kinds: tuple[Kind, ...]) -> dict[str, Any]:
    return {
        entry.name: work.definitions[entry].value
        for entry in work.names.of(*kinds)
        if entry in work.definitions
    }


def _roles(work: Work) -> dict[str, Role]:
    agreement = work.agreement
    assert agreement is not None
    titles = {p.name: p.title for p in (agreement.supplier, agreement.customer)}
    parties = {
        entry.name: Role(
            name=entry.name,
            title=titles.get(entry.name, entry.name),
            party=entry.name,
            span=entry.span,
        )
        for entry in work.names.of("party")
    }
    return {**parties, **_named(work, ("role",))}


def digest(sources: Iterable[Source]) -> str:
    """Give the SHA-256 of the texts of a policy and of what it imports, in order.

    That of a policy without imports is the hash of its text with line feeds; texts of
    several files are joined by a zero byte.
    """
    return sha256(b"\0".join(each.text.encode() for each in sources)).hexdigest()
