"""Recorded facts without a log: networks whose history holds every fact, and how read models are written and read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from maillage.domain.action_items import ActionItem
from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.base import Fact, FirstFact
from maillage.domain.caller import Caller, Role
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
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence, SchoolZone
from maillage.domain.people import Person
from maillage.domain.posts import EmploymentKind
from maillage.domain.quorum import Quorum, QuorumRule
from maillage.domain.seats import Seat
from maillage.domain.title_forms import TitleForm
from maillage.domain.voting import VotingRules
from maillage.eventstore.facts import Envelope, Recorded
from maillage.projections import ALL
from tests.projections.agenda_story import tell_agendas
from tests.projections.minutes_story import tell_minutes
from tests.projections.site_visit_story import tell_site_visit

BEGINNING = datetime(2026, 3, 2, 12, tzinfo=UTC)
HALF = QuorumRule()
LIGHT = {"quorum_rule": HALF, "formalities": (), "voting_rules": VotingRules()}
NOW = BEGINNING + timedelta(days=30)  # when the stories are read
TABLES = (
    *(
        "networks",
        "coordinators",
        "collectivities",
        "memberships",
        "partners",
        "people",
        "mandates",
        "skills",
        "trainings",
        "posts",
        "seats",
    ),
    *(
        "formalities",
        "closures",
        "collectivity_names",
        "populations",
        "tonnages",
        "timeline_renamings",
        "meetings",
        "presences",
        "agendas",
        "agenda_items",
        "agenda_decisions",
        "minutes",
        "minutes_texts",
        "minutes_remarks",
        "minutes_errata",
        "invitations",
        "carpools",
        "carpool_riders",
        "site_stops",
        "site_visitors",
        "proxies",
        "decisions",
        "votes",
        "objections",
        "action_items",
        *("date_polls", "date_poll_options", "date_poll_invited", "date_poll_answers"),
        "wordings",
        "recusals",
        "deliberations",
        "timeline",
        "timeline_withheld",
        "timeline_subjects",
    ),
)


def uuid(network: int, kind: int, number: int) -> UUID:
    return UUID(int=network << 64 | kind << 32 | number)


class Chronicle:
    """The facts of one network in their order, founded first, one minute apart; versions and positions counted here."""

    def __init__(self, number: int = 1) -> None:
        self.network = uuid(number, 0, 0)
        self.number = number
        self.facts: list[Recorded] = []
        self.versions: Counter[UUID] = Counter()
        self.add(Network.Founded, name="Réseau du centre", slug=f"reseau-{number}")

    def id(self, kind: int, number: int) -> UUID:
        return uuid(self.number, kind, number)

    def collectivity(self, number: int) -> UUID:
        return self.id(1, number)

    def person(self, number: int) -> UUID:
        return self.id(2, number)

    def mandate(self, number: int) -> UUID:
        return self.id(3, number)

    def meeting(self, number: int) -> UUID:
        return self.id(4, number)

    def decision(self, number: int) -> UUID:
        return self.id(5, number)

    @property
    def syndicate(self) -> UUID:
        return self.id(6, 0)

    def partner(self, number: int) -> UUID:
        return self.id(7, number)

    def date_poll(self, number: int) -> UUID:
        return self.id(9, number)

    def action_item(self, number: int) -> UUID:
        return self.id(8, number)

    def add(
        self, kind: type[Fact], stream: UUID | None = None, /, *, actor: UUID | None = None, **fields: Any
    ) -> Recorded:
        """`stream` None: the network's own. `actor` None: the program itself."""
        stream = stream or self.network
        self.versions[stream] += 1
        seq = len(self.facts) + 1
        at = BEGINNING + timedelta(minutes=seq)
        first = {"originator_topic": kind.TOPIC.partition(".")[0]} if issubclass(kind, FirstFact) else {}
        fact = kind(
            originator_id=stream, originator_version=self.versions[stream], **{"timestamp": at} | first | fields
        )
        envelope = Envelope(actor, UUID(int=seq), UUID(int=seq))
        self.facts.append(Recorded(self.network, seq, seq, fact, at + timedelta(seconds=1), envelope))
        return self.facts[-1]

    # Pieces of stories -----------------------------------------------------------

    def register(self, number: int, given_name: str | None, family_name: str | None) -> UUID:
        self.add(Person.Registered, self.person(number), given_name=given_name, family_name=family_name)
        return self.person(number)

    def admit(
        self, number: int, name: str, kind: CollectivityKind = CollectivityKind.EPCI, on: date = date(2026, 1, 1)
    ) -> UUID:
        collectivity = self.collectivity(number)
        self.add(Collectivity.Registered, collectivity, name=name, kind=kind, siren=None)
        self.add(Network.CollectivityAdmitted, collectivity=collectivity, on=on)
        return collectivity

    def associate(self, number: int, name: str, on: date = date(2026, 1, 1)) -> UUID:
        self.add(Network.PartnerAssociated, partner=self.partner(number), name=name, on=on)
        return self.partner(number)

    def grant(
        self,
        person: int,
        organisation: UUID,
        function: Function,
        kind: OrganisationKind = OrganisationKind.COLLECTIVITY,
        **fields: Any,
    ) -> UUID:
        """The mandate has the number of the person unless `mandate` says otherwise."""
        days = {"starts_on": date(2026, 1, 1), "ends_on": None, "deliberation": None}
        given = {"mandate": self.mandate(person), "organisation": organisation, "organisation_kind": kind, **days}
        granted = self.add(Person.MandateGranted, self.person(person), **given | {"function": function} | fields)
        return granted.fact.mandate  # type: ignore[attr-defined,no-any-return]

    def hold(self, number: int, members: Sequence[UUID], rule: QuorumRule = HALF, **rules: Any) -> UUID:
        """A meeting, open."""
        meeting = self.meeting(number)
        self.add(Meeting.Planned, meeting, title=f"Bilan {number}", kind=MeetingKind.REGULAR, modality=Modality.HYBRID)
        starts_at = datetime(2026, 3, 3, 13, 30, tzinfo=UTC)
        slot = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "place": "Péaule"}
        self.add(
            Meeting.Scheduled,
            meeting,
            **slot,
            call_link="https://visio.example/tri",
            **LIGHT | {"quorum_rule": rule} | rules,
        )
        here = {"members": tuple(sorted(members)), "needed": rule.needed(len(members)), "chair": self.person(1)}
        self.add(Meeting.Opened, meeting, **here)
        return meeting

    def arrive(
        self,
        meeting: UUID,
        person: int,
        collectivity: UUID | None,
        presence: Presence = Presence.ONSITE,
        seat: Seat | None = None,
    ) -> None:
        mandate = self.mandate(person) if collectivity else None
        who = {"person": self.person(person), "collectivity": collectivity, "mandate": mandate}
        self.add(Meeting.ParticipantArrived, meeting, **who, presence=presence, seat=seat)

    def give_proxy(self, meeting: UUID, person: int, collectivity: UUID, holder: int) -> None:
        by = {"person": self.person(person), "mandate": self.mandate(person)}
        what = {"collectivity": collectivity, "holder": self.person(holder)}
        self.add(Meeting.ProxyGiven, meeting, actor=self.person(person), **what, **by)

    def answer(
        self,
        meeting: UUID,
        person: UUID,
        answer: Answer,
        substitute: UUID | None = None,
        *,
        sequence: int = 0,
        comment: str | None = None,
    ) -> None:
        said = {"answer": answer, "substitute": substitute, "sequence": sequence, "comment": comment}
        self.add(Meeting.AttendanceAnswered, meeting, actor=person, person=person, **said)

    def open_ballot(self, number: int, meeting: UUID, members: Sequence[UUID], mode: Mode) -> UUID:
        decision = self.decision(number)
        self.add(Decision.Proposed, decision, meeting=None, title=f"Projet {number}", text="Texte long")
        self.reopen_ballot(decision, meeting, members, mode)
        return decision

    def reopen_ballot(self, decision: UUID, meeting: UUID, members: Sequence[UUID], mode: Mode) -> None:
        terms = {
            "meeting": meeting,
            "mode": mode,
            "majority": Majority.SIMPLE,
            "members": tuple(members),
            "casting_vote": None,
        }
        self.add(Decision.BallotOpened, decision, quorum=Quorum(2, 2, 3), **terms)

    def consult(self, decision: UUID, members: Sequence[UUID], mode: Mode) -> None:
        terms = {"mode": mode, "majority": Majority.SIMPLE, "members": tuple(members), "casting_vote": None}
        rule = ConsultationRule()
        self.add(Decision.ConsultationOpened, decision, closes_on=date(2026, 3, 20), rule=rule, by_seats=False, **terms)

    def leave_open(self, decision: UUID, answers: Quorum) -> None:
        """Without the quorum of its consultation."""
        self.add(Decision.BallotClosed, decision, tally=None, quorum=answers)
        self.add(Decision.QuorumNotReached, decision, **vars(answers))

    def defer(self, decision: UUID, reason: str) -> None:
        """While its ballot is open."""
        self.add(Decision.BallotClosed, decision, tally=None, quorum=Quorum(2, 2, 3))
        self.add(Decision.Deferred, decision, reason=reason)

    def vote(
        self,
        kind: type[Fact],
        decision: UUID,
        person: int,
        collectivity: UUID,
        choice: Choice,
        *,
        of: int | None = None,
    ) -> None:
        """`of`: who gave the person the proxy."""
        who = {"person": self.person(person), "mandate": self.mandate(of or person)}
        who["proxy_of"] = self.person(of) if of else None
        self.add(kind, decision, actor=self.person(person), collectivity=collectivity, choice=choice, **who)

    def close_ballot(self, decision: UUID, tally: Tally, number: str | None) -> None:
        self.add(Decision.BallotClosed, decision, tally=tally, quorum=Quorum(2, 2, 3))
        if number is None:
            self.add(Decision.Rejected, decision, cause=Cause.TIE)
        else:
            self.add(Decision.Adopted, decision, number=number)

    def open_poll(self, number: int, invited: Sequence[Invitee], **fields: Any) -> UUID:
        """For a regular meeting of three members, two of whom are needed; two dates of April 2026."""
        about = {"title": f"Rencontre {number}", "kind": MeetingKind.REGULAR, "modality": Modality.HYBRID}
        terms = {"options": (offered(1), offered(2)), "deadline": datetime(2026, 4, 1, 12, tzinfo=UTC)}
        figures = {"members": 3, "needed": 2, "invited": tuple(invited), "meeting": None}
        poll = self.date_poll(number)
        self.add(DatePoll.Opened, poll, actor=self.person(1), **about | terms | figures | fields)
        return poll

    def answer_poll(self, poll: UUID, person: int, said: dict[int, Availability]) -> None:
        answers = tuple(OptionAnswer(option, each) for option, each in sorted(said.items()))
        who = self.person(person)
        self.add(DatePoll.AvailabilityAnswered, poll, actor=who, person=who, answers=answers)

    def assign(self, number: int, owner: int, due: date, **fields: Any) -> UUID:
        usual = {"title": f"Action {number}", "collectivity": None, "meeting": None, "decision": None}
        item = self.action_item(number)
        self.add(ActionItem.Assigned, item, owner=self.person(owner), due=due, **usual | fields)
        return item


