"""What a finding may say: short, printable, in words of people and not of Python."""

import re

from slapolicy.finding import Finding

_FOREIGN = re.compile(
    r"\b(dict|str|int|float|bool|NoneType|None|True|False|Decimal|datetime|Traceback|"
    r"Error|exception|codec|list index|lark|tokens?|terminals?|parser|NAME_|STRING|"
    r"LBRACE|RBRACE)\b|\$|<class|object at|[A-Z]{2,}_[A-Z]+|(?!iB)[a-z][A-Z]"
)
MOST = 500


def assert_plain(finding: Finding) -> None:
    """Hold a finding to the style of messages; what it quotes may be anything."""
    for text in filter(None, (finding.message, finding.hint)):
        assert len(text) <= MOST, text
        assert text.isprintable(), text
        said = re.sub("`[^`]*`", "", text)
        assert not _FOREIGN.search(said), text
    assert not finding.message[0].isupper(), finding.message
    assert not finding.message.endswith("."), finding.message
