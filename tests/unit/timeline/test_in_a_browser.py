"""The picture as a browser lays it out: by its own letters, which we cannot measure."""

from itertools import combinations
from pathlib import Path

import pytest

from browser import measured, run
from slapolicy.timeline import build, to_html, to_svg
from unit.timeline.desk import example, liveagent

TOUCH = 1.0  # a pixel: neighbours may touch


def year() -> str:
    events = [
        {"at": "2025-01-10T10:00:00+01:00", "type": "opens", "by": "customer",
         "via": "dedicated_chat"},
        {"at": "2025-01-10T12:30:00+01:00", "type": "replies", "by": "dedicated_agent",
         "via": "dedicated_chat"},
        {"at": "2025-05-05T11:31:00+02:00", "type": "writes", "by": "customer",
         "via": "dedicated_email"},
        {"at": "2025-12-30T13:31:00+01:00", "type": "writes", "by": "customer",
         "via": "dedicated_chat"},
    ]  # fmt: skip
    decision = liveagent(
        events, "2026-01-09T16:00:00+01:00", subject="partial_loss",
        business_impact=True,
    )  # fmt: skip
    return to_svg(build(decision))


PICTURES = {
    "night": lambda: to_svg(
        example("spring-clock-change", "2025-03-30T03:05:00+02:00")
    ),
    "pause": lambda: to_svg(example("pause", "2025-02-01T15:30:00+01:00")),
    "year": year,
}


@pytest.mark.parametrize("name", PICTURES)
def test_no_two_texts_lie_upon_each_other_and_none_is_cut_off(
    name: str, tmp_path: Path
) -> None:
    texts = measured(PICTURES[name](), tmp_path, "svg text")
    (whole,) = measured(PICTURES[name](), tmp_path, "svg")
    assert len(texts) > 20
    for each in texts:
        left, top, right, bottom = each["box"]
        assert left >= 0, each
        assert right <= whole["box"][2], each
        assert top >= 0, each
        assert bottom <= whole["box"][3], each
    for one, other in combinations(texts, 2):
        a, b = one["box"], other["box"]
        wide = min(a[2], b[2]) - max(a[0], b[0])
        high = min(a[3], b[3]) - max(a[1], b[1])
        assert min(wide, high) <= TOUCH, (one, other)


def test_the_page_runs_no_script_and_asks_for_nothing(tmp_path: Path) -> None:
    page = to_html(example("pause", "2025-02-01T15:30:00+01:00"))
    said = run(page, tmp_path, "--dump-dom", "--host-resolver-rules=MAP * ~NOTFOUND")
    assert "<script" not in said
    assert "Paused, because Customer was waited for" in said
