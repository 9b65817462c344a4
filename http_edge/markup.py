"""HTML put together so that a text never becomes markup: what is filled in is escaped, unless it is markup itself."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

__all__ = ["Markup", "joined", "markup"]


def markup(template: str, /, *parts: object, **named: object) -> Markup:
    """The template, of our own code, with its `{}` and `{name}` filled in."""
    return Markup(template).format(*parts, **named)


def joined(parts: Iterable[Markup]) -> Markup:
    """One below the other."""
    return Markup("\n").join(parts)
