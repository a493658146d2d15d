"""Cases as columns of Arrow, in several forms, and rows of decisions as JSON again.

Written from the page of the columns, and by nothing of what it tests: a case is encoded
here as a user would, and a row of decisions is told as `to_json` tells a decision.
"""

import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from slapolicy import Policy
from slapolicy.worktime import to_duration, to_iso

UTC_INSTANT = pa.timestamp("us", "UTC")
TEXTS = pa.map_(pa.string(), pa.string())
EVENT = pa.struct(
    [
        ("at", UTC_INSTANT), ("type", pa.string()), ("by", pa.string()),
        ("via", pa.string()), ("for", pa.string()), ("facts", TEXTS),
        ("parameters", TEXTS), ("plan", pa.string()),
        ("addons", pa.list_(pa.string())), ("severity", pa.string()),
        ("automatic", pa.bool_()), ("id", pa.string()),
    ]
)  # fmt: skip
ATTEMPT = pa.struct(
    [("at", UTC_INSTANT), ("of", pa.string()), ("end", pa.string()),
     ("count", pa.int64())]
)  # fmt: skip
NAMES = pa.list_(pa.string())
NESTED = pa.schema(
    [
        ("id", pa.string()), ("plan", pa.dictionary(pa.int32(), pa.string())),
        ("addons", NAMES), ("severity", pa.string()), ("requests", NAMES),
        ("claims", NAMES), ("facts", TEXTS), ("parameters", TEXTS),
        ("used", pa.map_(pa.string(), pa.int64())), ("events", pa.list_(EVENT)),
        ("attempts", pa.list_(ATTEMPT)),
    ]
)  # fmt: skip
FORMS = ("nested", "texts", "flat")


