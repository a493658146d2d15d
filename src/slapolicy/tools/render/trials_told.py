"""Failed trials in another language than English, with the labels of the policy.

What a scenario or a property expects stays as the policy writes it.
"""

from attrs import evolve

from slapolicy.contract.policy import Policy
from slapolicy.contract.property_runner.result import PropertyFailure
from slapolicy.contract.scenario_runner import ScenarioFailure
from slapolicy.finding import Finding
from slapolicy.report.failures import differs, refuted
from slapolicy.report.teller import Teller
from slapolicy.tools.render.words import words
from slapolicy.tools.trials import Miss, Trial

_BESIDE = "beside the same case with"


def in_language(trial: Trial, policy: Policy | None, language: str) -> Trial:
    """Give a trial whose failures are told in a language."""
    if trial.passed or language == "en":
        return trial
    told = (_told(miss, trial, policy, language) for miss in trial.misses)
    return evolve(trial, misses=tuple(told))


def _told(miss: Miss, trial: Trial, policy: Policy | None, language: str) -> Miss:
    failure, spoken = miss.failure, words(language)
    if isinstance(failure, Finding):
        return evolve(miss, message=f"{failure.code} {spoken.say(failure.message)}")
    if policy is None or failure is None:
        return miss
    teller = Teller(policy, language)
    if isinstance(failure, ScenarioFailure):
        message = teller.say(differs(teller, failure))
        found = failure.found if _is_in_policy_words(failure) else ""
        return evolve(miss, message=message, found=found)
    assert isinstance(failure, PropertyFailure)
    assert trial.how is not None
    message = teller.say(refuted(teller, failure, trial.how))
    verdict = failure.verdict
    is_of_state = verdict is not None and verdict.answer is not None
    is_of_state = is_of_state and failure.is_in_force
    return evolve(
        miss,
        message=message,
        found=miss.found if is_of_state else "",
        words=miss.words.replace(f"# {_BESIDE}", f"# {spoken.say(_BESIDE)}"),
    )


def _is_in_policy_words(failure: ScenarioFailure) -> bool:
    """Whether what was found can be put into the scenario as it is told."""
    is_none = failure.found in ("none", "nothing", "a due instant, or another reason")
    return failure.what == "state" or not (
        is_none or failure.found.startswith("no instant, ")
    )
