"""What follows from a policy for a case as of an instant: plain, on its own.

Policies and cases are plain data (`policies.py`, `cases.py` write them), instants whole
seconds. An answer is a dict with `case_state`, `severity`, `possible`, `coverage`,
`obligations` (by clock, occurrence and whether it binds), `next_change_at`, and the
clauses of the rules that decide.
"""

from itertools import islice
from typing import Any

from reference.hours import DAY, FOREVER, Plain, day_of, first_reaching
from reference.life import Life, target_of, told
from reference.rules import covered
from reference.story import MOST_WORLDS, Story, TooManyWorlds, worlds

MOMENTS = ("started_at", "opens_at", "due_at")  # when what is told may change


def evaluate(policy: Plain, case: Plain, at: int) -> Plain:
    """Answer, and find the first instant at which the answer is another."""
    story = Story(policy, case, at)
    stated = story.stated()
    filled = [*islice(worlds(policy, stated, {}), MOST_WORLDS + 1)]
    if len(filled) > MOST_WORLDS:
        raise TooManyWorlds
    lives = [Life(story, known) for known in filled]
    answer, moments = _answer(lives, stated[-1][1], at)
    for moment in sorted({each for each in moments if at < each < FOREVER}):
        later, _ = _answer(lives, stated[-1][1], moment)
        if _steady(later) != _steady(answer):
            return answer | {"next_change_at": moment}
    return answer | {"next_change_at": None}


def _answer(lives: list[Life], stated: Plain, at: int) -> tuple[Plain, list[int]]:
    """What all worlds agree on, and the instants at which it may change."""
    policy, opened = lives[0].policy, lives[0].story.opened
    known = [each.known_at(at) for each in lives]
    severities = [each["severity"] for each in known]
    answer: Plain = {
        "case_state": _agreed([each.state for each in lives], "indeterminate"),
        "severity": _agreed(severities, "?"),
        "possible": sorted({str(each) for each in severities}),
        "severity_clause": _agreed([each["severity_clause"] for each in known], None),
        "coverage": dict.fromkeys(policy["services"], ("silent", [])),
        "obligations": {},
    }
    zone, (first, last) = policy["zone"], policy["in_force"]
    begin = first_reaching(zone, day_of(first) * DAY) if first else -FOREVER
    end = first_reaching(zone, day_of(last) * DAY + DAY) if last else FOREVER
    moments = [begin, end] if opened == FOREVER else []
    if not begin <= min(at, opened) < end:
        return answer, moments
    answer["coverage"] = {e: covered(policy, stated, e) for e in policy["services"]}
    found = [_obligations(each, at) for each in lives]
    for key in sorted({key for each in found for key in each}):
        every = [each[key] for each in found if key in each]
        moments += [each[moment] or 0 for each in every for moment in MOMENTS]
        if any(each["is_told"] for each in every):
            answer["obligations"][key] = _together(every, len(lives))
    return answer, moments


def _obligations(life: Life, at: int) -> dict[Any, Plain]:
    """Each occurrence of each clock, or that what is owed has not begun."""
    found = {}
    for clock, binding in life.keys:
        owed = [each for each in life.owed if each.key == (clock, binding)]
        for number, each in enumerate(owed, 1):
            found[clock, number, binding] = each.tell(at)
        target = target_of(life.policy, (clock, binding), life.known_at(at))
        if target and not owed and life.state in ("open", "not_opened"):
            found[clock, 1, binding] = told(target, "not_started", due="not_started")
    return found


def _agreed(values: list[Any], otherwise: Any) -> Any:
    return values[0] if all(each == values[0] for each in values) else otherwise


def _together(every: list[Plain], worlds: int) -> Plain:
    """One obligation, as all worlds tell it.

    Where no limit ever applied in some, nothing is owed there either: those agree with
    the ones in which the obligation has lapsed.
    """
    every = every + [told(None, "lapsed", due="lapsed")] * (worlds - len(every))
    answer = {key: _agreed([each[key] for each in every], None) for key in every[0]}
    answer |= {"earliest_due_at": None, "latest_due_at": None}
    dues = [each["due_at"] for each in every]
    if answer["state"] and answer["due"] and len({*dues}) == 1:
        return answer
    open_now = dict.fromkeys(("due_at", "remaining")) | {"due": "indeterminate"}
    stated = [each for each in dues if each is not None]
    latest = None if None in dues else max(stated)
    bounds = {"earliest_due_at": min(stated, default=None), "latest_due_at": latest}
    return answer | open_now | bounds | {"state": answer["state"] or "indeterminate"}


def _steady(answer: Plain) -> Plain:
    """What of an answer is the same until something changes."""
    passing = {"remaining": None, "opens_at": None}
    steady = {key: each | passing for key, each in answer["obligations"].items()}
    return answer | {"obligations": steady}