def text_of(value: Any) -> str | None:
    """Give a value of JSON as a cell of text has it."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def table(policy: Policy, cases: list[dict[str, Any]], form: str) -> pa.Table:
    """Give cases as columns of a form."""
    match form:
        case "nested":
            return pa.Table.from_pylist([nested(each) for each in cases], NESTED)
        case "texts":
            return pa.Table.from_pylist(
                [{k: text_of(v) for k, v in each.items()} for each in cases],
                pa.schema([(name, pa.large_string()) for name in NESTED.names]),
            )
        case _:
            return flat(policy, cases)


def nested(case: dict[str, Any]) -> dict[str, Any]:
    """Give a case as a row of structs, lists and maps."""
    row = dict(case)
    for key in ("facts", "parameters"):
        row[key] = texts(case.get(key))
    row["used"] = pairs(case.get("used"))
    row["events"] = [event(each) for each in case.get("events", ())]
    row["attempts"] = [
        each | {"at": datetime.fromisoformat(each["at"])}
        for each in case.get("attempts", ())
    ]
    return row


def event(stated: dict[str, Any]) -> dict[str, Any]:
    """Give an event as a struct."""
    found = stated | {"at": datetime.fromisoformat(stated["at"])}
    for key in ("facts", "parameters"):
        if key in stated:
            found[key] = texts(stated[key])
    return found


def texts(values: dict[str, Any] | None) -> list[tuple[str, str | None]] | None:
    """Give an object as pairs of a name and a text."""
    return None if values is None else [(k, text_of(v)) for k, v in values.items()]


def pairs(values: dict[str, Any] | None) -> list[tuple[str, Any]] | None:
    """Give an object as pairs."""
    return None if values is None else list(values.items())


def flat(policy: Policy, cases: list[dict[str, Any]]) -> pa.Table:
    """Give cases with a column for each fact, of its own type, and events as JSON."""
    columns: dict[str, pa.Array] = {}
    for name in ("id", "plan", "severity"):
        columns[name] = pa.array([each.get(name) for each in cases], pa.string())
    for name in ("addons", "requests", "claims"):
        lists = [each.get(name) for each in cases]
        columns[name] = pa.array(lists, NAMES)
    for name, declared in policy.facts.items():
        kind = {"yes_or_no": pa.bool_(), "number": pa.float64()}.get(
            declared.type.kind, pa.string()
        )
        stated = [each.get("facts", {}).get(name) for each in cases]
        columns[f"facts.{name}"] = pa.array(stated, kind)
    for name in policy.indicators:
        stated = [each.get("facts", {}).get(name) for each in cases]
        columns[f"facts.{name}"] = pa.array(stated, pa.bool_())
    for name in policy.parameters:
        values = [text_of(each.get("parameters", {}).get(name)) for each in cases]
        columns[f"parameters.{name}"] = pa.array(values, pa.string())
    for name in policy.services:
        counts = [each.get("used", {}).get(name) for each in cases]
        columns[f"used.{name}"] = pa.array(counts, pa.int64())
    for name in ("events", "attempts"):
        said = [json.dumps(each[name]) if name in each else None for each in cases]
        columns[name] = pa.array(said, pa.string())
    return pa.table(columns)


def more(draw: Random, policy: Policy, case: dict[str, Any]) -> dict[str, Any]:
    """Give a case with more that may stand in one, or with a mistake."""
    case = {**case, "id": f"{draw.randrange(10**6)}"}
    at = case["events"][0]["at"]
    if policy.indicators and draw.random() < 0.3:
        for _ in range(draw.randint(1, 4)):
            kind = draw.choice(list(policy.attempts.values()))
            case.setdefault("attempts", []).append(
                {"at": at, "of": kind.name, "end": draw.choice(kind.ends), "count": 2}
            )
    if draw.random() < 0.2:
        case["claims"] = list(policy.outcomes)[:2]
    if draw.random() < 0.2:
        case["used"] = {name: draw.randrange(9) for name in list(policy.services)[:2]}
    return mistaken(draw, case) if draw.random() < 0.15 else case


def mistaken(draw: Random, case: dict[str, Any]) -> dict[str, Any]:
    """Give a case with a mistake that every form can express."""
    case = json.loads(json.dumps(case))
    events = case["events"]
    match draw.randrange(7):
        case 0:
            case["plan"] = "no such plan"
        case 1:
            case["requests"] = ["no_such_service"]
        case 2:
            events[0]["by"] = "nobody"
        case 3:
            events[0].pop("by", None)
        case 4:
            events.append({**events[0], "via": "no_such_channel"})
        case 5:
            case["id"] = " "
        case _:
            events.append({"at": events[0]["at"], "type": "vanishes"})
    return case


def told(row: dict[str, Any]) -> dict[str, Any] | None:
    """Give a row of decisions as the JSON of a decision; None for one without."""
    if row["case_state"] is None:
        return None
    zone = row["zone"]
    found = {"schema": 1, "case": row["id"]}
    for key, value in row.items():
        if key not in ("row", "id", "zone", "findings"):
            found[key] = plain(value, zone)
    for note, stated in zip(found["notes"], row["notes"], strict=True):
        note["arguments"] = json.loads(stated["arguments"])
    return found


def plain(value: Any, zone: str) -> Any:
    """Give a value of a column as JSON has it; a part may have a zone of its own."""
    match value:
        case datetime():
            since = value - datetime.fromisoformat("1970-01-01T00:00:00+00:00")
            return to_iso(since // timedelta(microseconds=1), zone)
        case list():
            return [plain(each, zone) for each in value]
        case dict():
            zone = value.get("zone", zone)
            return dict(part(key, each, zone) for key, each in value.items()
                        if key != "zone")  # fmt: skip
        case _:
            return value


def part(key: str, value: Any, zone: str) -> tuple[str, Any]:
    """Give a part of a record with its key; lengths are told as ISO 8601."""
    if key.endswith("_us"):
        return key.removesuffix("_us"), None if value is None else to_duration(value)
    return key, plain(value, zone)
