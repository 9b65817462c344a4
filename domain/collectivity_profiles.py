"""How a collectivity is organised (fr: profil): its form in law, what it sees to, who collects and how."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from maillage.domain.collectivity_refusals import AmbassadorPostsOutOfRange
from maillage.domain.refusals import optional_text

MOST_AMBASSADORS = 999  # posts


class LegalForm(Enum):
    """What a collectivity is in law. Source: CGCT, fifth part, books I and II."""

    COMMUNE = "COMMUNE"
    COMMUNITY_OF_COMMUNES = "COMMUNITY_OF_COMMUNES"  # communauté de communes
    AGGLOMERATION_COMMUNITY = "AGGLOMERATION_COMMUNITY"  # communauté d'agglomération
    URBAN_COMMUNITY = "URBAN_COMMUNITY"  # communauté urbaine
    METROPOLIS = "METROPOLIS"  # métropole
    SYNDICATE = "SYNDICATE"  # syndicat de communes, syndicat mixte


class Competence(Enum):
    """What it sees to of household waste. Source: CGCT L2224-13; domain.md section 2.1."""

    COLLECTION = "COLLECTION"
    TREATMENT = "TREATMENT"


@dataclass(frozen=True)
class Profile:
    """None, or nothing, where it is not said."""

    legal_form: LegalForm | None = None
    competences: tuple[Competence, ...] = ()  # sorted
    collected_by: str | None = None  # who collects: its own staff, a company, a syndicate
    collection: str | None = None  # how: door to door, drop-off points, how often
    ambassadors: int | None = None  # posts, filled or not

    @classmethod
    def checked(
        cls,
        *,
        legal_form: LegalForm | None,
        competences: Collection[Competence],
        collected_by: str | None,
        collection: str | None,
        ambassadors: int | None,
    ) -> Profile:
        """As it is kept. TextTooLong, TextUnreadable, AmbassadorPostsOutOfRange."""
        who, how = optional_text(collected_by, "collected_by", 200), optional_text(collection, "collection", 500)
        if ambassadors is not None and not 0 <= ambassadors <= MOST_AMBASSADORS:
            raise AmbassadorPostsOutOfRange("ambassadors", ambassadors=ambassadors, most=MOST_AMBASSADORS)
        seen_to = tuple(sorted(set(competences), key=lambda each: each.value))
        return cls(legal_form, seen_to, who, how, ambassadors)
