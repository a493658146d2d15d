"""The likeliest mistakes in the four contracts: which of them a fix mends at once."""

import pytest

import contracts
import mistakes
from slapolicy.api import beside
from slapolicy.editing import Draft, applied, fixes_of, read_draft

UNMENDED = {
    # from which clause it comes only the contract says
    "a rule outside of a clause": "EPMV",
}
CASES = [
    pytest.param(each, stem, id=f"{each.what}-{stem}")
    for each in mistakes.MISTAKES
    for stem in each.edits
]


@pytest.mark.parametrize(("mistake", "stem"), CASES)
def test_one_of_the_fixes_leaves_the_contract_without_errors(
    mistake: mistakes.Mistake, stem: str
) -> None:
    path = contracts.PATHS[mistakes.STEMS[stem]]
    old, new = mistake.edits[stem]
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    loader = beside(path)

    def read(what: str) -> Draft:
        return read_draft(what, name=str(path), loader=loader)

    draft = read(text)
    assert draft.policy is None
    made = [
        read(applied(text, fix.edits))
        for finding in draft.findings
        for fix in fixes_of(draft, finding)
    ]
    is_mended = any(each.policy is not None for each in made)
    assert is_mended != (stem in UNMENDED.get(mistake.what, ""))
