"""Vocabularies: what is taken from them, and which files are never opened."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import slapolicy
from slapolicy import PolicyError
from slapolicy.api import examine, examine_text

OPENING = """\
agreement a "A" {
  supplied by bird "Bird" to customer "Customer"
}
"""
WORDS = """\
vocabulary words "Words"

channel email "E-mail"
channel phone "Telephone"
event touches "Gets in touch": writes or calls
role tam "Manager" of bird

language pl {
  email "Poczta"
  phone "Telefon"
}
"""
RULE = 'clause A1 "Contacts" {\n  contact tam via email 24x7\n}\n'

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a function that writes a policy beside `words.sla`."""
    (tmp_path / "words.sla").write_text(WORDS, "utf-8")

    def write_policy(text: str) -> Path:
        path = tmp_path / "policy.sla"
        path.write_text(OPENING + text, "utf-8")
        return path

    return write_policy


def refused(path: Path) -> tuple[str, str]:
    """Give code and message of the only finding about a file."""
    (found,) = examine(path).findings
    return found.code, found.message


def test_what_is_imported_is_declared_and_nothing_else(write: Write) -> None:
    policy = slapolicy.load(write('import email, tam from "words.sla"\n' + RULE))
    assert [*policy.channels] == ["email"]
    assert policy.roles["tam"].party == "bird"


def test_labels_come_along_with_their_names(write: Write) -> None:
    policy = slapolicy.load(write('import email, tam from "words.sla"\n' + RULE))
    found = [(each.language, each.name, each.text) for each in policy.labels]
    assert found == [("pl", "email", "Poczta")]


def test_a_label_of_the_policy_goes_before_that_of_the_vocabulary(write: Write) -> None:
    own = 'language pl {\n  email "E-mail"\n}\n'
    policy = slapolicy.load(write('import email, tam from "words.sla"\n' + RULE + own))
    assert [each.text for each in policy.labels] == ["E-mail"]


def test_the_hash_covers_the_vocabulary(write: Write, tmp_path: Path) -> None:
    path = write('import email, tam from "words.sla"\n' + RULE)
    policy = slapolicy.load(path)
    texts = (path.read_bytes(), (tmp_path / "words.sla").read_bytes())
    assert policy.sha256 == sha256(b"\0".join(texts)).hexdigest()
    assert [each.name for each in policy.sources] == [
        str(path),
        str(tmp_path / "words.sla"),
    ]


def test_a_text_without_a_loader_imports_nothing() -> None:
    (found,) = examine_text(OPENING + 'import email from "words.sla"\n').findings
    assert found.code == "SLA225"


def test_a_loader_gives_the_text_of_a_vocabulary() -> None:
    texts = {"words.sla": WORDS}
    policy = slapolicy.loads(
        OPENING + 'import email, tam from "words.sla"\n' + RULE,
        loader=texts.__getitem__,
    )
    assert [*policy.channels] == ["email"]


def test_what_a_loader_does_not_have_is_a_finding() -> None:
    text = OPENING + 'import email from "other.sla"\n'
    (found,) = examine_text(text, loader=dict[str, str]().__getitem__).findings
    assert (found.code, found.message) == ("SLA225", "there is no file `other.sla`")


@pytest.mark.parametrize(
    "name",
    [
        "../words.sla",
        "sub/../../words.sla",
        "/etc/passwd",
        "\\\\host\\share\\words.sla",
        "C:\\words.sla",
        "C:words.sla",
        "file:///etc/passwd",
        "http://example.org/words.sla",
        "CON",
        "aux.sla",
        "",
        ".",
        "..",
        "~/words.sla",
        "words.sla ",
        "words*.sla",
        "a" * 300,
    ],
)
def test_no_name_leads_out_of_the_folder(write: Write, name: str) -> None:
    opened: list[str] = []

    def loader(asked: str) -> str:
        opened.append(asked)
        return WORDS

    text = f'{OPENING}import email from "{name}"\n'
    codes = [each.code for each in examine_text(text, loader=loader).findings]
    assert (codes, opened) == (["SLA226"], [])
    assert refused(write(f'import email from "{name}"\n'))[0] == "SLA226"


