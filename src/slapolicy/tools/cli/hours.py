"""`slapolicy hours`: when a calendar of a policy is open, day by day or as a file."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from slapolicy.tools.cli.terminal import (
    FINDINGS,
    leave,
    print_findings,
    usable_policy,
)
from slapolicy.tools.cli.writing import form_by_ending, output_option, put

if TYPE_CHECKING:
    from slapolicy.contract.case import Case
    from slapolicy.contract.policy import Policy
    from slapolicy.worktime import Hours

_MOST_DAYS = 3660


def _date(text: str) -> date:
    """Read `2025-12-24`, and nothing else."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    message = f"`{text}` is no date; write the year first: `2025-12-24`"
    raise click.BadParameter(message)


@click.command()
@click.argument("policy")
@click.argument("calendar")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="PARAMETER=VALUE",
    help="What the order form says, such as service_time_zone=eastern.",
)
@click.option(
    "--from",
    "first",
    type=_date,
    metavar="DATE",
    help="The first date, such as 2025-12-24; default: today.",
)
@click.option(
    "--to",
    "last",
    type=_date,
    metavar="DATE",
    help="The last date, included; default: a week, or a year of a calendar file.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "ics"]),
    help="Lines of text or a calendar file; default: by the ending of --output, or "
    "text.",
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    help="The language of a calendar file.",
)
@output_option
def hours(
    policy: str,
    calendar: str,
    settings: tuple[str, ...],
    first: date | None,
    last: date | None,
    form: str | None,
    language: str,
    output: str | None,
) -> None:
    """Say when a calendar is open, as text or as a calendar file.

    Times of text are those of the calendar's own zone, those of a file are in UTC.
    """
    from slapolicy.worktime import HolidaysUnknown, from_datetime, to_iso

    form = form or form_by_ending(output, {".ics": "ics"}) or "text"
    checked = usable_policy(policy)
    now = datetime.now(UTC)
    begins = datetime(first.year, first.month, first.day, tzinfo=UTC) if first else now
    found = _hours(checked, calendar, settings, begins)
    today = date.fromisoformat(to_iso(from_datetime(now), found.zone)[:10])
    start = first or today
    end = last or start + timedelta(days=6 if form == "text" else 364)
    if not 0 <= (end - start).days < _MOST_DAYS or not _is_reckoned(start, end):
        message = (
            f"--from and --to are in order, within 1971 to 2198, and less than "
            f"{_MOST_DAYS} days apart"
        )
        raise click.UsageError(message)
    try:
        if form == "ics":
            text = _calendar_file(checked, calendar, found, (start, end), language)
            put(text, output, (policy,))
        elif output is not None:
            text = "".join(_lines(checked, calendar, found, (start, end)))
            put(text, output, (policy,))
        else:
            for line in _lines(checked, calendar, found, (start, end)):
                click.echo(line, nl=False)
    except HolidaysUnknown as problem:
        click.echo(f"not known from here on: {problem}", err=True)
        leave(FINDINGS)


def _lines(
    policy: "Policy", calendar: str, found: "Hours", dates: tuple[date, date]
) -> Iterator[str]:
    from slapolicy.tools.timetable import timetable

    declared = policy.calendars.get(calendar) or policy.parameters.get(calendar)
    title = f' "{declared.title}"' if declared and declared.title else ""
    yield f"{calendar}{title} in {found.zone}\n"
    for line in timetable(found, *dates):
        yield f"{line}\n"


def _calendar_file(
    policy: "Policy",
    calendar: str,
    found: "Hours",
    dates: tuple[date, date],
    language: str,
) -> str:
    from slapolicy.contract.explanation.languages import LANGUAGES
    from slapolicy.ical import hours_to_ics

    if language not in LANGUAGES:
        message = f"--language: slapolicy does not speak `{language[:20]}`"
        raise click.UsageError(message)
    return hours_to_ics(policy, calendar, found, *dates, language)


def _is_reckoned(start: date, end: date) -> bool:
    return start.year > 1970 and end.year < 2199


def _hours(
    policy: "Policy", calendar: str, settings: tuple[str, ...], at: datetime
) -> "Hours":
    """Give the hours that a name means, by what the order form says."""
    from slapolicy.contract.evaluator.hours import HoursBook, HoursMissing
    from slapolicy.contract.evaluator.record import record
    from slapolicy.worktime import from_datetime

    if calendar not in policy.calendars and calendar not in policy.parameters:
        near = get_close_matches(calendar, policy.calendars)
        names = [f"`{each}`" for each in near or policy.calendars]
        asked = "did you mean" if near else "it has"
        hint = f"; {asked} {' or '.join(names)}" if names else ""
        hint += "?" if near else ""
        message = f"the policy has no calendar `{calendar}`{hint}"
        raise click.UsageError(message)
    instant = from_datetime(at)
    known = record(policy, _order_form(policy, settings), instant)
    try:
        return HoursBook(policy, known, {}, {}).calendar(calendar, instant).hours
    except HoursMissing as missing:
        message = "; ".join(_asking(policy, name) for name in missing.needs)
        raise click.UsageError(message) from None


def _asking(policy: "Policy", name: str) -> str:
    """Ask for a parameter, and say which values it can have."""
    said = f"the hours depend on `{name}`: say it with --set {name}="
    declared = policy.parameters.get(name)
    match declared.type.kind if declared else "text":
        case "one_of" if declared:
            return f"{said}{'|'.join(declared.type.values)}"
        case "yes_or_no":
            return f"{said}yes|no"
        case "calendar":
            week = '{"zone": "Europe/Madrid", "week": {"mon": ["09:00-17:00"]}}'
            names = "|".join(policy.calendars)
            named = f"{names}, or hours such as " if names else ""
            return f"{said}{named}'{week}'"
        case _:
            return f"{said}VALUE"


def _order_form(policy: "Policy", settings: tuple[str, ...]) -> "Case":
    """Read `parameter=value` texts as a case that says no more than they do."""
    from slapolicy.contract.case import CaseError

    values: dict[str, Any] = {}
    for setting in settings:
        name, is_given, value = setting.partition("=")
        if not is_given:
            message = f"--set takes parameter=value, not `{setting}`"
            raise click.UsageError(message)
        values[name] = _value(policy, name, value)
    try:
        return policy.case({"id": "hours", "parameters": values, "events": []})
    except CaseError as problem:
        print_findings(problem.findings, name="--set", err=True)
        leave(FINDINGS)


def _value(policy: "Policy", name: str, text: str) -> Any:
    """Give a value as JSON has it: yes and no, numbers, hours, and otherwise texts."""
    declared = policy.parameters.get(name)
    kind = declared.type.kind if declared else "text"
    if kind == "yes_or_no" and text in ("yes", "no"):
        return text == "yes"
    try:
        if kind == "number":
            return Decimal(text)
        if kind == "calendar" and text.startswith("{"):
            return json.loads(text)
    except (InvalidOperation, ValueError):
        pass  # the reader of cases says what is wrong with it
    return text
