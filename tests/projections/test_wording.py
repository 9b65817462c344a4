"""Every entry has its sentence, in French and in English."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from maillage.domain.caller import Role
from maillage.domain.formalities import Formality
from maillage.domain.network import Network
from maillage.domain.registry import every_fact
from maillage.eventstore.facts import Envelope, Recorded
from maillage.eventstore.mapper import to_fact
from maillage.projections import english, french, people_writes, timeline, timeline_writes, wording
from maillage.projections.audience import AudienceScope
from tests.projections import agenda_story, minutes_story
from tests.projections.story import Chronicle, caller, whole_story, write
from tests.story import STREAM
from tests.test_golden import KEYS, stored


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_fact_has_a_sentence_and_every_sentence_its_fact(locale):
    assert set(wording.SENTENCES[locale]) == set(every_fact())


async def test_every_formality_is_told_in_words(db):
    chronicle = Chronicle()
    for formality in Formality:
        chronicle.add(Network.FormalityTurnedOn, formality=formality, decision=None)
    await write(db, chronicle.facts)
    scope = AudienceScope.of(caller(chronicle, Role.AUD))
    _, *entries = await timeline.page_after(db, scope, timeline.BEGINNING, 100)
    for locale in ("fr", "en"):
        assert len({entry.text(locale) for entry in entries}) == len(Formality)


async def test_the_whole_story_in_french_and_english(db):
    chronicle = whole_story()
    await write(db, chronicle.facts)
    scope = AudienceScope.of(caller(chronicle, Role.AUD))
    entries = await timeline.page_after(db, scope, timeline.BEGINNING, 1000)
    said = {(each.topic, each.text("fr"), each.text("en")) for each in entries}
    assert {topic for topic, _, _ in said} == set(every_fact())
    for topic, fr, en in SAMPLES:
        assert (topic, fr, en) in said, [each[1:] for each in said if each[0] == topic]
    assert {topic for topic, _, _ in SAMPLES} == set(every_fact())
    assert all("inconnu" not in fr and "unknown" not in en and "None" not in fr + en for _, fr, en in said)


SAMPLES = [
    *agenda_story.SAMPLES,
    *minutes_story.SAMPLES,
    (
        "network.people-invited-to-sign-in",
        "1 personne invitée à entrer dans Maillage.",
        "1 person invited to sign in to Maillage.",
    ),
    (
        "network.school-zone-set",
        "Vacances scolaires : zone B.",
        "School holidays: zone B.",
    ),
    (
        "date-poll.opened",
        "Sondage de dates « Rencontre 1 » ouvert : 2 dates, réponses attendues jusqu’au mercredi 1er avril 2026 "
        "à 14 h.",
        "Date poll “Rencontre 1” opened: 2 dates, answers due until Wednesday 1 April 2026 at 14:00.",
    ),
    (
        "date-poll.option-added",
        "Sondage de dates « Rencontre 1 » : date ajoutée, le samedi 4 avril 2026 de 14 h à 16 h.",
        "Date poll “Rencontre 1”: date added, Saturday 4 April 2026 from 14:00 to 16:00.",
    ),
    (
        "date-poll.availability-answered",
        "Zoé Étienne répond au sondage de dates « Rencontre 1 ».",
        "Zoé Étienne answers the date poll “Rencontre 1”.",
    ),
    (
        "date-poll.reminder-sent",
        "Sondage de dates « Rencontre 1 » : rappel à 1 personne sans réponse complète.",
        "Date poll “Rencontre 1”: reminder to 1 person without a full answer.",
    ),
    (
        "date-poll.all-answered",
        "Sondage de dates « Rencontre 1 » : toutes les réponses sont là (3 personnes).",
        "Date poll “Rencontre 1”: all answers are in (3 people).",
    ),
    (
        "date-poll.closed",
        "Sondage de dates « Rencontre 1 » clos : date retenue, le jeudi 2 avril 2026 de 14 h à 16 h (2 collectivités "
        "disponibles pour 2).",
        "Date poll “Rencontre 1” closed on Thursday 2 April 2026 from 14:00 to 16:00 (2 collectivities can come, 2 "
        "needed).",
    ),
    (
        "date-poll.abandoned",
        "Sondage de dates « Rencontre 2 » abandonné. Motif : Reportée.",
        "Date poll “Rencontre 2” abandoned. Reason: Reportée.",
    ),
    (
        "network.founded",
        "Fondation du réseau « Réseau du centre ».",
        "The network “Réseau du centre” is founded.",
    ),
    (
        "person.registered",
        "Nouvelle entrée à l’annuaire : Anne Le Goff.",
        "New entry in the directory: Anne Le Goff.",
    ),
    (
        "network.coordinator-appointed",
        "Animation du réseau confiée à Anne Le Goff à compter du lundi 2 mars 2026.",
        "Coordinator of the network from Monday 2 March 2026: Anne Le Goff.",
    ),
    (
        "network.coordinator-relieved",
        "Anne Le Goff quitte l’animation du réseau le dimanche 15 mars 2026. Poste vacant.",
        "Anne Le Goff leaves the coordination on Sunday 15 March 2026. The post is vacant.",
    ),
    (
        "network.cadence-target-set",
        "Rythme visé par le réseau : une réunion par mois.",
        "The network aims at a meeting every month.",
    ),
    (
        "network.quorum-rule-set",
        "Quorum des prochaines réunions : plus des deux tiers des collectivités membres, sur place.",
        "Quorum of the meetings to come: more than two thirds of the member collectivities, on site.",
    ),
    (
        "network.coordinator-allocation-set",
        "Temps d’animation du réseau : 12,5 % d’un temps plein.",
        "Time of the coordinator: 12.5% of a full-time post.",
    ),
    (
        "network.reactivity-target-set",
        "Délai visé pour une première réponse à un besoin : 3 jours ouvrés.",
        "First answer to a need to come within 3 working days.",
    ),
    (
        "network.minutes-silence-set",
        "Comptes rendus approuvés après 15 jours de silence.",
        "Minutes are approved after 15 days of silence.",
    ),
    (
        "network.voting-rules-set",
        "Prochains scrutins, sauf mention contraire : les deux tiers des suffrages exprimés, voix prépondérante : "
        "Élan de Vilaine.",
        "Ballots from now on, unless they say otherwise: two thirds of the votes cast, casting vote: Élan de Vilaine.",
    ),
    (
        "network.voting-rules-set",
        "Prochains scrutins, sauf mention contraire : les deux tiers des suffrages exprimés, sans voix prépondérante.",
        "Ballots from now on, unless they say otherwise: two thirds of the votes cast, no casting vote.",
    ),
    (
        "network.deliberation-threshold-set",
        "Au-delà de 10\u202f000,00 €, une décision attend la délibération de chaque collectivité contributrice.",
        "Above €10,000.00, a decision waits for the deliberation of each contributing collectivity.",
    ),
    (
        "network.deliberation-threshold-set",
        "Aucune décision n’attend plus de délibération des collectivités.",
        "No decision waits for deliberations of the collectivities any more.",
    ),
    (
        "network.consultation-rule-set",
        "Prochaines consultations écrites : 3 jours ouvrés au moins, réponses de plus de la moitié des membres.",
        "Consultations from now on: 3 working days at least, answers from more than half of the members.",
    ),
    (
        "network.formality-turned-on",
        "Formalité demandée par le réseau : citer une décision adoptée pour changer une règle du réseau.",
        "Formality that the network asks for: citing an adopted decision to change a rule of the network.",
    ),
    (
        "network.cadence-target-set",
        "Rythme visé par le réseau : une réunion par mois. Décision citée : « Projet 1 ».",
        "The network aims at a meeting every month. Decision cited: “Projet 1”.",
    ),
    (
        "network.formality-turned-off",
        "Formalité levée par le réseau : citer une décision adoptée pour changer une règle du réseau. Décision citée : "
        "« Projet 1 ».",
        "Formality that the network asks for no more: citing an adopted decision to change a rule of the network. "
        "Decision cited: “Projet 1”.",
    ),
    (
        "network.closure-period-declared",
        "Période de fermeture du samedi 1er août 2026 au lundi 31 août 2026 : Congés d’été.",
        "Closure from Saturday 1 August 2026 to Monday 31 August 2026: Congés d’été.",
    ),
    (
        "network.syndicate-described",
        "Syndicat de traitement : Sittom (SIREN 200000172).",
        "Treatment syndicate: Sittom (SIREN 200000172).",
    ),
    (
        "collectivity.registered",
        "Nouvelle collectivité à l’annuaire : Élan de Vilaine (EPCI).",
        "New collectivity in the directory: Élan de Vilaine (EPCI).",
    ),
    (
        "collectivity.renamed",
        "Arc Sud prend le nom « Arc du Sud » à compter du lundi 2 mars 2026.",
        "Arc Sud is called “Arc du Sud” from Monday 2 March 2026.",
    ),
    (
        "collectivity.renamed",
        "Arc du Sud prend le nom « Grand Arc » à compter du lundi 2 mars 2026.",
        "Arc du Sud is called “Grand Arc” from Monday 2 March 2026.",
    ),
    (
        "collectivity.population-recorded",
        "Élan de Vilaine : 12\u202f345 habitants en 2023 (source : INSEE).",
        "Élan de Vilaine: 12,345 inhabitants in 2023 (source: INSEE).",
    ),
    (
        "collectivity.tonnage-recorded",
        "Élan de Vilaine : 4\u202f812,5 t de déchets collectées en 2025 (source : Pesées).",
        "Élan de Vilaine: 4,812.5 t of waste collected in 2025 (source: Pesées).",
    ),
    (
        "collectivity.profile-described",
        "Profil mis à jour : Élan de Vilaine.",
        "Profile brought up to date: Élan de Vilaine.",
    ),
    (
        "collectivity.closed",
        "Grand Arc n’existe plus à compter du jeudi 31 décembre 2026. Motif : Dissolution.",
        "Grand Arc exists no more from Thursday 31 December 2026 on. Reason: Dissolution.",
    ),
    (
        "collectivity.seat-taken",
        "Élan de Vilaine, siège 1 : Zoé Étienne, titulaire, à compter du jeudi 1er janvier 2026.",
        "Élan de Vilaine, seat 1: Zoé Étienne, titular, from Thursday 1 January 2026.",
    ),
    (
        "collectivity.seat-end-moved",
        "Élan de Vilaine, siège 1 : Zoé Étienne, jusqu’au jeudi 31 décembre 2026.",
        "Élan de Vilaine, seat 1: Zoé Étienne, to Thursday 31 December 2026.",
    ),
    (
        "collectivity.substitute-designated",
        "Arc Sud, siège 2 : Marc Le Goff, suppléance, à compter du dimanche 1er février 2026 (acte : 2026-15).",
        "Arc Sud, seat 2: Marc Le Goff, substitute, from Sunday 1 February 2026 (act: 2026-15).",
    ),
    (
        "collectivity.seat-end-moved",
        "Arc Sud, siège 2 : Marc Le Goff ne l’occupera pas.",
        "Arc Sud, seat 2: Marc Le Goff will not hold it.",
    ),
    (
        "collectivity.seat-end-moved",
        "Arc Sud, siège 2 : Marc Le Goff, sans date de fin.",
        "Arc Sud, seat 2: Marc Le Goff, without an end.",
    ),
    (
        "network.collectivity-admitted",
        "Élan de Vilaine : membre du réseau à compter du jeudi 1er janvier 2026.",
        "Élan de Vilaine: member of the network from Thursday 1 January 2026.",
    ),
    (
        "network.partner-associated",
        "Nouveau partenaire du réseau à compter du jeudi 1er janvier 2026 : ADEME.",
        "New partner of the network from Thursday 1 January 2026: ADEME.",
    ),
    (
        "person.contact-details-given",
        "Coordonnées mises à jour : Zoé Étienne.",
        "Contact details brought up to date: Zoé Étienne.",
    ),
    (
        "person.ambassador-onboarded",
        "Marc Le Goff : 75 % d’un temps plein pour Arc Sud à compter du dimanche 1er février 2026.",
        "Marc Le Goff: 75% of a full-time post for Arc Sud from Sunday 1 February 2026.",
    ),
    (
        "person.ambassador-departed",
        "Marc Le Goff : départ le dimanche 15 mars 2026.",
        "Marc Le Goff: departure on Sunday 15 March 2026.",
    ),
    (
        "person.title-form-chosen",
        "Forme des titres mise à jour : Zoé Étienne.",
        "Form of titles brought up to date: Zoé Étienne.",
    ),
    (
        "person.availability-declared",
        "Disponibilité mise à jour : Zoé Étienne.",
        "Availability brought up to date: Zoé Étienne.",
    ),
    (
        "person.notification-preferences-set",
        "Choix des messages mis à jour : Zoé Étienne.",
        "Choice of messages brought up to date: Zoé Étienne.",
    ),
    (
        "person.skill-declared",
        "Zoé Étienne : compétence déclarée, Animation scolaire.",
        "Zoé Étienne: skill declared, Animation scolaire.",
    ),
    (
        "person.skill-withdrawn",
        "Zoé Étienne : compétence retirée, Compostage.",
        "Zoé Étienne: skill withdrawn, Compostage.",
    ),
    (
        "person.training-recorded",
        "Zoé Étienne : formation suivie le vendredi 13 février 2026, Guide composteur.",
        "Zoé Étienne: training followed on Friday 13 February 2026, Guide composteur.",
    ),
    (
        "person.mandate-granted",
        "Marc Le Goff : ambassadeur ou ambassadrice du tri et de la prévention pour Arc Sud, à "
        "compter du jeudi 1er janvier 2026 (acte : 2025-12).",
        "Marc Le Goff: sorting and prevention ambassador for Arc Sud, from Thursday 1 January 2026 (act: 2025-12).",
    ),
    (
        "person.mandate-extended",
        "Luc Abgrall : mandat prolongé jusqu’au mercredi 30 juin 2027, élu ou élue pour Zone d’Oust (acte : 2026-40).",
        "Luc Abgrall: mandate extended to Wednesday 30 June 2027, elected representative for Zone d’Oust "
        "(act: 2026-40).",
    ),
    (
        "person.mandate-ended",
        "Marc Le Goff : fin de mandat le dimanche 15 mars 2026, ambassadeur ou ambassadrice du tri "
        "et de la prévention pour Arc Sud.",
        "Marc Le Goff: end of the mandate on Sunday 15 March 2026, sorting and prevention ambassador for Arc Sud.",
    ),
    (
        "meeting.planned",
        "Réunion « Bilan 1 » à programmer (réunion ordinaire, sur place et à distance).",
        "Meeting “Bilan 1” to be scheduled (regular meeting, on site and remote).",
    ),
    (
        "meeting.scheduled",
        "Réunion « Bilan 1 » fixée au mardi 3 mars 2026 de 14 h 30 à 16 h 30. Lieu : Péaule.",
        "Meeting “Bilan 1” scheduled for Tuesday 3 March 2026 from 14:30 to 16:30. Place: Péaule.",
    ),
    (
        "meeting.opened",
        "Réunion « Bilan 1 » ouverte : 3 collectivités membres, quorum à 2.",
        "Meeting “Bilan 1” opened: 3 member collectivities, quorum at 2.",
    ),
    (
        "meeting.participant-arrived",
        "Zoé Étienne participe à la réunion « Bilan 1 » pour Élan de Vilaine, sur place.",
        "Zoé Étienne attends the meeting “Bilan 1” for Élan de Vilaine, on site.",
    ),
    (
        "meeting.quorum-established",
        "Réunion « Bilan 1 » : quorum atteint (2 collectivités représentées, quorum à 2).",
        "Meeting “Bilan 1”: quorum reached (2 collectivities represented, quorum at 2).",
    ),
    (
        "meeting.participant-left",
        "Une personne effacée quitte la réunion « Bilan 3 ».",
        "An erased person leaves the meeting “Bilan 3”.",
    ),
    (
        "meeting.quorum-lost",
        "Réunion « Bilan 1 » : quorum perdu (1 collectivité représentée, quorum à 2).",
        "Meeting “Bilan 1”: quorum lost (1 collectivity represented, quorum at 2).",
    ),
    (
        "meeting.closed",
        "Réunion « Bilan 1 » close : 2 collectivités présentes.",
        "Meeting “Bilan 1” closed: 2 collectivities attended.",
    ),
    (
        "meeting.adjourned",
        "Réunion « Bilan 41 » ajournée avant son terme. Motif : Salle à rendre.",
        "Meeting “Bilan 41” adjourned before its end. Reason: Salle à rendre.",
    ),
    (
        "meeting.reconvened",
        "Réunion « Bilan 42 » : elle reprend la réunion « Bilan 41 », sans condition de quorum.",
        "Meeting “Bilan 42” goes on with the meeting “Bilan 41”, and needs no quorum.",
    ),
    (
        "meeting.quorum-not-reached",
        "Réunion « Bilan 2 » : quorum jamais atteint (au plus haut 0 sur 3, quorum à 2).",
        "Meeting “Bilan 2”: quorum never reached (at best 0 of 3, quorum at 2).",
    ),
    (
        "meeting.rescheduled",
        "Réunion « Visite » déplacée au jeudi 2 avril 2026 de 0 h à 10 h. Lieu : UVE. Motif : Travaux.",
        "Meeting “Visite” moved to Thursday 2 April 2026 from 00:00 to 10:00. Place: UVE. Reason: Travaux.",
    ),
    (
        "meeting.invitations-sent",
        "Réunion « Visite » : 3 personnes invitées.",
        "Meeting “Visite”: 3 people invited.",
    ),
    (
        "meeting.attendance-answered",
        "Réunion « Visite » : Zoé Étienne se fera remplacer par Luc Abgrall.",
        "Meeting “Visite”: Zoé Étienne sends a substitute, Luc Abgrall.",
    ),
    (
        "meeting.attendance-answered",
        "Réunion « Visite » : Marc Le Goff participera.",
        "Meeting “Visite”: Marc Le Goff will attend.",
    ),
    (
        "meeting.carpool-offered",
        "Réunion « Visite » : Marc Le Goff propose 1 place en covoiturage.",
        "Meeting “Visite”: Marc Le Goff offers 1 seat in a car.",
    ),
    (
        "meeting.proxy-given",
        "Réunion « Visite » : Zone d’Oust donne pouvoir à Zoé Étienne.",
        "Meeting “Visite”: Zone d’Oust gives its proxy to Zoé Étienne.",
    ),
    (
        "meeting.proxy-revoked",
        "Réunion « Visite » : le pouvoir donné à Zoé Étienne par Zone d’Oust prend fin avec le mandat.",
        "Meeting “Visite”: the proxy given to Zoé Étienne by Zone d’Oust ends with the mandate.",
    ),
    (
        "decision.vote-cast",
        "Zone d’Oust vote pour la décision « Projet 1 » (par pouvoir, Marc Le Goff).",
        "Zone d’Oust votes for the decision “Projet 1” (by proxy, Marc Le Goff).",
    ),
    (
        "meeting.carpool-joined",
        "Réunion « Visite » : Luc Abgrall fera route avec Marc Le Goff.",
        "Meeting “Visite”: Luc Abgrall will ride along with Marc Le Goff.",
    ),
    (
        "meeting.site-stop-planned",
        "Visite « Visite des sites » : étape « Site 2 » prévue le mardi 12 mai 2026 de 11 h à 12 h "
        "(usine d’incinération, exploitant : Sittom, 12 places).",
        "Visit “Visite des sites”: stop “Site 2” planned on Tuesday 12 May 2026 from 11:00 to 12:00 "
        "(energy recovery facility, operator: Sittom, 12 places).",
    ),
    (
        "meeting.site-stop-confirmed",
        "Visite « Visite des sites » : étape « Site 2 » confirmée par l’exploitant.",
        "Visit “Visite des sites”: stop “Site 2” confirmed by the operator.",
    ),
    (
        "meeting.site-stop-joined",
        "Visite « Visite des sites » : étape « Site 2 », une place pour Zoé Étienne.",
        "Visit “Visite des sites”: stop “Site 2”, a place for Zoé Étienne.",
    ),
    (
        "meeting.site-stop-left",
        "Visite « Visite des sites » : étape « Site 2 », Luc Abgrall rend sa place.",
        "Visit “Visite des sites”: stop “Site 2”, Luc Abgrall gives the place back.",
    ),
    (
        "meeting.safety-notice-acknowledged",
        "Visite « Visite des sites » : étape « Site 2 », consignes de sécurité lues par Zoé Étienne.",
        "Visit “Visite des sites”: stop “Site 2”, safety notice read by Zoé Étienne.",
    ),
    (
        "meeting.site-stop-visited",
        "Visite « Visite des sites » : étape « Site 2 » visitée (1 personne).",
        "Visit “Visite des sites”: stop “Site 2” visited (1 person).",
    ),
    (
        "meeting.site-stop-missed",
        "Visite « Visite des sites » : étape « Site 3 » manquée. Motif : Vent fort.",
        "Visit “Visite des sites”: stop “Site 3” missed. Reason: Vent fort.",
    ),
    (
        "meeting.cancelled",
        "Réunion « Visite » annulée. Motif : Grève.",
        "Meeting “Visite” cancelled. Reason: Grève.",
    ),
    (
        "decision.proposed",
        "Décision proposée : « Projet 1 ».",
        "Decision proposed: “Projet 1”.",
    ),
    (
        "decision.objection-raised",
        "Élan de Vilaine s’oppose à l’adoption par consentement : décision « Projet n° 4 ». Motif : Trop cher.",
        "Élan de Vilaine objects to an adoption by consent: decision “Projet n° 4”. Reason: Trop cher.",
    ),
    (
        "decision.objection-withdrawn",
        "Élan de Vilaine retire son objection : décision « Projet n° 4 ».",
        "Élan de Vilaine withdraws its objection: decision “Projet n° 4”.",
    ),
    (
        "decision.adopted-by-consent",
        "Décision 2026-02 adoptée par consentement : « Projet n° 4 ».",
        "Decision 2026-02 adopted by consent: “Projet n° 4”.",
    ),
    (
        "decision.voter-recused",
        "Zone d’Oust : déport, décision « Projet 5 ». Motif : Terrain communal.",
        "Zone d’Oust is recused: decision “Projet 5”. Reason: Terrain communal.",
    ),
    (
        "decision.ballot-opened",
        "Scrutin public ouvert sur la décision « Projet 1 » : il faut plus de la moitié des "
        "suffrages exprimés (2 collectivités représentées sur 3).",
        "Public ballot opened on the decision “Projet 1”: it takes more than half of the votes "
        "cast (2 collectivities represented of 3).",
    ),
    (
        "decision.amount-stated",
        "Montant de la décision « Projet 7 » : 12\u202f500,50 €, apporté par Élan de Vilaine et Arc Sud.",
        "Amount of the decision “Projet 7”: €12,500.50, from Élan de Vilaine and Arc Sud.",
    ),
    (
        "decision.consultation-opened",
        "Consultation écrite ouverte jusqu’au vendredi 20 mars 2026 inclus sur la décision « Projet 7 », en scrutin "
        "public : il faut plus de la moitié des suffrages exprimés, et les réponses de plus de la moitié des membres.",
        "Consultation open until Friday 20 March 2026 included on the decision “Projet 7”, by public ballot: it takes "
        "more than half of the votes cast, and answers from more than half of the members.",
    ),
    (
        "decision.quorum-not-reached",
        "Consultation sans quorum : rien n’est décidé sur la décision « Projet 7 » (1 réponse sur 3, il en fallait 2).",
        "Consultation without quorum: nothing is decided on the decision “Projet 7” (1 answer of 3, 2 needed).",
    ),
    (
        "decision.vote-cast",
        "Élan de Vilaine vote contre la décision « Projet 1 ».",
        "Élan de Vilaine votes against the decision “Projet 1”.",
    ),
    (
        "decision.vote-changed",
        "Élan de Vilaine change son vote : vote pour la décision « Projet 1 ».",
        "Élan de Vilaine changes its vote: votes for the decision “Projet 1”.",
    ),
    (
        "decision.ballot-closed",
        "Scrutin clos sur la décision « Projet 1 » : 2 pour, 0 contre, 1 abstention.",
        "Ballot closed on the decision “Projet 1”: 2 for, 0 against, 1 abstention.",
    ),
    (
        "decision.ballot-closed",
        "Scrutin interrompu sur la décision « Projet 5 » : les voix ne sont pas comptées.",
        "Ballot broken off on the decision “Projet 5”: the votes are not counted.",
    ),
    (
        "decision.deferred",
        "Décision ajournée : « Projet 5 ». Motif : À chiffrer.",
        "Decision deferred: “Projet 5”. Reason: À chiffrer.",
    ),
    (
        "decision.adopted",
        "Décision 2026-01 adoptée : « Projet 1 ».",
        "Decision 2026-01 adopted: “Projet 1”.",
    ),
    (
        "decision.secret-vote-cast",
        "Élan de Vilaine a voté au scrutin secret sur la décision « Projet 2 ».",
        "Élan de Vilaine voted in the secret ballot on the decision “Projet 2”.",
    ),
    (
        "decision.secret-vote-changed",
        "Élan de Vilaine a changé son vote au scrutin secret sur la décision « Projet 2 ».",
        "Élan de Vilaine changed its vote in the secret ballot on the decision “Projet 2”.",
    ),
    (
        "decision.review-scheduled",
        "Réexamen prévu le vendredi 20 mars 2026 : décision « Projet 5 ».",
        "Review due on Friday 20 March 2026: decision “Projet 5”.",
    ),
    (
        "decision.review-due",
        "Réexamen à faire, prévu le vendredi 20 mars 2026 : décision « Projet 1 ».",
        "Review due since Friday 20 March 2026: decision “Projet 1”.",
    ),
    (
        "decision.confirmed",
        "Décision confirmée après réexamen : « Projet 1 ». Prochain réexamen le mercredi 25 mars 2026.",
        "Decision confirmed by its review: “Projet 1”. Next review on Wednesday 25 March 2026.",
    ),
    (
        "decision.deliberation-referenced",
        "Délibération 2026-07 du vendredi 20 février 2026 (Comité syndical) jointe à la décision « Projet 1 ». "
        "Accusé de réception : 056-2026-07.",
        "Deliberation 2026-07 of Friday 20 February 2026 (Comité syndical) referred to by the decision “Projet 1”. "
        "Receipt of the prefecture: 056-2026-07.",
    ),
    (
        "decision.superseded",
        "Décision remplacée : « Projet 1 », par « Projet n° 4 ».",
        "Decision superseded: “Projet 1”, by “Projet n° 4”.",
    ),
    (
        "decision.repealed",
        "Décision abrogée : « Projet n° 4 », par « Projet 5 ».",
        "Decision repealed: “Projet n° 4”, by “Projet 5”.",
    ),
    (
        "decision.corrected",
        "Erreur matérielle rectifiée : décision « Projet n° 1 ». Motif : Coquille.",
        "Clerical error corrected: decision “Projet n° 1”. Reason: Coquille.",
    ),
    (
        "decision.rejected",
        "Décision rejetée : « Projet 2 » (égalité des voix).",
        "Decision rejected: “Projet 2” (tie).",
    ),
    (
        "action-item.assigned",
        "Action « Action 1 » confiée à Zoé Étienne pour Élan de Vilaine, échéance le mardi 31 mars 2026.",
        "Action “Action 1” assigned to Zoé Étienne for Élan de Vilaine, due on Tuesday 31 March 2026.",
    ),
    (
        "action-item.assigned",
        "Action « Action 3 » confiée à Anne Le Goff, échéance le mercredi 25 mars 2026.",
        "Action “Action 3” assigned to Anne Le Goff, due on Wednesday 25 March 2026.",
    ),
    (
        "action-item.became-overdue",
        "Action « Action 4 » en retard : échéance au mardi 24 mars 2026.",
        "Action “Action 4” overdue: due on Tuesday 24 March 2026.",
    ),
    (
        "action-item.started",
        "Action « Action 1 » commencée.",
        "Action “Action 1” begun.",
    ),
    (
        "action-item.due-date-moved",
        "Action « Action 1 » : échéance déplacée au mercredi 15 avril 2026. Motif : Devis attendu.",
        "Action “Action 1”: due date moved to Wednesday 15 April 2026. Reason: Devis attendu.",
    ),
    (
        "action-item.completed",
        "Action « Action 1 » terminée. Justificatif : Facture 11.",
        "Action “Action 1” completed. Evidence: Facture 11.",
    ),
    (
        "action-item.reopened",
        "Action « Action 1 » rouverte. Motif : Facture fausse.",
        "Action “Action 1” reopened. Reason: Facture fausse.",
    ),
    (
        "action-item.dropped",
        "Action « Action 2 » abandonnée. Motif : Foire annulée.",
        "Action “Action 2” dropped. Reason: Foire annulée.",
    ),
    (
        "network.partner-dissociated",
        "Éco-Emballages : fin du partenariat le mardi 10 mars 2026. Motif : Fusion.",
        "Éco-Emballages: end of the partnership on Tuesday 10 March 2026. Reason: Fusion.",
    ),
    (
        "network.collectivity-withdrawn",
        "Zone d’Oust quitte le réseau le mardi 10 mars 2026. Motif : Fusion.",
        "Zone d’Oust leaves the network on Tuesday 10 March 2026. Reason: Fusion.",
    ),
    (
        "network.collectivity-withdrawn",
        "Grand Arc quitte le réseau le vendredi 20 mars 2026. Pièce qui règle les affaires ouvertes : 2026-12.",
        "Grand Arc leaves the network on Friday 20 March 2026. Settled by: 2026-12.",
    ),
    (
        "network.collectivities-merged",
        "Zone d’Oust fusionne avec Élan de Vilaine, qui succède à compter du vendredi 10 avril 2026.",
        "Zone d’Oust merges into Élan de Vilaine, which stands in from Friday 10 April 2026 on.",
    ),
]


# What the sentences are made of ---------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "fr", "en"),
    [
        ("2026-03-02T13:30:00+00:00", "lundi 2 mars 2026 à 14 h 30", "Monday 2 March 2026 at 14:30"),
        ("2026-08-01T07:00:00+00:00", "samedi 1er août 2026 à 9 h", "Saturday 1 August 2026 at 09:00"),
        ("2026-12-31T23:05:00+00:00", "vendredi 1er janvier 2027 à 0 h 05", "Friday 1 January 2027 at 00:05"),
        ("2026-03-29T01:00:00+00:00", "dimanche 29 mars 2026 à 3 h", "Sunday 29 March 2026 at 03:00"),
    ],
)
def test_an_instant_is_said_in_paris_time(instant, fr, en):
    value = datetime.fromisoformat(instant).astimezone(UTC)
    assert (french.moment(value), english.moment(value)) == (fr, en)


def test_a_period_over_two_days_says_both():
    start, end = datetime(2026, 3, 2, 21, tzinfo=UTC), datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert french.period(start, end) == "lundi 2 mars 2026 à 22 h, jusqu’au mardi 3 mars 2026 à 2 h"
    assert english.period(start, end) == "Monday 2 March 2026 at 22:00, until Tuesday 3 March 2026 at 02:00"


def test_every_day_and_month_has_its_name():
    days = [date(2026, month, 1 + month) for month in range(1, 13)]
    assert [french.day(day).split()[2] for day in days] == [
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ]
    week = [date(2026, 3, day) for day in range(2, 9)]
    assert [french.day(day).split()[0] for day in week] == [
        *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    ]
    assert [english.day(day) for day in (*days, *week)] == [f"{day:%A} {day.day} {day:%B %Y}" for day in (*days, *week)]


@pytest.mark.parametrize(
    ("share", "fr", "en"),
    [("0.10", "10 %", "10%"), ("0.1250", "12,5 %", "12.5%"), ("1", "100 %", "100%"), ("0", "0 %", "0%")],
)
def test_a_share_is_said_in_percent(share, fr, en):
    assert (french.percent(Decimal(share)), english.percent(Decimal(share))) == (fr, en)


def test_numbers_agree():
    assert [french.count(number, "collectivité représentée") for number in (0, 1, 2)] == [
        "aucune collectivité représentée",
        "1 collectivité représentée",
        "2 collectivités représentées",
    ]
    assert [english.count(number, "vote", "votes") for number in (0, 1, 2)] == ["no vote", "1 vote", "2 votes"]


def test_a_fraction_is_said_in_words_where_there_are_some():
    fractions = [(0, 1), (1, 2), (2, 3), (3, 5)]
    assert [french.more_than(*each) for each in fractions] == [
        *("au moins une", "plus de la moitié", "plus des deux tiers", "plus de 3/5")
    ]
    assert [english.more_than(*each) for each in fractions] == [
        *("at least one", "more than half", "more than two thirds", "more than 3/5")
    ]


async def test_a_closure_of_one_day_names_it_once(db):
    chronicle, day = Chronicle(), date(2026, 5, 15)
    chronicle.add(Network.ClosurePeriodDeclared, first_day=day, last_day=day, label="Pont de l’Ascension")
    await write(db, chronicle.facts)
    [entry] = await timeline.page_before(db, AudienceScope(chronicle.network, True), timeline.END, 1)
    assert entry.text("fr") == "Période de fermeture le vendredi 15 mai 2026 : Pont de l’Ascension."
    assert entry.text("en") == "Closure on Friday 15 May 2026: Pont de l’Ascension."


async def test_what_the_golden_files_keep_for_ever_is_told(db):
    topics = [*sorted(every_fact()), "decision.ballot-closed"]  # once more, after the votes that it releases
    facts = [to_fact(topic, STREAM, 1, stored(topic), KEYS) for topic in topics]
    nobody = Envelope(None, STREAM, STREAM)
    history = [Recorded(STREAM, seq, seq, fact, fact.timestamp, nobody) for seq, fact in enumerate(facts, 1)]
    for read_model in (people_writes, timeline_writes):
        await read_model.project(db, history)
    entries = await timeline.page_after(db, AudienceScope(STREAM, True), timeline.BEGINNING, 1000)
    assert sorted(each.topic for each in entries) == sorted(topics)
    assert [each.topic for each in entries if not each.text("fr") or not each.text("en")] == []
    assert "Nouveau partenaire du réseau à compter du jeudi 1er janvier 2026 : ADEME." in [
        each.text("fr") for each in entries
    ]
