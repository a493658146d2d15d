"""Targets about policies as text: any bytes, texts of the grammar, texts that load."""

import re
from functools import cache
from pathlib import Path
from random import Random
from time import process_time

import slapolicy
from fuzz.dice import Dice
from fuzz.grown import grow
from fuzz.on_cases import hold
from random_cases import instants, random_case
from reference.policies import random_policy
from slapolicy import Policy
from slapolicy.api import examine_text
from slapolicy.contract.case_schema import case_schema
from slapolicy.finding import LISTED, Finding
from slapolicy.tools.layouts import lay_out
from slapolicy.tools.trials import try_one

TESTS = Path(__file__).parents[1]
SMALL = 4_096
SECONDS = 2.0
"""How long a text of so many bytes may take, on any machine that runs tests."""
IMPORTS = (
    'agreement a "A" {\n  supplied by bird "Bird" to customer "Customer"\n}\n'
    'import email, phone, tam from "words.sla"\n'
)
READING = re.compile("SLA0[0-2]")


class Slow(Exception):  # noqa: N818 - it is what is found, not a fault of the tests
    """A small text took long."""


def parse_bytes(data: bytes) -> None:
    """Bytes have findings, each short, plain and at its place; nothing is raised.

    They are read as a policy, in Markdown too if they have its fences, or as a
    vocabulary that a policy imports.
    """
    began = process_time()
    if b"```" in data:
        findings = examine_text(data, name="policy.sla.md").findings
    elif data.startswith(b"vocabulary") or len(data) % 8 == 0:
        findings = examine_text(IMPORTS, loader=lambda _: data).findings
    else:
        findings = examine_text(data).findings
    took = process_time() - began
    if took > SECONDS * max(1, len(data) / SMALL):
        raise Slow(took)
    _hold(findings)


def parse_grammar(data: bytes) -> None:
    """What the grammar gives is read, or what it says is found wrong."""
    draw = Dice(data)
    text = grow(draw, most=draw.choice((20, 60, 200)))
    began = process_time()
    findings = examine_text(text).findings
    if (took := process_time() - began) > SECONDS:
        raise Slow(took)
    _hold(findings)
    if draw.random() < 0.2 and not any(each.is_error for each in findings):
        _hold(slapolicy.check(f"{text}\n"))


def _hold(findings: tuple[Finding, ...]) -> None:
    assert len(findings) <= LISTED + 1
    for each in findings:
        assert each.span is not None or each.code == "SLA122", each
        if each.span is not None:
            start, end = each.span.start, each.span.end
            assert 0 <= start <= end <= len(each.span.source.text), each
        for said in (each.message, each.hint or ""):
            assert len(said) <= 500, said
            assert said.isprintable(), said


def check_types(data: bytes) -> None:
    """RL-SOUND: what loads decides every case that it reads, and never fails.

    The policy is one that was changed in a few words; if it still loads, random cases
    of it are evaluated, told and written; some are asked for their history.
    """
    draw = Dice(data)
    text = _changed(draw)
    try:
        policy = slapolicy.loads(text)
    except slapolicy.PolicyError:
        return
    if draw.random() < 0.1:
        _hold(slapolicy.check(f"{text}\n"))
    if draw.random() < 0.2:
        assert case_schema(policy)
        for told in policy.scenarios[:2]:
            try_one(policy, told)
    for _ in range(2):
        try:
            case = random_case(draw, policy)
        except IndexError:  # it has no channel or no fact, so nothing can be drawn
            return
        _evaluate(draw, policy, case)


def formatted(data: bytes) -> None:
    """FM-IDEM: what is laid out is laid out already, and means the same.

    That it means the same the formatter itself looks at before it gives a text.
    """
    draw = Dice(data)
    text = _changed(draw) if draw.random() < 0.7 else grow(draw, most=60)
    before = text.encode("utf-8")
    if draw.random() < 0.2:
        before = before.replace(b"\n", b"\r\n")
    laid = lay_out(before, "policy.sla")
    _hold(laid.findings)
    if laid.after is None:
        assert laid.findings
        return
    again = lay_out(laid.after, "policy.sla")
    assert again.after == laid.after
    assert not again.is_changed


def _evaluate(draw: Random, policy: Policy, case: dict[str, object]) -> None:
    read = policy.case(case, lenient=True)
    looks = instants(draw, case)
    for at in looks:
        hold(policy.evaluate(read, at=at))
    if draw.random() < 0.1:
        assert policy.history(read, until=max(looks)) is not None


@cache
def _texts() -> tuple[str, ...]:
    paths = sorted((TESTS / "fixtures").rglob("*.sla"))
    texts = [path.read_text("utf-8") for path in paths]
    return tuple(text for text in texts if "import " not in text and len(text) < 9_000)


_TOKEN = re.compile(r'"[^"\n]*"|[0-9]+(?:[:-][0-9]+)*|[A-Za-z_]\w*(?:/\w+)*|[^\s\w]')


def _changed(draw: Random) -> str:
    """Give a policy in which words were exchanged, doubled or lost."""
    text = random_policy(draw)[1] if draw.random() < 0.3 else draw.choice(_texts())
    for _ in range(draw.choice((0, 1, 1, 2, 3))):
        if draw.random() < 0.3:
            text = _changed_line(draw, text)
            continue
        found = list(_TOKEN.finditer(text))
        here = draw.choice(found)
        like = [each[0] for each in found if _kind(each[0]) == _kind(here[0])]
        word = draw.choice(like)
        if here[0].isdigit():
            word = draw.choice((word, "0", "1", "2", "48", "3600", "999999999999"))
        text = text[: here.start()] + word + text[here.end() :]
    return text


def _kind(word: str) -> str:
    if word[0].isdigit():
        return re.sub("[0-9]+", "9", word)
    return "name" if word[0].isalpha() else word[0]


def _changed_line(draw: Random, text: str) -> str:
    lines = text.split("\n")
    at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    match draw.randrange(3):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[other])
        case _:
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)
