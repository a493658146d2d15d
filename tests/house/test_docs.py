"""The documentation: it builds without a warning, and keeps step with the package."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

import slapolicy
from house.tree import PACKAGE, ROOT, run
from slapolicy.codes import CODES
from slapolicy.contract.case import EVENT_TYPES
from slapolicy.contract.case_reader.events import ATTEMPT_KEYS
from slapolicy.contract.case_reader.events import KEYS as EVENT_KEYS
from slapolicy.contract.case_reader.reader import KEYS as CASE_KEYS
from slapolicy.language import syntax
from slapolicy.language.parser import parse
from slapolicy.language.reader import read
from slapolicy.tools.cli.door import COMMANDS

DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

examples: Any = import_module("page_examples")
sla_site: Any = import_module("sla_site")


def page(name: str) -> str:
    """Give the text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def test_it_builds_without_a_warning_and_asks_no_other_site_for_anything(
    tmp_path: Path,
) -> None:
    run(
        *("-m", "sphinx", "-q", "-W", "-n", "--keep-going", "-b", "html"),
        *("-d", str(tmp_path / "doctrees"), str(DOCS), str(tmp_path / "html")),
    )
    built = {each: each.read_text("utf-8") for each in tmp_path.rglob("*.html")}
    codes = built[tmp_path / "html" / "reference" / "codes.html"]
    assert [each for each in CODES if each not in codes] == []
    asking = re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//"
    )
    assert [each.name for each, text in built.items() if asking.search(text)] == []


GOOD = """
clause A1 "Training" from terms "2" { exclude training }
"""
WRONG = """
clause A1 "Training" from terms "2" { exclude trainning }
"""


@pytest.mark.parametrize(
    ("example", "told"),
    [
        (f"```sla{GOOD}```", ""),
        (f"```sla{WRONG}```", "SLA2"),
        ("```{policy} policies/support.sla\n```", ""),
        ("```{policy} tests/corpus/names.sla\n```", "SLA"),
    ],
)
def test_the_build_fails_where_a_policy_that_it_shows_does_not_check(
    tmp_path: Path, example: str, told: str
) -> None:
    settings = 'extensions = ["myst_parser", "sphinx.ext.autodoc", "sla_site"]'
    path = f"import sys\nsys.path.insert(0, {str(DOCS / '_ext')!r})\n"
    (tmp_path / "conf.py").write_text(path + settings, encoding="utf-8")
    (tmp_path / "index.md").write_text(f"# A page\n\n{example}\n", encoding="utf-8")
    words = [sys.executable, "-m", "sphinx", "-W", "-q", str(tmp_path), "out"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode == 0) == (told == "")
    assert told in done.stderr


@pytest.mark.parametrize(("case", "at"), examples.cases_to_try())
def test_the_words_of_a_case_to_try_are_those_that_the_page_shows(
    case: str, at: str
) -> None:
    shown, text = page(f"examples/{case}.txt"), examples.told(case, at)
    assert examples.alike(shown, text), "run: python docs/_ext/page_examples.py"
    assert f"{case}.txt" in page("examples/index.md")


def test_every_case_to_try_has_its_words() -> None:
    cases = {each.stem for each in (ROOT / "examples" / "cases").glob("*.json")}
    assert cases == {case for case, _ in examples.cases_to_try()}
    assert cases == {each.stem for each in (DOCS / "examples").glob("*.txt")}


def named(text: str) -> set[str]:
    """Give what a page says in typewriter letters."""
    return set(re.findall(r"`([^`\n]+)`", text))


def keys_and_words(schema: Any) -> set[str]:
    """Give every key and every word of a JSON Schema."""
    found: set[str] = set()
    if isinstance(schema, dict):
        found |= set(schema.get("properties", {}))
        found |= {each for each in schema.get("enum", ()) if isinstance(each, str)}
        for each in schema.values():
            found |= keys_and_words(each)
    elif isinstance(schema, list):
        for each in schema:
            found |= keys_and_words(each)
    return found


