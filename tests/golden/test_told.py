"""What is said of a text, and what it means, stands under its lines: see `told`.

It was worked out from the reference of the language and read aloud before it was
blessed.
"""

import pytest

from told import FOLDER, Told, texts

FILES = texts()
TEXTS = [each for found in FILES.values() for each in found]


@pytest.fixture(scope="module", autouse=True)
def _blessed(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--bless", default=False):
        for name, found in FILES.items():
            made = "---\n".join(each.retold() for each in found)
            (FOLDER / name).write_text(made, encoding="utf-8")
        pytest.exit("written; read the diff", 0)


@pytest.mark.parametrize("text", TEXTS, ids=[each.name for each in TEXTS])
def test_each_line_says_what_was_read_aloud(text: Told) -> None:
    assert text.retold() == text.written
