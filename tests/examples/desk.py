"""A helpdesk that runs, on either database, and a browser that reads its pages."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
HELPDESK = ROOT / "examples" / "helpdesk"
DATABASES = ("sqlite", "postgresql")


@frozen
class Desk:
    """A helpdesk that is served, and its settings."""

    address: str
    settings: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command of the helpdesk; give what it prints.

        Raises:
            subprocess.CalledProcessError: with what it printed, if it fails.
        """
        command = [sys.executable, str(HELPDESK / "manage.py"), *arguments]
        done = subprocess.run(
            command, env=self.settings, check=True, capture_output=True, text=True
        )
        return done.stdout


def kept(settings: dict[str, str]) -> Desk:
    """Give a helpdesk that is not served, so that nobody looks at its tickets."""
    desk = Desk("", {**os.environ, **settings})
    desk.manage("migrate", "--verbosity=0")
    return desk


@contextmanager
def served(settings: dict[str, str], *options: str) -> Iterator[Desk]:
    """Start the helpdesk by its one command."""
    port = free_port()
    command = [sys.executable, str(HELPDESK), "--port", str(port), *options]
    environment = {**os.environ, **settings, "HELPDESK_SECRET": "of no use elsewhere"}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        address = f"http://127.0.0.1:{port}"
        try:
            if not _answers(address, process):
                output.seek(0)
                raise AssertionError(output.read().decode())
            yield Desk(address, environment)
        finally:
            process.terminate()
            process.wait()


def _answers(address: str, process: "subprocess.Popen[bytes]") -> bool:
    for _ in range(600):
        if process.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(address):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of its own; give the address of a database."""
    binaries = postgresql_binaries()
    assert binaries is not None
    as_user: list[str] = []
    # not in pytest's folder, which nobody but its owner may enter
    with tempfile.TemporaryDirectory(prefix="helpdesk-") as folder:
        if os.geteuid() == 0:  # PostgreSQL refuses to be run by root
            as_user = ["runuser", "-u", "postgres", "--"]
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)

        def run(program: str, *arguments: str) -> None:
            command = [*as_user, str(binaries / program), *arguments]
            done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
            assert done.returncode == 0, done.stdout + done.stderr

        data, port = f"{folder}/data", free_port()
        run("initdb", "-D", data, "-U", "desk", "--auth=trust", "-E", "UTF8")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
        log = f"{folder}/log"
        run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        try:
            yield f"postgresql://desk@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def postgresql_binaries() -> Path | None:
    """Give where PostgreSQL's programs are, if it is installed."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return places[-1].parent if places else None