def whole_story(number: int = 1) -> Chronicle:
    """A network's history in which every fact happens, ballots of both modes, stays that end and begin again."""
    it = Chronicle(number)
    coordinator = it.register(1, "Anne", "Le Goff")
    it.add(Network.CoordinatorAppointed, person=coordinator, on=date(2026, 3, 2))
    it.add(Network.CoordinatorRelieved, person=coordinator, on=date(2026, 12, 1), vacancy=True)
    it.add(Network.CoordinatorRelieved, person=coordinator, on=date(2026, 3, 15), vacancy=True)
    it.add(Network.CoordinatorAppointed, person=coordinator, on=date(2026, 3, 20))
    it.add(Network.CadenceTargetSet, cadence=Cadence.MONTHLY, decision=None, actor=coordinator)
    it.add(Network.QuorumRuleSet, rule=QuorumRule(2, 3, False), decision=None, actor=coordinator)
    it.add(Network.CoordinatorAllocationSet, share=Decimal("0.125"), decision=None, actor=coordinator)
    it.add(Network.ReactivityTargetSet, working_days=3, decision=None, actor=coordinator)
    it.add(Network.MinutesSilenceSet, days=15, decision=None, actor=coordinator)
    for threshold in (Decimal("10000.00"), None):
        it.add(Network.DeliberationThresholdSet, threshold=threshold, decision=None, actor=coordinator)
    it.add(Network.ConsultationRuleSet, rule=ConsultationRule(1, 2, 3), decision=None, actor=coordinator)
    for last_day in (date(2026, 8, 16), date(2026, 8, 31)):
        summer = {"first_day": date(2026, 8, 1), "last_day": last_day, "label": "Congés d’été"}
        it.add(Network.ClosurePeriodDeclared, **summer, actor=coordinator)
    for zone in (SchoolZone.ZONE_A, SchoolZone.ZONE_B):
        it.add(Network.SchoolZoneSet, zone=zone, actor=coordinator)
    for name, siren in (("Syndicat mixte", None), ("Sittom", "200000172")):
        it.add(Network.SyndicateDescribed, syndicate=it.syndicate, name=name, siren=siren, actor=coordinator)
    first = it.admit(1, "Élan de Vilaine")
    second = it.admit(2, "Arc Sud")
    third = it.admit(3, "Zone d’Oust", CollectivityKind.COMMUNE)
    for voter in (first, None):
        rules = {"majority": Majority.TWO_THIRDS, "casting_vote": voter, "decision": None}
        it.add(Network.VotingRulesSet, **rules, actor=coordinator)
    it.add(Network.PeopleInvitedToSignIn, people=(coordinator,), actor=coordinator)
    it.associate(1, "ADEME")
    it.associate(2, "Éco-Emballages")
    _people(it, first, second, third)
    _meetings(it, (first, second, third))
    tell_agendas(it, (first, second, third), it.decision(1))
    _ballots(it, it.hold(3, (first, second, third)), (first, second, third))
    _rules(it, it.decision(1))
    tell_minutes(it, it.meeting(3), first)
    _date_polls(it, (first, second, third))
    tell_site_visit(it)
    for inhabitants, tonnes in ((12_000, "4810"), (12_345, "4812.5")):
        it.add(Collectivity.PopulationRecorded, first, year=2023, inhabitants=inhabitants, source="INSEE")
        it.add(Collectivity.TonnageRecorded, first, year=2025, tonnes=Decimal(tonnes), source="Pesées")
    for name in ("Arc du Sud", "Grand Arc"):
        it.add(Collectivity.Renamed, second, name=name, on=date(2026, 3, 2))
    for collection in ("Points d’apport", "Porte à porte"):
        said = {"collected_by": "Régie", "collection": collection, "ambassadors": 2}
        seen_to = {"legal_form": LegalForm.COMMUNITY_OF_COMMUNES, "competences": (Competence.COLLECTION,)}
        it.add(Collectivity.ProfileDescribed, first, **seen_to, **said)
    it.add(Collectivity.Closed, second, on=date(2027, 1, 1), reason=None)
    it.add(Collectivity.Closed, second, on=date(2026, 12, 31), reason="Dissolution")
    _action_items(it, first)
    it.add(Network.PartnerDissociated, partner=it.partner(2), on=date(2026, 3, 31), reason=None)
    it.add(Network.PartnerDissociated, partner=it.partner(2), on=date(2026, 3, 10), reason="Fusion")
    it.add(Network.CollectivityWithdrawn, collectivity=third, on=date(2026, 3, 31), reason=None, settlement_ref=None)
    it.add(
        Network.CollectivityWithdrawn, collectivity=third, on=date(2026, 3, 10), reason="Fusion", settlement_ref=None
    )
    it.add(Network.CollectivityAdmitted, collectivity=third, on=date(2026, 3, 20))
    it.add(Network.CollectivitiesMerged, merged=(third,), into=first, on=date(2026, 4, 10))
    it.add(
        Network.CollectivityWithdrawn, collectivity=second, on=date(2026, 3, 20), reason=None, settlement_ref="2026-12"
    )
    return it


