"""DESIGN §3 as stories: each scenario in `fixtures/meaning` states one rule of it."""

from pathlib import Path

import pytest

import slapolicy
from slapolicy.contract.scenario import Scenario
from slapolicy.contract.scenario_runner import run

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = [*sorted((FIXTURES / "meaning").glob("*.sla")), *sorted(FIXTURES.glob("*.sla"))]
STORIES = [(path, story) for path in FILES for story in slapolicy.load(path).scenarios]


@pytest.mark.parametrize(
    ("path", "scenario"),
    STORIES,
    ids=[f"{p.stem}: {s.title}{f' row {s.row}' if s.row else ''}" for p, s in STORIES],
)
def test_what_the_page_on_meaning_says_holds_in_a_story(
    path: Path, scenario: Scenario
) -> None:
    failures = run(slapolicy.load(path), scenario).failures
    assert [f"{each.span}: {each.message}" for each in failures] == []
