"""Cases in the words of a policy: what is given in one of them.

Which case proves a thing is not said here.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from slapolicy.analysis.cases import Cases
from slapolicy.analysis.inventory import terms_of
from slapolicy.analysis.regions import Domain, simplified, variables_of
from slapolicy.analysis.variables import Variable, is_run
from slapolicy.contract.policy import ClockIs, Condition, Value
from slapolicy.contract.wording import length_words

_MOST = 12


def case_words(told: Cases, domain: Domain, asking: Iterable[Condition | None]) -> str:
    """Say in the policy's words which case a domain has: `issue is bug, vip is no`.

    A term that the conditions ask about stands for the sizes it rests on. Of more than
    a dozen things it says how many more there are.
    """
    values = told.sample(domain)
    here = told.placed(values)
    said: dict[str, None] = {}
    for name in reversed(terms_of(told.policy, *asking)):
        means = told.where(told.policy.terms[name].means)
        rests_on = {told.variables[number] for number in variables_of(means)}
        truth = simplified(means, here)
        if isinstance(truth, bool) and any(is_run(each) for each in rests_on):
            said[f"{name} is {_word(truth)}"] = None
            values = {k: v for k, v in values.items() if k not in rests_on}
    every = [*(_clause(variable, value) for variable, value in values.items()), *said]
    if len(every) > _MOST:
        every = [*every[:_MOST], f"and {len(every) - _MOST} more"]
    return f"`{', '.join(every)}`" if every else ""


def when(words: str) -> str:
    """Give the words of a case to follow a claim: `when …`, or `in every case`."""
    return f"when {words}" if words else "in every case"


def _clause(variable: Variable, value: Value) -> str:
    if isinstance(variable, ClockIs):
        verb = "is" if value else "is not"
        return f"{variable.clock} {verb} {' or '.join(variable.states)}"
    match variable.kind:
        case "addon":
            return f"addon {'is' if value else 'is not'} {variable.name}"
        case "plan" | "severity" | "opened_on":
            return f"{variable.kind} is {_word(value)}"
        case _ if is_run(variable):
            return f"{variable.name} {_word(value)} at most"
        case _:
            return f"{variable.name} is {_word(value)}"


def _word(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value.normalize():f}"
        case timedelta():
            return length_words(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
