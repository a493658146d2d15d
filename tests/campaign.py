"""Campaigns: laws on as many random cases as asked for.

`python tests/campaign.py laws --cases 20000 --seed 7` draws a policy, a case and a law
each time. Prints the seeds of failures, with which `--only LAW --policy NAME --cases 1
--seed N` shows one again, and ends with status 1 if there was any.
"""

import argparse
import sys
import traceback
from pathlib import Path
from random import Random
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parent))

from decision_laws import LAWS, PATHS, load

MOST_SHOWN = 10


def laws(cases: int, seed: int, only: str | None, policy: str | None) -> int:
    """Hold that many random cases to laws; give how many failed."""
    names = [only] if only else list(LAWS)
    paths = [path for path in PATHS if policy in (None, path.stem)]
    failures = 0
    for number in range(seed, seed + cases):
        draw = Random(number)
        path, name = draw.choice(paths), draw.choice(names)
        try:
            LAWS[name](load(path), number)
        except Exception:  # noqa: BLE001  # whatever goes wrong is a finding
            failures += 1
            if failures <= MOST_SHOWN:
                last = traceback.format_exc(limit=-2)[-1500:]
                print(f"{name} of {path.stem}, seed {number}:\n{last}")
    return failures


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["laws"])
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=list(LAWS))
    parser.add_argument("--policy", choices=[path.stem for path in PATHS])
    given = parser.parse_args()
    began = monotonic()
    failures = laws(given.cases, given.seed, given.only, given.policy)
    took = monotonic() - began
    print(f"{given.cases} cases, {failures} failures ({took:.0f} s)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
