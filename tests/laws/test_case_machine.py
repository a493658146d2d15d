"""The life of a case, step by step, as a helpdesk brings it in (`CaseMachine`).

Events come in at their time, late, early, twice and out of order; between them the
clock is put on, often exactly to what changes next. After each step what was said
before is held against what is said now. `ReferenceMachine` lives random policies, and
holds every answer against the reference evaluator too. `BatchMachine` asks for many
cases in rows, of which some are retried, and holds them against single answers.
"""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import agreement_cases
import slapolicy
from decision_laws import (
    MICROSECOND,
    ORDER,
    PATHS,
    Case,
    by_id,
    decide,
    heard_until,
    load,
    when,
    with_more,
)
from random_cases import random_case, some_value
from reference import evaluator, policies
from reference.hours import OutOfWindow
from reference.story import TooManyWorlds
from rule_laws import batches
from slapolicy import Decision, Policy
from slapolicy.contract.evaluator.evaluator import essence

SEEDS = st.integers(0, 10_000)
STEPS = (1, 60, 600, 1800, 3600, 7200, 28_800, 86_400)
LIVES = settings(
    max_examples=14,
    stateful_step_count=14,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
BASE = datetime(2025, 3, 28, 13, 30, tzinfo=UTC)  # before the clocks go forward


class CaseMachine(RuleBasedStateMachine):
    """A case of one of the contracts; its invariants are the laws 22 to 33 and 61."""

    policy: Policy
    case: Case
    now: datetime
    decision: Decision
    final: dict[str, tuple[str, datetime | None, datetime]]

    @initialize(
        which=st.integers(0, len(PATHS) - 1), seed=SEEDS, hour=st.integers(0, 72)
    )
    def create(self, which: int, seed: int, hour: int) -> None:
        self.begin(load(PATHS[which]), Random(seed), BASE + timedelta(hours=hour))

    def begin(self, policy: Policy, draw: Random, at: datetime) -> None:
        self.policy, self.now = policy, at
        case = random_case(draw, policy)
        opening = {**case["events"][0], "at": at.isoformat()}
        self.case = {**case, "events": [opening]}
        self.final = {}
        self.decision = decide(policy, self.case, at)

    # What happens

    def tell(self, event: Case, at: datetime | None = None) -> None:
        told = {"at": (at or self.now).isoformat(), **event}
        note(f"{told}")
        self.case = with_more(self.case, told)
        # it may tell otherwise of its own instant, and of later ones
        self.final = {k: v for k, v in self.final.items() if v[2] < (at or self.now)}

    def ours(self, number: int) -> str:
        supplier = self.policy.agreement.supplier.name
        found = [n for n, r in self.policy.roles.items() if r.party == supplier]
        return (found or [supplier])[number % max(1, len(found))]

    def channel(self, number: int) -> dict[str, str]:
        return {"via": list(self.policy.channels)[number % len(self.policy.channels)]}

    @property
    def customer(self) -> str:
        return self.policy.agreement.customer.name

    @rule(verb=st.sampled_from(("writes", "calls")), channel=st.integers(0, 9))
    def customer_writes(self, verb: str, channel: int) -> None:
        self.tell({"type": verb, "by": self.customer, **self.channel(channel)})

    @rule(
        verb=st.sampled_from(("replies", "replies", "updates", "calls")),
        who=st.integers(0, 9),
        channel=st.integers(0, 9),
    )
    def supplier_replies(self, verb: str, who: int, channel: int) -> None:
        via = self.channel(channel) if verb in ("replies", "calls") else {}
        self.tell({"type": verb, "by": self.ours(who), **via})

    @rule(who=st.integers(0, 9))
    def wait(self, who: int) -> None:
        roles = [*self.policy.roles, self.customer, self.customer]
        waited = roles[who % len(roles)]
        self.tell({"type": "waits", "by": self.ours(0), "for": waited})

    @rule()
    def resume(self) -> None:
        self.tell({"type": "resumes", "by": self.ours(0)})

    @rule(seed=SEEDS)
    def change_a_fact(self, seed: int) -> None:
        draw = Random(seed)
        name = draw.choice(list(self.policy.facts))
        value = some_value(draw, self.policy.facts[name])
        if draw.random() < 0.1:
            value = None
        self.tell({"type": "changes", "by": self.ours(0), "facts": {name: value}})

    @precondition(lambda self: any(each.set_by for each in self.policy.severities))
    @rule(number=st.integers(0, 9))
    def set_the_severity(self, number: int) -> None:
        names = [each for each in self.policy.severities if each.set_by]
        each = names[number % len(names)]
        self.tell({"type": "changes", "by": each.set_by[0], "severity": each.name})

    @precondition(lambda self: bool(self.policy.plans))
    @rule(number=st.integers(0, 9))
    def change_the_plan(self, number: int) -> None:
        plan = list(self.policy.plans)[number % len(self.policy.plans)]
        self.tell({"type": "changes", "by": self.ours(0), "plan": plan})

    @rule(verb=st.sampled_from(("resolves", "agrees", "agrees", "disagrees")))
    def conclude(self, verb: str) -> None:
        by = (
            self.customer if verb != "resolves" and len(self.case["events"]) % 2 else ""
        )
        self.tell({"type": verb, "by": by or self.ours(0)})

    @rule()
    def withdraw(self) -> None:
        self.tell({"type": "withdraws", "by": self.customer})

    @rule()
    def reopen(self) -> None:
        self.tell({"type": "reopens", "by": self.customer})

    @rule(number=st.integers(0, 99), back=st.sampled_from(STEPS))
    def tell_late(self, number: int, back: int) -> None:
        """An event that happened before others comes in after them."""
        opened = when(self.case["events"][0])
        at = max(opened, self.now - timedelta(seconds=back))
        verb = ("replies", "writes", "updates", "resumes")[number % 4]
        by = self.customer if verb == "writes" else self.ours(number)
        self.tell({"type": verb, "by": by}, at)

    @rule(ahead=st.sampled_from(STEPS), number=st.integers(0, 99))
    def tell_early(self, ahead: int, number: int) -> None:
        """An event of which the clock will come to know later."""
        at = self.now + timedelta(seconds=ahead)
        verb = ("replies", "writes", "updates", "resumes")[number % 4]
        by = self.customer if verb == "writes" else self.ours(number)
        before = decide(self.policy, self.case, self.now)
        self.tell({"type": verb, "by": by}, at)
        assert decide(self.policy, self.case, self.now) == before, "EV-CAUSAL"

    # What means nothing

    @rule(number=st.integers(0, 99))
    def tell_twice(self, number: int) -> None:
        before = decide(self.policy, self.case, self.now)
        again = self.case["events"][number % len(self.case["events"])]
        self.case = with_more(self.case, again)
        assert decide(self.policy, self.case, self.now) == before, "EV-DUP"

    @rule(seed=SEEDS)
    def mix(self, seed: int) -> None:
        before = decide(self.policy, self.case, self.now)
        groups: dict[str, list[Case]] = {}
        for event in self.case["events"]:
            groups.setdefault(event["at"], []).append(event)
        mixed = list(groups.values())
        Random(seed).shuffle(mixed)
        events = [event for group in mixed for event in group]
        found = decide(self.policy, {**self.case, "events": events}, self.now)
        assert found == before, "EV-PERM"

    @rule(kind=st.sampled_from(("notes", "writes", "replies")))
    def note_something(self, kind: str) -> None:
        before = decide(self.policy, self.case, self.now)
        event: Case = {"type": kind, "by": self.ours(0)}
        if kind == "writes":
            event["by"] = self.customer
        if kind != "notes":
            event["automatic"] = True
        self.tell(event)
        found = decide(self.policy, self.case, self.now)
        assert essence(found) == essence(before), "EV-UNREL"

    # Time

    @rule(step=st.sampled_from(STEPS))
    def let_time_pass(self, step: int) -> None:
        self.advance(self.now + timedelta(seconds=step))

    @rule(by=st.sampled_from((-1, 0, 0, 0, 1)))
    def go_to_the_next_change(self, by: int) -> None:
        change = decide(self.policy, self.case, self.now).next_change_at
        if change is None or change - self.now > timedelta(days=90):
            self.advance(self.now + timedelta(days=40))
            return
        self.advance(change.replace(microsecond=0) + timedelta(seconds=by))

    def advance(self, to: datetime) -> None:
        """Put the clock on: nothing changes before the next change, then something."""
        to = max(to, self.now)
        coming = [when(e) for e in self.case["events"] if self.now < when(e) <= to]
        before = decide(self.policy, self.case, self.now)
        self.now = to
        if coming:
            return
        after = decide(self.policy, self.case, to)
        change = before.next_change_at
        if change is None or to < change:
            assert essence(after) == essence(before), "NEXT: it changed before"
        elif to == change:
            assert essence(after) != essence(before), "NEXT: nothing changed"
        else:
            heard = heard_until(self.case, before.at)
            same = decide(self.policy, heard, change - MICROSECOND)
            assert essence(same) == essence(before), "NEXT: it changed before"
        known = by_id(after)
        for each in before.obligations:
            later = known.get(each.id)
            if later is None or later.due == "indeterminate":
                continue
            if each.state in ORDER and later.state in ORDER:
                assert ORDER.index(each.state) <= ORDER.index(later.state), "NOW-MONO"
            if each.remaining is not None and later.remaining is not None:
                assert later.remaining <= each.remaining, "NOW-MONO"

    # What holds after each step

    @invariant()
    def what_is_final_stays(self) -> None:
        self.decision = decide(self.policy, self.case, self.now)
        known = by_id(self.decision)
        for name, expected in self.final.items():
            each = known[name]
            assert (each.state, each.due_at) == expected[:2], "EV-NORETRO"
        for each in self.decision.obligations:
            since = each.fulfilled_at if each.state == "met" else each.breached_at
            if since is not None and each.due != "indeterminate":
                self.final[each.id] = each.state, each.due_at, since

    @invariant()
    def it_can_be_said(self) -> None:
        assert self.decision.to_json()
        assert self.decision.explain()


class ReferenceMachine(CaseMachine):
    """A case of a random policy: each answer is that of the reference evaluator."""

    plain: dict[str, Any]

    @initialize(
        which=st.integers(0, len(PATHS) - 1), seed=SEEDS, hour=st.integers(0, 72)
    )
    def create(self, which: int, seed: int, hour: int) -> None:
        self.plain, policy = random_policy(seed % 12 + 12 * which)
        base = datetime.fromisoformat(self.plain["base"]).replace(tzinfo=UTC)
        self.begin(policy, Random(seed), base + timedelta(hours=hour))

    @invariant()
    def the_reference_says_the_same(self) -> None:
        try:
            at = int(self.now.timestamp())
            expected = evaluator.evaluate(self.plain, plain_case(self), at)
        except (OutOfWindow, TooManyWorlds):
            return
        asked = {**self.case, "requests": list(self.policy.services)}
        found = told_plainly(decide(self.policy, asked, self.now))
        different = list(agreement_cases.differences(expected, found))
        assert not different, "\n".join(different)

    def it_can_be_said(self) -> None:
        """Not here: the laws of explanations say it."""


@cache
def random_policy(seed: int) -> tuple[dict[str, Any], Policy]:
    plain, text = policies.random_policy(Random(seed))
    return plain, slapolicy.loads(text, name=f"seed-{seed}.sla")


def plain_case(machine: ReferenceMachine) -> dict[str, Any]:
    """Give the case as the reference reads it."""
    case, policy = machine.case, machine.policy
    events: list[Case] = []
    for each in case["events"]:
        event = {**each, "at": int(when(each).timestamp())}
        if each["type"] == "changes":
            event.setdefault("facts", {})
        if "parameters" in each:
            event["parameters"] = lengths(each["parameters"])
        if event not in events:
            events.append(event)
    usual = dict.fromkeys(policy.parameters, 3600)
    return {
        "plan": case.get("plan"),
        "addons": case.get("addons") if policy.addons else [],
        "parameters": usual | lengths(case["parameters"]),
        "facts": case["facts"],
        "requests": list(policy.services),
        "events": events,
    }  # fmt: skip


def lengths(parameters: dict[str, str]) -> dict[str, int]:
    known = {"PT5M": 300, "PT15M": 900, "PT1H": 3600, "PT2H": 7200}
    return {name: known[text] for name, text in parameters.items()}


def told_plainly(decision: Decision) -> dict[str, Any]:
    return agreement_cases._plain(json.loads(decision.to_json()))


class BatchMachine(RuleBasedStateMachine):
    """A batch in the making: rows come in, some are asked for again, some are bad."""

    policy: Policy
    rows: list[Case]
    told: dict[int, Any]

    @initialize(which=st.integers(0, len(PATHS) - 1))
    def begin(self, which: int) -> None:
        self.policy = load(PATHS[which])
        self.rows, self.told = [], {}

    @rule(seed=SEEDS, bad=st.sampled_from((False, False, False, True)))
    def submit(self, seed: int, bad: bool) -> None:
        case = random_case(Random(seed), self.policy) | {"id": str(len(self.rows))}
        self.rows.append({**case, "events": 7} if bad else case)

    @precondition(lambda self: self.rows)
    @rule(seed=SEEDS)
    def ask_for_some(self, seed: int) -> None:
        """A worker takes some rows in any order, and dies before others are done."""
        draw = Random(seed)
        taken = draw.sample(range(len(self.rows)), draw.randint(1, len(self.rows)))
        found = batches([self.rows[n] for n in taken], self.policy, BASE)
        for number, answer in zip(taken, found, strict=True):
            assert self.told.setdefault(number, answer) == answer, "BA-MAP"

    def teardown(self) -> None:
        rows = getattr(self, "rows", [])
        for number, answer in enumerate(
            batches(rows, self.policy, BASE) if rows else ()
        ):
            assert self.told.get(number, answer) == answer, "BA-MAP"
            assert batches([rows[number]], self.policy, BASE) == [answer], "BA-MAP"


MACHINES: tuple[type[RuleBasedStateMachine], ...] = (
    CaseMachine,
    ReferenceMachine,
    BatchMachine,
)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda each: each.__name__)
def test_whatever_happens_step_by_step_the_laws_hold(
    machine: type[RuleBasedStateMachine],
) -> None:
    run_state_machine_as_test(machine, settings=LIVES)
