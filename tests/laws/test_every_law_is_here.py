"""Which test holds which law: each is a test that exists, or a reason for none.

The laws, by the ids of the plan of trust. B is the open time between two instants, D
the least instant by which some has passed.
"""

import importlib
import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import decision_laws
import lawful
import rule_laws

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CAL, PAUSE, SEV = "test_calendar_laws", "test_pause_laws", "test_severity_laws"
ORDER, DATES, OVER = "test_order_laws", "test_table_laws", "test_over_laws"
RULE, ENV, EXPLAIN = (
    "test_rule_laws",
    "test_environment_laws",
    "test_explanation_laws",
)
TIMELINE, REPORT = "test_timeline_laws", "test_report_laws"
LAW = "test_decision_laws::test_the_law_holds"
MACHINE = (
    "test_case_machine::test_whatever_happens_step_by_step_the_laws_hold[CaseMachine]"
)
BATCH = MACHINE.replace("CaseMachine", "BatchMachine")

TABLE: dict[str, tuple[str, ...]] = {
    "BT-ADD": (f"{CAL}::test_the_time_of_parts_adds_up",),
    "BT-BOUND": (f"{CAL}::test_no_more_is_open_than_passes",),
    "BT-MONO": (f"{CAL}::test_a_longer_stretch_holds_no_less",),
    "BT-GALOIS": (
        f"{CAL}::test_add_is_the_least_that_holds_the_time",
        f"{CAL}::test_subtract_is_the_greatest_that_holds_the_time",
    ),
    "BT-COMP": (f"{CAL}::test_adding_twice_is_adding_the_sum",),
    "BT-DMONO": (f"{CAL}::test_a_later_start_or_more_time_is_never_due_earlier",),
    "BT-247": (
        f"{CAL}::test_what_is_open_always_is_the_time_that_passes",
        f"{CAL}::test_the_dates_of_what_is_open_always_are_whole",
    ),
    "BT-COMPL": (f"{CAL}::test_what_is_open_and_what_is_shut_make_up_all_time",),
    "BT-INCLEXCL": (f"{CAL}::test_either_and_both_hours_add_up_to_the_two",),
    "BT-HOLIDAY": (f"{CAL}::test_a_holiday_takes_its_local_date_and_no_more",),
    "BT-ZONEREL": (
        f"{CAL}::test_the_zone_of_a_datetime_does_not_matter",
        f"{LAW}[zone_of_instants]",
    ),
    "BT-SHIFT": (f"{CAL}::test_weeks_repeat_where_no_clock_changes",),
    "BT-SPLIT": (
        f"{CAL}::test_hours_in_two_spans_twice_and_in_any_order_are_the_same",
    ),
    "BT-CLOSEDSTART": (f"{CAL}::test_waiting_for_the_opening_loses_nothing",),
    "BT-LASTOPEN": (f"{CAL}::test_the_moment_before_a_due_instant_is_open",),
    "BT-DAYLEN": (
        f"{CAL}::test_a_date_is_as_long_as_its_wall_clock_reads_it",
        f"{CAL}::test_bt_daylen_a_date_is_as_long_as_its_clock_makes_it",
    ),
    "BT-ALIAS": (
        f"{CAL}::test_bt_alias_another_name_is_the_same_zone_or_refused_with_its_name",
    ),
    "BT-RES": (f"{CAL}::test_whole_minutes_stay_whole_minutes",),
    "BT-NEVER": (
        f"{CAL}::test_hours_that_never_open_are_never_due",
        f"{CAL}::test_what_is_not_due_before_2200_is_never_due",
        f"{CAL}::test_bt_never_a_calendar_that_never_opens_says_so",
        f"{ORDER}::test_a_clock_whose_hours_never_open_never_runs_out_and_says_so",
    ),
    "BT-OFFSETEQ": (f"{CAL}::test_a_zone_is_its_offset_where_no_clock_changes",),
    "BT-REV": (f"{CAL}::test_what_lies_between_is_reached_by_then",),
    "PZ-UNION": (
        f"{PAUSE}::test_overlapping_pauses_are_their_union",
        f"{LAW}[a_wait_within_a_wait]",
    ),
    "PZ-SPLIT": (
        f"{PAUSE}::test_a_pause_in_two_is_one_and_one_of_no_length_is_none",
        f"{LAW}[a_wait_in_two]",
    ),
    "PZ-CLOSED": (f"{PAUSE}::test_a_pause_outside_hours_changes_nothing",),
    "PZ-SHIFT": (f"{PAUSE}::test_a_pause_moves_the_due_by_its_open_time",),
    "PZ-MONO": (
        f"{PAUSE}::test_one_pause_more_makes_no_due_earlier",
        f"{LAW}[a_pause_never_makes_it_earlier]",
    ),
    "PZ-OPEN": (f"{PAUSE}::test_what_is_left_in_a_pause_is_left_when_it_ends",),
    "EV-PERM": (f"{LAW}[order_of_coming_in]", f"{LAW}[order_of_kinds]", MACHINE),
    "EV-DUP": (f"{LAW}[told_twice]", MACHINE),
    "EV-CAUSAL": (f"{LAW}[later_is_not_known]", MACHINE),
    "EV-NORETRO": (
        f"{LAW}[met_and_breached_are_final]",
        f"{PAUSE}::test_at_the_due_instant_only_what_fulfils_is_in_time",
        MACHINE,
    ),
    "EV-AFTERSTOP": (
        f"{LAW}[events_after_the_stop]",
        f"{LAW}[nothing_happens_to_a_closed_case]",
        f"{OVER}::test_what_is_over_stays_as_it_is",
    ),
    "EV-UNREL": (f"{LAW}[notes_match_nothing]", MACHINE),
    "SV-NOOP": (f"{LAW}[the_same_fact_again]", f"{LAW}[there_and_back]"),
    "SV-BIRTH": (f"{LAW}[born_so]",),
    "SV-MONO": (f"{SEV}::test_a_worse_severity_is_never_due_later",),
    "SV-PATH": (
        f"{SEV}::test_on_one_calendar_only_the_last_severity_counts",
        f"{SEV}::test_each_moment_counts_on_the_hours_of_the_limit_then_in_force",
    ),
    "SV-SUM": (f"{SEV}::test_what_each_limit_counted_is_together_what_has_elapsed",),
    "SV-STOPPED": (
        f"{LAW}[changes_after_the_stop]",
        f"{SEV}::test_a_change_at_the_stop_or_after_it_changes_nothing",
    ),
    "RL-PERM": (f"{LAW}[the_order_of_text]", f"{LAW}[the_order_of_rules]"),
    "RL-NOMATCH": (f"{LAW}[a_rule_that_cannot_match]",),
    "RL-DUP": (
        f"{LAW}[a_rule_twice]",
        f"{RULE}::test_a_rule_stated_twice_is_noted_and_says_no_more",
    ),
    "RL-LOSER": (f"{LAW}[a_rule_that_lost]",),
    "RL-TOTAL": (
        f"{RULE}::test_each_case_has_one_severity_or_the_checks_say_which_has_not",
        f"{RULE}::test_each_service_has_the_answer_that_its_rules_give",
    ),
    "RL-ALPHA": (f"{LAW}[another_name]",),
    "RL-IRREL": (f"{LAW}[what_nothing_reads]",),
    "RL-SOUND": (f"{LAW}[every_case_has_an_answer]",),
    "RL-EXPLAIN": (f"{EXPLAIN}::test_what_is_told_gives_the_due_instant_again",),
    "SR-ROUND": (f"{LAW}[written_and_read_again]",),
    "SR-HASH": (
        f"{ENV}::test_the_hash_of_a_policy_is_that_of_its_text",
        f"{ENV}::test_zone_language_hash_seed_and_folder_change_no_byte",
    ),
    "NM-IDEM": (f"{LAW}[put_in_order]",),
    "BA-MAP": (
        f"{ENV}::test_a_batch_is_its_cases_one_by_one",
        f"{LAW}[what_was_asked_before]",
        BATCH,
    ),
    "ENV": (
        f"{ENV}::test_zone_language_hash_seed_and_folder_change_no_byte",
        f"{ENV}::test_a_host_that_is_700_calls_deep_gets_the_same_answer",
    ),
    "NOW-MONO": (
        f"{LAW}[time_alone_only_runs_out]",
        f"{PAUSE}::test_a_clock_left_alone_runs_out_at_its_due_and_not_before",
        MACHINE,
    ),
    "BUDGET-MONO": (f"{LAW}[a_higher_limit]",),
}
LATER = "it speaks of the formatter or of the comparison of two policies, not yet here"
ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(
        ("FM-ROUND", "FM-IDEM", "FM-COMMENT", "FM-EVAL", "FM-WS", "DF-REFL",
         "DF-MIRROR", "DF-SOUND", "DF-COMPLETE"),
        LATER,
    ),
    "SR-OLD": "no version has been released, so that no older result can be read again",
}  # fmt: skip
"""The laws that do not apply, and why."""
OURS = {
    "NEXT", "ALERT", "KNOW", "END", "SV-RESTART", "ORDER", "DEFER", "FORCE",
    "BT-EDGES", "BT-DATED", "BT-REGION", "BT-TABLE", "BT-BUSINESSDAYS",
    "BT-CALENDARDAYS", "TL-COMPLETE", "TL-CITED", "TL-LEGIBLE", "TL-SAME", "TL-FORMER",
    "TL-COUNTED", "RP-RULE", "RP-PART", "RP-CONDITION",
}  # fmt: skip
"""Laws that the design states besides."""


