"""The doors of the library: load a policy, check one, lay it out, gather editions.

The only file below `tools` that opens policy files. What a text means is decided in
`contract/resolver`; the parser and all that is slow is imported when it is needed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from typing import TYPE_CHECKING

from slapolicy.finding import Finding, listed

if TYPE_CHECKING:
    from pathlib import Path

    from slapolicy.contract.editions import Editions
    from slapolicy.contract.policy import Policy
    from slapolicy.contract.resolver import Loader, Resolved
    from slapolicy.language.reader import Read
    from slapolicy.source import Source

SUFFIXES = (".sla", ".sla.md")
TextLoader = Callable[[str], str | bytes]
"""Gives the text of a vocabulary by the file name that a policy imports it under."""


class PolicyError(ValueError):
    """A policy in which something is wrong, with every finding about it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(each) for each in findings))
        self.findings = findings


def load(path: str | os.PathLike[str]) -> Policy:
    """Load a policy from its file, with the vocabularies beside it.

    Raises:
        PolicyError: Something in it is wrong; with every finding.
        OSError: The file cannot be read.
    """
    return _policy(examine(path))


def loads(
    text: str | bytes, *, name: str = "policy.sla", loader: TextLoader | None = None
) -> Policy:
    """Load a policy from a text.

    Args:
        text: The whole policy.
        name: What to call it in findings.
        loader: Gives the text of a vocabulary by its file name (`LookupError` or
            `OSError` if there is none); without one, nothing can be imported.

    Raises:
        PolicyError: Something in it is wrong; with every finding.
    """
    return _policy(examine_text(text, name=name, loader=loader))


def check(
    policy: str | bytes | os.PathLike[str],
    *,
    name: str = "policy.sla",
    loader: TextLoader | None = None,
    infos: bool = False,
) -> tuple[Finding, ...]:
    """Say all that is wrong or odd about a policy or a vocabulary, in order of text.

    This looks further than `load`: at conflicts and gaps between rules, at holidays.

    Args:
        policy: A path, or a text: bytes are a text, and so is a string that does not
            end in `.sla` or `.sla.md`.
        name: What to call a text in findings.
        loader: As of `loads`, for a text.
        infos: Whether to give what is no fault too, such as a clock without end.

    Raises:
        OSError: The file cannot be read.
    """
    from slapolicy.analysis import CHECKS, INFORMING

    if isinstance(policy, bytes) or (
        isinstance(policy, str) and not policy.endswith(SUFFIXES)
    ):
        resolved = examine_text(policy, name=name, loader=loader)
    else:
        resolved = examine(policy)
    found = list(resolved.findings)
    if resolved.policy is not None:
        for each in CHECKS:
            if infos or each not in INFORMING:
                found.extend(each(resolved.policy))
    return listed(each for each in found if infos or each.level != "info")


def reformat(text: str | bytes, *, name: str = "policy.sla") -> str:
    """Lay a policy out in its one way, as `slapolicy format` does.

    Args:
        text: The whole policy; names that nobody declared are no hindrance.
        name: What to call it in findings; if it ends in `.md`, only what stands in the
            fences is laid out.

    Raises:
        PolicyError: It cannot be read; with every finding.
    """
    from slapolicy.language.formatter import reformat as laid_out
    from slapolicy.language.reader import read

    made = read(text, name)
    if made.findings:
        raise PolicyError(made.findings)
    formatted = laid_out(made.source)
    if formatted.text is None:
        raise PolicyError(formatted.findings)
    return formatted.text


def load_all(folder: str | os.PathLike[str]) -> Editions:
    """Load every policy of a folder (not of those in it); vocabularies are no policies.

    Raises:
        PolicyError: Something in one of them is wrong; with every finding of all.
        OSError: The folder or a file cannot be read.
    """
    from pathlib import Path

    from slapolicy.contract.editions import Editions

    paths = sorted(
        each
        for each in Path(folder).iterdir()
        if each.name.endswith(SUFFIXES) and each.is_file()
    )
    resolved = [examine(each) for each in paths]
    wrong = [
        finding
        for each in resolved
        if any(finding.is_error for finding in each.findings)
        for finding in each.findings
    ]
    if wrong:
        raise PolicyError(tuple(wrong))
    return Editions(tuple(each.policy for each in resolved if each.policy is not None))


