"""What the dull reference answers, reckoned once: no engine has a part in it."""

import json
from random import Random
from typing import Any

import agreement_cases
from reference import cases, evaluator, policies
from reference.hours import OutOfWindow, Plain
from reference.story import TooManyWorlds

Answer = Plain | OutOfWindow | TooManyWorlds
_evaluate, _random_policy = evaluator.evaluate, policies.random_policy
_answers: dict[tuple[int, str, int], Answer] = {}
_policies: dict[tuple[object, ...], tuple[Plain, str]] = {}


def keep_answers(seed: int, most: int) -> str:
    """Answer all that is asked of a random policy, and give its text."""
    plain, text = _policy(Random(seed), alarms=True)
    for number in range(most):
        draw = Random(f"{seed}-{number}")
        try:
            case = cases.random_case(draw, plain)
        except OutOfWindow:
            continue
        for at in agreement_cases._instants(draw, case):
            _answers[_key(plain, case, at)] = _reckoned(plain, case, at)
    return text


def _policy(draw: Random, **how: Any) -> tuple[Plain, str]:
    key = (draw.getstate(), *how.items())
    if key not in _policies:
        _policies[key] = _random_policy(draw, **how)
    return _policies[key]


def _key(policy: Plain, case: Plain, at: int) -> tuple[int, str, int]:
    return id(policy), json.dumps(case, default=repr), at


def _reckoned(policy: Plain, case: Plain, at: int) -> Answer:
    try:
        return _evaluate(policy, case, at)
    except (OutOfWindow, TooManyWorlds) as problem:
        return problem


def _answer(policy: Plain, case: Plain, at: int) -> Plain:
    found = _answers.get(_key(policy, case, at))
    if found is None:
        return _evaluate(policy, case, at)
    if isinstance(found, Exception):
        raise found
    return found


setattr(evaluator, "evaluate", _answer)  # noqa: B010  # in this process alone
setattr(policies, "random_policy", _policy)  # noqa: B010
