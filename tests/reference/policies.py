"""Random policies, each as plain data and as the text that says the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from reference.hours import Plain
from reference.services import ServiceDraft
from reference.wording import condition_text, or_text


def random_policy(
    draw: Random, *, alarms: bool = False, wide: bool = False
) -> tuple[Plain, str]:
    """Give a policy and its text, on request with alarms that the reference ignores.

    Wide ones also have what is rarer, and what came later than the others.
    """
    policy = _Policy(draw, wide=wide)
    policy.alarms = alarms
    return policy.both()


class _Policy(ServiceDraft):
    alarms = False

    def both(self) -> tuple[Plain, str]:
        self.calendars()
        self._severities()
        self._resolved()
        for name in self.draw.sample(
            ["first", "again", "fix", "news", "ring"], self.draw.randint(2, 4)
        ):
            self._clock(name)
        self.coverage()
        self.deferral()
        if self.alarms:
            self.warnings()
        self.plain["values"] = _values(self.plain)
        return self.plain, "\n".join([*self._opening(), *self.lines]) + "\n"

    def _opening(self) -> list[str]:
        p, head = (
            self.plain,
            ['agreement a "A" {', '  supplied by acme "Acme" to customer "Customer"'],
        )
        head += ['  source terms "terms.txt" in en', f"  zone {p['zone']}"]
        if self.some(0.1):
            first = date.fromisoformat(p["base"]) + timedelta(
                days=self.draw.choice((0, 1))
            )
            last = first + timedelta(days=2) if self.some(0.5) else None
            p["in_force"] = (first.isoformat(), last and last.isoformat())
            through = f" through {last}" if last else ""
            head.append(f"  in force from {first}{through}")
        head.append("}")
        head += [
            f'{word[:-1]} {name} "{name}"'
            for word in ("plans", "addons", "channels", "services")
            for name in p[word]
        ]
        head += [
            f'role {name} "{name}" of {party}' for name, party in p["roles"].items()
        ]
        head += ['event gets_in_touch "Gets in touch": opens, writes or calls']
        head += ['event cancels "Cancels"', 'event closes "Closes"']
        head += [
            f'parameter {name} "{name}": duration otherwise 1 hour'
            for name in p["parameters"]
            if name not in p["choices"]
        ]
        for name, of in p["choices"].items():
            otherwise = p["parameters"].get(name)
            tail = f" otherwise {otherwise}" if otherwise else ""
            head.append(f'parameter {name} "{name}": {" or ".join(of)}{tail}')
        for name in self.facts:
            fact = p["facts"][name]
            kind = {"one of": "worst, bad or mild"}.get(fact["type"], fact["type"])
            head.append(f'fact {name} "{name}": {kind}')
        return head

    def _severities(self) -> None:
        if self.rarely(0.15):
            self._set_severities()
            return
        leaves = [[each] for each in self.split("trouble")]
        for fact in [f for f in self.plain["facts"] if f != "trouble"]:
            spread = []
            for leaf in leaves:
                spread += (
                    [[*leaf, e] for e in self.split(fact)] if self.some(0.4) else [leaf]
                )
            leaves = spread
        names: list[str | None] = [f"s{n + 1}" for n in range(self.draw.randint(2, 4))]
        names += [None] if self.some(0.3) else []
        chosen = {name: [] for name in names}  # type: ignore[var-annotated]
        for leaf in leaves:
            chosen[self.draw.choice(names)].append(leaf)
        level = 0
        for name, paths in chosen.items():
            if name is None or not paths:
                continue
            level += 1
            each = [p[0] if len(p) == 1 else ["and", *p] for p in paths]
            when = each[0] if len(each) == 1 else ["or", *each]
            said = f'severity {name} "{name}" level {level} when {condition_text(when)}'
            clause = self.clause([said])
            severity = {"name": name, "when": when, "clause": clause}
            self.plain["severities"].append(severity)

    def _set_severities(self) -> None:
        """Severities that somebody sets: to the reference, the values of a fact."""
        names = [f"s{n + 1}" for n in range(self.draw.randint(2, 3))]
        self.plain["facts"]["set"] = {"type": "one of", "values": names}
        for level, name in enumerate(names, 1):
            clause = self.clause(
                [f'severity {name} "{name}" level {level} set by desk']
            )
            severity = {"name": name, "when": ["is", "set", name], "clause": clause}
            self.plain["severities"].append(severity)

    # ------------------------------------------------------------ the end
    def _resolved(self) -> None:
        severities = [each["name"] for each in self.plain["severities"]]
        scheme = self.draw.choice(("none", "none", "agree", "event", "split"))
        rules: list[Plain] = []
        agree = self.draw.choice((["acme", "customer"], ["customer", "acme"]))
        event = [{"by": "desk", "verb": self.draw.choice(("closes", "resolves"))}]
        if scheme == "agree":
            rules.append({"for": None, "agree": agree})
        if scheme == "event":
            rules.append({"for": None, "happening": event})
        if scheme == "split" and severities:
            rules.append({"for": severities[:1], "agree": agree})
            if len(severities) > 1:
                rules.append({"for": severities[1:2], "happening": event})
        for rule in rules:
            for_ = f" for {', '.join(rule['for'])}" if rule["for"] else ""
            how = (
                f"{' and '.join(rule['agree'])} agree"
                if "agree" in rule
                else or_text(rule["happening"])
            )
            self.clause([f"resolved{for_} when {how}"])
        self.plain["resolved"] = rules

    # ------------------------------------------------------------ clocks
    def _clock(self, name: str) -> None:
        draw = self.draw
        clock: Plain = {
            "each": False,
            "every": name == "news",
            "pauses": [],
            "lapses": [],
            "restarts": [],
        }
        contact = draw.choice(
            (
                {"by": "customer", "verb": "writes"},
                {"by": "customer", "verb": "calls", "via": ["phone"]},
                {"by": "customer", "verb": "gets_in_touch"},
                {"by": "admin", "verb": "writes", "via": ["mail"]},
            )
        )
        opens = {
            "by": "customer",
            "verb": draw.choice(("opens", "opens", "gets_in_touch")),
        }
        replies = {"by": draw.choice(("desk", "acme")), "verb": "replies"}
        clock["starts"] = [opens]
        clock["met"] = [replies]
        if name == "first":
            clock["met"] += draw.choice(
                ([], [{"by": "desk", "verb": "calls"}], [{"verb": "resolved"}])
            )
        if name == "again":
            clock["each"] = True
            after = (
                {"after": {"by": "desk", "verb": "replies"}} if self.some(0.5) else {}
            )
            clock["starts"] = [contact | after]
        if name == "fix":
            clock["met"] = [{"verb": "resolved"}]
        if name == "news":
            clock["met"] = [{"by": "desk", "verb": "updates"}]
        if name == "ring":
            where = draw.choice(
                ({}, {"hours": (self.hours(), True)}, {"hours": (self.hours(), False)})
            )
            clock["starts"] = [
                {"by": "customer", "verb": "calls", "via": ["phone"]} | where
            ]
            clock["met"] = [
                {"by": "desk", "verb": "calls"} | draw.choice(({}, {"via": ["phone"]}))
            ]
            clock["each"] = self.some(0.5)
        self._stops(clock)
        starts = "starts each time" if clock["each"] else "starts when"
        tail = " unless already running" if clock["each"] else ""
        body = [
            f'clock {name} "{name}" {{',
            f"  {starts} {or_text(clock['starts'])}{tail}",
        ]
        body.append(f"  met when {or_text(clock['met'])}")
        for pause in clock["pauses"]:
            is_wait = "waiting" in pause
            said = (
                f"waiting for {pause['waiting']}"
                if is_wait
                else condition_text(pause["while"])
            )
            body.append(f"  pauses while {said}")
        for word in ("lapses", "restarts"):
            body += [f"  {word} when {or_text([each])}" for each in clock[word]]
        self.plain["clocks"][name] = clock
        self.clause([*body, "}"])
        self.targets(name, binding=True)
        if self.some(0.25):
            self.targets(name, binding=False)

    def _stops(self, clock: Plain) -> None:
        if self.some(0.5):
            clock["pauses"].append(
                {"waiting": self.draw.choice(("customer", "customer", "admin", "lead"))}
            )
        if self.some(0.2):
            clock["pauses"].append({"while": self.condition()})
        if self.rarely(0.15) and (self.plain["plans"] or self.plain["addons"]):
            clock["pauses"].append({"while": self.of_bought()})
        if self.some(0.15):
            clock["lapses"].append({"by": "customer", "verb": "cancels"})
        if self.rarely(0.1):
            clock["lapses"].append({"verb": "resolved"})
        if self.rarely(0.1) and self.plain["severities"]:
            clock["pauses"].append({"while": self.draw.choice(self.by_severity())})
        if self.some(0.2):
            other = {"by": "lead", "verb": "calls"}
            clock["restarts"].append(
                self.draw.choice(
                    (
                        {"verb": "severity"},
                        {"verb": "severity"},
                        other,
                        {"by": "customer", "verb": "reopens"},
                    )
                )
            )


def _values(policy: Plain) -> Plain:
    """The values of what may be unknown, as far as conditions can tell them apart."""
    conditions = [each["when"] for each in policy["severities"] + policy["targets"]]
    for clock in policy["clocks"].values():
        conditions += [each.get("while") for each in clock["pauses"]]
    asked = [each for condition in conditions for each in _asked(condition)]
    found: Plain = {}
    for name, fact in policy["facts"].items():
        compared = sorted({value for each, value in asked if each == name}, key=str)
        if fact["type"] == "number":
            sizes = {size + d for size in compared for d in (-1, 0, 1)}
            found[name] = sorted(sizes) or [0]
        else:
            found[name] = fact["values"] if compared else fact["values"][:1]
    if policy["plans"]:
        found["plan"] = policy["plans"]
    if policy["addons"]:
        found["addons"] = [[], ["vip"]]
    for name, of in policy["choices"].items():
        found[name] = of
    return found


def _asked(condition: list[Any] | None) -> Iterator[tuple[str, Any]]:
    """The facts a condition asks about, each with what it is compared with."""
    word, *rest = condition or ["and"]
    if word == "term":
        yield from _asked(rest[2])
    elif word in ("and", "or"):
        for each in rest:
            yield from _asked(each)
    elif word == "is one of":
        yield from ((rest[0], each) for each in rest[1])
    else:
        yield rest[0], rest[1]
