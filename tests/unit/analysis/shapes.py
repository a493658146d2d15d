"""Large policies of shapes that contracts and helpdesks have, some two thousand rules.

Each is made by rule, without chance from outside.
"""

from collections.abc import Iterator
from random import Random

from slapolicy.contract.policy import Policy
from unit.analysis.written import CLOCK, policy

MANY = 2000
Spans = dict[str, tuple[int, int]]


def by_fact() -> Policy:
    """A limit for each value of a fact."""
    values = ",\n".join(f"v{n}" for n in range(MANY - 1)) + " or rest"
    text = f'fact kind "Kind": {values}\n' + CLOCK
    for n in range(MANY - 1):
        text += f"promise answer within {n + 1} minutes 24x7 when kind is v{n}\n"
    return policy(text)


def all_alike() -> Policy:
    """Limits of which each holds wherever the next one does."""
    text = 'fact load "Load": number\n' + CLOCK
    for n in range(1, MANY):
        text += f"promise answer within {n} minutes 24x7 when load is at least {n}\n"
    return policy(text)


def many_severities() -> Policy:
    """A thousand severities, each of a size of its own, and a limit for each."""
    text = 'fact load "Load": number\n' + CLOCK
    for n in range(1, MANY // 2 + 1):
        bounds = f"load is at least {n} and load is less than {n + 1}"
        text += f'severity s{n} "S" level {n} when {bounds}\n'
        text += f"promise answer for s{n} within {n} minutes 24x7\n"
    return policy(text)


def _parted(draw: Random, names: list[str], leaves: int) -> Iterator[Spans]:
    """Part the cases of some sizes into so many boxes, at random."""
    waiting: list[tuple[Spans, int]] = [(dict.fromkeys(names, (0, 4096)), leaves)]
    while waiting:
        spans, count = waiting.pop()
        name = draw.choice(names)
        low, high = spans[name]
        if count == 1 or high - low < 2:
            yield spans
            continue
        cut = draw.randint(low + 1, high - 1)
        waiting.append(({**spans, name: (low, cut)}, count // 2))
        waiting.append(({**spans, name: (cut, high)}, count - count // 2))


def _bounds(spans: Spans) -> str:
    parts = []
    for name, (low, high) in spans.items():
        parts += [f"{name} is at least {low}"] if low else []
        parts += [f"{name} is less than {high}"] if high < 4096 else []
    return " and ".join(parts)


def over_sizes(count: int, *, but_one: bool = False) -> Policy:
    """Limits that part the cases of some sizes among them, all or all but one box."""
    names = [f"size{n}" for n in range(count)]
    text = "".join(f'fact {name} "S": number\n' for name in names) + CLOCK
    boxes = list(_parted(Random(count), names, MANY))
    for n, spans in enumerate(boxes[1:] if but_one else boxes):
        text += f"promise answer within {n + 1} minutes 24x7 when {_bounds(spans)}\n"
    return policy(text)


def over_sizes_at_random() -> Policy:
    """Limits of boxes over five sizes that overlap as chance has it."""
    draw = Random(5)
    names = [f"size{n}" for n in range(5)]
    text = "".join(f'fact {name} "S": number\n' for name in names) + CLOCK
    for n in range(MANY):
        spans = {}
        for name in names:
            low = draw.randint(0, 4095)
            spans[name] = (low, draw.randint(low + 1, 4096))
        text += f"promise answer within {n + 1} minutes 24x7 when {_bounds(spans)}\n"
    return policy(text)


def by_impact_and_urgency() -> Policy:
    """A matrix of severities over four facts, and a limit for each."""
    names = ["impact", "urgency", "service_class", "region_class"]
    text = "".join(
        f'fact {name} "F": {", ".join(f"v{n}" for n in range(5))} or v5\n'
        for name in names
    )
    rows = "| impact | urgency | service_class | region_class | severity |\n"
    for n in range(6**4):
        digits = [n // 6**place % 6 for place in range(4)]
        cells = " | ".join(f"v{digit}" for digit in digits)
        rows += f"| {cells} | s{sum(digits) + 1} |\n"
    for n in range(1, 22):
        text += f'severity s{n} "S" level {n}\n'
    text += f"severities {{\n{rows}}}\n" + CLOCK
    for n in range(1, 22):
        text += f"promise answer for s{n} within {n} hours 24x7\n"
    return policy(text)


def table() -> Policy:
    """A table of two thousand cells: ten plans, ten severities, twenty clocks."""
    text = 'fact impact "I": ' + ", ".join(f"v{n}" for n in range(9)) + " or v9\n"
    for n in range(10):
        text += f'severity s{n} "S" level {n + 1} when impact is v{n}\n'
    clocks = [f"answer{n}" for n in range(20)]
    text += "".join(CLOCK.replace("answer", name) for name in clocks)
    rows = f"| plan | severity | {' | '.join(clocks)} |\n"
    for plan in range(10):
        for n in range(10):
            cells = " | ".join(f"{plan + n + 1} hours" for _ in clocks)
            rows += f"| p{plan} | s{n} | {cells} |\n"
    text += f"promises 24x7 {{\n{rows}}}\n"
    return policy(text, outside="".join(f'plan p{n} "P"\n' for n in range(10)))


def exclusions() -> Policy:
    """Two thousand exclusions, each under a condition, of fifty services."""
    text = 'fact load "L": number\nfact kind "K": a, b, c or d\n'
    text += "".join(f'service s{n} "S"\n' for n in range(50))
    text += "".join(f"grant s{n}\n" for n in range(50))
    more = ""
    for n in range(MANY):
        when = f"load is at least {n} and kind is {'abcd'[n % 4]}"
        more += f"exclude s{n % 50} when {when}\n"
    return policy(text, more)


def clocks() -> Policy:
    """Two hundred clocks, each with a limit for each of ten severities."""
    text = 'fact impact "I": ' + ", ".join(f"v{n}" for n in range(9)) + " or v9\n"
    for n in range(10):
        text += f'severity s{n} "S" level {n + 1} when impact is v{n}\n'
    for clock in range(200):
        text += CLOCK.replace("answer", f"answer{clock}")
        for n in range(10):
            text += f"promise answer{clock} for s{n} within {n + 1} hours 24x7\n"
    return policy(text)


def exceptions() -> Policy:
    """Limits in a chain: each prevails over the one before it where both apply."""
    text = 'fact load "Load": number\n' + CLOCK
    clauses = [text + "promise answer within 1 minutes 24x7\n"]
    for n in range(1, MANY):
        limit = f"promise answer within {n + 1} minutes 24x7"
        yielding = dict.fromkeys(
            ("A1", *(f"A{m}" for m in range(max(1, n - 2), n + 1)))
        )
        bounds = f"load is at least {n} and load is less than {n + 4}"
        clauses.append(f"{limit} when {bounds} despite {', '.join(yielding)}")
    return policy(*clauses)


def of_their_own() -> Policy:
    """Rules that each ask facts of their own: grants, exclusions, limits, alarms."""
    quarter = MANY // 4
    text = "".join(
        f'fact f{n} "F": yes or no\nfact g{n} "G": low, middle or high\n'
        f'fact h{n} "H": number\nservice s{n} "S"\n'
        for n in range(quarter)
    )
    for n in range(quarter):
        text += CLOCK.replace("answer", f"answer{n}")
        text += f"promise answer{n} within {n + 1} hours 24x7 when f{n} is yes\n"
        text += f"grant s{n} only if g{n} is low or h{n} is at most {n}\n"
        text += f"exclude s{n} when h{n} is more than {n} and g{n} is high\n"
        text += f"escalate to bird at 80% of answer{n} when f{n} is yes\n"
    return policy(text)


def all_later() -> Policy:
    """Each of a hundred severities is later than the next, on each of twenty clocks."""
    count, clocks = 100, 20
    values = ", ".join(f"v{n}" for n in range(count - 1)) + f" or v{count - 1}"
    text = f'fact impact "I": {values}\n'
    for n in range(count):
        text += f'severity s{n} "S" level {n + 1} when impact is v{n}\n'
    for clock in range(clocks):
        text += CLOCK.replace("answer", f"answer{clock}")
        for n in range(count):
            text += f"promise answer{clock} for s{n} within {count - n} hours 24x7\n"
    return policy(text)


def by_plan_and_condition() -> Policy:
    """Limits for ten plans and ten severities, each under two conditions of a size."""
    text = 'fact seats "S": number\nfact impact "I": '
    text += ", ".join(f"v{n}" for n in range(9)) + " or v9\n"
    for n in range(10):
        text += f'severity s{n} "S" level {n + 1} when impact is v{n}\n'
    clocks = [f"answer{n}" for n in range(10)]
    text += "".join(CLOCK.replace("answer", name) for name in clocks)
    for clock in clocks:
        for plan in range(10):
            for n in range(10):
                for than, more in (("at most", 2), ("more than", 1)):
                    hours = (n + 1) * 3 + plan + more
                    text += (
                        f"promise {clock} for s{n} within {hours} hours 24x7 "
                        f"when plan is p{plan} and seats is {than} 50\n"
                    )
    return policy(text, outside="".join(f'plan p{n} "P"\n' for n in range(10)))


def branches() -> Policy:
    """A calendar with hours for each of four hundred places, and a limit for each."""
    count = MANY // 5
    values = ",\n".join(f"v{n}" for n in range(count - 1)) + f" or v{count - 1}"
    text = f'parameter place "P": {values}\ncalendar office "O" {{\n'
    for n in range(count):
        text += (
            f"  when place is v{n} {{ zone UTC open Mon-Fri {n % 8 + 1:02}:00-"
            f"{n % 12 + 10:02}:00 }}\n"
        )
    text += "}\n" + CLOCK
    for n in range(count):
        text += (
            f"promise answer within {n + 1} hours during office when place is v{n}\n"
        )
        text += f'service s{n} "S"\ngrant s{n} only if place is v{n}\n'
        text += f"exclude s{n} when place is v{(n + 1) % count}\n"
    return policy(text)


def carve_outs() -> Policy:
    """A thousand exclusions, and a thousand grants despite their clauses."""
    half = MANY // 2
    text = 'fact load "L": number\n'
    text += "".join(f'service s{n} "S"\n' for n in range(half))
    clauses = [text]
    for n in range(half):
        clauses.append(f"exclude s{n} when load is at least {n}")
    for n in range(half):
        clauses.append(
            f"grant s{n} only if load is less than {2 * n + 2} despite A{n + 2}"
        )
    return policy(*clauses)
