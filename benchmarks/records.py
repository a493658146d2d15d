"""Results as JSON, and back."""

import json
import os
import platform
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from attrs import asdict

from benchmarks.contest import Result, Row, Verdict
from benchmarks.figures import length
from benchmarks.instants import SEED
from benchmarks.measuring import turn

FOLDER = Path(__file__).with_name("results")
SCHEMA = 1


def yardstick() -> float:
    """Give the nanoseconds of a search in a sorted list, by which machines compare."""
    draw = Random(SEED)
    numbers = sorted(draw.random() for _ in range(10_000))
    sought = [draw.random() for _ in range(10_000)]
    look = turn(lambda: [bisect_left(numbers, each) for each in sought], 10_000, 1e7)
    return min(look() for _ in range(9))


def machine() -> dict[str, str]:
    """Give what a reader must know of the machine."""
    return {
        "yardstick": length(yardstick()),
        "python": platform.python_version(),
        "processor": f"{platform.machine()}, {os.cpu_count()} cores",
        "system": platform.system(),
    }


def written(value: Mapping[str, Any]) -> str:
    """Give a record as text, one line for each thing that may change."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def of_result(result: Result) -> str:
    """Give a result as JSON."""
    return written({"schema": SCHEMA, **asdict(result)})


def result_of(text: str) -> Result:
    """Give the result that was written.

    Raises:
        ValueError: It was written by another edition of the benchmark.
    """
    plain = json.loads(text)
    if plain.pop("schema", None) != SCHEMA:
        msg = "these results are of another edition; run the benchmark again"
        raise ValueError(msg)
    rows = [{**each, "spread": _pair(each["spread"])} for each in plain.pop("rows")]
    verdicts = plain.pop("verdicts")
    missing = tuple((name, reason) for name, reason in plain.pop("missing"))
    return Result(
        rows=tuple(Row(**each) for each in rows),
        verdicts=tuple(Verdict(**each) for each in verdicts),
        missing=missing,
        **plain,
    )


def _pair(value: list[float] | None) -> tuple[float, float] | None:
    return None if value is None else (value[0], value[1])
