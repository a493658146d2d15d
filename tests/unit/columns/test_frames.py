"""Frames of polars and pandas and relations of DuckDB, as their owners have them."""

import importlib
from datetime import UTC, datetime
from typing import Any

import pytest

import slapolicy
from unit.tools.gold import POLICY

GOLD = slapolicy.loads(POLICY)
AT = datetime(2025, 2, 3, 9, 10, tzinfo=UTC)
OPENED = datetime(2025, 2, 3, 9, tzinfo=UTC)
OPENS = {"at": OPENED, "type": "opens", "by": "client", "via": "hotline"}
CHANGES = {"at": OPENED, "type": "changes", "facts": '{"broken": null}'}
ROWS: list[dict[str, Any]] = [
    {"id": "1", "facts": {"broken": True}, "events": [OPENS, CHANGES]},
    {"id": "2", "facts": {"broken": True}, "events": [OPENS]},
    {"id": "3", "facts": {"broken": None}, "events": [OPENS]},
    {"id": "4", "facts": {"broken": False}, "events": [OPENS | {"by": "nobody"}]},
]
EXPECTED = ["indeterminate", "decided", "indeterminate", None]


def needed(name: str) -> Any:
    """Give a package, or skip the test with the reason."""
    pytest.importorskip(name, reason=f"{name} is not installed")
    return importlib.import_module(name)


def severities(frame: Any) -> list[str | None]:
    """Give how sure the severity of each case is."""
    return [
        None if row["severity"] is None else row["severity"]["state"]
        for batch in slapolicy.evaluate_batches(GOLD, frame, AT)
        for row in batch.to_pylist()
    ]


def test_a_frame_of_polars_is_taken_with_its_structs_and_lists() -> None:
    polars = needed("polars")
    assert severities(polars.DataFrame(ROWS)) == EXPECTED


def test_a_relation_of_duckdb_is_taken_with_its_structs_and_lists() -> None:
    polars, duckdb = needed("polars"), needed("duckdb")
    with duckdb.connect() as database:
        database.register("cases", polars.DataFrame(ROWS))
        assert severities(database.sql("select * from cases")) == EXPECTED


def test_a_map_of_duckdb_is_taken() -> None:
    duckdb = needed("duckdb")
    query = "select '1' as id, map(['broken'], ['yes']) as facts"
    with duckdb.connect() as database:
        assert severities(database.sql(query)) == ["decided"]


def test_decisions_are_a_table_to_duckdb() -> None:
    duckdb = needed("duckdb")
    polars = needed("polars")
    batches = list(slapolicy.evaluate_batches(GOLD, polars.DataFrame(ROWS), AT))
    with duckdb.connect() as database:
        database.register("decisions", batches[0])
        query = "select findings[1].code from decisions where case_state is null"
        assert database.sql(query).fetchall() == [("SLA620",)]


@pytest.mark.filterwarnings("ignore")
def test_a_null_in_a_frame_of_pandas_is_unknown() -> None:
    pandas = needed("pandas")
    frame = pandas.DataFrame(
        {
            "id": ["1", "2"],
            "facts.broken": [True, None],
            "events.opens.at": pandas.to_datetime([OPENED, None], utc=True),
            "events.opens.by": ["client", None],
        }
    )
    assert severities(frame) == ["decided", "indeterminate"]
