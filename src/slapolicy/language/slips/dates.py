"""Slips in dates, weekdays and zones."""

import difflib
import re
from calendar import monthrange

from slapolicy.finding import Finding
from slapolicy.language.trouble import Trouble
from slapolicy.source import Span

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _month_of(text: str) -> str | None:
    text = text.rstrip(".,").lower()
    if len(text) < 3:
        return None
    return next((name for name in _MONTHS if name.lower().startswith(text)), None)


def no_such_date(trouble: Trouble) -> Finding | None:
    """`2025-02-30`."""
    if "NO_SUCH_DATE" not in trouble.failure.kinds:
        return None
    text = trouble.word[:10]
    year, month, day = (int(part) for part in text.split("-"))
    why, hint = "no such month", "write the year, the month, then the day"
    puts: list[str] = []
    if 1 <= month <= 12:
        why = f"{_MONTHS[month - 1]} {year} has no day {day}"
        last = monthrange(year, month)[1] if year else 28
        puts = [f"{text[:8]}{last}"]
        hint = f"the last day of the month is `{puts[0]}`"
    message = f"there is no date `{text}`: {why}"
    return trouble.finding("SLA020", message, hint, puts=puts)


def date_in_words(trouble: Trouble) -> Finding | None:
    """`10 March 2025 12:00 customer opens`."""
    month = _month_of(trouble.next)
    words = [item.text for item in trouble.lexemes[trouble.at : trouble.at + 3]]
    if not month or not trouble.accepts("DATE") or len(words) < 3:
        return None
    if not re.fullmatch(r"[0-3]?[0-9]\.?", words[0]):
        return None
    if not re.fullmatch("[0-9]{4}", words[2]):
        return None
    last = trouble.lexemes[trouble.at + 2]
    span = Span(trouble.source, trouble.span.start, last.end)
    number, day = _MONTHS.index(month) + 1, int(words[0].rstrip("."))
    message = f"`{' '.join(words)}` is not how a date is written"
    right = f"{words[2]}-{number:02}-{day:02}"
    hint = f"write `{right}`"
    return trouble.finding("SLA019", message, hint, span=span, puts=[right])


def date_otherwise(trouble: Trouble) -> Finding | None:
    """`December 24`, `24.12.`, `24/12/2025`, `24 Dec`."""
    if not trouble.accepts("DATE", "MONTH") and not trouble.accepts("NUMBER"):
        return None
    word, month = trouble.word, _month_of(trouble.word)
    message = f"`{word}` is not how a date is written"
    puts: list[str] = []
    if month and trouble.accepts("MONTH"):
        puts, hint = [month], f"write `{trouble.before} {month}`"
    elif month and trouble.accepts("DATE") and trouble.next[:1].isdigit():
        day = re.sub(r"[^0-9].*", "", trouble.next)
        hint = f"write `{int(day)} {month}`"
    elif not trouble.accepts("DATE", "MONTH"):
        return None
    elif match := re.fullmatch(
        r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})\.?", word
    ):
        puts = [f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"]
        hint = f"write `{puts[0]}`"
    elif match := re.fullmatch(
        r"([0-9]{1,2})[-./]([0-9]{1,2})(?:[-./]([0-9]{2,4})?)?\.?", word
    ):
        puts = _either(int(match[1]), int(match[2]), match[3])
        told = " or ".join(f"`{each}`" for each in puts)
        hint = f"write {told or 'the year, the month, then the day: `2025-12-24`'}"
        if len(puts) > 1:
            message = f"`{word}` can be read as two dates"
    else:
        return None
    return trouble.finding("SLA019", message, hint, puts=puts)


def _either(first: int, second: int, year: str | None) -> list[str]:
    """Give which dates two numbers may mean, the day first or the month first."""
    pairs = {(first, second): None, (second, first): None}
    dates = [(day, month) for day, month in pairs if 0 < day < 32 and 0 < month < 13]
    if year is None:
        return [f"{day} {_MONTHS[month - 1]}" for day, month in dates]
    year = year if len(year) == 4 else f"20{year[-2:]}"
    return [f"{year}-{month:02}-{day:02}" for day, month in dates]


_ZONES = {
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), "Europe/Berlin"),
    **dict.fromkeys(("EST", "EDT", "ET"), "America/New_York"),
    **dict.fromkeys(("PST", "PDT", "PT"), "America/Los_Angeles"),
    **dict.fromkeys(("CST", "CDT", "CT"), "America/Chicago"),
    **dict.fromkeys(("MST", "MDT", "MT"), "America/Denver"),
    **dict.fromkeys(("BST", "WET"), "Europe/London"),
    "EET": "Europe/Helsinki",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
}


