"""From a name to its declaration, and to every place where it stands."""

import pytest

from slapolicy.editing import definition, references
from unit.editing.marked import POLICY, at, beside, in_policy

DECLARED = [
    ("during office", "during off▮ice", "calendar office"),
    ("for high", "for hi▮gh", "severity high"),
    ("per A1", "per A▮1", "clause A1"),
    ("from terms", "from ▮terms", "source terms"),
    ("given kind is bug", "given kind is bug▮", ": bug"),
    ("given kind is bug", "given ▮kind is bug", "fact kind"),
    ("expect answer", "expect ans▮wer", "clock answer"),
    ("calls via phone\n    met", "calls via pho▮ne\n    met", "channel phone"),
    ("met when desk", "met when d▮esk", "supplied by desk"),
]


@pytest.mark.parametrize(("old", "new", "declared"), DECLARED)
def test_a_name_leads_to_its_declaration(old: str, new: str, declared: str) -> None:
    draft, offset = at(in_policy(old, new))
    found = definition(draft, offset)
    assert found is not None
    assert draft.text[: found.end].endswith(declared)


@pytest.mark.parametrize("word", ["▮promise answer", "customer ▮calls via phone\n  at"])
def test_a_word_of_the_language_leads_nowhere(word: str) -> None:
    draft, offset = at(in_policy(word.replace("▮", ""), word))
    assert definition(draft, offset) is None


def test_what_is_imported_is_declared_in_its_file() -> None:
    words = 'vocabulary words "Words"\nchannel fax "Fax"\n'
    text = in_policy("plan gold", 'import fax from "words.sla"\nplan gold')
    draft, offset = at(
        text.replace("via phone\n    met", "via fa▮x\n    met"), beside(words=words)
    )
    found = definition(draft, offset)
    assert found is not None
    assert (str(found), found.text) == ("words.sla:2:9", "fax")


def test_the_file_of_an_import_leads_to_the_file() -> None:
    words = 'vocabulary words "Words"\nchannel fax "Fax"\n'
    text = in_policy("plan gold", 'import fax from "wor▮ds.sla"\nplan gold')
    found = definition(*at(text, beside(words=words)))
    assert str(found) == "words.sla:1:1"


def test_every_place_where_a_thing_is_named_is_found_and_no_other() -> None:
    draft, offset = at(POLICY.replace("calendar office", "calendar off▮ice"))
    places = references(draft, offset)
    assert [str(each) for each in places] == ["a.sla:13:10", "a.sla:25:57"]
    assert references(draft, offset, with_declaration=False) == places[1:]


def test_values_of_one_fact_are_not_those_of_another() -> None:
    text = in_policy("parameter part", "fact cause: x\nparameter part")
    text = text.replace("fact cause: x", 'fact cause "Cause": bug or rain')
    draft, offset = at(text.replace("when kind is bug", "when kind is ▮bug"))
    assert [each.place[0] for each in references(draft, offset)] == [11, 21, 32]