def examine(path: str | os.PathLike[str]) -> Resolved:
    """Read a policy or a vocabulary from its file, whatever is wrong with it.

    Raises:
        OSError: The file cannot be read.
    """
    from pathlib import Path

    from slapolicy.language.reader import MAX_BYTES, read

    with Path(path).open("rb") as file:
        data, size = file.read(MAX_BYTES + 1), os.fstat(file.fileno()).st_size
    return _examine(read(data, os.fspath(path), size), beside(Path(path)))


def examine_text(
    text: str | bytes, *, name: str = "policy.sla", loader: TextLoader | None = None
) -> Resolved:
    """Read a policy or a vocabulary from a text, whatever is wrong with it."""
    from slapolicy.language.reader import read

    return _examine(read(text, name), None if loader is None else _given(loader))


def _examine(made: Read, loader: Loader | None) -> Resolved:
    from slapolicy.contract.resolver import Resolved, resolve
    from slapolicy.language.parser import parse

    if made.findings:
        return Resolved(None, made.findings, is_vocabulary=False)
    parsed = parse(made.source)
    is_whole = not any(each.is_error for each in parsed.findings)
    resolved = resolve(
        made.source, parsed.tree, loader, is_whole=is_whole, unread=parsed.unread
    )
    findings = listed((*parsed.findings, *resolved.findings))
    return Resolved(resolved.policy, findings, resolved.is_vocabulary)


def _policy(resolved: Resolved) -> Policy:
    if resolved.policy is not None:
        return resolved.policy
    if resolved.is_vocabulary and not any(each.is_error for each in resolved.findings):
        raise PolicyError(
            (
                *resolved.findings,
                Finding(
                    "SLA102",
                    "a vocabulary holds words for policies, and is none",
                    hint="load the policy that imports it",
                ),
            )
        )
    raise PolicyError(resolved.findings)


def _given(loader: TextLoader) -> Loader:
    def load_text(name: str) -> Source:
        from slapolicy.language.reader import read

        try:
            text = loader(name)
        except (LookupError, OSError):
            raise _missing(name) from None
        return _readable(read(text, name), name)

    return load_text


def _readable(made: Read, name: str) -> Source:
    from slapolicy.contract.resolver import Refused

    for each in made.findings:
        raise Refused(
            code="SLA228",
            message=f"`{name[:60]}` cannot be read: {each.message}",
            hint=each.hint or "save it anew",
        )
    return made.source


def _missing(name: str) -> Exception:
    from slapolicy.contract.resolver import Refused

    return Refused(
        "SLA225", f"there is no file `{name[:60]}`", "check the name of the file"
    )


def beside(path: Path) -> Loader:
    """Give a loader of files in the folder of a policy, and of no others."""

    def load_file(name: str) -> Source:
        from slapolicy.contract.resolver import Refused
        from slapolicy.language.reader import MAX_BYTES, read

        root = path.parent.resolve()
        wanted = path.parent / name
        try:
            real = wanted.resolve()
        except (OSError, RuntimeError):  # links that lead in a circle
            raise _missing(name) from None
        if not real.is_relative_to(root):
            raise Refused(
                code="SLA226",
                message=f"`{name[:60]}` leads out of the folder of the policy",
                hint="put the file itself in the folder",
            )
        if real == path.resolve():
            raise Refused(
                code="SLA229",
                message=f"`{name[:60]}` imports from itself",
                hint="leave the import out",
            )
        try:
            data, size = _read_plain(real, MAX_BYTES + 1)
        except IsADirectoryError:
            raise Refused(
                code="SLA225",
                message=f"`{name[:60]}` is a folder or a device, not a file",
                hint="name a file",
            ) from None
        except OSError:
            raise _missing(name) from None
        return _readable(read(data, os.fspath(wanted), size), name)

    return load_file


def _read_plain(path: Path, most: int) -> tuple[bytes, int]:
    """Read a regular file, opened without following links or waiting for anybody.

    Gives as much as may be read, and the size of the whole.

    Raises:
        IsADirectoryError: It is something else than a regular file.
        OSError: It cannot be read.
    """
    flags = os.O_RDONLY
    for each in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, each, 0)
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise IsADirectoryError
        return file.read(most), status.st_size
