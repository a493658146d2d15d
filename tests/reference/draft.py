"""What every random policy begins with: names, facts, calendars, conditions."""

from datetime import date, timedelta
from random import Random
from typing import Any

import holidays

from reference.hours import WEEKDAYS, Plain
from reference.wording import condition_text, span_text, yearly, zone_text

BASES = (
    "2024-03-08",
    "2024-11-01",
    "2025-03-28",
    "2025-05-05",
    "2025-10-24",
    "2025-12-22",
    "2025-03-07",
    "2025-04-04",
    "2025-10-03",
)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "UTC",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/Havana",
    "Pacific/Chatham",
    "America/St_Johns",
)
FARTHER = (
    "Etc/GMT-1",
    "Etc/GMT+5",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Santiago",
    "Africa/Casablanca",
    "Pacific/Auckland",
    "Europe/Dublin",
)
WEEKS: tuple[dict[str, list[list[int]]], ...] = (
    {day: [[540, 1020]] for day in WEEKDAYS[:5]},
    {day: [[480, 720], [780, 1080]] for day in WEEKDAYS[:5]},
    {day: [[570, 990]] for day in WEEKDAYS[:4]}
    | {"sat": [[60, 240]], "sun": [[90, 210]]},
    {day: [[1320, 1800]] for day in WEEKDAYS[:6]},
    {day: [[0, 1440]] for day in WEEKDAYS},
    {
        "mon": [[420, 1140]],
        "wed": [[420, 1140]],
        "fri": [[1200, 1440]],
        "sun": [[0, 360]],
    },
)
FACTS: dict[str, Plain] = {
    "trouble": {"type": "one of", "values": ["worst", "bad", "mild"]},
    "broad": {"type": "yes or no", "values": [True, False]},
    "load": {"type": "number", "values": []},
}
OPPOSITE = {"is at least": "is less than", "is more than": "is at most"}


