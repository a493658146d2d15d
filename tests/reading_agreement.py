"""Whether a case that is read again, by its words, is what the case reader reads.

`python tests/reading_agreement.py --cases 10000 --seed 1` reads random cases, whole and
damaged, by `policy.case` (which knows words that it read before) and by the case reader
alone: they must give the same case or the same findings.
"""

import sys
from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import slapolicy
from reference import cases, policies
from reference.hours import OutOfWindow
from seeds import Difference, compare_all, options
from slapolicy.contract.case_reader import read_mapping
from slapolicy.contract.compiled.story import Story
from way_agreement import shaken

WORDS: tuple[Any, ...] = (
    None, 1, True, False, 0, 1.0, -1, "", "x", [], {}, ("advice",), ["advice"], "ab",
    datetime(2025, 1, 1), datetime(2025, 1, 1, tzinfo=UTC),  # noqa: DTZ001  # naive
    "2025-01-01T00:00:00Z",
)  # fmt: skip
MORE = ("for", "via", "by", "facts", "automatic", "id", "plan", "severity", "odd")
TYPES = ("waits", "resumes", "opens", "writes", "resolves", "changes", "agrees")


def compare(
    policy: slapolicy.Policy, stated: dict[str, Any], *, lenient: bool = False
) -> str:
    """Read a case both ways; tell what came of it.

    Raises:
        Difference: with what each of the two read.
    """

    def read(by: Any) -> tuple[Any, ...]:
        try:
            case = by()
        except slapolicy.CaseError as error:
            return (error.findings,)
        return (case, repr(case), case.findings)

    careful = read(lambda: read_mapping(policy, stated, lenient=lenient))
    case: Any = None

    def again() -> slapolicy.Case:
        nonlocal case
        case = found = policy.case(stated, lenient=lenient)
        return found

    quick = read(again)
    if quick != careful:
        msg = f"{stated}\ncareful {careful}\nquick   {quick}"
        raise Difference(msg)
    if case is None:
        return "refused"
    # a story is told when a case is decided, or at once where its words were known
    return "known" if isinstance(case._story, Story) else "read"


def damaged(draw: Random, stated: dict[str, Any]) -> dict[str, Any]:
    """Give a case in which something is lost, doubled, moved or replaced."""
    case = deepcopy(stated)
    events = case["events"]
    event = draw.choice(events)
    match draw.randrange(9):
        case 0:
            case[draw.choice([*case])] = draw.choice(WORDS)
        case 1:
            case.pop(draw.choice([*case]))
        case 2:
            events.insert(draw.randrange(len(events) + 1), deepcopy(event))
        case 3:
            event[draw.choice([*event])] = draw.choice(WORDS)
        case 4:
            event.pop(draw.choice([*event]))
        case 5:
            event[draw.choice(MORE)] = draw.choice((*WORDS, "customer", "desk", "mail"))
        case 6:
            draw.shuffle(events)
        case 7 if case.get("facts"):
            case["facts"][draw.choice([*case["facts"]])] = draw.choice(WORDS)
        case _:
            event["type"] = draw.choice(TYPES)
            if draw.random() < 0.7:
                event["for"] = "customer"
    return case


def look(
    policy: slapolicy.Policy, stated: dict[str, Any], draw: Random
) -> Counter[str]:
    """Read a case and damaged copies of it, each both ways; count what came of them."""
    in_order = sorted(stated["events"], key=lambda each: str(each["at"]))
    told = [{**e, "at": datetime.fromisoformat(e["at"])} for e in in_order]
    case = {**stated, "events": told}
    counted = Counter([compare(policy, case), compare(policy, case)])
    for _ in range(6):
        broken = damaged(draw, case)
        counted[compare(policy, broken, lenient=draw.random() < 0.3)] += 1
    other = shaken(draw, stated)
    counted.update([compare(policy, other), compare(policy, other)])
    return counted


def check(seed: int, most: int) -> Counter[str]:
    """Read cases of one random policy, and count what came of them.

    Raises:
        Difference: with the case, and what each of the two read.
    """
    plain, text = policies.random_policy(Random(seed))
    policy = slapolicy.loads(text, name=f"seed-{seed}.sla")
    counted: Counter[str] = Counter()
    for number in range(most):
        draw = Random(f"{seed}-{number}")
        try:
            stated = cases.as_json(cases.random_case(draw, plain))
        except OutOfWindow:
            continue
        counted["cases"] += 1
        counted += look(policy, stated, draw)
    return counted


def main() -> int:
    """Run the command."""
    parser = options(__doc__, 2000)
    parser.add_argument("--most", type=int, default=40, help="cases of a policy")
    given = parser.parse_args()
    total = compare_all(partial(check, most=given.most), given)
    return 1 if total["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
