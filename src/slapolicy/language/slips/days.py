"""A number of days or weeks that does not say which days: what it may be there."""

from slapolicy.language.trouble import Trouble
from slapolicy.values import frozen

_HOURS = ("24x7", "during", "in")


@frozen
class Days:
    """What may be written: `puts` as it stands, and all of it in the `hint`."""

    puts: list[str]
    hint: str


def in_days(trouble: Trouble, number: int, each: int, at: int) -> Days:
    """Say what a number of days, or of weeks of seven, may be.

    Days are counted in limits alone, as the hours there say; elsewhere a length is
    exact. Where a limit has no hours, they have to be written too.

    Args:
        trouble: The unit that is none.
        number: How many.
        each: How many days each of them has.
        at: Where the number stands, among the lexemes.
    """
    count = number * each
    calendar, hours = _counted(count, "calendar day"), f"{24 * count} hours"
    business = [_counted(count, "business day")] if each == 1 else []
    kind = _hours_of(trouble, at)
    puts = [*business, calendar]
    if kind in ("exact", "24x7"):
        puts = [hours]
    elif kind == "during":
        puts = business or [calendar]
    elif kind == "in":
        puts = [calendar]
    elif kind == "none":
        whole = [f"{each} during business_hours" for each in business]
        whole += [f"{calendar} in Europe/Warsaw", f"{hours} 24x7"]
        return Days([], f"write {_listed(whole)}")
    return Days(puts, f"write {_listed(puts)}")


def _hours_of(trouble: Trouble, at: int) -> str:
    """Give which hours stand behind a length, or that it has to be exact."""
    texts = [each.text for each in trouble.lexemes]
    before, sentence = texts[at - 1 : at], texts[trouble.first : at]
    is_silence = before == ["for"] and "nothing" in sentence
    if not is_silence and before not in (["within"], ["every"], ["|"]):
        return "exact"
    behind = trouble.lexemes[trouble.at + 1 : trouble.at + 4]
    for each in behind:  # `1 day or agreed_interval 24x7`
        if each.leads:
            break
        if each.text in _HOURS:
            return each.text
    return _hours_above(texts[:at]) if before == ["|"] else "none"


def _hours_above(texts: list[str]) -> str:
    """Give the hours of the table that a cell stands in; `cell`, if it has none."""
    above = texts[: len(texts) - texts[::-1].index("{")] if "{" in texts else []
    for text in reversed(above[-4:]):  # `promises during office {`
        if text in _HOURS:
            return text
        if text in ("promises", "aims"):
            break
    return "cell"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _listed(texts: list[str]) -> str:
    *most, last = [f"`{each}`" for each in texts]
    return f"{', '.join(most)} or {last}" if most else last
