"""The list of survivors of mutation testing keeps in step with the source."""

from functools import cache

import pytest

from mutation.ledger import Survivor, survivors
from mutation.rooms import ROOT
from mutation.source import Source

LISTED = survivors()


@cache
def changes(file: str) -> set[tuple[str, str, str]]:
    found = Source(ROOT / file, file).mutations
    return {(each.where, each.text, each.change) for each in found}


@pytest.mark.parametrize("file", sorted({each.file for each in LISTED}))
def test_what_is_listed_still_stands_in_the_source(file: str) -> None:
    listed = [each for each in LISTED if each.file == file]
    gone = [e for e in listed if (e.within, e.line, e.change) not in changes(file)]
    assert gone == []


def test_a_survivor_is_listed_once_and_with_a_reason() -> None:
    rows = [(each.file, each.within, each.line, each.change) for each in LISTED]
    assert len(set(rows)) == len(rows)
    assert [each for each in LISTED if len(each.why) < 20] == []


def test_a_small_file_is_changed_in_every_way_that_matters(tmp_path: object) -> None:
    path = ROOT / "src" / "slapolicy" / "worktime" / "interval.py"
    found = {(e.where, e.change) for e in Source(path, "interval.py").mutations}
    assert ("contains", "`start <= point` -> `start < point`") in found
    assert ("union", "`return tuple(merged)` -> `return None`") in found
    assert ("intersection", "`i += 1` -> `pass`") in found
    assert ("union", "`sorted(intervals)` -> `list(intervals)`") in found
    assert isinstance(LISTED, tuple)
    assert all(isinstance(each, Survivor) for each in LISTED)