def _rules(it: Chronicle, decision: UUID) -> None:
    citing = {"formality": Formality.RULE_CHANGES_CITE_DECISION, "actor": it.person(1)}
    it.add(Network.FormalityTurnedOn, **citing, decision=None)
    it.add(Network.CadenceTargetSet, cadence=Cadence.MONTHLY, decision=decision, actor=it.person(1))
    it.add(Network.FormalityTurnedOff, **citing, decision=decision)


def _people(it: Chronicle, first: UUID, second: UUID, third: UUID) -> None:
    for number, (given, family) in enumerate((("Zoé", "Étienne"), ("Marc", "Le Goff"), ("Luc", "Abgrall")), 2):
        it.register(number, given, family)
    it.add(Person.ContactDetailsGiven, it.person(2), email="zoe@example.org", phone=None)
    it.add(Person.TitleFormChosen, it.person(2), form=TitleForm.FEMININE)
    it.add(Person.AvailabilityDeclared, it.person(2), availability="Jeudis")
    it.add(Person.NotificationPreferencesSet, it.person(2), unwanted=(MessageKind.DATE_POLL_REMINDER,))
    for skill in ("Compostage", "Animation scolaire"):
        it.add(Person.SkillDeclared, it.person(2), skill=skill)
    it.add(Person.SkillWithdrawn, it.person(2), skill="Compostage")
    it.add(Person.TrainingRecorded, it.person(2), title="Guide composteur", on=date(2026, 2, 13))
    it.grant(2, first, Function.OFFICER)
    it.grant(3, second, Function.AMBASSADOR, deliberation="2025-12")
    it.grant(4, third, Function.ELECTED_REPRESENTATIVE, ends_on=date(2026, 12, 31))
    it.grant(1, it.syndicate, Function.AUDITOR, OrganisationKind.SYNDICATE)
    it.add(
        Person.MandateExtended, it.person(4), mandate=it.mandate(4), ends_on=date(2027, 6, 30), deliberation="2026-40"
    )
    sits = {"seat": 1, "mandate": it.mandate(2), "person": it.person(2), "starts_on": date(2026, 1, 1)}
    it.add(Collectivity.SeatTaken, first, **sits, ends_on=None)
    it.add(Collectivity.SeatEndMoved, first, **sits, ends_on=date(2026, 12, 31))
    stands_in = {"seat": 2, "mandate": it.mandate(3), "person": it.person(3), "starts_on": date(2026, 2, 1)}
    it.add(Collectivity.SubstituteDesignated, second, **stands_in, ends_on=None, deliberation="2026-15")
    for last in (date(2026, 1, 31), None):
        it.add(Collectivity.SeatEndMoved, second, **stands_in, ends_on=last)
        it.add(Collectivity.SubstituteDesignated, second, **stands_in, ends_on=None, deliberation="2026-15")
    it.register(5, "Paul", "Partenaire")
    it.grant(5, it.partner(1), Function.PARTNER_CONTACT, OrganisationKind.PARTNER)
    it.add(Person.MandateEnded, it.person(3), mandate=it.mandate(3), on=date(2026, 4, 15), reason="Congé")
    post = {"mandate": it.mandate(3), "employment_kind": EmploymentKind.FIXED_TERM}
    for fte, on in (("0.5", date(2026, 1, 1)), ("0.8", date(2026, 2, 1)), ("0.75", date(2026, 2, 1))):
        it.add(Person.AmbassadorOnboarded, it.person(3), fte=Decimal(fte), on=on, **post)
    it.add(Person.MandateEnded, it.person(3), mandate=it.mandate(3), on=date(2026, 3, 15), reason="Départ")
    it.add(Person.AmbassadorDeparted, it.person(3), on=date(2026, 3, 15))


