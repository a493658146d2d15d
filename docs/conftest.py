"""Runs the examples of every page as tests, a page at a time and in order."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "_ext"))


class ExampleError(AssertionError):
    """An example of a page that does not do what the page says."""


OPTIONAL = re.compile(
    r"^(?:>>> )?import (pyarrow|polars|duckdb|pyspark)\b", re.MULTILINE
)


def needs(page: str) -> list[str]:
    """Give the packages that a page shows and that need not be there."""
    return OPTIONAL.findall(page)


class PageFile(pytest.File):
    """A page of the documentation."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give its one test."""
        yield PageItem.from_parent(self, name="examples")


class PageItem(pytest.Item):
    """All examples of a page, in order."""

    def runtest(self) -> None:
        """Run them in a folder of their own."""
        from tempfile import TemporaryDirectory

        from page_examples import Page

        for module in needs(self.path.read_text(encoding="utf-8")):
            pytest.importorskip(module, reason=f"{self.path.name} shows {module}")
            if module == "pyspark" and shutil.which("java") is None:
                pytest.skip(f"{self.path.name} shows Spark, and Java is absent")

        with TemporaryDirectory() as folder:
            page = Page(self.path, Path(folder))
            page.run()
        if page.problems:
            raise ExampleError("\n\n".join(page.problems))

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,  # noqa: ARG002  # as pytest calls it
    ) -> str:
        """Say what went wrong in the page, and nothing of how it was run."""
        if isinstance(excinfo.value, ExampleError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))


def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """Take every page but what Sphinx built."""
    if file_path.suffix == ".md" and "_build" not in file_path.parts:
        return PageFile.from_parent(parent, path=file_path)
    return None
