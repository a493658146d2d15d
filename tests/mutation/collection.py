"""The tests of a room, as pytest collects them; then pytest hands over.

Examples of laws are few, the same every time, and not made smaller when one fails.
"""

import os
from collections.abc import Callable
from functools import cache

import pytest

from mutation.rooms import ROOT, Room

EXAMPLES = 12
Items = dict[str, pytest.Item]
_ARGUMENTS = (
    *("-o", "addopts=", "--import-mode=importlib", "--strict-markers", "-q", "-s"),
    *("--assert=plain", "-p", "no:cacheprovider", "-p", "no:faulthandler"),
    *("-p", "no:xdist", "-p", "no:pytest-lsp"),
)


def collect(
    room: Room, then: Callable[[Items, "Taker"], None], *, with_quick: bool
) -> None:
    """Import the house, collect the tests of a room, and hand over to `then`.

    Comes back only if there is nothing to collect, as an import fails.
    """
    from hypothesis import HealthCheck, Phase, settings  # once the environment is set

    settings.register_profile(
        "mutation",
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    taker = Taker(room, then)
    asked = [*room.tests, *(room.quick if with_quick else ())]
    chosen = [each for each in asked if (ROOT / each).exists()]
    options = [f"--deselect={each}" for each in room.deselected]
    pytest.main([*_ARGUMENTS, *options, *chosen], plugins=[taker])


class Taker:
    """The plugin that takes over from pytest, and is told of failures."""

    def __init__(self, room: Room, then: Callable[[Items, "Taker"], None]) -> None:
        self._room, self._then = room, then
        self.fails: Callable[[str], None] = lambda _: None

    def pytest_configure(self) -> None:
        from hypothesis import settings

        if self._room.keeps_policies:
            _keep_policies()
        if self._room.goes_plain:
            _go_plain()
        settings.load_profile("mutation")  # after that of conftest

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        from hypothesis import settings

        name = "_hypothesis_internal_use_settings"
        for item in items:
            test = getattr(item, "obj", None)
            test = getattr(test, "__func__", test)
            if isinstance(held := getattr(test, name, None), settings):
                most = min(EXAMPLES, held.max_examples)
                setattr(test, name, settings(held, max_examples=most))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return True
        self._then({each.nodeid: each for each in session.items}, self)
        os._exit(0)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> None:
        if call.excinfo and not call.excinfo.errisinstance(pytest.skip.Exception):
            self.fails(item.nodeid)


def _keep_policies() -> None:
    """Read each policy once: a policy is a value."""
    import slapolicy

    for name in ("load", "loads"):
        setattr(slapolicy, name, cache(getattr(slapolicy, name)))


def _go_plain() -> None:
    """Let no case be decided the short way."""
    from slapolicy.contract import compiled
    from slapolicy.contract.compiled.plain_way import GoesPlain

    def decide_shortly(*_: object) -> None:
        msg = "it is not asked"
        raise GoesPlain(msg)

    setattr(compiled, "decide_shortly", decide_shortly)  # noqa: B010  # in a child
