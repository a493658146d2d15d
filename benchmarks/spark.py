"""How many rows a second are decided on the workers of Spark, core by core.

Here the clock on the wall counts, as workers are processes of their own: measure it
where nothing else runs. Rows are written to files first and read by everybody; what is
decided goes to a sink that keeps nothing. Each turn is a process of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

from attrs import asdict

from benchmarks import records
from benchmarks.figures import digits, length
from benchmarks.running import SECOND
from benchmarks.spark_turn import Rate, write
from benchmarks.telling import plain

TURNS = ((1, 0), (1, 1), (2, 2))
"""On how many cores, with how many workers; 0 is one process, without Spark."""
SOME = ("id", "case_state", "severity", "obligations", "next_change_at")
"""What a program asks for that schedules its next look at each case."""

_ROUNDS = 5
_HEADS = (
    *("where", "columns out", "rows a second", "beside one process"),
    *("beside one core", "cores used"),
    *("Java, a row", "Python, a row", "rows a second of a core"),
)


def command(rows: int, path: Path | None) -> int:
    """Measure it, print it, and write it where that is asked for."""
    lacking = _lacking()
    if lacking:
        sys.stderr.write(f"{lacking}\n")
        return 2
    rates: list[Rate] = []
    with TemporaryDirectory() as folder:
        write(rows, folder)
        for columns, (cores, workers) in product(((), SOME), TURNS):
            sys.stderr.write(f"{_where(cores, workers)}, {_what(columns)} …\n")
            rates.append(_turn(folder, cores, workers, columns))
    sys.stdout.write(f"{told(rates)}\n{plain(table(rates))}\n")
    if path is not None:
        record = {
            "schema": records.SCHEMA,
            "rounds": _ROUNDS,
            "machine": records.machine(),
            "rates": [asdict(each) for each in rates],
        }
        path.write_text(records.written(record), encoding="utf-8")
    return 0


def told(rates: Sequence[Rate]) -> str:
    """Say what all rates are of."""
    return f"{rates[0].rows:,} rows each:"


def rates_of(text: str) -> list[Rate]:
    """Give the rates that were written."""
    return [_rate(each) for each in json.loads(text)["rates"]]


def _rate(plain: dict[str, Any]) -> Rate:
    return Rate(**{**plain, "columns": tuple(plain["columns"])})


def table(rates: Sequence[Rate]) -> list[tuple[str, ...]]:
    """Give the lines of a table: each beside those that did as much, on one core."""
    on_one = {
        (each.columns, bool(each.workers)): each.rows_a_second
        for each in rates
        if each.cores == 1
    }
    lines: list[tuple[str, ...]] = [_HEADS]
    for each in rates:
        rate = each.rows_a_second
        alone, one = on_one[each.columns, False], on_one[each.columns, True]
        lines.append(
            (
                _where(each.cores, each.workers),
                _what(each.columns),
                digits(rate),
                digits(rate / alone),
                digits(rate / one) if each.workers else "",
                digits(each.processor / each.seconds),
                length(each.java / each.rows * SECOND) if each.workers else "",
                length(each.python / each.rows * SECOND),
                digits(each.rows / each.processor),
            )
        )
    return lines


def _where(cores: int, workers: int) -> str:
    on = "1 core" if cores == 1 else f"{cores} cores"
    if not workers:
        return f"one process, in columns, {on}"
    return f"Spark, {workers} {'worker' if workers == 1 else 'workers'}, {on}"


def _what(columns: tuple[str, ...]) -> str:
    return f"{len(columns)}" if columns else "all"


def _lacking() -> str:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "pyspark is not installed: pip install slapolicy[spark]"
    if not which("java"):
        return "Java is absent, and Spark needs it"
    if not hasattr(os, "sched_setaffinity"):
        return "no process can be kept to a core here; it needs Linux"
    return ""


def _turn(folder: str, cores: int, workers: int, columns: tuple[str, ...]) -> Rate:
    """Let a process of its own measure it."""
    numbers = (str(each) for each in (cores, workers, _ROUNDS))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.spark_turn", folder, *numbers, *columns],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return _rate(json.loads(done.stdout))
