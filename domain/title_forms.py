"""The form of a person's titles in French, where titles have a gender."""

from __future__ import annotations

from enum import Enum


class TitleForm(Enum):
    """What a person wants to be called in French. Who has not said so reads both forms."""

    FEMININE = "FEMININE"  # ambassadrice
    MASCULINE = "MASCULINE"  # ambassadeur
