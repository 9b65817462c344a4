"""The address of a network, made from its name."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
# The letters of French and its neighbours that Unicode does not decompose into an ASCII letter and a mark.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def slug_of(name: str) -> str:
    """Lower-case ASCII letters and digits parted by single hyphens, 1 to 60 characters; `reseau` where none is left."""
    return "-".join(re.findall(r"[a-z0-9]+", _letters(name)))[:LONGEST].strip("-") or "reseau"


def plain(name: str) -> str:
    """Words parted by single blanks, without accents and capitals, hyphens and apostrophes as blanks: names that are
    plainly the same are the same name.
    """
    return " ".join(re.findall(r"\w+", _letters(name)))


def _letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
