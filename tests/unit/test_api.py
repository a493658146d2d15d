"""The doors of the library: load, loads, check, load_all, and the edition of a case."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import slapolicy
from slapolicy import Finding, Policy, PolicyError

OPENING = """\
agreement {name} "Title" {{
  supplied by bird "Bird" to customer "Customer"
  {lines}
}}
"""


def write(folder: Path, name: str, *lines: str) -> None:
    """Write a policy that only has an opening."""
    text = OPENING.format(name=name, lines="\n  ".join(lines))
    (folder / f"{name}.sla").write_text(text, "utf-8")


def opened(at: object) -> dict[str, Any]:
    """Give a case that was opened at an instant."""
    return {"id": "1", "events": [{"at": at, "type": "opens", "by": "customer"}]}


def test_a_policy_is_loaded_from_its_file(tmp_path: Path) -> None:
    write(tmp_path, "alone")
    assert isinstance(slapolicy.load(tmp_path / "alone.sla"), Policy)
    assert slapolicy.load(str(tmp_path / "alone.sla")).agreement.name == "alone"


def test_a_policy_is_loaded_from_a_text_or_its_bytes() -> None:
    text = OPENING.format(name="alone", lines="")
    assert slapolicy.loads(text).agreement.name == "alone"
    assert slapolicy.loads(text.encode()).agreement.name == "alone"


def test_a_text_has_the_name_it_is_given() -> None:
    with pytest.raises(PolicyError) as caught:
        slapolicy.loads("nonsense", name="mail.sla")
    assert str(caught.value).startswith("mail.sla:1:1: SLA")


def test_an_error_carries_every_finding() -> None:
    text = OPENING.format(name="alone", lines="") + (
        'clause A1 "A" {\n  grant advice\n  exclude training\n}\n'
    )
    with pytest.raises(PolicyError) as caught:
        slapolicy.loads(text)
    assert [each.code for each in caught.value.findings] == ["SLA205", "SLA205"]


def test_a_file_that_is_not_there_is_not_a_mistake_in_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        slapolicy.load(tmp_path / "nalone.sla")


def test_check_takes_a_path_or_a_text(tmp_path: Path) -> None:
    write(tmp_path, "alone")
    assert slapolicy.check(tmp_path / "alone.sla") == ()
    assert slapolicy.check(str(tmp_path / "alone.sla")) == ()
    found = slapolicy.check(OPENING.format(name="alone", lines="") + 'plan gold "')
    assert all(isinstance(each, Finding) for each in found)
    assert found


@pytest.fixture
def editions(tmp_path: Path) -> slapolicy.Editions:
    """Give three editions of one agreement."""
    write(tmp_path, "third", "in force from 2025-07-01", "replaces middle")
    write(tmp_path, "first", "in force through 2024-11-20", "zone America/New_York")
    write(
        tmp_path,
        "middle",
        "in force from 2024-11-21 through 2025-06-30",
        "replaces first",
        "zone America/New_York",
    )
    return slapolicy.load_all(tmp_path)


def test_editions_can_be_looked_through(editions: slapolicy.Editions) -> None:
    assert [each.agreement.name for each in editions] == ["first", "middle", "third"]
    assert len(editions) == 3
    names = [each.agreement.name for each in editions.chain(editions["middle"])]
    assert names == ["first", "middle", "third"]


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2024-11-21T04:59:59Z", "first"),
        ("2024-11-21T05:00:00Z", "middle"),
        ("2024-11-20T23:59:59-05:00", "first"),
        ("2025-06-30T12:00:00Z", "middle"),
        ("2025-07-01T12:00:00Z", "third"),
        (datetime(2024, 12, 1, tzinfo=UTC), "middle"),
    ],
)
def test_a_case_is_governed_by_the_edition_in_force_where_the_agreement_has_its_zone(
    editions: slapolicy.Editions, at: object, name: str
) -> None:
    assert editions.governing(opened(at)).agreement.name == name


def test_an_edition_that_replaces_another_governs_while_both_are_in_force(
    tmp_path: Path,
) -> None:
    write(tmp_path, "old")
    write(tmp_path, "new", "in force from 2025-01-01", "replaces old")
    editions = slapolicy.load_all(tmp_path)
    found = [
        editions.governing(opened(f"{year}-05-05T10:00:00Z")).agreement.name
        for year in (2024, 2025)
    ]
    assert found == ["old", "new"]


def test_of_two_agreements_the_one_that_is_meant_must_be_named(tmp_path: Path) -> None:
    write(tmp_path, "bird")
    write(tmp_path, "live")
    editions = slapolicy.load_all(tmp_path)
    case = opened("2025-01-01T10:00:00Z")
    with pytest.raises(ValueError, match=r"more than one agreement .* `bird`, `live`"):
        editions.governing(case)
    assert editions.governing(case, agreement="live").agreement.name == "live"


def test_two_editions_that_replace_the_same_one_are_ambiguous(tmp_path: Path) -> None:
    write(tmp_path, "old")
    write(tmp_path, "west", "replaces old")
    write(tmp_path, "east", "replaces old")
    editions = slapolicy.load_all(tmp_path)
    with pytest.raises(ValueError, match="`east`, `west`"):
        editions.governing(opened("2025-01-01T10:00:00Z"))


def test_no_edition_in_force_is_said_with_the_dates(tmp_path: Path) -> None:
    write(tmp_path, "late", "in force from 2030-01-01")
    editions = slapolicy.load_all(tmp_path)
    with pytest.raises(ValueError, match=r"no edition .* `late` from 2030-01-01"):
        editions.governing(opened("2025-01-01T10:00:00Z"))


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"events": []},
        {"events": [{"at": "2025-01-01T10:00:00Z", "type": "writes"}]},
        opened("yesterday"),
        opened("2025-01-01T10:00:00"),
        opened(17),
        opened(None),
    ],
)
def test_a_case_without_an_instant_of_its_opening_is_governed_by_none(
    editions: slapolicy.Editions, case: dict[str, Any]
) -> None:
    with pytest.raises(ValueError):
        editions.governing(case)


def test_vocabularies_and_other_files_in_a_folder_are_no_policies(
    tmp_path: Path,
) -> None:
    write(tmp_path, "alone")
    (tmp_path / "words.sla").write_text('vocabulary words "W"\n', "utf-8")
    (tmp_path / "notes.txt").write_text("nothing", "utf-8")
    assert [each.agreement.name for each in slapolicy.load_all(tmp_path)] == ["alone"]


def test_one_bad_file_of_a_folder_is_told(tmp_path: Path) -> None:
    write(tmp_path, "alone")
    (tmp_path / "bad.sla").write_text("nonsense", "utf-8")
    with pytest.raises(PolicyError, match=r"bad\.sla"):
        slapolicy.load_all(tmp_path)
