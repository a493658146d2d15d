"""Rows become record batches of Arrow, in the form that `form` says."""

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

import pyarrow as pa

from slapolicy.columns.form import COLUMNS, EDITION, EDITION_KEY, Cells, Column

INSTANT = pa.timestamp("us", "UTC")
_SIMPLE = {
    "text": pa.string(),
    "names": pa.list_(pa.string()),
    "instant": INSTANT,
    "whole": pa.int64(),
    "flag": pa.bool_(),
}


def schema(columns: Sequence[Column] = COLUMNS) -> pa.Schema:
    """Give the schema of the record batches that come out, with these columns."""
    if columns is COLUMNS:
        return _SCHEMA
    return pa.schema([_SCHEMA.field(each.name) for each in columns], _SCHEMA.metadata)


def batch(rows: Sequence[Cells], columns: Sequence[Column] = COLUMNS) -> pa.RecordBatch:
    """Give rows as one record batch, with some of its columns."""
    names = (each.name for each in COLUMNS)
    turned = dict(zip(names, _turned(rows, COLUMNS), strict=True))
    arrays = [_array(each, turned[each.name]) for each in columns]
    return pa.RecordBatch.from_arrays(arrays, schema=schema(columns))


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _type(column), nullable=not column.is_always)


def _type(column: Column) -> pa.DataType:
    if column.kind in _SIMPLE:
        return _SIMPLE[column.kind]
    record = pa.struct([_field(each) for each in column.parts])
    return record if column.kind == "record" else pa.list_(record)


def _array(column: Column, values: Sequence[Any]) -> pa.Array:
    match column.kind:
        case "record":
            missing = [value is None for value in values]
            empty = (None,) * len(column.parts)
            filled = [empty if value is None else value for value in values]
            return _struct(column, filled, pa.array(missing, pa.bool_()))
        case "records":
            lengths = (0 if value is None else len(value) for value in values)
            offsets: list[int | None] = [0, *accumulate(lengths)]
            items = list(chain.from_iterable(v for v in values if v is not None))
            for index, value in enumerate(values):
                if value is None:
                    offsets[index] = None
            starts = pa.array(offsets, pa.int32())
            return pa.ListArray.from_arrays(starts, _struct(column, items, None))
        case kind:
            return pa.array(values, _SIMPLE[kind])


def _struct(column: Column, rows: Sequence[Cells], missing: pa.Array | None) -> Any:
    arrays = [
        _array(part, values)
        for part, values in zip(column.parts, _turned(rows, column.parts), strict=True)
    ]
    fields = [_field(each) for each in column.parts]
    return pa.StructArray.from_arrays(arrays, fields=fields, mask=missing)


def _turned(rows: Sequence[Cells], columns: Sequence[Column]) -> list[Sequence[Any]]:
    """Give the values column by column."""
    if not rows:
        return [() for _ in columns]
    return list(zip(*rows, strict=True))


_SCHEMA = pa.schema(
    [_field(each) for each in COLUMNS], metadata={EDITION_KEY: str(EDITION)}
)
