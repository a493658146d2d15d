"""A target about files: what an import names, in a folder full of traps.

Whoever watches is the interpreter itself: its audit events tell each file that is
opened, each folder that is listed and each link that is followed by Python code.
"""

import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import slapolicy

WORDS = 'vocabulary words "Words"\nchannel email "E-mail"\n'
POLICY = 'agreement a "A" {\n  supplied by bird "B" to customer "C"\n}\n'
_seen: list[str] = []
_watched: list[bool] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _watched:
        return
    if event in ("open", "os.listdir", "os.scandir"):
        if isinstance(
            arguments[0], str | bytes | os.PathLike
        ):  # else it is open already
            _seen.append(os.fsdecode(arguments[0]))
    elif event.startswith(("subprocess.", "socket.", "os.system")):
        _seen.append(event)


@cache
def tree() -> Path:
    """Make the folder of a policy, with traps in it and secrets beside it."""
    folder = Path(tempfile.mkdtemp()).resolve()
    root = folder / "root"
    (root / "sub").mkdir(parents=True)
    for path in ("words.sla", "sub/words.sla", "../secret.sla", "con", "words"):
        (root / path).write_text(WORDS, "utf-8")
    (root / "links").symlink_to("..")
    (root / "out.sla").symlink_to("../secret.sla")
    (root / "in.sla").symlink_to("sub/words.sla")
    (root / "loop.sla").symlink_to("loop.sla")
    (root / "dev.sla").symlink_to("/dev/zero")
    (root / "etc.sla").symlink_to("/etc/passwd")
    (root / "self.sla").symlink_to("policy.sla")
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe.sla")
    slapolicy.check(f"{POLICY}\n")  # whatever is loaded once is loaded now
    sys.addaudithook(_hook)
    return root


def import_path(data: bytes) -> None:
    """No name that an import states opens a file outside the folder of its policy."""
    root = tree()
    name = data.decode("utf-8", "replace").replace('"', "'")
    path = root / "policy.sla"
    text = f'{POLICY}import email from "{name}"\n'
    path.write_text(text, "utf-8")
    _seen.clear()
    _watched.append(True)
    try:
        slapolicy.api.examine(path)
    finally:
        _watched.clear()
    for each in _seen:
        assert Path(each).resolve().is_relative_to(root), (name, each)
