"""Whether rows that are decided all at once come out as rows that are decided alone.

`python tests/whole_agreement.py --rows 100000 --seed 1` draws contracts of the shape of
a support desk (their hours, limits, pauses and clocks), and rows of cases, some of them
damaged, and compares the record batches of both, as of instants near what is due.
"""

import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import pyarrow as pa

import slapolicy
from seeds import Difference, compare_all, options
from slapolicy.columns.answering import answering
from slapolicy.columns.heads import heads
from slapolicy.columns.wholesale import Wholesale, wholesale

Row = dict[str, Any]
ROWS = 200
ZONES = ("America/New_York", "Europe/Warsaw", "Asia/Kolkata", "Australia/Lord_Howe")
WEEKS = (
    "open Mon-Fri 09:00-17:00",
    "open Mon-Fri 08:00-12:00, 13:00-18:30",
    "open Mon-Thu, Sat 22:00-06:00",
    "open Mon-Sun 00:00-24:00",
    "open Tue 10:00-11:00",
)
DAYS = ("business days run to closing", "business days run to 12:00",
        "business days run to the same time")  # fmt: skip
FIRST = datetime(2024, 3, 1, tzinfo=UTC)
TEXT = pa.string()
WORDS = (TEXT, TEXT, pa.large_string(), pa.dictionary(pa.int8(), TEXT))
"""How the words of events may stand in a column."""


def schema(words: pa.DataType = TEXT) -> pa.Schema:
    """Give the columns of the rows."""
    each = [(name, words) for name in ("type", "by", "via", "for")]
    event = pa.struct(
        [("at", pa.timestamp("us", tz="UTC")), *each,
         ("automatic", pa.bool_()), ("facts", pa.map_(TEXT, TEXT))]
    )  # fmt: skip
    facts = [("facts.impact", TEXT), ("facts.blocked", TEXT)]
    return pa.schema(
        [("id", TEXT), ("plan", words), *facts,
         ("requests", pa.list_(TEXT)), ("events", pa.list_(event))]
    )  # fmt: skip


def contract(draw: Random, is_even: bool = False) -> str:
    """Give a contract of the shape of a support desk.

    If it is even, each case has a severity, and each clock a limit for each.
    """
    lows = "impact is few" + " or (impact is many and blocked is no)" * is_even

    def hours(name: str) -> str:
        closed = draw.choice(("", "    closed on 24 December through 31 December\n"))
        return (
            f'  calendar {name} "{name}" {{\n    zone {draw.choice(ZONES)}\n'
            f"    {draw.choice(WEEKS)}\n{closed}    {draw.choice(DAYS)}\n  }}\n"
        )

    calendars = draw.choice((["office", "field"], ["office", "field"], ["office"]))

    def limit() -> str:
        during = f"during {draw.choice(calendars)}"
        match draw.randrange(6):
            case 0:
                return f"within {draw.choice((1, 2, 5))} business days {during}"
            case 1 | 2 if len(calendars) > 1:
                return f"within {draw.choice((15, 60, 480, 1440))} minutes 24x7"
            case _:
                return f"within {draw.choice((30, 240, 960, 2400))} minutes {during}"

    def clock(name: str, met: str, word: str) -> str:
        pauses = draw.choice(("", "    pauses while waiting for customer\n"))
        names = ("urgent", "high", "low")
        owed = [n for n in names if is_even or draw.random() < 0.9] or ["low"]
        limits = "".join(f"  {word} {name} for {n} {limit()}\n" for n in owed)
        return (
            f'  clock {name} "{name}" {{\n    starts when customer opens\n'
            f"    met when {met}\n{pauses}  }}\n{limits}"
        )

    first = draw.choice(("agent replies", "acme calls", "agent replies via email"))
    words = [draw.choice(("promise", "aim")) for _ in range(2)]
    return f"""agreement desk "Desk" {{
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone Europe/London
}}
plan standard "Standard"
plan premium "Premium"
role agent "Agent" of acme
channel portal "Portal"
channel email "E-mail"
service help "Help"
service training "Training"
fact impact "Impact": everyone, many or few
fact blocked "Blocked": yes or no
clause A1 "Hours" from terms "1" {{
{hours("office")}{hours("field")}}}
clause B1 "Services" from terms "2" {{ grant help }}
clause C1 "Training" from terms "3" on premium {{ grant training }}
clause D1 "Severities" from terms "4" {{
  severity urgent "Urgent" level 1 when impact is everyone and blocked is yes
  severity high "High" level 2
    when (impact is everyone and blocked is no) or (impact is many and blocked is yes)
  severity low "Low" level 3 when {lows}
}}
clause E1 "Answer" from terms "5" {{
{clock("answer", first, words[0])}}}
clause F1 "Solution" from terms "6" {{
{clock("solution", "resolved", words[1])}}}
clause G1 "Contacts" from terms "7" {{ contact agent via email during office }}
"""


