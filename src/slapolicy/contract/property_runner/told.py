"""A claim, and a case that refutes it, in the words of the policy: a small scenario."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import groupby
from typing import assert_never

from slapolicy.contract.policy import Policy
from slapolicy.contract.property import Claim, ClaimDue, ClaimOrder, ClaimState
from slapolicy.contract.property_runner.draft import Act, Draft, Json
from slapolicy.contract.scenario_runner import about_words
from slapolicy.contract.wording import instant_words, length_words, trigger_words
from slapolicy.worktime import parse_duration


def claim_words(claim: Claim) -> str:
    """Give what a claim expects, as the language writes it (without `expect`)."""
    match claim:
        case ClaimState(expectation=asked, negated=negated):
            per = f" per {', '.join(asked.clauses)}" if asked.clauses else ""
            verb = "is not" if negated else "is"
            return f"{about_words(asked)} {verb} {asked.state}{per}"
        case ClaimDue():
            return (
                f"{claim.clock} is due {claim.bound} {length_words(claim.length)} "
                f"after {trigger_words(claim.after)}"
            )
        case ClaimOrder():
            return (
                f"{claim.clock} for {claim.severity} is due no later than for "
                f"{claim.than}"
            )
        case _:
            assert_never(claim)


def story_words(policy: Policy, draft: Draft) -> str:
    """Tell a case as the lines of a scenario: what is given, what happens, when.

    Of a case that is compared with another, what differs there follows as a remark.
    """
    zone = policy.agreement.zone
    lines = [f"zone {zone}", *_given(policy, draft)]
    for act in draft.acts:
        lines += _act(policy, act, zone)
    lines.append(f"at {instant_words(draft.at, zone)}")
    second = draft.second
    if second is not None:
        lines.append("# beside the same case with")
        lines += (f"#   {line}" for line in _given(policy, second))
        for act in second.acts:
            if act.type == "changes":
                lines += (f"#   {line}" for line in _act(policy, act, zone))
    return "".join(f"  {line}\n" for line in lines)


def _given(policy: Policy, draft: Draft) -> Iterator[str]:
    said = [] if draft.plan is None else [f"plan is {draft.plan}"]
    if draft.addons is not None:
        said += [f"addon is {name}" for name in draft.addons or ("none",)]
    if draft.severity is not None:
        said.append(f"severity is {draft.severity}")
    calendars = []
    for name, value in {**draft.parameters, **draft.facts}.items():
        if isinstance(value, Mapping):
            calendars += [f"given {name} {{", *_hours(value), "}"]
        else:
            said.append(f"{name} is {_value(policy, name, value)}")
    said += [f"{count} {service} used" for service, count in draft.used.items()]
    if said:
        yield f"given {', '.join(said)}"
    yield from calendars


def _hours(value: Mapping[str, Json]) -> Iterator[str]:
    yield f"  zone {value['zone']}"
    for spans, days in groupby(value["week"].items(), key=lambda item: item[1]):
        names = [day.title() for day, _ in days]
        first_to_last = names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"
        yield f"  open {first_to_last} {', '.join(spans)}"
    yield "  business days run to closing"


def _act(policy: Policy, act: Act, zone: str) -> Iterator[str]:
    at = instant_words(act.at, zone)
    for name, value in act.facts.items():
        yield f"{at} {name} becomes {_value(policy, name, value)}"
    if act.type != "changes":
        via = "" if act.via is None else f" via {act.via}"
        whom = "" if act.waits_for is None else f" for {act.waits_for}"
        yield f"{at} {_by(policy, act)} {act.type}{whom}{via}"


def _by(policy: Policy, act: Act) -> str:
    if act.by is not None:
        return act.by
    agreement = policy.agreement
    return (agreement.customer if act.type == "withdraws" else agreement.supplier).name


def _value(policy: Policy, name: str, value: Json) -> str:
    declared = policy.facts.get(name) or policy.parameters.get(name)
    match value:
        case bool():
            return "yes" if value else "no"
        case str() if declared is not None and declared.type.kind == "duration":
            return length_words(timedelta(microseconds=parse_duration(value)))
        case str() if declared is not None and declared.type.kind == "text":
            return f'"{value}"'
        case _:
            return str(value)
