"""The address of a network, made from its name."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
# The letters of French and its neighbours that Unicode does not decompose into an ASCII letter and a mark.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def slug_of(name: str) -> str:
    """Lower-case ASCII letters and digits parted by single hyphens, 1 to 60 characters; `reseau` where none is left."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(LIGATURES))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-") or "reseau"
