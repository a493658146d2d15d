"""Keeps the catalogues of findings: `python tests/finding_catalogues.py`.

What is to be translated is gathered from what findings say of the corpora: messages,
hints, notes, titles of fixes and of scenarios, made into templates. What the corpora do
not give stands in `corpus/said.txt`, one example a line. With `--check` nothing is
written, and what is not up to date gives the exit status 1; `--missing` lists what is
not translated, each with an example. Needs Babel.
"""

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages import Catalog

import told
from catalogues import FOLDER, mo_bytes, po_bytes, read_file
from corpus_reader import CORPUS, all_chunks, check
from mistakes import MISTAKES, STEMS, edited, findings, text_of
from slapolicy.contract.case import CaseError
from slapolicy.contract.case_reader import read_text
from slapolicy.contract.explanation.languages import LANGUAGES
from slapolicy.finding import Finding
from slapolicy.locales.phrases import PHRASES, items, template, unquoted_rule
from slapolicy.tools.render.words import COUNTED, SAID

OTHERS = tuple(each for each in LANGUAGES if each != "en")
_TITLE = re.compile(r'scenario "(.*?)" \{')


@cache
def texts() -> tuple[str, ...]:
    """Give what findings say, and the words around them, each once."""
    return tuple(dict.fromkeys(_texts()))


def _texts() -> Iterator[str]:
    yield from SAID
    for chunk in all_chunks():
        for finding in check(chunk.text):
            yield from said_of(finding)
    for mistake in MISTAKES:
        for key in STEMS:
            for finding in findings(edited(text_of(key), mistake, key), key):
                yield from said_of(finding)
    for finding in _of_cases():
        yield from said_of(finding)
    for each in told.texts().values():
        for text in each:
            yield from _told(text.written)
    yield from (CORPUS / "said.txt").read_text(encoding="utf-8").splitlines()


def said_of(finding: Finding) -> Iterator[str]:
    """Give all that a finding says, unless it is about a fault of our own."""
    if finding.code == "SLA900":
        return
    yield finding.message
    if finding.hint:
        yield finding.hint
    yield from (note.label for note in finding.notes)
    yield from (fix.title for fix in finding.fixes)
    for proof in finding.proofs:
        title = _TITLE.match(proof.scenario)
        assert title is not None
        yield title[1]


def _of_cases() -> Iterator[Finding]:
    import handmade

    policy = handmade.policy()
    for path in sorted((CORPUS / "case").iterdir()):
        if path.suffix in (".json", ".jsonl", ".bin") and path.stem != "expected":
            data = path.read_bytes()
            for line in data.splitlines() if path.suffix == ".jsonl" else (data,):
                for lenient in (False, True):
                    try:
                        yield from read_text(policy, line, lenient=lenient).findings
                    except CaseError as refused:
                        yield from refused.findings


def _told(written: str) -> Iterator[str]:
    """Give what stands under the lines of a told text."""
    for line in written.splitlines():
        for form in (
            r"### SLA\d+(?: at \d+)?(?: `.*?`)?: (.*)",
            r"###   hint: (.*)",
            r"###   note \S+ `.*?`: (.*)",
        ):
            if found := re.fullmatch(form, line.strip()):
                yield found[1]
                break


@cache
def wanted() -> dict[str, str]:
    """Give each template, with an example."""
    found: dict[str, str] = {}
    for text in texts():
        _gather(text, "", found)
    found.update({each: each for each in PHRASES})
    return found


def _gather(text: str, within: str, found: dict[str, str]) -> None:
    sentence, parts = template(text, within)
    if sentence == "{0}" and parts[0][1] == text:
        return
    found.setdefault(sentence, text)
    for kind, words in parts:
        for each, inside in _inner(kind, words):
            _gather(each, inside, found)


def _inner(kind: str, words: str) -> Iterator[tuple[str, str]]:
    """Give the phrases in a part that are told by themselves."""
    match kind:
        case "rule" | "standing" | "case" | "such":
            yield words, kind
        case "ruled":
            yield unquoted_rule(words), "rule"
        case "kind" | "bare" | "sort" | "block" | "message":
            yield words, ""
        case "sides" | "neither":
            yield from ((each, "side") for each in items(kind, words))
        case "names" | "things" | "two":
            yield from ((e, "") for e in items(kind, words) if not e.startswith("`"))


def path_of(language: str) -> Path:
    """Give the catalogue of a language."""
    return FOLDER / language / "LC_MESSAGES" / "findings.po"


def translated(language: str) -> dict[str, str]:
    """Give what a language says, by the template."""
    return {
        each.id: each.string
        for each in read_file(path_of(language), language)
        if isinstance(each.id, str) and isinstance(each.string, str) and each.id
    }


def missing(language: str) -> dict[str, str]:
    """Give what is not translated, with an example of each."""
    said = translated(language)
    return {each: text for each, text in wanted().items() if not said.get(each)}


def renewed(language: str) -> Catalog:
    """Give the catalogue with exactly the templates of today.

    An example stays as it was first shown, whatever becomes of the corpora.
    """
    old = read_file(path_of(language), language)
    before = {each.id: each.string for each in old if each.id}
    shown = {each.id: each.auto_comments for each in old if each.id}
    new = Catalog(locale=language, fuzzy=False)
    new.project, new.version = "slapolicy", ""
    for one, several in COUNTED:
        forms = before.get((one, several), ("",) * new.num_plurals)
        new.add((one, several), forms)
    for sentence, example in sorted(wanted().items()):
        comments = [example] if "{" in sentence else []
        new.add(
            sentence,
            before.get(sentence, ""),
            auto_comments=shown.get(sentence) or comments,
        )
    return new


def files() -> dict[Path, bytes]:
    """Give each file as it must be."""
    made: dict[Path, bytes] = {}
    for language in OTHERS:
        catalogue = renewed(language)
        made[path_of(language)] = po_bytes(catalogue)
        made[path_of(language).with_suffix(".mo")] = mo_bytes(catalogue)
    return made


def main(arguments: list[str]) -> int:
    """Write the files, say which are not as they must be, or what is not translated."""
    if "--missing" in arguments:
        lacking = {language: missing(language) for language in OTHERS}
        print(json.dumps(lacking, ensure_ascii=False, indent=1))
        return 1 if any(lacking.values()) else 0
    made = files()
    stale = [
        path
        for path, content in made.items()
        if not path.exists() or path.read_bytes() != content
    ]
    for path in stale:
        print(path.relative_to(FOLDER))
    if "--check" in arguments:
        return 1 if stale else 0
    for path, content in made.items():
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
