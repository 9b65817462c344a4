"""A file for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """What is downloaded, or attached to a message."""

    name: str  # reunion.ics
    media: str  # text/calendar; charset="utf-8"; method=REQUEST
    content: bytes
