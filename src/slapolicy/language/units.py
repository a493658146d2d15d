"""Numbers that must be whole, and units that must go with the hours they run on.

Whether the calendar that is named exists is asked elsewhere.
"""

from collections.abc import Iterator

from slapolicy.finding import Finding
from slapolicy.language import syntax


def unit_findings(node: syntax.Node) -> Iterator[Finding]:
    """Find what is wrong with the numbers and the hours of one node."""
    match node:
        case syntax.Duration(amount=number):
            hint = "take a smaller unit: `90 minutes` for `1.5 hours`"
            yield from _whole(number, hint)
        case syntax.Severity(level=number):
            yield from _whole(number, "the most severe has level 1", least=1)
        case syntax.Limit(number=number) | syntax.OccurrenceOf(number=number):
            yield from _whole(number, "write a whole number")
        case syntax.IntakeStep(number=number) | syntax.Yearly(day=number):
            yield from _whole(number, "write a whole number")
        case syntax.Attempts(number=number) | syntax.Used(number=number):
            yield from _whole(number, "write a whole number")
        case (
            syntax.Within(amount=syntax.Duration() as amount, hours=hours)
            | syntax.Every(amount=syntax.Duration() as amount, hours=hours)
            | syntax.Timed(amount=syntax.Duration() as amount, hours=hours)
            | syntax.Silence(duration=amount, hours=hours)
        ):
            yield from goes_with(amount, hours)
        case _:
            pass


def _whole(number: syntax.Number, hint: str, least: int = 0) -> Iterator[Finding]:
    if number.whole is None or number.whole < least:
        message = f"`{number.span.shown}` is not a whole number from {least} up"
        yield Finding("SLA118", message, number.span, hint=hint)


def goes_with(amount: syntax.Duration, hours: syntax.LimitHours) -> Iterator[Finding]:
    """Find a length of time whose unit cannot be counted on these hours."""
    unit = amount.unit.text
    match unit, hours:
        case "business days", syntax.During():
            return
        case "business days", _:
            message = "business days are counted on a calendar"
            hint = f"write `{amount.span.shown} during` and the name of the calendar"
        case "calendar days", syntax.InZone():
            return
        case "calendar days", _:
            message = (
                "calendar days are counted on the dates of a zone, whatever the hours"
            )
            hint = f"write `{amount.span.shown} in Europe/Warsaw`"
        case _, syntax.InZone():
            message = f"{unit} are not counted on the dates of a zone"
            hint = f"write `{amount.span.shown} 24x7`, or `during` a calendar"
        case _:
            return
    yield Finding("SLA117", message, amount.span, hint=hint)
