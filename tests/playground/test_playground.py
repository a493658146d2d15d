"""The playground, built from what is published and used in a real browser."""

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from examples.browser import chromium

ROOT = Path(__file__).parents[2]
CONTRACTS = (
    "bird-email-enterprise.sla",
    "bird-email-premium.sla",
    "liveagent-vip-support.sla",
    "messagebird-email-enterprise.sla.md",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the playground, build the documentation around it, and serve the files."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("playground")
    made, site = folder / "made", folder / "site"
    _run(sys.executable, "playground/build.py", str(made / "playground"))
    _run(
        *(sys.executable, "-m", "sphinx", "-q", "-b", "html"),
        *("-D", f"html_extra_path={made}", "docs", str(site)),
    )
    handler = functools.partial(Silent, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with chromium() as found:
        yield found


class Visitor:
    """Somebody at the playground."""

    def __init__(self, browser: webdriver.Chrome, address: str) -> None:
        self.browser, self._address = browser, address

    def comes(self, path: str = "/playground/index.html") -> None:
        self.browser.get("about:blank")
        self.browser.get(path if "://" in path else self._address + path)
        self.waits(lambda: self.script("return document.body.dataset.ready") == "")

    def waits(self, holds: object) -> None:
        assert callable(holds)
        WebDriverWait(self.browser, 90).until(lambda _: holds())

    def script(self, text: str, *given: object) -> object:
        return self.browser.execute_script(text, *given)

    def text(self, name: str) -> str:
        return str(self.script(f"return document.getElementById('{name}').textContent"))

    def chooses(self, name: str, value: str) -> None:
        Select(self.browser.find_element(By.ID, name)).select_by_value(value)

    def writes(self, text: str) -> None:
        """Write at the top of the policy."""
        content = self.browser.find_element(By.CSS_SELECTOR, ".cm-content")
        content.send_keys(Keys.CONTROL, Keys.HOME)
        content.send_keys(text)

    def states(self, name: str, value: str) -> None:
        """Change a field of the case."""
        self.script(
            "const field = document.querySelector(`#case [name=\"${arguments[0]}\"]`);"
            "field.value = arguments[1];"
            "field.dispatchEvent(new Event('input', {bubbles: true}));",
            name, value,
        )  # fmt: skip

    def marks(self) -> list[str]:
        found = self.browser.find_elements(By.CSS_SELECTOR, ".cm-lintRange-error")
        return [each.text for each in found]


@pytest.fixture
def visitor(browser: webdriver.Chrome, address: str) -> Visitor:
    visitor = Visitor(browser, address)
    visitor.comes()
    return visitor


def test_the_page_stands_in_the_documentation_and_asks_nobody_else(
    browser: webdriver.Chrome, address: str
) -> None:
    browser.get(f"{address}/playground.html")
    browser.find_element(By.LINK_TEXT, "Open the playground").click()
    visitor = Visitor(browser, address)
    visitor.waits(lambda: visitor.script("return document.body.dataset.ready") == "")
    log = browser.get_log("performance")  # type: ignore[no-untyped-call]
    sent = [json.loads(entry["message"])["message"] for entry in log]
    asked = {
        urlsplit(each["params"]["request"]["url"]).hostname
        for each in sent
        if each["method"] == "Network.requestWillBeSent"
        and each["params"]["request"]["url"].startswith("http")
    }
    assert asked == {"127.0.0.1"}


def test_a_mistake_is_marked_as_it_is_made_and_mended(visitor: Visitor) -> None:
    assert visitor.marks() == []
    visitor.writes("agrement ")
    visitor.waits(lambda: "to mend" in visitor.text("verdict"))
    assert any("agrement" in each for each in visitor.marks())
    visitor.writes(Keys.DELETE * len("agrement "))
    visitor.waits(lambda: visitor.text("verdict") == "The policy can be used.")
    assert visitor.marks() == []


@pytest.mark.parametrize("contract", CONTRACTS)
def test_each_contract_has_colours_a_form_and_stories_that_hold(
    visitor: Visitor, contract: str
) -> None:
    visitor.chooses("policy", contract)
    visitor.waits(lambda: visitor.text("held").split(" of ")[0].isdigit())
    visitor.waits(lambda: visitor.text("words") != "")
    done, total = visitor.text("held").split(" scenarios")[0].split(" of ")
    assert done == total != "0"
    assert visitor.script("return document.querySelectorAll('.sla-keyword').length")
    assert visitor.script("return document.querySelectorAll('#case [name]').length")
    assert str(visitor.script("return document.getElementById('picture').src"))[
        :18
    ] == ("data:image/svg+xml")


def test_the_decision_follows_the_case_the_instant_and_the_language(
    visitor: Visitor,
) -> None:
    visitor.states("issue", "software_bug")
    visitor.states("unavailable", "yes")
    visitor.waits(lambda: "Critical Issue (E10)" in visitor.text("words"))
    visitor.chooses("language", "pl")
    visitor.waits(lambda: "W skrócie" in visitor.text("words"))
    visitor.script("document.getElementById('at').value = 'yesterday'")
    visitor.script("document.getElementById('at').dispatchEvent(new Event('input'))")
    visitor.waits(lambda: visitor.text("problem") != "")


def test_a_link_carries_the_text_and_the_case(visitor: Visitor) -> None:
    visitor.writes("# mine, ż and 🚀\n")
    visitor.states("issue", "configuration_request")
    visitor.waits(lambda: "configuration request" in visitor.text("words"))
    words = visitor.text("words")
    visitor.browser.find_element(By.ID, "share").click()
    link = "return document.getElementById('link').value"
    visitor.waits(lambda: "#" in str(visitor.script(link)))
    visitor.comes(str(visitor.script(link)))
    visitor.waits(lambda: visitor.text("words") == words)
    assert "# mine, ż and 🚀" in visitor.browser.find_element(By.ID, "editor").text
