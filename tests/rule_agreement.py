"""Random sets of rules: the analysis finds what a look at every case finds, no more.

`python tests/rule_agreement.py --sets 5000 --seed 1` compares so many sets: conflicts,
gaps, rules that never apply or never decide, exceptions in vain. Each case that is
shown must be decided so. Prints the seed of a set with a difference, and ends with
status 1 if there was any.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parent))

from claims import clauses, names
from proved import wrong
from rule_domain import Rules, random_rules, text_of
from slapolicy import api
from slapolicy.analysis import CHECKS
from slapolicy.finding import Finding

TOLD: Counter[str] = Counter()
"""How often each code was found: a comparison of nothing proves nothing."""


def differences(seed: int) -> list[str]:
    """Compare one random set of rules; give what differs."""
    rules = random_rules(Random(seed))
    policy = api.loads(text_of(rules))
    found = [finding for check in CHECKS for finding in check(policy)]
    TOLD.update(finding.code for finding in found)
    problems = [
        f"{finding.code} {problem}: {finding.message}"
        for finding in found
        if (problem := wrong(policy, finding)) is not None
    ]
    for what, mine, theirs in _compared(rules, found):
        if mine != theirs:
            problems.append(f"{what}: found {mine}, in all cases {theirs}")
    return problems


def _compared(rules: Rules, found: list[Finding]) -> list[tuple[str, object, object]]:
    """Give what is found beside what a look at every case gives."""
    by: dict[str, list[Finding]] = {}
    for each in found:
        by.setdefault(each.code, []).append(each)

    def of(code: str) -> list[Finding]:
        return by.get(code, [])

    said = {each.code: each for each in found}
    severities = {
        tuple(sorted((told[0], told[2])))
        for each in of("SLA430")
        for told in [names(each.message.rpartition(": ")[2])]
    }
    limits = {tuple(clauses(each.message.rpartition(": ")[2])) for each in of("SLA431")}
    despite = {
        (clauses(each.message)[0], re.findall(r"`despite (\w+)`", each.message)[0])
        for each in of("SLA444")
    }
    idle = {
        clauses(each.message)[0]
        for each in of("SLA441")
        if each.message.endswith("says as much")
    }
    beaten = {clauses(each.message)[0] for each in of("SLA441")} - idle
    twice = {clauses(each.message)[0] for each in of("SLA442")}
    left = rules.removable({*beaten, *idle, *twice}, is_plain=True)
    return [
        ("not looked at", "SLA435" in said, False),
        ("severities", severities, rules.conflicting_severities()),
        ("limits", limits, {_ordered(pair) for pair in rules.conflicting_limits()}),
        ("gap", "SLA432" in said, bool(rules.without_severity())),
        ("between", "SLA434" in said, rules.is_between()),
        ("dead", {clauses(each.message)[0] for each in of("SLA440")}, rules.dead()),
        ("beaten", beaten, rules.beaten()),
        ("idle", idle - rules.removable(set(), is_plain=False), set()),
        ("left idle", set() if limits or severities else left, set()),
        ("in vain", despite, rules.in_vain()),
    ]


def _ordered(pair: tuple[str, str]) -> tuple[str, ...]:
    return tuple(sorted(pair, key=lambda clause: int(clause[1:])))


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sets", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began, failures = monotonic(), 0
    for seed in range(given.seed, given.seed + given.sets):
        problems = differences(seed)
        failures += bool(problems)
        for problem in problems:
            print(f"seed {seed}: {problem}")
    told = ", ".join(f"{code} {count}" for code, count in sorted(TOLD.items()))
    print(f"found: {told}")
    took = monotonic() - began
    print(f"{given.sets} sets of rules, {failures} differ ({took:.0f} s)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
