"""Random limits: promises and aims by severity, plan and condition."""

from typing import Any

from reference.draft import Draft
from reference.hours import Plain
from reference.wording import condition_text, zone_text

LENGTHS = (
    (1, "hour"), (2, "hours"), (4, "hours"), (10, "hours"), (20, "hours"),
    (30, "minutes"), (90, "minutes"), (419, "minutes"), (5401, "seconds"),
)  # fmt: skip


def _limit(
    kind: str, amount: Any = None, hours: str | None = None, zone: str | None = None
) -> Plain:
    return {"kind": kind, "amount": amount, "hours": hours, "zone": zone}


class TargetDraft(Draft):
    """A policy in the making, which can be given promises and aims."""

    def _limit(self, *, every: bool) -> tuple[Plain, str]:
        draw, hours = self.draw, self.limit_hours()
        hour, said = draw.choice(
            ((hours, f"during {hours}"), (hours, f"during {hours}"), ("24x7", "24x7"))
        )
        amount, unit = draw.choice(LENGTHS)
        if self.some(0.4):  # just as long as the hours of some day
            amount, unit = self._open_minutes(hours), "minutes"
        seconds = amount * {"h": 3600, "m": 60, "s": 1}[unit[0]]
        word = "every" if every else "within"
        kind = draw.choice(
            (
                "time",
                "time",
                "time",
                "time",
                "business",
                "calendar",
                "none",
                "parameter",
            )
        )
        if kind == "parameter" and "answer_in" in self.plain["parameters"]:
            return _limit("time", "answer_in", hour), f"{word} answer_in {said}"
        if kind == "business" and not every:
            n = draw.randint(1, 3)
            days = "business day" if n == 1 else "business days"
            return _limit("business", n, hours), f"within {n} {days} during {hours}"
        if kind == "calendar" and not every:
            n, zone = draw.randint(1, 3), self.zone()
            days = "calendar day" if n == 1 else "calendar days"
            return _limit(
                "calendar", n, "24x7", zone
            ), f"within {n} {days} in {zone_text(zone)}"
        if kind == "none" and every:
            return _limit("none"), "at no stated interval"
        if kind == "none":
            return _limit("none", None, hour), f"within no stated time {said}"
        return _limit("time", seconds, hour), f"{word} {amount} {unit} {said}"

    def _open_minutes(self, hours: str) -> int:
        name = "desk east" if hours == "regional" else hours
        week = self.draw.choice(self.plain["calendars"][name]["weeks"])[1]
        day = self.draw.choice(list(week.values()))
        return int(sum(b - a for a, b in day[: self.draw.choice((1, 2))]))

    def _target(
        self,
        clock: str,
        *,
        binding: bool,
        on: list[str] | None = None,
        for_: list[str] | None = None,
        when: list[Any] | None = None,
        despite: list[str] | None = None,
        rows: list[str] | None = None,
    ) -> str:
        limit, said = self._limit(every=bool(self.plain["clocks"][clock]["every"]))
        line = f"{'promise' if binding else 'aim'} {clock}"
        line += f" for {', '.join(for_)}" if for_ else ""
        line += f" {said}"
        line += f" when {condition_text(when)}" if when else ""
        line += f" despite {', '.join(despite)}" if despite else ""
        clause = self.clause([line] if rows is None else [], on)
        if rows is not None and for_:  # a row of a table instead of a line
            cell = said.removeprefix("within ")
            if limit["kind"] == "none":  # a cell of no stated time has no hours
                limit, cell = _limit("none"), "no stated time"
            rows.append(f"  | {clause} | {for_[0]} | {cell} |")
        self.plain["targets"].append(
            {
                "clock": clock,
                "binding": binding,
                "limit": limit,
                "on": on,
                "for": for_,
                "when": when,
                "despite": despite or [],
                "clause": clause,
            }
        )
        return clause

    def targets(self, clock: str, *, binding: bool) -> None:
        severities = [each["name"] for each in self.plain["severities"]]
        schemes = ["one", "when", *(["severity"] * 4 if severities else [])]
        schemes += ["plan", "despite"] if self.plain["plans"] else []
        scheme = self.draw.choice(schemes)
        if scheme == "severity":
            self._by_severity(clock, binding=binding, on=None)
        elif scheme == "plan":
            for plan in self.plain["plans"]:
                if severities and self.some(0.5):
                    self._by_severity(clock, binding=binding, on=[plan])
                elif self.some(0.8):
                    self._target(clock, binding=binding, on=[plan])
        elif scheme == "when":
            for condition in self._ways():
                if self.some(0.85):
                    self._target(clock, binding=binding, when=condition)
        else:
            first = self._target(clock, binding=binding)
            if scheme == "despite":
                self._target(clock, binding=binding, on=["gold"], despite=[first])

    def by_severity(self) -> list[list[Any]]:
        """Conditions on the severity, at most one of which holds."""
        one, *others = [each["name"] for each in self.plain["severities"]]
        found: list[list[Any]] = [["is", "severity", one]]
        return found + ([["is one of", "severity", others]] if others else [])

    def _ways(self) -> list[list[Any]]:
        """Conditions of which at most one holds."""
        if self.rarely(0.3) and self.plain["severities"]:
            return self.by_severity()
        if self.rarely(0.3) and self.plain["plans"]:
            return [["is", "plan", "gold"], ["is not", "plan", "gold"]]
        if self.rarely(0.3) and self.plain["addons"]:
            return [["holds", "addons", "vip"]]
        return self.split(self.some_fact())

    def _by_severity(self, clock: str, *, binding: bool, on: list[str] | None) -> None:
        is_table = self.some(0.3) and not self.plain["clocks"][clock]["every"]
        rows: list[str] | None = [] if is_table else None
        left = [each["name"] for each in self.plain["severities"]]
        while left:
            taken = left[: 1 if is_table else self.draw.choice((1, 1, 2))]
            left = left[len(taken) :]
            if self.some(0.85):
                self._target(clock, binding=binding, on=on, for_=taken, rows=rows)
        if rows:
            self.lines += [f"{'promises' if binding else 'aims'} {{"]
            self.lines += [f"  | clause | severity | {clock} |", *rows, "}"]
