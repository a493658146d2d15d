"""Large policies: how long each takes to load and to check, and what is found in it.

`python tests/large_policies.py` prints a line for each shape of some 2,000 rules (the
seconds are those of a core), and ends with status 1 if one takes more than 10 seconds
to check or is not decided whole. `--only WORDS` measures those that are called so.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent))

from slapolicy.analysis import CHECKS
from slapolicy.analysis.inventory import all_rules
from unit.analysis import shapes

SHAPES = {
    "a limit for each value of a fact": shapes.by_fact,
    "each limit within the next": shapes.all_alike,
    "a severity for each size": shapes.many_severities,
    "limits over three sizes": lambda: shapes.over_sizes(3),
    "limits over four sizes": lambda: shapes.over_sizes(4),
    "limits over six sizes": lambda: shapes.over_sizes(6),
    "limits over six sizes, but one": lambda: shapes.over_sizes(6, but_one=True),
    "limits over five sizes at random": shapes.over_sizes_at_random,
    "a matrix over four facts": shapes.by_impact_and_urgency,
    "a table of two thousand cells": shapes.table,
    "two thousand exclusions": shapes.exclusions,
    "two hundred clocks": shapes.clocks,
    "exceptions in a chain": shapes.exceptions,
    "rules over facts of their own": shapes.of_their_own,
    "each severity later than the next": shapes.all_later,
    "limits by plan, severity and size": shapes.by_plan_and_condition,
    "four hundred branches of hours": shapes.branches,
    "grants despite exclusions": shapes.carve_outs,
}
MOST = 10


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", default="", metavar="WORDS")
    given = parser.parse_args()
    bad = 0
    for name, make in SHAPES.items():
        if given.only not in name:
            continue
        began = process_time()
        policy = make()
        loaded = process_time()
        found = Counter(f.code for check in CHECKS for f in check(policy))
        took = process_time() - loaded
        bad += took > MOST or "SLA435" in found
        codes = ", ".join(f"{code} {count}" for code, count in sorted(found.items()))
        count = len(all_rules(policy))
        print(
            f"{name:34} {count} rules, loaded in {loaded - began:4.1f} s, "
            f"checked in {took:4.1f} s: {codes or 'nothing'}",
            flush=True,
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
