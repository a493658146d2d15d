"""`slapolicy lsp`, where what it needs is not installed."""

import subprocess
import sys

PROGRAM = """
import sys
sys.modules["pygls"] = None
from slapolicy.tools.cli import main
main(["lsp"])
"""


def test_without_its_extra_it_says_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert "pip install 'slapolicy[lsp]'" in done.stderr
    assert "SLA900" not in done.stderr
