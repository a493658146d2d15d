"""`slapolicy test`: the scenarios of policies, each told and judged."""

from typing import TYPE_CHECKING

import click

from slapolicy.tools.cli.terminal import (
    FINDINGS,
    examined,
    leave,
    policies_under,
    print_findings,
    require_one_standard_input,
)
from slapolicy.tools.render.ink import escape

if TYPE_CHECKING:
    from slapolicy.contract.policy import Policy
    from slapolicy.contract.scenario import Scenario
    from slapolicy.contract.scenario_runner import ScenarioResult


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...")
def test(paths: tuple[str, ...]) -> None:
    """Run the scenarios of policies.

    A folder stands for all policies under it.
    """
    files = policies_under(paths)
    require_one_standard_input(*files)
    passed = failed = broken = 0
    for path in files:
        found = examined(path)
        if any(each.is_error for each in found.findings):
            print_findings(found.findings)
            broken += 1
        elif found.policy is not None:  # a vocabulary tells no stories
            good, bad = _run(found.policy)
            passed, failed = passed + good, failed + bad
    if broken:
        noun = "policy" if broken == 1 else "policies"
        click.echo(f"{broken} {noun} could not be loaded")
    click.echo(f"{passed} passed, {failed} failed")
    if failed or broken:
        leave(FINDINGS)


def _run(policy: "Policy") -> tuple[int, int]:
    """Run a policy's scenarios; give how many passed and how many failed."""
    from slapolicy.contract.scenario_runner import run

    failed = 0
    for scenario in policy.scenarios:
        result = run(policy, scenario)
        if result.failures:
            failed += 1
            click.echo(_failures(scenario, result), nl=False)
    return len(policy.scenarios) - failed, failed


def _failures(scenario: "Scenario", result: "ScenarioResult") -> str:
    row = f", row {scenario.row}" if scenario.row is not None else ""
    lines = [f'{scenario.span}: failed: scenario "{scenario.title}"{row}']
    for each in result.failures:
        lines.append(f"{each.span}: {each.message}")
        lines.append(f"     | expected: {each.expected}")
        lines.append(f"     | found:    {each.found}")
    return "".join(f"{escape(line)}\n" for line in lines)
