"""French alphabetical order without the database's help: the embedded server has no ICU."""

from __future__ import annotations

from maillage.domain.slugs import plain

LAST = "\U0010ffff"  # after every name, for those who have none any more
_NEXT_NAME = "\t"  # below the blank, so that `Le` comes before `Le Goff`


def sort_key(*names: str | None) -> str:
    """Compares by code point as the names do in French: no accents, no capitals, hyphens and apostrophes as blanks."""
    return _NEXT_NAME.join(LAST if name is None else plain(name) for name in names)