@cache
def module(name: str) -> ModuleType:
    spec = importlib.util.find_spec(f"laws.{name}")
    assert spec is not None, name
    return importlib.import_module(f"laws.{name}")


@pytest.mark.parametrize("law", TABLE)
def test_each_law_has_a_test_that_exists(law: str) -> None:
    """A test that holds a law says so in its docstring, or in that of the law."""
    for node in TABLE[law]:
        file, _, rest = node.partition("::")
        name, _, parameter = rest.removesuffix("]").partition("[")
        test = getattr(module(file), name)
        if name == "test_the_law_holds":
            found = [
                each
                for each in (*decision_laws.DECISION_LAWS, *rule_laws.RULE_LAWS)
                if each.__name__ == parameter
            ]
            assert len(found) == 1, node
            test = found[0]
        elif parameter:
            assert parameter in {each.__name__ for each in module(file).MACHINES}
            assert law in (HERE / f"{file}.py").read_text("utf-8")
            continue
        assert law in (test.__doc__ or ""), node


def test_no_law_is_both_held_and_left_out() -> None:
    assert not set(TABLE) & set(ELSEWHERE)
    assert len(TABLE) + len(ELSEWHERE) == 65  # 62 rows, three of which name two
    assert all(len(why.split()) > 8 for why in ELSEWHERE.values())


@pytest.mark.parametrize("law", [*decision_laws.DECISION_LAWS, *rule_laws.RULE_LAWS])
def test_each_law_of_decisions_stands_in_the_table(law: decision_laws.Law) -> None:
    ids = (law.__doc__ or "").partition(":")[0].split(", ")
    assert set(ids) <= set(TABLE) | OURS
    nodes = {node for each in ids for node in TABLE.get(each, ())}
    assert set(ids) <= OURS or f"{LAW}[{law.__name__}]" in nodes


@pytest.mark.parametrize(
    "file", [CAL, DATES, PAUSE, SEV, ORDER, OVER, RULE, ENV, EXPLAIN, TIMELINE, REPORT]
)
def test_each_test_made_of_a_law_stands_in_the_table(file: str) -> None:
    made = [name for name in vars(module(file)) if name in lawful.CHECKS]
    assert made
    for name in made:
        ids = getattr(module(file), name).__doc__.partition(":")[0].split(", ")
        nodes = {node for each in ids for node in TABLE.get(each, ())}
        assert set(ids) <= set(TABLE) | OURS, name
        assert set(ids) <= OURS or f"{file}::{name}" in nodes, name
