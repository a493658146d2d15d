"""What a name is, in words: its kind, its title, its clause, its labels."""

from slapolicy.editing.index import Declaration, Index, Target
from slapolicy.language import syntax


def title_of(declaration: Declaration) -> str:
    """Say on one line what a name is."""
    if declaration.kind == "value":
        return f"value of {declaration.target.owner}"
    title = _title(declaration)
    return f'{declaration.kind} "{title}"' if title else declaration.kind


def told_of(declaration: Declaration, index: Index, tree: syntax.Document) -> list[str]:
    """Say in paragraphs of Markdown what a name is, and where the contract says so."""
    name, title = declaration.target.name, _title(declaration)
    of = f" of `{declaration.target.owner}`" if declaration.kind == "value" else ""
    shown = f' "{escaped(title)}"' if title else ""
    told = [f"**{declaration.kind}** `{name}`{of}{shown}"]
    if declaration.clause is not None:
        clause = index.declarations.get(Target("clauses", declaration.clause))
        node = None if clause is None else clause.node
        if isinstance(node, syntax.Clause):
            told.append(_clause(node))
    if isinstance(declaration.node, syntax.Clause):
        told += [escaped(f"from {_places(declaration.node)}")]
    if declaration.is_imported:
        told.append(
            f"imported from `{declaration.span.source.name.rpartition('/')[2]}`"
        )
    labels = [
        f"{tag}: {escaped(text)}" for tag, text in _labels(declaration.target, tree)
    ]
    return [*told, *(["  \n".join(labels)] if labels else [])]


def written(node: syntax.Node) -> str:
    """Give a construct as it is written, in a fence."""
    text = node.span.text
    line = node.span.source.text.rfind("\n", 0, node.span.start) + 1
    indent = node.span.start - line
    lines = text.split("\n")
    if all(not each[:indent].strip() for each in lines[1:]):
        lines = [lines[0], *(each[indent:] for each in lines[1:])]
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}sla\n" + "\n".join(lines) + f"\n{fence}"


def escaped(text: str) -> str:
    """Keep what a text says from being read as Markdown."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|~!&" else each for each in text)


def _title(declaration: Declaration) -> str:
    node = declaration.node
    if isinstance(node, syntax.Parties):
        is_supplier = node.supplier.text == declaration.target.name
        return (node.supplier_title if is_supplier else node.customer_title).text
    if declaration.kind == "value":
        return ""
    for place in ("title", "what", "chosen", "file"):
        text = getattr(node, place, None)
        if isinstance(text, syntax.Text):
            return text.text
    return ""


def _clause(node: syntax.Clause) -> str:
    places = _places(node)
    told = f'clause {node.id.text} "{escaped(node.title.text)}"'
    return f"{told}, from {escaped(places)}" if places else told


def _places(node: syntax.Clause) -> str:
    return ", ".join(f"{p.source.text} {p.where.span.text}" for p in node.places)


def _labels(target: Target, tree: syntax.Document) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for language in tree.declarations:
        if not isinstance(language, syntax.Language):
            continue
        for label in language.labels:
            is_value = isinstance(label, syntax.ValueLabel)
            value = (
                label.value.span.text if isinstance(label, syntax.ValueLabel) else ""
            )
            about = (
                (label.subject.text, value) if is_value else (label.subject.text, "")
            )
            wanted = (
                (target.owner, target.name)
                if target.space == "values"
                else (target.name, "")
            )
            if about == wanted:
                found.append((language.tag.text, label.text.text))
    return found
