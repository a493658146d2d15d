"""The bugs of `planted_bugs` can still be planted, and one is seen each time.

`python tests/planted_bugs.py` tries them all.
"""

from pathlib import Path

import pytest

from planted_bugs import BUGS, ENGINE, Bug, plant, seen_by_laws


def test_there_are_ten_bugs_of_different_kinds_and_more() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 10


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_line_that_a_bug_replaces_stands_in_the_engine_once(bug: Bug) -> None:
    text = (ENGINE / bug.file).read_text("utf-8")
    assert text.count(bug.right) == 1
    planted = text.replace(bug.right, bug.wrong)
    compile(planted, bug.file, "exec")


def test_a_planted_bug_is_seen_by_a_law(tmp_path: Path) -> None:
    bug = next(each for each in BUGS if "reply at the due instant" in each.name)
    plant(bug, tmp_path)
    law = "test_pause_laws.py::test_at_the_due_instant_only_what_fulfils_is_in_time"
    assert seen_by_laws(tmp_path, 60, [law])[0] == [law]
