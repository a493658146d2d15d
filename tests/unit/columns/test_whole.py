"""Rows that are decided all at once come out as rows that are decided alone."""

import importlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pyarrow as pa
import pytest

import slapolicy
import whole_agreement
from slapolicy.columns.answering import answering
from slapolicy.columns.heads import heads
from slapolicy.columns.wholesale import Wholesale, wholesale

AT = datetime(2028, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(1, 13))
def test_rows_are_decided_all_at_once_as_they_are_alone(seed: int) -> None:
    assert whole_agreement.check(seed, 80)["at once"] > 0


def desk() -> slapolicy.Policy:
    """Give a contract of a support desk."""
    return slapolicy.loads(whole_agreement.contract(Random(2)))


def cases(count: int) -> pa.Table:
    """Give cases of it, all of which can be read."""
    rows = whole_agreement.rows(Random(2), count)
    return pa.Table.from_pylist(rows, schema=whole_agreement.schema()).combine_chunks()


def decided(given: Any) -> tuple[pa.RecordBatch, int]:
    """Decide one batch; tell how many rows of it were decided all at once."""
    (batch,) = pa.RecordBatchReader.from_stream(given).read_all().to_batches()
    policy = desk()
    asked = answering(policy, AT, lenient=False)
    whole = wholesale(asked, heads((policy,), batch.schema.names))
    return whole.decided(batch, 0), whole.taken


def needed(name: str) -> Any:
    """Give a package, or skip the test with the reason."""
    pytest.importorskip(name, reason=f"{name} is not installed")
    return importlib.import_module(name)


def large(table: pa.Table) -> pa.Table:
    """Give the same texts and lists with wide offsets."""
    text = pa.large_string()
    words = [(name, text) for name in ("type", "by", "via", "for")]
    event = pa.struct(
        [("at", pa.timestamp("us", tz="UTC")), *words, ("automatic", pa.bool_()),
         ("facts", pa.map_(text, text))]
    )  # fmt: skip
    kinds = [text] * 4 + [pa.large_list(text), pa.large_list(event)]
    return table.cast(pa.schema(zip(table.column_names, kinds, strict=True)))


def packed(table: pa.Table) -> pa.Table:
    """Give the same texts, each once and then by its number."""
    for place, name in enumerate(("id", "plan", "facts.impact", "facts.blocked")):
        encoded = table[name].dictionary_encode()
        table = table.set_column(place, name, encoded)
    return table


def of_polars(table: pa.Table) -> Any:
    """Give the same as a frame of polars."""
    return needed("polars").from_arrow(table)


def of_duckdb(table: pa.Table) -> Any:
    """Give the same as a relation of DuckDB."""
    return needed("duckdb").connect().from_arrow(table)


@pytest.mark.parametrize("wrap", [of_polars, of_duckdb, large, packed])
def test_rows_of_frames_are_decided_all_at_once_too(wrap: Any) -> None:
    table = cases(200)
    expected, taken = decided(table)
    assert taken > 60
    assert decided(wrap(table)) == (expected, taken)


def test_whole_numbers_are_ids_in_rows_that_are_decided_all_at_once() -> None:
    table = cases(200)
    numbers = table.set_column(0, "id", pa.array(range(200)))
    found, taken = decided(numbers)
    assert found["id"].to_pylist() == [str(number) for number in range(200)]
    assert taken == decided(table)[1]


@pytest.mark.parametrize("text", ["", None])
def test_rows_without_any_id_are_told_alone(text: str | None) -> None:
    table = cases(20)
    nameless = table.set_column(0, "id", pa.array([text] * 20, pa.string()))
    found, taken = decided(nameless)
    assert all(each for each in found["findings"].to_pylist())
    assert taken == 0


def test_where_too_much_is_said_rows_are_decided_alone_and_later_ones_are_not() -> None:
    policy, table = desk(), cases(200)
    (given,) = table.to_batches()
    asked = answering(policy, AT, lenient=False)
    whole = wholesale(asked, heads((policy,), given.schema.names))
    long = pa.array(["x" * 1_000] * 200)
    odd = given.set_column(2, "facts.impact", long)
    alone = Wholesale(asked, whole.heads, None)
    assert whole.decided(odd, 0).equals(alone.decided(odd, 0))
    assert whole.taken == 0
    assert whole.decided(given, 0).equals(alone.decided(given, 0))
    assert whole.taken > 60


def test_rows_of_many_clocks_are_decided_all_at_once() -> None:
    clocks = "".join(
        f"""clause K{number} "Clock {number}" from terms "9" {{
  clock clock_{number} "Clock" {{ starts when customer opens met when agent replies }}
  promise clock_{number} for urgent, high within {number} hours 24x7
  promise clock_{number} for low within {2 * number} hours during office
}}
"""
        for number in range(1, 16)
    )
    policy = slapolicy.loads(whole_agreement.contract(Random(2)) + clocks)
    (given,) = cases(200).to_batches()
    asked = answering(policy, AT, lenient=False)
    whole = wholesale(asked, heads((policy,), given.schema.names))
    alone = Wholesale(asked, whole.heads, None)
    for _ in range(2):
        assert whole.decided(given, 0).equals(alone.decided(given, 0))
    assert whole.taken > 100


def test_rows_that_all_come_under_a_later_limit_are_told_each_its_own() -> None:
    def row(number: int) -> whole_agreement.Row:
        at = whole_agreement.FIRST + timedelta(hours=5 * number)
        told = {"id": f"case-{number}", "facts.impact": "everyone"}
        events = [
            {"at": at, "type": "opens", "by": "customer", "via": "portal"},
            {"at": at + timedelta(minutes=1), "type": "changes",
             "facts": [("blocked", "yes")]},
            {"at": at + timedelta(hours=3 * number), "type": "resolves", "by": "agent"},
        ]  # fmt: skip
        return {**told, "facts.blocked": "no", "plan": "premium", "events": events}

    rows = [row(number) for number in range(1, 6)]
    table = pa.Table.from_pylist(rows, schema=whole_agreement.schema())
    (given,) = table.to_batches()
    policy = slapolicy.loads(whole_agreement.contract(Random(0)))
    asked = answering(policy, AT, lenient=False)
    whole = wholesale(asked, heads((policy,), given.schema.names))
    alone = Wholesale(asked, whole.heads, None)
    assert whole.decided(given, 0).equals(alone.decided(given, 0))
    assert whole.taken == len(rows)


def test_what_earlier_batches_said_leaves_room_for_later_ones() -> None:
    policy, table = desk(), cases(20)
    (given,) = table.to_batches()
    asked = answering(policy, AT, lenient=False)
    whole = wholesale(asked, heads((policy,), given.schema.names))
    assert whole.answers is not None
    before = whole.answers.tables.lexicon
    for number in range(60):
        said = pa.array([f"{number} {row}" for row in range(20)])
        whole.decided(given.set_column(3, "facts.blocked", said), 0)
    assert whole.answers.tables.lexicon is not before
    taken = whole.taken
    whole.decided(given, 0)
    assert whole.taken > taken


def test_threads_learn_together_what_rows_say() -> None:
    policy, table = desk(), cases(300)
    expected = pa.Table.from_batches(slapolicy.evaluate_batches(policy, table, AT))
    shared = desk()

    def decide(size: int) -> bool:
        parts = table.to_batches(max_chunksize=size)
        found = slapolicy.evaluate_batches(shared, parts, AT)
        return bool(pa.Table.from_batches(found).combine_chunks().equals(expected))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(decide, (7, 20, 41, 83, 7, 20, 41, 83)))
