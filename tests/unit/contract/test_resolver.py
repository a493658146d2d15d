"""What a text means once every name is bound: a policy of middling size, in full."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

import slapolicy
from slapolicy import Policy
from slapolicy.contract.policy import (
    AfterElapsed,
    All,
    Always,
    AtShare,
    Bound,
    ClockIs,
    During,
    InZone,
    Is,
    Limit,
    PauseWaiting,
    PauseWhile,
    Subject,
    TermIs,
    Trigger,
)

MEDIUM = Path(__file__).with_name("medium.sla")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return slapolicy.load(MEDIUM)


def test_nothing_is_wrong_with_it(policy: Policy) -> None:
    assert policy.findings == ()


def test_the_opening_says_who_agreed_and_for_which_dates(policy: Policy) -> None:
    agreement = policy.agreement
    assert (agreement.supplier.name, agreement.customer.title) == ("acme", "Customer")
    assert (agreement.starts_on, agreement.ends_on) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
    )
    assert (agreement.zone, agreement.replaces) == ("Europe/Warsaw", "acme_old")
    assert agreement.readings == ("edition",)
    assert agreement.sources[0].prevails
    assert not agreement.governs_all_cases


def test_the_parties_are_roles_too(policy: Policy) -> None:
    parties = {name: role.party for name, role in policy.roles.items()}
    assert parties == {
        "acme": "acme", "customer": "customer", "desk": "acme", "engineer": "acme"
    }  # fmt: skip


def test_an_event_stands_for_itself_and_for_what_it_includes(policy: Policy) -> None:
    assert policy.events == {
        "touches": ("touches", "opens", "writes", "calls"),
        "closes": ("closes",),
    }
    assert policy.verbs["touches"].title == "Gets in touch"


def test_bounds_and_defaults_are_values(policy: Policy) -> None:
    answer_in = policy.parameters["answer_in"]
    assert answer_in.otherwise == timedelta(hours=1)
    assert (answer_in.type.least, answer_in.type.most) == (
        timedelta(minutes=15),
        timedelta(hours=8),
    )
    assert policy.facts["load"].type.most == Decimal(100)
    assert policy.facts["halted"].kind == "assessment"
    assert policy.facts["halted"].by == ("engineer", "customer")


def test_a_clock_is_what_its_lines_say(policy: Policy) -> None:
    clock = policy.clocks["answer"]
    assert clock.starts == (
        Trigger(
            role="customer",
            verbs=("touches", "opens", "writes", "calls"),
            channels=("web", "phone"),
        ),
    )
    assert (clock.each, clock.recurs, clock.restarts_with_severity) == (
        True, False, False
    )  # fmt: skip
    assert clock.met == (Trigger(role="desk", verbs=("replies",)), Trigger())
    assert clock.met[1].is_resolution
    assert clock.pauses == (
        PauseWaiting(role="customer"),
        PauseWhile(condition=Is(Subject("fact", "patched"), (False,))),
    )
    assert clock.restarts == (Trigger(role="customer", verbs=("reopens",)),)


def test_limits_keep_their_kind_of_time_apart(policy: Policy) -> None:
    limits = [(t.binding, t.severities, t.limit) for t in policy.targets]
    hours = During("desk_hours")
    assert limits == [
        (
            True,
            ("high",),
            Limit(kind="within", length=timedelta(minutes=15), measure=Always()),
        ),
        (True, ("high",), Limit(kind="within", name="answer_in", measure=hours)),
        (False, ("low",), Limit(kind="within", business_days=2, measure=hours)),
    ]
    assert {t.bearer for t in policy.targets} == {"acme"}


def test_a_clause_for_an_addon_binds_its_rules_and_their_citations(
    policy: Policy,
) -> None:
    rule = policy.targets[0]
    assert rule.on == Is(Subject("addon"), ("night",))
    assert rule.despite == ("C7",)
    assert rule.clauses == ("C6", "C5", "C4")


def test_a_rule_cites_its_own_clause_and_those_that_define_what_it_names(
    policy: Policy,
) -> None:
    rule = policy.targets[2]
    assert rule.clauses == ("C7", "C5", "C1")
    assert rule.readings == ("day_and_night", "bridge_day")


def test_a_severity_rests_on_terms_and_assessments_all_the_way_down(
    policy: Policy,
) -> None:
    high, low = policy.severities
    assert (high.when, low.when) == (TermIs("grave", True), TermIs("grave", False))
    assert high.clauses == ("C3", "C2")
    assert high.readings == ("who_judges",)
    assert high.assessments == ("halted",)


def test_a_severity_after_for_does_not_bring_its_clause(policy: Policy) -> None:
    (collection,) = policy.collections
    assert collection.severities == ("high",)
    assert collection.clauses == ("C8",)


def test_a_definition_has_the_clauses_it_rests_on(policy: Policy) -> None:
    assert policy.calendars["desk_hours"].clauses == ("C1",)
    assert policy.calendars["desk_hours"].readings == ("bridge_day",)
    assert policy.terms["grave"].clauses == ("C2",)
    assert policy.facts["load"].clauses == ()


def test_conditions_are_typed(policy: Policy) -> None:
    assert policy.terms["grave"].means == All(
        (
            Is(Subject("fact", "halted"), (True,)),
            Bound(Subject("fact", "load"), "at least", Decimal(90)),
        )
    )
    (escalation, after, warning) = policy.alerts
    assert escalation.when == ClockIs("answer", ("breached",))
    assert (escalation.hours, escalation.clock) == ("desk_hours", None)
    assert after.timing == AfterElapsed(timedelta(minutes=15))
    assert (warning.timing, warning.clause) == (AtShare(Decimal("0.8")), None)


def test_each_service_of_a_grant_is_a_grant(policy: Policy) -> None:
    (grant,) = policy.grants
    assert (grant.service, grant.without) == ("patching", ("training",))
    (quota,) = policy.quotas
    assert (quota.count, quota.each, quota.zone) == (6, "contract_year", "UTC")


def test_silence_and_agreement_end_a_case(policy: Policy) -> None:
    agreed, silent = policy.resolutions
    assert agreed.parties == ("acme", "customer")
    assert silent.silence is not None
    assert silent.silence.limit.business_days == 10


def test_people_keep_what_is_left_to_them(policy: Policy) -> None:
    assert policy.clauses["C9"].left_to_people == "it is about good manners"
    assert policy.clauses["C9"].places == (("msa", "9"),)


def test_labels_are_bound_to_names_clauses_and_values(policy: Policy) -> None:
    found = [(each.name, each.value, each.text) for each in policy.labels]
    assert found == [
        ("answer", None, "Odpowiedź"),
        ("C5", None, "Odpowiedzi"),
        ("patched", "yes", "Tak"),
    ]


def test_properties_are_claims_about_every_case(policy: Policy) -> None:
    (known,) = policy.properties
    assert known.where == All(
        (Is(Subject("severity"), ("high",)), Is(Subject("addon"), ("night",)))
    )
    due, state, order = known.claims
    assert getattr(due, "length", None) == timedelta(minutes=15)
    assert getattr(state, "negated", None) is True
    assert getattr(order, "than", None) == "low"


def test_the_hash_of_one_text_is_that_of_the_text(policy: Policy) -> None:
    assert policy.sha256 == sha256(MEDIUM.read_bytes()).hexdigest()


def test_line_ends_do_not_change_the_hash() -> None:
    text = MEDIUM.read_text("utf-8")
    crlf = slapolicy.loads(text.replace("\n", "\r\n"), name="medium.sla")
    assert crlf.sha256 == slapolicy.loads(text, name="medium.sla").sha256


TABLES = """
agreement t "T" {
  supplied by bird "Bird" to customer "Customer"
}
plan silver "Silver"
plan gold "Gold"
fact impact "Impact": great, middling or small
fact urgency "Urgency": now or soon
service advice "Advice"
service visits "Visits"
clock answer "Answer" { starts when customer opens  met when bird replies }
clock update "Update" { starts when customer opens  met when bird updates }
calendar h "H" { zone UTC  open Mon-Fri 09:00-17:00  business days run to closing }
clause T1 "Severities" {
  severity s1 "One" level 1
  severity s2 "Two" level 2
  severities {
    | impact | urgency | severity |
    | great  | now     | s1       |
    | great  | soon    | s2       |
    | small  | -       | s2       |
  }
}
clause T2 "Silver" on silver {
}
promises during h {
  | clause | plan | severity | answer          | update         |
  | T2     | -    | s1       | 1 hour          | every 2 hours  |
  | -      | gold | s2       | 2 business days | no stated time |
  | T1     | -    | -        | 15 minutes 24x7 | -              |
}
grants {
  | service | silver | gold |
  | advice  | yes    | 6    |
  | visits  | no     | -    |
}
"""


def test_rows_of_severities_are_alternatives_of_one_severity() -> None:
    s1, s2 = slapolicy.loads(TABLES).severities
    great, small = Subject("fact", "impact"), Subject("fact", "urgency")
    assert s1.when == All((Is(great, ("great",)), Is(small, ("now",))))
    assert str(s2.when).count("Is(") == 3
    assert s2.clauses == ("T1",)


def test_rows_of_promises_take_the_plan_of_their_clause_or_cell() -> None:
    found = [
        (each.clause, each.clock, each.severities, each.limit.kind, each.on)
        for each in slapolicy.loads(TABLES).targets
    ]
    silver = Is(Subject("plan"), ("silver",))
    gold = Is(Subject("plan"), ("gold",))
    assert found == [
        ("T2", "answer", ("s1",), "within", silver),
        ("T2", "update", ("s1",), "every", silver),
        (None, "answer", ("s2",), "within", gold),
        (None, "update", ("s2",), "no_stated_time", gold),
        ("T1", "answer", (), "within", None),
    ]


def test_a_cell_with_hours_of_its_own_keeps_them() -> None:
    measures = [each.limit.measure for each in slapolicy.loads(TABLES).targets]
    assert measures[0] == During("h")
    assert measures[4] == Always()


def test_a_clock_with_an_interval_recurs() -> None:
    clocks = slapolicy.loads(TABLES).clocks
    assert (clocks["answer"].recurs, clocks["update"].recurs) == (False, True)


def test_yes_and_numbers_in_a_table_are_grants_on_that_plan() -> None:
    found = [(g.service, g.on, g.quota) for g in slapolicy.loads(TABLES).grants]
    assert found == [
        ("advice", Is(Subject("plan"), ("silver",)), None),
        ("advice", Is(Subject("plan"), ("gold",)), 6),
    ]


DEADLINE = """
agreement d "D" {
  supplied by bird "Bird" to customer "Customer"
}
event claim "Claims a credit"
parameter hq_zone "Zone of the headquarters": zone otherwise Europe/Warsaw
clause D1 "Claims" {
  right credit of customer "have a credit"
  deadline claim of customer within 30 calendar days in hq_zone after bird resolves
    or credit lapses
}
"""


def test_a_deadline_is_a_clock_met_by_the_party_doing_what_it_names() -> None:
    policy = slapolicy.loads(DEADLINE)
    clock = policy.clocks["claim"]
    assert clock.starts == (Trigger(role="bird", verbs=("resolves",)),)
    assert clock.met == (Trigger(role="customer", verbs=("claim",)),)
    (target,) = policy.targets
    assert (target.bearer, target.loses) == ("customer", "credit")
    limit = Limit(kind="within", calendar_days=30, measure=InZone("hq_zone"))
    assert target.limit == limit
