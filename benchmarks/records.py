"""Results as JSON, and back."""

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import asdict

from benchmarks.contest import Result, Row, Verdict

FOLDER = Path(__file__).with_name("results")
SCHEMA = 1


def machine() -> dict[str, str]:
    """Give what a reader must know of the machine."""
    return {
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
