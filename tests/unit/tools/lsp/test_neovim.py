"""A real editor: Neovim, without a window, writes a policy with the language server."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from slapolicy.language.formatter import reformat
from slapolicy.source import Source
from unit.editing.marked import POLICY, in_policy
from unit.tools.lsp.client import COMMAND

NEOVIM = shutil.which("nvim")
SCRIPT = Path(__file__).with_name("neovim.lua")
WRONG = in_policy("during office", "during ofice").replace("  grant", "      grant")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what Neovim saw on its way."""
    if NEOVIM is None:
        pytest.skip("Neovim is not installed: apt-get install neovim")
    folder = tmp_path_factory.mktemp("neovim")
    (folder / "policy.sla").write_text(WRONG, encoding="utf-8")
    told = {
        "SLAPOLICY_TEST": str(folder),
        "SLAPOLICY_COMMAND": json.dumps(COMMAND),
        **{f"XDG_{each}_HOME": str(folder) for each in ("CONFIG", "DATA", "STATE")},
    }
    done = subprocess.run(
        [NEOVIM, "--headless", "--clean", "-c", f"luafile {SCRIPT}"],
        env=os.environ | told,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    report = folder / "seen.json"
    assert report.is_file(), done.stderr
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    assert "failed" not in found, (found, done.stderr)
    return found


def test_neovim_shows_a_mistake_at_its_place(seen: dict[str, Any]) -> None:
    told = seen["diagnostic"]
    assert (told["code"], told["line"], told["column"]) == ("SLA201", 24, 56)
    assert "did you mean `office`?" in told["message"]


def test_neovim_applies_the_fix_that_is_offered(seen: dict[str, Any]) -> None:
    assert seen["action"] == "write `office`"
    assert seen["mended"] == WRONG.replace("ofice", "office")


def test_neovim_lays_the_policy_out(seen: dict[str, Any]) -> None:
    assert seen["laid_out"] == POLICY
    assert reformat(Source("a.sla", POLICY)).text == POLICY


def test_neovim_renames_everywhere(seen: dict[str, Any]) -> None:
    renamed = POLICY.replace("calendar office", "calendar desk_hours")
    assert seen["renamed"] == renamed.replace("during office", "during desk_hours")


def test_neovim_is_told_what_a_limit_means_and_what_may_stand(
    seen: dict[str, Any],
) -> None:
    assert "2 working days of `desk_hours`" in seen["hover"]
    assert seen["offered"] == ["desk_hours"]
