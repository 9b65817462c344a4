"""HTML put together so that a text never becomes markup: what is filled in is escaped, unless it is markup itself."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that may stand in a page as it is. Only `markup` and `joined` make it, from templates in our own code."""

    __slots__ = ()


def markup(template: str, /, *parts: object, **named: object) -> Markup:
    """The template with its `{}` and `{name}` filled in, texts escaped, quotes included."""
    filled = {name: _safe(each) for name, each in named.items()}
    return Markup(template.format(*map(_safe, parts), **filled))


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n".join(map(_safe, parts)))


def _safe(part: object) -> Markup:
    return part if isinstance(part, Markup) else Markup(escape(str(part)))
