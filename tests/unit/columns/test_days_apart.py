"""Business days that run out while the office is shut, as rows at once and alone."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pyarrow as pa
import pytest

import slapolicy
from slapolicy.columns.answering import answering
from slapolicy.columns.heads import heads
from slapolicy.columns.wholesale import Wholesale, wholesale

MONDAY = datetime(2024, 3, 4, tzinfo=UTC)
TEXT = pa.string()
WORDS = [(name, TEXT) for name in ("type", "by", "via", "for")]
EVENT = pa.struct(
    [("at", pa.timestamp("us", tz="UTC")), *WORDS, ("facts", pa.map_(TEXT, TEXT))]
)
SCHEMA = pa.schema([("id", TEXT), ("facts.down", TEXT), ("events", pa.list_(EVENT))])


def desk(
    end: str, pauses: str, low: str = "2 business days during office"
) -> slapolicy.Policy:
    """Give a contract whose business days run out as said."""
    return slapolicy.loads(f"""agreement desk "Desk" {{
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}}
role agent "Agent" of acme
fact down "Down": yes or no
clause A1 "Hours" from terms "1" {{
  calendar office "Office" {{
    zone UTC
    open Mon-Thu 09:00-17:00
    open Fri 09:00-12:00
    business days run to {end}
  }}
  calendar field "Field" {{
    zone UTC
    open Tue, Thu 13:00-21:00
    business days run to closing
  }}
}}
clause B1 "Severities" from terms "2" {{
  severity high "High" level 1 when down is yes
  severity low "Low" level 2 when down is no
}}
clause C1 "Answer" from terms "3" {{
  clock answer "Answer" {{
    starts when customer opens
    met when agent replies
    {pauses}
  }}
  promise answer for high within 1 business day during office
  promise answer for low within {low}
}}
clause D1 "Solution" from terms "4" {{
  clock solution "Solution" {{
    starts when customer opens
    met when resolved
    pauses while waiting for customer
  }}
  promise solution for high within 3 hours during office
  promise solution for low within 1 business day during field
}}
""")


def row(draw: Random, number: int) -> dict[str, Any]:
    """Give a case of a few days, in which all happens at full hours."""
    kinds = draw.choice(("wr", "wrwr", "cwr", "wrc", "wcr", "w", "cw", "wr")) + "a" * 2
    hours = sorted(draw.sample(range(1, 100), len(kinds) + 1))
    opened = MONDAY + timedelta(hours=draw.randrange(24 * 7))
    events: list[dict[str, Any]] = [
        {"at": opened, "type": "opens", "by": "customer"},
    ]
    for kind, hour in zip(kinds, hours, strict=False):
        told: dict[str, Any]
        match kind:
            case "w":
                told = {"type": "waits", "by": "agent", "for": "customer"}
            case "r":
                told = {"type": "resumes", "by": "agent"}
            case "c":
                facts = [("down", draw.choice(("yes", "no")))]
                told = {"type": "changes", "facts": facts}
            case _:
                told = {"type": draw.choice(("replies", "resolves")), "by": "agent"}
        events.append({"at": opened + timedelta(hours=hour), **told})
    down = draw.choice(("yes", "no"))
    return {"id": f"case-{number}", "facts.down": down, "events": events}


@pytest.mark.parametrize("pauses", ["pauses while waiting for customer", ""])
@pytest.mark.parametrize("end", ["20:00", "07:30", "the same time"])
def test_what_runs_out_outside_hours_is_told_as_alone(end: str, pauses: str) -> None:
    assert at_once(desk(end, pauses), (20, 44, 45, 68, 80, 92, 300)) > 300


@pytest.mark.parametrize(
    "low", ["2000 business days during office", "80000 hours during office"]
)
def test_what_runs_out_too_far_ahead_is_told_as_alone(low: str) -> None:
    pauses = "pauses while waiting for customer"
    policy, known = desk("closing", pauses, low), desk("closing", pauses)
    assert 0 < at_once(policy, (80, 300)) < at_once(known, (80, 300))


@pytest.mark.parametrize("down", ["yes", "no"])
def test_rows_that_need_one_calendar_of_two_are_told_by_that(down: str) -> None:
    policy, draw = desk("closing", "", "2 business days during field"), Random(1)
    early, late = MONDAY + timedelta(hours=70), MONDAY + timedelta(hours=300)
    rows = [row(draw, number) for number in range(300)]
    rows.sort(key=lambda each: str(each["facts.down"] == down))
    as_one = [  # until early, all that is open is alike
        each["events"][0]["at"] > early
        if each["facts.down"] != down
        else all(e["at"] > early for e in each["events"] if e["type"] == "changes")
        for each in rows
    ]
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    for at, some in ((late, [True] * 300), (late, as_one), (early, as_one)):
        (given,) = table.filter(pa.array(some)).combine_chunks().to_batches()
        asked = answering(policy, at, lenient=False)
        whole = wholesale(asked, heads((policy,), SCHEMA.names))
        alone = Wholesale(asked, whole.heads, None)
        assert whole.decided(given, 0).equals(alone.decided(given, 0))
        assert whole.taken > 10


def at_once(policy: slapolicy.Policy, hours: tuple[int, ...]) -> int:
    """Tell how many rows are decided at once, which come out as they do alone."""
    draw, taken = Random(1), 0
    rows = [row(draw, number) for number in range(300)]
    (given,) = pa.Table.from_pylist(rows, schema=SCHEMA).to_batches()
    for hour in hours:
        at = MONDAY + timedelta(hours=hour)
        asked = answering(policy, at, lenient=False)
        whole = wholesale(asked, heads((policy,), given.schema.names))
        alone = Wholesale(asked, whole.heads, None)
        assert whole.decided(given, 0).equals(alone.decided(given, 0))
        taken += whole.taken
    return taken
