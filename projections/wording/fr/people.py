"""Sentences in French on people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from maillage.domain.mandates import Function
from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import named, person

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

FUNCTIONS: Mapping[Function, str] = {
    Function.AMBASSADOR: "ambassadeur ou ambassadrice du tri et de la prévention",
    Function.OFFICER: "technicien ou technicienne",
    Function.ELECTED_REPRESENTATIVE: "élu ou élue",
    Function.AUDITOR: "auditeur ou auditrice",
    Function.PARTNER_CONTACT: "interlocuteur ou interlocutrice",
}


def _mandate(entry: Entry) -> str:
    function = FUNCTIONS[Function(entry.fields["function"])]
    until = f" et jusqu’au {fr.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else ""
    act = f" (acte : {entry.fields['deliberation']})" if entry.fields["deliberation"] else ""
    where = named(entry, entry.id("organisation"))
    who = person(entry, entry.subject)
    return f"{who} : {function} pour {where}, à compter du {fr.day(entry.day('starts_on'))}{until}{act}"


def _onboarded(entry: Entry) -> str:
    share, where = fr.percent(Decimal(entry.fields["fte"])), named(entry, entry.id("mandate"))
    post = f"{share} d’un temps plein pour {where}"
    return f"{person(entry, entry.subject)} : {post} à compter du {fr.day(entry.day('on'))}"


def _mandate_ended(entry: Entry) -> str:
    held = f"{FUNCTIONS[entry.function_of(entry.id('mandate'))]} pour {named(entry, entry.id('mandate'))}"
    return f"{person(entry, entry.subject)} : fin de mandat le {fr.day(entry.day('on'))}, {held}"


def _mandate_extended(entry: Entry) -> str:
    held = f"{FUNCTIONS[entry.function_of(entry.id('mandate'))]} pour {named(entry, entry.id('mandate'))}"
    until = f"jusqu’au {fr.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else "sans date de fin"
    act = f" (acte : {entry.fields['deliberation']})" if entry.fields["deliberation"] else ""
    return f"{person(entry, entry.subject)} : mandat prolongé {until}, {held}{act}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "person.registered": lambda e: f"nouvelle entrée à l’annuaire : {person(e, e.subject)}",
        "person.contact-details-given": lambda e: f"coordonnées mises à jour : {person(e, e.subject)}",
        "person.title-form-chosen": lambda e: f"forme des titres mise à jour : {person(e, e.subject)}",
        "person.availability-declared": lambda e: f"disponibilité mise à jour : {person(e, e.subject)}",
        "person.notification-preferences-set": lambda e: f"choix des messages mis à jour : {person(e, e.subject)}",
        "person.skill-declared": lambda e: f"{person(e, e.subject)} : compétence déclarée, {e.fields['skill']}",
        "person.skill-withdrawn": lambda e: f"{person(e, e.subject)} : compétence retirée, {e.fields['skill']}",
        "person.training-recorded": lambda e: (
            f"{person(e, e.subject)} : formation suivie le {fr.day(e.day('on'))}, {e.fields['title']}"
        ),
        "person.mandate-granted": _mandate,
        "person.mandate-ended": _mandate_ended,
        "person.mandate-extended": _mandate_extended,
        "person.ambassador-onboarded": _onboarded,
        "person.ambassador-departed": lambda e: f"{person(e, e.subject)} : départ le {fr.day(e.day('on'))}",
    }
)
