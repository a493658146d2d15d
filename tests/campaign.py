"""Campaigns: laws on as many random cases as asked for.

`python tests/campaign.py laws --cases 20000 --seed 7` draws a law each time, and a
policy (one of the usual ones, or a random one). Prints the seeds of failures, with
which `--only LAW --cases 1 --seed N` shows one again, and ends with status 1 if there
was any. `python tests/campaign.py lives --cases 200` lives so many cases step by step,
of each machine in `laws/test_case_machine.py`.
"""

import argparse
import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parent))

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

import decision_laws
import lawful
from decision_laws import DECISION_LAWS, Law, some_policy
from lawful import Check
from laws import (  # noqa: F401  # they make the laws that `lawful` keeps
    test_calendar_laws,
    test_environment_laws,
    test_explanation_laws,
    test_order_laws,
    test_over_laws,
    test_pause_laws,
    test_report_laws,
    test_rule_laws,
    test_severity_laws,
    test_table_laws,
    test_timeline_laws,
)
from laws.test_case_machine import LIVES, MACHINES
from rule_laws import RULE_LAWS

MOST_SHOWN = 10
PROGRESS = 2_000


def _of_some_policy(law: Law) -> Check:
    return lambda draw: law(some_policy(draw), draw)


CHECKS: dict[str, Check] = {
    law.__name__: _of_some_policy(law) for law in (*DECISION_LAWS, *RULE_LAWS)
} | lawful.CHECKS


def laws(cases: int, seed: int, only: str | None) -> int:
    """Hold that many random cases to laws; give how many failed."""
    names = sorted(CHECKS) if only is None else [only]
    decision_laws.RANDOM_POLICIES = 400
    failures = 0
    held: Counter[str] = Counter()
    for number in range(seed, seed + cases):
        name = Random(number).choice(names)
        try:
            held[name] += lawful.once(name, CHECKS[name], number)
        except Exception:  # noqa: BLE001  # whatever goes wrong is a finding
            failures += 1
            if failures <= MOST_SHOWN:
                last = traceback.format_exc(limit=-2)[-1500:]
                print(f"{name}, seed {number}:\n{last}", flush=True)
        if (done := number + 1 - seed) % PROGRESS == 0:
            print(f"{done} cases so far, {failures} failures", flush=True)
    for name in names:
        print(f"{name}: its premise held in {held[name]} cases")
    return failures


def lives(cases: int) -> int:
    """Live so many cases of each machine; give how many machines failed."""
    hard = settings(LIVES, max_examples=cases, derandomize=False)
    hard = settings(hard, stateful_step_count=25)
    failures = 0
    for machine in MACHINES:
        try:
            run_state_machine_as_test(machine, settings=hard)
        except Exception:  # noqa: BLE001  # whatever goes wrong is a finding
            failures += 1
            print(f"{machine.__name__}:\n{traceback.format_exc()[-4000:]}", flush=True)
    return failures


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["laws", "lives"])
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(CHECKS), metavar="LAW")
    given = parser.parse_args()
    began = monotonic()
    if given.what == "lives":
        failures = lives(given.cases)
    else:
        failures = laws(given.cases, given.seed, given.only)
    took = monotonic() - began
    what = "cases" if given.what == "laws" else "lives of each machine"
    print(f"{given.cases} {what}, {failures} failures ({took:.0f} s)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
