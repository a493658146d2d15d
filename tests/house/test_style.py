"""The checks that editors run too: ruff, mypy, import-linter."""

from house.tree import run


def test_ruff_finds_nothing() -> None:
    run("-m", "ruff", "check", "--no-cache", ".")


def test_every_file_is_formatted() -> None:
    run("-m", "ruff", "format", "--no-cache", "--check", "--diff", ".")


def test_every_type_is_right() -> None:
    run("-m", "mypy", "src", "tests")


def test_imports_go_downward_and_each_third_party_has_one_host() -> None:
    run("-c", "from importlinter.cli import lint_imports_command as c; c()")