def _meetings(it: Chronicle, members: Sequence[UUID]) -> None:
    meeting = it.hold(1, members)
    it.arrive(meeting, 2, members[0])
    it.arrive(meeting, 3, members[1], Presence.REMOTE)
    it.add(Meeting.QuorumEstablished, meeting, represented=2, needed=2)
    it.arrive(meeting, 1, None)
    it.add(Meeting.ParticipantLeft, meeting, person=it.person(2))
    it.add(Meeting.QuorumLost, meeting, represented=1, needed=2)
    it.arrive(meeting, 2, members[0])
    it.add(Meeting.QuorumEstablished, meeting, represented=2, needed=2)
    it.add(Meeting.Closed, meeting, attended=tuple(members[:2]))
    missed = it.hold(2, members)
    later = {"starts_at": datetime(2026, 4, 1, 22, tzinfo=UTC), "ends_at": datetime(2026, 4, 2, 8, tzinfo=UTC)}
    it.add(Meeting.QuorumNotReached, missed, represented=0, needed=2, members=3)
    it.add(Meeting.Closed, missed, attended=())
    stopped = it.hold(41, members)
    it.add(Meeting.Adjourned, stopped, reason="Salle à rendre")
    it.add(Meeting.QuorumNotReached, stopped, represented=0, needed=2, members=3)
    it.add(Meeting.Closed, stopped, attended=(), adjourned=True)
    again = it.meeting(42)
    it.add(Meeting.Planned, again, title="Bilan 42", kind=MeetingKind.REGULAR, modality=Modality.HYBRID)
    it.add(Meeting.Reconvened, again, of=stopped, earlier=(), earliest=date(2026, 3, 6))
    moved = it.meeting(4)
    it.add(Meeting.Planned, moved, title="Visite", kind=MeetingKind.SITE_VISIT, modality=Modality.ON_SITE)
    it.add(Meeting.Scheduled, moved, **later, place=None, call_link=None, **LIGHT)
    it.add(Meeting.Rescheduled, moved, **later, place="UVE", call_link=None, reason="Travaux", sequence=1)
    _invitations(it, moved)
    it.give_proxy(moved, 4, members[2], 2)
    it.add(Meeting.ProxyRevoked, moved, collectivity=members[2], holder=it.person(2), lapsed=True)
    it.add(Meeting.Cancelled, moved, reason="Grève", sequence=2)
    it.add(Meeting.Planned, it.meeting(5), title="À venir", kind=MeetingKind.TRAINING, modality=Modality.REMOTE)


