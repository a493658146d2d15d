"""The look of a report: by light, by dark and on paper."""

from slapolicy.timeline.page_style import coloured
from slapolicy.timeline.palette import FONT

STYLE = (
    f"body{{font:17px/1.55 Georgia,'DejaVu Serif',serif;margin:0}}"
    f"h1,h2,h3,h4,th,dt,nav,.cited{{font-family:{FONT}}}"
    "main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem}"
    "h1{font-size:1.7rem;line-height:1.25;margin:0 0 1rem}"
    "h2{font-size:1.3rem;margin:2.75rem 0 .75rem;padding-top:.75rem}"
    "h3{font-size:1.05rem;margin:1.75rem 0 .35rem}"
    "h2::first-letter,h3::first-letter,th::first-letter,dt::first-letter,"
    "nav a::first-letter{text-transform:uppercase}"
    "p,ul,ol{margin:.4rem 0}li{margin:.3rem 0}"
    ".cited{font-size:.85em}.faint{font-size:.85em;overflow-wrap:anywhere}"
    ".wide{overflow-x:auto;margin:.75rem 0}"
    "table{border-collapse:collapse;width:100%;font-size:.88em;line-height:1.4}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0}"
    "dl{display:grid;grid-template-columns:6.5rem 1fr;gap:.1rem .75rem;margin:.6rem 0;"
    "font-size:.95em}dd{margin:0}"
    ".choice{border-left:3px solid;padding-left:.9rem}"
    ".blank dd{border-bottom:1px solid;height:2.5rem}.blank dt{align-self:end}"
    f"{coloured()}"
    "@media print{main{max-width:none;padding:0}body{font-size:10.5pt}"
    "a{color:inherit;text-decoration:none}nav{display:none}"
    "h2,h3{break-after:avoid}li,tr,dl{break-inside:avoid}.wide{overflow:visible}"
    "table{font-size:9pt}}"
)
