"""Cases of a Spark data frame are decided as in columns, on whatever worker."""

import os
import pickletools
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

import column_cases
import slapolicy
from decision_laws import PATHS
from house.tree import ROOT
from random_cases import random_case
from slapolicy.spark.parcel import Parcel, pack, unpack
from slapolicy.spark.worker import decide
from slapolicy.worktime import from_datetime

AT = datetime(2025, 5, 2, 12, tzinfo=UTC)
HOW = (("id", "obligations"), False, False)
PREMIUM = ROOT / "policies" / "bird-email-premium.sla"
ENTERPRISE = ROOT / "policies" / "bird-email-enterprise.sla"


def table(policy: slapolicy.Policy, count: int) -> pa.Table:
    """Give random cases of a policy, some of which cannot be read."""
    draw, cases = Random(3), list[dict[str, Any]]()
    while len(cases) < count:
        try:
            case = random_case(draw, policy)
        except slapolicy.CaseError:
            continue
        cases.append(column_cases.more(draw, policy, case) | {"id": f"{len(cases)}"})
    return column_cases.table(policy, cases, "nested")


# What is sent


@pytest.mark.parametrize("path", PATHS, ids=lambda path: Path(path).stem)
def test_a_policy_comes_out_of_its_parcel_as_it_was(path: Path) -> None:
    policy = slapolicy.load(path)
    made = unpack(pack(policy))
    assert made.sha256 == policy.sha256
    assert list(made.clauses) == list(policy.clauses)


def test_what_a_parcel_imports_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    words = 'vocabulary w "Words"\nchannel mail "Mail"\n'
    (tmp_path / "words" / "w.sla").write_text(words, encoding="utf-8")
    text = (
        'agreement a "A" { supplied by desk "Desk" to client "Client" }\n'
        'import mail from "words/w.sla"\n'
    )
    (tmp_path / "a.sla").write_text(text, encoding="utf-8")
    policy = slapolicy.load(tmp_path / "a.sla")
    assert unpack(pack(policy)).sha256 == policy.sha256


def test_a_parcel_is_opened_once() -> None:
    parcel = pack(slapolicy.load(PREMIUM))
    assert unpack(parcel) is unpack(parcel)


def changed(parcel: Parcel, index: int) -> Parcel:
    """Give a parcel that says another version of something."""
    texts, versions = parcel
    other = [*versions]
    other[index] = "another"
    return texts, (other[0], other[1], other[2], other[3])


@pytest.mark.parametrize(
    ("index", "what"),
    [(0, "hash of the policy"), (1, "version of slapolicy"), (2, "time zone data"),
     (3, "holiday data")],
)  # fmt: skip
def test_a_worker_of_another_version_refuses(index: int, what: str) -> None:
    policy = slapolicy.load(PREMIUM)
    parcel = changed(pack(policy), index)
    cases = table(policy, 3)
    heads, batches = tuple(cases.column_names), cases.to_batches()
    with pytest.raises(RuntimeError, match=what):
        list(decide(parcel, from_datetime(AT), HOW, heads, batches))


def test_a_worker_decides_as_columns_do() -> None:
    policy = slapolicy.load(ENTERPRISE)
    cases = table(policy, 40)
    parcel, at = pack(policy), from_datetime(AT)
    found = pa.Table.from_batches(
        decide(
            parcel,
            at,
            HOW,
            tuple(cases.column_names),
            cases.to_batches(max_chunksize=7),
        )
    )
    batches = slapolicy.evaluate_batches(policy, cases, AT, columns=HOW[0])
    expected = pa.Table.from_batches(batches)
    assert found.column_names == ["id", "obligations"]
    assert found.to_pylist() == expected.to_pylist()


# A session


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Give a session of two local workers."""
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
    pytest.importorskip("pandas", reason="pandas is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is absent, and Spark needs it")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = pyspark.sql.SparkSession.builder.master("local[2]")
    for name, value in (
        ("spark.driver.host", "127.0.0.1"),
        ("spark.ui.enabled", "false"),
        ("spark.sql.session.timeZone", "America/New_York"),
        ("spark.sql.execution.arrow.maxRecordsPerBatch", "50"),
    ):
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    yield made
    made.stop()


pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_data_frame_is_decided_as_its_columns_are(
    session: Any, tmp_path: Path
) -> None:
    from pyarrow import parquet

    from slapolicy import spark

    policy = slapolicy.load(ENTERPRISE)
    cases = table(policy, 200)
    parquet.write_table(cases, tmp_path / "cases.parquet")
    frame = session.read.parquet(str(tmp_path / "cases.parquet")).repartition(2)
    found = spark.evaluate(frame, policy, at=AT).toArrow().to_pylist()
    rows = [
        row
        for batch in slapolicy.evaluate_batches(policy, cases, AT)
        for row in batch.to_pylist()
    ]
    assert len(found) == len(rows)
    told = {row["id"]: column_cases.told(row) for row in found if row["id"].strip()}
    expected = {row["id"]: column_cases.told(row) for row in rows if row["id"].strip()}
    assert told == expected
    assert any(each is None for each in told.values())
    names = ["severity", "id"]
    some = spark.evaluate(frame, policy, at=AT, columns=names).toArrow()
    assert some.column_names == names
    assert some.to_pylist() == [{name: row[name] for name in names} for row in found]


def test_columns_that_can_fill_no_place_are_refused_before_anything_runs(
    session: Any,
) -> None:
    from slapolicy import spark

    frame = session.createDataFrame([("1", "x")], "id string, plna string")
    with pytest.raises(slapolicy.CaseError, match="did you mean `plan`"):
        spark.evaluate(frame, slapolicy.load(PREMIUM), at=AT)
    decided = spark.evaluate(
        frame, slapolicy.load(PREMIUM), at=AT, drops_others=True
    ).collect()
    assert [row["case_state"] for row in decided] == ["not_opened"]


def test_what_is_passed_over_is_not_even_read(
    session: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from slapolicy import spark

    cases = session.createDataFrame(
        [("a long story", "1", "enterprise", 7)],
        "story string, id string, plan string, `other.thing` int",
    )
    cases.write.parquet(str(tmp_path / "cases"))
    frame = session.read.parquet(str(tmp_path / "cases"))
    policy = slapolicy.load(ENTERPRISE)
    decided = spark.evaluate(frame, policy, at=AT, drops_others=True)
    assert [row["id"] for row in decided.collect()] == ["1"]
    decided.explain()
    read = capsys.readouterr().out.partition("ReadSchema: struct")[2].split("\n")[0]
    assert read == "<id:string,plan:string>"


def test_nothing_of_the_policy_is_sent_but_its_text(session: Any) -> None:
    from pyspark.cloudpickle import dumps

    assert session is not None
    work = (decide, pack(slapolicy.load(PREMIUM)), from_datetime(AT), HOW)
    named = {
        argument
        for opcode, argument, _ in pickletools.genops(dumps(work))
        if opcode.name in ("GLOBAL", "SHORT_BINUNICODE")
        and str(argument).startswith("slapolicy")
    }
    assert named <= {"slapolicy.spark.worker"}
