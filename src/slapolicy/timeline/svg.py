"""A sheet, written as SVG by hand: the same sheet gives the same bytes."""

from collections.abc import Iterator
from html import escape

from slapolicy.timeline.palette import rules
from slapolicy.timeline.sheet import Item, Line, Mark, Rectangle, Sheet, Words

SCOPE = ".sla-timeline"
_HATCHED = ("paused", "uncertain", "holiday", "closed", "unknown")
_SHAPES = {
    "event": '<circle r="4"/>',
    "due": '<path d="M0-6 5 0 0 6-5 0Z"/>',
    "was_due": '<path d="M0-5 4 0 0 5-4 0Z"/>',
    "may_be_due": '<path d="M0-6 5 0 0 6-5 0Z"/>',
    "met": '<circle r="6"/><path class="paper" stroke="none" '
    'd="M-3.5 0-1 2.5 3.5-2.5 2.5-3.5-1 .3-2.6-1.1Z"/>',
    "breached": '<path d="M-6-4-4-6 0-2 4-6 6-4 2 0 6 4 4 6 0 2-4 6-6 4-2 0Z"/>',
    "late": '<circle r="5"/>',
    "lapsed": '<path d="M-1.5-6h3V6h-3Z"/>',
    "raised": '<path d="M0-6 6 5-6 5Z"/>',
    "standing": '<path d="M0-6 6 5-6 5Z"/>',
    "turned": '<path d="M-.5-5h1V5h-1Z"/>',
    "beyond": '<path d="M-7-5 0 0-7 5Z"/>',
    "now": '<path d="M-5-8h10L0 0Z"/>',
    "change": '<path d="M-4-8h8v8h-8Z"/>',
}
_STYLES = {"beyond": "m-due", "now": "solid-now", "change": "solid-change"}


def write(sheet: Sheet) -> str:
    """Write a sheet as one SVG document."""
    size = f"{_px(sheet.width)} {_px(sheet.height)}"
    whole = f'width="{_px(sheet.width)}" height="{_px(sheet.height)}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{SCOPE[1:]}" {whole} '
        f'viewBox="0 0 {size}" role="img" lang="{_safe(sheet.language)}" '
        f'aria-labelledby="sla-title sla-desc">'
    )
    parts = [
        head,
        f'<title id="sla-title">{_safe(sheet.title)}</title>',
        f'<desc id="sla-desc">{_safe(sheet.description)}</desc>',
        f"<style>{rules(SCOPE)}</style>",
        f"<defs>{''.join(_patterns())}</defs>",
        f'<rect class="paper" {whole}/>',
        *(_written(item) for item in sheet.items),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _patterns() -> Iterator[str]:
    for name in _HATCHED:
        turn = "45" if name in ("paused", "holiday") else "-45"
        wide = "3" if name in ("uncertain", "unknown") else "5"
        yield (
            f'<pattern id="sla-{name}" width="{wide}" height="{wide}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">'
            f'<path class="{name}" d="M0 0V{wide}" stroke-width="3"/></pattern>'
        )


def _written(item: Item) -> str:
    match item:
        case Rectangle():
            return _rectangle(item)
        case Line():
            places = (
                f'x1="{_px(item.x1)}" y1="{_px(item.y1)}" '
                f'x2="{_px(item.x2)}" y2="{_px(item.y2)}"'
            )
            return f'<line class="{item.style}" {places}/>'
        case Mark():
            where = f"translate({_px(item.x)} {_px(item.y)})"
            style = _STYLES.get(item.kind, f"m-{item.kind}")
            said = _told(item.said)
            shape = _SHAPES[item.kind]
            return f'<g class="{style}" transform="{where}">{said}{shape}</g>'
        case Words():
            return _words(item)


def _rectangle(item: Rectangle) -> str:
    box = item.box
    fill = f' style="fill:url(#sla-{item.style})"' if item.style in _HATCHED else ""
    return (
        f'<rect class="{item.style}" x="{_px(box.x)}" y="{_px(box.y)}" '
        f'width="{_px(box.width)}" height="{_px(box.height)}"{fill}>'
        f"{_told(item.said)}</rect>"
    )


def _words(item: Words) -> str:
    style = f' class="{item.style}"' if item.style else ""
    style += "" if item.keeps == "start" else f' text-anchor="{item.keeps}"'
    middle = item.box.x + item.box.width // 2
    x = {"start": item.box.x, "middle": middle, "end": item.box.right}[item.keeps]
    y = item.box.y + item.box.height * 4 // 5
    return (
        f'<text x="{_px(x)}" y="{_px(y)}"{style}>'
        f"{_told(item.whole)}{_safe(item.text)}</text>"
    )


def _told(said: str) -> str:
    return f"<title>{_safe(said)}</title>" if said else ""


def _safe(text: str) -> str:
    return escape(text, quote=True)


def _px(tenths: int) -> str:
    whole, part = divmod(tenths, 10)
    return f"{whole}.{part}" if part else f"{whole}"
