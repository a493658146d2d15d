"""What a scenario or a property asks about, and the words for what holds of it."""

from typing import assert_never

from slapolicy.contract.explanation.step import AnyOf, Argument, Number, Title, step
from slapolicy.contract.scenario import Expectation
from slapolicy.report.teller import Teller


def about(teller: Teller, asked: Expectation) -> Argument:
    """Give what an expectation looks at."""
    match asked.about:
        case "severity" | "case" | "intake":
            return step(f"about_{asked.about}")
        case "contact":
            channels = AnyOf(teller.titles(asked.channels))
            return step("about_contact", who=teller.who(asked.name), channels=channels)
        case "escalation" | "warning":
            return step(f"about_{asked.about}", to=teller.who(asked.name))
        case "obligation":
            clock: Argument = teller.title(asked.name)
            if asked.aim:
                clock = step("about_aim", clock=clock)
            if asked.occurrence:
                number = Number(asked.occurrence)
                return step("about_occurrence", clock=clock, number=number)
            return clock
        case "name":
            return _named(teller, asked.name)
        case _:
            assert_never(asked.about)


def _named(teller: Teller, name: str) -> Argument:
    """Give what is asked about by its title; a duty or a right by what it says."""
    what = {each.name: each.what for each in teller.policy.duties}
    what |= {each.name: each.what for each in teller.policy.rights}
    if name in what:
        return step("about_duty", what=what[name])
    return teller.who(name)


def state_told(teller: Teller, asked: Expectation, state: str) -> Argument:
    """Give the word for what holds of it."""
    policy = teller.policy
    if asked.about == "severity" and state in teller.severities:
        return teller.title(state)
    declared = policy.facts.get(asked.name) or policy.parameters.get(asked.name)
    if asked.about == "name" and declared is not None and state in declared.type.values:
        return Title(asked.name, state.replace("_", " "), state)
    if asked.about == "escalation" and state == "open":
        return step("says_raised")
    return teller.state(state)
