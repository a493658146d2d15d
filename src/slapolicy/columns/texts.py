"""Cells that are text: read by the type that the policy declares, or left as they are.

A text that does not read as its type stays text, so that whoever checks the case
refuses it in the same words as everywhere. Nothing else is coerced.
"""

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from slapolicy.contract.case_reader import LIMITS
from slapolicy.contract.case_reader.json_text import JsonError, Repeated, values_of
from slapolicy.contract.policy import Type
from slapolicy.finding import Finding

SEPARATOR = ";"
_WORDS = {"true": True, "yes": True, "false": False, "no": False}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_WHOLE = re.compile(r"0|[1-9][0-9]*")


class CellError(Exception):
    """A cell that holds no JSON, though only JSON can stand in it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def typed(value: Any, declared: Type) -> Any:
    """Give what a cell says of a fact or a parameter; only texts are read."""
    if not isinstance(value, str):
        return value
    match declared.kind:
        case "yes_or_no":
            return flag(value)
        case "number":
            return number(value)
        case "calendar" if value.lstrip().startswith("{"):
            return _values(value) or value
        case _:
            return value


def flag(value: Any) -> Any:
    """Give true or false for `true`, `yes`, `false`, `no`, however they are spelled."""
    if isinstance(value, str):
        return _WORDS.get(value.lower(), value)
    return value


def number(value: Any) -> Any:
    """Give the number that a text writes as JSON would, but for exponents."""
    if isinstance(value, str) and len(value) <= 64 and _NUMBER.fullmatch(value):
        return _values(value)
    return value


def whole(value: Any) -> Any:
    """Give the whole number that a text writes."""
    if isinstance(value, str) and len(value) <= 64 and _WHOLE.fullmatch(value):
        return _values(value)
    return value


def names(value: Any) -> Any:
    """Give the names of a text, `a;b` or `["a", "b"]`; `[]` says none."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return _values(value) or ([] if value.strip("[] \t") == "" else value)
    return [each.strip() for each in value.split(SEPARATOR)]


def mapping(pairs: list[tuple[Any, Any]]) -> Mapping[Any, Any]:
    """Give pairs as an object; a key that stands twice is kept as what it is."""
    found = dict(reversed(pairs))
    if len(found) == len(pairs):
        return dict(pairs)
    seen: set[Any] = set()
    again: dict[Any, None] = {}
    for key, _ in pairs:
        if key in seen:
            again[key] = None
        seen.add(key)
    return Repeated(found, tuple(again))


def json_in(value: Any, path: str) -> Any:
    """Give what a cell says; a text must be JSON.

    Raises:
        CellError: It is not.
    """
    if not isinstance(value, str):
        return value
    try:
        return values_of(value, LIMITS)
    except JsonError as wrong:
        found = wrong.finding
        message = found.message.replace("the case is", "the cell is", 1)
        raise CellError(evolve(found, message=message, path=path, hint=None)) from None


def _values(value: str) -> Any:
    """Give the values of a JSON text; None if it is none."""
    try:
        return values_of(value, LIMITS)
    except JsonError:
        return None
