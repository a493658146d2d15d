"""How much may be unknown before what is possible is no longer tried out.

Up to 1,024 worlds are tried: ten answers of yes or no.
"""

from datetime import UTC, datetime, timedelta

import pytest

import slapolicy

HEAD = """
agreement possible_worlds "Worlds" {
  supplied by acme "Acme" to customer "Customer"
  source terms "terms.txt" in en
  zone UTC
}
"""
AT = datetime(2025, 3, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "is_tried"),
    [([2] * 10, True), ([2] * 11, False), ([5, 5, 41], False)],
)
def test_all_of_a_thousand_and_twenty_four_worlds_are_tried_and_none_of_more(
    values: list[int], is_tried: bool
) -> None:
    # Whatever the first fact is, the severity is the same: to tell, it must be tried.
    facts, asked = "", []
    for number, count in enumerate(values):
        names = [f"v{value}" for value in range(count)]
        listed = f"{', '.join(names[:-1])} or {names[-1]}"
        facts += f'fact f{number} "F": {listed}\n'
        asked.append(f"(f{number} is v0 or f{number} is not v0)")
    policy = slapolicy.loads(
        f'{HEAD}{facts}\nclause W1 "One" from terms "1" {{\n'
        f'  severity s0 "S" level 1 when {" and ".join(asked)}\n}}\n',
        name="worlds.sla",
    )
    opens = {"at": AT.isoformat(), "type": "opens", "by": "customer"}
    decision = policy.evaluate(policy.case({"id": "1", "events": [opens]}), at=AT)
    assert (decision.severity.name == "s0") == is_tried
    noted = [note.code for note in decision.notes]
    assert ("too_many_unknowns" in noted) != is_tried


LOADS = """
role desk "Desk" of acme
fact load "Load": number
clause W1 "Severities" from terms "1" {
  severity low "Low" level 2 when load is less than 50
  severity high "High" level 1 when load is at least 50
}
clause W2 "Answer" from terms "2" {
  clock answer "Answer" { starts when customer opens  met when desk replies }
  promise answer for high within 1 hour 24x7
  promise answer for low within 2 hours 24x7
}
"""


def test_what_was_known_at_the_opening_and_is_no_more_is_tried() -> None:
    policy = slapolicy.loads(HEAD + LOADS, name="loads.sla")
    opens = {"at": AT.isoformat(), "type": "opens", "by": "customer"}
    later = AT + timedelta(minutes=30)
    forgets = {"at": later.isoformat(), "type": "changes", "facts": {"load": None}}
    case = policy.case({"id": "1", "facts": {"load": 10}, "events": [opens, forgets]})
    (owed,) = policy.evaluate(case, at=later).obligations
    assert (owed.due, owed.needs) == ("indeterminate", ("load",))
    assert owed.earliest_due_at == AT + timedelta(hours=1)
    assert owed.latest_due_at == AT + timedelta(hours=2)
