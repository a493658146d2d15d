"""What a scenario tells of a case, as a program gives it in JSON."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import frozen

from conformance_writing import Plain, length
from slapolicy.contract.case import Case, Event
from slapolicy.worktime import Hours, to_iso

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@frozen
class Teller:
    """Tells cases and instants, as the clocks of a zone show them."""

    zone: str

    def case(self, case: Case, more: Mapping[str, Iterable[str]]) -> Plain:
        """Give a case; to its `requests` and `claims`, some more are added."""
        found: Plain = {"id": case.id}
        if case.plan is not None:
            found["plan"] = case.plan
        if case.addons is not None:
            found["addons"] = list(case.addons)
        for key in ("parameters", "facts"):
            if given := getattr(case, key):
                found[key] = {name: self._value(value) for name, value in given.items()}
        if case.severity is not None:
            found["severity"] = case.severity
        for key, names in more.items():
            if asked := [*getattr(case, key), *names]:
                found[key] = list(dict.fromkeys(asked))
        if case.used:
            found["used"] = dict(case.used)
        found["events"] = [self._event(each) for each in case.events]
        if case.attempts:
            found["attempts"] = self._attempts(case)
        return found

    def _event(self, event: Event) -> Plain:
        found: Plain = {"at": self.instant(event.at), "type": event.type}
        for key, value in (
            ("by", event.by),
            ("via", event.via),
            ("for", event.waits_for),
        ):
            if value is not None:
                found[key] = value
        for key in ("facts", "parameters"):
            if given := getattr(event, key):
                found[key] = {name: self._value(value) for name, value in given.items()}
        for key in ("plan", "severity"):
            if (value := getattr(event, key)) is not None:
                found[key] = value
        return found | ({} if event.addons is None else {"addons": list(event.addons)})

    def _attempts(self, case: Case) -> list[Plain]:
        return [
            {"at": self.instant(a.at), "of": a.of, "end": a.end, "count": a.count}
            for a in case.attempts
        ]

    def instant(self, at: int) -> str:
        return to_iso(at, self.zone)

    def _value(self, value: Any) -> Any:
        match value:
            case None | bool() | str():
                return value
            case Decimal() | int():
                return int(value) if value == int(value) else float(value)
            case timedelta():
                return length(value // timedelta(seconds=1))
            case date():
                return value.isoformat()
            case Hours():
                return _hours(value)
        raise TypeError(value)


def _hours(hours: Hours) -> Plain:
    """Give the hours of a calendar as a case states them."""

    def clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    def spans(day: Any) -> list[str]:
        return [f"{clock(a)}-{clock(b if b <= 1440 else b - 1440)}" for a, b in day]

    assert not hours.yearly, "a case states none"
    weeks: list[Plain] = []
    for edition in hours.weeks:
        days = {n: spans(d) for n, d in zip(WEEKDAYS, edition.days, strict=True) if d}
        since = {"from": edition.start.isoformat()} if edition.start else {}
        weeks.append(since | {"week": days})
    found: Plain = {"zone": hours.zone}
    found |= {"weeks": weeks} if len(weeks) > 1 else {"week": weeks[0]["week"]}
    holidays = [region for line in hours.holidays for region in line.regions]
    holidays += [on.isoformat() for on in sorted(hours.holiday_dates)]
    if holidays:
        found["holidays"] = holidays
    if hours.dates:
        found["dates"] = {
            each.on.isoformat(): spans(each.spans) for each in hours.dates
        }
    if hours.closed:
        assert all(each.spans is None for each in hours.closed)
        found["closed"] = [
            {"from": each.first.isoformat(), "through": each.last.isoformat()}
            for each in hours.closed
        ]
    end = hours.day_end
    return found | {"business_days": end if isinstance(end, str) else clock(end)}
