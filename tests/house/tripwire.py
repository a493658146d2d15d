"""A tripwire: what strangers send is read and evaluated, and the interpreter watches.

`python tests/house/tripwire.py` reads the policies with their scenarios, the corpora
and the seeds of fuzzing, all from memory, twice. The first time whatever is loaded once
may be loaded: for reading, from Python and its packages. The second time nothing may
happen at all that the interpreter audits as touching the world. Prints what was done
and what tripped the wire; the status is 1 if anything did. With `all` every piece of
the corpora is read, not every third, and the properties of the policies are tried.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import contracts
import handmade
import slapolicy
from corpus_reader import WORDS, all_chunks
from fuzz.targets import seeds
from slapolicy.contract.case_reader import read_text
from slapolicy.tools.trials import in_order, try_one

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
AT = datetime(2025, 3, 10, 12, tzinfo=UTC)
ALWAYS = (
    *("socket.", "subprocess.", "ctypes.", "pickle.", "shutil.", "urllib.", "http."),
    *("tempfile.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork"),
    *("os.putenv", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod"),
    *("os.kill", "os.link", "os.symlink", "os.truncate", "sqlite3.", "mmap."),
    *("cpython.run_", "builtins.input", "webbrowser.", "syslog.", "signal.", "pty."),
)
"""Events that may never happen, not even the first time."""
QUIET = (*ALWAYS, "open", "import", "exec", "compile", "marshal.", "os.", "glob.")
"""Events that may not happen any more, once everything was loaded."""
_ROOTS = [Path(p).resolve() for p in (*sys.path, sys.prefix, sys.base_prefix) if p]
PLACES = tuple(
    str(each)
    for each in (*_ROOTS, ROOT / "src")
    if not ROOT.is_relative_to(each) and not each.is_relative_to(TESTS)
)
"""Where files of Python and its packages stand."""

tripped: dict[str, int] = {}
_phase = ["off"]


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    match _phase[0]:
        case "first":
            if event.startswith(ALWAYS) or (event == "open" and _is_odd(arguments)):
                _trip(event, arguments)
        case "second":
            if event.startswith(QUIET):
                _trip(event, arguments)
        case _:
            pass


def _is_odd(arguments: tuple[object, ...]) -> bool:
    """Whether a file is opened for writing, or outside Python and its packages."""
    path, mode, flags = arguments
    if not isinstance(path, str):
        return not isinstance(path, int)
    writes = isinstance(flags, int) and flags & 3 != 0
    plain = mode is None or not set(str(mode)) & set("wax+")
    return writes or not plain or not path.startswith(PLACES)


def _trip(event: str, arguments: tuple[object, ...]) -> None:
    before, _phase[0] = _phase[0], "off"
    said = f"{before}: {event} {repr(arguments[:2])[:160]}"
    tripped[said] = tripped.get(said, 0) + 1
    _phase[0] = before


def works(*, whole: bool) -> Iterator[Callable[[], object]]:
    """Give what is done with all that strangers may send."""
    told = handmade.policy()
    for name, path in contracts.PATHS.items():
        text, files = contracts.text_of(name), _texts(path.parent)
        yield partial(_whole, text, files, properties=whole)
    words = _texts(WORDS)
    for chunk in all_chunks()[:: 1 if whole else 3]:
        yield partial(_check, chunk.text.encode("utf-8", "surrogatepass"), words)
    for data in seeds("parse_bytes"):
        yield partial(_check, data, words)
    for data in seeds("case_json"):
        yield partial(_case, told, data)


def _texts(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text("utf-8") for each in folder.glob("*.sla")}


def _check(data: bytes, files: dict[str, str]) -> None:
    slapolicy.check(data, loader=files.__getitem__)


def _whole(text: str, files: dict[str, str], *, properties: bool) -> None:
    _check(text.encode(), files)
    try:
        policy = slapolicy.loads(text, loader=files.__getitem__)
    except slapolicy.PolicyError:  # it holds words for the others
        return
    for told in in_order(policy) if properties else policy.scenarios:
        assert try_one(policy, told).passed, told.title
    opening = {"at": AT.isoformat(), "type": "opens", "by": "customer"}
    case = policy.case({"id": "1", "events": [opening]})
    for hours in (0, 5, 500):
        decision = policy.evaluate(case, at=AT + timedelta(hours=hours))
        decision.to_json()
        decision.explain()
    policy.history(case, until=AT + timedelta(days=9))


def _case(policy: slapolicy.Policy, data: bytes) -> None:
    for lenient in (False, True):
        try:
            case = read_text(policy, data, lenient=lenient)
        except slapolicy.CaseError as refused:
            str(refused)
        else:
            policy.evaluate(case, at=AT).explain()


def state() -> dict[str, int]:
    """Give the sizes of all that modules of slapolicy hold and could change (N9)."""
    return {
        f"{module}.{name}": len(value)
        for module, held in sorted(sys.modules.items())
        if module.startswith("slapolicy") and isinstance(held, ModuleType)
        for name, value in vars(held).items()
        if isinstance(value, dict | list | set) and not name.startswith("__")
    }


def main() -> int:
    """Run the command."""
    todo = list(works(whole="all" in sys.argv))
    sys.addaudithook(_hook)
    for phase in ("first", "second"):
        before = state()
        for work in todo:
            _phase[0] = phase
            try:
                work()
            finally:
                _phase[0] = "off"
        gc.collect()
    changed = set(state().items() ^ before.items())
    print(f"{len(todo)} pieces twice, {len(tripped)} kinds of trips, {changed or 'no'}")
    for said, count in tripped.items():
        print(f"{count} x {said}")
    return 1 if tripped or changed else 0


if __name__ == "__main__":
    sys.exit(main())
