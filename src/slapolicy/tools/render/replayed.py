"""What changes between two policies, told in words or as JSON."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slapolicy.comparison import Tally
from slapolicy.comparison.difference import Difference
from slapolicy.comparison.picture import WORDS
from slapolicy.comparison.tally import Example
from slapolicy.contract.policy import Policy
from slapolicy.tools.case_files.differences import record
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.table import table
from slapolicy.worktime import from_datetime, to_iso


def lines(tally: Tally, at: datetime, zone: str) -> Iterator[str]:
    """Say what changes: how much, by clause, and the first examples of each kind."""
    cases = "case" if tally.cases == 1 else "cases"
    same = tally.cases - tally.changed - tally.refused
    refused = f"{tally.refused:,} cannot be read by either"
    counted = f"{tally.changed:,} change, {same:,} stay as they are, {refused}"
    yield f"{tally.cases:,} {cases} as of {_instant(at, zone)}: {counted}"
    if not tally.changed:
        return
    yield ""
    counts = [(WORDS[kind], f"{tally.by_kind[kind]:,}") for kind in tally.kinds]
    yield from table([("what changes", "cases"), *counts], 1)
    yield ""
    yield from table(list(_by_clause(tally)), 2)
    for kind in tally.kinds:
        if tally.examples.get(kind):
            yield ""
            yield f"{WORDS[kind]}, for example"
            yield from map(_example, tally.examples[kind])


def _by_clause(tally: Tally) -> Iterator[tuple[str, ...]]:
    yield ("clause", "what", *(WORDS[kind] for kind in tally.kinds))
    for subject, counted in tally.subjects:
        counts = (f"{counted[kind]:,}" if counted[kind] else "" for kind in tally.kinds)
        yield (subject.clause, subject.what, *counts)


def _example(example: Example) -> str:
    each = example.difference
    case = "" if example.case is None else f" {escape(example.case)}"
    name = f" {each.name}" if each.name else ""
    was = _when(each, each.old_at, each.old_earliest_at, each.old_latest_at)
    now = _when(each, each.new_at, each.new_earliest_at, each.new_latest_at)
    old = _side(each.old, was, each.old_clauses)
    new = _side(each.new, now, each.new_clauses)
    return f"  row {example.row}{case}{name}: {old} → {new}"


def _side(said: str | None, when: str, clauses: tuple[str, ...]) -> str:
    words = "nothing" if said is None else said.replace("_", " ")
    return f"{words}{when} per {clauses[0]}" if clauses else f"{words}{when}"


def _when(
    each: Difference,
    at: datetime | None,
    earliest: datetime | None,
    latest: datetime | None,
) -> str:
    due = ", due" if each.about == "obligation" else ","
    if at is not None:
        return f"{due} {_instant(at, each.zone)}"
    if earliest is not None and latest is not None:
        between = f"{_instant(earliest, each.zone)} and {_instant(latest, each.zone)}"
        return f"{due} between {between}"
    if earliest is not None:
        return f"{due} not before {_instant(earliest, each.zone)}"
    return ""


def mapping(tally: Tally, policies: tuple[Policy, Policy], at: datetime) -> Any:
    """Say the same as plain values of JSON."""
    old, new = policies
    return {
        "schema": 1,
        "old": _policy(old),
        "new": _policy(new),
        "at": _instant(at, new.agreement.zone),
        "cases": tally.cases,
        "changed": tally.changed,
        "refused": tally.refused,
        "by_kind": {kind: tally.by_kind[kind] for kind in tally.kinds},
        "by_clause": [
            {
                "clause": subject.clause or None,
                "what": subject.what,
                "kinds": {kind: counted[kind] for kind in tally.kinds if counted[kind]},
            }
            for subject, counted in tally.subjects
        ],
        "examples": [
            record(each.row, each.case, each.difference)
            for kind in tally.kinds
            for each in tally.examples.get(kind, ())
        ],
    }


def _policy(policy: Policy) -> dict[str, str]:
    return {"agreement": policy.agreement.name, "policy_sha256": policy.sha256}


def _instant(at: datetime, zone: str) -> str:
    return to_iso(from_datetime(at), zone)
