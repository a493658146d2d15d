"""Mutation testing: is every small change to the source seen by a test?

`python tests/mutation worktime` changes one thing at a time in a room and runs the
tests that reach it, in a child of a process that has collected them. It goes on where
it stopped; a function that was edited is tried anew, and with `--again` what survived,
unless it is listed as equivalent.
"""

import argparse
import os
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from mutation.campaign import Campaign
from mutation.ledger import Ledger, report
from mutation.rooms import ROOMS, ROOT

LEAST = 0.95


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("room", choices=list(ROOMS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", help="files whose path ends so")
    parser.add_argument("--sample", type=int, help="so many, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument(
        "--budget", type=float, default=60.0, help="seconds of tests for each, watched"
    )
    parser.add_argument("--again", action="store_true", help="try survivors again")
    parser.add_argument("--measure", action="store_true", help="the tests anew")
    parser.add_argument("--report", action="store_true", help="try nothing more")
    given = parser.parse_args()
    room = ROOMS[given.room]
    os.chdir(ROOT)
    os.environ |= {"CI": "1", "HYPOTHESIS_NO_PLUGINS": "1"}
    campaign = Campaign(room, Ledger.of(room.name), given.jobs, given.budget)
    chosen = campaign.mutations
    if given.only:
        chosen = [m for m in chosen if m.path.endswith(given.only)]
    if given.sample is not None:
        drawn = Random(given.seed).sample(chosen, min(given.sample, len(chosen)))
        kept = {mutation.key for mutation in drawn}
        chosen = [m for m in chosen if m.key in kept]
    if given.again:
        campaign.ledger.forget(chosen)
    if given.measure:
        campaign.forget_measures()
    if not given.report:
        campaign.run(chosen)
    text, share, unlisted = report(chosen, campaign.ledger)
    print(text)
    return 1 if unlisted or share < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
