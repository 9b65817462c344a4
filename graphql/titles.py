"""The titles of functions in French as one person wants them: ambassadeur or ambassadrice."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from maillage.domain.mandates import Function
from maillage.domain.title_forms import TitleForm
from maillage.graphql.vocabulary import label

_TITLES: Mapping[Function, Mapping[TitleForm, str]] = MappingProxyType(
    {
        function: MappingProxyType({TitleForm.FEMININE: feminine, TitleForm.MASCULINE: masculine})
        for function, feminine, masculine in (
            (
                Function.AMBASSADOR,
                "Ambassadrice du tri et de la prévention",
                "Ambassadeur du tri et de la prévention",
            ),
            (Function.OFFICER, "Technicienne déchets, référente", "Technicien déchets, référent"),
            (Function.ELECTED_REPRESENTATIVE, "Élue", "Élu"),
            (Function.AUDITOR, "Auditrice", "Auditeur"),
            (Function.PARTNER_CONTACT, "Interlocutrice du partenaire", "Interlocuteur du partenaire"),
        )
    }
)


def title(function: Function, form: TitleForm | None, locale: str) -> str:
    """In French (`fr`) in the form that the person chose, else in both; in English there is one."""
    return _TITLES[function][form] if form and locale == "fr" else label(function, locale)
