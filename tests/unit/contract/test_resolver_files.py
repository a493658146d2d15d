"""Which files a policy may take words from: their names, their levels, their size."""

import pytest

import slapolicy
from slapolicy.contract.resolver import vocabularies

OPENING = """\
agreement a "A" {
  supplied by bird "Bird" to customer "Customer"
}
"""
PHONE = 'channel phone "Phone"\n'
WORDS = f'vocabulary words "Words"\n{PHONE}'
USE = 'clause A1 "A" {\n  contact bird via phone 24x7\n}\n'


def told(
    files: dict[str, str], name: str = "a.sla", file: str = "words.sla"
) -> list[tuple[str, str]]:
    """Give code and message of each finding about an import from a file."""
    text = f'{OPENING}import phone from "{file}"\n{USE}'
    findings = slapolicy.check(text, name=name, loader=files.__getitem__)
    return [(each.code, each.message) for each in findings]


@pytest.mark.parametrize(
    ("length", "codes"), [(199, []), (200, []), (201, ["SLA226"]), (202, ["SLA226"])]
)
def test_the_name_of_a_file_has_two_hundred_characters_at_most(
    length: int, codes: list[str]
) -> None:
    file = f"{'w' * (length - 4)}.sla"
    assert [code for code, _ in told({file: WORDS}, file=file)] == codes


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("words.sla", "words.sla"),
        ("folder/words.sla", "words.sla"),
        ("folder/inner/words.sla", "words.sla"),
        ("folder/words.sla", "folder/words.sla"),
    ],
)
def test_a_policy_does_not_import_from_itself_wherever_it_lies(
    name: str, file: str
) -> None:
    found = told({file: WORDS}, name=name, file=file)
    assert found == [("SLA229", f"`{file}` imports from itself")]


def test_a_file_of_the_same_name_in_another_folder_is_another_file() -> None:
    assert told({"inner/words.sla": WORDS}, "words.sla", "inner/words.sla") == []
    assert told({"words.sla": WORDS}, "words.sla/a.sla") == []


def test_a_circle_of_files_is_told_with_those_on_its_way() -> None:
    files = {
        "words.sla": 'vocabulary w "W"\nimport b from "b.sla"\nchannel phone "Phone"\n'
    }
    files["b.sla"] = 'vocabulary b "B"\nimport c from "c.sla"\nservice b "B"\n'
    files["c.sla"] = 'vocabulary c "C"\nimport b from "b.sla"\nservice c "C"\n'
    told_ = [each for each in told(files) if each[0] == "SLA229"]
    assert told_ == [("SLA229", "`b.sla` imports from itself, by way of `c.sla`")]


def test_a_vocabulary_that_imports_the_policy_is_told_with_those_on_the_way() -> None:
    files = {
        "words.sla": 'vocabulary w "W"\nimport b from "b.sla"\nchannel phone "Phone"\n'
    }
    files["b.sla"] = 'vocabulary b "B"\nimport a from "a.sla"\nservice b "B"\n'
    found = [each for each in told(files) if each[0] == "SLA229"]
    way = "by way of `words.sla` and `b.sla`"
    assert found == [("SLA229", f"`a.sla` imports from itself, {way}")]


def test_a_vocabulary_may_import_from_one_of_its_name_in_another_folder() -> None:
    files = {"inner/words.sla": f'vocabulary w "W"\nimport c from "words.sla"\n{PHONE}'}
    files["words.sla"] = 'vocabulary v "V"\nchannel c "C"\n'
    assert told(files, file="inner/words.sla") == []


def chain(levels: int) -> dict[str, str]:
    """Give vocabularies of which each imports from the next."""
    files = {"words.sla": 'vocabulary w "W"\nimport c1 from "w1.sla"\n' + WORDS[25:]}
    for n in range(1, levels):
        more = f'import c{n + 1} from "w{n + 1}.sla"\n' if n + 1 < levels else ""
        files[f"w{n}.sla"] = f'vocabulary w "W"\n{more}channel c{n} "C"\n'
    return files


@pytest.mark.parametrize(("levels", "codes"), [(8, []), (9, ["SLA229"])])
def test_files_are_imported_through_eight_others_at_most(
    levels: int, codes: list[str]
) -> None:
    assert [code for code, _ in told(chain(levels))] == codes


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["SLA229"])])
def test_vocabularies_have_a_size_together(
    monkeypatch: pytest.MonkeyPatch, more: int, codes: list[str]
) -> None:
    monkeypatch.setattr(vocabularies, "MOST_BYTES", 2 * len(WORDS.encode()))
    other = 'vocabulary words "Words"\nchannel phon "Phone"\n'
    text = f'{OPENING}import phone from "a.sla"\nimport phon from "b.sla"\n'
    text += 'clause A1 "A" {\n  contact bird via phone, phon 24x7\n}\n'
    files = {"a.sla": WORDS, "b.sla": f"{other}{' ' * (1 + more)}"}
    findings = slapolicy.check(text, name="p.sla", loader=files.__getitem__)
    assert [each.code for each in findings] == codes
    for each in findings:
        size = 2 * len(WORDS) + more
        assert each.message == (
            f"the vocabularies have {size} bytes together, more than the "
            f"{2 * len(WORDS)} allowed"
        )
        assert each.hint == "leave out what no policy takes from them"


def test_half_a_character_in_a_vocabulary_is_told_and_counted() -> None:
    found = told({"words.sla": f"{WORDS}# \ud800\n"})
    assert [code for code, _ in found] == ["SLA228"]
