"""Policies in their one layout, as bytes: line ends and marks of a file are kept.

How a text is laid out is decided in `language/formatter`.
"""

from pathlib import Path

from attrs import frozen

from slapolicy.finding import Finding

_MARK = b"\xef\xbb\xbf"


@frozen
class Laid:
    """A file before and after; `after` is missing if findings stand against it."""

    name: str
    before: bytes
    after: bytes | None
    findings: tuple[Finding, ...] = ()
    path: Path | None = None

    @property
    def is_changed(self) -> bool:
        """Whether it was laid out otherwise."""
        return self.after is not None and self.after != self.before


def lay_out(data: bytes, name: str, path: Path | None = None) -> Laid:
    """Lay out the bytes of a policy, which have the line ends of their first line."""
    from slapolicy.language.formatter import reformat
    from slapolicy.language.reader import read

    made = read(data, name)
    if made.findings:
        return Laid(name, data, None, made.findings, path)
    formatted = reformat(made.source)
    if formatted.text is None:
        return Laid(name, data, None, formatted.findings, path)
    after = formatted.text.encode("utf-8")
    first, _, _ = data.partition(b"\n")
    if first.endswith(b"\r"):
        after = after.replace(b"\n", b"\r\n")
    mark = _MARK if data.startswith(_MARK) else b""
    return Laid(name, data, mark + after, (), path)


def write(laid: Laid) -> None:
    """Put the new text in the place of the old, at one go: never half of it.

    Raises:
        OSError: The file cannot be written.
    """
    assert laid.path is not None
    assert laid.after is not None
    real = laid.path.resolve()
    made = real.with_name(f".{real.name}.new")
    with made.open("xb") as file:
        try:
            file.write(laid.after)
            made.chmod(real.stat().st_mode & 0o7777)
            made.replace(real)
        except OSError:
            made.unlink(missing_ok=True)
            raise
