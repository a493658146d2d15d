"""The documents that an editor has open, each with what was read of it."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from attrs import define, field
from pygls.uris import from_fs_path, to_fs_path

from slapolicy.api import SUFFIXES, beside
from slapolicy.contract.resolver import Loader
from slapolicy.editing import Draft, Outcome, carried, read_draft
from slapolicy.finding import Finding, listed
from slapolicy.language.literate import policy_of
from slapolicy.language.reader import MAX_BYTES, read
from slapolicy.source import Source

_MOST_FILES = 500
"""How many files of a folder are looked at for a name that they share."""


@define(eq=False)
class Sheet:
    """One open document: its text, and what was found out about it so far.

    Attributes:
        uri: Its address.
        version: The number that the editor gave to the text.
        text: The text as the editor has it.
        is_markdown: Whether the editor says that it is Markdown.
        findings: All that is wrong or odd, once it is known for this version.
        outcomes: What came of its scenarios, once it is known for this version.
        earlier: What only `check` finds, as it was found last.
    """

    uri: str
    version: int | None
    text: str
    is_markdown: bool = False
    findings: tuple[Finding, ...] | None = None
    outcomes: tuple[Outcome, ...] | None = None
    earlier: tuple[Finding, ...] = ()
    _draft: Draft | None = field(default=None, alias="draft")
    _is_read: bool = False

    @property
    def path(self) -> Path | None:
        """Where it stands, if it is a file."""
        path = to_fs_path(self.uri) if self.uri.startswith("file:") else None
        return None if path is None else Path(path)

    @property
    def name(self) -> str:
        """What to call it in findings."""
        name = str(self.path or unquote(urlsplit(self.uri).path) or "policy.sla")
        is_named = name.endswith(".md") or not self.is_markdown
        return name if is_named else f"{name}.md"

    def change(self, text: str, version: int | None) -> None:
        """Take over what the editor made of it."""
        self.text, self.version = text, version
        self.forget()

    @property
    def is_foreign(self) -> bool:
        """Whether it is Markdown without any policy, and none by its name."""
        if not self.name.endswith(".md") or self.name.endswith(SUFFIXES):
            return False
        return not policy_of(Source(self.name, self.text)).text.strip()

    def known(self, draft: Draft) -> tuple[Finding, ...]:
        """Give all that is known to be wrong with it, also from before it changed."""
        if self.findings is not None:
            return self.findings
        return listed((*draft.findings, *carried(self.earlier, draft.source)))

    def draft(self, loader: Loader | None) -> Draft:
        """Give what was read of it."""
        if self._draft is None or not self._is_read:
            self._draft = read_draft(
                self.text, name=self.name, loader=loader, before=self._draft
            )
            self._is_read = True
        return self._draft

    def forget(self) -> None:
        """Read it anew when it is asked for, as it or a file beside it changed."""
        self.findings, self.outcomes, self._is_read = None, None, False


@define(eq=False)
class Desk:
    """All open documents, by their addresses."""

    sheets: dict[str, Sheet] = field(factory=dict)

    def open(self, uri: str, version: int | None, text: str, language: str) -> Sheet:
        """Take a document up."""
        sheet = Sheet(uri, version, text, is_markdown=language == "markdown")
        self.sheets[uri] = sheet
        return sheet

    def draft(self, uri: str) -> Draft | None:
        """Give what was read of a document, if it is open and may be a policy."""
        sheet = self.sheets.get(uri)
        if sheet is None or sheet.is_foreign:
            return None
        return sheet.draft(self._loader(sheet))

    def address(self, name: str, near: Sheet) -> str:
        """Give the address of a text by the name that findings give it."""
        return near.uri if name == near.name else (from_fs_path(name) or near.uri)

    def others_beside(self, uri: str) -> list[Sheet]:
        """Give the open documents that may import from another one."""
        changed = self.sheets.get(uri)
        path = None if changed is None else changed.path
        return [
            each
            for each in self.sheets.values()
            if each.uri != uri
            and path is not None
            and each.path is not None
            and path.is_relative_to(each.path.parent)
        ]

    def drafts_beside(self, sheet: Sheet) -> list[Draft]:
        """Give what stands in the policies of a document's folder, without its own."""
        if sheet.path is None:
            return []
        opened = {each.path: each for each in self.sheets.values()}
        found: list[Draft] = []
        for path in sorted(sheet.path.parent.iterdir())[:_MOST_FILES]:
            if path == sheet.path or not path.name.endswith(SUFFIXES):
                continue
            if path in opened:
                found.append(opened[path].draft(self._loader(opened[path])))
            elif path.is_file() and path.stat().st_size <= MAX_BYTES:
                text = path.read_bytes().decode("utf-8", "replace")
                other = Sheet(str(from_fs_path(str(path))), None, text)
                found.append(other.draft(self._loader(other)))
        return found

    def _loader(self, sheet: Sheet) -> Loader | None:
        """Give what reads the files beside a document, as they stand in the editor."""
        path = sheet.path
        if path is None:
            return None
        from_disk = beside(path)

        def load(name: str) -> Source:
            wanted = path.parent / name
            for each in self.sheets.values():
                if each.path == wanted and each is not sheet:
                    made = read(each.text, str(wanted))
                    if not made.findings:
                        return made.source
            return from_disk(name)

        return load
