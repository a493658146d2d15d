"""Numbers that no clause has, and documents that no clause comes from."""

import pytest

from slapolicy.api import loads
from unit.analysis.written import OPENING, findings

LEFT = '{ left to people because "x" }'


def numbered(*ids: str, opening: str = OPENING) -> list[str]:
    """Give what is found of a policy whose clauses have these numbers."""
    clauses = [f'clause {each} "C" from terms "{each}" {LEFT}\n' for each in ids]
    found = findings(loads(opening + "".join(clauses)), "SLA50")
    return [each.message for each in found]


@pytest.mark.parametrize(
    ("ids", "missing"),
    [
        (("A1", "A2", "A3"), ()),
        (("A1", "A2", "A4"), ("A3",)),
        (("A1", "A2", "A3", "A6"), ("A4", "A5")),
        (("A1", "A3a", "A3c", "A2"), ("A3b",)),
        (("A3", "A1"), ("A2",)),
        (("A2", "A3"), ()),  # what comes before may be of another part
        (("A4", "A7", "A12"), ()),  # only some clauses are encoded
        (("S4.1", "S4.2", "S4.4"), ("S4.3",)),
        (("S4.1", "S6.1"), ()),
    ],
)
def test_a_number_left_out_of_a_series_is_told(
    ids: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    found = numbered(*ids)
    assert [name for name in missing if f"`{name}`" not in "".join(found)] == []
    assert len(found) == bool(missing)


def test_a_document_from_which_no_clause_comes_is_told() -> None:
    opening = OPENING.replace("}", '  source annex "annex.txt" in en\n}')
    (message,) = numbered("A1", opening=opening)
    assert message == "the source `annex` is declared, and nothing uses it"
