"""Builds the playground: `python playground/build.py [FOLDER]`.

What comes out is a folder of plain files for any web server: Python for the browser
(Pyodide), slapolicy with what it needs, the contracts, and the page. Needs npm. Without
a folder it is put where the documentation takes it from.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYODIDE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
UNNEEDED = ("RECORD", "WHEEL", "INSTALLER", "direct_url.json", "entry_points.txt")
FIXED = (1980, 1, 1, 0, 0, 0)


def main(arguments: list[str]) -> int:
    """Build it; give the exit status."""
    if shutil.which("npm") is None:
        print("npm is needed to build the playground", file=sys.stderr)
        return 2
    target = Path(arguments[0]).resolve() if arguments else HERE / "dist" / "playground"
    build(target)
    size = sum(each.stat().st_size for each in target.rglob("*") if each.is_file())
    print(f"{target}: {size / 1e6:.1f} MB")
    return 0


def build(target: Path) -> None:
    """Write the whole playground into a folder, which is made anew."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "pyodide").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _bundle(work, target)
        _pack_packages(work / "wheels", target / "packages.zip")
    for name in ("index.html", "playground.css"):
        shutil.copy(HERE / "src" / name, target / name)
    _pack_policies(target)


def _bundle(work: Path, target: Path) -> None:
    """Install what the page is made of, and put each script into one file."""
    shutil.copy(HERE / "package.json", work)
    shutil.copytree(HERE / "src", work / "src")
    _run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", at=work)
    for name in PYODIDE:
        shutil.copy(work / "node_modules" / "pyodide" / name, target / "pyodide")
    _run(
        "node_modules/.bin/esbuild", "src/main.js", "src/worker.js", "--bundle",
        "--format=esm", "--minify", "--external:./pyodide/*", f"--outdir={target}",
        "--log-level=warning", at=work,
    )  # fmt: skip


def _pack_packages(wheels: Path, archive: Path) -> None:
    """Put slapolicy, all that it needs, and the bridge into one archive."""
    _run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(wheels),
        str(ROOT), at=ROOT,
    )  # fmt: skip
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        _put(packed, "bridge.py", (HERE / "src" / "bridge.py").read_bytes())
        for wheel in sorted(wheels.glob("*.whl")):
            with zipfile.ZipFile(wheel) as made:
                for name in sorted(made.namelist()):
                    if name.rsplit("/", 1)[-1] not in UNNEEDED and name[-1] != "/":
                        _put(packed, name, made.read(name))


def _pack_policies(target: Path) -> None:
    """Lay the contracts beside the page, and into the worker's own folder."""
    (target / "policies").mkdir()
    with zipfile.ZipFile(target / "policies.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for policy in sorted((ROOT / "policies").iterdir()):
            if policy.name.endswith((".sla", ".sla.md")):
                shutil.copy(policy, target / "policies")
                _put(packed, policy.name, policy.read_bytes())


def _put(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, content)


def _run(*command: str, at: Path) -> None:
    done = subprocess.run(command, cwd=at, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SystemExit(done.returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
