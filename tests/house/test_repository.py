"""What the repository keeps to itself: no registry, no lock, no machine is named."""

from house.tree import ROOT, files, name_of

# written in parts, so that this file does not name them either
HOSTS = (
    ("py", "pi.org"),
    ("python", "hosted.org"),
    ("npm", "js.org"),
    ("npm", "js.com"),
    ("deb.", "debian.org"),
    ("crates", ".io"),
    ("proxy.", "golang.org"),
)
PATHS = (("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"))


def texts() -> dict[str, str]:
    """Give every file of the project that is text."""
    return {
        name_of(each): each.read_text(encoding="utf-8", errors="replace")
        for each in files()
    }


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = [
        f"{name}: {''.join(host)}"
        for name, text in texts().items()
        for host in HOSTS
        if "".join(host) in text.lower()
    ]
    assert found == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{name}: {''.join(path)}"
        for name, text in texts().items()
        for path in PATHS
        if "".join(path) in text
    ]
    assert found == []


def test_no_file_locks_or_lists_versions_beside_pyproject() -> None:
    found = [
        name_of(each)
        for each in files()
        if each.suffix == ".lock"
        or each.name.endswith("-lock.json")
        or each.name.startswith(("requirements", "constraints", "Pipfile"))
        or each.name in {"setup.py", "setup.cfg", "tox.ini", "pytest.ini"}
    ]
    assert found == []


def test_the_ci_script_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
