"""The enums of the domain as the API declares them: what each value means, and what members read for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import strawberry

from maillage.domain.agenda import ItemStatus, Purpose
from maillage.domain.attendance import AttendanceStatus
from maillage.domain.ballots import Cause, Choice, Majority, Mode
from maillage.domain.calendar_feeds import FeedKind
from maillage.domain.caller import Role
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.collectivity_profiles import Competence, LegalForm
from maillage.domain.date_poll_facts import Availability
from maillage.domain.day_flags import FlagKind
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.deliberations import ActKind
from maillage.domain.formalities import Formality
from maillage.domain.invitation_facts import Answer
from maillage.domain.mandates import Function
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.messages import Delivery, MessageKind
from maillage.domain.network_facts import Cadence, SchoolZone
from maillage.domain.posts import EmploymentKind
from maillage.domain.presets import VotingPreset
from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment
from maillage.domain.site_stops import StopStatus
from maillage.domain.title_forms import TitleForm
from maillage.domain.turnout import Outlook
from maillage.graphql.arguments import InLanguage
from maillage.graphql.languages import words_in
from maillage.graphql.moments import Info
from maillage.graphql.sharing import SHARED
from maillage.projections.action_items import ActionStatus
from maillage.projections.date_polls import DatePollStatus
from maillage.projections.meetings import MeetingStatus
from maillage.projections.members import MembershipStatus
from maillage.projections.minutes import MinutesStatus
from maillage.projections.suggestions import SuggestionReason
from maillage.projections.timeline import SubjectKind
from maillage.usecases.directory_file import Encoding


@dataclass(frozen=True, slots=True)
class Word:
    """One value of an enum. Forms of both genders stand side by side, as the glossary writes them."""

    means: str  # the value's description in the schema
    fr: str
    en: str


_WORDS: dict[Enum, Word] = {}


def label(value: Enum, locale: str) -> str:
    """The word for a value in French (`fr`), else in English."""
    word = _WORDS[value]
    return word.fr if locale == "fr" else word.en


def labelled(attribute: str) -> Any:
    """A field that words the enum field `attribute` of its object; null where that is."""

    def resolve(self: Any, info: Info, locale: InLanguage = None) -> str | None:
        value: Enum | None = getattr(self, attribute)
        return None if value is None else label(value, words_in(info, locale))

    return strawberry.field(resolver=resolve, description=f"`{attribute}` in words.", metadata=SHARED)


def _declare(kind: type[Enum], description: str, *, name: str | None = None, **words: Word) -> None:
    """Adds an enum to the schema. Every value has its word."""
    strawberry.enum(kind, name=name, description=description)
    for value in kind.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by the line above
        value.description = words[value.name].means
    _WORDS.update({member: words[member.name] for member in kind})


_declare(
    Role,
    "What a person is in a network, which gives the rights.",
    COORD=Word(
        "Coordinator, by appointment.", "Chargé·e de mission, animateur, animatrice du réseau", "Network coordinator"
    ),
    REP=Word(
        "Elected representative or officer of a collectivity, by mandate.",
        "Représentant·e d’une collectivité",
        "Representative of a collectivity",
    ),
    AMB=Word(
        "Sorting and waste-prevention ambassador of a collectivity, by mandate.",
        "Ambassadeur, ambassadrice du tri et de la prévention",
        "Sorting and waste-prevention ambassador",
    ),
    PART=Word("Contact of an outside partner, by mandate.", "Partenaire", "Partner"),
    AUD=Word("Reads everything for the syndicate and writes nothing.", "Auditeur, auditrice", "Auditor"),
    SYS=Word("The program itself.", "Programme", "Program"),
)
_declare(
    Cadence,
    "How often the network means to meet.",
    MONTHLY=Word("Once a month.", "Une fois par mois", "Once a month"),
    BIMONTHLY=Word("Once every two months.", "Une fois tous les deux mois", "Once every two months"),
)
_declare(
    Formality,
    "What a network may ask of itself. Each is off until it is turned on.",
    RULE_CHANGES_CITE_DECISION=Word(
        "A change of a rule of the network cites a decision in force: cadence, quorum, consultations, coordinator's "
        "share, reactivity target, silence on minutes, formalities.",
        "Les changements de règle citent une décision adoptée",
        "Changes of rules cite an adopted decision",
    ),
    BALLOTS=Word(
        "A decision may be put to the vote, at a meeting scheduled meanwhile or between meetings; off, decisions are "
        "adopted by consent.",
        "Les décisions peuvent être mises aux voix",
        "Decisions may be put to the vote",
    ),
    QUORUM_BLOCKS=Word(
        "Nothing is decided without quorum at a meeting scheduled meanwhile; off, the quorum is shown there and "
        "blocks nothing but a ballot.",
        "Rien ne se décide sans quorum",
        "Nothing is decided without quorum",
    ),
    MINUTES_APPROVAL=Word(
        "Minutes are approved by somebody of another collectivity than their author's, or at a later meeting; "
        "without it ten days' silence, or as many as the network sets, approves them.",
        "Les comptes rendus sont approuvés par une autre collectivité",
        "Minutes are approved by another collectivity",
    ),
    AGENDA_ACCEPTANCE=Word(
        "Of the meetings scheduled from then on: items wait for the coordinator's acceptance, late ones take the "
        "consent of all who are present, and no meeting closes on an item that is left open.",
        "Les points de l’ordre du jour sont acceptés, puis tous traités avant la clôture",
        "Agenda items are accepted, and all settled before closing",
    ),
    SEATS=Word(
        "Of the meetings scheduled from then on: only the titular of a seat stands for a collectivity, or the "
        "substitute while that titular is not there; either answers a consultation, and from now on withdraws an "
        "objection or a proxy, or recuses it. Off, whoever holds a mandate does.",
        "Une collectivité est représentée par ses titulaires, ou par leurs suppléant·es",
        "A collectivity is represented by its titulars or their substitutes",
    ),
)
_declare(
    CollectivityKind,
    "What a collectivity is in law.",
    EPCI=Word("Établissement public de coopération intercommunale: several communes together.", "EPCI", "EPCI"),
    COMMUNE=Word("A single commune.", "Commune", "Commune"),
)
_declare(
    LegalForm,
    "What a collectivity is in law, more closely than its kind.",
    COMMUNE=Word("A single commune.", "Commune", "Commune"),
    COMMUNITY_OF_COMMUNES=Word("Communauté de communes.", "Communauté de communes", "Community of communes"),
    AGGLOMERATION_COMMUNITY=Word(
        "Communauté d'agglomération.", "Communauté d’agglomération", "Agglomeration community"
    ),
    URBAN_COMMUNITY=Word("Communauté urbaine.", "Communauté urbaine", "Urban community"),
    METROPOLIS=Word("Métropole.", "Métropole", "Metropolis"),
    SYNDICATE=Word("Syndicat de communes, syndicat mixte.", "Syndicat", "Syndicate of communes"),
)
_declare(
    Competence,
    "What a collectivity sees to of household waste.",
    COLLECTION=Word("It collects.", "Compétence collecte", "Collection"),
    TREATMENT=Word("It treats.", "Compétence traitement", "Treatment"),
)
_declare(
    Encoding,
    "How a file writes its letters.",
    name="FileEncoding",
    UTF_8=Word("As most programs do, with or without a byte order mark.", "UTF-8", "UTF-8"),
    WINDOWS_1252=Word('As spreadsheets in France save "CSV".', "Windows-1252", "Windows-1252"),
)
_declare(
    MembershipStatus,
    "Whether a collectivity belongs to the network on the day shown.",
    REGISTERED=Word("Known, and not a member yet.", "Pas encore membre", "Not a member yet"),
    MEMBER=Word("A member.", "Membre", "Member"),
    WITHDRAWN=Word("A member no more.", "Retirée du réseau", "Withdrawn"),
    MERGED=Word("Merged into another one, which stands in its place.", "Fusionnée", "Merged"),
)
_declare(
    Function,
    "What a person does for an organisation.",
    AMBASSADOR=Word(
        "At a collectivity; gives the role AMB.",
        "Ambassadeur, ambassadrice du tri et de la prévention",
        "Sorting and waste-prevention ambassador",
    ),
    OFFICER=Word("At a collectivity; gives the role REP.", "Technicien·ne déchets, référent·e", "Officer"),
    ELECTED_REPRESENTATIVE=Word("At a collectivity; gives the role REP.", "Élu·e", "Elected representative"),
    AUDITOR=Word("At the syndicate; gives the role AUD.", "Auditeur, auditrice", "Auditor"),
    PARTNER_CONTACT=Word(
        "At a partner; gives the role PART.", "Interlocuteur, interlocutrice du partenaire", "Contact of the partner"
    ),
)
_declare(
    EmploymentKind,
    "What an ambassador is employed as.",
    PERMANENT=Word("Civil servant, or without a term.", "Titulaire ou CDI", "Permanent"),
    FIXED_TERM=Word("By a contract with a term.", "CDD", "Fixed term"),
    APPRENTICESHIP=Word("While learning the trade.", "Alternance", "Apprenticeship"),
    CIVIC_SERVICE=Word("As a volunteer of the civic service.", "Service civique", "Civic service"),
)
_declare(
    TitleForm,
    "How a person wants to be titled in French.",
    FEMININE=Word("In the feminine: ambassadrice.", "Au féminin", "Feminine"),
    MASCULINE=Word("In the masculine: ambassadeur.", "Au masculin", "Masculine"),
)
_declare(
    MeetingKind,
    "What a meeting is. Only regular ones count for the cadence.",
    REGULAR=Word("A meeting of the whole network.", "Réunion ordinaire", "Regular meeting"),
    SITE_VISIT=Word("A visit of facilities.", "Visite de site", "Site visit"),
    WORKING_GROUP=Word("Some members on one matter.", "Groupe de travail", "Working group"),
    TRAINING=Word("A training session.", "Formation", "Training"),
)
_declare(
    Modality,
    "How one can attend a meeting.",
    ON_SITE=Word("In the room only.", "Sur place", "On site"),
    REMOTE=Word("From afar only.", "À distance", "Remote"),
    HYBRID=Word("Both ways.", "Mixte", "Hybrid"),
)
_declare(
    MeetingStatus,
    "Where a meeting stands.",
    PLANNED=Word("Wanted, without a date yet.", "Prévue", "Planned"),
    SCHEDULED=Word("It has its date.", "Fixée", "Scheduled"),
    CANCELLED=Word("It will not be held.", "Annulée", "Cancelled"),
    OPEN=Word("It is being held.", "Ouverte", "Open"),
    CLOSED=Word("It was held.", "Close", "Closed"),
    ADJOURNED=Word("It was closed before its end.", "Ajournée", "Adjourned"),
)
_declare(
    Presence,
    "How a participant attends.",
    ONSITE=Word("In the room.", "Sur place", "On site"),
    REMOTE=Word("From afar.", "À distance", "Remote"),
)
_declare(
    AttendanceStatus,
    "Whether a member of a meeting was there.",
    PRESENT=Word("Somebody stood for it, at any time.", "Présente", "Present"),
    REPRESENTED=Word("By a proxy whose holder was there.", "Représentée par pouvoir", "Represented by proxy"),
    EXCUSED=Word("Somebody of it who was invited had declined.", "Excusée", "Excused"),
    ABSENT=Word("Without a word.", "Absente", "Absent"),
)
_declare(
    DatePollStatus,
    "Where a poll of dates stands.",
    OPEN=Word("A date is still to be chosen.", "Ouvert", "Open"),
    CLOSED=Word("A date was chosen, and the meeting has it.", "Clos", "Closed"),
    ABANDONED=Word("No date was chosen.", "Abandonné", "Abandoned"),
)
_declare(
    FeedKind,
    "What stands in a calendar to subscribe to.",
    name="CalendarFeedKind",
    PERSON=Word(
        "The meetings that invite the viewer and, for members of the network, those that invite nobody by name.",
        "Mes réunions",
        "My meetings",
    ),
    NETWORK=Word("Every meeting of the network.", "Calendrier du réseau", "Calendar of the network"),
)
_declare(
    Availability,
    "Whether somebody can come on a date.",
    YES=Word("Yes.", "Oui", "Yes"),
    IF_NEEDED=Word("Rather not, but it can be arranged.", "Si nécessaire", "If needed"),
    NO=Word("No.", "Non", "No"),
)
_declare(
    Outlook,
    "Whether enough members can come on a date: the quorum for a regular meeting, somebody for any other.",
    name="TurnoutOutlook",
    ENOUGH=Word("Yes, by the answers given.", "Assez de collectivités", "Enough members"),
    UNCERTAIN=Word("If some that have not answered can come.", "Pas encore assez", "Not enough yet"),
    OUT_OF_REACH=Word("No, even if all that have not answered can come.", "Quorum hors d’atteinte", "Out of reach"),
)
_declare(
    FlagKind,
    "What the day of a date falls on. None of them forbids to meet.",
    name="DateFlagKind",
    PUBLIC_HOLIDAY=Word("A public holiday of mainland France.", "Jour férié", "Public holiday"),
    CLOSURE=Word("A closure period of the network.", "Période de fermeture", "Closure period"),
    SCHOOL_HOLIDAYS=Word("School holidays in the network's zone.", "Vacances scolaires", "School holidays"),
    SCHOOL_HOLIDAYS_UNKNOWN=Word(
        "A school year whose calendar is not known here: there may be school holidays or not.",
        "Calendrier scolaire inconnu",
        "School calendar unknown",
    ),
)
_declare(
    SchoolZone,
    "In which zone of the ministry of education schools are.",
    ZONE_A=Word("Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.", "Zone A", "Zone A"),
    ZONE_B=Word(
        "Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.",
        "Zone B",
        "Zone B",
    ),
    ZONE_C=Word("Créteil, Montpellier, Paris, Toulouse, Versailles.", "Zone C", "Zone C"),
)
_declare(
    Answer,
    "What somebody says to an invitation.",
    name="AttendanceAnswer",
    ACCEPTED=Word("Will come.", "Participera", "Accepted"),
    DECLINED=Word("Will not come.", "Ne participera pas", "Declined"),
    TENTATIVE=Word("May come.", "Participera peut-être", "Tentative"),
    SUBSTITUTE=Word("Will not come, and sends somebody else.", "Se fera remplacer", "Sends a substitute"),
)
_declare(
    FacilityKind,
    "What a site visit goes to see.",
    SORTING_CENTRE=Word("Where what was collected for recycling is sorted.", "Centre de tri", "Sorting centre"),
    ENERGY_RECOVERY_FACILITY=Word(
        "Where waste is burnt, and its heat used.", "Usine d’incinération (UVE)", "Energy recovery facility"
    ),
    LANDFILL=Word("Where the rest is buried.", "Centre d’enfouissement (ISDND)", "Landfill"),
    TRANSFER_STATION=Word("Where waste changes lorries.", "Quai de transfert", "Transfer station"),
    CIVIC_AMENITY_SITE=Word("Where inhabitants bring what is not collected.", "Déchèterie", "Civic amenity site"),
)
_declare(
    ProtectiveEquipment,
    "What a visitor has to wear (fr: équipement de protection individuelle, EPI).",
    HIGH_VISIBILITY_VEST=Word("To be seen.", "Gilet de haute visibilité", "High-visibility vest"),
    HELMET=Word("For the head.", "Casque", "Helmet"),
    SAFETY_SHOES=Word("For the feet.", "Chaussures de sécurité", "Safety shoes"),
    GLOVES=Word("For the hands.", "Gants", "Gloves"),
    SAFETY_GLASSES=Word("For the eyes.", "Lunettes de protection", "Safety glasses"),
    HEARING_PROTECTION=Word("For the ears.", "Protections auditives", "Hearing protection"),
    MASK=Word("Against dust.", "Masque", "Mask"),
)
_declare(
    StopStatus,
    "Where a stop of a site visit stands.",
    name="SiteStopStatus",
    PLANNED=Word("Ahead.", "Prévue", "Planned"),
    VISITED=Word("Visited.", "Visitée", "Visited"),
    MISSED=Word("Given up, before the visit or on its day.", "Manquée", "Missed"),
)
_declare(
    Purpose,
    "What an item is put on the agenda for.",
    name="AgendaPurpose",
    INFORMATION=Word("To be told.", "Information", "Information"),
    DISCUSSION=Word("To be talked about.", "Échange", "Discussion"),
    DECISION=Word("To be decided: talking about it does not settle it.", "Décision", "Decision"),
)
_declare(
    ItemStatus,
    "Where an item stands in one meeting.",
    name="AgendaItemStatus",
    PROPOSED=Word("It waits to be accepted.", "Proposé", "Proposed"),
    ACCEPTED=Word("On the agenda.", "À l’ordre du jour", "On the agenda"),
    DECLINED=Word("Not taken onto the agenda.", "Écarté", "Declined"),
    DISCUSSED=Word("Talked about.", "Débattu", "Discussed"),
    DECIDED=Word("Settled by a decision.", "Tranché", "Decided"),
    CARRIED_OVER=Word("Left to another meeting.", "Reporté", "Carried over"),
    DROPPED=Word("Taken off the agenda.", "Retiré", "Dropped"),
)
_declare(
    SuggestionReason,
    "Why an item is suggested for the next agenda.",
    CARRIED_OVER=Word("An earlier meeting left it open.", "Point reporté", "Item carried over"),
    ACTION_OVERDUE=Word("An action is late.", "Action en retard", "Action overdue"),
    ACTION_DUE=Word("An action falls due by the next regular meeting.", "Action à échéance", "Action due"),
    REVIEW_DUE=Word(
        "A decision is due to be looked at again by the next regular meeting.", "Décision à réexaminer", "Review due"
    ),
    DECISION_DEFERRED=Word("A decision was put off.", "Décision ajournée", "Decision deferred"),
    DECISION_PROPOSED=Word("A decision was proposed for a meeting to come.", "Décision proposée", "Decision proposed"),
)
_declare(
    DecisionStatus,
    "Where a decision stands.",
    PROPOSED=Word(
        "Proposed: not put to the vote yet, or in a consultation that too few answered.", "Proposée", "Proposed"
    ),
    BALLOT_OPEN=Word("Being voted on.", "Mise aux voix", "Put to the vote"),
    DEFERRED=Word("Put off, to be put to the vote again or adopted by consent.", "Ajournée", "Deferred"),
    ADOPTED=Word("Adopted by a ballot or by consent, under its number.", "Adoptée", "Adopted"),
    REJECTED=Word("Rejected by its ballot.", "Rejetée", "Rejected"),
    SUPERSEDED=Word("Adopted once; another decision stands in its place.", "Remplacée", "Superseded"),
    REPEALED=Word("Adopted once; another decision ended it.", "Abrogée", "Repealed"),
)
_declare(
    Mode,
    "Who sees the votes.",
    name="BallotMode",
    PUBLIC=Word("Every member, as they are cast.", "Scrutin public", "Public ballot"),
    SECRET=Word("Nobody, ever; once closed, who voted and the tally show.", "Scrutin secret", "Secret ballot"),
)
_declare(
    Majority,
    "What adopts a decision.",
    SIMPLE=Word("More than half of the votes cast.", "Majorité simple", "Simple majority"),
    ABSOLUTE=Word("More than half of those that may vote.", "Majorité absolue", "Absolute majority"),
    TWO_THIRDS=Word("Two thirds of the votes cast, or more.", "Majorité des deux tiers", "Two-thirds majority"),
)
_declare(
    ActKind,
    "By which kind of act an organisation binds itself.",
    DELIBERATION=Word("Of its deliberative body.", "Délibération", "Deliberation"),
    DELEGATED_DECISION=Word(
        "Of whom that body has empowered.", "Décision prise par délégation", "Decision taken by delegation"
    ),
    CONVENTION=Word("An agreement that it has signed.", "Convention", "Convention"),
)
_declare(
    VotingPreset,
    "Quorum and voting rules that go together.",
    NETWORK=Word(
        "More than half of the members, on site or remote; a tie rejects.", "Règles d’un réseau", "Rules of a network"
    ),
    STATUTORY=Word(
        "More than half of the members, on site; the president's vote breaks a tie. Part of it is unverified: "
        "docs/reference/voting.md.",
        "Règles d’un comité syndical",
        "Rules of a statutory body",
    ),
)
_declare(
    Choice,
    "What one collectivity votes.",
    name="VoteChoice",
    YES=Word("For.", "Pour", "For"),
    NO=Word("Against.", "Contre", "Against"),
    ABSTAIN=Word("Neither: it is no vote cast.", "Abstention", "Abstention"),
)
_declare(
    Cause,
    "Why a ballot rejected a decision.",
    name="RejectionCause",
    NOT_ENOUGH_VOTES=Word("The majority was not reached.", "Voix insuffisantes", "Not enough votes"),
    TIE=Word("As many for as against.", "Partage des voix", "Tie"),
    NO_VOTES_CAST=Word("Nobody voted for or against.", "Aucun suffrage exprimé", "No votes cast"),
)
_declare(
    MessageKind,
    "What a message is about.",
    DATE_POLL=Word("Asks when somebody can come.", "Sondage de dates", "Date poll"),
    DATE_POLL_REMINDER=Word("Asks again who has not answered for every date.", "Rappel de sondage", "Poll reminder"),
    DATE_CHOSEN=Word("Tells the date that a poll has chosen.", "Date retenue", "Date chosen"),
    DATE_POLL_ABANDONED=Word("Tells that a poll chose no date.", "Sondage abandonné", "Poll abandoned"),
    MEETING_INVITATION=Word("Invites to a meeting.", "Invitation", "Invitation"),
    MEETING_RESCHEDULED=Word("Tells another date or place.", "Changement de réunion", "Meeting changed"),
    MEETING_CANCELLED=Word("Tells that a meeting will not take place.", "Réunion annulée", "Meeting cancelled"),
    DECISION_RECORD=Word("What came out of a meeting.", "Relevé de décisions", "Decision record"),
    SIGN_IN_INVITATION=Word("Tells where somebody signs in.", "Invitation à entrer", "Invitation to sign in"),
    SIGN_IN=Word("The code and the link by which somebody signs in.", "Message pour entrer", "Sign-in message"),
)
_declare(
    Delivery,
    "Where one message to one person stands.",
    WAITING=Word("To be tried, or tried again.", "En attente", "Waiting"),
    SENT=Word("Taken by the mail server, or written to its file.", "Envoyé", "Sent"),
    NO_ADDRESS=Word("The person has no e-mail address.", "Sans adresse", "Without address"),
    REFUSED=Word("Refused for good by the mail server.", "Refusé", "Refused"),
    SET_ASIDE=Word("Given up after many tries, or because it came too late.", "Mis de côté", "Set aside"),
    DROPPED=Word("Nobody to write to, nothing to say any more, or not wanted.", "Abandonné", "Dropped"),
)
_declare(
    ActionStatus,
    "Where an action stands.",
    ASSIGNED=Word("Somebody is to see to it.", "Confiée", "Assigned"),
    STARTED=Word("It is begun.", "Commencée", "Started"),
    COMPLETED=Word("It is done.", "Terminée", "Completed"),
    DROPPED=Word("It is given up.", "Abandonnée", "Dropped"),
)
_declare(
    MinutesStatus,
    "Where minutes stand.",
    DRAFT=Word("Not circulated, or being redrafted on a remark.", "En rédaction", "Draft"),
    CIRCULATED=Word("Shown to all members, for their remarks.", "Diffusé", "Circulated"),
    APPROVED=Word("By somebody, or by silence.", "Approuvé", "Approved"),
)
_declare(
    SubjectKind,
    "What an entry of the activity is about.",
    NETWORK=Word("The network, its rules, members and partners.", "Réseau", "Network"),
    COLLECTIVITY=Word("A collectivity.", "Collectivité", "Collectivity"),
    PERSON=Word("A person and what this person holds.", "Personne", "Person"),
    MEETING=Word("A meeting.", "Réunion", "Meeting"),
    DATE_POLL=Word("A poll of dates.", "Sondage de dates", "Date poll"),
    DECISION=Word("A decision and its ballot.", "Décision", "Decision"),
    MINUTES=Word("The minutes of a meeting.", "Compte rendu", "Minutes"),
    ACTION_ITEM=Word("An action that somebody sees to.", "Action à mener", "Action item"),
)
