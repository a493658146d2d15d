"""A case of known words is read again only if it is plainly in order."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain, product
from pathlib import Path
from typing import Any

import reading_agreement
import slapolicy

HERE = Path(__file__).resolve().parents[3]
DESK = (HERE / "benchmarks" / "policies" / "desk.sla").read_text()
OPENED = datetime(2025, 3, 7, 20, 30, tzinfo=UTC)

EVENTS: tuple[dict[str, Any], ...] = (
    {"type": "opens", "by": "customer", "via": "portal"},
    {"type": "waits", "by": "agent", "for": "customer"},
    {"type": "resumes", "by": "agent", "for": "customer"},
    {"type": "waits", "by": "customer", "for": "agent"},
    {"type": "resumes", "by": "agent"},
    {"type": "writes", "by": "customer", "via": "portal"},
    {"type": "replies", "by": "agent", "via": "email"},
    {"type": "resolves", "by": "agent"},
)


def stated(events: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """Give a case in which something happens each minute."""
    told = [
        {"at": OPENED + timedelta(minutes=minute), **event}
        for minute, event in enumerate(events)
    ]
    facts = {"impact": "many", "blocked": True}
    return {"id": "1", "plan": "standard", "facts": facts, "events": told}


def test_whatever_the_order_a_case_of_known_words_is_what_the_case_reader_reads() -> (
    None
):
    desk = slapolicy.loads(DESK, name="desk.sla")
    assert reading_agreement.compare(desk, stated(EVENTS)) == "read"
    orders = chain.from_iterable(product(EVENTS, repeat=n) for n in range(1, 5))
    found = Counter(reading_agreement.compare(desk, stated(each)) for each in orders)
    assert found["known"] > 100
    assert found["refused"] > 100


def test_what_waits_for_two_is_read_again_whichever_comes_first() -> None:
    desk = slapolicy.loads(DESK, name="desk.sla")
    opens, waits, resumes, waits_too, resumes_all, _, _, resolves = EVENTS
    for events in (
        (opens, waits, resumes, resolves),
        (opens, waits, waits_too, resumes, resumes_all, resolves),
        (opens, waits_too, waits, resumes_all, resolves),
    ):
        told = stated(events)
        reading_agreement.compare(desk, told)
        assert reading_agreement.compare(desk, told) == "known"
