"""Every work of the benchmark, by its code."""

from benchmarks.contest import Work
from benchmarks.works.decisions import DECISIONS
from benchmarks.works.desk import DESK
from benchmarks.works.hours import HOURS
from benchmarks.works.sizes import SIZES
from benchmarks.works.starts import STARTS

WORKS: dict[str, Work] = {
    each.code: each for each in (*HOURS, *DESK, *SIZES, *STARTS, *DECISIONS)
}