def test_a_link_out_of_the_folder_is_refused(write: Write, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.sla"
    outside.write_text(WORDS, "utf-8")
    (tmp_path / "linked.sla").symlink_to(outside)
    code, message = refused(write('import email from "linked.sla"\n'))
    assert (code, message) == (
        "SLA226",
        "`linked.sla` leads out of the folder of the policy",
    )


def test_a_link_within_the_folder_is_followed(write: Write, tmp_path: Path) -> None:
    (tmp_path / "linked.sla").symlink_to(tmp_path / "words.sla")
    policy = slapolicy.load(write('import email, tam from "linked.sla"\n' + RULE))
    assert [*policy.channels] == ["email"]


def test_a_folder_is_no_vocabulary(write: Write, tmp_path: Path) -> None:
    (tmp_path / "sub.sla").mkdir()
    assert refused(write('import email from "sub.sla"\n'))[0] == "SLA225"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_no_vocabulary_and_nobody_waits_for_it(
    write: Write, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.sla")
    assert refused(write('import email from "pipe.sla"\n'))[0] == "SLA225"


def test_a_policy_does_not_import_itself(write: Write, tmp_path: Path) -> None:
    assert refused(write('import email from "policy.sla"\n'))[0] == "SLA229"
    (tmp_path / "again.sla").symlink_to(tmp_path / "policy.sla")
    assert refused(write('import email from "again.sla"\n'))[0] == "SLA229"


def chain(length: int) -> dict[str, str]:
    """Give vocabularies of which each imports from the next."""
    texts = {
        f"w{n}.sla": f'vocabulary w{n} "W"\nimport c{n + 1} from "w{n + 1}.sla"\n'
        f'channel c{n} "C"\n'
        for n in range(1, length)
    }
    return {**texts, f"w{length}.sla": f'vocabulary w "W"\nchannel c{length} "C"\n'}


@pytest.mark.parametrize(("length", "codes"), [(8, []), (9, ["SLA229"])])
def test_imports_go_eight_files_deep(length: int, codes: list[str]) -> None:
    text = (
        OPENING
        + 'import c1 from "w1.sla"\nclause A1 "A" {\n  contact bird via c1 24x7\n}\n'
    )
    found = examine_text(text, loader=chain(length).__getitem__).findings
    assert [each.code for each in found if each.is_error] == codes


@pytest.mark.parametrize(("count", "codes"), [(64, []), (65, ["SLA229"])])
def test_a_policy_imports_from_sixty_four_files(count: int, codes: list[str]) -> None:
    texts = {f"w{n}.sla": f'vocabulary w "W"\nchannel c{n} "C"\n' for n in range(count)}
    imports = "".join(f'import c{n} from "w{n}.sla"\n' for n in range(count))
    found = examine_text(OPENING + imports, loader=texts.__getitem__).findings
    assert [each.code for each in found if each.is_error] == codes


def test_vocabularies_do_not_import_in_a_circle() -> None:
    texts = {
        "a.sla": 'vocabulary a "A"\nimport y from "b.sla"\nchannel x "X"\n',
        "b.sla": 'vocabulary b "B"\nimport x from "a.sla"\nchannel y "Y"\n',
    }
    text = OPENING + 'import x from "a.sla"\n'
    found = [
        each
        for each in examine_text(text, loader=texts.__getitem__).findings
        if each.is_error
    ]
    assert [each.code for each in found] == ["SLA229"]
    assert found[0].message == ("`a.sla` imports from itself, by way of `b.sla`")


def test_a_file_that_is_no_policy_at_all_is_a_finding(
    write: Write, tmp_path: Path
) -> None:
    (tmp_path / "noise.sla").write_bytes(b"\xff\xfe\x00")
    assert refused(write('import email from "noise.sla"\n'))[0] == "SLA228"


def test_loading_a_vocabulary_says_that_it_is_none(
    write: Write, tmp_path: Path
) -> None:
    write("")
    with pytest.raises(PolicyError) as caught:
        slapolicy.load(tmp_path / "words.sla")
    assert [each.code for each in caught.value.findings] == ["SLA102"]


def test_a_vocabulary_can_be_checked(tmp_path: Path, write: Write) -> None:
    write("")
    assert slapolicy.check(tmp_path / "words.sla") == ()
