"""What the languages say: gettext catalogues, and conventions from the Unicode CLDR.

`*/LC_MESSAGES/slapolicy.po` is edited by translators and compiled to the `.mo` beside
it, `cldr.json` is drawn from the CLDR; `tests/catalogues.py` does both.
"""

from slapolicy.locales.catalogue import Catalogue, catalogue
from slapolicy.locales.conventions import Conventions, conventions

__all__ = ["Catalogue", "Conventions", "catalogue", "conventions"]