def row(draw: Random, number: int) -> Row:
    """Give a row: a case that is opened, answered, and sometimes at an end."""
    at = FIRST + timedelta(minutes=draw.randrange(3 * 365 * 1440))
    events: list[Row] = [_event(at, "opens", "customer", via="portal")]
    for _ in range(draw.choice((0, 1, 2, 4, 7))):
        at += timedelta(minutes=draw.choice((1, 30, 61, 480, 1440, 2880, 9000)))
        match draw.randrange(7):
            case 0 | 1:
                events.append(_event(at, "replies", "agent", via="email"))
            case 2:
                events.append(_event(at, "waits", "agent") | {"for": "customer"})
                at += timedelta(minutes=draw.choice((5, 600, 3000)))
                events.append(_event(at, "resumes", "agent"))
            case 3 | 4:
                events.append(_event(at, "changes") | {"facts": _facts(draw)})
            case 5:
                events.append(_event(at, "calls", "agent", via="email"))
            case _:
                events.append(_event(at, "notes", "agent"))
    at += timedelta(minutes=draw.choice((1, 90, 5000)))
    if draw.random() < 0.7:
        ends = draw.random() < 0.9
        events.append(
            _event(at, "resolves", "agent")
            if ends
            else _event(at, "withdraws", draw.choice(("customer", None)))
        )
        if draw.random() < 0.2:
            at += timedelta(minutes=draw.choice((1, 600)))
            events.append(_event(at, "changes") | {"facts": _facts(draw)})
    found = dict(_facts(draw))
    return {
        "id": f"case-{number}",
        "plan": draw.choice(("standard", "premium")),
        "facts.impact": found.get("impact", "few"),
        "facts.blocked": found.get("blocked", "no"),
        "requests": draw.choice((["help"], ["training", "help"], [], None)),
        "events": events,
    }


def _facts(draw: Random) -> list[tuple[str, str]]:
    facts = [("impact", draw.choice(("everyone", "many", "few"))),
             ("blocked", draw.choice(("yes", "no")))]  # fmt: skip
    return facts if draw.random() < 0.7 else facts[:1]


def _event(at: datetime, kind: str, by: str | None = None, **more: str) -> Row:
    return {"at": at, "type": kind, "by": by, **more}


def damaged(draw: Random, row: Row) -> Row:
    """Give a row with what the plainest rows do not have, or what no row may have."""
    events = row["events"]
    last = events[-1]["at"] + timedelta(minutes=draw.choice((1, 900)))
    match draw.randrange(14):
        case 0:
            row["facts.impact"] = draw.choice((None, "nobody"))
        case 1:
            events.reverse()
        case 2:
            events.append(_event(last, "reopens", "customer"))
        case 3:
            row["id"] = draw.choice(("", " ", None, "naïve"))
        case 4:
            row["events"] = draw.choice(([], None, [events[0], events[0]]))
        case 5:
            row["plan"] = draw.choice((None, "gold"))
        case 6:
            events[-1]["at"] = events[0]["at"]
        case 7:
            events.insert(1, _event(events[0]["at"], "writes", "customer", via="email"))
        case 8:
            events.append(_event(last, "waits", "agent") | {"for": "customer"})
        case 9:
            events[-1]["automatic"] = draw.random() < 0.5
        case 10:
            events.append(_event(last, "changes") | {"facts": [("impact", None)]})
        case 11:
            _put(draw, events, _event(last, "waits", "agent") | {"for": "customer"})
        case 12:
            _put(draw, events, _event(last, "resumes", "agent"))
        case _:
            _put(draw, events, _event(last, "writes", "customer", via="email"))
    return row


