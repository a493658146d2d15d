"""Which types of Arrow may stand in which column, and what is said of the others.

A column of a type that can fill its place in no row is refused as a whole, before any
row is read; everything else is said row by row.
"""

import pyarrow as pa
from pyarrow import types

from slapolicy.columns.heads import Head
from slapolicy.contract.case_reader.events import ATTEMPT_KEYS
from slapolicy.contract.case_reader.events import KEYS as EVENT_KEYS
from slapolicy.contract.case_reader.shown import clean, suggestion
from slapolicy.finding import Finding

_KEYS = {"events": EVENT_KEYS, "attempts": ATTEMPT_KEYS}
_PAIR = ("key", "value")
_TEXTS = {kind.id for kind in (pa.string(), pa.large_string(), pa.string_view())}
_LISTS = {kind(pa.string()).id for kind in (pa.list_, pa.large_list)}
_PLAIN = (
    types.is_null,
    types.is_boolean,
    types.is_integer,
    types.is_floating,
    types.is_decimal,
    types.is_date,
    types.is_duration,
)


def stored(data_type: pa.DataType) -> pa.DataType:
    """Give the type in which values are stored, without what only labels it."""
    if isinstance(data_type, pa.BaseExtensionType):
        return data_type.storage_type
    return data_type.value_type if types.is_dictionary(data_type) else data_type


def findings_of(head: Head, data_type: pa.DataType) -> list[Finding]:
    """Say why a column of a type can fill its place in no row."""
    stands = stored(data_type)
    if types.is_null(stands):
        return []
    match head.shape:
        case "id":
            good = is_text(stands) or types.is_integer(stands)
            wanted = "text or whole numbers"
        case "names":
            good = is_text(stands) or (is_list(stands) and is_text_in(stands))
            wanted = "lists of text, or text such as `a;b`"
        case "object":
            return _of_object(head, stands)
        case "list":
            return _of_list(head, stands)
        case "instant":
            return _of_instant(head.text, stands)
        case "flag":
            good = is_text(stands) or types.is_boolean(stands)
            wanted = "true or false"
        case "value":
            good, wanted = is_plain(stands), "texts, numbers, dates, or true and false"
        case _:
            good, wanted = is_text(stands), "text"
    return [] if good else [_refused(head.text, data_type, wanted)]


def is_text(data_type: pa.DataType) -> bool:
    """Whether a column holds text."""
    return stored(data_type).id in _TEXTS


def is_text_in(data_type: pa.DataType) -> bool:
    """Whether lists hold text, or nothing at all."""
    return is_text(data_type.value_type) or types.is_null(data_type.value_type)


def is_list(data_type: pa.DataType) -> bool:
    """Whether a column holds lists."""
    return data_type.id in _LISTS


def is_pairs(data_type: pa.DataType) -> bool:
    """Whether a column holds maps, or lists of a `key` and a `value`."""
    if types.is_map(data_type):
        return True
    if not is_list(data_type) or not types.is_struct(data_type.value_type):
        return False
    return tuple(field_names(data_type.value_type)) == _PAIR


def is_plain(data_type: pa.DataType) -> bool:
    """Whether a column holds what may be a fact: no lists, no bytes, no instants."""
    stands = stored(data_type)
    return is_text(stands) or any(test(stands) for test in _PLAIN)


def _of_object(head: Head, stands: pa.DataType) -> list[Finding]:
    path = head.text
    if is_text(stands):
        return []
    if is_pairs(stands):
        value = _pair_types(stands)[1]
        good = is_plain(value)
        return [] if good else [_refused(f"{path}.value", value, "plain values")]
    if not types.is_struct(stands):
        wanted = "a struct, a map, or JSON in text"
        return [_refused(path, stands, wanted)]
    return [
        _refused(f"{path}.{name}", part, "plain values")
        for name, part in zip(field_names(stands), _field_types(stands), strict=True)
        if not is_plain(part)
    ]


def _of_list(head: Head, stands: pa.DataType) -> list[Finding]:
    path = head.text
    if is_text(stands):
        return []
    if not is_list(stands) or not (
        types.is_struct(stands.value_type) or types.is_null(stands.value_type)
    ):
        return [_refused(path, stands, "a list of structs, or JSON in text")]
    if types.is_null(stands.value_type):
        return []
    found: list[Finding] = []
    names = field_names(stands.value_type)
    for name, part in zip(names, _field_types(stands.value_type), strict=True):
        where = f"{path}.{name}"
        if name not in _KEYS[path]:
            message = f"`{clean(name)}` is not a key here"
            hint = suggestion(name, _KEYS[path])
            found.append(Finding("SLA611", message, path=clean(where), hint=hint))
        elif name == "at":
            found += _of_instant(where, stored(part))
        elif name in ("facts", "parameters"):
            found += _of_change(where, stored(part))
        elif name == "addons":
            if not (is_text(part) or types.is_null(part) or is_list(part)):
                found.append(_refused(where, part, "lists of text"))
        elif not is_plain(part):
            found.append(_refused(where, part, "plain values"))
    for name in ("at", *(("type",) if path == "events" else ("of", "end"))):
        if name not in names:
            message = f"`{name}` is missing"
            found.append(Finding("SLA612", message, path=f"{path}.{name}"))
    return found


def _of_change(where: str, stands: pa.DataType) -> list[Finding]:
    """Say why a column of changes will not do: in a struct, a null says two things."""
    if types.is_null(stands) or is_text(stands):
        return []
    if is_pairs(stands) and is_plain(_pair_types(stands)[1]):
        return []
    hint = "give a map, a list of `key` and `value`, or JSON in text"
    message = "this column is not a map"
    if types.is_struct(stands):
        message = (
            "in a struct a null could mean that a fact stays as it was, or that it "
            "becomes unknown"
        )
    return [Finding("SLA610", message, path=where, hint=hint)]


def _of_instant(where: str, stands: pa.DataType) -> list[Finding]:
    if types.is_null(stands) or is_text(stands):
        return []
    if types.is_timestamp(stands):
        if stands.tz is not None:
            return []
        message = "these instants have no time zone, so they can be read in many ways"
        hint = "give a timestamp with its zone, such as `timestamp[us, tz=UTC]`"
        return [Finding("SLA631", message, path=where, hint=hint)]
    return [_refused(where, stands, "instants", "SLA630")]


def _refused(
    path: str, found: pa.DataType, wanted: str, code: str = "SLA610"
) -> Finding:
    message = f"this column holds `{clean(str(found))}`, not {wanted}"
    return Finding(code, message, path=clean(path))


def field_names(data_type: pa.DataType) -> list[str]:
    """Give the names of the fields of a struct."""
    return [data_type.field(index).name for index in range(data_type.num_fields)]


def _field_types(data_type: pa.DataType) -> list[pa.DataType]:
    return [data_type.field(index).type for index in range(data_type.num_fields)]


def _pair_types(data_type: pa.DataType) -> tuple[pa.DataType, pa.DataType]:
    if types.is_map(data_type):
        return data_type.key_type, data_type.item_type
    pair = data_type.value_type
    return pair.field(0).type, pair.field(1).type
