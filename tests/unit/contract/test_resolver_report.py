"""How findings, names, dates and attempts are kept: in order, and not without end."""

import pytest

from slapolicy.contract.resolver import resolve
from slapolicy.contract.resolver.exceptions import openings
from slapolicy.contract.resolver.names import SERVICE, Entry, Names
from slapolicy.contract.resolver.report import MOST_PLACES, Report, listed
from slapolicy.contract.resolver.stories import Story
from slapolicy.contract.resolver.work import Binding, Work
from slapolicy.finding import KEPT
from slapolicy.language import syntax
from slapolicy.language.parser import parse
from slapolicy.source import Source, Span

SOURCE = Source("a.sla", "advice " * 2_000)
LOOKS = "slapolicy.contract.resolver.names.LOOKS"


def span(number: int, source: Source = SOURCE) -> Span:
    """Give the place of the n-th word."""
    return Span(source, 7 * number, 7 * number + 6)


def test_findings_come_in_order_of_files_and_of_text_whatever_their_code() -> None:
    report, other = Report(), Source("b.sla", SOURCE.text)
    report.add("SLA201", "third", span(0, other))
    report.add("SLA301", "second", span(2))
    report.add("SLA402", "first", span(1))
    told = [each.message for each in report.findings]
    assert told == ["first", "second", "third"]


def test_one_code_is_told_once_at_one_place() -> None:
    report = Report()
    report.add("SLA201", "first", span(1))
    report.add("SLA201", "again", span(1))
    report.add("SLA202", "another", span(1))
    assert [each.message for each in report.findings] == ["first", "another"]


def test_no_more_findings_are_kept_than_may_be_and_the_rest_does_no_harm() -> None:
    report = Report()
    for number in range(KEPT + 2):
        assert report.once(f"n{number}", span=span(number), code="SLA201")
        report.add("SLA201", "again", span(number))
    assert len(report.findings) == KEPT
    assert not report.once(f"n{KEPT + 1}", span=span(1), code="SLA201")


def test_a_mistake_that_is_met_again_shows_where_up_to_a_number_of_places() -> None:
    report = Report()
    report.once("advice", span=span(0), code="SLA205")
    report.add("SLA205", "unknown", span(0), None, (span(1), "near"))
    for number in (0, 1, 2, 2, *range(3, 20)):
        assert not report.once("advice", span=span(number), code="SLA205")
    (found,) = report.findings
    assert [each.span for each in found.notes] == [span(n) for n in (1, 2, 3, 4, 5, 6)]
    assert len(found.notes) == MOST_PLACES


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a"], "`a`"),
        (["a", "b"], "`a` and `b`"),
        (["a", "b", "c"], "`a`, `b` and `c`"),
        ([*"abcdef"], "`a`, `b`, `c`, `d`, `e` and `f`"),
        ([*"abcdefg"], "`a`, `b`, `c`, `d`, `e`, `f` and 1 more"),
        ([*"abcdefghi"], "`a`, `b`, `c`, `d`, `e`, `f` and 3 more"),
    ],
)
def test_names_are_listed_and_counted_after_six(names: list[str], told: str) -> None:
    assert listed(names) == told


def test_slips_in_a_long_policy_are_told_and_after_so_many_looks_not_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LOOKS, 5)
    names = Names(Report())
    for each in ("advise", "training"):
        names.declare(Entry("service", each, span(0)))
    hints = [names.proposal("advice", SERVICE)[0] for _ in range(5)]
    assert hints[:3] == ["did you mean `advise`?"] * 3
    assert hints[3:] == ["declare it, or name a service that is declared"] * 2
    assert names.known(SERVICE) == hints[-1]
    assert names.nearest("advice", ["advise"]) is None


def test_the_last_look_is_still_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LOOKS, 2)
    names = Names(Report())
    for each in ("advise", "training"):
        names.declare(Entry("service", each, span(0)))
    assert names.proposal("advice", SERVICE) == ("did you mean `advise`?", "advise")
    declare = "declare it, or name a service that is declared"
    assert names.proposal("advice", SERVICE) == (declare, None)


def test_looks_are_counted_from_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LOOKS, 1)
    names = Names(Report())
    names.declare(Entry("service", "advise", span(0)))
    assert names.proposal("advice", SERVICE)[1] == "advise"
    assert names.proposal("advice", SERVICE)[1] is None
    others = Names(Report())
    assert others.nearest("advice", ["advise"]) == "advise"
    assert others.nearest("advice", ["advise"]) is None


def test_a_tree_is_taken_for_whole_unless_somebody_says_otherwise() -> None:
    text = 'agreement a "A" {\n  supplied by bird "B" to customer "C"\n}\n'
    source = Source("a.sla", text)
    tree = parse(source).tree
    assert resolve(source, tree).policy is not None
    assert resolve(source, tree, is_whole=False).policy is None
    none = Source("a.sla", text.replace('supplied by bird "B" to customer "C"', ""))
    lacking = parse(none).tree
    assert [each.code for each in resolve(none, lacking).findings] == ["SLA423"]
    assert resolve(none, lacking, is_whole=False).findings == ()


OPENING = 'agreement a "A" {\n  supplied by bird "B" to customer "C"\n}\n'


def works(text: str) -> tuple[syntax.Document, Work]:
    """Give the tree of a text, and the work on it at its beginning."""
    source, report = Source("a.sla", OPENING + text), Report()
    tree = parse(source).tree
    return tree, Work(source, tree, None, report, Names(report))


@pytest.mark.parametrize(("left", "codes"), [(3, []), (2, ["SLA317"]), (4, [])])
def test_so_many_dates_have_hours_of_their_own_and_no_more(
    left: int, codes: list[str]
) -> None:
    tree, work = works(
        'calendar c "C" {\n  open on 2025-01-01 through 2025-01-03 09:00-10:00\n}\n'
    )
    work.dates_left = left
    (calendar,) = tree.declarations
    assert isinstance(calendar, syntax.Calendar)
    (line,) = calendar.lines
    assert isinstance(line, syntax.OpenDate)
    found = openings([line], [], [], work)
    assert [each.code for each in work.report.findings] == codes
    assert [each.on.day for each in found] == [1, 2, 3][: min(left, 3)]
    assert work.dates_left == max(left - 3, 0)


@pytest.mark.parametrize(("left", "made"), [(5, 5), (4, 0), (6, 5)])
def test_so_many_attempts_are_told_and_no_more(left: int, made: int) -> None:
    tree, work = works(
        'attempt ping "Ping": answered or lost\nscenario "S" {\n'
        "  2025-01-01 10:00 for 5 seconds each second 1 ping end in lost\n}\n"
    )
    work.attempts_left = left
    attempt, scenario = tree.declarations
    assert isinstance(attempt, syntax.Attempt)
    assert isinstance(scenario, syntax.Scenario)
    work.names.declare(Entry("attempt", "ping", attempt.name.span, attempt))
    story = Story(Binding(work, None), "UTC", "S")
    (line,) = scenario.lines
    assert isinstance(line, syntax.Attempts)
    story.attempt(line)
    assert len(story.attempts) == made
    assert [each.code for each in work.report.findings] == ["SLA707"] * (not made)
    assert work.attempts_left == left - made
