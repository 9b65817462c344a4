"""Sentences in French on network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.projections import french as fr
from maillage.projections.wording.fr.phrases import MAJORITIES, named, person, reason, together

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

_CADENCES = {"MONTHLY": "une réunion par mois", "BIMONTHLY": "une réunion tous les deux mois"}
_FORMALITIES = {
    "RULE_CHANGES_CITE_DECISION": "citer une décision adoptée pour changer une règle du réseau",
    "BALLOTS": "pouvoir mettre une décision aux voix",
    "QUORUM_BLOCKS": "ne rien décider sans quorum",
    "AGENDA_ACCEPTANCE": "accepter les points de l’ordre du jour et n’en laisser aucun ouvert",
    "SEATS": "ne laisser représenter une collectivité que par ses titulaires, ou leurs suppléances",
    "MINUTES_APPROVAL": "faire approuver les comptes rendus par une autre collectivité",
}


def _cited(entry: Entry) -> str:
    decision = entry.fields["decision"]
    return f". Décision citée : « {named(entry, entry.id('decision'))} »" if decision else ""


def _cadence(entry: Entry) -> str:
    return f"rythme visé par le réseau : {_CADENCES[entry.fields['cadence']]}{_cited(entry)}"


def _allocation(entry: Entry) -> str:
    share = fr.percent(Decimal(entry.fields["share"]))
    return f"temps d’animation du réseau : {share} d’un temps plein{_cited(entry)}"


def _reactivity(entry: Entry) -> str:
    days = entry.fields["working_days"]
    within = f"{days} jour{'s' * (days > 1)} ouvré{'s' * (days > 1)}"
    return f"délai visé pour une première réponse à un besoin : {within}{_cited(entry)}"


def _silence(entry: Entry) -> str:
    days = entry.fields["days"]
    within = f"{days} jour{'s' * (days > 1)}"
    return f"comptes rendus approuvés après {within} de silence{_cited(entry)}"


def _voting_rules(entry: Entry) -> str:
    member, majority = entry.fields["casting_vote"], MAJORITIES[entry.fields["majority"]]
    tie = f"voix prépondérante : {named(entry, entry.id('casting_vote'))}" if member else "sans voix prépondérante"
    return f"prochains scrutins, sauf mention contraire : {majority}, {tie}{_cited(entry)}"


def _threshold(entry: Entry) -> str:
    amount = entry.fields["threshold"]
    if amount is None:
        return f"aucune décision n’attend plus de délibération des collectivités{_cited(entry)}"
    over = fr.euros(Decimal(amount))
    return f"au-delà de {over}, une décision attend la délibération de chaque collectivité contributrice{_cited(entry)}"


def _consultations(entry: Entry) -> str:
    rule = entry.fields["rule"]
    share, days = fr.more_than(rule["numerator"], rule["denominator"]), rule["working_days"]
    within = f"{days} jour{'s' * (days > 1)} ouvré{'s' * (days > 1)} au moins"
    return f"prochaines consultations écrites : {within}, réponses de {share} des membres{_cited(entry)}"


def _formality(said: str) -> Callable[[Entry], str]:
    return lambda entry: f"{said} : {_FORMALITIES[entry.fields['formality']]}{_cited(entry)}"


def _quorum_rule(entry: Entry) -> str:
    rule = entry.fields["rule"]
    where = "sur place ou à distance" if rule["remote_counts"] else "sur place"
    share = fr.more_than(rule["numerator"], rule["denominator"])
    return f"quorum des prochaines réunions : {share} des collectivités membres, {where}{_cited(entry)}"


def _closure(entry: Entry) -> str:
    first, last = (fr.day(entry.day(name)) for name in ("first_day", "last_day"))
    days = f"le {first}" if first == last else f"du {first} au {last}"
    return f"période de fermeture {days} : {entry.fields['label']}"


def _school_zone(entry: Entry) -> str:
    zone = entry.fields["zone"]
    return f"vacances scolaires : zone {zone[-1]}" if zone else "vacances scolaires : aucune zone indiquée"


def _syndicate(entry: Entry) -> str:
    siren = f" (SIREN {entry.fields['siren']})" if entry.fields["siren"] else ""
    return f"syndicat de traitement : {entry.fields['name']}{siren}"


def _coordinates(entry: Entry) -> str:
    who = person(entry, entry.id("person"))
    return f"animation du réseau confiée à {who} à compter du {fr.day(entry.day('on'))}"


def _relieved(entry: Entry) -> str:
    vacancy = ". Poste vacant" if entry.fields["vacancy"] else ""
    return f"{person(entry, entry.id('person'))} quitte l’animation du réseau le {fr.day(entry.day('on'))}{vacancy}"


def _joins(entry: Entry) -> str:
    return f"{named(entry, entry.collectivity)} : membre du réseau à compter du {fr.day(entry.day('on'))}"


def _leaves(entry: Entry) -> str:
    ref = entry.fields["settlement_ref"]
    settled = f". Pièce qui règle les affaires ouvertes : {ref}" if ref else ""
    return f"{named(entry, entry.collectivity)} quitte le réseau le {fr.day(entry.day('on'))}{reason(entry)}{settled}"


def _partner_joins(entry: Entry) -> str:
    return f"nouveau partenaire du réseau à compter du {fr.day(entry.day('on'))} : {entry.fields['name']}"


def _partner_leaves(entry: Entry) -> str:
    partner = named(entry, entry.id("partner"))
    return f"{partner} : fin du partenariat le {fr.day(entry.day('on'))}{reason(entry)}"


def _merge(entry: Entry) -> str:
    names = together([named(entry, UUID(each)) for each in entry.fields["merged"]])
    go = "fusionnent" if len(entry.fields["merged"]) > 1 else "fusionne"
    return f"{names} {go} avec {named(entry, entry.id('into'))}, qui succède à compter du {fr.day(entry.day('on'))}"


def _invited(entry: Entry) -> str:
    number = len(entry.fields["people"])
    return f"{number} personne{'s' * (number > 1)} invitée{'s' * (number > 1)} à entrer dans Maillage"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "network.founded": lambda e: f"fondation du réseau « {e.fields['name']} »",
        "network.coordinator-appointed": _coordinates,
        "network.coordinator-relieved": _relieved,
        "network.cadence-target-set": _cadence,
        "network.quorum-rule-set": _quorum_rule,
        "network.coordinator-allocation-set": _allocation,
        "network.reactivity-target-set": _reactivity,
        "network.minutes-silence-set": _silence,
        "network.voting-rules-set": _voting_rules,
        "network.deliberation-threshold-set": _threshold,
        "network.consultation-rule-set": _consultations,
        "network.formality-turned-on": _formality("formalité demandée par le réseau"),
        "network.formality-turned-off": _formality("formalité levée par le réseau"),
        "network.closure-period-declared": _closure,
        "network.school-zone-set": _school_zone,
        "network.syndicate-described": _syndicate,
        "network.collectivity-admitted": _joins,
        "network.collectivities-merged": _merge,
        "network.collectivity-withdrawn": _leaves,
        "network.people-invited-to-sign-in": _invited,
        "network.partner-associated": _partner_joins,
        "network.partner-dissociated": _partner_leaves,
    }
)
