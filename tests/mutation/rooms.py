"""Which files are changed, and which tests must see it.

Tests are chosen for being quick: those that start another process or try every rule of
a contract see no more here, and take longer.
"""

from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]


@frozen
class Room:
    """A part of the source with its tests.

    `quick`: tests whose dull answers are worked out once, for changes in functions.
    `reads_texts`: where only a fresh import shows a change, the texts of `golden/told`
    are read, parsed before it, as that costs less than to collect the tests each time.
    `remembering`: files that keep what they found, so that a test need not run a line
    again that it rests on.
    `keeps_policies`: policies are read once and shared by the tests, as reading them is
    not what is changed.
    `goes_plain`: the short way is not taken, so that the evaluator decides every case.
    """

    name: str
    folder: str
    tests: tuple[str, ...]
    quick: tuple[str, ...] = ()
    reads_texts: bool = False
    deselected: tuple[str, ...] = ()
    remembering: tuple[str, ...] = ()
    keeps_policies: bool = True
    goes_plain: bool = False

    @property
    def files(self) -> list[Path]:
        """Its files, in order."""
        return sorted((ROOT / self.folder).rglob("*.py"))


_AGREEMENT = "tests/laws/test_calendar_agreement.py"
_AGREES = f"{_AGREEMENT}::test_the_engine_agrees_with_the_oracle"
_SMALL = (
    f"{_AGREEMENT}::test_every_span_of_a_small_world_is_open_as_the_wall_clock_reads"
)
_SMALL_WORLDS = (
    "America/New_York-on1",
    "Australia/Lord_Howe-on2",
    "Australia/Lord_Howe-on3",
    "America/Santiago-on4",
    "Antarctica/Troll-on6",
    "Africa/Casablanca-on7",
    "Pacific/Apia-on8",
)
_UNKNOWN = (
    "tests/unit/worktime/test_working.py::TestUnknownHolidays"
    "::test_what_rests_on_the_unknown_is_refused"
)

ROOMS = {
    "worktime": Room(
        "worktime",
        "src/slapolicy/worktime",
        (
            "tests/unit/worktime",
            "tests/laws/test_calendar_laws.py",
            "tests/laws/test_table_laws.py",
            "tests/laws/test_calendar_agreement.py",
        ),
        quick=("tests/mutation/quick_worktime.py",),
        remembering=("zone.py", "holidays.py"),
        deselected=(
            *(f"{_AGREES}[{seed}]" for seed in range(5_001, 5_008)),
            *(f"{_SMALL}[{name}]" for name in _SMALL_WORLDS),
            f"{_UNKNOWN}[<lambda>3]",
            f"{_UNKNOWN}[<lambda>4]",
        ),
        keeps_policies=False,
    ),
    "evaluator": Room(
        "evaluator",
        "src/slapolicy/contract/evaluator",
        (
            "tests/unit/contract/test_meaning.py",
            "tests/unit/contract/test_meaning_in_json.py",
            "tests/unit/contract/test_meaning_of_stretches.py",
            "tests/unit/contract/test_history.py",
            "tests/unit/contract/test_decision_json.py",
            "tests/unit/contract/evaluator",
            "tests/golden",
            "policies",
        ),
        quick=("tests/mutation/quick_evaluator.py",),
        goes_plain=True,
    ),
    "compiled": Room(
        "compiled",
        "src/slapolicy/contract/compiled",
        (
            "tests/unit/contract/test_compiled.py",
            "tests/unit/contract/test_forms.py",
            "tests/unit/contract/test_orders.py",
            "tests/unit/contract/test_tracks.py",
            "tests/unit/contract/test_meaning.py",
            "tests/unit/contract/test_decision_json.py",
        ),
        quick=("tests/mutation/quick_compiled.py",),
    ),
    "columns": Room(
        "columns",
        "src/slapolicy/columns/whole",
        (
            "tests/unit/columns/test_keys.py",
            "tests/unit/columns/test_positions.py",
            "tests/unit/columns/test_spreading.py",
            "tests/unit/tools/case_files/test_at_once.py",
        ),
        quick=("tests/mutation/quick_columns.py",),
    ),
    "resolver": Room(
        "resolver",
        "src/slapolicy/contract/resolver",
        (
            "tests/unit/contract/test_resolver.py",
            "tests/unit/contract/test_resolver_calendars.py",
            "tests/unit/contract/test_resolver_findings.py",
            "tests/unit/contract/test_resolver_scenarios.py",
            "tests/unit/contract/test_resolver_report.py",
            "tests/unit/contract/test_resolver_files.py",
            "tests/unit/contract/test_resolver_imports.py",
            "tests/unit/contract/test_helpful_errors.py",
            "tests/unit/test_policy_corpus.py",
            "tests/unit/contract/test_meaning.py",
        ),
        quick=("tests/mutation/quick_resolver.py",),
        reads_texts=True,
        keeps_policies=False,
    ),
}
