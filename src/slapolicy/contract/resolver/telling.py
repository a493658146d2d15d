"""A story that was told: whether it makes sense under this policy, and its scenario."""

from datetime import date

from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.stories import Story
from slapolicy.contract.resolver.values import zone_name
from slapolicy.contract.resolver.work import Work
from slapolicy.contract.scenario import Expectation, Scenario, ScenarioStep
from slapolicy.language import syntax
from slapolicy.source import Span
from slapolicy.worktime import DAY, zone

_EPOCH = date(1970, 1, 1).toordinal()


def zone_of(lines: tuple[syntax.ScenarioLine, ...], work: Work) -> str:
    """Give the zone in which a scenario is told: its own, else the agreement's."""
    found = [line for line in lines if isinstance(line, syntax.Zone)]
    if found and not isinstance(found[0].zone, syntax.Name):
        return zone_name(found[0].zone, work.report) or "UTC"
    if found:
        work.report.add(
            "SLA303",
            f"a scenario is told in one zone, not in {quoted(found[0].zone.span.text)}",
            found[0].zone.span,
            "write `Area/City`, such as `Europe/Warsaw`",
        )
    return "UTC" if work.agreement is None else work.agreement.zone


def finish(
    story: Story,
    checks: tuple[ScenarioStep, ...],
    title: str,
    row: int | None,
    span: Span,
) -> None:
    """Look at the whole story, and take the scenario up."""
    work = story.binding.work
    for check in checks:
        for asked in check.expectations:
            _request(story, asked)
    _check_measured(story)
    if not story.is_unsure:
        _check_order(story)
        _check_in_force(story, checks, span)
    work.scenarios.append(
        Scenario(
            title=title,
            row=row,
            zone=story.zone,
            case=story.case(),
            checks=checks,
            span=span,
        )
    )


def _request(story: Story, asked: Expectation) -> None:
    entry = story.binding.names.get(asked.name)
    kind = None if entry is None else entry.kind
    if kind == "service":
        story.requests.setdefault(asked.name)
    elif kind == "outcome":
        story.claims.setdefault(asked.name)


def _check_measured(story: Story) -> None:
    for key, node in story.stated.items():
        name = key.removeprefix("indicator ")
        if name == key:
            continue
        entry = story.binding.names.get(name)
        assert entry is not None
        assert isinstance(entry.node, syntax.Indicator)
        tries = entry.node.each_second.tries
        each = (tries,) if isinstance(tries, syntax.Tried) else tries.tries
        for tried in each:
            if tried.attempt.text in story.measured:
                story.binding.report.add(
                    "SLA709",
                    f"{quoted(name)} is both stated and measured by "
                    f"{quoted(tried.attempt.text)}",
                    node.span,
                    "leave one of the two out",
                    (story.measured[tried.attempt.text].span, "it is measured here"),
                )


def _check_order(story: Story) -> None:
    for event, node in story.acts:
        if event.type == "changes":
            continue
        if story.opened_at is None:
            story.binding.report.add(
                "SLA705",
                "nothing counts here, as the case is never opened",
                node.span,
                "let somebody open it first, as in `customer opens`",
            )
            return
        if event.at < story.opened_at:
            story.binding.report.add(
                "SLA705",
                f"{quoted(event.type)} does not count before the case is opened",
                node.span,
                "open the case earlier; before that only facts change",
            )
            return


def _check_in_force(story: Story, checks: tuple[ScenarioStep, ...], span: Span) -> None:
    agreement = story.binding.work.agreement
    asked = [each for check in checks for each in check.expectations]
    if agreement is None or any(e.state in ("silent", "not_owed") for e in asked):
        return  # a scenario may well show what holds outside the dates
    instants = [check.at for check in checks]
    at = story.opened_at if story.opened_at is not None else min(instants, default=None)
    if at is None:
        return
    on = date.fromordinal(_EPOCH + zone(agreement.zone).reading(at) // DAY)
    begins, ends = agreement.starts_on, agreement.ends_on
    if (begins is None or begins <= on) and (ends is None or on <= ends):
        return
    when = f"from {begins}" if begins is not None and on < begins else f"through {ends}"
    story.binding.report.add(
        "SLA710",
        f"the scenario plays on {on}, and the agreement is in force {when}",
        span,
        "move it to a date in force, or expect what is `silent`",
    )
