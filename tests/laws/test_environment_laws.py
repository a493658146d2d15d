"""Laws of where and how often decisions are reached: the same bytes everywhere."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import pytest

from decision_laws import PATHS, decide, load, some_policy
from lawful import law
from random_cases import random_case
from rule_laws import batches
from slapolicy import Policy
from slapolicy.worktime.zone import zone_names

ROOT = Path(__file__).parents[2]
LATER = datetime(2025, 11, 3, 12, tzinfo=UTC)
ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "ar_EG.UTF-8", "PYTHONHASHSEED": "77"},
    {"PYTHONTZPATH": "", "PYTHONHASHSEED": "9", "PYTHONOPTIMIZE": "1"},
)
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from random import Random
from decision_laws import PATHS, decide, load, told
for path in PATHS[:5]:
    for seed in (1, 2, 3):
        case, times = told(load(path), Random(seed))
        print(decide(load(path), case, times[0]).to_json())
"""


ASK_THE_SYSTEM = """
from datetime import datetime
from zoneinfo import ZoneInfo
print(datetime(2025, 1, 1, tzinfo=ZoneInfo("Europe/Warsaw")).utcoffset())
"""


def told_in(environment: dict[str, str], folder: Path) -> bytes:
    names = ("LC_ALL", "LANG", "TZ", "PYTHONHASHSEED")
    whole = {k: v for k, v in os.environ.items() if k not in names}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT / "tests")],
        env={**whole, **environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"},
        cwd=folder,
        capture_output=True,
        check=True,
    ).stdout


def test_zone_language_hash_seed_and_folder_change_no_byte(tmp_path: Path) -> None:
    """ENV, SR-HASH: the bytes of decisions are those of any other environment.

    Without zone data of the system, too, and with data of it that are wrong.
    """
    wrong = {"PYTHONTZPATH": str(wrong_zones(tmp_path / "zoneinfo"))}
    first, *others = (
        told_in(each, tmp_path)
        for each in (*ENVIRONMENTS[:2], ENVIRONMENTS[2] | wrong, ENVIRONMENTS[3])
    )
    assert first.count(b"\n") >= 15
    assert json.loads(first.splitlines()[0])
    assert all(other == first for other in others)


def wrong_zones(folder: Path) -> Path:
    """Give a folder of zone data as of the system, in which all clocks are Kathmandu's.

    Python's own look-up is misled by it, if nothing else is.
    """
    data = files("tzdata").joinpath("zoneinfo", "Asia", "Kathmandu").read_bytes()
    for name in zone_names():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    told = subprocess.run(
        [sys.executable, "-c", ASK_THE_SYSTEM],
        env={**os.environ, "PYTHONTZPATH": str(folder)},
        capture_output=True,
        check=True,
    ).stdout
    assert told.split() == [b"5:45:00"]
    return folder


def deep(frames: int, ask: Callable[[], str]) -> str:
    return ask() if frames == 0 else deep(frames - 1, ask)


@pytest.mark.parametrize("path", PATHS[:4], ids=lambda path: path.stem)
def test_a_host_that_is_700_calls_deep_gets_the_same_answer(path: Path) -> None:
    """ENV: how deep the caller stands means nothing."""
    policy = load(path)
    case = random_case(Random(5), policy)

    def ask() -> str:
        decision = decide(policy, case, LATER)
        return decision.to_json() + decision.explain()

    assert deep(700, ask) == ask()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_hash_of_a_policy_is_that_of_its_text(path: Path) -> None:
    """SR-HASH: SHA-256 of the text, as any other program reckons it."""
    policy = load(path)
    text = path.read_bytes()
    if len(policy.sources) == 1:
        assert policy.sha256 == hashlib.sha256(text).hexdigest()
    stamp = decide(policy, random_case(Random(1), policy), LATER).stamp
    assert stamp.policy_sha256 == policy.sha256
    assert len(policy.sha256) == 64


def some_cases(draw: Random, policy: Policy, count: int) -> list[dict[str, Any]]:
    """Give cases that can be read, and one in five that cannot."""
    found = []
    for number in range(count):
        case = random_case(draw, policy) | {"id": str(number)}
        if draw.random() < 0.2:
            case |= draw.choice(({"events": []}, {"zq": 1}, {"facts": 7}))
        found.append(case)
    return found


@law("BA-MAP", examples=12, held=6)
def test_a_batch_is_its_cases_one_by_one(draw: Random) -> int:
    """In any order, in chunks, in threads; a bad case spoils its own row only."""
    policy = some_policy(draw)
    cases = some_cases(draw, policy, 8)
    alone = [batches([case], policy, LATER)[0] for case in cases]
    assert batches(cases, policy, LATER) == alone
    order = draw.sample(range(8), 8)
    mixed = batches([cases[i] for i in order], policy, LATER)
    assert mixed == [alone[i] for i in order]
    cut = draw.randrange(9)
    chunks = batches(cases[:cut], policy, LATER), batches(cases[cut:], policy, LATER)
    assert [*chunks[0], *chunks[1]] == alone
    with ThreadPoolExecutor(3) as pool:
        rows = pool.map(lambda case: batches([case], policy, LATER)[0], cases * 2)
        assert list(rows) == alone * 2
    assert batches(cases, policy, LATER) == alone  # and once more
    return any(isinstance(each, list) for each in alone)
