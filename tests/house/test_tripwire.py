"""What strangers send touches nothing: the interpreter itself is the witness."""

import json
import os
import subprocess
import sys
from pathlib import Path

from house.tree import ROOT

TRIPWIRE = ROOT / "tests" / "house" / "tripwire.py"
POISON = """
import io, pickle, sys
class Evil:
    def __reduce__(self):
        return (open, (sys.argv[1], "w"))
for path in sys.argv[2:]:
    with open(path, "wb") as file:
        file.write(b"a wrong digest\\n" + pickle.dumps(Evil()) * 3)
"""
WITH_CACHE = """
from functools import partial
from lark import Lark
from slapolicy.language.grammar import building
building.Lark = partial(Lark, cache=True)
building.built()
"""
AS_IT_IS = """
import slapolicy, sys
from slapolicy.language.grammar import building, reading
slapolicy.load(sys.argv[1])
reading.parser(), building.built()
"""
POLICY = ROOT / "policies" / "bird-email-premium.sla"


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run Python with an environment that has these settings."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | settings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_nothing_that_strangers_send_touches_the_world(tmp_path: Path) -> None:
    done = run(str(TRIPWIRE), TMPDIR=str(tmp_path), HOME=str(tmp_path))
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "0 kinds of trips" in done.stdout
    assert list(tmp_path.iterdir()) == []


ACTS = [
    ("first", "open('/dev/null', 'w')", True),
    ("first", f"open({str(ROOT / 'README.md')!r})", True),
    ("first", "import os; os.system('true')", True),
    ("first", "import pickle; pickle.loads(b'cos\\nsystem\\n.')", True),
    ("first", "import json.tool", False),
    ("second", "open(tripwire.__file__)", True),
    ("second", "compile('1', '', 'eval')", True),
    ("second", "import os; os.listdir('.')", True),
    ("second", "import socket; socket.gethostbyname('localhost')", True),
    ("second", "sum(range(9))", False),
]
TRY_ACTS = """
import json, sys
sys.path.insert(0, sys.argv[1])
import tripwire
sys.addaudithook(tripwire._hook)
for phase, act in json.loads(sys.argv[2]):
    code = compile(act, "act", "exec")
    tripwire.tripped.clear()
    tripwire._phase[0] = phase
    try:
        exec(code)
    except OSError:
        pass
    finally:
        tripwire._phase[0] = "off"
    # that it is run at all is an event of its own
    print(len([said for said in tripwire.tripped if ": exec (" not in said]))
"""


def test_the_wire_trips_on_what_touches_the_world_and_on_nothing_else() -> None:
    acts = json.dumps([act[:2] for act in ACTS])
    done = run("-c", TRY_ACTS, str(TRIPWIRE.parent), acts)
    assert done.returncode == 0, done.stderr
    found = [count != "0" for count in done.stdout.split()]
    assert found == [trips for *_, trips in ACTS], done.stdout


def test_a_poisoned_cache_of_the_parser_is_not_even_looked_at(tmp_path: Path) -> None:
    folder, lure = tmp_path / "tmp", tmp_path / "poisoned"
    folder.mkdir()
    assert run("-c", WITH_CACHE, TMPDIR=str(folder)).returncode == 0
    cached = [str(each) for each in folder.iterdir()]
    assert len(cached) == 1  # where the parser's library looks, if it is let
    assert run("-c", POISON, str(lure), *cached).returncode == 0
    assert run("-c", AS_IT_IS, str(POLICY), TMPDIR=str(folder)).returncode == 0
    assert not lure.exists()
    run("-c", WITH_CACHE, TMPDIR=str(folder))
    assert lure.exists()  # so the poison would have worked
