"""Every chunk of the corpus gives the findings it says, on the lines it says."""

import pytest

from corpus_reader import Chunk, all_chunks

CHUNKS = all_chunks()


@pytest.mark.parametrize("chunk", CHUNKS, ids=[chunk.name for chunk in CHUNKS])
def test_a_chunk_gives_the_findings_it_names(chunk: Chunk) -> None:
    found = chunk.found()
    if chunk.near_miss is None:
        assert found == chunk.expected, chunk.text[:3000]
    else:
        assert chunk.near_miss not in {code for _, code in found}


def test_every_code_that_is_found_has_its_near_miss() -> None:
    found = {code for chunk in CHUNKS for _, code in chunk.expected}
    missed = {chunk.near_miss for chunk in CHUNKS if chunk.near_miss}
    assert found == missed
