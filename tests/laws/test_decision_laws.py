"""Laws of decisions on a few seeds of each policy, and some with a policy of their own.

The laws themselves stand in `decision_laws`; `python tests/campaign.py laws` holds as
many random cases to them as asked for.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import slapolicy
from decision_laws import LAWS, PATHS, by_id, decide, load, told
from slapolicy import Calendar, Policy

ROOT = Path(__file__).parents[2]
MEANING = ROOT / "tests" / "fixtures" / "meaning"
SEEDS = range(2)
MONDAY = datetime(2025, 3, 10, 8, tzinfo=UTC)
OFFICE = Calendar(
    zone="Europe/Berlin",
    week={day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
)
ENVIRONMENTS = (
    {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "ar_EG.UTF-8", "PYTHONHASHSEED": "77"},
)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_law_holds(path: Path, law: str, seed: int) -> None:
    LAWS[law](load(path), seed)


# Pauses, against the calendar alone


def order() -> Policy:
    return load(MEANING / "order.sla")


def said(at: datetime, by: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"at": at.isoformat(), "type": verb, "by": by, **more}


def random_pause(seed: int) -> tuple[datetime, datetime, datetime]:
    """Give an opening, and a wait after it."""
    draw = Random(seed)
    opened = MONDAY + timedelta(minutes=draw.randrange(5 * 1440))
    begin = opened + timedelta(minutes=draw.randrange(200))
    return opened, begin, begin + timedelta(minutes=draw.randrange(1, 5000))


def waiting(opened: datetime, *spans: tuple[datetime, datetime]) -> dict[str, Any]:
    events = [said(opened, "customer", "opens", via="mail")]
    for begin, end in spans:
        events.append(said(begin, "desk", "waits", **{"for": "customer"}))
        events.append(said(end, "desk", "resumes", **{"for": "customer"}))
    return {"id": "1", "events": events}


@pytest.mark.parametrize("seed", range(150))
def test_a_pause_moves_the_due_by_its_open_time(seed: int) -> None:
    """PZ-SHIFT and PZ-CLOSED: one hour of the office, and what was paused of it."""
    opened, begin, end = random_pause(seed)
    limit = timedelta(hours=1)
    plain = OFFICE.add(opened, limit)
    case = waiting(opened, (begin, end))
    found = by_id(decide(order(), case, max(end, plain)))["answer#1"]
    if begin >= plain:
        assert found.due_at == plain
        return
    paused = OFFICE.between(begin, end)
    assert found.due_at is not None
    assert OFFICE.between(opened, found.due_at) == limit + paused
    assert found.paused == paused
    if not paused:
        assert found.due_at == plain


@pytest.mark.parametrize("seed", range(100))
def test_a_pause_that_goes_on_leaves_what_is_due_after_it(seed: int) -> None:
    """PZ-OPEN: what is left when it stands still is what is left when it goes on."""
    opened, begin, end = random_pause(seed)
    if begin >= OFFICE.add(opened, timedelta(hours=1)):
        return
    case = waiting(opened, (begin, end))
    within = begin + (end - begin) / 2
    paused = by_id(decide(order(), case, within))["answer#1"]
    assert (paused.state, paused.due_at) == ("paused", None)
    resumed = by_id(decide(order(), case, end))["answer#1"]
    assert paused.remaining is not None
    assert resumed.due_at == OFFICE.add(end, paused.remaining)


# Severities, on one line of hours


LADDER = """agreement ladder "Ladder" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
}
role desk "Desk" of acme
channel mail "Mail"
fact trouble "Trouble": worst, bad, mild or none
clause L1 "Severities" from terms "1" {
  severity s1 "Worst" level 1 when trouble is worst
  severity s2 "Bad" level 2 when trouble is bad
  severity s3 "Mild" level 3 when trouble is mild
  severity s4 "None" level 4 when trouble is none
}
clause L2 "Answer" from terms "2" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer for s1 within 1 hour 24x7
  promise answer for s2 within 4 hours 24x7
  promise answer for s3 within 30 hours 24x7
}
"""
LIMITS = {"worst": 1, "bad": 4, "mild": 30}


@pytest.mark.parametrize("seed", range(150))
def test_what_is_owed_from_the_start_depends_on_the_present_severity_only(
    seed: int,
) -> None:
    """SV-PATH and SV-MONO, with what was broken on the way worked out by hand."""
    policy, draw = slapolicy.loads(LADDER), Random(seed)
    values = [draw.choice((*LIMITS, "none")) for _ in range(5)]
    events = [said(MONDAY, "customer", "opens", via="mail")]
    changes = [(MONDAY, values[0])]
    at = MONDAY
    for value in values[1:]:
        at += timedelta(minutes=draw.choice((0, 5, 30, 60, 120, 240)))
        events.append(said(at, "desk", "changes", facts={"trouble": value}))
        changes.append((at, value))
    case = {"id": "1", "facts": {"trouble": values[0]}, "events": events}
    now = at + timedelta(minutes=draw.choice((0, 1, 30, 60)))
    expected = broken = None
    for index, (since, value) in enumerate(changes):
        until = changes[index + 1][0] if index + 1 < len(changes) else now
        if since == until and index + 1 < len(changes):
            continue  # the last of one instant holds
        due = MONDAY + timedelta(hours=LIMITS[value]) if value in LIMITS else None
        expected = due
        if due is not None and due <= until:
            expected, broken = due, max(due, since)
            break
    found = by_id(decide(policy, case, now)).get("answer#1")
    if found is None:
        assert not any(value in LIMITS for _, value in changes)
    else:
        assert (found.due_at, found.breached_at) == (expected, broken)


def test_a_decision_is_the_same_value_each_time() -> None:
    for path in PATHS:
        case, times = told(load(path), 1)
        first, second = (decide(load(path), case, times[0]) for _ in range(2))
        assert first == second
        assert first.to_json() == second.to_json()


# The environment


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from decision_laws import PATHS, decide, load, told
for path in PATHS[:6]:
    for seed in (1, 2, 3):
        case, times = told(load(path), seed)
        print(decide(load(path), case, times[0]).to_json())
"""


def told_in(environment: dict[str, str], folder: Path) -> bytes:
    whole = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LANG", "TZ")}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT / "tests")],
        env={**whole, **environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"},
        cwd=folder,
        capture_output=True,
        check=True,
    ).stdout


def test_zone_language_hash_seed_and_folder_change_no_byte(tmp_path: Path) -> None:
    """ENV: the bytes of decisions are those of any other environment."""
    first, *others = (told_in(each, tmp_path) for each in ENVIRONMENTS)
    assert first.count(b"\n") >= 18
    assert json.loads(first.splitlines()[0])
    assert all(other == first for other in others)
