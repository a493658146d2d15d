"""The face of the library: what `import slapolicy` gives."""

import ast
import re

import pytest

import slapolicy
from house.tree import PACKAGE, ROOT


def test_every_public_name_is_there_once_and_in_order() -> None:
    names = list(slapolicy.__all__)
    assert names == sorted(set(names))
    assert [each for each in names if not hasattr(slapolicy, each)] == []


def test_the_page_of_the_api_shows_every_public_name() -> None:
    page = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    directive = r"^\.\. (?:auto\w+:: slapolicy\.|py:(?:class|function):: )(\w+)(?=\(|$)"
    shown = re.findall(directive, page, re.MULTILINE)
    assert sorted(shown) == list(slapolicy.__all__)


def test_the_face_holds_imports_and_names_and_nothing_else() -> None:
    module = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imports = [each for each in module.body[1:] if isinstance(each, ast.If)]
    kinds = {type(each) for each in module.body[1:]}
    assert kinds <= {ast.ImportFrom, ast.Assign, ast.If}
    assert [ast.unparse(each.test) for each in imports] == [
        "TYPE_CHECKING",
        "not TYPE_CHECKING",
    ]
    assert {type(each) for each in imports[0].body} == {ast.ImportFrom}
    assert [getattr(each, "name", "") for each in imports[1].body] == [
        "__getattr__",
        "__dir__",
    ]


def test_the_face_loads_each_name_from_where_a_type_checker_sees_it() -> None:
    module = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.name: each.module
        for each in ast.walk(module)
        if isinstance(each, ast.ImportFrom) and str(each.module).startswith("slapolicy")
        for alias in each.names
    }
    assert seen == slapolicy._PLACES
    assert sorted(seen) == slapolicy.__all__
    assert set(slapolicy.__all__) <= set(dir(slapolicy))


def test_what_the_face_does_not_have_is_an_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="`slapolicy` has no attribute `lode`"):
        _ = slapolicy.lode  # type: ignore[attr-defined]  # there is none


def test_the_names_that_others_rely_on_are_public() -> None:
    pinned = {
        "Calendar", "CaseError", "Decision", "PolicyError", "load", "load_all", "loads",
    }  # fmt: skip
    assert pinned <= set(slapolicy.__all__)
