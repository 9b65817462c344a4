"""What the page of a meeting says, in French and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from maillage.graphql.locales import Locale
from maillage.projections import english, french
from maillage.projections.decision_record import DecisionRecordRow
from maillage.projections.decision_record_text import Document, in_english, in_french

UNKNOWN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "fr": (
            "Réunion introuvable",
            "Cette réunion n’existe pas, ou ne vous est pas ouverte dans le réseau où vous êtes entré·e. "
            "La page /sign-in montre lequel, et permet d’en changer.",
        ),
        "en": (
            "No such meeting",
            "There is no such meeting, or it is not open to you in the network that you signed in to. "
            "The page /sign-in shows which, and changes it.",
        ),
    }
)


@dataclass(frozen=True)
class Words:
    day: Callable[[date], str]
    period: Callable[[datetime, datetime], str]
    record: Callable[[DecisionRecordRow], Document]
    no_date: str
    where: str
    call: str
    reason: str
    agenda: str
    item: str
    invited: str
    said: str  # of one person
    silent: str
    instead: str
    comment: str
    you: str
    answer: str


WORDS: Mapping[Locale, Words] = MappingProxyType(
    {
        "fr": Words(
            day=french.day,
            period=french.period,
            record=in_french,
            no_date="La date n’est pas encore fixée.",
            where="Lieu : {}",
            call="Par visioconférence : ",
            reason="Motif : {}",
            agenda="Ordre du jour",
            item="{title} ({minutes} min)",
            invited="Personnes invitées",
            said="{who} : {what}",
            silent="pas encore de réponse",
            instead="{what} par {who}",
            comment="{what} (« {comment} »)",
            you="Vous",
            answer="Répondre à l’invitation",
        ),
        "en": Words(
            day=english.day,
            period=english.period,
            record=in_english,
            no_date="It has no date yet.",
            where="Place: {}",
            call="By call: ",
            reason="Reason: {}",
            agenda="Agenda",
            item="{title} ({minutes} min)",
            invited="Invited",
            said="{who}: {what}",
            silent="no answer yet",
            instead="{what}: {who}",
            comment="{what} (“{comment}”)",
            you="You",
            answer="Answer the invitation",
        ),
    }
)
