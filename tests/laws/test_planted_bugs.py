"""The bugs of `planted_bugs` can still be planted: their lines stand in the engine."""

import pytest

from planted_bugs import BUGS, ENGINE, Bug


def test_there_are_ten_bugs_of_different_kinds_and_more() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 10


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_line_that_a_bug_replaces_stands_in_the_engine_once(bug: Bug) -> None:
    text = (ENGINE / bug.file).read_text("utf-8")
    assert text.count(bug.right) == 1
    planted = text.replace(bug.right, bug.wrong)
    compile(planted, bug.file, "exec")
