"""How the documentation is built.

`python -m sphinx -W -n --keep-going -b html docs docs/_build/html`
"""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "slapolicy"
author = "the authors of slapolicy"
copyright = "the authors of slapolicy"  # noqa: A001  # Sphinx calls it so
version = release = version_of("slapolicy")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sla_site",
]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_ext", "conftest.py"]
html_theme = "furo"
html_title = "slapolicy"
html_static_path: list[str] = []
PLAYGROUND = Path(__file__).parents[1] / "playground" / "dist"
# laid beside the pages where `python playground/build.py` has made it
html_extra_path = [str(PLAYGROUND)] if PLAYGROUND.is_dir() else []
html_show_sourcelink = False
highlight_language = "text"
default_role = "code"
nitpicky = True
nitpick_ignore_regex = [
    # the standard library and third parties: nothing is fetched to link to them
    (r"py:.*", r"(collections|datetime|decimal|os|pathlib|typing|zoneinfo|attrs?)\..*"),
    (r"py:.*", r"(datetime|date|timedelta|Decimal|Path|Mapping|Iterable|Iterator|Any)"),
    # values inside, which the face gives nobody
    (r"py:class", r"slapolicy\.worktime\..*|CaseState|TextLoader"),
    (r"py:(exc|class)", r"(OSError|LookupError|ModuleNotFoundError)"),
    (r"py:(exc|class)", r"(ValueError|TypeError)|pa\.RecordBatch"),
]

autodoc_class_signature = "separated"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "undoc-members": True}
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