def zone_otherwise(trouble: Trouble) -> Finding | None:
    """`zone CET`, `in EST`, `zone GMT+2`, `zone europe/berlin`."""
    word = trouble.word
    asked = trouble.accepts("ZONE", "OFFSET") or trouble.before == "zone"
    if not asked and "/" not in word:
        return None
    if match := re.fullmatch(r"(?:GMT|UTC)([+-])([0-9]{1,2})(?::?([0-9]{2}))?", word):
        offset = f"UTC{match[1]}{int(match[2]):02}:{match[3] or '00'}"
        message = f"`{word}` is no zone of this language"
        return trouble.finding("SLA023", message, f"write `{offset}`", puts=[offset])
    if re.fullmatch(r"[A-Z]{2,5}", word):
        place = _ZONES.get(word, "Europe/Warsaw")
        message = f"`{word}` is an abbreviation that stands for several zones"
        hint = f"name a place, such as `{place}`, or an offset, such as `UTC+01:00`"
        puts = [place] if word in _ZONES else []
        return trouble.finding("SLA023", message, hint, puts=puts)
    if trouble.before == "zone" and re.fullmatch(r"[A-Z][A-Za-z]+", word):
        message = f"`{word}` is a place without its part of the world"
        hint = f"write that too, as in `Europe/{word}`"
        return trouble.finding("SLA023", message, hint)
    if re.fullmatch(r"[a-z]{1,20}(/[A-Za-z_]{1,20}){1,2}", word):
        place = "/".join(part.title() for part in word.split("/"))
        message = f"the zone `{word}` is written without its capitals"
        return trouble.finding("SLA023", message, f"write `{place}`", puts=[place])
    return None


_CODED = """
AT Austria, AU Australia, BE Belgium, BG Bulgaria, BR Brazil, CA Canada, CH Switzerland,
CY Cyprus, CZ Czechia, CZ Czech Republic, DE Germany, DK Denmark, EE Estonia, ES Spain,
FI Finland, FR France, GB Britain, GB Great Britain, GB United Kingdom, GB-ENG England,
GB-SCT Scotland, GB-WLS Wales, GR Greece, HR Croatia, HU Hungary, IE Ireland, IN India,
IS Iceland, IT Italy, JP Japan, LT Lithuania, LU Luxembourg, LV Latvia, MT Malta,
MX Mexico, NL Netherlands, NO Norway, NZ New Zealand, PL Poland, PT Portugal,
RO Romania, RS Serbia, SE Sweden, SI Slovenia, SK Slovakia, UA Ukraine, US America,
US USA, US United States
"""
_COUNTRIES = {
    name: code
    for code, _, name in (
        each.partition(" ") for each in re.split(r",\s*", _CODED.strip())
    )
}
"""Countries of which a policy may name the holidays, for hints only."""


def country_otherwise(trouble: Trouble) -> Finding | None:
    """`holidays of Slovakia`, `holidays of SLO`."""
    word = trouble.word
    if not trouble.accepts("REGION") or not re.fullmatch(r"[A-Z][A-Za-z]{2,}", word):
        return None
    if trouble.accepts("DATE", "STRING"):
        return None
    meant = [each for each in _COUNTRIES if each.lower().startswith(word.lower())]
    if not meant:
        meant = difflib.get_close_matches(word.title(), _COUNTRIES, n=1, cutoff=0.75)
    told = [f"`{_COUNTRIES[name]}` for {name}" for name in meant]
    message = f"`{word}` is no code of a country: those have two letters"
    hint = "write " + (" or ".join(told[:3]) or "such as `PL` or `US-CA`")
    puts = [*dict.fromkeys(_COUNTRIES[name] for name in meant[:3])]
    return trouble.finding("SLA055", message, hint, puts=puts)


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekday_otherwise(trouble: Trouble) -> Finding | None:
    """`Monday`, `mon`, `weekdays`."""
    word = trouble.word
    if not trouble.accepts("DAY", "MINUS"):
        return None
    if word in ("to", "through", "until", "and") and trouble.next[:3] in _DAYS:
        right = f"{trouble.before[:3]}-{trouble.next[:3]}"
        message, hint = "a range of weekdays has a hyphen", f"write `{right}`"
        first, last = trouble.lexemes[trouble.at - 1], trouble.lexemes[trouble.at + 1]
        over = Span(trouble.source, first.start, last.end)
        return trouble.finding("SLA048", message, hint, puts=[right], over=over)
    short = {day[:2].lower(): day for day in _DAYS}
    parts = [short.get(part.rstrip(".").lower()) for part in word.split("-")]
    if word.lower() in ("weekdays", "weekday", "workdays"):
        right = "Mon-Fri"
    elif word.lower() in ("daily", "weekend", "weekends"):
        right = "Mon-Sun" if word.lower() == "daily" else "Sat-Sun"
    elif all(parts) and len(parts) < 3:
        right = "-".join(filter(None, parts))
    elif (day := word[:3].title()) in _DAYS:
        names = [part[:3].title() for part in word.split("-")]
        right = "-".join(names) if len(names) == 2 else day
    else:
        return None
    message, hint = f"`{word}` is not how a weekday is written", f"write `{right}`"
    return trouble.finding("SLA048", message, hint, puts=[right])
