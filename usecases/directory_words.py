"""The words by which a file names functions and kinds of collectivity, in French and English, accents aside."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from maillage.domain.collectivities import CollectivityKind
from maillage.domain.mandates import Function
from maillage.domain.slugs import plain
from maillage.usecases.directory_refusals import CollectivityKindUnknown, FunctionUnknown

_FUNCTIONS: Mapping[Function, tuple[str, ...]] = MappingProxyType(
    {
        Function.AMBASSADOR: (
            *("ambassadeur", "ambassadrice", "ambassadeur·rice", "ambassadeur(rice)", "adt", "ambassador"),
            *("ambassadeur du tri", "ambassadrice du tri", "sorting ambassador"),
            *("ambassadeur du tri et de la prévention", "ambassadrice du tri et de la prévention"),
            *("ambassadeur, ambassadrice du tri et de la prévention", "sorting and waste-prevention ambassador"),
        ),
        Function.OFFICER: (
            *("technicien", "technicienne", "technicien·ne", "technicien(ne)", "technicien déchets"),
            *("technicienne déchets", "technicien·ne déchets, référent·e", "référent", "référente", "référent·e"),
            *("référent déchets", "référente déchets", "agent", "agente", "officer"),
        ),
        Function.ELECTED_REPRESENTATIVE: (
            *("élu", "élue", "élu·e", "élu(e)", "délégué", "déléguée", "délégué·e", "délégué(e)"),
            *("elected", "elected representative", "ELECTED_REPRESENTATIVE"),
        ),
    }
)
_BY_WORD = {plain(word): function for function, words in _FUNCTIONS.items() for word in words}
_KINDS: Mapping[str, CollectivityKind] = MappingProxyType(
    {
        "epci": CollectivityKind.EPCI,
        "communaute de communes": CollectivityKind.EPCI,
        "communaute d agglomeration": CollectivityKind.EPCI,
        "communaute urbaine": CollectivityKind.EPCI,
        "metropole": CollectivityKind.EPCI,
        "syndicat": CollectivityKind.EPCI,
        "commune": CollectivityKind.COMMUNE,
        "ville": CollectivityKind.COMMUNE,
    }
)
_OF_COMMUNES = ("commune", "ville", "mairie")  # how their names begin: Commune de Belz


def function_called(word: str) -> Function:
    """FunctionUnknown."""
    function = _BY_WORD.get(plain(word))
    if function is None:
        raise FunctionUnknown("function", function=word[:80])
    return function


def kind_called(word: str) -> CollectivityKind:
    """CollectivityKindUnknown."""
    kind = _KINDS.get(plain(word))
    if kind is None:
        raise CollectivityKindUnknown("kind", kind=word[:80])
    return kind


def kind_by_name(name: str) -> CollectivityKind:
    """What a collectivity most likely is, where nobody says: most members of such networks are EPCIs."""
    return CollectivityKind.COMMUNE if plain(name).partition(" ")[0] in _OF_COMMUNES else CollectivityKind.EPCI
