"""The JSON Schema of a policy's cases, for editors and for those who send cases.

What it accepts may still be refused: which facts go together, who may do what, and
what an instant means is checked in `case_reader` only. What it refuses, that does too.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from slapolicy.contract.case_reader.events import may_set, types_of
from slapolicy.contract.case_reader.hours import WEEKDAYS
from slapolicy.contract.case_reader.limits import LIMITS
from slapolicy.contract.policy import Declared, Policy, Type, Value

Schema = dict[str, Any]

_INSTANT: Schema = {
    "type": "string",
    "format": "date-time",
    "description": "RFC 3339 with an offset, such as 2025-03-09T01:50:00-05:00",
}
_DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_ID: Schema = {"type": "string", "minLength": 1, "maxLength": LIMITS.name}
_TEXT: Schema = {"type": "string", "maxLength": LIMITS.text}
_SPANS: Schema = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$"},
}


def case_schema(policy: Policy) -> Schema:
    """Give the JSON Schema (2020-12) of the cases of a policy.

    Names, values and event types are those of the policy; null is unknown.
    """
    fields = {
        "id": _ID,
        "plan": _or_null(_one_of(policy.plans)),
        "addons": _or_null(_list_of(policy.addons)),
        "parameters": _values(policy.parameters.values(), policy),
        "facts": _facts(policy),
        "severity": _or_null(_one_of(_settable(policy))),
        "requests": _list_of(policy.services),
        "claims": _list_of(policy.outcomes),
        "used": _object(
            {each: {"type": "integer", "minimum": 0} for each in policy.services}
        ),
        "events": {
            "type": "array",
            "maxItems": LIMITS.events,
            "items": {"$ref": "#/$defs/event"},
        },
        "attempts": _attempts(policy),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A case under {policy.agreement.title or policy.agreement.name}",
        **_object(fields, "id"),
        "$defs": {"event": _event(policy), "hours": _hours()},
    }


def _event(policy: Policy) -> Schema:
    fields = {
        "at": _INSTANT,
        "type": _one_of(types_of(policy)),
        "by": _or_null(_one_of(policy.roles)),
        "via": _or_null(_one_of(policy.channels)),
        "for": _or_null(_one_of(policy.roles)),
        "facts": _facts(policy),
        "parameters": _values(policy.parameters.values(), policy),
        "plan": _one_of(policy.plans),
        "addons": _list_of(policy.addons),
        "severity": _one_of(_settable(policy)),
        "automatic": {"type": "boolean"},
        "id": _or_null(_ID),
    }
    return _object(fields, "at", "type")


def _attempts(policy: Policy) -> Schema:
    kinds = [
        _object(
            {
                "at": _INSTANT,
                "of": {"const": each.name},
                "end": _one_of(each.ends),
                "count": {"type": "integer", "minimum": 1},
            },
            *("at", "of", "end"),
        )
        for each in policy.attempts.values()
    ]
    items: Schema | bool = {"anyOf": kinds} if kinds else False
    return {"type": "array", "maxItems": LIMITS.attempts, "items": items}


def _facts(policy: Policy) -> Schema:
    schema = _values(policy.facts.values(), policy)
    for each in policy.indicators.values():
        schema["properties"][each.name] = _titled(
            {"type": ["boolean", "null"]}, each.title
        )
    return schema


def _values(declared: Iterable[Declared], policy: Policy) -> Schema:
    return _object(
        {
            each.name: _titled(_or_null(_value(each.type, policy)), each.title)
            for each in declared
        }
    )


def _value(declared: Type, policy: Policy) -> Schema:
    match declared.kind:
        case "yes_or_no":
            return {"type": "boolean"}
        case "one_of":
            return _one_of(declared.values)
        case "number":
            return {"type": "number", **_bounds(declared)}
        case "duration":
            return {"type": "string", "pattern": "^P", **_described(declared)}
        case "date":
            return {**_DATE, **_described(declared)}
        case "text":
            return _TEXT
        case "zone" | "region":
            return _ID
        case "calendar":
            return {"anyOf": [_one_of(policy.calendars), {"$ref": "#/$defs/hours"}]}


def _hours() -> Schema:
    week = _object(dict.fromkeys(WEEKDAYS, _SPANS))
    dated = _object({"from": _DATE, "week": week}, "week")
    closed = _object({"from": _DATE, "through": _DATE}, "from", "through")
    fields: Schema = {
        "zone": _ID,
        "week": week,
        "weeks": {"type": "array", "minItems": 1, "items": dated},
        "holidays": {"type": "array", "items": {"type": "string"}},
        "dates": {
            "type": "object",
            "propertyNames": _DATE,
            "additionalProperties": _SPANS,
        },
        "closed": {"type": "array", "items": {"anyOf": [_DATE, closed]}},
        "business_days": {
            "type": "string",
            "pattern": "^(closing|same_time|[0-2][0-9]:[0-5][0-9])$",
        },
    }
    either = [{"required": ["week"]}, {"required": ["weeks"]}]
    return {**_object(fields, "zone"), "oneOf": either}


def _settable(policy: Policy) -> tuple[str, ...]:
    names = dict.fromkeys(each.name for each in policy.severities)
    return tuple(name for name in names if may_set(policy, name))


def _bounds(declared: Type) -> Schema:
    bounds = {"minimum": declared.least, "maximum": declared.most}
    return {
        key: int(bound) if bound == int(bound) else float(bound)
        for key, bound in bounds.items()
        if isinstance(bound, Decimal)
    }


def _described(declared: Type) -> Schema:
    words = [
        f"{word} {_written(bound)}"
        for word, bound in (("at least", declared.least), ("at most", declared.most))
        if bound is not None
    ]
    return {"description": ", ".join(words)} if words else {}


def _written(value: Value) -> str:
    match value:
        case timedelta():
            return f"PT{value.total_seconds():.0f}S"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _one_of(names: Iterable[str]) -> Schema:
    known = list(dict.fromkeys(names))
    return {"enum": known} if known else {"not": {}}


def _list_of(names: Iterable[str]) -> Schema:
    return {"type": "array", "items": _one_of(names)}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _titled(schema: Schema, title: str) -> Schema:
    return {"title": title, **schema} if title else schema


def _object(fields: Mapping[str, Any], *required: str) -> Schema:
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict(fields),
    }
    return {**schema, "required": list(required)} if required else schema
