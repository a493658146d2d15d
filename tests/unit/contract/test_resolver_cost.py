"""A policy twice as long costs about twice as much to resolve."""

from slapolicy.contract.resolver import resolve
from slapolicy.language.parser import parse
from slapolicy.source import Source
from work import lines_run

OPENING = """\
agreement long "Long" {
  supplied by bird "Bird" to customer "Customer"
  source terms "t.txt" in en
}
fact load "Load": number
fact issue "Issue": bug or question
role tam "Manager" of bird
channel email "E-mail"
calendar office "Office" {
  zone UTC
  open Mon-Fri 09:00-17:00
  business days run to closing
}
"""
PART = """\
clause C@ "Clause" from terms "@" {
  service service_@x "Service"
  term busy_@x "Busy" means load is at least @ and issue is bug
  clock clock_@x "Clock" {
    starts when customer opens via email
    met when tam replies
  }
  severity severity_@x "Severity" level @ when busy_@x is yes
  grant service_@x only if busy_@x is yes
  promise clock_@x for severity_@x within 4 hours during office despite C1
  duty duty_@x of bird "act" until customer writes via email
  escalate to tam at 80% of clock_@x
  reading reading_@x of clock_@x as "one" and not as "two" because "three"
}
scenario "Story @" {
  given load is @
  2025-01-01 10:00 customer opens via email
  at 2025-01-01 10:00
  expect service_@x is indeterminate, needs issue per C@
  expect clock_@x is indeterminate per C@ reading reading_@x
}
language pl {
  clock_@x "Zegar"
}
"""


def steps(parts: int, text: str = PART) -> int:
    """Give how many lines of the resolver run for a policy of so many parts."""
    pieces = "".join(text.replace("@", str(n)) for n in range(1, parts + 1))
    source = Source("long.sla", OPENING + pieces)
    tree = parse(source).tree
    return lines_run(lambda: resolve(source, tree), within="resolver")


def test_what_is_right_costs_in_proportion() -> None:
    assert steps(80) < 2.3 * steps(40)


def test_what_is_wrong_costs_in_proportion() -> None:
    wrong = PART.replace("grant service_@x", "grant servise_@x")
    assert steps(60, wrong) < 2.6 * steps(30, wrong)
