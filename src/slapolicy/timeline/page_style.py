"""How a page begins, and its look: by light, by dark and on paper."""

from collections.abc import Iterator
from html import escape

from slapolicy.timeline.palette import (
    FAINT,
    FONT,
    GRID,
    INK,
    PAPER,
    STROKES,
    TONES,
    By,
    Colour,
)


def _by(name: By) -> str:
    def of(colour: Colour) -> str:
        return colour.of(name)

    return (
        f"body{{background:{of(PAPER)};color:{of(INK)}}}"
        f"a{{color:{of(TONES['running'])}}}"
        f".free{{color:{of(FAINT)}}}.closed{{color:{of(STROKES['holiday'])}}}"
        f".choice{{border-color:{of(TONES['unsure'])}}}"
        f"thead th,dt,.faint{{color:{of(FAINT)}}}"
        f"th,td{{border-bottom:1px solid {of(GRID)}}}"
        f"figure:focus-visible{{outline:2px solid {of(TONES['running'])}}}"
    )


def head(language: str, heading: str, style: str) -> Iterator[str]:
    """Give the lines with which a page begins; it may run and load nothing."""
    yield f'<!doctype html>\n<html lang="{escape(language)}">\n<head>'
    yield '<meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(heading)}</title>\n<style>{style}</style>\n</head>\n<body>"
    yield f"<main>\n<h1>{escape(heading)}</h1>"


def coloured() -> str:
    """Give the rules of colour of a page: by light, by dark and on paper."""
    return (
        f"{_by('light')}@media(prefers-color-scheme:dark){{{_by('dark')}}}"
        f"@media print{{{_by('light')}}}"
    )


STYLE = (
    f"body{{font:16px/1.5 {FONT};margin:0}}"
    "main{max-width:62rem;margin:0 auto;padding:1.5rem}"
    "h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}"
    "h2::first-letter{text-transform:uppercase}"
    "th::first-letter{text-transform:uppercase}"
    "figure{margin:1rem 0;overflow-x:auto}svg{max-width:none;height:auto}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;"
    "overflow-wrap:anywhere}"
    ".lane th,.lane td{padding-top:1rem;font-weight:600}"
    "td:first-child{width:32%}th:last-child,td:last-child{min-width:6rem}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}"
    "dd{margin:0}"
    f"{coloured()}"
    "@media print{main{max-width:none;padding:0}"
    "body{font-size:10pt}figure{overflow:visible}figure svg{width:100%}"
    "tr,li,dt,dd{break-inside:avoid}h2{break-after:avoid}}"
)