def _invitations(it: Chronicle, meeting: UUID) -> None:
    """Of people 2 to 5, the last one a partner's contact."""
    two, three, four, five = (it.person(number) for number in range(2, 6))
    it.add(Meeting.InvitationsSent, meeting, people=(two, three, five), sequence=1)
    it.answer(meeting, two, Answer.TENTATIVE, comment="Peut-être", sequence=1)
    it.add(Meeting.InvitationsSent, meeting, people=(four,), sequence=1)
    it.answer(meeting, two, Answer.SUBSTITUTE, four, sequence=1)
    it.answer(meeting, three, Answer.ACCEPTED, comment="Avec plaisir", sequence=1)
    for seats in (1, 2):
        offer = {"seats": seats, "sequence": 1, "departs_from": "Mairie"}
        it.add(Meeting.CarpoolOffered, meeting, person=three, **offer)
    it.add(Meeting.CarpoolJoined, meeting, driver=three, person=four, sequence=1)


def _ballots(it: Chronicle, meeting: UUID, members: Sequence[UUID]) -> None:
    public = it.open_ballot(1, meeting, members, Mode.PUBLIC)
    it.vote(Decision.VoteCast, public, 2, members[0], Choice.NO)
    it.vote(Decision.VoteCast, public, 3, members[1], Choice.ABSTAIN)
    it.vote(Decision.VoteChanged, public, 2, members[0], Choice.YES)
    it.give_proxy(meeting, 4, members[2], 3)
    it.vote(Decision.VoteCast, public, 3, members[2], Choice.YES, of=4)
    it.close_ballot(public, Tally(2, 0, 1), "2026-01")
    secret = it.open_ballot(2, meeting, members, Mode.SECRET)
    it.vote(Decision.SecretVoteCast, secret, 2, members[0], Choice.NO)
    it.add(Meeting.ParticipantLeft, meeting, person=it.person(9))
    it.vote(Decision.SecretVoteCast, secret, 3, members[1], Choice.YES)
    it.vote(Decision.SecretVoteChanged, secret, 2, members[0], Choice.NO)
    it.close_ballot(secret, Tally(1, 1, 0), None)
    agreed = it.decision(4)
    it.add(Decision.Proposed, agreed, meeting=None, title="Projet 4", text="Texte")
    for number, member in ((2, members[0]), (3, members[1])):
        who = {"collectivity": member, "person": it.person(number), "mandate": it.mandate(number)}
        it.add(Decision.ObjectionRaised, agreed, meeting=meeting, reason="Trop cher", actor=it.person(number), **who)
        it.add(Decision.ObjectionWithdrawn, agreed, actor=it.person(number), **who)
    who = {"collectivity": members[2], "person": it.person(4), "mandate": it.mandate(4)}
    it.add(Decision.ObjectionRaised, public, meeting=meeting, reason=None, **who)
    it.add(Decision.AdoptedByConsent, agreed, meeting=meeting, number="2026-02", quorum=Quorum(2, 2, 3))
    again = it.open_ballot(5, meeting, members, Mode.SECRET)
    it.vote(Decision.SecretVoteCast, again, 2, members[0], Choice.NO)
    it.defer(again, "À chiffrer")
    it.reopen_ballot(again, meeting, members, Mode.PUBLIC)
    it.vote(Decision.VoteCast, again, 3, members[1], Choice.NO)
    it.add(Decision.VoterRecused, again, collectivity=members[2], reason="Terrain communal")
    it.defer(again, "À revoir")
    it.reopen_ballot(again, meeting, members, Mode.SECRET)
    it.vote(Decision.SecretVoteCast, again, 3, members[1], Choice.YES)
    it.vote(Decision.SecretVoteCast, again, 2, members[0], Choice.YES)
    it.add(Decision.VoterRecused, again, collectivity=members[0], reason="Terrain communal")
    it.close_ballot(again, Tally(1, 0, 0), "2026-03")
    for number in (1, 4):
        it.add(Decision.Corrected, it.decision(number), title=f"Projet n° {number}", text="Texte", reason="Coquille")
    it.add(Decision.Corrected, public, title="Projet 1", text="Texte revu", reason="Date fausse")
    for each in (public, agreed, again):
        it.add(Decision.ReviewScheduled, each, on=date(2026, 3, 20))
    it.add(Decision.ReviewDue, public, on=date(2026, 3, 20))
    it.add(Decision.Confirmed, public, next_review=date(2026, 3, 25))
    it.add(Decision.Confirmed, agreed, next_review=None)
    act = (it.syndicate, OrganisationKind.SYNDICATE, "Comité syndical", "2026-07", date(2026, 2, 20))
    for receipt in (None, "056-2026-07"):
        it.add(Decision.DeliberationReferenced, public, deliberation=Deliberation(*act, receipt))
    it.add(Decision.Superseded, public, by=agreed)
    it.add(Decision.Repealed, agreed, by=again)
    final = it.decision(6)
    it.add(Decision.Proposed, final, meeting=None, title="Projet 6", text="Texte")
    it.add(Decision.AdoptedByConsent, final, meeting=meeting, number="2026-04", quorum=Quorum(2, 2, 3))
    it.add(Decision.ReviewScheduled, final, on=date(2026, 3, 15))
    _consultations(it, meeting, members)
    still_open = it.open_ballot(3, meeting, members, Mode.SECRET)
    it.vote(Decision.SecretVoteCast, still_open, 2, members[0], Choice.YES)


