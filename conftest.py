"""Runs the examples in README.md as tests; leaves out what is no policy of ours."""

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

# policies of tests, some of them broken on purpose: no tests of their own
collect_ignore_glob = ["tests/*.sla", "tests/*.sla.md", "docs/*.sla", "docs/*.sla.md"]
pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()], patterns=["README.md"], excludes=["*/README.md"]
).pytest()
