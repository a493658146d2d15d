"""Natural slips: what people write who do not know the language yet.

Each slip takes a trouble and gives its finding, or `None` if it is something else.
The order is that of the table below: the most particular first.
"""

from collections.abc import Callable

from slapolicy.finding import Finding
from slapolicy.language.slips import conditions, dates, names, sentences, times
from slapolicy.language.trouble import Trouble

Slip = Callable[[Trouble], Finding | None]

SLIPS: tuple[Slip, ...] = (
    dates.no_such_date,
    times.no_such_time,
    sentences.dated_block,
    sentences.looked_at,
    sentences.old_form,
    dates.date_in_words,
    dates.date_otherwise,
    dates.country_otherwise,
    dates.zone_otherwise,
    times.round_the_clock,
    times.number_in_words,
    times.month_of_duration,
    times.unit_otherwise,
    times.compound_duration,
    times.decimal_comma,
    times.half_a_unit,
    times.unit_missing,
    times.time_in_words,
    times.time_otherwise,
    dates.weekday_otherwise,
    sentences.doubled,
    conditions.mixed,
    conditions.superfluous_brackets,
    conditions.negation,
    conditions.sign,
    conditions.bare_fact,
    sentences.strange_comment,
    sentences.misplaced,
    sentences.misspelt_opener,
    sentences.closing_mark,
    sentences.joined_list,
    sentences.list_in_brackets,
    names.in_quotes,
    names.verb_otherwise,
    names.reserved,
    names.clause_number,
    names.capital_or_hyphen,
    sentences.comma_missing,
    sentences.instant_without_comma,
    sentences.misspelt,
    names.two_words,
    times.hours_missing,
    sentences.each_time,
    sentences.title_missing,
    sentences.late_suffix,
)


def recognise(trouble: Trouble) -> Finding | None:
    """Give the finding of the first slip that explains a trouble."""
    for slip in SLIPS:
        finding = slip(trouble)
        if finding is not None:
            return finding
    return None
