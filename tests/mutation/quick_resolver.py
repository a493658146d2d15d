"""Quick tests for mutants of the resolver: what is read is parsed only once.

The texts are those of `corpus/`, with code and line of each finding, and those of
`golden/told`, with every word and every value.
"""

import pytest

import corpus_reader
from corpus_reader import Chunk, all_chunks
from mutation.parsed import parse_once
from slapolicy import api
from slapolicy.contract.resolver import vocabularies
from slapolicy.finding import Finding
from slapolicy.language import parser
from told import texts

TOLD = {each.name: each for found in texts().values() for each in found}
_CODES = ("SLA2", "SLA3", "SLA40", "SLA41", "SLA42", "SLA7")

parse_once()
setattr(vocabularies, "parse", parser.parse)  # noqa: B010  # in this process alone


def _found(chunk: Chunk) -> list[tuple[int, str]]:
    """Give line and code of what the resolver finds in a text of the corpus."""
    findings: tuple[Finding, ...] = api.examine_text(
        chunk.text, name="corpus.sla", loader=corpus_reader._word
    ).findings
    return [
        (each.span.place[0] if each.span else 0, each.code)
        for each in sorted(findings, key=corpus_reader._place)
        if each.code.startswith(_CODES)
    ]


CHUNKS = {
    each.name: each
    for each in all_chunks()
    if all(code.startswith(_CODES) for _, code in each.expected)
    and set(each.kinds) & {*_CODES}
}
for _chunk in CHUNKS.values():
    _found(_chunk)
for _text in TOLD.values():
    _text.resolved()


@pytest.mark.parametrize("name", TOLD)
def test_each_line_says_what_was_read_aloud(name: str) -> None:
    assert TOLD[name].retold() == TOLD[name].written


@pytest.mark.parametrize("name", CHUNKS)
def test_a_chunk_gives_the_findings_it_names(name: str) -> None:
    chunk = CHUNKS[name]
    found = [each for each in _found(chunk) if each[1].startswith(chunk.kinds)]
    if chunk.near_miss is None:
        assert found == [*chunk.expected]
    else:
        assert chunk.near_miss not in {code for _, code in found}
