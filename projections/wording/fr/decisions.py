"""Sentences in French on decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import MAJORITIES, named, person, quoted, reason, together

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_MODES = {"PUBLIC": "scrutin public", "SECRET": "scrutin secret"}
_CHOICES = {"YES": "vote pour la décision", "NO": "vote contre la décision", "ABSTAIN": "s’abstient sur la décision"}
_ACTS = {
    "DELIBERATION": "délibération",
    "DELEGATED_DECISION": "décision prise par délégation",
    "CONVENTION": "convention",
}
_CAUSES = {
    "NOT_ENOUGH_VOTES": "majorité non atteinte",
    "TIE": "égalité des voix",
    "NO_VOTES_CAST": "aucun suffrage exprimé",
}


def _amount(entry: Entry) -> str:
    paying = together([named(entry, UUID(each)) for each in entry.fields["contributors"]])
    return f"montant de la décision {quoted(entry)} : {fr.euros(Decimal(entry.fields['amount']))}, apporté par {paying}"


def _ballot_opened(entry: Entry) -> str:
    quorum, majority = entry.fields["quorum"], MAJORITIES[entry.fields["majority"]]
    room = f"{fr.count(quorum['represented'], 'collectivité représentée')} sur {quorum['members']}"
    return f"{_MODES[entry.fields['mode']]} ouvert sur la décision {quoted(entry)} : il faut {majority} ({room})"


def _consultation_opened(entry: Entry) -> str:
    last, majority = fr.day(entry.day("closes_on")), MAJORITIES[entry.fields["majority"]]
    rule = entry.fields["rule"]
    share = fr.more_than(rule["numerator"], rule["denominator"])
    return (
        f"consultation écrite ouverte jusqu’au {last} inclus sur la décision {quoted(entry)}, en "
        f"{_MODES[entry.fields['mode']]} : il faut {majority}, et les réponses de {share} des membres"
    )


def _without_quorum(entry: Entry) -> str:
    said = entry.fields
    answers = f"{fr.count(said['represented'], 'réponse')} sur {said['members']}, il en fallait {said['needed']}"
    return f"consultation sans quorum : rien n’est décidé sur la décision {quoted(entry)} ({answers})"


def _votes(entry: Entry) -> str:
    return f"{named(entry, entry.collectivity)} {_CHOICES[entry.fields['choice']]} {quoted(entry)}{_by_proxy(entry)}"


def _votes_anew(entry: Entry) -> str:
    choice = _CHOICES[entry.fields["choice"]]
    return f"{named(entry, entry.collectivity)} change son vote : {choice} {quoted(entry)}{_by_proxy(entry)}"


def _by_proxy(entry: Entry) -> str:
    """Who spoke, where that was for a collectivity of others."""
    return f" (par pouvoir, {person(entry, entry.id('person'))})" if entry.fields["proxy_of"] else ""


def _counted(entry: Entry) -> str:
    tally = entry.fields["tally"]
    if tally is None:
        return f"scrutin interrompu sur la décision {quoted(entry)} : les voix ne sont pas comptées"
    figures = f"{tally['yes']} pour, {tally['no']} contre, {fr.count(tally['abstain'], 'abstention')}"
    return f"scrutin clos sur la décision {quoted(entry)} : {figures}"


def _confirmed(entry: Entry) -> str:
    again = f". Prochain réexamen le {fr.day(entry.day('next_review'))}" if entry.fields["next_review"] else ""
    return f"décision confirmée après réexamen : {quoted(entry)}{again}"


def _deliberation(entry: Entry) -> str:
    act = entry.fields["deliberation"]
    on = fr.day(date.fromisoformat(act["on"]))
    receipt = f". Accusé de réception : {act['receipt']}" if act["receipt"] else ""
    return f"{_ACTS[act['kind']]} {act['number']} du {on} ({act['body']}) jointe à la décision {quoted(entry)}{receipt}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "decision.proposed": lambda e: f"décision proposée : {quoted(e)}",
        "decision.amount-stated": _amount,
        "decision.objection-raised": lambda e: (
            f"{named(e, e.collectivity)} s’oppose à l’adoption par consentement : décision {quoted(e)}"
            f"{_by_proxy(e)}{reason(e)}"
        ),
        "decision.objection-withdrawn": lambda e: (
            f"{named(e, e.collectivity)} retire son objection : décision {quoted(e)}{_by_proxy(e)}"
        ),
        "decision.adopted-by-consent": lambda e: (
            f"décision {e.fields['number']} adoptée par consentement : {quoted(e)}"
        ),
        "decision.voter-recused": lambda e: f"{named(e, e.collectivity)} : déport, décision {quoted(e)}{reason(e)}",
        "decision.ballot-opened": _ballot_opened,
        "decision.consultation-opened": _consultation_opened,
        "decision.quorum-not-reached": _without_quorum,
        "decision.vote-cast": _votes,
        "decision.vote-changed": _votes_anew,
        "decision.secret-vote-cast": lambda e: (
            f"{named(e, e.collectivity)} a voté au scrutin secret sur la décision {quoted(e)}"
        ),
        "decision.secret-vote-changed": lambda e: (
            f"{named(e, e.collectivity)} a changé son vote au scrutin secret sur la décision {quoted(e)}"
        ),
        "decision.ballot-closed": _counted,
        "decision.deferred": lambda e: f"décision ajournée : {quoted(e)}{reason(e)}",
        "decision.adopted": lambda e: f"décision {e.fields['number']} adoptée : {quoted(e)}",
        "decision.review-scheduled": lambda e: f"réexamen prévu le {fr.day(e.day('on'))} : décision {quoted(e)}",
        "decision.review-due": lambda e: f"réexamen à faire, prévu le {fr.day(e.day('on'))} : décision {quoted(e)}",
        "decision.confirmed": _confirmed,
        "decision.deliberation-referenced": _deliberation,
        "decision.superseded": lambda e: f"décision remplacée : {quoted(e)}, par « {named(e, e.id('by'))} »",
        "decision.repealed": lambda e: f"décision abrogée : {quoted(e)}, par « {named(e, e.id('by'))} »",
        "decision.corrected": lambda e: f"erreur matérielle rectifiée : décision « {e.fields['title']} »{reason(e)}",
        "decision.rejected": lambda e: f"décision rejetée : {quoted(e)} ({_CAUSES[e.fields['cause']]})",
    }
)
