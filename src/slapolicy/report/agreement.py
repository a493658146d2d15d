"""The agreement itself in plain words, and the readings: choices made visibly."""

from collections.abc import Iterator

from slapolicy.contract.explanation.step import Argument, Days, Step, step
from slapolicy.contract.policy import Reading
from slapolicy.report.model import Block, Choice
from slapolicy.report.teller import Teller


def agreement(teller: Teller) -> Iterator[Block]:
    """Tell the agreement itself: who, on what, for which dates."""
    of = teller.policy.agreement
    supplier = teller.who(of.supplier.name)
    customer = teller.who(of.customer.name)
    yield teller.paragraph(
        step("between", supplier=supplier, customer=customer),
        _in_force(teller),
        step("agreement_zone", zone=of.zone),
        step("agreement_by_moment" if of.governs_all_cases else "agreement_by_opening"),
        None if of.replaces is None else step("agreement_replaces", name=of.replaces),
    )
    sources = []
    for source in of.sources:
        told = [
            step("source", name=source.name, file=source.file,
                 languages=tuple(source.languages))
        ]  # fmt: skip
        if source.updated is not None:
            date_of = Days(source.updated, source.updated)
            told.append(step("source_dated", date=date_of))
        if source.prevails:
            told.append(step("source_prevails"))
        sources.append(teller.said(*told))
    yield from teller.listing(sources)
    yield from choices(teller, None)


def _in_force(teller: Teller) -> Step:
    starts, ends = teller.policy.agreement.starts_on, teller.policy.agreement.ends_on
    if starts is not None and ends is not None:
        first, last = Days(starts, starts), Days(ends, ends)
        dates = step("from_through", first=first, last=last)
    elif starts is not None:
        dates = step("from_date", date=Days(starts, starts))
    elif ends is not None:
        dates = step("through_date", date=Days(ends, ends))
    else:
        return step("agreement_always")
    return step("agreement_in_force", dates=dates)


def choices(teller: Teller, clause: str | None) -> Iterator[Block]:
    """Tell the readings that stand in a clause, or outside all."""
    for reading in teller.policy.readings.values():
        if reading.clause == clause:
            yield choice(teller, reading)


def choice(teller: Teller, reading: Reading) -> Choice:
    """Tell a reading."""
    of: Argument = step("reading_of_whole")
    if reading.of:
        of = tuple(teller.who(name) for name in reading.of)
    elif reading.clause is not None:
        of = teller.clause(reading.clause)
    parts = (
        ("reading_name_of", of),
        ("reading_name_chosen", reading.chosen),
        ("reading_name_rejected", reading.rejected),
        ("reading_name_why", reading.because),
    )
    return Choice(
        parts=tuple((teller.heading(name), teller.plain(said)) for name, said in parts),
        clauses=() if reading.clause is None else (reading.clause,),
    )
