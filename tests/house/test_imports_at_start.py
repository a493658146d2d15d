"""What is loaded when a program starts: listed, module by module, and never timed."""

import subprocess
import sys

import pytest

from house.tree import ROOT
from slapolicy.tools.cli.door import COMMANDS

POLICY_OF_CASE = "policies/bird-email-enterprise.sla"
CASE = "examples/cases/spring-clock-change.json"

THIRD_PARTIES = {
    "atheris", "cattrs", "click", "duckdb", "holidays", "hypothesis", "interegular",
    "lark", "numpy", "pandas", "polars", "pyarrow", "pygls", "pyspark", "pytest",
    "rich", "workalendar",
}  # fmt: skip
"""What takes long to load, or is not always there; attrs is needed by all."""

BEHIND_THE_FACE = tuple(
    f"slapolicy.contract.{each}"
    for each in ("case_reader", "compiled", "evaluator", "explanation", "resolver")
)
"""What reads a policy or a case, or decides one."""


def loaded(program: str) -> set[str]:
    """Give the modules that a program of its own has loaded at its end."""
    ends = "\nimport sys; sys.stderr.write(' '.join(['LOADED', *sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", program + ends],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("LOADED")[2].split())


def command(*arguments: str) -> str:
    """Give the program that runs a command, and goes on when it has ended well."""
    return (
        "from slapolicy.tools.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit as ended: assert ended.code in (0, None), ended.code\n"
    )


def rooms(modules: set[str]) -> set[str]:
    """Give the rooms of the house that modules belong to."""
    parts = (each.split(".") for each in modules)
    found = {each[1] for each in parts if each[0] == "slapolicy" and len(each) > 1}
    return found - {"values"}  # how values are made; no room, and nothing behind it


def strangers(modules: set[str]) -> set[str]:
    """Give the third parties among modules."""
    return {each.split(".")[0] for each in modules} & THIRD_PARTIES


def commands(modules: set[str]) -> set[str]:
    """Give the commands that have been loaded."""
    files = {f"slapolicy.tools.cli.{each.split('.')[0]}" for each in COMMANDS.values()}
    return {each.rpartition(".")[2] for each in files & modules}


def test_importing_the_library_loads_its_face_and_nothing_behind_it() -> None:
    modules = loaded("import slapolicy")
    assert rooms(modules) == set()
    assert strangers(modules) == set()
    assert "attr" not in modules


def test_of_the_face_nothing_is_loaded_or_written_that_only_values_need() -> None:
    modules = loaded(
        "from slapolicy import *\n"
        "assert Calendar and Case and Decision and Editions and Finding and Policy\n"
    )
    assert rooms(modules) == {
        *("api", "codes", "columns", "contract", "finding", "source", "worktime"),
    }
    assert strangers(modules) == set()
    assert {each for each in modules if each.startswith(BEHIND_THE_FACE)} == set()
    needless = {
        *("attr", "difflib", "inspect", "pathlib"),
        *("importlib.metadata", "importlib.resources"),
    }
    assert needless & modules == set()


def test_a_room_is_there_when_it_is_asked_for() -> None:
    program = "import slapolicy; assert slapolicy.worktime.Calendar"
    assert rooms(loaded(program)) == {"worktime"}


def test_who_reckons_hours_waits_for_nothing_that_reads_contracts() -> None:
    modules = loaded(
        "from slapolicy import Calendar\n"
        "from datetime import UTC, datetime, timedelta\n"
        "hours = Calendar(zone='Europe/Berlin', week={'mon': ['09:00-17:00']})\n"
        "hours.add(datetime(2025, 6, 3, tzinfo=UTC), timedelta(hours=4))\n"
    )
    assert rooms(modules) == {"worktime"}
    assert strangers(modules) == set()


def test_a_policy_that_names_no_region_is_decided_without_any_holidays() -> None:
    text = (
        'agreement a "A" { supplied by acme "Acme" to customer "Customer" }\n'
        'clock answer "Answer" { starts when customer opens  met when acme replies }\n'
        'clause A1 "Answer" { promise answer within 1 hour 24x7 }\n'
    )
    modules = loaded(
        "import slapolicy\n"
        "from datetime import UTC, datetime\n"
        f"policy = slapolicy.loads({text!r})\n"
        "at = datetime(2025, 6, 3, tzinfo=UTC)\n"
        "events = [{'at': at, 'type': 'opens', 'by': 'customer'}]\n"
        "policy.evaluate(policy.case({'id': '1', 'events': events}), at=at).to_json()\n"
    )
    assert strangers(modules) == set()
    assert rooms(modules) & {"analysis", "tools", "strategies", "columns"} == set()
    assert {each for each in modules if "explanation" in each} == set()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_what_the_command_says_of_itself_needs_neither_grammar_nor_rules(
    option: str,
) -> None:
    modules = loaded(command(option))
    assert rooms(modules) & {"analysis", "language", "columns", "strategies"} == set()
    assert {each for each in modules if ".resolver" in each} == set()
    assert {each for each in modules if ".evaluator" in each} == set()
    assert strangers(modules) == {"click"}


def test_the_version_is_told_without_any_command() -> None:
    assert commands(loaded(command("--version"))) == set()


def test_evaluating_loads_no_checks_and_none_of_the_other_doors() -> None:
    at = "2025-03-30T03:05:00+02:00"
    modules = loaded(command("evaluate", POLICY_OF_CASE, CASE, "--at", at))
    assert rooms(modules) & {"analysis", "strategies"} == set()
    assert {each for each in modules if ".property_runner" in each} == set()
    assert strangers(modules) <= {"click", "holidays"}
    assert commands(modules) == {"evaluate"}


def test_checking_a_policy_in_order_loads_what_reads_it_and_what_checks_it() -> None:
    modules = loaded(command("check", POLICY_OF_CASE))
    assert rooms(modules) == {
        *("analysis", "api", "codes", "contract", "finding", "language", "source"),
        *("tools", "worktime"),
    }
    assert strangers(modules) == {"click"}
    assert commands(modules) == {"check"}
    needless = {
        *("slapolicy.contract.evaluator", "slapolicy.contract.explanation"),
        *("slapolicy.contract.case_reader", "slapolicy.contract.compiled"),
        *("slapolicy.contract.property_runner.runner", "slapolicy.analysis.proofs"),
        *("slapolicy.contract.scenario_runner", "slapolicy.language.grammar"),
        *("slapolicy.language.recovery", "slapolicy.language.slips"),
        *("importlib.metadata", "email", "csv"),
    }
    assert needless & modules == set()


def test_only_a_policy_that_cannot_be_read_is_shown_to_lark() -> None:
    program = "import slapolicy; slapolicy.check('vocabulary words \"Words\"{}')"
    assert "lark" not in loaded(program.format(""))
    assert "lark" in loaded(program.format(" plan"))
