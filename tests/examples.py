"""One fact of each kind, as the golden files hold them."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from maillage.domain.action_items import ActionItem
from maillage.domain.agenda import Purpose, Source, SourceKind
from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.base import Fact
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.collectivity_profiles import Competence, LegalForm
from maillage.domain.consultations import ConsultationRule
from maillage.domain.date_poll_facts import Availability, DateOption, Invitee, OptionAnswer
from maillage.domain.date_polls import DatePoll
from maillage.domain.decisions import Decision
from maillage.domain.deliberations import Deliberation
from maillage.domain.formalities import Formality
from maillage.domain.invitation_facts import Answer
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import MeetingKind, Modality, Presence
from maillage.domain.meetings import Meeting
from maillage.domain.messages import MessageKind
from maillage.domain.minutes import Minutes
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence, SchoolZone
from maillage.domain.people import Person
from maillage.domain.posts import EmploymentKind
from maillage.domain.quorum import Quorum, QuorumRule
from maillage.domain.seats import Seat
from maillage.domain.site_stop_facts import FacilityKind, ProtectiveEquipment
from maillage.domain.title_forms import TitleForm
from maillage.domain.voting import VotingRules
from tests.story import NINE, PARTNER, STREAM, SYNDICATE, Place, fact, minutes

ITEM, STOP = UUID(int=701), UUID(int=801)
ANNE, MANDATE, MEETING, DECISION = UUID(int=500), UUID(int=600), UUID(int=2), UUID(int=3)
SLOT = {"starts_at": minutes(60), "ends_at": minutes(180), "place": "Péaule, salle du conseil"}
CALL = {"call_link": "https://visio.example/tri?room=12"}
VOTE = {"collectivity": NINE[0], "choice": Choice.YES, "person": ANNE, "mandate": MANDATE}

ACT = Deliberation(
    *(SYNDICATE, OrganisationKind.SYNDICATE, "Comité syndical", "2026-07", date(2026, 2, 20)),
    *("056-2026-07", date(2026, 2, 24)),
)

PLACES: tuple[Place, ...] = (
    fact(Network.Founded, name="Réseau des ambassadeurs", slug="reseau-des-ambassadeurs"),
    fact(Network.CoordinatorAppointed, person=ANNE, on=date(2026, 3, 2)),
    fact(Network.CoordinatorRelieved, person=ANNE, on=date(2026, 4, 5), vacancy=True),
    fact(Network.CadenceTargetSet, cadence=Cadence.MONTHLY, decision=None),
    fact(Network.QuorumRuleSet, rule=QuorumRule(2, 3, remote_counts=False), decision=DECISION),
    fact(Network.CoordinatorAllocationSet, share=Decimal("0.1"), decision=None),
    fact(Network.ReactivityTargetSet, working_days=3, decision=None),
    fact(Network.MinutesSilenceSet, days=15, decision=None),
    fact(Network.VotingRulesSet, majority=Majority.TWO_THIRDS, casting_vote=NINE[0], decision=None),
    fact(Network.DeliberationThresholdSet, threshold=Decimal("10000.00"), decision=None),
    fact(Network.ConsultationRuleSet, rule=ConsultationRule(2, 3, 10), decision=None),
    fact(Network.FormalityTurnedOn, formality=Formality.RULE_CHANGES_CITE_DECISION, decision=None),
    fact(Network.FormalityTurnedOff, formality=Formality.RULE_CHANGES_CITE_DECISION, decision=DECISION),
    fact(Network.ClosurePeriodDeclared, first_day=date(2026, 8, 1), last_day=date(2026, 8, 31), label="Congés d’été"),
    fact(Network.SchoolZoneSet, zone=SchoolZone.ZONE_B),
    fact(Network.SyndicateDescribed, syndicate=SYNDICATE, name="Syndicat de traitement", siren="356000000"),
    fact(Network.CollectivityAdmitted, collectivity=NINE[0], on=date(2026, 1, 1)),
    fact(
        Network.CollectivityWithdrawn,
        collectivity=NINE[0],
        on=date(2026, 4, 5),
        reason="fusion",
        settlement_ref="2026-12",
    ),
    fact(Network.CollectivitiesMerged, merged=NINE[1:3], into=NINE[3], on=date(2027, 1, 1)),
    fact(Network.PeopleInvitedToSignIn, people=(ANNE,)),
    fact(Network.PartnerAssociated, partner=PARTNER, name="ADEME", on=date(2026, 1, 1)),
    fact(Network.PartnerDissociated, partner=PARTNER, on=date(2026, 4, 5), reason=None),
    fact(Collectivity.Registered, name="Arzal", kind=CollectivityKind.COMMUNE, siren="356000000"),
    fact(Collectivity.Renamed, name="Arzal-sur-Vilaine", on=date(2027, 1, 1)),
    fact(
        Collectivity.ProfileDescribed,
        legal_form=LegalForm.COMMUNITY_OF_COMMUNES,
        competences=(Competence.COLLECTION, Competence.TREATMENT),
        collected_by="Régie",
        collection="Porte à porte, chaque semaine",
        ambassadors=2,
    ),
    fact(Collectivity.Closed, on=date(2027, 1, 1), reason="dissolution"),
    fact(Collectivity.PopulationRecorded, year=2023, inhabitants=4_812, source="INSEE"),
    fact(Collectivity.TonnageRecorded, year=2025, tonnes=Decimal("1250.5"), source="Pesées du quai de transfert"),
    fact(
        Collectivity.SeatTaken,
        seat=2,
        mandate=MANDATE,
        person=ANNE,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    ),
    fact(
        Collectivity.SubstituteDesignated,
        seat=2,
        mandate=MANDATE,
        person=ANNE,
        starts_on=date(2026, 1, 1),
        ends_on=None,
        deliberation="2026-15",
    ),
    fact(
        Collectivity.SeatEndMoved,
        seat=2,
        mandate=MANDATE,
        person=ANNE,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 5, 31),
    ),
    fact(Person.Registered, given_name="Anne", family_name="Le Goff"),
    fact(Person.ContactDetailsGiven, email="anne@arzal.example", phone=None),
    fact(Person.TitleFormChosen, form=TitleForm.FEMININE),
    fact(Person.AvailabilityDeclared, availability="mardis et jeudis"),
    fact(
        Person.NotificationPreferencesSet,
        unwanted=(MessageKind.DATE_POLL_REMINDER, MessageKind.DECISION_RECORD),
    ),
    fact(Person.SkillDeclared, skill="animation scolaire"),
    fact(Person.SkillWithdrawn, skill="animation scolaire"),
    fact(Person.TrainingRecorded, title="guide composteur", on=date(2026, 2, 13)),
    fact(
        Person.MandateGranted,
        mandate=MANDATE,
        organisation=NINE[0],
        organisation_kind=OrganisationKind.COLLECTIVITY,
        function=Function.ELECTED_REPRESENTATIVE,
        starts_on=date(2026, 1, 1),
        ends_on=None,
        deliberation="2026-14",
    ),
    fact(
        Person.AmbassadorOnboarded,
        mandate=MANDATE,
        on=date(2026, 3, 2),
        fte=Decimal("0.5"),
        employment_kind=EmploymentKind.FIXED_TERM,
    ),
    fact(Person.AmbassadorDeparted, on=date(2026, 5, 31)),
    fact(Person.MandateExtended, mandate=MANDATE, ends_on=date(2027, 12, 31), deliberation="2026-40"),
    fact(Person.MandateEnded, mandate=MANDATE, on=date(2026, 5, 31), reason="départ"),
    fact(Meeting.Planned, title="Bilan du tri", kind=MeetingKind.REGULAR, modality=Modality.HYBRID),
    fact(
        Meeting.Scheduled,
        quorum_rule=QuorumRule(),
        formalities=(Formality.RULE_CHANGES_CITE_DECISION,),
        voting_rules=VotingRules(Majority.SIMPLE, NINE[0]),
        **SLOT,
        **CALL,
    ),
    fact(Meeting.Rescheduled, reason="salle prise", sequence=1, **SLOT, call_link=None),
    fact(Meeting.Cancelled, reason="neige", sequence=1),
    fact(Meeting.InvitationsSent, people=(ANNE,), sequence=0),
    fact(
        Meeting.AttendanceAnswered,
        person=ANNE,
        answer=Answer.SUBSTITUTE,
        substitute=UUID(int=501),
        sequence=1,
        comment="en congé",
    ),
    fact(Meeting.CarpoolOffered, person=ANNE, seats=3, sequence=1, departs_from="place de l’église, Arzal"),
    fact(Meeting.CarpoolJoined, driver=ANNE, person=UUID(int=501), sequence=1),
    fact(
        Meeting.SiteStopPlanned,
        stop=STOP,
        facility_kind=FacilityKind.ENERGY_RECOVERY_FACILITY,
        place="UVE, Le Sourn",
        operator="Sittom",
        starts_at=minutes(60),
        ends_at=minutes(120),
        max_visitors=12,
        ppe=(ProtectiveEquipment.HIGH_VISIBILITY_VEST, ProtectiveEquipment.HELMET),
        safety_notice="Suivre le guide.\nNe rien toucher.",
        safety_link="https://sittom.example/consignes",
        sequence=1,
    ),
    fact(Meeting.SiteStopConfirmed, stop=STOP),
    fact(Meeting.SiteStopJoined, stop=STOP, person=ANNE),
    fact(Meeting.SiteStopLeft, stop=STOP, person=ANNE),
    fact(Meeting.SafetyNoticeAcknowledged, stop=STOP, person=ANNE),
    fact(Meeting.SiteStopVisited, stop=STOP, visitors=(ANNE,)),
    fact(Meeting.SiteStopMissed, stop=STOP, reason="vent fort"),
    fact(Meeting.ProxyGiven, collectivity=NINE[0], person=ANNE, mandate=MANDATE, holder=UUID(int=501)),
    fact(Meeting.ProxyRevoked, collectivity=NINE[0], holder=UUID(int=501), lapsed=False),
    fact(Meeting.Opened, members=NINE[:3], needed=2, chair=ANNE),
    fact(
        Meeting.ParticipantArrived,
        person=ANNE,
        collectivity=NINE[0],
        mandate=MANDATE,
        presence=Presence.ONSITE,
        seat=Seat(2, substitute=True),
    ),
    fact(Meeting.ParticipantLeft, person=ANNE),
    fact(Meeting.QuorumEstablished, represented=2, needed=2),
    fact(Meeting.QuorumLost, represented=1, needed=2),
    fact(Meeting.QuorumNotReached, represented=1, needed=2, members=3),
    fact(Meeting.Adjourned, reason="salle à rendre"),
    fact(Meeting.Reconvened, of=MEETING, earlier=(), earliest=date(2026, 3, 5)),
    fact(Meeting.Closed, attended=NINE[:2]),
    fact(Minutes.Drafted, meeting=MEETING, author=ANNE, text="Présents : Arzal, Péaule.\nLe tri progresse."),
    fact(Minutes.Redrafted, author=None, text="Présents : Arzal, Péaule.\nLe tri recule."),
    fact(Minutes.Circulated, deadline=date(2026, 3, 12), silence_approves=True),
    fact(Minutes.RemarkMade, author=STREAM, text="J’étais présente aussi."),
    fact(Minutes.Approved, collectivity=NINE[0], person=ANNE, mandate=MANDATE, meeting=None),
    fact(Minutes.Corrected, erratum="Lire « Péaule » au lieu de « Arzal »."),
    fact(
        DatePoll.Opened,
        title="Bilan du tri",
        meeting=MEETING,
        kind=MeetingKind.REGULAR,
        modality=Modality.HYBRID,
        options=(DateOption(1, minutes(60), minutes(180)), DateOption(2, minutes(1500), minutes(1620))),
        deadline=minutes(30),
        invited=(Invitee(ANNE, NINE[:1]),),
        members=9,
        needed=5,
    ),
    fact(DatePoll.OptionAdded, option=DateOption(3, minutes(3000), minutes(3120))),
    fact(
        DatePoll.AvailabilityAnswered,
        person=ANNE,
        answers=(OptionAnswer(1, Availability.IF_NEEDED), OptionAnswer(2, Availability.NO)),
    ),
    fact(DatePoll.ReminderSent, to=(ANNE,)),
    fact(DatePoll.AllAnswered, invited=1),
    fact(
        DatePoll.Closed,
        chosen=DateOption(1, minutes(60), minutes(180)),
        meeting=MEETING,
        able=1,
        needed=5,
        reason="seule date libre",
    ),
    fact(DatePoll.Abandoned, reason="reporté"),
    fact(
        Meeting.AgendaItemProposed,
        item=ITEM,
        title="Bilan du tri",
        text="Chiffres de l’année.\nÀ compléter.",
        purpose=Purpose.DECISION,
        minutes=30,
        by=ANNE,
        source=Source(SourceKind.ACTION_ITEM, UUID(int=4)),
        carried_from=MEETING,
    ),
    fact(Meeting.AgendaItemAccepted, item=ITEM),
    fact(Meeting.AgendaItemDeclined, item=ITEM, reason="hors sujet"),
    fact(Meeting.AgendaReordered, items=(UUID(int=702), ITEM)),
    fact(Meeting.AgendaPublished, items=(ITEM,)),
    fact(Meeting.LateItemAdmitted, item=ITEM, consents=NINE[:2]),
    fact(Meeting.ItemTakenUp, item=ITEM),
    fact(Meeting.ItemDiscussed, item=ITEM, notes="Le verre progresse.\nÀ suivre."),
    fact(Meeting.ItemDecided, item=ITEM, decision=DECISION),
    fact(Meeting.ItemCarriedOver, item=ITEM, to_meeting=MEETING),
    fact(Meeting.ItemDropped, item=ITEM, reason="sans objet"),
    fact(Decision.Proposed, meeting=MEETING, title="Stand commun", text="Un stand à la foire.\nEn mai."),
    fact(Decision.AmountStated, amount=Decimal("12500.00"), contributors=NINE[:2], threshold=Decimal("10000.00")),
    fact(Decision.ObjectionRaised, meeting=MEETING, collectivity=NINE[0], person=ANNE, mandate=MANDATE, reason="coût"),
    fact(Decision.ObjectionWithdrawn, collectivity=NINE[0], person=ANNE, mandate=MANDATE),
    fact(Decision.VoterRecused, collectivity=NINE[0], reason="parcelle de la commune"),
    fact(Decision.AdoptedByConsent, meeting=MEETING, number="2026-01", quorum=Quorum(2, 2, 3)),
    fact(
        Decision.BallotOpened,
        meeting=MEETING,
        mode=Mode.SECRET,
        majority=Majority.TWO_THIRDS,
        quorum=Quorum(2, 2, 3),
        members=NINE[:3],
        casting_vote=None,
    ),
    fact(
        Decision.ConsultationOpened,
        mode=Mode.PUBLIC,
        majority=Majority.SIMPLE,
        members=NINE[:3],
        casting_vote=NINE[0],
        closes_on=date(2026, 3, 9),
        rule=ConsultationRule(1, 2, 5),
        by_seats=True,
    ),
    fact(Decision.QuorumNotReached, represented=1, needed=2, members=3),
    fact(Decision.VoteCast, **VOTE, proxy_of=UUID(int=501)),
    fact(Decision.VoteChanged, **VOTE),
    fact(Decision.SecretVoteCast, **VOTE),
    fact(Decision.SecretVoteChanged, **VOTE),
    fact(Decision.BallotClosed, tally=Tally(1, 0, 1), quorum=Quorum(1, 2, 3)),
    fact(Decision.Deferred, reason="chiffrage à revoir"),
    fact(Decision.Adopted, number="2026-01"),
    fact(Decision.Superseded, by=UUID(int=7)),
    fact(Decision.Repealed, by=UUID(int=7)),
    fact(Decision.Corrected, title="Stand commun", text="Un stand à la foire.\nEn juin.", reason="coquille"),
    fact(Decision.ReviewScheduled, on=date(2027, 3, 2)),
    fact(Decision.ReviewDue, on=date(2027, 3, 2)),
    fact(Decision.Confirmed, next_review=None),
    fact(Decision.DeliberationReferenced, deliberation=ACT),
    fact(Decision.Rejected, cause=Cause.NOT_ENOUGH_VOTES),
    fact(
        ActionItem.Assigned,
        title="Réserver le stand",
        owner=ANNE,
        collectivity=NINE[0],
        due=date(2026, 4, 30),
        meeting=MEETING,
        decision=UUID(int=3),
    ),
    fact(ActionItem.DueDateMoved, due=date(2026, 5, 15), reason="Devis attendu"),
    fact(ActionItem.BecameOverdue, due=date(2026, 3, 31)),
    fact(ActionItem.Started),
    fact(ActionItem.Completed, evidence="Bon de commande 2026-12"),
    fact(ActionItem.Reopened, reason=None),
    fact(ActionItem.Dropped, reason="Foire annulée"),
)
EXAMPLES: dict[str, Fact] = {example.TOPIC: example for example in (place(STREAM, 1) for place in PLACES)}
