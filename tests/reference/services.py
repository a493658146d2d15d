"""Random grants and exclusions, deferrals, and alarms."""

from typing import Any

from reference.targets import TargetDraft
from reference.wording import act_text, condition_text


class ServiceDraft(TargetDraft):
    """A policy in the making, which can be given all that stands beside its clocks."""

    def coverage(self) -> None:
        excluded = []
        if self.some(0.4):
            service = self.draw.choice(self.plain["services"])
            when = self._owed_when() if self.some(0.7) else None
            said = f"exclude {service}" + (
                f" when {condition_text(when)}" if when else ""
            )
            on = self.on(0.2)
            clause = self.clause([said], on)
            excluded.append(clause)
            self.plain["exclusions"].append(
                {"clause": clause, "services": [service], "when": when, "on": on}
            )
        for _ in range(self.draw.randint(0, 2)):
            services = self.draw.choice((["advice"], ["travel"], ["advice", "travel"]))
            on = self.on(0.5)
            when = self._owed_when() if self.some(0.4) else None
            is_narrow = services == ["advice"] and not (when or on) and self.some(0.4)
            without = ["travel"] if is_narrow else []
            despite = excluded if on and excluded and self.some(0.5) else []
            said = f"grant {', '.join(services)}" + (
                " without travel" if without else ""
            )
            said += f" only if {condition_text(when)}" if when else ""
            said += f" despite {', '.join(despite)}" if despite else ""
            clause = self.clause([said], on)
            self.plain["grants"].append(
                {
                    "clause": clause,
                    "services": services,
                    "when": when,
                    "on": on,
                    "without": without,
                    "despite": despite,
                }
            )

    def _owed_when(self) -> list[Any]:
        """A condition, or what was bought."""
        is_bought = self.rarely(0.4) and (self.plain["plans"] or self.plain["addons"])
        return self.of_bought() if is_bought else self.condition()

    def of_bought(self) -> list[Any]:
        """A condition on the plan or the add-ons."""
        if not self.plain["addons"] or (self.plain["plans"] and self.some(0.5)):
            return [self.draw.choice(("is", "is not")), "plan", "gold"]
        return ["holds", "addons", "vip"]

    def warnings(self) -> None:
        """Alarms, of which the reference tells nothing: they change nothing else."""
        if self.some(0.2):
            clock = self.draw.choice(list(self.plain["clocks"]))
            when = self.draw.choice(("at 80% of", "at 50% of", "30 minutes before"))
            self.lines.append(f"warn desk {when} {clock}")
        if self.some(0.2):
            clock = self.draw.choice(list(self.plain["clocks"]))
            during, after = f"during {self.hours()}", f"after 20 minutes of {clock}"
            self.clause(
                [f"escalate to lead {self.draw.choice(('at once', during, after))}"]
            )

    def deferral(self) -> None:
        if not self.some(0.25):
            return
        hours = self.hours()
        verb = self.draw.choice(("opens", "writes", "gets_in_touch"))
        via = self.draw.choice(([], ["mail"]))
        event = {"by": "customer", "verb": verb, "via": via, "hours": (hours, False)}
        to = "business day" if self.rarely(0.4) else "opening"
        self.clause([f"defer {act_text(event)} to the next {to} of {hours}"])
        deferral = {"events": [event], "to": hours, "by_day": to == "business day"}
        self.plain["deferrals"].append(deferral)
