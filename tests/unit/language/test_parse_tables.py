"""The tables that the package parses by are those of its grammar."""

import json
from importlib.metadata import version

import pytest

import parse_tables as writing
from slapolicy.language.grammar import building, reading
from slapolicy.language.grammar.tabulating import restored, tables_of
from slapolicy.language.parse_tables import shipped


def test_the_tables_of_the_package_are_those_that_lark_makes_of_the_grammar() -> None:
    made, held = json.loads(writing.made()), dict(shipped())
    assert made.pop("lark") == version("lark")
    held.pop("lark")  # another lark makes the same of the same grammar
    assert made == held


def test_a_parser_made_of_tables_has_these_tables() -> None:
    assert json.loads(json.dumps(tables_of(restored(shipped())))) == shipped()


def test_another_lark_builds_its_own_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "version", lambda _: "0.0")
    reading.parser.cache_clear()
    try:
        parser = reading.parser()
        assert parser.source_path != "<deserialized>"
        assert restored(shipped()).source_path == "<deserialized>"
    finally:
        reading.parser.cache_clear()


def test_the_parser_of_the_grammar_reads_what_is_said() -> None:
    tree = building.built().parse('role a "A" of b', start="declaration")
    assert tree.data == "role"
