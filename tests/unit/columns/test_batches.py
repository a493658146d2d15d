"""A stream of columns: what may go in, what comes out, and how much is held."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pyarrow as pa
import pytest

import slapolicy
from house.tree import ROOT, run
from slapolicy.columns.form import COLUMNS, leaves
from slapolicy.columns.stream import MOST_ROWS
from slapolicy.columns.writing import schema
from slapolicy.contract.now import now
from unit.tools.gold import BEFORE, CASE, POLICY

AT = datetime.fromisoformat(BEFORE)
OPENED = datetime(2025, 2, 3, 9, tzinfo=UTC)
CALLED = OPENED + timedelta(minutes=5)
GOLD = slapolicy.loads(POLICY)


def decided(columns: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    """Give the rows of decisions that columns come to."""
    batches = slapolicy.evaluate_batches(GOLD, pa.table(columns), AT, **options)
    return [row for batch in batches for row in batch.to_pylist()]


def opened(count: int = 1, **more: Any) -> dict[str, Any]:
    """Give the columns of cases that were opened by a call."""
    return {
        "id": [f"{number}" for number in range(count)],
        "events.opens.at": pa.array([OPENED] * count, pa.timestamp("us", "UTC")),
        "events.opens.by": ["client"] * count,
        "events.opens.via": ["hotline"] * count,
        **more,
    }


def codes(rows: list[dict[str, Any]]) -> list[list[str]]:
    """Give the codes of what is found about each row."""
    return [[each["code"] for each in row["findings"]] for row in rows]


def refused(columns: dict[str, Any], **options: Any) -> list[tuple[str, str | None]]:
    """Give the findings about columns that are refused whole."""
    with pytest.raises(slapolicy.CaseError) as error:
        slapolicy.evaluate_batches(GOLD, pa.table(columns), AT, **options)
    return [(each.code, each.path) for each in error.value.findings]


# A stream


def endless(taken: list[int]) -> Iterator[pa.RecordBatch]:
    """Give batches without end, and note each that is asked for."""
    while True:
        taken.append(len(taken))
        yield pa.record_batch(opened(3))


def test_no_batch_is_asked_for_before_the_one_before_it_is_given_on() -> None:
    taken: list[int] = []
    stream = slapolicy.evaluate_batches(GOLD, endless(taken), AT)
    assert taken == []
    for count in range(1, 6):
        assert len(next(stream)) == 3
        assert len(taken) == count


def test_rows_are_counted_over_the_whole_stream() -> None:
    stream = slapolicy.evaluate_batches(GOLD, endless([]), AT)
    assert next(stream)["row"].to_pylist() == [1, 2, 3]
    assert next(stream)["row"].to_pylist() == [4, 5, 6]


def test_a_long_batch_comes_back_in_parts() -> None:
    batch = pa.record_batch(opened(2 * MOST_ROWS + 1))
    sizes = [len(each) for each in slapolicy.evaluate_batches(GOLD, [batch], AT)]
    assert sizes == [MOST_ROWS, MOST_ROWS, 1]


def test_small_chunks_of_a_table_are_put_together() -> None:
    chunks = pa.Table.from_batches([pa.record_batch(opened(3))] * 700)
    found = [*slapolicy.evaluate_batches(GOLD, chunks, AT)]
    assert [len(each) for each in found] == [MOST_ROWS, MOST_ROWS, 100]
    whole = pa.Table.from_batches(found)
    assert whole["row"].to_pylist() == list(range(1, 2_101))
    assert whole["id"].to_pylist() == ["0", "1", "2"] * 700


def test_a_part_of_a_batch_is_read_where_it_lies() -> None:
    facts = pa.array([[("broken", "true")], [("broken", "false")], None] * 2,
                     pa.map_(pa.string(), pa.string()))  # fmt: skip
    whole = pa.record_batch(opened(6, facts=facts))
    (found,) = slapolicy.evaluate_batches(GOLD, [whole.slice(4, 1)], AT)
    assert found["id"].to_pylist() == ["4"]
    assert found["severity"].to_pylist()[0]["name"] == "minor"


def test_an_empty_batch_gives_an_empty_one() -> None:
    (found,) = slapolicy.evaluate_batches(GOLD, [pa.record_batch(opened(0))], AT)
    assert (len(found), found.schema) == (0, schema())


def test_a_stream_without_batches_gives_none() -> None:
    assert list(slapolicy.evaluate_batches(GOLD, [], AT)) == []


@pytest.mark.parametrize(
    "wrap",
    [
        lambda table: table,
        lambda table: table.to_batches()[0],
        lambda table: table.to_reader(),
        lambda table: table.to_batches(),
        lambda table: iter(table.to_batches()),
        lambda table: [table],
        lambda table: (each for each in [table.to_reader()]),
    ],
)
def test_all_that_holds_record_batches_is_taken(wrap: Any) -> None:
    given = wrap(pa.table(opened(2)))
    (found,) = slapolicy.evaluate_batches(GOLD, given, AT)
    assert found["id"].to_pylist() == ["0", "1"]


@pytest.mark.parametrize("value", [[CASE], CASE, "cases.parquet", 7, [7]])
def test_what_holds_none_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="no record batches"):
        list(slapolicy.evaluate_batches(GOLD, value, AT))


def test_batches_of_one_stream_may_have_columns_of_their_own() -> None:
    other = pa.record_batch({"id": ["other"]})
    first, second = slapolicy.evaluate_batches(
        GOLD, [pa.record_batch(opened(1)), other], AT
    )
    assert first["case_state"].to_pylist() == ["open"]
    assert second["case_state"].to_pylist() == ["not_opened"]


def test_without_an_instant_all_rows_are_decided_as_of_one_now() -> None:
    before = now()
    stream = slapolicy.evaluate_batches(GOLD, endless([]))
    instants = {at for _ in range(3) for at in next(stream)["at"].to_pylist()}
    assert len(instants) == 1
    assert before <= instants.pop() <= now()


def test_a_naive_instant_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        slapolicy.evaluate_batches(GOLD, pa.table(opened(1)), datetime(2025, 2, 3))  # noqa: DTZ001


# Some of the columns


def test_the_columns_that_are_asked_for_come_out_and_no_others() -> None:
    columns = opened(3, **{"facts.broken": ["yes", "perhaps", "no"]})
    whole = pa.Table.from_batches(
        slapolicy.evaluate_batches(GOLD, pa.table(columns), AT)
    )
    for names in (["severity", "id"], ["findings"], ["row"], whole.column_names):
        found = slapolicy.evaluate_batches(GOLD, pa.table(columns), AT, columns=names)
        some = pa.Table.from_batches(found)
        assert some.column_names == names
        assert some.equals(whole.select(names), check_metadata=True)


def test_an_empty_batch_has_the_columns_that_are_asked_for() -> None:
    given = [pa.record_batch(opened(0))]
    (found,) = slapolicy.evaluate_batches(GOLD, given, AT, columns=["id", "stamp"])
    assert found.schema.names == ["id", "stamp"]


@pytest.mark.parametrize(
    ("names", "error", "said"),
    [
        (["obligation"], ValueError, "not a column .*did you mean `obligations`"),
        (["id", "id"], ValueError, "`id` is asked for twice"),
        ([], ValueError, "no column is asked for"),
        ("id", TypeError, "give a list of names"),
    ],
)  # fmt: skip
def test_columns_that_cannot_come_out_are_refused_at_once(
    names: Any, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        slapolicy.evaluate_batches(GOLD, pa.table(opened(1)), AT, columns=names)


# Rows


def test_a_bad_row_has_its_findings_and_disturbs_no_other() -> None:
    rows = decided(opened(3, **{"facts.broken": ["yes", "perhaps", "no"]}))
    assert codes(rows) == [[], ["SLA610"], []]
    assert [row["row"] for row in rows] == [1, 2, 3]
    assert [row["id"] for row in rows] == ["0", "1", "2"]
    assert rows[1]["findings"][0]["path"] == "$.facts.broken"
    always = {each.name for each in COLUMNS if each.is_always} | {"id"}
    assert {name for name, value in rows[1].items() if value is not None} == always
    assert {row["severity"]["name"] for row in (rows[0], rows[2])} == {
        "critical", "minor",
    }  # fmt: skip


def test_what_cannot_be_read_becomes_unknown_if_that_is_asked_for() -> None:
    rows = decided(opened(1, **{"facts.broken": ["perhaps"]}), lenient=True)
    assert codes(rows) == [["SLA610"]]
    assert rows[0]["severity"]["state"] == "indeterminate"


def test_a_null_is_unknown_and_not_no() -> None:
    columns = opened(3, **{"facts.broken": [True, False, None]})
    found = [row["severity"]["state"] for row in decided(columns)]
    assert found == ["decided", "decided", "indeterminate"]


def test_a_fact_becomes_unknown_by_a_null_in_a_map_and_stays_without_its_key() -> None:
    words = [(name, pa.string()) for name in ("type", "by", "via")]
    facts = pa.map_(pa.string(), pa.bool_())
    event = pa.struct([("at", pa.timestamp("us", "UTC")), *words, ("facts", facts)])
    opens = {"at": OPENED, "type": "opens", "by": "client", "via": "hotline"}
    later = {"at": OPENED + timedelta(minutes=1), "type": "changes"}
    events = pa.array(
        [
            [opens, later | {"facts": [("broken", None)]}],
            [opens, later | {"facts": []}],
        ],
        pa.list_(event),
    )
    columns = {"id": ["1", "2"], "facts.broken": [True, True], "events": events}
    found = [row["severity"]["state"] for row in decided(columns)]
    assert found == ["indeterminate", "decided"]


def test_an_event_of_which_only_a_part_is_known_is_told() -> None:
    columns = opened(1, **{"events.calls.by": ["desk"]})
    (row,) = decided(columns)
    assert [(each["code"], each["path"]) for each in row["findings"]] == [
        ("SLA612", "$.events.calls.at")
    ]


def test_an_event_without_any_part_did_not_happen() -> None:
    nothing = pa.array([None], pa.timestamp("us", "UTC"))
    columns = opened(
        1, **{"events.calls.at": nothing, "events.calls.by": pa.nulls(1, pa.string())}
    )
    assert codes(decided(columns)) == [[]]


def test_flat_events_stand_in_no_order() -> None:
    earlier = pa.array([OPENED - timedelta(minutes=1)], pa.timestamp("us", "UTC"))
    columns = opened(1, **{"events.notes.at": earlier})
    assert codes(decided(columns)) == [["SLA644"]]  # before the opening: not unsorted


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (pa.array([4711]), ["4711"]),
        (pa.array(["x"], pa.large_string()), ["x"]),
        (pa.array(["x"], pa.string_view()), ["x"]),
        (pa.array(["x"]).dictionary_encode(), ["x"]),
        (pa.array([None], pa.string()), [None]),
        (pa.array([" "]), [" "]),
    ],
)
def test_the_id_is_told_as_it_stands(values: pa.Array, found: list[str]) -> None:
    assert [row["id"] for row in decided({"id": values})] == found


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (pa.array([CALLED], pa.timestamp("s", "UTC")), []),
        (pa.array([CALLED], pa.timestamp("ms", "Europe/Madrid")), []),
        (pa.array([CALLED.astimezone(timezone(timedelta(hours=-5)))]), []),
        (pa.array(["2025-02-03T10:05:00+01:00"]), []),
        (pa.array(["2025-02-03T10:05:00"]), ["SLA631"]),
        (pa.array(["yesterday"]), ["SLA630"]),
        (pa.array([1738573500000000001], pa.timestamp("ns", "UTC")), ["SLA633"]),
        (pa.array([2**62], pa.timestamp("us", "UTC")), ["SLA630"]),
        (pa.array([-1], pa.timestamp("us", "UTC")), ["SLA632"]),
    ],
)
def test_an_instant_is_taken_to_the_microsecond_or_told(
    at: pa.Array, found: list[str]
) -> None:
    calls = {"events.calls.at": at, "events.calls.by": ["client"]}
    columns = opened(1) | calls | {"events.calls.via": ["hotline"]}
    (row,) = decided(columns | {"facts.broken": [True]})
    assert [each["code"] for each in row["findings"]] == found
    if found in ([], ["SLA633"]):
        assert row["obligations"][0]["started_at"] == CALLED


# Columns that are refused


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ("plna", ["x"], "SLA611"),
        ("facts.brokn", ["x"], "SLA620"),
        ("events.opens", ["x"], "SLA611"),
        ("events.open.at", ["x"], "SLA620"),
        ("events.opens.on", ["x"], "SLA620"),
        ("events.opens.facts", ["x"], "SLA620"),
        ("plan.name", ["x"], "SLA611"),
        ("", ["x"], "SLA611"),
        ("plan", [7], "SLA610"),
        ("plan", [["x"]], "SLA610"),
        ("addons", [[7]], "SLA610"),
        ("facts.broken", [["x"]], "SLA610"),
        ("facts.broken", [b"x"], "SLA610"),
        ("parameters", [7], "SLA610"),
        ("used", [[7]], "SLA610"),
        ("attempts", [7], "SLA610"),
        ("events.calls.at", [7], "SLA630"),
        ("events.calls.at", [datetime(2025, 2, 3)], "SLA631"),  # noqa: DTZ001
        ("events.calls.automatic", [1], "SLA610"),
    ],
)
def test_a_column_that_can_fill_no_place_is_refused(
    column: str, values: list[Any], found: str
) -> None:
    assert refused({"id": ["1"], column: values}) == [(found, column)]


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([{"at": "x"}], [("SLA612", "events.type")]),
        ([{"at": "x", "type": "opens", "why": "x"}], [("SLA611", "events.why")]),
        (
            [{"at": "x", "type": "changes", "facts": {"broken": True}}],
            [("SLA610", "events.facts")],
        ),
        (["x"], [("SLA610", "events")]),
    ],
)
def test_events_of_a_kind_that_cannot_be_are_refused(
    events: Any, found: list[tuple[str, str]]
) -> None:
    assert refused({"id": ["1"], "events": [events]}) == found


def test_a_key_that_stands_whole_and_in_parts_is_refused() -> None:
    columns = {"id": ["1"], "facts": ["{}"], "facts.broken": [True]}
    assert refused(columns) == [("SLA603", "facts.broken")]


def test_cases_without_ids_are_refused() -> None:
    assert refused({"facts.broken": [True]}) == [("SLA612", "id")]


def test_a_column_that_stands_twice_is_refused() -> None:
    twice = pa.Table.from_arrays([pa.array(["1"]), pa.array(["2"])], ["id", "id"])
    with pytest.raises(slapolicy.CaseError, match="stands here twice"):
        slapolicy.evaluate_batches(GOLD, twice, AT)


def test_all_columns_that_are_wrong_are_told_at_once() -> None:
    found = refused({"isue": ["x"], "plan": [7], "facts.x": [1]})
    assert [code for code, _ in found] == ["SLA611", "SLA620", "SLA612"]


def test_columns_that_say_nothing_of_a_case_are_passed_over_if_asked() -> None:
    columns = opened(1, subject=["It broke"])
    assert refused(columns) == [("SLA611", "subject")]
    assert decided(columns, drops_others=True) == decided(opened(1))
    wrong = opened(1, **{"facts.brokn": ["yes"]})
    assert refused(wrong, drops_others=True) == [("SLA620", "facts.brokn")]


def test_columns_of_another_edition_are_refused() -> None:
    good = pa.table(opened(1)).replace_schema_metadata({"slapolicy.cases": "1"})
    assert len(list(slapolicy.evaluate_batches(GOLD, good, AT))) == 1
    other = good.replace_schema_metadata({"slapolicy.cases": "2"})
    with pytest.raises(slapolicy.CaseError, match="edition 2"):
        slapolicy.evaluate_batches(GOLD, other, AT)


# The form


def test_what_comes_out_says_its_edition() -> None:
    assert schema().metadata == {b"slapolicy.decisions": b"1"}


def test_the_form_of_edition_1_stays_as_it_is() -> None:
    """A change of this text is a new edition: change the number as well."""
    written = (ROOT / "tests/fixtures/decisions-1.txt").read_text(encoding="utf-8")
    assert "".join(f"{path}: {kind}\n" for path, kind in leaves(COLUMNS)) == written


def test_the_page_shows_every_column_with_its_parts_in_order() -> None:
    page = (ROOT / "docs/reference/columns.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \| [a-z0-9 ]+ \| (.*?) ?\|$", page, re.MULTILINE)
    shown = {
        name: re.findall(r"`(\w+)`", parts)
        for names, parts in rows
        for name in re.findall(r"`(\w+)`", names)
    }
    for column in COLUMNS:
        assert column.name in shown
        if column.parts:
            assert shown[column.name][: len(column.parts)] == [
                each.name for each in column.parts
            ]


def test_importing_slapolicy_loads_no_columns() -> None:
    program = "import slapolicy, sys; print('pyarrow' in sys.modules)"
    assert run("-c", program).strip() == "False"
