"""A campaign of rounds goes on where it was stopped, and counts each round once."""

from pathlib import Path

from attrs import evolve

from fuzz.rounds import Done, divided, fingerprint, keep, kept, next_round, table
from fuzz.targets import TARGETS

DONE = Done(1, 0, "now", "timestamp", 1_000, 2.0, 0)


def test_executions_are_divided_by_shares_and_nobody_goes_without() -> None:
    assert divided(100, {"much": 30, "little": 10}) == {"much": 75, "little": 25}
    assert divided(10, {"much": 1_000, "little": 1}) == {"much": 9, "little": 1}


def test_a_round_of_a_campaign_is_as_large_as_it_says() -> None:
    shares = {name: each.share for name, each in TARGETS.items()}
    assert sum(divided(1_000_000, shares).values()) == 1_000_000


def test_a_campaign_goes_on_after_the_last_round_that_was_done(tmp_path: Path) -> None:
    path = tmp_path / "rounds.jsonl"
    names = ["timestamp"]
    assert next_round(path, 1, names) == 0
    keep(path, [DONE, evolve(DONE, number=1)])
    keep(path, [evolve(DONE, seed=2, number=7)])
    assert next_round(path, 1, names) == 2
    assert next_round(path, 2, names) == 8
    assert next_round(path, 3, names) == 0
    assert next_round(path, 1, ["length"]) == 0
    assert next_round(path, 1, ["length", "timestamp"]) == 2


def test_a_round_that_is_done_again_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "rounds.jsonl"
    keep(path, [DONE])
    keep(path, [evolve(DONE, crashes=3)])
    assert kept(path) == [evolve(DONE, crashes=3)]


def test_the_table_tells_what_was_tried_on_the_code_as_it_is() -> None:
    other = evolve(DONE, number=1, source="before", executions=500, crashes=1)
    *_, timestamp, everything = table([DONE, other], "now").split("\n")
    assert timestamp == "| timestamp | 1,500 | 1,000 | 4 | 375 | 1 |"
    assert everything == "| all | 1,500 | 1,000 | 4 | 375 | 1 |"


def test_a_changed_line_of_the_code_is_another_state_of_it(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("a = 1\n", "utf-8")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    (tmp_path / "one.py").write_text("a = 2\n", "utf-8")
    assert fingerprint(tmp_path) != before
