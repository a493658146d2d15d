"""How a law is tried: on random choices, and often enough to mean something.

A law is a function of a source of random choices that fails with a reason, and gives
how often its premise held. `@law("PZ-UNION")` makes a test of one, which also fails if
the premise hardly ever held. Seeds are plain numbers, so that a test is the same
everywhere; `python tests/campaign.py laws` goes on with as many as asked for, and
`SLAPOLICY_LAWS=thorough` tries a hundred times as many.
"""

import os
from collections.abc import Callable
from random import Random

TIMES = 100 if os.environ.get("SLAPOLICY_LAWS") == "thorough" else 1
Check = Callable[[Random], int]
Test = Callable[[], None]
CHECKS: dict[str, Check] = {}
"""The laws of which `law` made tests, by the names of those."""


def law(
    *ids: str, examples: int = 60, held: int | None = None
) -> Callable[[Check], Test]:
    """Make a test of a law; its premise must hold `held` times (default: a third)."""
    least = examples // 3 if held is None else held

    def made(check: Check) -> Test:
        name = check.__name__
        other = CHECKS.setdefault(name, check)  # a file may be read under two names
        assert other.__code__.co_filename == check.__code__.co_filename, name

        def test() -> None:
            tried(name, check, examples, least)

        test.__name__ = test.__qualname__ = name
        test.__doc__ = f"{', '.join(ids)}: {check.__doc__ or ''}"
        test.__module__ = check.__module__
        return test

    return made


def tried(name: str, check: Check, examples: int, least: int) -> None:
    """Try a law; fail too if its premise held in fewer than `least` examples."""
    count = sum(once(name, check, seed) for seed in range(examples * TIMES))
    assert count >= least, f"the premise held in {count} examples, not in {least}"


def once(name: str, check: Check, seed: int) -> bool:
    """Try a law once; tell whether its premise held."""
    try:
        return bool(check(Random(f"{name} {seed}")))
    except Exception as wrong:
        wrong.add_note(
            f"see it again: python tests/campaign.py laws --only {name} --seed {seed} "
            "--cases 1"
        )
        raise
