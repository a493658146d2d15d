"""The outline of a text: what it declares, clause by clause."""

from slapolicy.editing import outline
from unit.editing.marked import POLICY, at


def test_a_text_is_outlined_clause_by_clause() -> None:
    draft, _ = at(POLICY + "▮")
    found = outline(draft)
    assert [each.name for each in found] == [
        "a", "gold", "phone", "post", "help", "kind", "part", "office", "A1 Answer",
        "A call",
    ]  # fmt: skip
    clause = found[-2]
    assert [(each.name, each.sort) for each in clause.inside] == [
        ("high", "definition"),
        ("answer", "definition"),
        ("promise answer for high within 2 business days during office", "rule"),
        ("grant help", "rule"),
    ]
    assert found[1].detail == 'plan "Złoty 🥇"'


def test_each_head_stands_within_its_whole() -> None:
    draft, _ = at(POLICY + "▮")
    for each in outline(draft):
        for one in (each, *each.inside):
            assert one.span.start <= one.head.start <= one.head.end <= one.span.end
