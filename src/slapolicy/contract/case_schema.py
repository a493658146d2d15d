"""The JSON Schema (Draft 2020-12) of the cases of one policy.

It calls good and bad what `case_reader` does, field by field. Only the reader sees what
no schema can say: keys given twice, dates that a month has not, bounds of durations and
dates, instants at the very ends of the range, `4.0` where a whole number is meant, ids
and openings given twice, indicators both stated and measured, regions whose holidays
nobody knows, hours that never open.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from slapolicy.contract.case_reader.events import (
    BY_NOBODY,
    CHANGED,
    may_set,
    party_of,
    types_of,
)
from slapolicy.contract.case_reader.hours import WEEKDAYS
from slapolicy.contract.case_reader.limits import LIMITS
from slapolicy.contract.case_reader.reader import SCHEMA_KEY
from slapolicy.contract.policy import Declared, Named, Policy, Type
from slapolicy.worktime import zone_names

Schema = dict[str, Any]

_YEAR = "(19[7-9][0-9]|2[01][0-9]{2})"
_DAY = "(0[1-9]|[12][0-9]|3[01])"
_DATE = f"({_YEAR}-(0[1-9]|1[0-2])-{_DAY}|2200-01-01)"
_TIME = "(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|([01][0-9]|2[0-3]):59:60)"
_OFFSET = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_INSTANT = f"^{_DATE}[Tt ]{_TIME}([.,][0-9]{{1,30}})?{_OFFSET}$"
_LENGTH = "T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,12}(\\.[0-9]{1,6})?S)?"
_SPAN = "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
_MOST = 2**63 - 1


def case_schema(policy: Policy) -> Schema:
    """Give the schema of the cases that a policy can read."""
    facts = {name: _declared(each) for name, each in policy.facts.items()}
    for name, each in policy.indicators.items():
        facts[name] = _titled(_or_null({"type": "boolean"}), each)
    parameters = {name: _declared(each) for name, each in policy.parameters.items()}
    set_by_somebody = [s.name for s in policy.severities if may_set(policy, s.name)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A case under {policy.agreement.title}",
        "$ref": "#/$defs/case",
        "$defs": {
            "case": _object(
                {
                    SCHEMA_KEY: _text(LIMITS.text),
                    "id": {"$ref": "#/$defs/id"},
                    "plan": _or_null({"$ref": "#/$defs/plan"}),
                    "addons": _or_null({"$ref": "#/$defs/addons"}),
                    "parameters": {"$ref": "#/$defs/parameters"},
                    "facts": {"$ref": "#/$defs/facts"},
                    "severity": _or_null({"$ref": "#/$defs/severity"}),
                    "requests": _list({"enum": list(policy.services)}),
                    "claims": _list({"enum": list(policy.outcomes)}),
                    "used": _object(dict.fromkeys(policy.services, _whole(0))),
                    "events": _list({"$ref": "#/$defs/event"}, LIMITS.events),
                    "attempts": _list({"$ref": "#/$defs/attempt"}, LIMITS.attempts),
                },
                required=("id",),
            ),
            "id": _text(LIMITS.name) | {"pattern": "\\S"},
            "plan": {"enum": list(policy.plans)},
            "addons": _list({"enum": list(policy.addons)}),
            "severity": {"enum": set_by_somebody},
            "facts": _object(facts),
            "parameters": _object(parameters),
            "event": _event(policy, set_by_somebody),
            "attempt": _one_of([_attempt(*each) for each in _ends(policy)]),
            "instant": {"type": "string", "pattern": _INSTANT},
            "duration": {
                "type": "string",
                "pattern": f"^P({_LENGTH}|[0-9]{{1,4}}D({_LENGTH})?)$",
            },
            "date": {"type": "string", "pattern": f"^{_DATE}$"},
            "zone": _zone(),
            "region": {"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,4})?$"},
            "calendar": {
                "anyOf": [{"enum": list(policy.calendars)}, {"$ref": "#/$defs/hours"}]
            },
            "hours": _hours(),
            "week": _object({day: {"$ref": "#/$defs/spans"} for day in WEEKDAYS}),
            "spans": _list({"type": "string", "pattern": _SPAN}, 48),
        },
    }


def _object(properties: Mapping[str, Any], required: Collection[str] = ()) -> Schema:
    found: Schema = {"type": "object", "properties": dict(properties)}
    if required:
        found["required"] = list(required)
    return found | {"additionalProperties": False}


def _list(items: Schema, most: int | None = None) -> Schema:
    found: Schema = {"type": "array", "items": items}
    return found if most is None else found | {"maxItems": most}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(schemas: list[Schema]) -> Schema:
    return {"anyOf": schemas} if schemas else {"not": {}}


def _text(most: int) -> Schema:
    return {"type": "string", "maxLength": most}


def _whole(least: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": _MOST}


def _declared(each: Declared) -> Schema:
    return _titled(_or_null(_typed(each.type)), each)


def _titled(schema: Schema, each: Named) -> Schema:
    """Add what an editor shows beside the field."""
    return schema | {"title": each.title} if each.title else schema


def _typed(declared: Type) -> Schema:
    match declared.kind:
        case "yes_or_no":
            return {"type": "boolean"}
        case "one_of":
            return {"enum": list(declared.values)}
        case "number":
            return _number(declared)
        case "text":
            return _text(LIMITS.text)
        case kind:
            return {"$ref": f"#/$defs/{kind}"}


def _number(declared: Type) -> Schema:
    least, most = declared.least, declared.most
    found: Schema = {"type": "number", "minimum": -_MOST, "maximum": _MOST}
    if isinstance(least, Decimal):
        found["minimum"] = _plain(least)
    if isinstance(most, Decimal):
        found["maximum"] = _plain(most)
    return found


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _zone() -> Schema:
    fixed = "^UTC[+-](0[0-9]|1[0-3]):[0-5][0-9]$|^UTC[+-]14:00$|^UTC$"
    named = {"enum": sorted(zone_names())}
    return {"anyOf": [{"type": "string", "pattern": fixed}, named]}


def _event(policy: Policy, severities: Collection[str]) -> Schema:
    roles = list(policy.roles)
    fields: Schema = {
        "at": {"$ref": "#/$defs/instant"},
        "type": {"enum": list(types_of(policy))},
        "by": _or_null({"enum": roles}),
        "via": _or_null({"enum": list(policy.channels)}),
        "for": _or_null({"enum": roles}),
        "facts": {"$ref": "#/$defs/facts"},
        "parameters": {"$ref": "#/$defs/parameters"},
        "plan": {"$ref": "#/$defs/plan"},
        "addons": {"$ref": "#/$defs/addons"},
        "severity": {"$ref": "#/$defs/severity"},
        "automatic": {"type": "boolean"},
        "id": _or_null({"$ref": "#/$defs/id"}),
    }
    agreement = policy.agreement
    acting = [each for each in types_of(policy) if each not in BY_NOBODY]
    supplier = _roles_of(policy, agreement.supplier.name)
    customer = _roles_of(policy, agreement.customer.name)
    rules = [
        _if_type(acting, _needs("by", roles)),
        _if_type(["waits"], _needs("for", roles)),
        _unless_type(["waits", "resumes"], {"for": False}),
        _unless_type(["changes"], dict.fromkeys(CHANGED, False)),
        _if_type(["resolves"], _may_be("by", [*supplier, None])),
        _if_type(["withdraws"], _may_be("by", [*customer, None])),
    ]
    for name in severities:
        stated = {"properties": {"severity": {"const": name}}, "required": ["severity"]}
        allowed = [role for role in roles if role in may_set(policy, name)]
        rules.append({"if": stated, "then": _needs("by", allowed)})
    return _object(fields, ("at", "type")) | {"allOf": rules}


def _roles_of(policy: Policy, party: str) -> list[str]:
    return [role for role in policy.roles if party_of(policy, role) == party]


def _may_be(key: str, values: Collection[str | None]) -> Schema:
    return {"properties": {key: {"enum": list(values)}}}


def _needs(key: str, values: Collection[str]) -> Schema:
    return _may_be(key, values) | {"required": [key]}


def _is_type(types: Collection[str]) -> Schema:
    return _needs("type", types)


def _if_type(types: Collection[str], then: Schema) -> Schema:
    return {"if": _is_type(types), "then": then}


def _unless_type(types: Collection[str], fields: Mapping[str, bool]) -> Schema:
    return {"if": _is_type(types), "else": {"properties": dict(fields)}}


def _ends(policy: Policy) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, attempt.ends) for name, attempt in policy.attempts.items()]


def _attempt(name: str, ends: Collection[str]) -> Schema:
    fields = {
        "at": {"$ref": "#/$defs/instant"},
        "of": {"const": name},
        "end": {"enum": list(ends)},
        "count": _whole(1),
    }
    return _object(fields, ("at", "of", "end"))


def _hours() -> Schema:
    date = {"$ref": "#/$defs/date"}
    week = {"$ref": "#/$defs/week"}
    spans = {"$ref": "#/$defs/spans"}
    dated = _object({"from": date, "week": week}, ("week",))
    later = _object({"from": date, "week": week}, ("from", "week"))
    closed = _object({"from": date, "through": date}, ("from", "through"))
    time = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
    fields: Schema = {
        "zone": {"$ref": "#/$defs/zone"},
        "week": week,
        "weeks": {"type": "array", "prefixItems": [dated], "items": later},
        "holidays": _list({"anyOf": [date, {"$ref": "#/$defs/region"}]}, 5_000),
        "dates": {
            "type": "object",
            "propertyNames": date,
            "additionalProperties": spans,
        },
        "closed": _list({"anyOf": [date, closed]}, 5_000),
        "business_days": {"anyOf": [{"enum": ["closing", "same_time"]}, time]},
    }
    either = [{"required": ["week"]}, {"required": ["weeks"]}]
    return _object(fields, ("zone",)) | {"oneOf": either}