def rows(draw: Random, count: int, damage: float = 0) -> list[Row]:
    """Give so many rows, of which a share is damaged."""
    found = [row(draw, number) for number in range(count)]
    if not damage:
        return found
    return [damaged(draw, each) if draw.random() < damage else each for each in found]


def _put(draw: Random, events: list[Row], event: Row) -> None:
    """Put an event between two others, or behind all."""
    place = draw.randint(1, len(events))
    if place < len(events):
        before, after = events[place - 1]["at"], events[place]["at"]
        event["at"] = before + (after - before) / 2
    events.insert(place, event)


def check(seed: int, count: int = ROWS) -> Counter[str]:
    """Compare rows of one contract as of some instants; count them.

    Raises:
        Difference: with everything needed to see it again.
    """
    draw = Random(seed)
    is_even = draw.random() < 0.4
    text = contract(draw, is_even)
    policy = slapolicy.loads(text, name=f"seed-{seed}.sla")
    stated = rows(draw, count, 0 if is_even else 0.2)
    words = draw.choice(WORDS)
    table = pa.Table.from_pylist(stated, schema=schema(words)).combine_chunks()
    (given,) = table.to_batches()
    counted: Counter[str] = Counter()
    for at in instants(draw, policy, stated):
        asked = answering(policy, at, lenient=draw.random() < 0.2)
        whole = wholesale(asked, heads((policy,), table.column_names))
        alone = Wholesale(asked, whole.heads, None)
        found, expected = whole.decided(given, 7), alone.decided(given, 7)
        found.validate(full=True)
        counted["rows"] += count
        counted["at once"] += whole.taken
        if not found.equals(expected):
            raise Difference(_shown(text, stated, at, found, expected))
        some = draw.sample(found.schema.names, draw.randint(1, 6))
        asked = answering(policy, at, lenient=asked.lenient, columns=some)
        for each in (
            wholesale(asked, whole.heads),
            Wholesale(asked, whole.heads, None),
        ):
            part = each.decided(given, 7)
            if not part.equals(expected.select(some), check_metadata=True):
                told = f"{text}\n{some}: other values than with all columns"
                raise Difference(told)
        cut = draw.randrange(count)
        for start, end in ((0, cut), (cut, count)):
            part = whole.decided(given.slice(start, end - start), 7 + start)
            part.validate(full=True)
            there = expected.slice(start, end - start)
            if not part.equals(there):
                raise Difference(_shown(text, stated[start:end], at, part, there))
    return counted


def instants(draw: Random, policy: slapolicy.Policy, rows: list[Row]) -> list[datetime]:
    """Give instants of events, and of what is due, and those beside them."""
    some = draw.choice([r["events"] for r in rows if r["events"]])
    found = [datetime(2028, 1, 1, tzinfo=UTC), draw.choice(some)["at"]]
    for stated in draw.sample(rows, 4):
        plain = {k: v for k, v in stated.items() if "." not in k and k != "events"}
        facts = {"impact": "few", "blocked": True}
        events = [
            {name: value for name, value in each.items() if value is not None}
            for each in stated["events"] or ()
            if each["type"] != "changes"
        ]
        try:
            case = policy.case({**plain, "facts": facts, "events": events})
        except slapolicy.CaseError:
            continue
        decision = policy.evaluate(case, at=found[0])
        found += [each.due_at for each in decision.obligations if each.due_at]
    return [at + timedelta(seconds=draw.choice((-1, 0, 0, 1))) for at in found[:6]]


def _shown(
    text: str, stated: list[Row], at: datetime, found: Any, expected: Any
) -> str:
    for row, one, other in zip(
        stated, found.to_pylist(), expected.to_pylist(), strict=True
    ):
        for name in one:
            if one[name] != other[name]:
                return (
                    f"{text}\n{row}\nat {at}\n{name}\n  at once {one[name]}\n"
                    f"  alone   {other[name]}"
                )
    return f"{text}\nat {at}: the same values, in other columns"


def main() -> int:
    """Run the command."""
    total = compare_all(check, options(__doc__, 20_000, "rows").parse_args())
    return 1 if total["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
