"""Labels: the words for names, clauses and values in other languages."""

from slapolicy.contract.policy import Label
from slapolicy.contract.resolver.names import GIVEN
from slapolicy.contract.resolver.report import listed, quoted
from slapolicy.contract.resolver.values import entry_type
from slapolicy.contract.resolver.work import Work
from slapolicy.language import syntax


def bind_labels(work: Work) -> None:
    """Bind the labels of the policy, and those of the names it imports."""
    seen: dict[tuple[str, str, str | None], syntax.Node] = {}
    own = [
        node for node in work.document.declarations if isinstance(node, syntax.Language)
    ]
    for language in own:
        for label in language.labels:
            _bind(label, language.tag.text, seen, work)
    for language in work.imported_labels:
        for label in language.labels:
            found = _label(label, language.tag.text, work)
            if found is not None and _key(found) not in seen:
                seen[_key(found)] = label
                work.labels.append(found)


def _key(label: Label) -> tuple[str, str, str | None]:
    return label.language, label.name, label.value


def _bind(
    node: syntax.Label | syntax.ValueLabel,
    language: str,
    seen: dict[tuple[str, str, str | None], syntax.Node],
    work: Work,
) -> None:
    found = _label(node, language, work)
    if found is None:
        return
    before = seen.setdefault(_key(found), node)
    if before is not node:
        work.report.add(
            "SLA233",
            f"{quoted(node.subject.text)} has two labels in {quoted(language)}",
            node.subject.span,
            "leave one out",
            (before.span, "the other one stands here"),
        )
        return
    work.labels.append(found)


def _label(
    node: syntax.Label | syntax.ValueLabel, language: str, work: Work
) -> Label | None:
    subject = node.subject
    if isinstance(subject, syntax.ClauseId):
        known = subject.text in work.clause_nodes
    else:
        known = any(
            work.names.get(subject.text, space) is not None
            for space in ("names", "events", "readings", "sources")
        )
    if not known:
        _unknown(subject, work)
        return None
    value = None
    if isinstance(node, syntax.ValueLabel):
        value = _value(node, work)
        if value is None:
            return None
    return Label(language=language, name=subject.text, value=value, text=node.text.text)


def _value(node: syntax.ValueLabel, work: Work) -> str | None:
    entry = work.names.get(node.subject.text)
    if entry is None or entry.kind not in GIVEN.kinds:
        work.report.add(
            "SLA232",
            f"{quoted(node.subject.text)} has no values to label",
            node.subject.span,
            "name a fact or a parameter",
        )
        return None
    of = entry_type(entry)
    values = ("yes", "no") if of.kind == "yes_or_no" else of.values
    text = node.value.span.text
    if text in values:
        return text
    if not work.report.once(
        "value", entry.name, text, span=node.value.span, code="SLA216"
    ):
        return None
    near = work.names.nearest(text, values)
    instead = f"write {listed(values, 'or')}" if values else "label the name itself"
    work.report.add(
        "SLA216",
        f"{quoted(text)} is none of the values of {quoted(entry.name)}",
        node.value.span,
        f"did you mean {quoted(near)}?" if near else instead,
    )
    return None


def _unknown(subject: syntax.ClauseId | syntax.Name, work: Work) -> None:
    if not work.names.miss(subject, "SLA232"):
        return
    near: str | None = None
    if isinstance(subject, syntax.ClauseId):
        near = work.names.nearest(subject.text, work.clause_nodes, cutoff=0.5)
    else:
        entry = work.names.nearest_name(subject.text)
        near = None if entry is None else entry.name
    work.report.add(
        "SLA232",
        f"there is nothing called {quoted(subject.text)} to label",
        subject.span,
        f"did you mean {quoted(near)}?"
        if near
        else "declare it, or leave the label out",
    )
