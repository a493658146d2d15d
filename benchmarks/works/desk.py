"""Works on whole cases of the support desk: one by one, and very many."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from json import loads
from typing import Any

from benchmarks.contest import AtMost, Contender, Missing, Work
from benchmarks.desk import AT, POLICY, SEVERITIES, Story, stories
from benchmarks.desk_reckoning import CLOCKS, Desk
from benchmarks.lineups import OFFICE
from benchmarks.works.hours import known

Told = dict[str, Any]
"""What is compared of a decision: severity, coverage, clocks, with their clauses."""

IN_COLUMNS = "in columns"
TOLD = ("id", "severity", "coverage", "obligations")
"""The columns in which all stands that is compared."""
IN_SOME = f"in columns, {len(TOLD)} of them asked for"
IN_CODES = "in columns, words of events in dictionaries"
MANY = 32_768
"""So many rows are decided at once; a million come in parts of as many."""
MILLION = 1_000_000
_WORDS = {True: "yes", False: "no"}
_remembered: dict[Story, Told] = {}  # what follows, reckoned once for all works
_COVERED = {"standard": ("not_in_plan", "D3"), "premium": ("covered", "D3")}


@cache
def policy() -> Any:
    """Give the policy of the desk, loaded once."""
    import slapolicy

    return slapolicy.load(POLICY)


def expected(desk: Desk, story: Story) -> Told:
    """Say what follows for a case, by a reckoning of its own."""
    told: Told = {
        "case": f"case-{story.number}",
        "severity": (SEVERITIES[story.after], "D5"),
        "help": ("covered", "D2"),
        "training": _COVERED[story.plan],
        "custom_work": ("excluded", "D4"),
    }
    for clock in CLOCKS:
        found = desk.outcome(story, clock)
        told[clock] = (found.state, found.due_at, found.breached_at, found.clause)
    return told


def judge() -> Callable[[Story, Told], bool]:
    """Judge what is told of a case."""
    desk = Desk(known(OFFICE))

    def is_right(story: Story, told: Told) -> bool:
        if story not in _remembered:
            _remembered[story] = expected(desk, story)
        return told == _remembered[story]

    return is_right


def told(decision: Any) -> Told:
    """Give what is compared of a decision."""
    severity = decision.severity
    found: Told = {
        "case": decision.case,
        "severity": (severity.name, severity.clauses[0]),
    }
    for each in decision.coverage:
        found[each.service] = (each.outcome, each.clauses[0])
    for each in decision.obligations:
        found[each.clock] = (
            each.state,
            each.due_at,
            each.breached_at,
            each.clauses[0],
        )
    return found


def told_of_json(text: str) -> Told:
    """Give what is compared of a decision in JSON."""
    plain = loads(text)
    return _told_of_plain(plain, plain["case"], _instant)


def _told_of_plain(
    plain: dict[str, Any], case: str, instant: Callable[[Any], datetime | None]
) -> Told:
    severity = plain["severity"]
    found: Told = {
        "case": case,
        "severity": (severity["name"], severity["clauses"][0]),
    }
    for each in plain["coverage"]:
        found[each["service"]] = (each["outcome"], each["clauses"][0])
    for each in plain["obligations"]:
        due, breached = instant(each["due_at"]), instant(each["breached_at"])
        found[each["clock"]] = (each["state"], due, breached, each["clauses"][0])
    return found


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def _case(story: Story) -> Any:
    return story.case()


def whole() -> Contender:
    """Read and decide each case, from datetimes to the full decision with clauses."""
    case, evaluate = policy().case, policy().evaluate
    return Contender(
        "slapolicy",
        lambda cases: [evaluate(case(each), at=AT) for each in cases],
        take=_case,
        tell=told,
    )


def steps(_: bool) -> tuple[Contender, ...]:
    """Give the steps of the whole, and what may be asked for beside it."""
    case, evaluate = policy().case, policy().evaluate

    def read(story: Story) -> Any:
        return case(story.case())

    def decided(story: Story) -> Any:
        return evaluate(read(story), at=AT)

    def explained(text: str) -> Told:
        return told(decisions[text])

    decisions: dict[str, Any] = {}

    def to_explain(story: Story) -> Any:
        decision = decided(story)
        decisions[decision.explain()] = decision
        return decision

    return (
        Contender(
            "of which reading the case",
            lambda cases: [case(each) for each in cases],
            take=_case,
            tell=lambda found: told(evaluate(found, at=AT)),
        ),
        Contender(
            "of which deciding",
            lambda cases: [evaluate(each, at=AT) for each in cases],
            take=read,
            tell=told,
        ),
        Contender(
            "beside it, JSON",
            lambda found: [each.to_json() for each in found],
            take=decided,
            tell=told_of_json,
        ),
        Contender(
            "beside it, in words",
            lambda found: [each.explain() for each in found],
            take=to_explain,
            tell=explained,
        ),
    )


def many() -> Contender:
    """Read and decide cases from one iterator to another."""
    evaluate_many = policy().evaluate_many

    def run(cases: Sequence[Any]) -> Sequence[Any]:
        return list(evaluate_many(cases, at=AT))

    return Contender("slapolicy", run, take=_case, tell=told)


def columns(is_quick: bool) -> tuple[Contender | Missing, ...]:
    """Decide cases that stand in columns: a table in, record batches out."""
    try:
        import pyarrow as pa
    except ImportError:
        return (Missing(IN_COLUMNS, "needs `pip install 'slapolicy[arrow]'`"),)
    from slapolicy.columns import evaluate_batches

    codes = pa.dictionary(pa.int8(), pa.string())

    def gather(cases: list[Any]) -> Any:
        return pa.Table.from_pylist(cases, schema=_schema(pa))

    def gather_codes(cases: list[Any]) -> Any:
        return pa.Table.from_pylist(cases, schema=_schema(pa, codes))

    def run(table: Any) -> Any:
        return list(evaluate_batches(policy(), table, at=AT))

    def run_some(table: Any) -> Any:
        return list(evaluate_batches(policy(), table, at=AT, columns=TOLD))

    def part(batches: Any) -> Sequence[Any]:
        return [row for each in batches for row in each.to_pylist()]

    ways = (
        (IN_COLUMNS, run, gather),
        (IN_SOME, run_some, gather),
        (IN_CODES, run, gather_codes),
    )
    return tuple(
        Contender(
            name, each, take=_row, gather=put, part=part, tell=told_of_row,
            fewest=1 if is_quick else MILLION,
        )
        for name, each, put in ways
    )  # fmt: skip


def _row(story: Story) -> dict[str, Any]:
    """Give a case as a row: what changes by name, and yes or no in words."""
    case = story.case()
    events = [
        {**each, "facts": [(k, _WORDS.get(v, v)) for k, v in each["facts"].items()]}
        if "facts" in each
        else each
        for each in case["events"]
    ]
    return {**case, "events": events}


def batches_of(count: int) -> Any:
    """Give so many cases as a stream of record batches, the same thousand again."""
    import pyarrow as pa

    schema = _schema(pa)
    some = [_row(each) for each in stories(min(count, 1_000))]
    (batch,) = pa.Table.from_pylist(some, schema=schema).to_batches()
    return pa.RecordBatchReader.from_batches(
        schema, (batch for _ in range(count // len(some)))
    )


def _schema(pa: Any, word: Any = None) -> Any:
    text, instant = pa.string(), pa.timestamp("us", tz="UTC")
    facts = pa.struct([("impact", text), ("blocked", pa.bool_())])
    words = [(name, word or text) for name in ("type", "by", "via", "for")]
    # a change names what changes, and nothing else: a map, not a struct
    change = pa.map_(text, text)
    event = pa.struct([("at", instant), *words, ("facts", change)])
    return pa.schema(
        [
            ("id", text),
            ("plan", text),
            ("facts", facts),
            ("requests", pa.list_(text)),
            ("events", pa.list_(event)),
        ]
    )


def told_of_row(row: dict[str, Any]) -> Told:
    """Give what is compared of a row of decisions."""
    return _told_of_plain(row, row["id"], lambda instant: instant)


DESK = (
    Work(
        code="C",
        title="a whole case: severity, coverage and two clocks, with clauses",
        per="case",
        questions=stories,
        right=judge,
        ours=whole,
        parts=steps,
        goals=(AtMost(25, "µs", 1_000),),
        full=300,
        quick=40,
    ),
    Work(
        code="C-wide",
        title="the same, of so many cases that no cache of the processor holds them",
        per="case",
        questions=stories,
        right=judge,
        ours=whole,
        full=3_000,
        quick=40,
    ),
    Work(
        code="D",
        title="very many such cases, row by row and in columns",
        per="case",
        questions=stories,
        right=judge,
        ours=many,
        parts=columns,
        goals=(AtMost(500, "ns", 1, IN_COLUMNS),),
        full=MANY,
        quick=500,
    ),
)
