"""What every random policy begins with: names, facts, calendars, conditions."""

from datetime import date, timedelta
from random import Random
from typing import Any

from reference.hours import WEEKDAYS, Plain
from reference.wording import condition_text, span_text

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
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
FACTS: dict[str, Plain] = {
    "trouble": {"type": "one of", "values": ["worst", "bad", "mild"]},
    "broad": {"type": "yes or no", "values": [True, False]},
    "load": {"type": "number", "values": []},
}
OPPOSITE = {"is at least": "is less than", "is more than": "is at most"}


class Draft:
    """A policy in the making: plain data, and lines of text."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
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
        }  # fmt: skip
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

    def _calendar(self) -> tuple[Plain, list[str]]:
        draw, base = self.draw, date.fromisoformat(self.plain["base"])
        zone, week = draw.choice(ZONES), draw.choice(WEEKS)
        weeks: list[list[Any]] = [[None, week]]
        if self.some(0.15):
            since = base + timedelta(days=draw.randint(0, 4))
            weeks.append([since.isoformat(), draw.choice(WEEKS)])
        body = [f"zone {zone}"]
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
            calendar["closed"][on[1].isoformat()] = shut or [0, 1440]
            body.append(f"closed on {on[1]}" + (f" {span_text(*shut)}" if shut else ""))
        if self.some(0.15):
            calendar["closed"][on[2].isoformat()[5:]] = [0, 1440]
            body.append(f"closed on {on[2].day} {MONTHS[on[2].month - 1]}")
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
        return str(self.draw.choice(list(self.plain["calendars"])))

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
        return str(self.draw.choice(list(self.plain["facts"])))

    def condition(self) -> list[Any]:
        """Some condition."""
        atoms = [self.draw.choice(self.split(f)) for f in self.plain["facts"]]
        if len(atoms) == 1 or self.some(0.6):
            return list(self.draw.choice(atoms))
        if len(atoms) == 3 and self.some(0.5):
            words = self.draw.choice((("and", "or"), ("or", "and")))
            return [words[0], atoms[0], [words[1], *atoms[1:]]]
        return [self.draw.choice(("and", "or")), *atoms]
