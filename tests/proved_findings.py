"""Whether each finding about random and about damaged policies is proved by its case.

`python tests/proved_findings.py --policies 500 --seed 1` looks at so many random
policies, then at the four contracts, each without one thing at a time. Prints what is
not proved, and ends with status 1 if there was any.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))


from mutants import mutants
from planted_rules import path_of
from proved import found_in, is_whole, scenarios_fail, wrong
from reference.policies import random_policy
from slapolicy import api
from slapolicy.finding import Finding
from wrong_rules import CONTRACTS

TOLD: Counter[str] = Counter()
PROVED: Counter[str] = Counter()


def in_random(seed: int) -> Iterator[str]:
    """Give what is not proved of a random policy."""
    _, text = random_policy(Random(seed))
    policy = api.loads(text)
    findings = found_in(policy)
    _count(findings)
    for each in findings:
        if (problem := wrong(policy, each)) is not None:
            yield f"seed {seed}: {each} {problem}"
    yield from (f"seed {seed}: {each}" for each in scenarios_fail(text, findings))


def in_mutants(path: Path) -> Iterator[str]:
    """Give what is not proved of a contract that lacks one thing."""
    for name, mutant in mutants(api.load(path)):
        if not is_whole(mutant):
            continue
        findings = found_in(mutant)
        _count(findings)
        for each in findings:
            if (problem := wrong(mutant, each)) is not None:
                yield f"{path.stem} {name}: {each} {problem}"


def _count(findings: list[Finding]) -> None:
    TOLD.update(each.code for each in findings)
    PROVED.update(each.code for each in findings if each.proofs)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--policies", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutants", action="store_true", help="the contracts too")
    given = parser.parse_args()
    problems = [
        problem
        for seed in range(given.seed, given.seed + given.policies)
        for problem in in_random(seed)
    ]
    if given.mutants:
        for name in CONTRACTS:
            problems += in_mutants(path_of(name))
    print("\n".join(problems))
    for code, count in sorted(TOLD.items()):
        print(f"{code}: {count} found, {PROVED[code]} with a case")
    print(f"{len(problems)} not proved")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