class Draft:
    """A policy in the making: plain data, and lines of text."""

    def __init__(self, draw: Random, *, wide: bool = False) -> None:
        self.draw, self.wide = draw, wide
        self.clauses = 0
        self.lines: list[str] = []
        facts = ["trouble", *draw.sample(["broad", "load"], draw.choice((0, 1, 1, 2)))]
        self.plain: Plain = {
            "base": draw.choice(BASES),
            "zone": draw.choice(ZONES[:3]),
            "in_force": (None, None),
            "parties": ("acme", "customer"),
            "roles": {"desk": "acme", "lead": "acme", "admin": "customer"},
            "channels": ["mail", "phone"],
            "events": {
                "gets_in_touch": ["opens", "writes", "calls"],
                "cancels": [],
                "closes": [],
            },
            "plans": draw.choice(([], ["gold", "tin"])),
            "addons": draw.choice(([], [], ["vip"])),
            "parameters": draw.choice(({}, {"answer_in": 3600})),
            "facts": {name: FACTS[name] for name in facts},
            "services": ["advice", "travel"],
            "calendars": {}, "severities": [], "clocks": {}, "targets": [],
            "grants": [], "exclusions": [], "deferrals": [], "resolved": [],
            "choices": {}, "branches": {}, "wide": wide,
        }  # fmt: skip
        self.facts = facts
        self.terms = 0
        self.splits: dict[str, int] = {"load": draw.choice((50, 90))}

    def on(self, chance: float) -> list[str] | None:
        """Some plans and add-ons, or none."""
        bought = self.plain["plans"] + self.plain["addons"]
        if not bought or not self.some(chance):
            return None
        return self.draw.sample(bought, self.draw.choice((1, 1, len(bought))))

    def some(self, chance: float) -> bool:
        return self.draw.random() < chance

    def rarely(self, chance: float) -> bool:
        """Whether something is there that only wide policies have."""
        return self.wide and self.some(chance)

    def clause(self, body: list[str], on: list[str] | None = None) -> str:
        """Write a clause; give its number."""
        self.clauses += 1
        name = f"C{self.clauses}"
        words = f" on {', '.join(on)}" if on else ""
        self.lines += [f'clause {name} "Clause" from terms "{self.clauses}"{words} {{']
        self.lines += [f"  {line}" for line in body] + ["}"]
        return name

    # ------------------------------------------------------------ calendars
    def calendars(self) -> None:
        for name in ("office", "evenings")[: self.draw.choice((1, 2))]:
            calendar, body = self._calendar()
            self.plain["calendars"][name] = calendar
            self.clause(
                [f'calendar {name} "{name}" {{', *(f"  {line}" for line in body), "}"]
            )
        if self.rarely(0.25):
            self._branches()

    def _branches(self) -> None:
        """Hours that a parameter chooses."""
        lines, chosen = [], {}
        for side in ("east", "west"):
            calendar, body = self._calendar()
            chosen[side] = f"desk {side}"
            self.plain["calendars"][chosen[side]] = calendar
            lines += [f"  when side is {side} {{", *(f"    {e}" for e in body), "  }"]
        self.plain["choices"]["side"] = [*chosen]
        self.plain["branches"]["regional"] = ("side", chosen)
        if self.some(0.4):
            self.plain["parameters"]["side"] = "west"
        self.clause(['calendar regional "Regional" {', *lines, "}"])

    def _calendar(self) -> tuple[Plain, list[str]]:
        draw, base = self.draw, date.fromisoformat(self.plain["base"])
        zone, week = self.zone(), draw.choice(WEEKS)
        weeks: list[list[Any]] = [[None, week]]
        if self.some(0.15):
            since = base + timedelta(days=draw.randint(0, 4))
            weeks.append([since.isoformat(), draw.choice(WEEKS)])
        body = [f"zone {zone_text(zone)}"]
        for from_date, edition in weeks:
            tail = f" from {from_date}" if from_date else ""
            body += [
                f"open {day.title()} {', '.join(span_text(*s) for s in spans)}{tail}"
                for day, spans in edition.items()
            ]
        calendar: Plain = {
            "zone": zone,
            "weeks": weeks,
            "dates": {},
            "closed": {},
        }
        on = [base + timedelta(days=n) for n in draw.sample(range(7), 3)]
        if self.some(0.2):
            spans = draw.choice(([[600, 720]], [[540, 660], [720, 900]]))
            calendar["dates"][on[0].isoformat()] = spans
            body.append(f"open on {on[0]} {', '.join(span_text(*s) for s in spans)}")
        if self.some(0.2):
            shut = draw.choice((None, None, [660, 780]))
            shut = [720, 1440] if self.rarely(0.3) else shut
            calendar["closed"][on[1].isoformat()] = shut or [0, 1440]
            body.append(f"closed on {on[1]}" + (f" {span_text(*shut)}" if shut else ""))
        if self.some(0.15):
            calendar["closed"][on[2].isoformat()[5:]] = [0, 1440]
            body.append(f"closed on {yearly(on[2])}")
        if self.rarely(0.15):
            since = base + timedelta(days=draw.randint(0, 6))
            body += filter(None, [self._long_closure(since, calendar)])
        if self.rarely(0.25):
            region = draw.choice(("US", "PL", "GB", "DE"))
            days = holidays.country_holidays(region, years=(base.year, base.year + 1))
            calendar["closed"] |= {day.isoformat(): [0, 1440] for day in days}
            body.append(f"closed on holidays of {region}")
        is_overnight = any(
            b > 1440 for _, w in weeks for spans in w.values() for _, b in spans
        )
        ends = draw.choice(
            ("closing", "closing", 720)
            if is_overnight
            else ("closing", "same_time", 720)
        )
        calendar["ends"] = ends
        said = {"closing": "closing", "same_time": "the same time", 720: "12:00"}[ends]
        return calendar, [*body, f"business days run to {said}"]

    def hours(self) -> str:
        fixed = [each for each in self.plain["calendars"] if " " not in each]
        return str(self.draw.choice(fixed))

    def limit_hours(self) -> str:
        """Hours that may also be chosen by a parameter."""
        if self.plain["branches"] and self.some(0.5):
            return "regional"
        return self.hours()

    def zone(self) -> str:
        return self.draw.choice(FARTHER if self.rarely(0.2) else ZONES)

    def _long_closure(self, base: date, calendar: Plain) -> str:
        """Some dates in a row, of one year or of all."""
        days = [base + timedelta(days=n) for n in range(self.draw.choice((2, 3, 5)))]
        first, last = days[0], days[-1]
        lengths = {
            len(each) for each in calendar["closed"]
        }  # of dates, with a year or not
        if 5 not in lengths and first.year == last.year:
            calendar["closed"] |= {day.isoformat()[5:]: [0, 1440] for day in days}
            return f"closed on {yearly(first)} through {yearly(last)}"
        if 10 in lengths or any(day.isoformat() in calendar["dates"] for day in days):
            return ""
        calendar["closed"] |= {day.isoformat(): [0, 1440] for day in days}
        return f"closed on {first} through {last}"

    # ------------------------------------------------------------ conditions
    def split(self, fact: str) -> list[list[Any]]:
        """Conditions on one fact, exactly one of which holds; some by a term."""
        if self.some(0.15):
            meaning = self.split(fact)[0]
            self.terms += 1
            name = f"term{self.terms}"
            told = condition_text(meaning).removeprefix("(").removesuffix(")")
            self.clause([f'term {name} "Term" means {told}'])
            return [["term", name, is_so, meaning] for is_so in (True, False)]
        if fact == "trouble":
            one, *others = self.draw.sample(["worst", "bad", "mild"], 3)
            ways: list[list[list[Any]]] = [
                [["is", fact, "worst"], ["is", fact, "bad"], ["is", fact, "mild"]],
                [["is", fact, one], ["is not", fact, one]],
                [["is", fact, one], ["is one of", fact, others]],
            ]
            return self.draw.choice(ways)
        if fact == "broad":
            return [["is", fact, True], ["is", fact, False]]
        word, size = self.draw.choice(list(OPPOSITE)), self.splits[fact]
        return [[word, fact, size], [OPPOSITE[word], fact, size]]

    def some_fact(self) -> str:
        return str(self.draw.choice(self.facts))

    def condition(self) -> list[Any]:
        """Some condition."""
        atoms = [self.draw.choice(self.split(f)) for f in self.facts]
        if len(atoms) == 1 or self.some(0.6):
            return list(self.draw.choice(atoms))
        if len(atoms) == 3 and self.some(0.5):
            words = self.draw.choice((("and", "or"), ("or", "and")))
            return [words[0], atoms[0], [words[1], *atoms[1:]]]
        return [self.draw.choice(("and", "or")), *atoms]
