"""The plain fields of a case: objects, lists, texts, names and whole numbers.

Each `take_…` gives the value, or None once it has reported what is wrong with it.
What facts, events and calendars are made of is said in `values`, `events`, `hours`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from slapolicy.contract.case_reader.json_text import MOST_WHOLE, Repeated, Unreadable
from slapolicy.contract.case_reader.limits import Limits
from slapolicy.contract.case_reader.report import Report
from slapolicy.contract.case_reader.shown import (
    clean,
    kind,
    path_to,
    shown,
    suggestion,
)
from slapolicy.contract.policy import Policy
from slapolicy.values import frozen

TWICE = "leave one of them out"
_EXAMPLES = {
    "id": '"4711"',
    "at": '"2025-03-09T01:50:00-05:00"',
    "type": '"opens"',
    "of": '"api_call"',
    "end": '"success"',
    "zone": '"Europe/Berlin"',
    "week": '{"mon": ["09:00-17:00"]}',
    "from": '"2025-01-31"',
    "through": '"2025-01-31"',
}
"""How what a case may lack is written."""
_HALF = re.compile("[\ud800-\udfff]")


@frozen(eq=False)
class Desk:
    """What every reader of a field has at hand."""

    policy: Policy
    report: Report
    limits: Limits

    def wrong_kind(self, value: Any, path: str, wanted: str, hint: str = "") -> None:
        """Report a value of another kind than the one wanted."""
        if isinstance(value, Unreadable):
            message = f"{shown(value)} {value.why}"
            hint = "write a number that has at most 18 digits before its point"
            self.report.add("SLA613", path, message, hint)
            return
        said, what = shown(value), kind(value)
        message = f"{said} is {what}" if said[0] == "`" else f"here is {what}"
        if value is None:
            message = "here is `null`"
        elif isinstance(value, bool):
            message = f"here is {said}"
        self.report.add("SLA610", path, f"{message}, not {wanted}", hint or None)

    def too_large(self, path: str, message: str) -> None:
        """Report something over a limit, by a message that says how large it is."""
        hint = "leave out what no rule reads"
        self.report.add("SLA602", path, message, hint)

    def unknown(
        self, code: str, value: str, path: str, what: str, names: Collection[str]
    ) -> None:
        """Report a name that the policy does not have, with what may be meant."""
        hint = None if self.report.is_full else suggestion(value, names)
        said = f"`{clean(value)}`" if value else "an empty text"
        self.report.add(code, path, f"{said} is not {what}", hint)


def take_object(
    desk: Desk, value: Any, path: str, known: Collection[str] | None = None
) -> Mapping[str, Any] | None:
    """Give an object whose keys are texts, each once and, if `known`, one of these.

    Unknown keys are reported; the others can still be read.
    """
    if not isinstance(value, Mapping):
        desk.wrong_kind(value, path, "an object", 'write `{"…": …}`')
        return None
    for key in value.again if isinstance(value, Repeated) else ():
        message = f"the key `{clean(key)}` stands here twice"
        desk.report.add("SLA603", path_to(path, key), message, TWICE)
    for key in value:
        if not isinstance(key, str):
            desk.wrong_kind(key, path, "a key, which must be text", "write it as text")
        elif len(key) > desk.limits.key:
            told = f"{len(key):,} characters, and {desk.limits.key:,} may be read"
            desk.too_large(path_to(path, key), f"the key has {told}")
        elif known is not None and key not in known:
            desk.unknown("SLA611", key, path_to(path, key), "a key here", known)
    return value


def take_list(
    desk: Desk, value: Any, path: str, most: int | None = None
) -> Sequence[Any] | None:
    """Give a list of no more than so many items."""
    if not isinstance(value, list | tuple):
        desk.wrong_kind(value, path, "a list", "write `[…]`")
        return None
    if most is not None and len(value) > most:
        message = f"the list has {len(value):,} items, and {most:,} may be read"
        desk.too_large(path, message)
        return None
    return value


def take_text(desk: Desk, value: Any, path: str, most: int | None = None) -> str | None:
    """Give a text of no more than so many characters; half characters are replaced."""
    if not isinstance(value, str):
        as_text = isinstance(value, int) and not isinstance(value, bool)
        is_small = as_text and abs(value) < MOST_WHOLE
        hint = f'write `"{value}"`' if is_small else "write a text between quotes"
        desk.wrong_kind(value, path, "text", hint)
        return None
    limit = desk.limits.text if most is None else most
    if len(value) > limit:
        message = f"the text has {len(value):,} characters, and {limit:,} may be read"
        desk.too_large(path, message)
        return None
    if not _HALF.search(value):
        return str.__str__(value)
    message = "half of a character is replaced by `\ufffd`"
    desk.report.add("SLA614", path, message, "write the whole character")
    return _HALF.sub("\ufffd", value)


def take_id(desk: Desk, value: Any, path: str) -> str | None:
    """Give the text by which a case or an event is known."""
    found = take_text(desk, value, path, desk.limits.name)
    if found is not None and not found.strip():
        desk.report.add("SLA610", path, "the id is empty", 'write `"4711"`')
        return None
    return found


def take_name(
    desk: Desk, value: Any, path: str, what: str, names: Collection[str]
) -> str | None:
    """Give a name, one of those that the policy has for `what`."""
    if not isinstance(value, str):
        hint = "" if desk.report.is_full else suggestion("", names)
        desk.wrong_kind(value, path, what, hint)
        return None
    if value not in names:
        desk.unknown("SLA620", value, path, what, names)
        return None
    return str.__str__(value)


def take_names(
    desk: Desk, value: Any, path: str, what: str, names: Collection[str]
) -> tuple[str, ...] | None:
    """Give a list of names, each once; None if any of them cannot be read."""
    items = take_list(desk, value, path)
    found: dict[str, None] = {}
    for index, item in enumerate(items or ()):
        name = take_name(desk, item, path_to(path, index), what, names)
        if name is None:
            items = None
        elif name in found:
            where = path_to(path, index)
            desk.report.add(
                "SLA615", where, f"`{name}` is stated twice: it counts once", TWICE
            )
        else:
            found[name] = None
    return None if items is None else tuple(found)


def take_whole(desk: Desk, value: Any, path: str, least: int) -> int | None:
    """Give a whole number from `least` on."""
    if not isinstance(value, int) or isinstance(value, bool):
        whole = isinstance(value, float | Decimal) and value == value // 1
        is_small = whole and abs(value) < MOST_WHOLE
        hint = f"write `{int(value)}`" if is_small else "write a number such as `1`"
        desk.wrong_kind(value, path, "a whole number", hint)
        return None
    if not least <= value < MOST_WHOLE:
        message = f"{shown(value)} is not a whole number from {least} on"
        hint = f"write a number from {least} on that has at most 18 digits"
        desk.report.add("SLA622", path, message, hint)
        return None
    return int(value)


def take_flag(desk: Desk, value: Any, path: str) -> bool | None:
    """Give true or false."""
    if isinstance(value, bool):
        return value
    desk.wrong_kind(value, path, "true or false", "write `true` or `false`")
    return None


def require(desk: Desk, fields: Mapping[str, Any], path: str, *names: str) -> bool:
    """Report which of the fields are missing; tell whether none is."""
    missing = [name for name in names if name not in fields]
    for name in missing:
        hint = f"add `{name}`, such as `{_EXAMPLES[name]}`"
        desk.report.add("SLA612", path_to(path, name), f"`{name}` is missing", hint)
    return not missing
