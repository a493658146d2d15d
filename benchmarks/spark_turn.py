"""One turn of `spark`: a process that is kept to some cores, and decides rows there.

What it starts is kept to them too: Java with its compiler and its collector, and the
workers. So one core is one core, and two are twice as much. Needs Linux. It prints the
rate as JSON: `python -m benchmarks.spark_turn FOLDER CORES WORKERS ROUNDS COLUMN…`.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from attrs import asdict, frozen

from benchmarks.desk import AT, POLICY

Columns = tuple[str, ...] | None
_FILES = 8
_BEFORE = 2


@frozen(kw_only=True)
class Rate:
    """How long so many rows took on so many cores, in seconds.

    `workers` are those of Spark; 0 is one process without Spark. `columns` are those
    that were asked for, none: all. `java` and `python` are the seconds of a processor
    that each of them took, of all its processes.
    """

    cores: int
    workers: int
    columns: tuple[str, ...]
    rows: int
    seconds: float
    java: float
    python: float

    @property
    def rows_a_second(self) -> float:
        """How many rows were decided in a second."""
        return self.rows / self.seconds

    @property
    def processor(self) -> float:
        """The seconds that all processors took together."""
        return self.java + self.python


def write(rows: int, folder: str) -> None:
    """Write about so many rows to files."""
    from pyarrow import parquet

    from benchmarks.works.desk import batches_of

    for number in range(_FILES):
        with batches_of(rows // _FILES) as reader:
            parquet.write_table(reader.read_all(), f"{folder}/{number}.parquet")


def turn(
    folder: str, cores: int, workers: int, rounds: int, columns: tuple[str, ...]
) -> Rate:
    """Decide the rows of a folder in so many rounds, and tell the shortest.

    They are decided twice before, while Java compiles and workers make the policy.
    """
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    names = columns or None
    deciding = _on_spark(folder, names, workers) if workers else _alone(folder, names)
    with deciding as decide:
        for _ in range(_BEFORE):
            decide()
        found = [_measured(decide) for _ in range(rounds)]
    rows, seconds, java, python = min(found, key=lambda each: each[1])
    return Rate(
        cores=cores, workers=workers, columns=columns,
        rows=rows, seconds=seconds, java=java, python=python,
    )  # fmt: skip


def _measured(decide: Callable[[], int]) -> tuple[int, float, float, float]:
    java, python = _processor_times()
    began = perf_counter()
    rows = decide()
    took = perf_counter() - began
    java_now, python_now = _processor_times()
    return rows, took, java_now - java, python_now - python


@contextmanager
def _alone(folder: str, columns: Columns) -> Iterator[Callable[[], int]]:
    from pyarrow import dataset

    import slapolicy

    policy = slapolicy.load(POLICY)

    def decide() -> int:
        batches = dataset.dataset(folder).to_batches()
        found = slapolicy.evaluate_batches(policy, batches, at=AT, columns=columns)
        return sum(len(each) for each in found)

    yield decide


@contextmanager
def _on_spark(
    folder: str, columns: Columns, workers: int
) -> Iterator[Callable[[], int]]:
    import slapolicy
    from slapolicy import spark

    session = _session(workers)
    policy = slapolicy.load(POLICY)
    frame = session.read.parquet(folder)
    rows = frame.count()

    def decide() -> int:
        found = spark.evaluate(frame, policy, at=AT, columns=columns)
        found.write.format("noop").mode("overwrite").save()
        return int(rows)

    try:
        yield decide
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
        # Java would choose another collector for one core than for two
        ("spark.driver.extraJavaOptions", "-XX:+UseParallelGC"),
    ):
        built = built.config(name, value)
    return built.master(f"local[{workers}]").getOrCreate()


def _processor_times() -> tuple[float, float]:
    """Give the seconds of a processor that Java and Python took so far."""
    processes = {each: found for each in _numbers() if (found := _status(each))}
    java, python, left = 0, 0, [os.getpid()]
    while left:
        number = left.pop()
        name, _, own, gone = processes[number]
        if name == "java":
            java += own
        else:
            python += own + gone
        left += [each for each, found in processes.items() if found[1] == number]
    ticks = os.sysconf("SC_CLK_TCK")
    return java / ticks, python / ticks


def _numbers() -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]


def _status(number: int) -> tuple[str, int, int, int] | None:
    """Give a process's name and parent, its ticks, and those of children that ended."""
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:  # it has ended meanwhile
        return None
    name = told[told.index("(") + 1 : told.rindex(")")]
    said = told.rpartition(")")[2].split()
    own, gone = (int(each) + int(other) for each, other in (said[11:13], said[13:15]))
    return name, int(said[1]), own, gone


def _main(folder: str, cores: str, workers: str, rounds: str, *columns: str) -> None:
    rate = turn(folder, int(cores), int(workers), int(rounds), columns)
    sys.stdout.write(json.dumps(asdict(rate)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
