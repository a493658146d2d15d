"""Runs the examples in README.md as tests; leaves out what is no policy of ours.

With `SLAPOLICY_EXTRAS=required` nothing may be skipped: all that is asked for is here.
"""

import os
from collections.abc import Generator

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

# policies of tests, some of them broken on purpose: no tests of their own
collect_ignore_glob = ["tests/*.sla", "tests/*.sla.md", "docs/*.sla", "docs/*.sla.md"]
pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()], patterns=["README.md"], excludes=["*/README.md"]
).pytest()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Let a test that is skipped fail where everything is to be there."""
    report = yield
    if report.skipped and os.environ.get("SLAPOLICY_EXTRAS") == "required":
        report.outcome = "failed"
        report.longrepr = f"skipped, though nothing may be: {report.longrepr}"
    return report
