import json
from pathlib import Path

import pytest

from unit.tools.gold import AFTER, BEFORE, CASE, POLICY, broken
from unit.tools.shell import Shell

# check


def test_a_good_policy_is_fine(shell: Shell) -> None:
    assert shell("check", "gold.sla") == 0
    assert shell.out == "1 file checked: nothing found\n"
    assert shell.err == ""


def test_a_bad_policy_is_a_finding_with_its_place(shell: Shell) -> None:
    Path("bad.sla").write_text(broken(), encoding="utf-8")
    assert shell("check", "gold.sla", "bad.sla") == 1
    first = shell.out.splitlines()[0]
    assert first.startswith("bad.sla:27:")
    assert "`offices`" in first
    assert shell.out.endswith("2 files checked: 1 error\n")


def test_a_policy_may_come_from_standard_input(shell: Shell) -> None:
    assert shell("check", "-", given=POLICY) == 0
    assert shell("check", "-", given=broken()) == 1
    assert shell.out.startswith("<standard input>:27:")


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_findings_for_machines_are_json_and_nothing_else(
    shell: Shell, form: str
) -> None:
    assert shell("check", "--format", form, "-", given=broken()) == 1
    assert isinstance(json.loads(shell.out), dict)
    assert shell("check", "--format", form, "gold.sla") == 0
    assert isinstance(json.loads(shell.out), dict)


def test_findings_for_machines_tell_what_to_write_instead(shell: Shell) -> None:
    Path("bad.sla").write_text(broken(), encoding="utf-8")
    assert shell("check", "--format", "json", "bad.sla") == 1
    (found,) = json.loads(shell.out)["findings"]
    (fix,) = found["fixes"]
    assert fix["title"] == "write `office`"
    assert [(e["line"], e["text"]) for e in fix["edits"]] == [(27, "office")]


def test_findings_for_github_are_commands(shell: Shell) -> None:
    Path("bad.sla").write_text(broken(), encoding="utf-8")
    assert shell("check", "--format", "github", "bad.sla") == 1
    assert shell.out.startswith("::error file=bad.sla,line=27,")
    assert shell("check", "--format", "github", "gold.sla") == 0
    assert shell.out == ""


def test_every_clause_is_accounted_for(shell: Shell) -> None:
    assert shell("check", "--clauses", "gold.sla") == 0
    assert shell.out == (
        "gold.sla:19:8: clause A1 Call-back\n"
        "  expressed: clock callback, severity critical, severity minor, promise "
        "callback within 15 minutes 24x7, contact with desk\n"
        "  cited by\n"
        "    A call is called back\n"
        "gold.sla:29:8: clause A2 Good faith\n"
        "  left to people because nobody can measure it\n"
        "1 file checked: nothing found\n"
    )
    assert shell("check", "--clauses", "--format", "json", "gold.sla") == 0
    first, second = json.loads(shell.out)["clauses"]
    assert first["exercised_by"] == ["A call is called back"]
    assert second["left_to_people"] == "nobody can measure it"


# evaluate


def test_a_case_is_explained_in_words(shell: Shell) -> None:
    assert shell("evaluate", "gold.sla", "case.json", "--at", BEFORE) == 0
    assert "A1" in shell.out
    assert "10:20" in shell.out


def test_a_case_is_decided_in_json(shell: Shell) -> None:
    asked = ("evaluate", "gold.sla", "case.json", "--at", BEFORE, "--format", "json")
    assert shell(*asked) == 0
    (obligation,) = json.loads(shell.out)["obligations"]
    assert obligation["state"] == "running"
    assert obligation["due_at"] == "2025-02-03T10:20:00+01:00"
    assert obligation["clauses"] == ["A1"]


def test_without_an_instant_it_is_now(shell: Shell) -> None:
    assert shell("evaluate", "gold.sla", "case.json", "--format", "json") == 0
    assert json.loads(shell.out)["obligations"][0]["state"] == "breached"


def test_a_breach_is_a_result_unless_it_is_asked_to_fail(shell: Shell) -> None:
    asked = ("evaluate", "gold.sla", "case.json", "--fail-on", "breach", "--at")
    assert shell(*asked, BEFORE) == 0
    assert shell(*asked, AFTER) == 1
    assert shell("evaluate", "gold.sla", "case.json", "--at", AFTER) == 0


def test_a_case_may_come_from_standard_input(shell: Shell) -> None:
    asked = ("evaluate", "gold.sla", "-", "--at", BEFORE)
    assert shell(*asked, given=json.dumps(CASE)) == 0
    assert "A1" in shell.out


