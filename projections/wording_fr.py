"""The sentences of the timeline in French. They agree with nobody's gender, and no name follows `de`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.domain.mandates import Function
from maillage.projections import french as fr

if TYPE_CHECKING:
    from maillage.projections.timeline import Entry

ERASED = "une personne effacée"
UNKNOWN = "une organisation inconnue"

FUNCTIONS: Mapping[Function, str] = {
    Function.AMBASSADOR: "ambassadeur ou ambassadrice du tri et de la prévention",
    Function.OFFICER: "technicien ou technicienne",
    Function.ELECTED_REPRESENTATIVE: "élu ou élue",
    Function.AUDITOR: "auditeur ou auditrice",
    Function.PARTNER_CONTACT: "interlocuteur ou interlocutrice",
}
_CADENCES = {"MONTHLY": "une réunion par mois", "BIMONTHLY": "une réunion tous les deux mois"}
_FORMALITIES = {"RULE_CHANGES_CITE_DECISION": "citer une décision adoptée pour changer une règle du réseau"}
_COLLECTIVITIES = {"EPCI": "EPCI", "COMMUNE": "commune"}
_KINDS = {
    "REGULAR": "réunion ordinaire",
    "SITE_VISIT": "visite de site",
    "WORKING_GROUP": "groupe de travail",
    "TRAINING": "formation",
}
_MODALITIES = {"ON_SITE": "sur place", "REMOTE": "à distance", "HYBRID": "sur place et à distance"}
_PRESENCES = {"ONSITE": "sur place", "REMOTE": "à distance"}
_MODES = {"PUBLIC": "scrutin public", "SECRET": "scrutin secret"}
_MAJORITIES = {
    "SIMPLE": "plus de la moitié des suffrages exprimés",
    "ABSOLUTE": "plus de la moitié des membres",
    "TWO_THIRDS": "les deux tiers des suffrages exprimés",
}
_CHOICES = {"YES": "vote pour la décision", "NO": "vote contre la décision", "ABSTAIN": "s’abstient sur la décision"}
_CAUSES = {
    "NOT_ENOUGH_VOTES": "majorité non atteinte",
    "TIE": "égalité des voix",
    "NO_VOTES_CAST": "aucun suffrage exprimé",
}


def _person(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or ERASED


def _named(entry: Entry, id: UUID | None) -> str:
    return entry.name_of(id) or UNKNOWN


def _quoted(entry: Entry) -> str:
    return f"« {_named(entry, entry.subject)} »"


def _reason(entry: Entry) -> str:
    reason = entry.fields["reason"]
    return f". Motif : {reason}" if reason else ""


# The network ----------------------------------------------------------------------


def _cited(entry: Entry) -> str:
    decision = entry.fields["decision"]
    return f". Décision citée : « {_named(entry, entry.id('decision'))} »" if decision else ""


def _cadence(entry: Entry) -> str:
    return f"rythme visé par le réseau : {_CADENCES[entry.fields['cadence']]}{_cited(entry)}"


def _allocation(entry: Entry) -> str:
    share = fr.percent(Decimal(entry.fields["share"]))
    return f"temps d’animation du réseau : {share} d’un temps plein{_cited(entry)}"


def _reactivity(entry: Entry) -> str:
    days = entry.fields["working_days"]
    within = f"{days} jour{'s' * (days > 1)} ouvré{'s' * (days > 1)}"
    return f"délai visé pour une première réponse à un besoin : {within}{_cited(entry)}"


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


def _syndicate(entry: Entry) -> str:
    siren = f" (SIREN {entry.fields['siren']})" if entry.fields["siren"] else ""
    return f"syndicat de traitement : {entry.fields['name']}{siren}"


def _coordinates(entry: Entry) -> str:
    who = _person(entry, entry.id("person"))
    return f"animation du réseau confiée à {who} à compter du {fr.day(entry.day('on'))}"


def _relieved(entry: Entry) -> str:
    vacancy = ". Poste vacant" if entry.fields["vacancy"] else ""
    return f"{_person(entry, entry.id('person'))} quitte l’animation du réseau le {fr.day(entry.day('on'))}{vacancy}"


def _joins(entry: Entry) -> str:
    return f"{_named(entry, entry.collectivity)} : membre du réseau à compter du {fr.day(entry.day('on'))}"


def _leaves(entry: Entry) -> str:
    return f"{_named(entry, entry.collectivity)} quitte le réseau le {fr.day(entry.day('on'))}{_reason(entry)}"


def _partner_joins(entry: Entry) -> str:
    return f"nouveau partenaire du réseau à compter du {fr.day(entry.day('on'))} : {entry.fields['name']}"


def _partner_leaves(entry: Entry) -> str:
    partner = _named(entry, entry.id("partner"))
    return f"{partner} : fin du partenariat le {fr.day(entry.day('on'))}{_reason(entry)}"


# Collectivities -------------------------------------------------------------------


def _population(entry: Entry) -> str:
    f = entry.fields
    people = fr.number(Decimal(f["inhabitants"]))
    return f"{_named(entry, entry.subject)} : {people} habitants en {f['year']} (source : {f['source']})"


def _tonnage(entry: Entry) -> str:
    f = entry.fields
    tonnes = fr.number(Decimal(f["tonnes"]))
    return f"{_named(entry, entry.subject)} : {tonnes} t de déchets collectées en {f['year']} (source : {f['source']})"


# People ---------------------------------------------------------------------------


def _mandate(entry: Entry) -> str:
    function = FUNCTIONS[Function(entry.fields["function"])]
    until = f" et jusqu’au {fr.day(entry.day('ends_on'))}" if entry.fields["ends_on"] else ""
    act = f" (acte : {entry.fields['deliberation']})" if entry.fields["deliberation"] else ""
    where = _named(entry, entry.id("organisation"))
    who = _person(entry, entry.subject)
    return f"{who} : {function} pour {where}, à compter du {fr.day(entry.day('starts_on'))}{until}{act}"


def _onboarded(entry: Entry) -> str:
    share, where = fr.percent(Decimal(entry.fields["fte"])), _named(entry, entry.id("mandate"))
    post = f"{share} d’un temps plein pour {where}"
    return f"{_person(entry, entry.subject)} : {post} à compter du {fr.day(entry.day('on'))}"


def _mandate_ended(entry: Entry) -> str:
    held = f"{FUNCTIONS[entry.function_of(entry.id('mandate'))]} pour {_named(entry, entry.id('mandate'))}"
    return f"{_person(entry, entry.subject)} : fin de mandat le {fr.day(entry.day('on'))}, {held}"


# Meetings -------------------------------------------------------------------------


def _planned(entry: Entry) -> str:
    kind, modality = _KINDS[entry.fields["kind"]], _MODALITIES[entry.fields["modality"]]
    return f"réunion {_quoted(entry)} à programmer ({kind}, {modality})"


def _slot(entry: Entry) -> str:
    place = f". Lieu : {entry.fields['place']}" if entry.fields["place"] else ""
    return f"{fr.period(entry.instant('starts_at'), entry.instant('ends_at'))}{place}"


def _opened(entry: Entry) -> str:
    members = fr.count(len(entry.fields["members"]), "collectivité membre")
    return f"réunion {_quoted(entry)} ouverte : {members}, quorum à {entry.fields['needed']}"


def _arrived(entry: Entry) -> str:
    whom = f" pour {_named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, how = _person(entry, entry.id("person")), _PRESENCES[entry.fields["presence"]]
    return f"{who} participe à la réunion {_quoted(entry)}{whom}, {how}"


def _quorum(said: str) -> Callable[[Entry], str]:
    def render(entry: Entry) -> str:
        represented = fr.count(entry.fields["represented"], "collectivité représentée")
        return f"réunion {_quoted(entry)} : {said} ({represented}, quorum à {entry.fields['needed']})"

    return render


def _quorum_missed(entry: Entry) -> str:
    figures = f"au plus haut {entry.fields['represented']} sur {entry.fields['members']}"
    return f"réunion {_quoted(entry)} : quorum jamais atteint ({figures}, quorum à {entry.fields['needed']})"


def _closed(entry: Entry) -> str:
    return f"réunion {_quoted(entry)} close : {fr.count(len(entry.fields['attended']), 'collectivité présente')}"


# Decisions ------------------------------------------------------------------------


def _ballot_opened(entry: Entry) -> str:
    quorum, majority = entry.fields["quorum"], _MAJORITIES[entry.fields["majority"]]
    room = f"{fr.count(quorum['represented'], 'collectivité représentée')} sur {quorum['members']}"
    return f"{_MODES[entry.fields['mode']]} ouvert sur la décision {_quoted(entry)} : il faut {majority} ({room})"


def _votes(entry: Entry) -> str:
    return f"{_named(entry, entry.collectivity)} {_CHOICES[entry.fields['choice']]} {_quoted(entry)}"


def _votes_anew(entry: Entry) -> str:
    choice = _CHOICES[entry.fields["choice"]]
    return f"{_named(entry, entry.collectivity)} change son vote : {choice} {_quoted(entry)}"


def _counted(entry: Entry) -> str:
    tally = entry.fields["tally"]
    if tally is None:
        return f"scrutin interrompu sur la décision {_quoted(entry)} : les voix ne sont pas comptées"
    figures = f"{tally['yes']} pour, {tally['no']} contre, {fr.count(tally['abstain'], 'abstention')}"
    return f"scrutin clos sur la décision {_quoted(entry)} : {figures}"


# Action items ---------------------------------------------------------------------


def _assigned(entry: Entry) -> str:
    whom = f" pour {_named(entry, entry.collectivity)}" if entry.collectivity else ""
    who, due = _person(entry, entry.id("owner")), fr.day(entry.day("due"))
    return f"action {_quoted(entry)} confiée à {who}{whom}, échéance le {due}"


def _due_date_moved(entry: Entry) -> str:
    return f"action {_quoted(entry)} : échéance déplacée au {fr.day(entry.day('due'))}{_reason(entry)}"


def _confirmed(entry: Entry) -> str:
    again = f". Prochain réexamen le {fr.day(entry.day('next_review'))}" if entry.fields["next_review"] else ""
    return f"décision confirmée après réexamen : {_quoted(entry)}{again}"


def _deliberation(entry: Entry) -> str:
    act = entry.fields["deliberation"]
    on = fr.day(date.fromisoformat(act["on"]))
    receipt = f". Accusé de réception : {act['receipt']}" if act["receipt"] else ""
    return f"délibération {act['number']} du {on} ({act['body']}) jointe à la décision {_quoted(entry)}{receipt}"


SENTENCES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "network.founded": lambda e: f"fondation du réseau « {e.fields['name']} »",
        "network.coordinator-appointed": _coordinates,
        "network.coordinator-relieved": _relieved,
        "network.cadence-target-set": _cadence,
        "network.quorum-rule-set": _quorum_rule,
        "network.coordinator-allocation-set": _allocation,
        "network.reactivity-target-set": _reactivity,
        "network.formality-turned-on": _formality("formalité demandée par le réseau"),
        "network.formality-turned-off": _formality("formalité levée par le réseau"),
        "network.closure-period-declared": _closure,
        "network.syndicate-described": _syndicate,
        "network.collectivity-admitted": _joins,
        "network.collectivity-withdrawn": _leaves,
        "network.partner-associated": _partner_joins,
        "network.partner-dissociated": _partner_leaves,
        "collectivity.registered": lambda e: (
            f"nouvelle collectivité à l’annuaire : {e.fields['name']} ({_COLLECTIVITIES[e.fields['kind']]})"
        ),
        "collectivity.renamed": lambda e: (
            f"{_named(e, e.subject)} prend le nom « {e.fields['name']} » à compter du {fr.day(e.day('on'))}"
        ),
        "collectivity.population-recorded": _population,
        "collectivity.tonnage-recorded": _tonnage,
        "person.registered": lambda e: f"nouvelle entrée à l’annuaire : {_person(e, e.subject)}",
        "person.contact-details-given": lambda e: f"coordonnées mises à jour : {_person(e, e.subject)}",
        "person.title-form-chosen": lambda e: f"forme des titres mise à jour : {_person(e, e.subject)}",
        "person.availability-declared": lambda e: f"disponibilité mise à jour : {_person(e, e.subject)}",
        "person.skill-declared": lambda e: f"{_person(e, e.subject)} : compétence déclarée, {e.fields['skill']}",
        "person.skill-withdrawn": lambda e: f"{_person(e, e.subject)} : compétence retirée, {e.fields['skill']}",
        "person.training-recorded": lambda e: (
            f"{_person(e, e.subject)} : formation suivie le {fr.day(e.day('on'))}, {e.fields['title']}"
        ),
        "person.mandate-granted": _mandate,
        "person.mandate-ended": _mandate_ended,
        "person.ambassador-onboarded": _onboarded,
        "person.ambassador-departed": lambda e: f"{_person(e, e.subject)} : départ le {fr.day(e.day('on'))}",
        "meeting.planned": _planned,
        "meeting.scheduled": lambda e: f"réunion {_quoted(e)} fixée au {_slot(e)}",
        "meeting.rescheduled": lambda e: f"réunion {_quoted(e)} déplacée au {_slot(e)}{_reason(e)}",
        "meeting.cancelled": lambda e: f"réunion {_quoted(e)} annulée{_reason(e)}",
        "meeting.opened": _opened,
        "meeting.participant-arrived": _arrived,
        "meeting.participant-left": lambda e: f"{_person(e, e.id('person'))} quitte la réunion {_quoted(e)}",
        "meeting.quorum-established": _quorum("quorum atteint"),
        "meeting.quorum-lost": _quorum("quorum perdu"),
        "meeting.quorum-not-reached": _quorum_missed,
        "meeting.closed": _closed,
        "decision.proposed": lambda e: f"décision proposée : {_quoted(e)}",
        "decision.objection-raised": lambda e: (
            f"{_named(e, e.collectivity)} s’oppose à l’adoption par consentement : décision {_quoted(e)}{_reason(e)}"
        ),
        "decision.objection-withdrawn": lambda e: (
            f"{_named(e, e.collectivity)} retire son objection : décision {_quoted(e)}"
        ),
        "decision.adopted-by-consent": lambda e: (
            f"décision {e.fields['number']} adoptée par consentement : {_quoted(e)}"
        ),
        "decision.voter-recused": lambda e: f"{_named(e, e.collectivity)} : déport, décision {_quoted(e)}{_reason(e)}",
        "decision.ballot-opened": _ballot_opened,
        "decision.vote-cast": _votes,
        "decision.vote-changed": _votes_anew,
        "decision.secret-vote-cast": lambda e: (
            f"{_named(e, e.collectivity)} a voté au scrutin secret sur la décision {_quoted(e)}"
        ),
        "decision.secret-vote-changed": lambda e: (
            f"{_named(e, e.collectivity)} a changé son vote au scrutin secret sur la décision {_quoted(e)}"
        ),
        "decision.ballot-closed": _counted,
        "decision.deferred": lambda e: f"décision ajournée : {_quoted(e)}{_reason(e)}",
        "decision.adopted": lambda e: f"décision {e.fields['number']} adoptée : {_quoted(e)}",
        "decision.review-scheduled": lambda e: f"réexamen prévu le {fr.day(e.day('on'))} : décision {_quoted(e)}",
        "decision.confirmed": _confirmed,
        "decision.deliberation-referenced": _deliberation,
        "decision.superseded": lambda e: f"décision remplacée : {_quoted(e)}, par « {_named(e, e.id('by'))} »",
        "decision.repealed": lambda e: f"décision abrogée : {_quoted(e)}, par « {_named(e, e.id('by'))} »",
        "decision.corrected": lambda e: f"erreur matérielle rectifiée : décision « {e.fields['title']} »{_reason(e)}",
        "decision.rejected": lambda e: f"décision rejetée : {_quoted(e)} ({_CAUSES[e.fields['cause']]})",
        "action-item.assigned": _assigned,
        "action-item.due-date-moved": _due_date_moved,
        "action-item.started": lambda e: f"action {_quoted(e)} commencée",
        "action-item.completed": lambda e: f"action {_quoted(e)} terminée. Justificatif : {e.fields['evidence']}",
        "action-item.reopened": lambda e: f"action {_quoted(e)} rouverte{_reason(e)}",
        "action-item.dropped": lambda e: f"action {_quoted(e)} abandonnée{_reason(e)}",
    }
)