def test_every_key_and_every_word_of_a_decision_is_told() -> None:
    path = PACKAGE / "schemas" / "decision.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    told = named(page("reference/decision.md"))
    headings = set(
        re.findall(r"^## (\w+)$", page("reference/decision.md"), re.MULTILINE)
    )
    assert keys_and_words(schema) - told - headings == set()


def test_every_note_of_a_decision_is_told() -> None:
    text = (ROOT / "src/slapolicy/contract/evaluator/notes.py").read_text("utf-8")
    codes = set(re.findall(r'code="(\w+)"', text))
    assert codes
    assert codes - named(page("reference/decision.md")) == set()


def test_every_key_and_every_event_of_a_case_is_told() -> None:
    told = named(page("reference/case.md"))
    text = page("reference/case.md")
    keys = {*CASE_KEYS, *EVENT_KEYS, *EVENT_TYPES}
    assert keys - told == set()
    assert [each for each in ATTEMPT_KEYS if f'"{each}"' not in text] == []


def test_every_command_is_told() -> None:
    text = page("reference/cli.md")
    assert [each for each in COMMANDS if f"## slapolicy {each}\n" not in text] == []


def test_every_public_name_is_told() -> None:
    text = page("reference/api.md")
    assert [
        each
        for each in slapolicy.__all__
        if f"slapolicy.{each}\n" not in text and f"py:class:: {each}\n" not in text
    ] == []


def test_a_policy_is_coloured_as_editors_colour_it() -> None:
    lexer = sla_site.SlaLexer()
    pairs = lexer.get_tokens('promise answer within 1 hour 24x7 # "so"')
    kinds = {text: str(kind) for kind, text in pairs}
    assert kinds["promise"] == kinds["within"] == kinds["24x7"] == "Token.Keyword"
    assert kinds["hour"] == "Token.Keyword.Type"
    assert kinds["answer"] == "Token.Name"


def forms(value: Any) -> Iterator[str]:
    """Give the name of every form of the language in a tree."""
    if attrs.has(type(value)):
        yield type(value).__name__
        for each in attrs.fields(type(value)):
            yield from forms(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from forms(each)


def test_the_guide_has_an_example_of_every_form_of_the_language() -> None:
    shown: set[str] = set()
    for path in (DOCS / "guide").glob("*.md"):
        for block in examples.blocks(path.read_text(encoding="utf-8")):
            if block.language == "sla":
                head = "" if examples.is_whole(block.text) else 'agreement a "A" {\n}\n'
                tree = parse(read(f"{head}{block.text}", "page.sla").source).tree
                shown |= set(forms(tree))
    known = {
        name
        for name, each in vars(syntax).items()
        if isinstance(each, type) and attrs.has(each)
    }
    assert known - shown - {"Node"} == set()


def test_the_pages_have_at_least_ten_pitfalls_and_each_is_run() -> None:
    pitfalls = set((DOCS / "pitfalls").glob("*.md")) - {DOCS / "pitfalls" / "index.md"}
    assert len(pitfalls) >= 10
    quiet = [
        each.name
        for each in pitfalls
        if not {block.language for block in examples.blocks(each.read_text("utf-8"))}
        & {"sla", "pycon"}
    ]
    assert quiet == []


def test_an_example_that_is_wrong_is_found(tmp_path: Path) -> None:
    wrong = {
        "sla": "promise answer within 1 hour\n",
        "json": "{\n",
        "console": "$ slapolicy rule SLA101\nnothing\n",
        "pycon": ">>> 1 + 1\n3\n",
        "python": "assert False\n",
    }
    text = "".join(f"```{each}\n{body}```\n" for each, body in wrong.items())
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    made = examples.Page(tmp_path / "page.md", tmp_path)
    made.run()
    assert len(made.problems) == len(wrong)


def test_only_versions_and_what_is_left_out_may_differ_from_an_output() -> None:
    written = "tzdata 2025b, line 7\n...\nend\n"
    assert examples.alike(written, "tzdata 2026f, line 90\nmore\nend\n")
    assert not examples.alike(written, "tzdata 2026f, line 90\nmore\nends\n")
    assert not examples.alike("due 11:00\n", "due 11:01\n")
