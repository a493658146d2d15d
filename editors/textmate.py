"""Writes the colours of policies for editors that take grammars of TextMate.

`python editors/textmate.py` writes the file of the extension for Visual Studio Code.
What is coloured how is told in `slapolicy.language.colours`, from the grammar.
"""

import json
from pathlib import Path
from typing import Any

from slapolicy.language.colours import Kind, Rule, rules

TARGET = Path(__file__).parent / "vscode" / "syntaxes" / "sla.tmLanguage.json"
SCOPES: dict[Kind, str] = {
    "comment": "comment.line.number-sign.sla",
    "string": "string.quoted.double.sla",
    "keyword": "keyword.control.sla",
    "unit": "keyword.other.unit.sla",
    "number": "constant.numeric.sla",
    "code": "variable.other.constant.sla",
    "name": "variable.other.sla",
    "mark": "punctuation.sla",
}


def grammar() -> dict[str, Any]:
    """Give the grammar, rule by rule as the package has them."""
    return {
        "name": "Support contract (slapolicy)",
        "scopeName": "source.sla",
        "fileTypes": ["sla"],
        "patterns": [_pattern(each) for each in rules()],
    }


def _pattern(rule: Rule) -> dict[str, Any]:
    if len(rule.kinds) == 1:
        return {"match": rule.pattern, "name": SCOPES[rule.kinds[0]]}
    captures = {
        str(number): {"name": SCOPES[kind]}
        for number, kind in enumerate(rule.kinds, start=1)
        if kind in SCOPES
    }
    return {"match": rule.pattern, "captures": captures}


def text() -> str:
    """Give the file as it is written."""
    return json.dumps(grammar(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
