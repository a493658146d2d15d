"""A shell to run slapolicy in, for the tests of the doors."""

import io
import os
import sys

import pytest

from slapolicy.tools.cli import main
from slapolicy.tools.cli.terminal import standard_input


def all_shown(terminal: int) -> bytes:
    """Read what a terminal shows until the other side has closed it."""
    shown = b""
    try:
        while data := os.read(terminal, 65536):
            shown += data
    except OSError:
        pass  # which is how it says so
    os.close(terminal)
    return shown


class Shell:
    """A folder with a policy and a case in it, and a way to run slapolicy there."""

    def __init__(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch
        self.out = self.err = ""

    def __call__(self, *arguments: str, given: str | bytes = "") -> int:
        standard_input.cache_clear()
        data = given.encode() if isinstance(given, str) else given
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        with pytest.raises(SystemExit) as end:
            main(arguments)
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.out + self.err
        assert isinstance(end.value.code, int)
        return end.value.code
