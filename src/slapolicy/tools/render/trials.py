"""Trials of scenarios and properties for machines: JUnit, JSON, GitHub's commands."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree as ET  # written here, never read

from slapolicy.contract.wording import counted
from slapolicy.source import Span
from slapolicy.tools.render.github import command
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.record import where
from slapolicy.tools.render.words import ENGLISH, Words
from slapolicy.tools.trials import Miss, Trial


def as_text(trial: Trial, spoken: Words = ENGLISH) -> str:
    """Write a failed trial as people read it; nothing of one that passed."""
    if trial.passed:
        return ""
    return "".join(f"{escape(line)}\n" for line in lines(trial, spoken))


def headline(trial: Trial, spoken: Words = ENGLISH) -> str:
    """Give the line under which a failed trial is told."""
    place = trial.file if trial.span is None else trial.span
    if trial.kind == "policy":
        return f"{place}: {spoken.say('failed: the policy cannot be loaded')}"
    row = f", row {trial.row}" if trial.row is not None else ""
    return f"{place}: " + spoken.say(f'failed: {trial.kind} "{trial.title}"{row}')


def lines(trial: Trial, spoken: Words = ENGLISH) -> Iterator[str]:
    """Give a failed trial as lines: what was expected, what was found, a case."""
    say = spoken.say
    heads = [f"{say('expected')}:", f"{say('found')}:"]
    width = max(map(len, heads))
    yield headline(trial, spoken)
    for miss in trial.misses:
        yield f"{miss.span}: {miss.message}" if miss.span else miss.message
        if miss.expected:
            for head, told in zip(heads, (miss.expected, miss.found), strict=True):
                if told:
                    yield f"     | {head:<{width}} {told}"
        if miss.case is None:
            continue
        yield f"     | {say('the smallest case found, as a scenario tells it:')}"
        yield from (f"     | {line}" for line in miss.words.splitlines())
        yield f"     | {say('and as JSON')}: {json.dumps(miss.case)}"
        if miss.other is not None:
            yield f"     | {say('beside')}: {json.dumps(miss.other)}"


def how_known(trials: Iterable[Trial], spoken: Words = ENGLISH) -> str:
    """Say of the properties that hold which were decided exactly, which searched."""
    said = []
    held = [each for each in trials if each.how is not None and each.passed]
    for how, words, proof in (
        ("exact", "decided exactly", ""),
        ("searched", "searched", ", which is no proof"),
    ):
        mine = [each for each in held if each.how == how]
        if mine:
            cases = counted(sum(each.cases for each in mine), "case")
            said.append(spoken.say(f"{len(mine)} {words}, in {cases}{proof}"))
    return f"{spoken.say('properties that hold')}: {'; '.join(said)}\n" if said else ""


def as_junit(trials: Sequence[Trial]) -> str:
    """Write a JUnit file: a suite a policy, a case a scenario or property."""
    root = ET.Element("testsuites", tests=str(len(trials)))
    root.set("failures", str(sum(not each.passed for each in trials)))
    for file, group in groupby(trials, key=lambda each: each.file):
        mine = list(group)
        suite = ET.SubElement(root, "testsuite", name=escape(file))
        suite.set("tests", str(len(mine)))
        suite.set("failures", str(sum(not each.passed for each in mine)))
        suite.set("errors", "0")
        for each in mine:
            case = ET.SubElement(suite, "testcase", name=escape(each.name))
            folders = [part for part in PurePath(file).parts if part.strip("./\\")]
            case.set("classname", escape(".".join([*folders, each.kind])))
            case.set("file", escape(file))
            case.set("line", str(each.line))
            if each.misses:
                failure = ET.SubElement(case, "failure")
                failure.set("message", escape(each.misses[0].message))
                failure.text = as_text(each)
            if each.how is not None and each.passed:
                ET.SubElement(case, "system-out").text = how_known([each])
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def as_json(trials: Iterable[Trial], coverage: Sequence[Any] | None = None) -> str:
    """Write `{"schema": 1, "passed": …, "failed": …, "trials": […]}`."""
    told = [_record(each) for each in trials]
    passed = sum(each["passed"] for each in told)
    log: dict[str, Any] = {
        "schema": 1,
        "passed": passed,
        "failed": len(told) - passed,
        "trials": told,
    }
    if coverage is not None:
        log["coverage"] = list(coverage)
    return json.dumps(log, indent=2) + "\n"


def as_github(trials: Iterable[Trial]) -> str:
    """Write one `::error file=…,line=…::message` for each thing that is not as said."""
    return "".join(
        command("error", _place(miss, each), f"{each.kind} failed", _data(miss, each))
        + "\n"
        for each in trials
        for miss in each.misses
    )


def _data(miss: Miss, trial: Trial) -> list[str]:
    told = [] if trial.kind == "policy" else [escape(f"{trial.name}:")]
    return [*told, escape(miss.message), *map(escape, miss.words.splitlines())]


def _place(miss: Miss, trial: Trial) -> dict[str, Any]:
    span = miss.span or trial.span
    return {"file": trial.file} if span is None else where(span)


def _record(trial: Trial) -> dict[str, Any]:
    return {
        "kind": trial.kind,
        "title": trial.title,
        "row": trial.row,
        "name": trial.name,
        "passed": trial.passed,
        **_spot(trial.span, trial.file),
        "how": trial.how,
        "cases": trial.cases if trial.how is not None else None,
        "clauses": list(trial.clauses),
        "failures": [
            {
                "message": miss.message,
                **_spot(miss.span, trial.file),
                "expected": miss.expected or None,
                "found": miss.found or None,
                "case": miss.case,
                "other": miss.other,
                "at": miss.at,
                "words": miss.words or None,
            }
            for miss in trial.misses
        ],
    }


def _spot(span: Span | None, file: str) -> dict[str, Any]:
    if span is None:
        return {"file": file, "line": None, "column": None}
    place = where(span)
    return {key: place[key] for key in ("file", "line", "column")}
