"""The page of the documentation: its tables and pictures from the results kept here.

`python -m benchmarks page` writes them anew between the marks of the page.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks import growth, picture, records, spark, telling
from benchmarks.contest import Result
from benchmarks.growth import Curve
from benchmarks.spark_turn import Rate

WORKS = records.FOLDER / "works.json"
GROWTH = records.FOLDER / "growth.json"
SPARK = records.FOLDER / "spark.json"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"
PICTURES = PAGE.with_suffix("")
_MARK = re.compile(
    r"(?P<begin><!-- begin (?P<name>\w+) -->\n).*?(?P<end><!-- end (?P=name) -->)",
    re.DOTALL,
)


def write() -> None:
    """Write the page and its pictures."""
    result = records.result_of(WORKS.read_text(encoding="utf-8"))
    curves = growth.curves_of(GROWTH.read_text(encoding="utf-8"))
    rates = spark.rates_of(SPARK.read_text(encoding="utf-8"))
    text = filled(PAGE.read_text("utf-8"), result, curves, rates)
    PAGE.write_text(text, encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for name, text in pictures(curves).items():
        (PICTURES / name).write_text(text, encoding="utf-8")


def filled(
    page: str, result: Result, curves: Sequence[Curve], rates: Sequence[Rate]
) -> str:
    """Give the page with its parts written anew."""
    parts = {
        "machine": _machine(result),
        "works": _works(result),
        "goals": telling.marked(telling.goals(result)),
        "missing": "\n".join(f"- {name}: {reason}." for name, reason in result.missing),
        "growth": _growth(curves),
        "spark": f"{spark.told(rates)}\n\n{telling.marked(spark.table(rates))}",
    }

    def put(mark: re.Match[str]) -> str:
        return f"{mark['begin']}{parts[mark['name']]}\n{mark['end']}"

    return _MARK.sub(put, page)


def pictures(curves: Sequence[Curve]) -> dict[str, str]:
    """Give the pictures by their file names, one for each axis."""
    return {
        f"{axis}.svg": picture.drawn(
            [each for each in curves if each.axis == axis], f"Time against {axis}"
        )
        for axis in dict.fromkeys(each.axis for each in curves)
    }


def _machine(result: Result) -> str:
    held = result.machine
    return (
        f"Python {held['python']} on {held['system']}, {held['processor']}; "
        f"medians of {result.rounds} rounds. A search by `bisect` among ten thousand "
        f"numbers takes {held['yardstick']} there."
    )


def _works(result: Result) -> str:
    parts = []
    for heading, lines in telling.tables(result):
        wrong = telling.wrong_answers(result, heading.partition(":")[0])
        parts += [f"### {heading}", telling.marked(lines), *wrong]
    return "\n\n".join(parts)


def _growth(curves: Sequence[Curve]) -> str:
    shown = [
        f"![Time against {axis}](benchmarks/{axis}.svg)"
        for axis in dict.fromkeys(each.axis for each in curves)
    ]
    return "\n\n".join([telling.marked(growth.table(curves)), *shown])
