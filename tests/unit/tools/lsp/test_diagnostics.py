"""The language server over its protocol: what an editor is told is wrong."""

from importlib.metadata import version

import pytest
from lsprotocol import types

from unit.tools.lsp.client import editor

GOOD = """agreement a "A" {
  supplied by desk "Desk" to customer "Customer"
}

plan gold "Złoty 🥇"
channel phone "Phone"
calendar office "Office" {
  zone Europe/Warsaw
  open Mon-Fri 09:00-17:00
  business days run to closing
}

clause A1 "Answer" {
  severity high "High" level 1 set by desk
  clock answer "Answer" {
    starts when customer calls via phone
    met when desk replies
  }
  promise answer for high within 2 hours during office
}
"""


@pytest.mark.asyncio
async def test_a_misspelt_name_is_told_at_its_place() -> None:
    text = GOOD.replace("during office", "during ofice")
    async with editor() as here:
        (finding,) = await here.told(here.open(text))
    assert finding.code == "SLA201"
    assert finding.severity == types.DiagnosticSeverity.Error
    assert finding.range == types.Range(types.Position(18, 48), types.Position(18, 53))
    assert "did you mean `office`?" in finding.message


@pytest.mark.asyncio
async def test_the_server_says_its_version() -> None:
    async with editor() as here:
        said = here.greeting.server_info
    assert said == types.ServerInfo("slapolicy", version("slapolicy"))
