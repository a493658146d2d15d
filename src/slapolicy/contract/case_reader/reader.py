"""The doors: a mapping, a text or a file becomes a `Case`, or a `CaseError`.

Here is what stands at the top of a case; what its fields are made of is said beside.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import evolve

from slapolicy.contract.case import Attempt, Case, CaseError, Event
from slapolicy.contract.case_reader.events import (
    take_addons,
    take_attempt,
    take_event,
    take_plan,
    take_severity,
)
from slapolicy.contract.case_reader.fields import (
    TWICE,
    Desk,
    require,
    take_id,
    take_list,
    take_name,
    take_object,
    take_text,
    take_whole,
)
from slapolicy.contract.case_reader.json_text import JsonError, decode, values_of
from slapolicy.contract.case_reader.limits import LIMITS, Limits
from slapolicy.contract.case_reader.report import Report
from slapolicy.contract.case_reader.shown import path_to
from slapolicy.contract.case_reader.story import take_story
from slapolicy.contract.case_reader.values import take_facts, take_parameters
from slapolicy.contract.policy import Policy, Value

KEYS = (
    "id", "plan", "addons", "parameters", "facts", "severity", "requests", "claims",
    "used", "events", "attempts",
)  # fmt: skip
SCHEMA_KEY = "$schema"
"""By this key editors find the schema of a file; it says nothing of the case."""
_BOM = "\ufeff"
T = TypeVar("T")


def read_mapping(
    policy: Policy,
    mapping: Mapping[str, Any],
    *,
    lenient: bool = False,
    limits: Limits = LIMITS,
) -> Case:
    """Check a case given as Python values, as `json.loads` gives them.

    Besides, instants may be aware datetimes, dates `date`, durations `timedelta`,
    numbers `Decimal`, and hours a `Calendar`.

    Args:
        policy: The policy that governs it.
        mapping: The case.
        lenient: Let values pass that cannot be read: they become unknown, with their
            finding. What could hide an event or move an instant is never let pass.
        limits: How large it may be.

    Raises:
        CaseError: With every finding, each with the path of its field.
    """
    return _read(policy, mapping, Report(limits, lenient=lenient), limits)


def read_text(
    policy: Policy,
    text: str | bytes,
    *,
    lenient: bool = False,
    limits: Limits = LIMITS,
) -> Case:
    """Check a case given as JSON; bytes must be UTF-8. Otherwise as `read_mapping`.

    Raises:
        CaseError: With every finding, each with the path of its field.
    """
    report = Report(limits, lenient=lenient)
    try:
        plain = decode(text, limits) if isinstance(text, bytes) else text
        if plain.startswith(_BOM):
            report.add("SLA604", "$", "the byte order mark at the beginning is skipped")
        value = values_of(plain.removeprefix(_BOM), limits)
    except JsonError as wrong:
        raise CaseError((*report.findings(), wrong.finding)) from None
    return _read(policy, value, report, limits)


def read_file(
    policy: Policy,
    path: str | Path,
    *,
    lenient: bool = False,
    limits: Limits = LIMITS,
) -> Case:
    """Check the case in a file, as `read_text` does.

    Raises:
        CaseError: With every finding, each with the path of its field.
        OSError: The file cannot be opened or read.
    """
    with Path(path).open("rb") as file:
        data = file.read(limits.size + 1)
    return read_text(policy, data, lenient=lenient, limits=limits)


def _read(policy: Policy, value: Any, report: Report, limits: Limits) -> Case:
    case = _take_case(Desk(policy, report, limits), value)
    if case is None or report.stops:
        raise CaseError(report.findings())
    found = report.findings()
    return evolve(case, findings=found) if found else case


def _take_case(desk: Desk, value: Any) -> Case | None:
    is_for_editors = isinstance(value, Mapping) and SCHEMA_KEY in value
    keys = (*KEYS, SCHEMA_KEY) if is_for_editors else KEYS
    fields = take_object(desk, value, "$", keys)
    if fields is None:
        return None
    if is_for_editors:
        path = path_to("$", SCHEMA_KEY)
        take_text(desk, fields[SCHEMA_KEY], path, desk.limits.text)
    require(desk, fields, "$", "id")
    policy = desk.policy
    events = _take_events(desk, fields.get("events", ()))
    attempts = _take_attempts(desk, fields.get("attempts", ()))
    facts = take_facts(desk, fields.get("facts", {}), "$.facts")
    parameters = take_parameters(desk, fields.get("parameters", {}), "$.parameters")
    _require_stated_or_measured(desk, facts, events, attempts)
    return Case(
        id=_id(desk, fields),
        plan=_maybe(desk, fields, "plan", take_plan),
        addons=_maybe(desk, fields, "addons", take_addons),
        parameters=_known(parameters),
        facts=_known(facts),
        severity=_maybe(desk, fields, "severity", take_severity),
        requests=_named(desk, fields, "requests", "a service", policy.services),
        claims=_named(desk, fields, "claims", "an outcome", policy.outcomes),
        used=_used(desk, fields),
        events=take_story(desk, events),
        attempts=attempts,
    )


def _id(desk: Desk, fields: Mapping[str, Any]) -> str:
    found = take_id(desk, fields["id"], "$.id") if "id" in fields else None
    return found or ""


def _maybe(
    desk: Desk,
    fields: Mapping[str, Any],
    key: str,
    take: Callable[[Desk, Any, str], T | None],
) -> T | None:
    """Give what may be unknown: absent, null, or let pass though unreadable."""
    if fields.get(key) is None:
        return None
    with desk.report.unknown_if_unreadable():
        return take(desk, fields[key], path_to("$", key))


def _named(
    desk: Desk, fields: Mapping[str, Any], key: str, what: str, names: Collection[str]
) -> tuple[str, ...]:
    """Give names of the policy, each once; one that is let pass is left out."""
    path = path_to("$", key)
    found: dict[str, None] = {}
    for index, item in enumerate(take_list(desk, fields.get(key, ()), path) or ()):
        where = path_to(path, index)
        with desk.report.unknown_if_unreadable():
            name = take_name(desk, item, where, what, names)
        if name in found:
            message = f"`{name}` is stated twice: it counts once"
            desk.report.add("SLA615", where, message, TWICE)
        elif name is not None:
            found[name] = None
    return tuple(found)


def _used(desk: Desk, fields: Mapping[str, Any]) -> Mapping[str, int]:
    counts = take_object(desk, fields.get("used", {}), "$.used", desk.policy.services)
    found: dict[str, int] = {}
    for service, item in (counts or {}).items():
        with desk.report.unknown_if_unreadable():
            count = take_whole(desk, item, path_to("$.used", service), 0)
        if count is not None and isinstance(service, str):
            found[service] = count
    return MappingProxyType(found)


def _known(values: Mapping[str, Value | None]) -> Mapping[str, Value]:
    known = {name: value for name, value in values.items() if value is not None}
    return MappingProxyType(known)


def _take_events(desk: Desk, value: Any) -> tuple[tuple[str, Event], ...]:
    items = take_list(desk, value, "$.events", desk.limits.events)
    read = [
        (path, take_event(desk, item, path))
        for path, item in _placed("$.events", items)
    ]
    return tuple((path, event) for path, event in read if event is not None)


def _take_attempts(desk: Desk, value: Any) -> tuple[Attempt, ...]:
    items = take_list(desk, value, "$.attempts", desk.limits.attempts)
    read = [
        take_attempt(desk, item, path) for path, item in _placed("$.attempts", items)
    ]
    return tuple(attempt for attempt in read if attempt is not None)


def _placed(path: str, items: Sequence[Any] | None) -> Iterator[tuple[str, Any]]:
    for index, item in enumerate(items or ()):
        yield path_to(path, index), item


def _require_stated_or_measured(
    desk: Desk,
    facts: Mapping[str, Value | None],
    events: tuple[tuple[str, Event], ...],
    attempts: tuple[Attempt, ...],
) -> None:
    """Report indicators that are stated though their attempts are given."""
    made = {attempt.of for attempt in attempts}
    stated = [("$", facts), *((path, event.facts) for path, event in events)]
    for indicator in desk.policy.indicators.values():
        if made.isdisjoint(attempt for attempt, _ in indicator.tries):
            continue
        for path, values in stated:
            if indicator.name in values:
                where = f"{path}.facts.{indicator.name}"
                message = (
                    f"`{indicator.name}` is stated, and its attempts are given too"
                )
                hint = "leave one of the two out"
                desk.report.add("SLA624", where, message, hint)
