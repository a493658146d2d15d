"""The face of the library: what `import slapolicy` gives."""

import ast
import re

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
    kinds = {type(each) for each in module.body[1:]}
    assert kinds <= {ast.ImportFrom, ast.Import, ast.Assign}


def test_the_names_that_others_rely_on_are_public() -> None:
    pinned = {
        "Calendar", "CaseError", "Decision", "PolicyError", "load", "load_all", "loads",
    }  # fmt: skip
    assert pinned <= set(slapolicy.__all__)
