"""Results in words, as JSON, beside goals, as curves and pictures."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
import pytest
from attrs import evolve
from benchmarks import growth, pages, picture, records, spark, telling
from benchmarks.contest import (
    AtMost,
    Contender,
    Faster,
    Figure,
    NoMoreThan,
    Result,
    Row,
    Verdict,
    Work,
)
from benchmarks.curves import KINDS
from benchmarks.figures import digits, length
from benchmarks.growth import Curve, Kind
from benchmarks.judging import verdicts
from benchmarks.running import QUICK
from benchmarks.spark_turn import Rate

ROW = Row(work="X1", name="slapolicy", checked=3, right=3, time=1_200.0, ratio=1.0)
PEER = evolve(ROW, name="cedarpy", time=60.0, ratio=0.05, spread=(50.0, 70.0))
OTHER = Row(work="X1", name="other", checked=3, right=0, wrong="2 for 1")
RESULT = Result(
    rounds=3,
    is_quick=True,
    machine={"python": "3.11", "processor": "p", "system": "s", "yardstick": "200 ns"},
    rows=(ROW, PEER, OTHER),
    verdicts=(Verdict("X1", "at most 1 µs", "1.2 µs", False, 1.2),),
    missing=(("biz", "written in Ruby"),),
)


def work(*goals: AtMost | Faster | NoMoreThan) -> Work:
    """Give a work with goals."""
    return Work(
        code="X1",
        title="t",
        questions=range,
        right=lambda: lambda *_: True,
        ours=lambda: Contender("slapolicy", list),
        goals=goals,
    )


@pytest.mark.parametrize(
    ("goal", "is_met", "short"),
    [
        (AtMost(1.5, "µs", 1_000), True, 1),
        (AtMost(1, "µs", 1_000), False, 1.2),
        (AtMost(60, "ns", 1, "cedarpy"), True, 1),
        (Faster("cedarpy", 0.05), True, 1),
        (Faster("cedarpy", 5), False, 100),
        (NoMoreThan("cedarpy", 0.01, "the rest"), False, 5),
    ],
)
def test_a_goal_is_met_or_its_distance_is_told(
    goal: AtMost | Faster | NoMoreThan, is_met: bool, short: float
) -> None:
    (found,) = verdicts(work(goal), RESULT.rows)
    assert found.is_met is is_met
    assert found.short == pytest.approx(short)


def test_a_goal_about_what_was_not_timed_is_left_open() -> None:
    goals = (Faster("other", 5), Faster("nobody", 5), AtMost(1, "s", 1, "nobody"))
    assert verdicts(work(*goals), RESULT.rows) == ()


def test_a_figure_over_its_limit_falls_short() -> None:
    over, under = Figure("memory", 150, 100, "bytes"), Figure("memory", 50, 100, "b")
    found = verdicts(work(), (), (over, under))
    assert [(each.is_met, each.short) for each in found] == [(False, 1.5), (True, 1)]


def test_results_come_back_from_json_as_they_were() -> None:
    assert records.result_of(records.of_result(RESULT)) == RESULT


def test_results_of_another_edition_are_refused() -> None:
    text = records.of_result(RESULT).replace('"schema": 1', '"schema": 2')
    with pytest.raises(ValueError, match="another edition"):
        records.result_of(text)


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0.5, "0.5 ns"),
        (999, "999 ns"),
        (1_234, "1.23 µs"),
        (25_000, "25 µs"),
        (4_340_000, "4.34 ms"),
        (2.5e9, "2.5 s"),
        (9.87654e12, "9,880 s"),
    ],
)
def test_a_time_is_printed_with_three_digits(nanoseconds: float, text: str) -> None:
    assert length(nanoseconds) == text


def test_large_numbers_are_rounded_to_three_digits_too() -> None:
    assert [digits(each) for each in (1_599.0, 12_345.0, 0.0853)] == [
        "1,600",
        "12,300",
        "0.0853",
    ]


def test_the_table_marks_what_is_not_right_and_was_not_timed() -> None:
    text = telling.told(RESULT)
    assert "other" in text
    assert "not timed" in text
    assert "0 of 3" in text
    assert "all 3" in text
    assert "1.2 times too much" in text
    assert "biz: written in Ruby" in text
    assert "**" not in text
    assert telling.wrong_answers(RESULT, "X1") == ["other answered 2 for 1."]


@pytest.mark.parametrize(
    ("times", "exponent", "is_linear"),
    [
        ([10.0, 100.0, 1_000.0], 1, True),
        ([10.0, 1_000.0, 100_000.0], 2, False),
        ([500.0, 510.0, 1_000.0], 0.292, True),
        ([1.0, 10.0, 1_000.0], 2, False),  # the last step decides
    ],
)
def test_the_exponent_of_a_curve_is_that_of_its_last_step(
    times: list[float], exponent: float, is_linear: bool
) -> None:
    points = tuple(zip((10, 100, 1_000), times, strict=True))
    curve = Curve(name="do it", axis="events", points=points)
    assert curve.exponent == pytest.approx(exponent, abs=0.001)
    assert curve.is_linear is is_linear
    ((_, *_, told),) = growth.table([curve])[1:]
    assert ("worse than linear" in told) is not is_linear


def test_a_size_that_would_take_too_long_is_left_out_and_named() -> None:
    kind = Kind(
        name="count",
        axis="rows",
        sizes=(1_000, 10_000, 100_000_000, 1_000_000_000),
        make=lambda size: lambda: sum(range(size)),
    )
    curve = growth.measure(kind, QUICK, budget=20_000_000)
    assert [size for size, _ in curve.points][:1] == [1_000]
    assert 1_000_000_000 in curve.left_out
    assert "1,000,000,000 would take too long" in growth.table([curve])[1][-1]


def test_curves_come_back_from_json_as_they_were() -> None:
    curve = Curve(
        name="n", axis="rows", points=((1, 2.5), (10, 30.0)), once=(10,), left_out=(9,)
    )
    assert growth.curves_of(growth.of_curves([curve], QUICK)) == [curve]


def test_a_picture_is_an_svg_with_a_point_for_each_size() -> None:
    curves = [
        Curve(
            name="a < b", axis="events", points=((10, 5e3), (100, 6e4), (1_000, 7e5))
        ),
        Curve(name="c", axis="events", points=((10, 1e9),)),
    ]
    root = ET.fromstring(picture.drawn(curves, "Time & size"))
    spots = [each for each in root.iter() if each.get("r") == "3.5"]
    assert len(spots) == 4
    inside = [(float(each.get("cx", "")), float(each.get("cy", ""))) for each in spots]
    assert all(0 < x < picture.WIDTH and 0 < y < picture.HEIGHT for x, y in inside)
    # ten times as many stands as far to the right each time, and later stands higher
    assert inside[1][0] - inside[0][0] == pytest.approx(inside[2][0] - inside[1][0])
    assert inside[0][1] > inside[1][1] > inside[2][1]


def test_the_page_shows_the_results_that_are_kept() -> None:
    result = records.result_of(pages.WORKS.read_text(encoding="utf-8"))
    curves = growth.curves_of(pages.GROWTH.read_text(encoding="utf-8"))
    page = pages.PAGE.read_text(encoding="utf-8")
    rates = spark.rates_of(pages.SPARK.read_text(encoding="utf-8"))
    made = pages.filled(page, result, curves, rates)
    assert made == page, "run: python -m benchmarks page"
    for name, text in pages.pictures(curves).items():
        assert (pages.PICTURES / name).read_text(encoding="utf-8") == text
        assert f"({pages.PICTURES.name}/{name})" in page


def test_the_results_that_are_kept_are_of_a_full_run_of_every_work() -> None:
    from benchmarks.works import WORKS

    result = records.result_of(pages.WORKS.read_text(encoding="utf-8"))
    assert not result.is_quick
    assert [*dict.fromkeys(each.work for each in result.rows)] == list(WORKS)


def test_what_takes_long_is_measured_once_by_who_has_patience() -> None:
    kind = Kind(
        name="add",
        axis="numbers",
        sizes=(1_000, 10_000, 1_000_000),
        make=lambda size: lambda: sum(range(size)),
    )
    hasty = growth.measure(kind, QUICK, budget=20_000)
    assert hasty.left_out
    patient = growth.measure(kind, QUICK, budget=20_000, patience=10e9)
    assert [size for size, _ in patient.points] == [1_000, 10_000, 1_000_000]
    assert patient.left_out == ()
    assert 1_000_000 in patient.once
    assert "1,000,000 measured once" in growth.table([patient])[1][-1]


def test_with_more_patience_only_what_was_left_out_is_measured() -> None:
    asked: list[int] = []

    def make(size: int) -> growth.Doing:
        asked.append(size)
        return lambda: sum(range(size))

    kind = Kind(name="add", axis="numbers", sizes=(1_000, 10_000, 100_000), make=make)
    so_far = Curve(
        name="add", axis="numbers", points=((1_000, 1e4),), left_out=(10_000, 100_000)
    )
    curve = growth.measure(kind, QUICK, 20_000, 10e9, so_far)
    assert asked == [10_000, 100_000]
    assert curve.points[0] == (1_000, 1e4)
    assert [size for size, _ in curve.points] == [1_000, 10_000, 100_000]
    assert curve.left_out == ()


def test_curves_that_are_there_are_not_measured_again(tmp_path: Path) -> None:
    path = tmp_path / "growth.json"
    names = [(each.axis, each.name) for each in KINDS if each.axis == "lines"]
    curves = [Curve(name=name, axis=axis, points=((1, 2.5),)) for axis, name in names]
    path.write_text(growth.of_curves(curves, QUICK), encoding="utf-8")
    assert growth.command(["lines"], QUICK, path, goes_on=True) == 0
    assert growth.curves_of(path.read_text("utf-8")) == curves


def test_workers_are_told_beside_one_process() -> None:
    def rate(cores: int, workers: int, seconds: float, *columns: str) -> Rate:
        java = 0.9 if workers else 0
        return Rate(
            cores=cores, workers=workers, columns=columns, rows=1_000,
            seconds=seconds, java=java, python=0.1,
        )  # fmt: skip

    rates = [rate(1, 0, 0.1), rate(1, 1, 1), rate(2, 2, 0.5)]
    rates += [rate(1, 0, 0.05, "id"), rate(1, 1, 0.5, "id")]
    alone, one = "one process, in columns, 1 core", "Spark, 1 worker, 1 core"
    spent, on_spark = ("", "100 µs", "10,000"), ("900 µs", "100 µs", "1,000")
    assert spark.table(rates)[1:] == [
        (alone, "all", "10,000", "1", "", "1", *spent),
        (one, "all", "1,000", "0.1", "1", "1", *on_spark),
        ("Spark, 2 workers, 2 cores", "all", "2,000", "0.2", "2", "2", *on_spark),
        (alone, "1", "20,000", "1", "", "2", *spent),
        (one, "1", "2,000", "0.1", "1", "2", *on_spark),
    ]


def test_rates_come_back_from_json_as_they_were() -> None:
    rate = Rate(
        cores=1, workers=1, columns=("id",), rows=5, seconds=2.0, java=1.0, python=0.5
    )
    text = json.dumps({"rates": [attrs.asdict(rate)]})
    assert spark.rates_of(text) == [rate]
