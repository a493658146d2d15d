"""From a policy to a report: every clause and every rule, in words to be signed."""

from collections.abc import Iterator
from datetime import date

from slapolicy.analysis.inventory import all_rules
from slapolicy.contract.explanation.languages import require_spoken
from slapolicy.contract.explanation.step import AnyOf, Days, Step, Title, step
from slapolicy.contract.policy import Clause, Policy
from slapolicy.contract.stamp import stamp
from slapolicy.report.agreement import agreement, choice, choices
from slapolicy.report.conditions import condition
from slapolicy.report.definitions import definition, definitions, type_told
from slapolicy.report.glance import glance
from slapolicy.report.model import (
    Blank,
    Block,
    Listing,
    Report,
    Said,
    Section,
    Sentences,
)
from slapolicy.report.properties import properties
from slapolicy.report.rules import rule
from slapolicy.report.silences import expressed, findings, silences
from slapolicy.report.stories import stories
from slapolicy.report.teller import Teller
from slapolicy.report.year import Year, calendars, year_from

_LISTED = ("plan", "channel", "service", "outcome")


def build(policy: Policy, first: date, language: str = "en") -> Report:
    """Tell a policy, with its calendars over the year that begins on a date.

    Raises:
        ValueError: for a language that slapolicy does not speak.
    """
    require_spoken(language)
    teller = Teller(policy, language)
    name = policy.agreement.name
    title = Title(name, policy.agreement.title or name)
    return Report(
        language=language,
        heading=teller.say(step("report_heading", agreement=title)),
        lead=tuple(_lead(teller)),
        contents=teller.heading("report_contents"),
        sections=tuple(_sections(teller, first)),
    )


def _lead(teller: Teller) -> Iterator[Said]:
    policy = teller.policy
    file = policy.sources[0].name if policy.sources else ""
    yield teller.said(step("report_lead", file=file.rsplit("/", 1)[-1]))
    yield teller.said(step("report_identity", sha=policy.sha256))
    made = stamp(policy)
    yield teller.said(
        step("report_data", engine=made.engine, tzdata=made.tzdata,
             holidays=made.holidays)
    )  # fmt: skip


def _sections(teller: Teller, first: date) -> Iterator[Section]:
    year = year_from(first)
    span = step(
        "section_year",
        first=Days(year.first, year.first),
        last=Days(year.last, year.last),
    )
    found = (
        _part(teller, "section_agreement", agreement(teller)),
        _part(teller, "section_clauses", (), tuple(clauses(teller))),
        _part(teller, "section_house", house(teller)),
        _part(teller, "section_words", _words(teller)),
        _part(teller, "section_tables", (), tuple(glance(teller))),
        Section(
            heading=teller.say(span),
            blocks=tuple(_not_in_force(teller, year)),
            sections=tuple(calendars(teller, year)),
        ),
        _part(teller, "section_readings", _readings(teller)),
        _part(teller, "section_judgements", _judgements(teller)),
        _part(teller, "section_silences", _unsaid(teller), tuple(silences(teller))),
        _part(teller, "section_findings", _findings(teller)),
        _part(teller, "section_scenarios", _intro(teller), tuple(stories(teller))),
        _part(teller, "section_properties", (), tuple(properties(teller))),
        _part(teller, "section_sign", (_sign(teller),)),
    )
    yield from (each for each in found if each.blocks or each.sections)


def _part(
    teller: Teller,
    code: str,
    blocks: tuple[Block, ...] | Iterator[Block],
    sections: tuple[Section, ...] = (),
) -> Section:
    heading = teller.heading(code)
    return Section(heading=heading, blocks=tuple(blocks), sections=sections)


def _not_in_force(teller: Teller, year: Year) -> Iterator[Block]:
    starts, ends = teller.policy.agreement.starts_on, teller.policy.agreement.ends_on
    is_over = ends is not None and ends < year.first
    if is_over or (starts is not None and year.last < starts):
        yield teller.paragraph(step("year_not_in_force"))


# Clauses


