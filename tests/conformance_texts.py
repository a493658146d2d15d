"""Texts of the conformance kit: bad policies, bad cases, sentences of the language.

The rows are those of `corpus/` and of `grammar/`, with the findings that people wrote
beside them: a code and where it stands. Nothing is checked or parsed here.
"""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path

import corpus_reader
from conformance_writing import Plain, lines

TESTS = Path(__file__).resolve().parent
CORPUS, GRAMMAR = TESTS / "corpus", TESTS.parent / "grammar"
LONG = 10_000
OUTCOMES = {
    "reject": "refused",
    "refuse": "refused",
    "accept": "accepted",
    "warn": "accepted",
}
REPEATED = re.compile(r"(.)\1{200,}", re.DOTALL)
OF_PYTHON = ("C15", "C16", "X14")
"""Batches, and how many findings are listed: they say nothing of one case."""


def text_of(given: bytes | str) -> Plain:
    """Give a text as rows have it: lines, repeated pieces, or bytes."""
    try:
        text = given.decode("utf-8") if isinstance(given, bytes) else given
        text.encode("utf-8")
    except UnicodeError:
        if isinstance(given, str):
            given = given.encode("utf-8", "surrogateescape")
        return {"base64": base64.b64encode(given).decode("ascii")}
    if len(text) <= LONG:
        return {"text": lines(text)}
    pieces, end = [], 0
    for match in REPEATED.finditer(text):
        pieces += [[text[end : match.start()], 1], [match[1], len(match[0])]]
        end = match.end()
    return {"pieces": [each for each in [*pieces, [text[end:], 1]] if each[0]]}


# ------------------------------------------------------------------ policies
def vocabularies() -> dict[str, list[str]]:
    """Give the texts that policies of the corpus import, by their names."""
    words = sorted((CORPUS / "words").glob("*.sla"))
    return {path.name: lines(path.read_text("utf-8")) for path in words}


def chunks(path: Path) -> Iterator[Plain]:
    """Give the texts of a file of the corpus, each with what is to be found in it."""
    for number, chunk in enumerate(corpus_reader.chunks(path), start=1):
        try:
            row = {"id": f"{path.stem}-{number}"} | text_of(chunk.text)
        except UnicodeEncodeError:
            continue  # half a character, which no file can hold
        if chunk.near_miss is None:
            found = [{"code": code, "line": line} for line, code in chunk.expected]
            yield row | {"kinds": list(chunk.kinds), "findings": found}
        else:
            yield row | {"without": chunk.near_miss}


def policies() -> Iterator[Plain]:
    """Give the policies that the trust plan lists."""
    expected = json.loads((CORPUS / "policy" / "expected.json").read_text("utf-8"))
    for name, row in expected["files"].items():
        found = [
            {"code": c, "line": at, "column": column}
            for c, at, column in row["findings"]
        ]
        yield (
            {"id": name.removesuffix(".sla")}
            | text_of((CORPUS / "policy" / name).read_bytes())
            | {"outcome": OUTCOMES[row["outcome"]], "findings": found}
        )


# ------------------------------------------------------------------ cases
def policy() -> Plain:
    """Give the policy against which the bad cases are read."""
    path = TESTS / "conformance_policy.sla"
    return {"name": "handmade.sla", "text": lines(path.read_text("utf-8"))}


def cases() -> Iterator[Plain]:
    """Give the cases that the trust plan lists."""
    expected = json.loads((CORPUS / "case" / "expected.json").read_text("utf-8"))
    for name, row in expected.items():
        if name.startswith(OF_PYTHON):
            continue
        data = (CORPUS / "case" / name).read_bytes()
        given = text_of(data.replace(b'"hours"', b'"agreed_hours"'))
        if name.endswith(".recipe"):
            recipe = json.loads(data)
            repeated = [recipe["repeat"], recipe["times"]]
            given = {"pieces": [[recipe["before"], 1], repeated, [recipe["after"], 1]]}
        lenient = {"lenient": OUTCOMES[row["lenient"]]} if "lenient" in row else {}
        yield (
            {"id": name.split(".")[0], "says": row["says"]}
            | given
            | {"outcome": OUTCOMES[row["outcome"]]}
            | lenient
            | {"findings": [{"code": c, "path": _path(p)} for c, p in row["findings"]]}
        )


def _path(path: str) -> str:
    return path.replace("$.parameters.hours", "$.parameters.agreed_hours")


# ------------------------------------------------------------------ the language
def examples() -> Iterator[Plain]:
    """Give the examples of the language report, a rule's two after each other."""
    frame = rule = ""
    for line in (GRAMMAR / "README.md").read_text("utf-8").splitlines():
        if match := re.fullmatch(r"Examples stand in `(.*)`\.", line):
            frame = match[1]
        elif line == "Examples are whole files.":
            frame = "…"
        elif match := re.fullmatch(r"### `(\w+)`", line):
            rule = match[1]
        elif match := re.fullmatch(r"- (accepted|rejected): `(.*)`", line):
            text = frame.replace("…", match[2].replace("⏎", "\n"))
            yield _sentence(f"{rule}-{match[1]}", text, match[1] == "accepted")


def files() -> Iterator[Plain]:
    """Give the small files beside the report."""
    for folder in ("accept", "reject"):
        for path in sorted((GRAMMAR / folder).glob("*.sla")):
            text = path.read_text("utf-8")
            yield _sentence(f"{folder}-{path.stem}", text, folder == "accept")


def _sentence(name: str, text: str, is_accepted: bool) -> Plain:
    return {"id": name.replace("_", "-"), "text": lines(text), "accepted": is_accepted}
