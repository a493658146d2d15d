"""Ask slapolicy everything in the conformance kit: `python run.py [FILE…]`.

An example for other implementations: it uses what a program would use, and no more.
Prints every answer that is not the expected one, then how many were; the status is 1 if
there was one. What is compared, and how, is told in README.md.
"""  # noqa: INP001  # a script, in no package

import base64
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import slapolicy

KIT = Path(__file__).resolve().parent
Rows = Iterator[tuple[str, Any, Any]]
"""Of each row: its id, what is expected, what was found."""


# ------------------------------------------------------------------ calendars
def calendars(file: dict[str, Any]) -> Rows:
    """Ask each calendar, as data and as a text, what can be asked of it so."""
    for each in file["calendars"]:
        data, questions = each["calendar"], each["questions"]
        for asked, found in (*of_data(data, questions), *of_text(each, questions)):
            wanted = asked["answer"]
            is_instant = isinstance(wanted, str)
            yield asked["id"], instant(wanted) if is_instant else wanted, found


def of_data(data: dict[str, Any], questions: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Ask `slapolicy.Calendar`, which knows one week and whole closed dates."""
    closed = data.get("closed", [])
    if "weeks" in data or "yearly" in data or any("hours" in row for row in closed):
        return
    days = [
        (date.fromisoformat(e["from"]), date.fromisoformat(e["through"]))
        for e in closed
    ]
    hours = slapolicy.Calendar(
        zone=data["zone"],
        week=data["week"],
        dates={date.fromisoformat(on): s for on, s in data.get("dates", {}).items()},
        holidays=[a + timedelta(n) for a, b in days for n in range((b - a).days + 1)],
    )
    for q in questions:
        at = instant(q.get("from", q.get("at", "1970-01-01T00:00:00Z")))
        length = timedelta(seconds=q.get("seconds", 0))
        match q["ask"]:
            case "is_open":
                yield q, hours.is_open(at)
            case "open_time":
                yield q, hours.between(at, instant(q["to"])) // timedelta(seconds=1)
            case "due_after":
                yield q, hours.add(at, length)
            case "due_before":
                yield q, hours.subtract(at, length)
            case "next_opening":
                yield q, hours.next_opening(at)
            case "next_closing":
                yield q, hours.next_closing(at)
            case "add_business_days":
                yield q, hours.add_business_days(at, q["days"], q["ends"])
            case "is_working_date":
                yield q, hours.is_working_day(date.fromisoformat(q["on"]))


WITHIN = {
    "due_after": "{seconds} seconds during open_hours",
    "business_days_due": "{days} business days during open_hours",
    "calendar_days_due": "{days} calendar days in {zone}",
    "is_open": "1 hour during open_hours",
    "open_time": "500 hours during open_hours",
    "next_opening": "1 hour during open_hours",
}
"""The promise by which a question is put in a policy."""
OPENING = 'agreement a "A" {\n  supplied by acme "Acme" to customer "Customer"\n}\n'


def of_text(each: dict[str, Any], questions: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Put each question as a promise in a policy, on a clock that an event starts."""
    zone, text = each["calendar"]["zone"], OPENING
    asked = [q for q in questions if q["ask"] in WITHIN]
    rules = list(each["text"])
    for n, q in enumerate(asked):
        within = WITHIN[q["ask"]].format_map({"zone": zone} | q)
        text += f'event asks{n} "Asks"\n'
        rules += [
            f'clock c{n} "C" {{ starts when customer asks{n} met when acme replies }}',
            f"promise c{n} within {within}",
        ]
    text += 'clause A1 "A" from a "1" {\n' + "\n".join(rules) + "\n}\n"
    policy = slapolicy.loads(text.replace("\n}\n", '\n  source a "a" in en\n}\n', 1))
    for n, q in enumerate(asked):
        start = q.get("from", q.get("at"))
        events = [
            {"at": start, "type": t, "by": "customer"} for t in ("opens", f"asks{n}")
        ]
        case = policy.case({"id": q["id"], "events": events})
        decision = policy.evaluate(case, at=instant(q.get("to", start)))
        found = next(o for o in decision.obligations if o.clock == f"c{n}")
        match q["ask"]:
            case "is_open":
                yield q, found.state == "running"
            case "open_time":
                yield q, (found.elapsed or timedelta()) // timedelta(seconds=1)
            case "next_opening":
                is_open = found.state == "running"
                yield q, instant(start) if is_open else decision.next_change_at
            case _:
                yield q, found.due_at


# ------------------------------------------------------------------ decisions
AT_LEAST = ("clauses", "readings", "closed_by", "disclaims")  # there may be more
EXACTLY = ("needs", "possible")  # in any order


def decisions(file: dict[str, Any]) -> Rows:
    """Evaluate each case as of each instant; the found is the part that differs."""
    for each in file["policies"]:
        policy = load(each["text"], each["name"], file)
        for told in each["cases"]:
            case = policy.case(told["case"])
            for check in told["checks"]:
                decision = policy.evaluate(case, at=instant(check["at"]))
                found = json.loads(decision.to_json())
                wrong = [*differing(check["expected"], found)]
                yield check["id"], [], wrong


def differing(expected: dict[str, Any], found: dict[str, Any]) -> Iterator[Any]:
    """Give what of an expected decision does not hold."""
    last = {(o["clock"], o["binding"]): o for o in found["obligations"]}
    for each in last.values():
        each["last"] = True
    for key, wanted in expected.items():
        if key == "absent":
            for name, items in wanted.items():
                yield from (e for e in items if any(holds(e, f) for f in found[name]))
        elif key == "complete":
            yield from (n for n in wanted if len(expected.get(n, [])) != len(found[n]))
        elif key == "cites":
            yield from sorted({*wanted} - cited(found))
        elif not holds(wanted, found[key], key):
            yield key, wanted, found[key]


def holds(wanted: Any, found: Any, key: str = "") -> bool:
    """Whether what was found is all that is wanted; it may be more."""
    if isinstance(wanted, dict):
        return all(k in found and holds(v, found[k], k) for k, v in wanted.items())
    if key in AT_LEAST:
        return set(wanted) <= set(found)
    if key in EXACTLY:
        return set(wanted) == set(found)
    if isinstance(wanted, list):
        return all(any(holds(w, f) for f in found) for w in wanted)
    if wanted and found and (key == "at" or key.endswith("_at")):
        return instant(wanted) == instant(found)
    return bool(wanted == found)


def cited(found: Any) -> set[str]:
    """Give every clause that a decision rests on."""
    if isinstance(found, list):
        return {clause for each in found for clause in cited(each)}
    if not isinstance(found, dict):
        return set()
    here = {*found.get("clauses", ()), *found.get("closed_by", ())}
    return here.union(*(cited(each) for each in found.values()))


# ------------------------------------------------------------------ bad input, grammar
def policies(file: dict[str, Any]) -> Rows:
    """Check each text; of the findings, only those of the kinds that a row names."""
    name, words = file.get("name", "policy.sla"), vocabularies(file)
    infos = file.get("remarks", False)
    for row in file["rows"]:
        findings = slapolicy.check(data(row), name=name, loader=words, infos=infos)
        placed = [
            {"code": f.code, "line": f.span.place[0], "column": f.span.place[1]}
            for f in findings
            if f.span and f.code.startswith(tuple(row.get("kinds", ["SLA"])))
        ]
        if "without" in row:
            yield row["id"], [], [f for f in placed if f["code"] == row["without"]]
            continue
        keys = [e.keys() for e in row["findings"]] or [{"code": 0}.keys()]
        yield row["id"], row["findings"], [{k: f[k] for k in keys[0]} for f in placed]
        if "outcome" in row:
            is_bad = any(f.is_error for f in findings)
            yield row["id"], row["outcome"], "refused" if is_bad else "accepted"


def cases(file: dict[str, Any]) -> Rows:
    """Read each text as a case of one policy, strictly and leniently."""
    policy = load(file["policy"]["text"], file["policy"]["name"], file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        for row in file["rows"]:
            path.write_bytes(data(row))
            for key in [key for key in ("outcome", "lenient") if key in row]:
                try:
                    case = policy.read_case(path, lenient=key == "lenient")
                    outcome, findings = "accepted", case.findings
                except slapolicy.CaseError as error:
                    outcome, findings = "refused", error.findings
                yield row["id"], row[key], outcome
                placed = sorted([f.code, f.path or ""] for f in findings)
                wanted = sorted([f["code"], f["path"]] for f in row["findings"])
                if key == "outcome":
                    yield row["id"], wanted, placed


def grammar(file: dict[str, Any]) -> Rows:
    """Say of each text whether it is of the language, whatever it means."""
    for row in file["rows"]:
        codes = {each.code for each in slapolicy.check(data(row))}
        is_read = not any(code < "SLA200" for code in codes)
        yield row["id"], row["accepted"], is_read


# ------------------------------------------------------------------ the kit
def instant(text: str) -> datetime:
    """Read an instant."""
    return datetime.fromisoformat(text)


def data(row: dict[str, Any]) -> bytes:
    """Give the bytes of a text: lines, pieces that are repeated, or base64."""
    if "base64" in row:
        return base64.b64decode(row["base64"])
    if "pieces" in row:
        return "".join(text * times for text, times in row["pieces"]).encode()
    return "\n".join(row["text"]).encode()


def vocabularies(file: dict[str, Any]) -> Any:
    """Give what finds the vocabularies of a file by their names."""
    return lambda name: "\n".join(file.get("vocabularies", {})[name])


def load(text: list[str], name: str, file: dict[str, Any]) -> slapolicy.Policy:
    """Load a policy."""
    return slapolicy.loads("\n".join(text), name=name, loader=vocabularies(file))


KINDS = {
    "calendars": calendars,
    "decisions": decisions,
    "policies": policies,
    "cases": cases,
    "grammar": grammar,
}


def run(path: Path) -> tuple[list[str], list[tuple[str, Any, Any]]]:
    """Give the ids of the rows of a file, and each that has another answer."""
    file = json.loads(path.read_text("utf-8"))
    rows: list[tuple[str, Any, Any]] = []
    try:
        rows += KINDS[file["kind"]](file)
    except Exception as error:  # noqa: BLE001  # a crash is a wrong answer, too
        rows.append((path.name, "answers", repr(error)))
    ids = list(dict.fromkeys(row[0] for row in rows))
    return ids, [row for row in rows if row[1] != row[2]]


def main(names: list[str]) -> int:
    """Run the files that are named, or all."""
    asked = failed = 0
    for path in [Path(n) for n in names] or sorted(KIT.glob("*/*.json")):
        ids, wrong = run(path)
        for row, expected, found in wrong:
            sys.stdout.write(f"{row}: expected {expected}, found {found}\n")
        asked, failed = asked + len(ids), failed + len({row for row, _, _ in wrong})
    sys.stdout.write(f"{asked - failed} of {asked} answers are as expected\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
