"""Quick tests for mutants of rows decided at once: each was decided alone, beforehand.

The rows are those of `whole_agreement`, as of the same instants; each batch is decided
twice, as what was learnt from the first is used for the second.
"""

from random import Random
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve, frozen

import slapolicy
import whole_agreement
from slapolicy.columns.answering import Answering, answering
from slapolicy.columns.heads import heads
from slapolicy.columns.wholesale import Wholesale, wholesale

SEEDS, ROWS = range(1, 41), 60


@frozen(eq=False)
class Expected:
    """Rows, what is decided of each alone, and how many are plain enough not to be."""

    policy: slapolicy.Policy
    given: pa.RecordBatch
    said: list[tuple[Answering, pa.RecordBatch, int]]


def _expected(seed: int) -> Expected:
    draw = Random(f"columns {seed}")
    is_even = bool(seed % 2)
    text = whole_agreement.contract(draw, is_even)
    policy = slapolicy.loads(text, name=f"columns-{seed}.sla")
    rows = whole_agreement.rows(draw, ROWS, 0 if is_even else 0.2)
    schema = whole_agreement.schema(draw.choice(whole_agreement.WORDS))
    (given,) = pa.Table.from_pylist(rows, schema=schema).combine_chunks().to_batches()
    said: list[tuple[Answering, Any, int]] = []
    known = heads((policy,), given.schema.names)
    for at in whole_agreement.instants(draw, policy, rows):
        asked = answering(policy, at, lenient=False)
        whole, alone = wholesale(asked, known), Wholesale(asked, known, None)
        whole.decided(given, 7)
        said.append((asked, alone.decided(given, 7), whole.taken))
    return Expected(policy, given, said)


ANSWERED = {seed: _expected(seed) for seed in SEEDS}


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_at_once_are_those_alone(seed: int) -> None:
    expected = ANSWERED[seed]
    given, policy = expected.given, evolve(expected.policy)  # of which nothing is known
    known = heads((policy,), given.schema.names)
    for _ in range(2):
        for asked, decided, taken in expected.said:
            whole = wholesale(evolve(asked, policy=policy), known)
            found = whole.decided(given, 7)
            found.validate(full=True)
            assert found.equals(decided)
            assert whole.taken == taken