def test_a_bad_case_is_a_finding_with_the_path_of_its_field(shell: Shell) -> None:
    bad = {**CASE, "facts": {"broken": "perhaps"}}
    Path("bad.json").write_text(json.dumps(bad), encoding="utf-8")
    assert shell("evaluate", "gold.sla", "bad.json", "--at", BEFORE) == 1
    assert shell.err.startswith("bad.json: $.facts.broken: SLA6")
    assert shell.out == ""
    asked = ("evaluate", "gold.sla", "bad.json", "--at", BEFORE, "--format", "json")
    assert shell(*asked) == 1
    (found,) = json.loads(shell.out)["findings"]
    assert found["path"] == "$.facts.broken"


def test_of_many_cases_a_bad_line_disturbs_no_other(shell: Shell) -> None:
    lines = [json.dumps(CASE), "{", "", json.dumps({**CASE, "id": "4712"})]
    Path("cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert shell("evaluate", "gold.sla", "cases.jsonl", "--at", BEFORE) == 1
    first, second, third = map(json.loads, shell.out.splitlines())
    assert first["case"] == "4711"
    assert second["line"] == 2
    assert second["findings"][0]["code"].startswith("SLA6")
    assert third["case"] == "4712"
    assert shell.err == ""


def test_many_good_cases_are_fine_from_standard_input_too(shell: Shell) -> None:
    lines = f"{json.dumps(CASE)}\n" * 3
    asked = ("evaluate", "gold.sla", "-", "--lines", "--at", AFTER)
    assert shell(*asked, given=lines) == 0
    assert len(shell.out.splitlines()) == 3
    assert shell(*asked, "--fail-on", "breach", given=lines) == 1


def test_an_id_that_stands_on_two_lines_is_told_at_the_end(shell: Shell) -> None:
    later = {**CASE, "facts": {}}
    turned = dict(reversed(CASE.items()))
    cases = [CASE, later, turned, {**CASE, "id": "4712"}]
    Path("cases.jsonl").write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    assert shell("evaluate", "gold.sla", "cases.jsonl", "--at", BEFORE) == 0
    assert len(shell.out.splitlines()) == 4
    conflict, again = [line for line in shell.err.splitlines() if "$.id" in line]
    assert conflict.endswith("line 2 gives the id `4711` to another case than line 1")
    assert again.endswith("1 line gives a case again: line 3 that of line 1")


def test_a_bad_policy_decides_nothing(shell: Shell) -> None:
    Path("bad.sla").write_text(broken(), encoding="utf-8")
    assert shell("evaluate", "bad.sla", "case.json", "--at", BEFORE) == 1
    assert shell.err.startswith("bad.sla:27:")
    assert shell.out == ""


# test


def test_scenarios_that_hold_pass(shell: Shell) -> None:
    assert shell("test", "gold.sla") == 0
    assert shell.out == "1 passed, 0 failed\n"


def test_a_scenario_that_fails_says_where_and_what_was_found(shell: Shell) -> None:
    Path("bad.sla").write_text(POLICY.replace("10:20 per", "10:21 per"), "utf-8")
    assert shell("test", "gold.sla", "bad.sla") == 1
    assert "bad.sla:39:" in shell.out
    assert "10:21" in shell.out
    assert "10:20" in shell.out
    assert shell.out.endswith("1 passed, 1 failed\n")


def test_a_folder_stands_for_the_policies_under_it(shell: Shell) -> None:
    Path("more/deep").mkdir(parents=True)
    Path("more/deep/silver.sla").write_text(POLICY, encoding="utf-8")
    Path("more/notes.txt").write_text("no policy", encoding="utf-8")
    assert shell("test", ".") == 0
    assert shell.out == "2 passed, 0 failed\n"


# hours, schema, rule


def test_hours_are_printed_day_by_day(shell: Shell) -> None:
    asked = ("hours", "gold.sla", "office", "--from", "2025-12-23", "--to")
    assert shell(*asked, "2025-12-25") == 0
    assert shell.out == (
        'office "Office hours" in Europe/Warsaw\n'
        "2025-12-23 Tue  09:00-17:00\n"
        "2025-12-24 Wed  closed  (closed by the calendar)\n"
        "2025-12-25 Thu  09:00-17:00\n"
    )
    assert shell(*asked, "2025-12-24", "--set", "tier=high") == 0
    assert shell.out.splitlines()[1:] == [
        "2025-12-23 Tue  08:00-20:00",
        "2025-12-24 Wed  08:00-20:00",
    ]
    assert shell("hours", "gold.sla", "office") == 0
    assert len(shell.out.splitlines()) == 8


@pytest.mark.parametrize(
    "arguments",
    [
        ["offices"],
        ["office", "--set", "tier"],
        ["office", "--from", "2025-12-25", "--to", "2025-12-24"],
        ["office", "--from", "1900-01-01"],
        ["office", "--from", "yesterday"],
    ],
)
def test_hours_that_cannot_be_meant_are_refused(
    shell: Shell, arguments: list[str]
) -> None:
    assert shell("hours", "gold.sla", *arguments) == 2
    assert shell.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["offise"], "no calendar `offise`; did you mean `office`?"),
        (["zzz"], "no calendar `zzz`; it has `office`"),
        (["office", "--from", "24.12.2025"], "`24.12.2025` is no date; write"),
        (["office", "--to", "2025-02-30"], "`2025-02-30` is no date; write"),
    ],
)
def test_who_asks_for_hours_in_vain_is_told_what_to_write(
    shell: Shell, arguments: list[str], told: str
) -> None:
    assert shell("hours", "gold.sla", *arguments) == 2
    assert told in shell.err


