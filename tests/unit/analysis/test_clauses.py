"""What is told of a contract clause by clause."""

from slapolicy.analysis.clauses import clauses
from unit.analysis.written import CLOCK, policy

STORY = """\
scenario "Asked in time" {
  zone UTC
  2025-03-03 10:00 customer opens
  at 2025-03-03 10:30
  expect answer is running, due 2025-03-03 11:00 per A1
}
"""


def test_a_clause_tells_what_it_expresses_who_exercises_it_and_what_is_left() -> None:
    found = policy(
        CLOCK + "promise answer within 1 hour 24x7",
        'left to people because "it is about good manners"',
        outside=STORY,
    )
    first, second = clauses(found)
    assert first.rules == ("the promise `answer` within 1 hour 24x7",)
    assert first.definitions == ("clock `answer`",)
    assert (first.expressed, first.exercised_by) == (2, ("Asked in time",))
    assert first.places == (("terms", "A1"),)
    assert (second.expressed, second.exercised_by) == (0, ())
    assert second.left_to_people == "it is about good manners"