def _consultations(it: Chronicle, meeting: UUID, members: Sequence[UUID]) -> None:
    asked = it.decision(7)
    it.add(Decision.Proposed, asked, meeting=meeting, title="Projet 7", text="Texte")
    for amount in ("9000.00", "12500.50"):
        paid = {"amount": Decimal(amount), "contributors": tuple(members[:2]), "threshold": Decimal("10000.00")}
        it.add(Decision.AmountStated, asked, **paid)
    it.consult(asked, members, Mode.SECRET)
    it.vote(Decision.SecretVoteCast, asked, 2, members[0], Choice.YES)
    it.leave_open(asked, Quorum(1, 2, 3))
    it.consult(asked, members, Mode.PUBLIC)
    it.vote(Decision.VoteCast, asked, 2, members[0], Choice.YES)
    it.add(Decision.VoterRecused, asked, collectivity=members[2], reason="Terrain communal")


def offered(number: int, day: int = 0) -> DateOption:
    """Two hours of an afternoon of April 2026, from the second of the month on."""
    begins = datetime(2026, 4, 1 + (day or number), 12, tzinfo=UTC)
    return DateOption(number, begins, begins + timedelta(hours=2))


def _date_polls(it: Chronicle, members: Sequence[UUID]) -> None:
    invited = tuple(Invitee(it.person(number), (member,)) for number, member in enumerate(members, 2))
    chosen = it.open_poll(1, invited, meeting=None)
    for number, said in ((2, Availability.NO), (3, Availability.IF_NEEDED), (2, Availability.YES)):
        it.answer_poll(chosen, number, {1: said, 2: Availability.NO})
    it.add(DatePoll.ReminderSent, chosen, to=(it.person(4),))
    it.answer_poll(chosen, 4, {1: Availability.NO, 2: Availability.YES})
    it.add(DatePoll.AllAnswered, chosen, invited=3)
    it.add(DatePoll.OptionAdded, chosen, option=offered(3))
    figures = {"able": 2, "needed": 2, "reason": None}
    it.add(DatePoll.Closed, chosen, chosen=offered(1), meeting=it.meeting(6), **figures, actor=it.person(1))
    it.add(DatePoll.Abandoned, it.open_poll(2, invited, meeting=it.meeting(5)), reason="Reportée")
    it.answer_poll(it.open_poll(3, invited, meeting=None), 2, {2: Availability.YES})