def test_hours_that_depend_on_a_parameter_are_asked_for_with_its_values(
    shell: Shell,
) -> None:
    text = Path("gold.sla").read_text("utf-8").replace(" otherwise low", "")
    Path("unset.sla").write_text(text, "utf-8")
    assert shell("hours", "unset.sla", "office") == 2
    assert "the hours depend on `tier`: say it with --set tier=low|high" in shell.err


def test_hours_of_a_parameter_are_printed_under_its_title(shell: Shell) -> None:
    parameter = 'parameter settled "As agreed": calendar otherwise office\n'
    text = (
        Path("gold.sla")
        .read_text("utf-8")
        .replace("clause A1", f"{parameter}clause A1")
    )
    Path("agreed.sla").write_text(text, "utf-8")
    days = ("--from", "2025-12-24", "--to", "2025-12-24")
    assert shell("hours", "agreed.sla", "settled", *days) == 0
    assert shell.out == (
        'settled "As agreed" in Europe/Warsaw\n'
        "2025-12-24 Wed  closed  (closed by the calendar)\n"
    )


def test_two_cases_in_one_file_are_refused_with_the_way_to_give_them(
    shell: Shell,
) -> None:
    Path("two.json").write_text(f"{json.dumps(CASE)}\n{json.dumps(CASE)}\n", "utf-8")
    assert shell("evaluate", "gold.sla", "two.json", "--at", AFTER) == 1
    assert "many, one a line, stand in a file named `*.jsonl`" in shell.err


def test_a_setting_that_the_policy_does_not_take_is_a_finding(shell: Shell) -> None:
    assert shell("hours", "gold.sla", "office", "--set", "tier=middle") == 1
    assert "tier" in shell.err


def test_the_schema_accepts_the_case_and_refuses_a_wrong_one(shell: Shell) -> None:
    import jsonschema

    assert shell("schema", "gold.sla") == 0
    schema = json.loads(shell.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(CASE)
    assert not validator.is_valid({**CASE, "facts": {"broken": "perhaps"}})
    assert not validator.is_valid({**CASE, "fcats": {}})


def test_a_page_is_printed_for_a_code_in_any_letters(shell: Shell) -> None:
    assert shell("rule", "sla900") == 0
    assert shell.out.startswith("# SLA900: a fault of slapolicy's own\n")
    page = shell.out
    assert shell("rule", "900") == 0
    assert shell.out == page
    assert shell("rule", "SLA999") == 2


def test_the_version_names_the_data_too(shell: Shell) -> None:
    assert shell("--version") == 0
    for name in ("slapolicy", "tzdata", "holidays"):
        assert name in shell.out


# what cannot be used


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check"],
        ["check", "absent.sla"],
        ["check", "--format", "xml", "gold.sla"],
        ["check", "--clauses", "--format", "sarif", "gold.sla"],
        ["check", "-", "-"],
        ["test", "empty"],
        ["evaluate", "gold.sla"],
        ["evaluate", "gold.sla", "absent.json"],
        ["evaluate", "-", "-"],
        ["evaluate", "gold.sla", "case.json", "--at", "2025-02-03T10:10:00"],
        ["evaluate", "gold.sla", "case.json", "--at", "yesterday"],
        ["evaluate", "gold.sla", "case.json", "--at", BEFORE, "--language", "tlh"],
        ["evaluate", "gold.sla", "cases.jsonl", "--format", "text"],
    ],
)
def test_what_cannot_be_used_ends_with_2_and_a_word(
    shell: Shell, arguments: list[str]
) -> None:
    Path("empty").mkdir()
    Path("cases.jsonl").write_text("", encoding="utf-8")
    assert shell(*arguments) == 2
    assert shell.err
    assert "SLA900" not in shell.err


def test_a_fault_of_our_own_asks_for_a_report(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        message = "the moon is full"
        raise RuntimeError(message)

    monkeypatch.setattr("slapolicy.api.check", fail)
    assert shell("check", "gold.sla") == 2
    assert shell.err.startswith("SLA900 a fault of slapolicy's own (RuntimeError at ")
    assert "the moon is full" in shell.err
    assert "please report" in shell.err
    assert shell.out == ""
