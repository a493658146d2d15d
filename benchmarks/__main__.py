"""The command: run the works, measure growth, show a profile, write the page.

`python -m benchmarks` runs every work that is named in `docs/reference/benchmarks.md`.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

# so that `python benchmarks` does the same
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from attrs import evolve

from benchmarks import growth, pages, profiling, records, spark, telling
from benchmarks.contest import Result
from benchmarks.running import (
    FULL,
    QUICK,
    SECOND,
    Effort,
    Outcome,
    WrongError,
    run_work,
)
from benchmarks.works import WORKS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status: 1 if slapolicy answers anything wrong."""
    options = _parser().parse_args(arguments)
    effort = QUICK if options.quick else FULL
    if options.rounds:
        effort = evolve(effort, rounds=options.rounds)
    match options.what:
        case "works":
            return _works(options.only or list(WORKS), effort, options.json)
        case "growth":
            patience = 0 if options.quick else options.patience * 60 * SECOND
            return growth.command(
                options.only,
                effort,
                options.json,
                patience=patience,
                goes_on=options.resume,
            )
        case "spark":
            return spark.command(options.rows, options.json)
        case "profile":
            profiling.command(options.only or list(WORKS))
        case "page":
            pages.write()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="How fast slapolicy is beside its peers.",
    )
    parser.add_argument(
        "what",
        nargs="?",
        default="works",
        choices=("works", "growth", "spark", "profile", "page"),
        help="works (if nothing is said): time each work, beside the peers; "
        "growth: time against size; spark: rows a second on workers; profile: where "
        "the time of a work goes; page: write the results that were kept into "
        "the documentation",
    )
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="this work or growth alone"
    )
    parser.add_argument("--quick", action="store_true", help="fewer questions, rounds")
    parser.add_argument("--rounds", type=int, metavar="N", help="how many rounds")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write the results here, too"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="keep what FILE has already; with more patience, measure what it lacks",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=15,
        metavar="MINUTES",
        help="what one run may take, of a size that is measured once",
    )
    parser.add_argument(
        "--rows", type=int, default=200_000, metavar="N", help="how many on Spark"
    )
    return parser


def _works(codes: list[str], effort: Effort, path: Path | None) -> int:
    unknown = [each for each in codes if each not in WORKS]
    if unknown:
        known = ", ".join(WORKS)
        sys.stderr.write(f"no such work: {', '.join(unknown)}; there are {known}\n")
        return 2
    try:
        outcomes = [run_work(WORKS[each], effort, _say) for each in codes]
    except WrongError as wrong:
        sys.stderr.write(f"slapolicy gives a wrong answer. {wrong}\n")
        return 1
    result = _result(outcomes, effort)
    sys.stdout.write(telling.told(result) + "\n")
    if path is not None:
        path.write_text(records.of_result(result), encoding="utf-8")
    return 0


def _result(outcomes: list[Outcome], effort: Effort) -> Result:
    absent = {each.name: each.reason for one in outcomes for each in one.missing}
    return Result(
        rounds=effort.rounds,
        is_quick=effort.is_quick,
        machine=records.machine(),
        rows=tuple(row for each in outcomes for row in each.rows),
        verdicts=tuple(verdict for each in outcomes for verdict in each.verdicts),
        missing=tuple(absent.items()),
    )


def _say(text: str) -> None:
    sys.stderr.write(f"{text} …\n")


if __name__ == "__main__":
    sys.exit(main())
