"""Slips in lengths of time, times of day and numbers."""

import difflib
import re

from slapolicy.finding import Finding
from slapolicy.language.slips.days import in_days
from slapolicy.language.trouble import HOURS, UNITS, Trouble
from slapolicy.source import Span

_ABBREVIATED = {
    **dict.fromkeys(("s", "sec", "secs", "Second", "Seconds"), "seconds"),
    **dict.fromkeys(("m", "min", "mins", "Minute", "Minutes"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs", "Hour", "Hours"), "hours"),
    **dict.fromkeys(("bd", "bds", "wd", "working", "work"), "business days"),
    **dict.fromkeys(("d", "day", "days"), "calendar days"),
    **dict.fromkeys(("week", "weeks", "w"), "calendar days"),
    **dict.fromkeys(("business-day", "business-days"), "business days"),
    **dict.fromkeys(("calendar-day", "calendar-days"), "calendar days"),
}
_DAYS = {"d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7}
_MOST_DIGITS = 9
_GLUED = re.compile(r"([0-9]+(?:\.[0-9]+)?)([A-Za-z]+)")


def no_such_time(trouble: Trouble) -> Finding | None:
    """`25:00`, also as the end of `09:00-25:00`."""
    bad = "NO_SUCH_TIME" in trouble.failure.kinds
    if trouble.unfinished or trouble.here is None:
        return None
    start = max(trouble.failure.start, trouble.here.start)
    told = trouble.here.text[start - trouble.here.start :]
    match = re.match(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?\b", told)
    if not bad and not (match and (int(match[1]) > 24 or int(match[2]) > 59)):
        return None
    text = match[0] if match else told
    message = f"no clock shows `{text}`"
    hint = "times go from `00:00` to `24:00`"
    span = Span(trouble.source, start, start + len(text))
    return trouble.finding("SLA017", message, hint, span=span)


def round_the_clock(trouble: Trouble) -> Finding | None:
    """`24/7`, `24x7x365`, `always`, `day and night`."""
    words = ("24/7", "24/7/365", "24x7x365", "24h", "always", "day", "24-7", "24*7")
    spaced = trouble.word == "24" and trouble.next in ("x", "by")
    if not trouble.accepts("ALWAYS") or (trouble.word not in words and not spaced):
        return None
    if trouble.word == "day" and trouble.next != "and":
        return None
    message = f"`{trouble.word}` is not how the language says day and night"
    puts = [] if spaced or trouble.word == "day" else ["24x7"]
    return trouble.finding(
        "SLA047", message, "write `24x7`, holidays included", puts=puts
    )


def month_of_duration(trouble: Trouble) -> Finding | None:
    """`1 month`, `2 years`, `1 quarter`."""
    words = ("month", "months", "year", "years", "quarter", "quarters")
    if not trouble.accepts(*UNITS) or trouble.word not in words:
        return None
    message = f"`{trouble.word}` is no length of time: some have more days than others"
    return trouble.finding("SLA021", message, "write a number of `calendar days`")


def unit_otherwise(trouble: Trouble) -> Finding | None:
    """`15 min`, `4h`, `3 days`, `2 weeks`."""
    word, over = trouble.word, None
    if match := _GLUED.fullmatch(word):
        number, unit = match[1], _ABBREVIATED.get(match[2])
        if unit is None or not trouble.accepts("NUMBER"):
            return None
    elif word == "business" and trouble.next in ("hours", "hour", "minutes"):
        number, unit = trouble.before, f"{trouble.next} during business_hours"
    elif trouble.accepts(*UNITS) and word in _ABBREVIATED:
        number, unit = trouble.before, _ABBREVIATED[word]
        first, last = trouble.lexemes[trouble.at - 1], trouble.here
        if trouble.next in ("day", "days"):  # `2 working days`
            last = trouble.lexemes[trouble.at + 1]
        over = Span(trouble.source, first.start, last.end if last else first.end)
    else:
        return None
    days = _DAYS.get(match[2] if match else word)
    if days is not None and number.isdecimal() and len(number) <= _MOST_DIGITS:
        said = in_days(trouble, int(number), days, at=trouble.at - (match is None))
        puts, hint = said.puts, said.hint
    else:
        puts = [_counted(number, unit)]
        hint = f"write `{puts[0]}`"
    message = f"`{word}` is no unit of time here"
    if word == "business":  # which calendar is meant, nobody knows
        puts = []
    return trouble.finding("SLA013", message, hint, puts=puts, over=over)


def _counted(number: str, unit: str) -> str:
    return f"{number} {unit[:-1] if number == '1' else unit}"


def decimal_comma(trouble: Trouble) -> Finding | None:
    """`1,5 hours`."""
    whole, part = trouble.before, trouble.next
    if trouble.word != "," or not whole.isdecimal() or not part.isdecimal():
        return None
    if not trouble.accepts(*UNITS):
        return None
    first, last = trouble.lexemes[trouble.at - 1], trouble.lexemes[trouble.at + 1]
    span = Span(trouble.source, first.start, last.end)
    message = f"`{whole},{part}` is not a whole number"
    hint = "take a smaller unit: `90 minutes` for an hour and a half"
    return trouble.finding("SLA118", message, hint, span=span)


def half_a_unit(trouble: Trouble) -> Finding | None:
    """`half an hour`."""
    if trouble.before != "half" or trouble.word not in ("a", "an"):
        return None
    half, unit = trouble.lexemes[trouble.at - 1], trouble.next
    span = Span(trouble.source, half.start, trouble.span.end)
    message = f"`half {trouble.word} {unit}` is not a whole number"
    hint = "take a smaller unit: `30 minutes` for `half an hour`"
    return trouble.finding("SLA118", message, hint, span=span)


def compound_duration(trouble: Trouble) -> Finding | None:
    """`1 hour 30 minutes`."""
    if not trouble.accepts(*HOURS) or trouble.before[:3] not in ("hou", "min", "sec"):
        return None
    words = (trouble.word, trouble.next)
    if not any(word[:1].isdigit() and word != "24x7" for word in words):
        return None
    if words[0] not in ("and", ",") and not words[0][:1].isdigit():
        return None
    message = "a length of time has one number and one unit"
    hint = "write `90 minutes`, not an hour and 30"
    puts, over = _in_one_unit(trouble)
    return trouble.finding("SLA022", message, hint, puts=puts, over=over)


_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


def _in_one_unit(trouble: Trouble) -> tuple[list[str], Span | None]:
    """Give `90 minutes` for `1 hour 30 minutes`, and where that stands."""
    first = trouble.at - 2
    rest = trouble.at + (not trouble.word[:1].isdigit())
    parts = [*trouble.lexemes[first : trouble.at], *trouble.lexemes[rest : rest + 2]]
    if first < 0 or len(parts) < 4:
        return [], None
    sizes = [_SECONDS.get(parts[n].text.removesuffix("s")) for n in (1, 3)]
    whole = parts[0].text.isdecimal() and parts[2].text.isdecimal()
    if None in sizes or not whole:
        return [], None
    least = min(size for size in sizes if size)
    total = sum(int(parts[2 * n].text) * (size or 0) for n, size in enumerate(sizes))
    unit = next(name for name, size in _SECONDS.items() if size == least)
    over = Span(trouble.source, parts[0].start, parts[3].end)
    return [_counted(str(total // least), f"{unit}s")], over


_UNIT_WORDS = ("seconds", "minutes", "hours", "business", "calendar")


def unit_missing(trouble: Trouble) -> Finding | None:
    """`within 4 during business_hours`."""
    units = UNITS & trouble.failure.accepts
    if len(units) < len(UNITS) or not re.fullmatch(r"[0-9.]+", trouble.before):
        return None
    word = trouble.word
    if trouble.accepts("MONTH") or (word[:1].isdigit() and word != "24x7"):
        return None
    if word not in trouble.reserved:
        if word and trouble.failure.surplus:
            return None
        if difflib.get_close_matches(word, _UNIT_WORDS, cutoff=0.7):
            return None
        if unit := difflib.get_close_matches(word, _UNIT_WORDS[:3], n=1, cutoff=0.6):
            message = f"`{word}` is no unit of time here"
            hint = f"write `{_counted(trouble.before, unit[0])}`"
            _, _, counted = _counted(trouble.before, unit[0]).partition(" ")
            return trouble.finding("SLA013", message, hint, puts=[counted])
    message = f"`{trouble.before}` has no unit"
    hint = "write `minutes`, `hours`, `business days` or `calendar days` after it"
    units_ = ("minutes", "hours", "business days", "calendar days")
    puts = [f" {_counted(trouble.before, each).partition(' ')[2]}" for each in units_]
    over = trouble.behind()
    return trouble.finding("SLA014", message, hint, puts=puts, over=over)


def hours_missing(trouble: Trouble) -> Finding | None:
    """`within 4 hours`, without the hours in which they are counted."""
    if not trouble.accepts("DURING") or not trouble.accepts("ALWAYS", "IN"):
        return None
    if trouble.opener not in ("promise", "aim", "deadline", "resolved"):
        return None
    if trouble.before in ("day", "days") and "calendar" in _sentence(trouble):
        hint = "write in whose dates: `in Europe/Warsaw`"
    elif trouble.before in ("day", "days"):
        hint = "write on which calendar: `during business_hours`"
    else:
        hint = "write `24x7`, or `during` and the name of a calendar"
    message = "nothing says on which hours this is counted"
    puts = [] if trouble.before in ("day", "days") else [" 24x7"]
    return trouble.finding("SLA015", message, hint, puts=puts, over=trouble.behind())


def _sentence(trouble: Trouble) -> list[str]:
    return [item.text for item in trouble.lexemes[trouble.first : trouble.at]]


_IN_WORDS = (
    *("morning", "afternoon", "evening", "noon", "midnight", "night", "office"),
    *("mornings", "afternoons", "evenings", "nights", "daytime", "lunch"),
)


def time_in_words(trouble: Trouble) -> Finding | None:
    """`from 12:00`, `09:00 to 17:00`, `afternoon`."""
    clock = re.compile(r"[0-9]{1,2}([:.][0-9]{2})?(am|pm)?")
    time_next = clock.fullmatch(trouble.next)
    asked = trouble.accepts("TIME")
    said = (asked and trouble.word in ("from", "between", "at", *_IN_WORDS)) or (
        trouble.before == "from" and clock.fullmatch(trouble.word) is not None
    )
    ended = trouble.only("MINUS") and trouble.word in ("to", "through", "until", "and")
    if (
        not (said and (time_next or not asked or trouble.word in _IN_WORDS))
        and not ended
    ):
        return None
    message = "hours are written with both their ends"
    return trouble.finding("SLA018", message, "write `12:00-24:00`")


def time_otherwise(trouble: Trouble) -> Finding | None:
    """`9-17`, `9-5`, `9am`, `9:00`, `09.00`."""
    if not trouble.accepts("TIME", "DATE", "MINUS", "DAY"):
        return None
    if trouble.opener == "closed" and "-" not in trouble.word:
        return None
    word = trouble.word
    ends = word.split("-")
    read = [_clock_time(end) for end in ends]
    if not word[:1].isdigit() or None in read or len(ends) > 2:
        return None
    right = "-".join(str(time) for time in read)
    if right == word:
        return None
    if len(read) == 2 and word[-1].isdigit() and right[6:] <= right[:5] < "12":
        # `9-5` is said of a working day, which ends in the afternoon.
        right = f"{read[0]}-{_clock_time(f'{ends[-1]}pm')}"
    message, hint = f"`{word}` is not how a time is written", f"write `{right}`"
    return trouble.finding("SLA016", message, hint, puts=[right])


def _clock_time(text: str) -> str | None:
    match = re.fullmatch(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm|h)?", text.lower())
    if match is None:
        return None
    hours = int(match[1])
    if match[3] == "pm" and hours < 12:
        hours += 12
    return f"{hours:02}:{match[2] or '00'}" if hours <= 24 else None


_TO_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBERS = {word: number for number, word in enumerate(_TO_TWENTY, start=1)}
_NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}


def number_in_words(trouble: Trouble) -> Finding | None:
    """`within fifteen minutes`, `level one`."""
    if trouble.accepts("NUMBER") and trouble.word in _NUMBERS:
        word, span = trouble.word, trouble.span
    elif trouble.before in _NUMBERS and trouble.failure.kinds & UNITS:
        item = trouble.lexemes[trouble.at - 1]
        word, span = item.text, Span(trouble.source, item.start, item.end)
    else:
        return None
    message = f"the number `{word}` is written as a word"
    digits = str(_NUMBERS[word])
    hint = f"write it with digits: `{digits}`"
    return trouble.finding("SLA054", message, hint, span=span, puts=[digits])
