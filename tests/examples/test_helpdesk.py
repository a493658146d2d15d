"""The example helpdesk, as its users see it: in a browser, on both databases."""

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import Select, WebDriverWait

import slapolicy
from examples.browser import chromium
from examples.desk import (
    DATABASES,
    ROOT,
    Desk,
    kept,
    postgresql,
    postgresql_binaries,
    served,
)

POLICY = ROOT / "policies" / "bird-email-enterprise.sla"


@pytest.fixture(params=DATABASES)
def settings(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {"HELPDESK_SQLITE": str(tmp_path / "desk.sqlite3")}
        return
    if postgresql_binaries() is None:
        pytest.skip("PostgreSQL's server is not installed")
    with postgresql() as address:
        yield {"HELPDESK_DATABASE": address}


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as found:
        yield found


class Reader:
    """Somebody at the browser."""

    def __init__(self, browser: webdriver.Chrome, desk: Desk) -> None:
        self._browser, self._desk = browser, desk

    def goes(self, path: str) -> None:
        self._browser.get(self._desk.address + path)

    def chooses(self, **values: str) -> None:
        for name, value in values.items():
            Select(self._find(name)).select_by_value(value)

    def writes(self, **texts: str) -> None:
        for name, text in texts.items():
            self._find(name).send_keys(text)

    def presses(self, selector: str) -> None:
        page = self._browser.find_element(By.TAG_NAME, "html")
        button = self._browser.find_element(By.CSS_SELECTOR, selector)
        self._browser.execute_script("arguments[0].click()", button)
        WebDriverWait(self._browser, 20).until(staleness_of(page))

    def lets_pass(self, minutes: int) -> None:
        self.chooses(minutes=str(minutes))
        self.presses("#pass")

    def tells(self, by: str, act: str, via: str = "") -> None:
        self.chooses(by=by, type=act, via=via)
        self.presses("#happen button")

    def learns(self, **facts: str) -> None:
        self.chooses(**facts)
        self.presses("#know button")

    def _find(self, name: str) -> webdriver.remote.webelement.WebElement:
        return self._browser.find_element(By.NAME, name)

    def sees(self, selector: str) -> str:
        return self._browser.find_element(By.CSS_SELECTOR, selector).text

    def row(self, title: str) -> tuple[str, str, str]:
        """Give the state of a promise, when, and by which clauses."""
        for row in self._browser.find_elements(By.CSS_SELECTOR, "#obligations tr"):
            cells = [each.text for each in row.find_elements(By.TAG_NAME, "td")]
            if cells and cells[0] == title:
                return cells[1], cells[2], cells[3]
        raise AssertionError(title)


def test_a_ticket_is_opened_answered_paused_reclassified_and_resolved(
    settings: dict[str, str], browser: webdriver.Chrome
) -> None:
    with served(settings) as desk:
        reader = Reader(browser, desk)
        reader.goes("/new/")
        reader.writes(title="Nothing is sent any more", update_interval="PT2H")
        reader.chooses(customer="1", via="dashboard", issue="information_request")
        reader.presses("#open")
        assert reader.sees("#state") == "open"
        assert reader.sees("#severity") == "Non-Critical Issue"
        assert reader.row("First response")[2].split() == ["E9", "E2"]

        reader.learns(issue="software_bug", unavailable="yes")
        reader.lets_pass(5)
        assert reader.sees("#severity") == "Critical Issue"

        reader.tells("customer", "calls", "hotline")
        state, when, clauses = reader.row("Call-back")
        assert state == "running"
        assert when.endswith(("15 min left", "s left"))
        assert clauses.split() == ["E13"]

        reader.lets_pass(5)
        reader.tells("support_agent", "calls", "phone")
        assert reader.row("Call-back")[0] == "met"

        update = "Update on what the issue is and how long it will take"
        assert reader.row(update)[0] == "running"
        reader.tells("support_agent", "waits")
        assert reader.row(update)[0] == "paused"
        reader.tells("customer", "writes", "support_email")
        assert reader.row(update)[0] == "running"
        for _ in range(3):
            reader.lets_pass(60)
        assert reader.row(update)[0] == "breached"
        assert "over" in reader.row(update)[1]

        reader.tells("support_agent", "agrees")
        assert reader.sees("#state") == "open"
        reader.tells("customer", "agrees")
        assert reader.sees("#state") == "resolved"

        reader.presses(".clause")
        assert reader.sees("h1").startswith("Clause E")


def test_what_the_policy_does_not_know_is_told_and_not_kept(
    settings: dict[str, str], browser: webdriver.Chrome
) -> None:
    with served(settings) as desk:
        reader = Reader(browser, desk)
        reader.goes("/tickets/1/")
        before = reader.sees("#happenings")
        reader.tells("support_agent", "withdraws")
        assert "SLA" in reader.sees(".problem")
        reader.goes("/tickets/1/")
        assert reader.sees("#happenings") == before


CHANGED = """
from datetime import timedelta
from desk import clock, contract, keeping
from desk.models import Standing, Ticket

def told(decision):
    return [(each["id"], each["state"]) for kind in ("obligations", "alerts")
            for each in decision[kind]]

ticket = Ticket.objects.get(pk=1)
for event in (
    {"type": "changes", "facts": {"issue": "software_bug", "unavailable": True}},
    {"type": "calls", "by": "customer", "via": "hotline"},
):
    keeping.happen(ticket, clock.now(), event)
    clock.let_pass(timedelta(minutes=6))
clock.let_pass(timedelta(days=1))
at = clock.now()
due = keeping.due(at)
before = {each.ticket_id: told(each.decision) for each in Standing.objects.all()}
for ticket in Ticket.objects.all():
    keeping.keep(ticket, contract.decide(ticket, at))
after = {each.ticket_id: told(each.decision) for each in Standing.objects.all()}
print("due", due)
print("changed", [key for key in after if after[key] != before[key]])
"""


def test_what_changes_by_itself_is_found_by_its_next_change(
    settings: dict[str, str],
) -> None:
    desk = kept(settings)
    desk.manage("example_tickets", "--tickets", "60")
    printed = desk.manage("shell", "--no-imports", "-c", CHANGED)
    lines = dict(line.split(" ", 1) for line in printed.splitlines() if " " in line)
    due, changed = json.loads(lines["due"]), json.loads(lines["changed"])
    assert 1 in changed
    assert set(changed) <= set(due)


def test_a_change_of_policy_says_what_changes_for_a_thousand_tickets(
    settings: dict[str, str], tmp_path: Path
) -> None:
    shutil.copytree(POLICY.parent, tmp_path / "policies")
    stricter = tmp_path / "policies" / POLICY.name
    text = stricter.read_text(encoding="utf-8")
    rule = "within 15 minutes 24x7"
    assert text.count(rule) == 1
    stricter.write_text(text.replace(rule, "within 10 minutes 24x7"), encoding="utf-8")
    with served(settings, "--empty") as desk:
        desk.manage("example_tickets", "--tickets", "1000")
        printed = desk.manage("adopt", str(stricter))
        assert printed.startswith("1000 tickets, ")
        assert "newly_breached: " in printed
        assert "by E13, callback: " in printed
        with urllib.request.urlopen(f"{desk.address}/policy/") as page:
            shown = page.read().decode()
        assert "1000 tickets were decided" in shown
        with pytest.raises(subprocess.CalledProcessError) as refused:
            desk.manage("adopt", str(ROOT / "README.md"))
        assert "the old policy stays in force" in refused.value.stderr


def test_a_policy_in_force_does_not_change_with_its_file(
    settings: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(POLICY.parent, folder)
    mine, rule = folder / POLICY.name, "within 15 minutes 24x7"
    desk = kept(settings)
    desk.manage("example_tickets", "--tickets", "20")
    assert desk.manage("adopt", str(mine)).startswith("20 tickets, 0 change")
    text = mine.read_text(encoding="utf-8")
    mine.write_text(text.replace(rule, "within 1 minute 24x7"), encoding="utf-8")
    told = "from desk import contract; print('sha', contract.policy().sha256)"
    in_force = desk.manage("shell", "--no-imports", "-c", told)
    assert f"sha {slapolicy.load(POLICY).sha256}" in in_force
    assert "by E13, callback: " in desk.manage("adopt", str(mine))
    shutil.rmtree(folder)
    assert desk.manage("watch", "--once").startswith("looked at ")
