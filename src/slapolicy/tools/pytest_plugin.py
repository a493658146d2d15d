"""Policies as tests: `pytest policies/` runs each scenario and tries each property.

Only files that end in `.sla` or `.sla.md` are looked at, and nothing of slapolicy that
is slow is loaded before there is one. What a trial comes to is told in `trials`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from slapolicy.contract.policy import Policy
    from slapolicy.contract.property import Property
    from slapolicy.contract.scenario import Scenario
    from slapolicy.tools.trials import Trial

_SUFFIXES = (".sla", ".sla.md")
_MARKERS = (
    "sla_scenario: a scenario of a policy.",
    "sla_property: a property of a policy, decided exactly or searched.",
)


class TrialError(AssertionError):
    """A scenario or a property that does not hold, or a policy that is broken."""

    def __init__(self, trial: Trial) -> None:
        super().__init__(trial.title)
        self.trial = trial


class PolicyFile(pytest.File):
    """A policy: its scenarios and properties in order of text."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give an item for each; one that fails, if the policy is broken."""
        from slapolicy import api
        from slapolicy.tools.trials import in_order

        name = _shown(self.path)
        try:
            found = api.examine(name)
        except Exception as error:  # noqa: BLE001  # one bad file stops no other
            yield BrokenItem.from_parent(self, name="policy", error=error)
            return
        if any(each.is_error for each in found.findings):
            from slapolicy.tools.trials import of_broken

            broken = of_broken(found.findings, name)
            yield BrokenItem.from_parent(self, name="policy", error=TrialError(broken))
        elif found.policy is not None:  # a vocabulary tells no stories
            for told in in_order(found.policy):
                yield TrialItem.told(self, found.policy, told)


class PolicyItem(pytest.Item):
    """What is tried of a policy: no function, so that no fixtures are asked for."""

    funcargs: Mapping[str, object] = MappingProxyType({})
    """Other plugins look for the fixtures of whatever is run."""


class TrialItem(PolicyItem):
    """One scenario or property."""

    policy: Policy
    told_of: Scenario | Property

    @classmethod
    def told(
        cls, parent: PolicyFile, policy: Policy, told: Scenario | Property
    ) -> TrialItem:
        """Give the item of a scenario or a property."""
        from slapolicy.contract.scenario import Scenario
        from slapolicy.tools.trials import name_of

        name = name_of(policy, told).replace("::", ":")
        kind = "scenario" if isinstance(told, Scenario) else "property"
        item: TrialItem = cls.from_parent(parent, name=name)
        item.policy, item.told_of = policy, told
        item.add_marker(f"sla_{kind}")
        return item

    def runtest(self) -> None:
        """Try it; say how, if it is a property."""
        from slapolicy.tools.render.trials import how_known
        from slapolicy.tools.trials import try_one

        trial = try_one(self.policy, self.told_of)
        if trial.how is not None:
            self.user_properties.append(("sla_how", trial.how))
            self.user_properties.append(("sla_cases", trial.cases))
            if trial.passed:
                self.add_report_section("call", "property", how_known([trial]))
        if not trial.passed:
            raise TrialError(trial)

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,
    ) -> str:
        """Say what is not as it was said, in the policy's place and words."""
        return _told(excinfo.value) or str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give the line of the policy at which its title stands (from 0)."""
        line, _ = self.told_of.span.place
        return self.path, line - 1, self.name


class BrokenItem(PolicyItem):
    """A policy that cannot be loaded, as an item that fails."""

    def __init__(self, *, error: Exception, **more: Any) -> None:
        super().__init__(**more)
        self._error = error

    def runtest(self) -> None:
        """Fail."""
        raise self._error

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ARG002  # as pytest calls it
    ) -> str:
        """Say what is wrong with the policy."""
        error = excinfo.value
        return _told(error) or f"{self.path}: {type(error).__name__}: {error}"

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give the line of the first finding (from 0)."""
        error = self._error
        line = error.trial.line if isinstance(error, TrialError) else 1
        return self.path, line - 1, self.name


def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """Take files that are policies by their suffix."""
    if file_path.name.endswith(_SUFFIXES):
        return PolicyFile.from_parent(parent, path=file_path)
    return None


def pytest_configure(config: pytest.Config) -> None:
    """Tell the markers by which items can be chosen."""
    for line in _MARKERS:
        config.addinivalue_line("markers", line)


def _told(error: BaseException) -> str:
    if not isinstance(error, TrialError):
        return ""
    from slapolicy.tools.render.ink import escape
    from slapolicy.tools.render.trials import lines

    return "\n".join(escape(line) for line in lines(error.trial))


def _shown(path: Path) -> str:
    """Give a path as people call it from where they are."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)
