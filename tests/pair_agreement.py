"""Whether rows that two policies are said to decide alike are decided alike.

`python tests/pair_agreement.py --rows 100000 --seed 1` draws pairs of contracts of the
shape of a support desk, one made of the other or both drawn, and rows of cases, some of
them damaged, and compares what is told of all rows at once with `compare` on each.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))

import pyarrow as pa
from attrs import evolve

import slapolicy
import whole_agreement
from seeds import Difference, compare_all, options
from slapolicy.columns.answering import Answering, answering
from slapolicy.columns.assembling import case_under, id_under
from slapolicy.columns.form import chosen
from slapolicy.columns.heads import Head, heads
from slapolicy.columns.likeness import COMPARED, unlike
from slapolicy.columns.reading import values
from slapolicy.columns.wholesale import Wholesale, wholesale
from slapolicy.comparison import compare
from slapolicy.contract.decision import Decision

ROWS = 120
_LIMIT = re.compile(r"within (\d+) (minutes|business days) (24x7|during \w+)")
_LOUD = 'fact loud "Loud": yes or no\n'


def another(draw: Random, text: str, is_even: bool = False) -> str:
    """Give a contract that differs in one thing or in nothing, or a drawn one."""
    match draw.randrange(11):
        case 0:
            return text
        case 1:  # of which nothing follows
            return text.replace("clause E1", "clause E9").replace("E-mail", "Mail")
        case 2 | 3:
            limits = list(_LIMIT.finditer(text))
            one = draw.choice(limits)
            now = draw.choice(("1 minutes 24x7", "2 business days during office",
                               "90 minutes during field"))  # fmt: skip
            return f"{text[: one.start()]}within {now}{text[one.end() :]}"
        case 4:
            week = draw.choice([w for w in whole_agreement.WEEKS if w in text])
            return text.replace(week, draw.choice(whole_agreement.WEEKS), 1)
        case 5:
            return text.replace("grant help", "exclude help")
        case 6:
            return text.replace(" on premium { grant", " { grant")
        case 7:
            return _swapped(text, "impact is everyone", "impact is many")
        case 8:
            return text.replace("    pauses while waiting for customer\n", "", 1)
        case 9:  # a name that the other does not have
            return text.replace("clause A1", f"{_LOUD}clause A1")
        case _:
            return whole_agreement.contract(draw, is_even)


def _swapped(text: str, one: str, other: str) -> str:
    return other.join(part.replace(other, one) for part in text.split(one))


def check(seed: int, rows: int = ROWS) -> Counter[str]:
    """Compare rows under one pair of contracts as of some instants; count them.

    Raises:
        Difference: with everything needed to see it again.
    """
    draw = Random(seed)
    is_even = draw.random() < 0.4
    texts = [whole_agreement.contract(draw, is_even)]
    texts.append(another(draw, texts[0], is_even))
    draw.shuffle(texts)
    policies = tuple(map(slapolicy.loads, texts))
    given = _rows(draw, rows, "\n".join(texts))
    places = heads(policies, given.schema.names)
    counted: Counter[str] = Counter()
    for at in whole_agreement.instants(draw, policies[0], given.to_pylist()):
        is_lenient = draw.random() < 0.2
        asked = [answering(each, at, lenient=is_lenient) for each in policies]
        old, new = (
            wholesale(evolve(each, columns=chosen(tuple(COMPARED))), places)
            for each in asked
        )
        others = set(unlike(old, new, given, 0))
        plain = _plain(old, given) & _plain(new, given)
        for row in range(rows):
            was, now = (_alone(each, places, given, row) for each in asked)
            found = compare(was, now)
            is_surely = row in plain and not found
            counted["rows"] += 1
            counted["alike"] += row not in others
            counted["other"] += bool(found)
            if is_surely != (row not in others):
                stated = given.slice(row, 1).to_pylist()
                told = "\n\n".join((*texts, f"{stated}\nat {at}\n{found}"))
                raise Difference(told)
    return counted


def _rows(draw: Random, rows: int, texts: str) -> pa.RecordBatch:
    stated = whole_agreement.rows(draw, rows, 0.15)
    schema = whole_agreement.schema(draw.choice(whole_agreement.WORDS))
    table = pa.Table.from_pylist(stated, schema=schema)
    if _LOUD in texts:
        loud = [draw.choice((None, None, "yes", "no")) for _ in stated]
        table = table.append_column("facts.loud", pa.array(loud, pa.string()))
    (found,) = table.combine_chunks().to_batches()
    return found


def _plain(whole: Wholesale, given: pa.RecordBatch) -> set[int]:
    """Give the rows that are decided all at once."""
    found = whole.at_once(given, 0)
    return set() if found is None else set(found[0].tolist())


def _alone(
    asked: Answering, places: tuple[Head | None, ...], given: pa.RecordBatch, row: int
) -> Decision | None:
    """Decide one row as if there were no other."""
    cells = [values(column.slice(row, 1))[0] for column in given.columns]

    def read(policy: slapolicy.Policy, *, lenient: bool) -> slapolicy.Case:
        return case_under(places, cells, policy, lenient=lenient)

    return asked.answer(row + 1, read, lambda: id_under(places, cells)).decision


def main() -> int:
    """Run the command."""
    total = compare_all(check, options(__doc__, 20_000, "rows").parse_args())
    return 1 if total["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
