"""What mutation testing changes, and that its list of survivors fits the source."""

import marshal
from functools import cache
from pathlib import Path

import pytest

from mutation.ledger import Ledger, Result, State, is_listed, report, survivors
from mutation.rooms import ROOMS, ROOT, Room
from mutation.source import Mutation, Source

LISTED = survivors()


@cache
def mutations(room: Room) -> tuple[Mutation, ...]:
    names = [(path, str(path.relative_to(ROOT))) for path in room.files]
    return tuple(e for path, name in names for e in Source(path, name).mutations)


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
def test_every_room_has_files_and_tests(room: Room) -> None:
    asked = [*room.tests, *room.quick, *room.deselected]
    assert len(mutations(room)) > 1_000
    assert [e for e in asked if not (ROOT / e.partition("::")[0]).exists()] == []


def test_what_is_listed_still_stands_in_the_source() -> None:
    found = {
        (each.path, each.where, each.text, each.change)
        for room in ROOMS.values()
        for each in mutations(room)
    }
    rows = [(each.file, each.within, each.line, each.change) for each in LISTED]
    assert rows
    assert [row for row in rows if row not in found] == []


def test_a_survivor_is_listed_once_and_with_a_reason() -> None:
    rows = [(each.file, each.within, each.line, each.change) for each in LISTED]
    assert len(set(rows)) == len(rows)
    assert [each for each in LISTED if len(each.why) < 20] == []


@pytest.mark.parametrize(
    ("state", "listed", "again"),
    [
        ("killed", False, False),
        ("timeout", False, False),
        ("survived", True, False),
        ("survived", False, True),
        ("unreached", False, True),
        ("reload", False, True),  # for which another process was to be asked
    ],
)
def test_what_survived_is_tried_again_unless_it_must_survive(
    state: State, listed: bool, again: bool, tmp_path: Path
) -> None:
    must = [each for each in LISTED if each.equivalent]
    asked = next(
        each
        for each in mutations(ROOMS["worktime"])
        if (is_listed(each, must) is not None) is listed
    )
    ledger = Ledger(tmp_path / "ledger.jsonl")
    assert not ledger.is_tried(asked)
    ledger.add(Result(asked.key, state))
    ledger.forget([asked])
    assert ledger.is_tried(asked) is not again


def test_what_must_survive_is_not_killed_by_being_slow(tmp_path: Path) -> None:
    must = [each for each in LISTED if each.equivalent]
    ledger = Ledger(tmp_path / "ledger.jsonl")
    asked = {
        is_listed(each, must) is not None: each for each in mutations(ROOMS["worktime"])
    }
    for each in asked.values():
        ledger.add(Result(each.key, "timeout"))
    text, share, unlisted = report(asked.values(), ledger)
    assert (share, unlisted) == (0.5, 0)
    assert "50.0% of the mutants are killed, 100.0% of those not equivalent" in text


BOUND = """
def is_late(due: int, at: int, *, strict: bool = False) -> bool:
    "Prose."
    return at > due if strict else due <= at
"""
WALK = """
def least(numbers):
    found = []
    for number in sorted(numbers):
        if number is None and not found:
            continue
        found.append(number + 1)
        break
    return min(found)
"""
CHOICE = """
def word(thing):
    match thing:
        case int():
            return "number"
        case _:
            raise ValueError("not a thing")
"""
PAIR = """
def pair(names):
    return zip(names[1], names[1], strict=True)
"""


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            BOUND,
            {
                "False -> True",
                "return at > due if strict else due <= at -> return None",
                "strict -> not strict",
                "at > due -> at >= due",
                "at > due -> at <= due",
                "due <= at -> due < at",
                "due <= at -> due > at",
            },
        ),
        (
            WALK,
            {
                "sorted(numbers) -> ()",
                "sorted(numbers) -> list(numbers)",
                "number is None and (not found) -> number is None or not found",
                "number is None and (not found) -> number is None",
                "number is None and (not found) -> not found",
                "number is None -> number is not None",
                "not found -> found",
                "continue -> break",
                "found.append(number + 1) -> pass",
                "number + 1 -> number - 1",
                "1 -> 2",
                "1 -> 0",
                "break -> continue",
                "return min(found) -> return None",
                "min(found) -> max(found)",
            },
        ),
        (
            CHOICE,
            {
                "int() -> False",
                "return 'number' -> return None",
                "'number' -> ''",
                "raise ValueError('not a thing') -> pass",
            },
        ),
        (
            PAIR,
            {
                "return zip(names[1], names[1], strict=True) -> return None",
                "1 -> 2",
                "1 -> 0",
                "1 -> 2 #2",
                "1 -> 0 #2",
            },
        ),
    ],
    ids=["a bound", "a walk", "a choice", "a pair"],
)
def test_a_small_file_is_changed_in_every_way_that_matters(
    text: str, changes: set[str], tmp_path: Path
) -> None:
    path = tmp_path / "small.py"
    path.write_text(text, "utf-8")
    found = [each.change.replace("`", "") for each in Source(path, "small").mutations]
    assert set(found) == changes
    assert len(set(found)) == len(found)


def test_each_change_is_made_alone_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(WALK, "utf-8")
    source = Source(path, "small")
    first, again = (
        [marshal.dumps(source.compiled(each)) for each in source.mutations]
        for _ in range(2)
    )
    assert first == again
    assert len({marshal.dumps(compile(WALK, str(path), "exec")), *first}) == 16
