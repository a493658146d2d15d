"""Whether cases in columns come out as the same cases one by one.

`python tests/column_agreement.py --cases 100000 --seed 1` draws cases of the contracts
in `policies/` and of random policies, some with mistakes, puts them into columns in
each form, and compares every row with `policy.evaluate`. `--jobs 2` takes two
processes; `--resume` goes on after the last run.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

import column_cases
import contracts
import slapolicy
from random_cases import STARTS, random_case
from reference import cases as reference_cases
from reference import policies as reference_policies
from reference.hours import OutOfWindow
from seeds import Difference, compare_all, options

ROOT = Path(__file__).parents[1]
CONTRACTS = (
    "bird-email-enterprise", "bird-email-premium", "messagebird-email-enterprise",
    "liveagent-vip-support",
)  # fmt: skip
ROWS = 40
Case = dict[str, Any]


@lru_cache(maxsize=4)
def contract(name: str) -> slapolicy.Policy:
    """Give one of the contracts."""
    return slapolicy.load(contracts.PATHS[name])


def drawn(seed: int, rows: int) -> tuple[slapolicy.Policy, list[Case]]:
    """Give a policy and cases of it: every second policy is one of the contracts."""
    draw = Random(seed)
    if seed % 2:
        policy = contract(CONTRACTS[seed // 2 % len(CONTRACTS)])
        cases = list(_of_contract(draw, policy, rows))
    else:
        plain, text = reference_policies.random_policy(draw, alarms=True)
        policy = slapolicy.loads(text)
        cases = list(_of_reference(draw, plain, rows))
    return policy, [column_cases.more(draw, policy, each) for each in cases]


def _of_contract(draw: Random, policy: slapolicy.Policy, rows: int) -> Iterator[Case]:
    for _ in range(rows):
        try:
            yield random_case(draw, policy)
        except slapolicy.CaseError:  # it looked ahead, at what cannot be looked at
            continue


def _of_reference(draw: Random, plain: Case, rows: int) -> Iterator[Case]:
    for _ in range(rows):
        try:
            yield reference_cases.as_json(reference_cases.random_case(draw, plain))
        except OutOfWindow:
            continue


def check(seed: int, rows: int = ROWS) -> Counter[str]:
    """Compare the rows of a seed with their cases; count what was compared.

    Raises:
        Difference: with everything needed to see it again.
    """
    draw = Random(f"{seed} at")
    policy, cases = drawn(seed, rows)
    at = datetime.fromisoformat(f"{draw.choice(STARTS)}:00+00:00")
    at += timedelta(minutes=draw.randrange(0, 20_000))
    expected = [alone(policy, each, at) for each in cases]
    form = column_cases.FORMS[seed // 2 % len(column_cases.FORMS)]
    table = column_cases.table(policy, cases, form)
    batches = table.to_batches(max_chunksize=draw.choice((1, 7, rows)))
    found: list[Case] = []
    for batch in slapolicy.evaluate_batches(policy, batches, at):
        batch.validate(full=True)
        found += batch.to_pylist()
    counted = Counter({"cases": len(cases), form: len(cases)})
    if len(found) != len(cases):
        msg = f"seed {seed}: {len(cases)} rows went in, {len(found)} came out"
        raise Difference(msg)
    for number, (row, one) in enumerate(zip(found, expected, strict=True)):
        counted["refused"] += one[0] is None
        if row["row"] != number + 1 or said(row, form) != one:
            msg = (
                f"seed {seed}, row {number}, {form}\n{json.dumps(cases[number])}\n"
                f"alone: {one}\nin columns: {said(row, form)}"
            )
            raise Difference(msg)
    return counted


def alone(policy: slapolicy.Policy, case: Case, at: datetime) -> tuple[Any, Any]:
    """Give the decision on a case as JSON, or None, and what is found about it."""
    try:
        read = policy.case(case)
    except slapolicy.CaseError as error:
        return None, [(each.code, each.path, each.message) for each in error.findings]
    found = [(each.code, each.path, each.message) for each in read.findings]
    return json.loads(policy.evaluate(read, at).to_json()), found


def said(row: Case, form: str) -> tuple[Any, Any]:
    """Give the same of a row."""
    assert form in column_cases.FORMS
    found = [(each["code"], each["path"], each["message"]) for each in row["findings"]]
    return column_cases.told(row), found


def main() -> int:
    """Run the command."""
    parser = options(__doc__, 2000)
    parser.add_argument("--rows", type=int, default=ROWS, help="cases of a policy")
    given = parser.parse_args()
    pa.set_cpu_count(1)
    total = compare_all(partial(check, rows=given.rows), given)
    return 1 if total["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
