"""The text of a case as plain values: JSON read so that nothing is lost or guessed.

Numbers that cannot be held exactly, and keys given twice, are kept as what they are for
the reader to report with their path. What the values mean is not said here.
"""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from slapolicy.contract.case_reader.limits import Limits
from slapolicy.finding import Finding
from slapolicy.values import frozen

MOST_WHOLE = 2**63
_MOST_DIGITS = 40
_STEPS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_PLAIN = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": (
        "a key in straight double quotes is missing"
    ),
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing after the key",
    "Unterminated string starting at": 'a text is not closed by `"`',
    "Invalid control character at": "a text holds a line break or a control character",
    "Invalid \\escape": "a backslash is followed by what it cannot be followed by",
    "Invalid \\uXXXX escape": "four hexadecimal digits are missing after `\\u`",
    "Extra data": "there is more after the end of the case",
    "Illegal trailing comma before end of object": "a comma stands before `}`",
    "Illegal trailing comma before end of array": "a comma stands before `]`",
}


@frozen
class Unreadable:
    """Stands where a number stood that cannot be read, and says why."""

    text: str
    why: str


class Repeated(dict[str, Any]):
    """An object in which some keys stand twice; the first value of each is kept."""

    def __init__(self, pairs: dict[str, Any], again: tuple[str, ...]) -> None:
        super().__init__(pairs)
        self.again = again


class JsonError(Exception):
    """The text is no JSON that may be read; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def decode(data: bytes, limits: Limits) -> str:
    """Give the text of bytes that must be UTF-8; a byte order mark stays.

    Raises:
        JsonError: They are too many, or another encoding.
    """
    if len(data) > limits.size:
        raise JsonError(_too_large(limits))
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise JsonError(_encoding(f"the text is {name}, not UTF-8"))
    if b"\x00" in data[:4]:
        raise JsonError(_encoding("the text looks like UTF-16, not UTF-8"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        where = f"byte {problem.start} cannot be UTF-8"
        raise JsonError(_encoding(f"the text is not UTF-8: {where}")) from None


def values_of(text: str, limits: Limits) -> Any:
    """Give the values of a JSON text without a byte order mark.

    Raises:
        JsonError: It is not JSON, too large, or nested too deeply.
    """
    if len(text) > limits.size // 4:
        _require_small(text, limits)
    _require_flat(text, limits)
    try:
        return json.loads(
            text,
            parse_constant=_constant,
            parse_int=_whole,
            parse_float=_decimal,
            object_pairs_hook=_pairs,
        )
    except json.JSONDecodeError as problem:
        raise JsonError(_not_json(text, problem)) from None


def _constant(text: str) -> Unreadable:
    return Unreadable(text, "is not a number that JSON has")


def _whole(text: str) -> int | Unreadable:
    if len(text) <= 20:
        value = int(text)
        if abs(value) < MOST_WHOLE:
            return value
    return Unreadable(_cut(text), "is too large a number")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_DIGITS else f"{text[:10]}…"


def _decimal(text: str) -> Decimal | Unreadable:
    if len(text) > _MOST_DIGITS:
        return Unreadable(_cut(text), "has more digits than can be read")
    try:
        value = Decimal(text)
    except InvalidOperation:  # of which an exponent of many digits is the only cause
        tiny = "has more digits than can be read"
        why = tiny if "-" in text[1:] else "is too large a number"
        return Unreadable(text, why)
    return exact(value, text)


def exact(value: Decimal, text: str) -> Decimal | Unreadable:
    """Give a number without an exponent, if it is of a size that can be meant."""
    if not value.is_finite():
        return Unreadable(text, "is not a number that JSON has")
    if value == 0:
        return Decimal(0)
    if value.adjusted() > 18 or value.copy_abs() >= MOST_WHOLE:
        return Unreadable(text, "is too large a number")
    if value.adjusted() < -_MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS:
        return Unreadable(text, "has more digits than can be read")
    return Decimal(format(value, "f"))


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(reversed(pairs))
    if len(found) == len(pairs):
        return dict(pairs)
    seen: set[str] = set()
    again: dict[str, None] = {}
    for key, _ in pairs:
        if key in seen:
            again[key] = None
        seen.add(key)
    return Repeated(found, tuple(again))


def _require_small(text: str, limits: Limits) -> None:
    too_long = len(text) > limits.size
    if too_long or len(text.encode("utf-8", "surrogatepass")) > limits.size:
        raise JsonError(_too_large(limits))


def _require_flat(text: str, limits: Limits) -> None:
    if text.count("[") + text.count("{") <= limits.depth:
        return
    depth = 0
    for step in _STEPS.finditer(text):
        mark = text[step.start()]
        if mark in "[{":
            depth += 1
            if depth > limits.depth:
                message = f"the case is nested more than {limits.depth} deep"
                hint = "no case needs more than six brackets within brackets"
                raise JsonError(Finding("SLA602", message, path="$", hint=hint))
        elif mark in "]}":
            depth -= 1


def _too_large(limits: Limits) -> Finding:
    whole = limits.size % 2**20 == 0
    most = f"{limits.size // 2**20} MiB" if whole else f"{limits.size} bytes"
    message = f"the case is larger than {most} of JSON"
    return Finding("SLA602", message, path="$", hint="leave out what no rule reads")


def _encoding(message: str) -> Finding:
    return Finding("SLA601", message, path="$", hint="save the case as UTF-8")


def _not_json(text: str, problem: json.JSONDecodeError) -> Finding:
    where = f"line {problem.lineno}, column {problem.colno}"
    if not text.strip():
        return Finding("SLA601", "the case is empty", path="$", hint="write an object")
    unclosed = problem.msg.startswith("Unterminated")
    if unclosed or not text[problem.pos :].strip(" \t\r\n"):
        message = f"the text ends before the case does, at {where}"
        hint = "check whether the file was written to its end"
        return Finding("SLA601", message, path="$", hint=hint)
    said = _PLAIN.get(problem.msg.removesuffix(" at"), _PLAIN.get(problem.msg))
    message = f"the case is not JSON: {said or 'unexpected text'} ({where})"
    hint = (
        "give one case, with nothing before or after it; many, one a line, stand in a "
        "file named `*.jsonl`"
    )
    return Finding(
        "SLA601", message, path="$", hint=hint if "more after" in message else None
    )
