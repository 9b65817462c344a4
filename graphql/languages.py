"""The languages that members read."""

from __future__ import annotations

from enum import Enum

import strawberry

from maillage.graphql.moments import Info


@strawberry.enum(name="Locale", description="A language in which the API words what members read.")
class Language(Enum):
    FR = strawberry.enum_value("fr", description="French.")
    EN = strawberry.enum_value("en", description="English.")


def words_in(info: Info, asked: Language | None) -> str:
    """The language asked for, else the operation's."""
    return str(asked.value) if asked else info.context.locale
