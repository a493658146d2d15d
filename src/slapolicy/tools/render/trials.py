"""Trials of scenarios and properties for machines: JUnit, JSON, GitHub's commands."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree as ET  # written here, never read

from slapolicy.contract.wording import counted
from slapolicy.source import Span
from slapolicy.tools.render.github import command
from slapolicy.tools.render.ink import escape
from slapolicy.tools.render.record import where
from slapolicy.tools.trials import Miss, Trial, lines


def as_text(trial: Trial) -> str:
    """Write a failed trial as people read it; nothing of one that passed."""
    if trial.passed:
        return ""
    return "".join(f"{escape(line)}\n" for line in lines(trial))


def how_known(trials: Iterable[Trial]) -> str:
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
            said.append(f"{len(mine)} {words}, in {cases}{proof}")
    return f"properties that hold: {'; '.join(said)}\n" if said else ""


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