def _action_items(it: Chronicle, member: UUID) -> None:
    links = {"meeting": it.meeting(3), "decision": it.decision(1)}
    done = it.assign(1, 2, date(2026, 3, 31), collectivity=member, **links)
    it.add(ActionItem.Started, done)
    it.add(ActionItem.DueDateMoved, done, due=date(2026, 4, 15), reason="Devis attendu")
    it.add(ActionItem.Completed, done, evidence="Facture 11")
    it.add(ActionItem.Reopened, done, reason="Facture fausse")
    it.add(ActionItem.Completed, done, evidence="Facture 12")
    it.add(ActionItem.Dropped, it.assign(2, 1, date(2026, 3, 20)), reason="Foire annulée")
    it.add(ActionItem.BecameOverdue, it.assign(4, 1, date(2026, 3, 24)), due=date(2026, 3, 24))
    it.assign(3, 1, date(2026, 3, 25))


def caller(chronicle: Chronicle, *roles: Role, collectivities: Iterable[UUID] = (), now: datetime = NOW) -> Caller:
    return Caller(chronicle.network, chronicle.person(1), frozenset(roles), now, frozenset(collectivities))


async def write(db: Any, facts: Sequence[Recorded]) -> None:
    for projection in ALL:
        await projection.project(db, facts)


async def rows(db: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the read models hold."""
    return {
        table: sorted((tuple(row) for row in await db.fetch(f"SELECT * FROM {table}")), key=repr) for table in TABLES
    }
