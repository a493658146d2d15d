"""Imports: the vocabulary files of a policy, and the names it takes from them.

Which file names are allowed at all is decided here; who opens the files is not.
"""

import re

from attrs import define, field

from slapolicy.contract.resolver.collector import declared
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.work import Refused, Work
from slapolicy.language import syntax
from slapolicy.language.parser import parse
from slapolicy.language.walker import walk
from slapolicy.source import Source, Span

MOST_FILES = 64
MOST_LEVELS = 8
MOST_BYTES = 2 * 1024 * 1024
"""How large all vocabularies of a policy may be together."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_BESIDE = 'write the name of a file in the same folder, such as `"support.sla"`'


@define
class _File:
    """A vocabulary that was read: what it declares, and its labels."""

    source: Source
    tree: syntax.Document
    names: dict[str, syntax.Node] = field(factory=dict)


def import_names(work: Work) -> None:
    """Read the vocabularies that a policy imports from, and take the names over."""
    files: dict[str, _File | None] = {}
    _import(work.document, work, files, (work.source.name,))
    _check_companions(work, files)


def _import(
    document: syntax.Document,
    work: Work,
    files: dict[str, _File | None],
    path: tuple[str, ...],
) -> None:
    taken = {name.text for each in document.imports for name in each.names}
    for node in document.imports:
        name = node.file.text
        if name not in files:
            files[name] = _open(node.file, work, files, path)
        file = files[name]
        if file is not None:
            _take(node, file, work, is_own=len(path) == 1)
        elif len(path) == 1:
            for taken_name in node.names:
                work.names.lose(taken_name.text)
    if len(path) == 1:
        for file in files.values():
            if file is not None:
                _labels(file, work, taken)


def _open(
    node: syntax.Text, work: Work, files: dict[str, _File | None], path: tuple[str, ...]
) -> _File | None:
    report, name = work.report, node.text
    problem = _refusal(name, path, len(files))
    if problem is None:
        try:
            if work.loader is None:
                problem = (
                    "SLA225",
                    f"{quoted(name)} cannot be read: the policy came from no folder",
                    "load the policy from its file, or give `loads` a `loader`",
                )
            else:
                source = work.loader(name)
                problem = _size_problem(source, work)
        except Refused as refused:
            problem = (refused.code, refused.message, refused.hint)
    if problem is not None:
        code, message, hint = problem
        report.add(code, message, node.span, hint)
        return None
    parsed = parse(source)
    work.sources.append(source)
    errors = [finding for finding in parsed.findings if finding.is_error]
    if errors:
        first = errors[0].span
        report.add(
            "SLA228",
            f"{quoted(name)} cannot be read: {errors[0].message}",
            node.span,
            f"`slapolicy check {name}` says what is wrong with it",
            *((((first, "here")),) if first else ()),
        )
        return None
    if not isinstance(parsed.tree.opening, syntax.Vocabulary):
        report.add(
            "SLA227",
            f"{quoted(name)} is a contract, not a vocabulary",
            node.span,
            "move the words that both need to a vocabulary, and import them from there",
        )
        return None
    file = _File(source, parsed.tree)
    _declare(file)
    _import(parsed.tree, work, files, (*path, name))
    return file


def _size_problem(source: Source, work: Work) -> tuple[str, str, str] | None:
    """Say that a file is one too many, if it is, for the size of all together."""
    before = [each for each in work.sources if each is not work.source]
    size = sum(
        len(each.text.encode("utf-8", "surrogatepass")) for each in (*before, source)
    )
    if size <= MOST_BYTES:
        return None
    most = f"more than the {MOST_BYTES:,} allowed"
    message = f"the vocabularies have {size:,} bytes together, {most}"
    return "SLA229", message, "leave out what no policy takes from them"


def _refusal(
    name: str, path: tuple[str, ...], count: int
) -> tuple[str, str, str] | None:
    """Say why a file must not be opened; None if it may."""
    if "://" in name or name.startswith("file:"):
        return "SLA226", f"{quoted(name)} is an address, not a file", _BESIDE
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "SLA226", f"{quoted(name)} is not in the folder of the policy", _BESIDE
    if ".." in name.split("/") or "\\" in name:
        return "SLA226", f"{quoted(name)} leads out of the folder", _BESIDE
    if _NAME.fullmatch(name) is None or len(name) > 200:
        what = quoted(name) if name else "an empty text"
        return "SLA226", f"{what} is not the name of a file", _BESIDE
    if any(_DEVICES.fullmatch(part) for part in name.split("/")):
        return "SLA226", f"{quoted(name)} is a device, not a file", _BESIDE
    if name == path[0].rsplit("/", 1)[-1] or name in path:
        between = path[path.index(name) + 1 :] if name in path[1:] else path[1:]
        through = f", by way of {listed(between)}" if between else ""
        return (
            "SLA229",
            f"{quoted(name)} imports from itself{through}",
            "leave the import out",
        )
    if len(path) > MOST_LEVELS:
        return (
            "SLA229",
            f"{quoted(name)} is imported through more than {MOST_LEVELS} files",
            "import from the vocabulary itself",
        )
    if count >= MOST_FILES:
        return (
            "SLA229",
            f"more than {MOST_FILES} vocabularies are imported",
            "join some of them",
        )
    return None


def _declare(file: _File) -> None:
    for node in file.tree.declarations:
        found = declared(node)
        if found is not None:
            file.names.setdefault(found.name.text, node)


def _take(node: syntax.Import, file: _File, work: Work, *, is_own: bool) -> None:
    for name in node.names:
        found = file.names.get(name.text)
        if found is None:
            near = work.names.nearest(name.text, file.names)
            if is_own:
                work.names.lose(name.text)
                if near is not None:
                    work.names.lose(near)
            hint = f"did you mean {quoted(near)}?" if near else "declare it there"
            if 0 < len(file.names) <= 6 and not near:
                hint = f"it declares {listed(list(file.names))}"
            work.report.add(
                "SLA230",
                f"{quoted(node.file.text)} does not declare {quoted(name.text)}",
                name.span,
                hint,
            )
        elif name.text in work.imported_at and is_own:
            work.report.add(
                "SLA221",
                f"{quoted(name.text)} is imported twice",
                name.span,
                "leave one out",
                (work.imported_at[name.text], "it is imported here already"),
            )
        elif is_own:
            work.imported_at[name.text] = name.span
            work.imported.append(found)


def _labels(file: _File, work: Work, taken: set[str]) -> None:
    for node in file.tree.declarations:
        if isinstance(node, syntax.Language):
            labels = tuple(
                label for label in node.labels if label.subject.text in taken
            )
            work.imported_labels.append(
                syntax.Language(node.tag, labels, span=node.span)
            )


def _check_companions(work: Work, files: dict[str, _File | None]) -> None:
    """Say so where an imported definition names another one that is not imported."""
    known = {
        name: node
        for file in files.values()
        if file
        for name, node in file.names.items()
    }
    own = {
        found.name.text
        for node in work.document.declarations
        if (found := declared(node)) is not None
    }
    brought: dict[str, Span] = dict(work.imported_at)
    for definition in work.imported:  # which grows by what is brought along
        mine = declared(definition)
        assert mine is not None
        for node in walk(definition):
            if (
                isinstance(node, syntax.Name)
                and node.text in known
                and node.text not in brought
                and node.text not in own
                and not _is_value(node, definition)
            ):
                work.report.add(
                    "SLA231",
                    f"{quoted(mine.name.text)} rests on {quoted(node.text)}, which is "
                    "not imported",
                    brought[mine.name.text],
                    f"import {quoted(node.text)} too",
                    (node.span, "it is named here"),
                )
                # Taken over all the same, so that it is missed only once.
                brought[node.text] = brought[mine.name.text]
                work.imported.append(known[node.text])


def _is_value(name: syntax.Name, definition: syntax.Node) -> bool:
    """Whether a name is one of the values of a fact, not that of something else."""
    kind = getattr(definition, "type", None) or getattr(definition, "ends", None)
    return isinstance(kind, syntax.Choice) and name in kind.values
