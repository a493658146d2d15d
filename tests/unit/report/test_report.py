"""What a report says of a policy, and how it is written."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import slapolicy
from slapolicy import Policy
from slapolicy.report import Report, build, to_html, to_markdown
from slapolicy.report.markdown import plain
from slapolicy.report.markup import every
from slapolicy.report.model import Grid, Table

ROOT = Path(__file__).parents[3]
POLICIES = sorted(p for p in (ROOT / "policies").glob("*.sla*") if p.stem != "support")
FIXTURES = sorted((ROOT / "tests" / "fixtures").rglob("*.sla"))
FIRST = date(2026, 1, 1)
VOID = {"meta", "br", "hr", "img", "link", "input"}


def reported(path: Path) -> tuple[Policy, Report]:
    policy = slapolicy.load(path)
    return policy, build(policy, FIRST)


class Tags(HTMLParser):
    """Reads a page strictly: every tag is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.seen: set[str] = set()
        self.anchors: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            if name == "id":
                assert value not in self.anchors, value
                self.anchors.add(value or "")
            if name == "href":
                self.links.add((value or "").removeprefix("#"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert tags.open == []
    return tags


@pytest.mark.parametrize("path", [*POLICIES, *FIXTURES], ids=lambda p: p.name)
def test_every_clause_reading_definition_and_scenario_stands_in_both_forms(
    path: Path,
) -> None:
    policy, report = reported(path)
    page = " ".join(" ".join(read(to_html(report)).text).split())
    text = to_markdown(report)
    wanted = [clause.title for clause in policy.clauses.values()]
    wanted += [clause.left_to_people or "" for clause in policy.clauses.values()]
    for reading in policy.readings.values():
        wanted += [reading.chosen, reading.rejected, reading.because]
    rooms = (
        policy.plans, policy.addons, policy.parameters, policy.facts, policy.terms,
        policy.indicators, policy.attempts, policy.channels, policy.services,
        policy.outcomes, policy.calendars, policy.clocks,
    )  # fmt: skip
    for room in rooms:
        wanted += [named.title for named in room.values()]
    wanted += [scenario.title for scenario in policy.scenarios]
    wanted += [each.title for each in policy.properties]
    for words in filter(None, wanted):
        assert words in page, words
        assert plain(words) in text, words


@pytest.mark.parametrize("path", POLICIES, ids=lambda p: p.name)
def test_what_scenarios_expect_is_what_the_report_works_out(path: Path) -> None:
    _, report = reported(path)
    assert "This differs from what the policy expects" not in to_markdown(report)


@pytest.mark.parametrize("path", POLICIES, ids=lambda p: p.name)
def test_each_clause_that_is_cited_can_be_followed(path: Path) -> None:
    _, report = reported(path)
    tags = read(to_html(report))
    assert tags.links <= tags.anchors
    assert not tags.seen & {"script", "iframe", "img", "link"}


def rows(report: Report) -> Iterator[list[str]]:
    for section in every(report):
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    assert len(row) == len(block.heads)
                    yield [said.text for said in row]


def test_the_calendar_of_a_year_lists_holidays_with_who_says_so() -> None:
    _, report = reported(ROOT / "policies" / "liveagent-vip-support.sla")
    found = [*rows(report)]
    assert [
        "Friday 3 April 2026",
        "Good Friday (holiday)",
        "SK, by holidays 0.109",
    ] in [
        [day, what, re.sub(r"holidays [\d.]+", "holidays 0.109", source)]
        for day, what, source in (row for row in found if len(row) == 3)
    ]
    # January 2026 has 22 working days but for New Year and Epiphany
    assert ["Jan 2026", "20", "160 hours"] in found
    assert ["Sunday 29 March 2026", "The clocks go forward by 1 hour",
            "Europe/Bratislava"] in found  # fmt: skip


def test_the_year_begins_on_the_date_that_is_given() -> None:
    policy = slapolicy.load(ROOT / "policies" / "liveagent-vip-support.sla")
    text = to_markdown(build(policy, date(2024, 2, 29)))
    assert "The year from Thursday 29 February 2024 to Friday 28 February 2025" in text


def test_what_is_silent_is_listed() -> None:
    _, report = reported(ROOT / "tests" / "fixtures" / "extras.sla")
    silent = next(s for s in every(report) if s.heading.startswith("Silences"))
    told = str(silent)
    assert "no time is stated" in told  # the clause that is left to people


ROGUE = """
agreement a "<script>x</script> | `b` [c](http://d) ](e" {
  supplied by acme "# Acme" to customer "<img src=x onerror=y>"
  reading r as "1. one" and not as "- two" because "| three | & <b>"
}
service s "*stars* _and_ ~more~ \\\\"
clause A1 "<!-- </h3> -->" { grant s }
"""


def test_nothing_that_a_policy_names_becomes_markup() -> None:
    report = build(slapolicy.loads(ROGUE), FIRST)
    tags = read(to_html(report))
    assert not tags.seen & {"script", "img", "b"}
    markdown = pytest.importorskip("markdown_it")
    rendered = (
        markdown.MarkdownIt("commonmark").enable("table").render(to_markdown(report))
    )
    shown = read(f"<div>{rendered}</div>")
    assert shown.seen <= {
        "div", "h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody",
        "tr", "th", "td",
    }  # fmt: skip
    words = " ".join(" ".join(shown.text).split())
    named = (
        "<script>x</script> | `b` [c](http://d) ](e", "1. one", "- two",
        "| three | & <b>", "*stars* _and_ ~more~", "<!-- </h3> -->",
    )  # fmt: skip
    for said in named:
        assert said in words, said


def test_a_hash_seed_changes_no_byte() -> None:
    program = (
        "import slapolicy, sys\n"
        "from datetime import date\n"
        "from slapolicy.report import build, to_html, to_markdown\n"
        f"policy = slapolicy.load({str(ROOT / 'tests/fixtures/extras.sla')!r})\n"
        "report = build(policy, date(2026, 1, 1))\n"
        "for form in (to_html, to_markdown):\n"
        "    sys.stdout.buffer.write(form(report).encode())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        ).stdout
        for seed in ("0", "424242")
    }
    assert len(told) == 1


def test_an_unknown_language_is_refused() -> None:
    policy = slapolicy.load(POLICIES[0])
    with pytest.raises(ValueError, match="not `tlh`"):
        build(policy, FIRST, "tlh")


def test_a_year_can_be_seen_at_a_glance_holidays_marked() -> None:
    _, report = reported(ROOT / "policies" / "liveagent-vip-support.sla")
    (shown,) = [
        block
        for section in every(report)
        for block in section.blocks
        if isinstance(block, Grid)
    ]
    days = {
        (month.name, day.number): day.kind
        for month in shown.months
        for week in month.weeks
        for day in week
        if day is not None
    }
    assert len(days) == 365
    closed = sorted(key for key, kind in days.items() if kind == "closed")
    # the holidays of Slovakia in 2026; what falls on a Saturday or Sunday too
    assert closed == sorted([
        ("Jan 2026", 1), ("Jan 2026", 6), ("Apr 2026", 3), ("Apr 2026", 6),
        ("May 2026", 1), ("Jul 2026", 5), ("Aug 2026", 29), ("Nov 2026", 1),
        ("Dec 2026", 24), ("Dec 2026", 25), ("Dec 2026", 26),
    ])  # fmt: skip
    assert days["Mar 2026", 29] == "free"  # the clocks change; nothing is closed
    assert days["Mar 2026", 30] == "work"
    assert "<caption>Jan 2026</caption>" in to_html(report)


def test_what_is_promised_to_whom_stands_in_a_table_cell_by_cell() -> None:
    _, report = reported(ROOT / "policies" / "liveagent-vip-support.sla")
    section = next(s for s in every(report) if s.heading == "How fast, by severity")
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert table.heads == ("Severity", "Initial response", "Next response")
    critical, _, standard, *_ = table.rows
    assert [said.text for said in critical] == [
        "Critical",
        'within 1 hour, counted in the hours "Hours of the dedicated agent"',
        'within 4 hours, counted in the hours "Hours of the dedicated agent"',
    ]
    assert "(an aim); within 2 business days" in standard[1].text
    assert standard[1].clauses == ("V11",)


def test_what_holds_beside_a_choice_stands_in_brackets() -> None:
    _, report = reported(ROOT / "policies" / "liveagent-vip-support.sla")
    high = next(row for row in rows(report) if row[:2] == ["High", "2"])
    assert high[2].startswith('The add-on "VIP support" is held and ((')
