"""A target about what is printed: no text of a stranger commands who reads it."""

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unicodedata import category
from xml.etree import ElementTree as ET

import slapolicy
from fuzz.dice import Dice
from fuzz.on_cases import FIXTURES, policies
from slapolicy import CaseError
from slapolicy.contract.case_reader import read_text
from slapolicy.finding import Finding
from slapolicy.tools.render import render
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.trials import as_junit
from slapolicy.tools.trials import Trial, try_all

PIECES = (
    "\x1b[2J", "\x1b]8;;http://x\x07", "\x9b1m", "\u202e", "\u2066", "\u200b", "\r",
    "\n", "\x00", "\x08", "=cmd()", "+1", "-1", "@x", "\t", "<script>", "]]>", "&amp;",
    "::error::", "%0A", "%", "](javascript:x)", "`", "\ud800", "\ufeff", "\ufdd0",
    "\u2028", "\x85", "\U000e0041", "{0}", "%s", '"', "'", "\\", "a", " ", "Ж", "\x7f",
)  # fmt: skip
AT = datetime(2025, 5, 6, 8, tzinfo=UTC)


def printed(data: bytes) -> None:
    """Whatever a policy, a case and a file's name hold, what is printed is text.

    The outputs are: findings as text, JSON, SARIF and GitHub's commands; decisions as
    text and JSON; JUnit's XML. There is no CSV and no HTML.
    """
    draw = Dice(data)
    name = _hostile(draw)
    _findings(draw, _policy_findings(draw), name)
    _findings(draw, _case(draw), name)
    if draw.random() < 0.2:
        _junit(draw)


def _hostile(draw: Random) -> str:
    return "".join(draw.choice(PIECES) for _ in range(draw.randrange(1, 6)))


def _policy_findings(draw: Random) -> tuple[Finding, ...]:
    quoted = _hostile(draw).replace('"', "")
    text = (
        f'agreement a "{quoted}" {{\n supplied by bird "B" to customer "C"\n}}\n'
        f'channel {_hostile(draw)} "{quoted}"\nclause A1 "x" {{ grant {quoted} }}\n'
    )
    return slapolicy.api.examine_text(text, name=_hostile(draw)).findings


def _case(draw: Random) -> tuple[Finding, ...]:
    policy = policies()[draw.randrange(2)]
    told: dict[str, Any] = {
        "id": _hostile(draw),
        "facts": {"company": _hostile(draw)},
        "events": [
            {"at": AT.isoformat(), "type": "opens", "by": "customer", "via": "phone"}
        ],
    }
    if draw.random() < 0.5:
        told[_hostile(draw)] = _hostile(draw)
        told["facts"][_hostile(draw)] = _hostile(draw)
        told["events"][0]["id"] = _hostile(draw)
        told["events"][0]["by"] = _hostile(draw)
    try:
        case = read_text(policy, json.dumps(told), lenient=draw.random() < 0.5)
    except CaseError as refused:
        return refused.findings
    decision = policy.evaluate(case, at=AT + timedelta(hours=2))
    for line in decision.explain().split("\n"):
        _safe(escape(line))
    text = decision.to_json()
    assert text.isascii() or text.isprintable()
    assert json.loads(text)["case"] == case.id
    return case.findings


def _safe(text: str) -> None:
    assert not any(category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for each in text), (
        text
    )


def _findings(draw: Random, findings: tuple[Finding, ...], name: str) -> None:
    text = render(findings, "text", name=name)
    for line in text.split("\n"):
        _safe(line)
    found = json.loads(render(findings, "json", name=name))["findings"]
    assert [each["message"] for each in found] == [each.message for each in findings]
    commands = render(findings, "github", name=name)
    assert commands.count("\n") == len(findings)
    for line in commands.splitlines():
        assert line.startswith("::"), line
        _safe(line)
    if draw.random() < 0.05:
        run = json.loads(render(findings, "sarif", name=name))["runs"][0]
        assert len(run["results"]) == len(findings)


def _junit(draw: Random) -> None:
    text = (FIXTURES / "extras.sla").read_text("utf-8")
    title = _hostile(draw).replace('"', "").replace("\n", " ")
    text += (
        f'\nscenario "{title}" {{\n  zone UTC\n  2025-03-10 10:00 customer opens via '
        "phone\n  at 2025-03-10 11:00\n  expect case is resolved\n}\n"
    )
    try:
        policy = slapolicy.loads(text)
    except slapolicy.PolicyError:
        return
    trials: list[Trial] = list(try_all(policy))
    written = as_junit(trials)
    root = ET.fromstring(written)  # our own, written just now
    cases = [each.get("name") for each in root.iter("testcase")]
    assert cases == [escape(each.name) for each in trials]
    for each in root.iter():
        assert each.tag in {
            "testsuites", "testsuite", "testcase", "failure", "system-out",
        }  # fmt: skip
        for part in (*each.attrib.values(), each.text or ""):
            for line in part.split("\n"):
                _safe(line)
