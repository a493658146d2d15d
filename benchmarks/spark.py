"""How many rows a second are decided on the workers of Spark, beside one process.

Here the clock on the wall counts, as workers are processes of their own: measure it
where nothing else runs. Rows are written to files first and read by everybody.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from attrs import asdict, frozen

from benchmarks import records
from benchmarks.desk import AT, POLICY
from benchmarks.figures import digits
from benchmarks.telling import plain

WORKERS = (1, 2)
_FILES = 8


@frozen
class Rate:
    """How long so many rows took, in seconds, and on how many workers (0: no Spark)."""

    workers: int
    rows: int
    seconds: float

    @property
    def rows_a_second(self) -> float:
        """How many rows were decided in a second."""
        return self.rows / self.seconds


def command(rows: int, path: Path | None) -> int:
    """Measure it, print it, and write it where that is asked for."""
    lacking = _lacking()
    if lacking:
        sys.stderr.write(f"{lacking}\n")
        return 2
    with TemporaryDirectory() as folder:
        count = _write(rows, folder)
        rates = [_alone(count, folder)]
        rates += [_on_spark(each, count, folder) for each in WORKERS]
    sys.stdout.write(plain(table(rates)) + "\n")
    if path is not None:
        record = {
            "schema": records.SCHEMA,
            "machine": records.machine(),
            "rates": [asdict(each) for each in rates],
        }
        path.write_text(records.written(record), encoding="utf-8")
    return 0


def rates_of(text: str) -> list[Rate]:
    """Give the rates that were written."""
    return [Rate(**each) for each in json.loads(text)["rates"]]


def table(rates: Sequence[Rate]) -> list[tuple[str, ...]]:
    """Give the lines of a table: each beside the first, which is without Spark."""
    alone = rates[0]
    lines: list[tuple[str, ...]] = [("where", "rows", "rows a second", "times")]
    for each in rates:
        where = (
            f"Spark, {each.workers} workers" if each.workers > 1 else "Spark, 1 worker"
        )
        lines.append(
            (
                where if each.workers else "one process, in columns",
                f"{each.rows:,}",
                digits(each.rows_a_second),
                digits(each.rows_a_second / alone.rows_a_second),
            )
        )
    return lines


def _lacking() -> str:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "pyspark is not installed: pip install slapolicy[spark]"
    return "" if which("java") else "Java is absent, and Spark needs it"


def _write(rows: int, folder: str) -> int:
    from pyarrow import parquet

    from benchmarks.works.desk import batches_of

    each = rows // _FILES
    for number in range(_FILES):
        with batches_of(each) as reader:
            made = reader.read_all()
            parquet.write_table(made, f"{folder}/{number}.parquet")
    count: int = made.num_rows
    return count * _FILES


def _timed(run: Callable[[], object]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def _alone(count: int, folder: str) -> Rate:
    from pyarrow import dataset

    import slapolicy

    policy = slapolicy.load(POLICY)

    def run() -> None:
        batches = dataset.dataset(folder).to_batches()
        found = slapolicy.evaluate_batches(policy, batches, at=AT)
        assert sum(len(each) for each in found) == count

    return Rate(0, count, _timed(run))


def _on_spark(workers: int, count: int, folder: str) -> Rate:
    import slapolicy
    from slapolicy import spark

    session = _session(workers)
    try:
        policy = slapolicy.load(POLICY)
        frame = session.read.parquet(folder)

        def run() -> None:
            found = spark.evaluate(frame, policy, at=AT)
            found.write.format("noop").mode("overwrite").save()

        few = spark.evaluate(frame.limit(1_000).repartition(workers), policy, at=AT)
        assert few.count() > 0  # workers have started, and made their policy
        return Rate(workers, count, _timed(run))
    finally:
        session.stop()


def _session(workers: int) -> Any:
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    built: Any = SparkSession.builder
    for name, value in (
        ("spark.driver.host", "127.0.0.1"),
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
    ):
        built = built.config(name, value)
    return built.master(f"local[{workers}]").getOrCreate()
