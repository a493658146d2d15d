"""The pictures of timelines in these pages: `python docs/_ext/page_pictures.py`.

Each is what slapolicy draws of a case to try; a test compares them.
"""

from datetime import datetime
from pathlib import Path

import slapolicy
from slapolicy.timeline import build
from slapolicy.timeline.drawing import draw
from slapolicy.timeline.svg import write

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "guide" / "pictures"
BIRD = "bird-email-enterprise.sla"
PICTURES = {
    "night": (BIRD, "spring-clock-change", "2025-03-30T03:05:00+02:00"),
    "pause": (BIRD, "pause", "2025-02-01T15:30:00+01:00"),
    "severity": (BIRD, "severity-change", "2025-02-03T10:30:00+01:00"),
    "easter": ("liveagent-vip-support.sla", "easter", "2025-04-23T12:00:00+02:00"),
}


def picture(name: str) -> str:
    """Draw a picture as it is to stand in the pages."""
    policy_file, case_name, at = PICTURES[name]
    policy = slapolicy.load(ROOT / "policies" / policy_file)
    path = ROOT / "examples" / "cases" / f"{case_name}.json"
    if not path.exists():
        path = FOLDER / f"{case_name}.json"
    decision = policy.evaluate(policy.read_case(path), datetime.fromisoformat(at))
    return write(draw(build(decision), has_foot=False))


if __name__ == "__main__":
    for each in PICTURES:
        (FOLDER / f"{each}.svg").write_text(picture(each), encoding="utf-8")