def clauses(teller: Teller) -> Iterator[Section]:
    """Tell each clause: what it defines, its rules, its readings."""
    for clause in teller.policy.clauses.values():
        title = Title(clause.id, clause.title)
        heading = step("clause_heading", clause=clause.id, title=title)
        yield Section(
            heading=teller.plain(heading),
            blocks=tuple(_clause(teller, clause)),
            clause=clause.id,
        )


def _clause(teller: Teller, clause: Clause) -> Iterator[Block]:
    yield Sentences(said=teller.said(*_places(clause)), is_remark=True)
    if clause.on is not None:
        yield teller.paragraph(step("clause_on", why=condition(teller, clause.on)))
    yield from teller.listing(_of_clause(teller, clause))
    if clause.left_to_people is not None:
        yield teller.paragraph(step("clause_left", reason=clause.left_to_people))
    elif clause.id not in expressed(teller.policy):
        yield teller.paragraph(step("clause_silent"))
    yield from choices(teller, clause.id)


def _places(clause: Clause) -> Iterator[Step]:
    if clause.places:
        places = tuple(
            step("place_in", document=document, place=place)
            for document, place in clause.places
        )
        yield step("clause_places", places=places)
    file = clause.span.source.name.replace("\\", "/").rsplit("/", 1)[-1]
    yield step("clause_line", place=f"{file}:{clause.span.place[0]}")


def _of_clause(teller: Teller, clause: Clause) -> Iterator[Said]:
    for kind, named in definitions(teller.policy):
        if named.clauses[:1] == (clause.id,):
            yield from definition(teller, kind, named)
    for each in all_rules(teller.policy):
        if each.clause == clause.id:
            others = tuple(c for c in each.clauses if c != clause.id)
            yield teller.said(*rule(teller, each), clauses=others)


def house(teller: Teller) -> Iterator[Block]:
    """Tell the rules that stand outside the clauses."""
    found = tuple(
        teller.said(*rule(teller, each), clauses=each.clauses)
        for each in all_rules(teller.policy)
        if each.clause is None
    )
    if found:
        yield teller.paragraph(step("house_intro"))
        yield Listing(items=found)


def _words(teller: Teller) -> Iterator[Block]:
    outside = [
        (kind, named) for kind, named in definitions(teller.policy) if not named.clauses
    ]
    found = [
        said
        for kind, named in outside
        if kind not in _LISTED
        for said in definition(teller, kind, named)
    ]
    for kind in _LISTED:
        titles = tuple(
            step("quoted_title", title=teller.title(named.name))
            for of, named in outside
            if of == kind
        )
        if titles:
            found.append(teller.said(step(f"words_{kind}", titles=titles)))
    if found:
        yield teller.paragraph(step("words_intro"))
        yield Listing(items=tuple(found))


# Readings, judgements, silences


def _readings(teller: Teller) -> Iterator[Block]:
    if not teller.policy.readings:
        yield teller.paragraph(step("no_readings"))
        return
    yield teller.paragraph(step("readings_intro_report"))
    for reading in teller.policy.readings.values():
        yield choice(teller, reading)


def _judgements(teller: Teller) -> Iterator[Block]:
    found = [
        teller.said(
            step(
                "judgement",
                title=teller.title(each.name),
                type=type_told(teller, each.name, each.type),
                by=AnyOf(tuple(teller.who(role) for role in each.by)),
            ),
            clauses=each.clauses,
        )
        for each in teller.policy.facts.values()
        if each.kind == "assessment"
    ]
    if not found:
        yield teller.paragraph(step("no_judgements"))
    yield from teller.listing(found)


def _unsaid(teller: Teller) -> Iterator[Block]:
    if not any(silences(teller)):
        yield teller.paragraph(step("silence_none"))


def _findings(teller: Teller) -> Iterator[Block]:
    table = findings(teller)
    if table is None:
        yield teller.paragraph(step("no_findings"))
    else:
        yield teller.paragraph(step("findings_intro"))
        yield table


def _intro(teller: Teller) -> Iterator[Sentences]:
    if teller.policy.scenarios:
        yield teller.paragraph(step("stories_intro"))


def _sign(teller: Teller) -> Blank:
    names = ("sign_name", "sign_date", "sign_signature")
    return Blank(names=tuple(teller.heading(each) for each in names))
