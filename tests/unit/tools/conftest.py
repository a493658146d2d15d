"""A folder with a policy and a case in it, and slapolicy to run there."""

import json
from pathlib import Path

import pytest

from unit.tools.gold import CASE, POLICY
from unit.tools.shell import Shell


@pytest.fixture
def shell(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    """Give a folder with `gold.sla` and `case.json`, and slapolicy to run in it."""
    monkeypatch.chdir(tmp_path)
    Path("gold.sla").write_text(POLICY, encoding="utf-8")
    Path("case.json").write_text(json.dumps(CASE), encoding="utf-8")
    return Shell(capsys, monkeypatch)
