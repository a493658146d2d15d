"""Wrong rules planted in copies of the four contracts are found, each with a case."""

import pytest

from planted_rules import found_in, outcome, planted, source, tired_slips, unplanted
from wrong_rules import CONTRACTS, MORE, TEN, Slip

TIRED = tired_slips()


@pytest.mark.parametrize("slip", TEN, ids=lambda slip: slip.what)
def test_a_slip_is_found_and_its_case_proves_it(slip: Slip) -> None:
    found = outcome(slip)
    assert found.found is not None
    assert found.wrong == ()


def test_the_first_slips_are_of_different_kinds_and_stand_in_all_contracts() -> None:
    assert len({slip.code for slip in TEN}) >= 10
    assert {slip.policy for slip in TEN} == {*CONTRACTS}


def test_every_slip_can_be_planted_and_nothing_is_found_without_it() -> None:
    """What is found in the contracts as they are, they are known for."""
    for slip in (*TEN, *MORE, *TIRED):
        assert planted(slip) != unplanted(slip)
    for name in CONTRACTS:
        codes = {each.code for each in found_in(source(name))}
        assert codes <= {"SLA450", "SLA464"}
