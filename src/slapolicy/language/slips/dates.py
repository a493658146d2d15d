"""Slips in dates, weekdays and zones."""

import re

from slapolicy.finding import Finding
from slapolicy.language.trouble import Trouble

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
    month = _MONTHS[int(text[5:7]) - 1] if 1 <= int(text[5:7]) <= 12 else None
    why = f"{month} {text[:4]} has no day {int(text[8:])}" if month else "no such month"
    message = f"there is no date `{text}`: {why}"
    return trouble.finding("SLA020", message, "write the year, the month, then the day")


def date_otherwise(trouble: Trouble) -> Finding | None:
    """`December 24`, `24.12.`, `24/12/2025`, `24 Dec`."""
    if not trouble.accepts("DATE", "MONTH") and not trouble.accepts("NUMBER"):
        return None
    word, month = trouble.word, _month_of(trouble.word)
    if month and trouble.accepts("MONTH"):
        hint = f"write `{trouble.before} {month}`"
    elif month and trouble.accepts("DATE") and trouble.next[:1].isdigit():
        day = re.sub(r"[^0-9].*", "", trouble.next)
        hint = f"write `{int(day)} {month}`"
    elif not trouble.accepts("DATE", "MONTH"):
        return None
    elif match := re.fullmatch(
        r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})\.?", word
    ):
        hint = f"write `{match[1]}-{int(match[2]):02}-{int(match[3]):02}`"
    elif re.fullmatch(r"[0-9]{1,2}[-./][0-9]{1,2}[-./]?([0-9]{2,4})?\.?", word):
        hint = "write `24 December` for every year, or `2025-12-24` for one"
    else:
        return None
    return trouble.finding("SLA019", f"`{word}` can be read as two dates or none", hint)


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
        return trouble.finding("SLA023", message, f"write `{offset}`")
    if re.fullmatch(r"[A-Z]{2,5}", word):
        place = _ZONES.get(word, "Europe/Warsaw")
        message = f"`{word}` is an abbreviation that stands for several zones"
        hint = f"name a place, such as `{place}`, or an offset, such as `UTC+01:00`"
        return trouble.finding("SLA023", message, hint)
    if trouble.before == "zone" and re.fullmatch(r"[A-Z][A-Za-z]+", word):
        message = f"`{word}` is a place without its part of the world"
        return trouble.finding("SLA023", message, f"write such as `Europe/{word}`")
    if re.fullmatch(r"[a-z]{1,20}(/[A-Za-z_]{1,20}){1,2}", word):
        place = "/".join(part.title() for part in word.split("/"))
        message = f"the zone `{word}` is written without its capitals"
        return trouble.finding("SLA023", message, f"write `{place}`")
    return None


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekday_otherwise(trouble: Trouble) -> Finding | None:
    """`Monday`, `mon`, `weekdays`."""
    word = trouble.word
    if not trouble.accepts("DAY", "MINUS"):
        return None
    if word in ("to", "through", "until", "and") and trouble.next[:3] in _DAYS:
        hint = f"write `{trouble.before[:3]}-{trouble.next[:3]}`"
        message = "a range of weekdays has a hyphen"
        return trouble.finding("SLA048", message, hint)
    if word.lower() in ("weekdays", "weekday", "workdays", "daily", "weekends"):
        hint = "write `Mon-Fri`"
    elif (day := word[:3].title()) in _DAYS:
        names = [part[:3].title() for part in word.split("-")]
        hint = (
            "write `" + "-".join(names) + "`" if len(names) == 2 else f"write `{day}`"
        )
    else:
        return None
    return trouble.finding("SLA048", f"`{word}` is not how a weekday is written", hint)
