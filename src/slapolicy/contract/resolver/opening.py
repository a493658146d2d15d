"""The opening of a policy: who agreed, on what, for which dates; and the readings."""

from slapolicy.contract.policy import Agreement, Party, Reading, SourceDocument
from slapolicy.contract.resolver.names import Entry
from slapolicy.contract.resolver.report import quoted
from slapolicy.contract.resolver.values import zone_name
from slapolicy.contract.resolver.work import Work
from slapolicy.language import syntax
from slapolicy.source import Span


def bind_opening(work: Work) -> None:
    """Bind the agreement; a vocabulary has none."""
    opening = work.document.opening
    if not isinstance(opening, syntax.Agreement):
        return
    lines = opening.lines
    parties = next((each for each in lines if isinstance(each, syntax.Parties)), None)
    if parties is None:
        work.report.add(
            "SLA423",
            "the agreement does not say who owes the service, and to whom",
            opening.name.span,
            'add a line such as `supplied by acme "Acme" to customer "Customer"`',
        )
        return
    force = next((each for each in lines if isinstance(each, syntax.InForce)), None)
    starts = None if force is None else force.start
    ends = None if force is None else force.through
    if starts is not None and ends is not None and ends.value < starts.value:
        assert force is not None
        work.report.add(
            "SLA309",
            f"{quoted(force.span.text)} ends before it begins",
            force.span,
            f"write `in force from {ends.value} through {starts.value}`",
        )
    zone = "UTC"
    for line in lines:
        if isinstance(line, syntax.Zone):
            if isinstance(line.zone, syntax.Name):
                work.report.add(
                    "SLA303",
                    f"an agreement has one zone, not {quoted(line.zone.text)}",
                    line.zone.span,
                    "write `Area/City`, such as `Europe/Warsaw`",
                )
            else:
                zone = zone_name(line.zone, work.report) or zone
    replaced = next(
        (each.agreement for each in lines if isinstance(each, syntax.Replaces)), None
    )
    if replaced is not None and replaced.text == opening.name.text:
        work.report.add(
            "SLA407",
            f"{quoted(opening.name.text)} replaces itself",
            replaced.span,
            "name the edition before this one",
        )
    work.agreement = Agreement(
        name=opening.name.text,
        title=opening.title.text,
        supplier=Party(name=parties.supplier.text, title=parties.supplier_title.text),
        customer=Party(name=parties.customer.text, title=parties.customer_title.text),
        sources=tuple(
            _source(each) for each in lines if isinstance(each, syntax.Source)
        ),
        zone=zone,
        starts_on=None if starts is None else starts.value,
        ends_on=None if ends is None else ends.value,
        replaces=None if replaced is None else replaced.text,
        governs_all_cases=any(
            isinstance(each, syntax.Governs) and each.which.text == "all cases"
            for each in lines
        ),
        readings=tuple(
            each.name.text
            for each in lines
            if isinstance(each, syntax.Reading) and not each.of
        ),
    )


def _source(node: syntax.Source) -> SourceDocument:
    return SourceDocument(
        name=node.name.text,
        file=node.file.text,
        languages=tuple(each.text for each in node.languages),
        updated=None if node.updated is None else node.updated.value,
        prevails=node.prevails,
    )


def bind_readings(work: Work) -> None:
    """Bind every reading to what it is a reading of, or to its clause."""
    for entry in work.names.of("reading"):
        node = entry.node
        assert isinstance(node, syntax.Reading)
        of: dict[str, None] = {}
        for name in node.of:
            if name.text in of:
                work.report.twice(name)
            elif _is_known(name, entry, work):
                of[name.text] = None
        if not node.of and entry.clause is not None:
            work.readings_in.setdefault(entry.clause, []).append(entry.name)
        work.readings[entry.name] = Reading(
            name=entry.name,
            of=tuple(of),
            chosen=node.chosen.text,
            rejected=node.rejected.text,
            because=node.because.text,
            clause=entry.clause,
            span=entry.span,
        )


def _is_known(name: syntax.Name, reading: Entry, work: Work) -> bool:
    entry = work.names.get(name.text) or work.names.get(name.text, "events")
    if entry is not None:
        work.readings_of.setdefault(entry, []).append(reading.name)
        return True
    if not work.names.miss(name, "SLA217"):
        return False
    near = work.names.nearest_name(name.text)
    notes: tuple[tuple[Span, str], ...] = ()
    if near is not None:
        notes = ((near.span, f"the {near.kind} of a similar name is declared here"),)
    work.report.add(
        "SLA217",
        f"the reading {quoted(reading.name)} is of {quoted(name.text)}, which is not "
        "declared",
        name.span,
        f"did you mean {quoted(near.name)}?"
        if near
        else "name what it bears on: a clock, a calendar, a term, a service …",
        *notes,
    )
    return False
