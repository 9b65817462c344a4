"""French alphabetical order without the database's help: the embedded server has no ICU."""

from __future__ import annotations

import re
import unicodedata

from maillage.domain.slugs import LIGATURES

LAST = "\U0010ffff"  # after every name, for those who have none any more
_NEXT_NAME = "\t"  # below the blank, so that `Le` comes before `Le Goff`


def sort_key(*names: str | None) -> str:
    """Compares by code point as the names do in French: no accents, no capitals, hyphens and apostrophes as blanks."""
    return _NEXT_NAME.join(LAST if name is None else _plain(name) for name in names)


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(LIGATURES))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))
