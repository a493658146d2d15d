"""Scenarios: each story as a case with expectations; a table tells one in each row."""

from slapolicy.contract.resolver.case_tables import bind_case_table
from slapolicy.contract.resolver.expectations import bind_expect
from slapolicy.contract.resolver.instants import bind_instant
from slapolicy.contract.resolver.stories import Story, tell
from slapolicy.contract.resolver.telling import finish, zone_of
from slapolicy.contract.resolver.work import Binding, Work
from slapolicy.contract.scenario import ScenarioStep
from slapolicy.language import syntax


def bind_scenarios(work: Work) -> None:
    """Bind every scenario and every table of scenarios."""
    for node in work.document.declarations:
        match node:
            case syntax.Scenario():
                _bind(node, work)
            case syntax.Scenarios():
                bind_case_table(node, work)


def _bind(node: syntax.Scenario, work: Work) -> None:
    binding = Binding(work, None)
    story = Story(binding, zone_of(node.lines, work), node.title.text)
    for line in node.lines:
        tell(story, line)
    checks: list[ScenarioStep] = []
    for line in node.lines:
        if isinstance(line, syntax.Check):
            at = bind_instant(line.instant, story.zone, work.report)
            found = [bind_expect(each, story.zone, binding) for each in line.expects]
            expectations = tuple(each for each in found if each is not None)
            if at is not None:
                checks.append(ScenarioStep(at=at, expectations=expectations))
    if not any(isinstance(line, syntax.Check) for line in node.lines):
        work.report.add(
            "SLA711",
            "the scenario expects nothing",
            node.title.span,
            "add `at` an instant, and what to `expect` then",
        )
    finish(story, tuple(checks), node.title.text, None, node.title.span)
