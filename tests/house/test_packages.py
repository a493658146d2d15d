"""The wheel, the sdist and the editable install: each built, installed and used."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from house.tree import PACKAGE, ROOT, files, readme_commands, run

EXAMPLE = readme_commands()[0].rpartition("slapolicy evaluate ")[2].split()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the project, so that building leaves nothing in it."""
    target = tmp_path_factory.mktemp("copy")
    for path in files():
        place = target / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place, follow_symlinks=False)
    return target


def names_in(folder: Path, root: Path) -> set[str]:
    """Give the files under a folder, by their paths from a root."""
    return {each.relative_to(root).as_posix() for each in files(folder)}


def build(copy: Path, kind: str, folder: Path) -> Path:
    """Build a wheel or an sdist without the network."""
    run(
        "-m", "build", "--no-isolation", f"--{kind}", "--outdir", str(folder), str(copy)
    )
    (built,) = folder.iterdir()
    return built


def used(folder: Path, *what: str) -> None:
    """Install into an environment of its own, and use slapolicy there as users do."""
    here = folder / "venv"
    run("-m", "venv", "--without-pip", str(here))
    python = here / "bin" / "python"
    (libraries,) = (here / "lib").glob("python*/site-packages")
    ours = [each for each in sys.path if each.endswith("site-packages")]
    (libraries / "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    run(
        *("-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"),
        *("--no-index", "--no-build-isolation", "--disable-pip-version-check", *what),
    )
    for name in ("policies", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    answer = subprocess.run(
        [str(here / "bin" / "slapolicy"), "evaluate", *EXAMPLE],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "due" in answer.stdout
    program = "import slapolicy; print(slapolicy.__file__)"
    where = subprocess.run(
        [str(python), "-c", program],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert Path(where.stdout.strip()) != PACKAGE / "__init__.py"


def test_the_wheel_holds_the_package_whole_and_nothing_else(
    copy: Path, tmp_path: Path
) -> None:
    wheel = build(copy, "wheel", tmp_path / "dist")
    held = {
        each for each in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in each
    }
    written = {each.removeprefix("src/") for each in names_in(copy / "src", copy)}
    assert held == written
    assert "slapolicy/language/slapolicy.lark" in held
    assert "slapolicy/language/slapolicy.tables.json" in held
    assert "slapolicy/pages/SLA001.md" in held
    assert "slapolicy/py.typed" in held
    used(tmp_path, str(wheel))


def test_the_sdist_holds_what_the_tests_need_and_installs(
    copy: Path, tmp_path: Path
) -> None:
    sdist = build(copy, "sdist", tmp_path / "dist")
    with tarfile.open(sdist) as archive:
        held = {each.partition("/")[2] for each in archive.getnames()}
    made = {"PKG-INFO", ""}
    written = names_in(copy, copy)
    folders = {parent for each in held for parent in _above(each)}
    assert written - held == set()
    assert held - folders - written - made == set()
    used(tmp_path, str(sdist))


def test_an_editable_install_finds_the_grammar_and_the_pages(
    copy: Path, tmp_path: Path
) -> None:
    used(tmp_path, "--editable", str(copy))


def _above(name: str) -> list[str]:
    return [each.as_posix() for each in Path(name).parents]
