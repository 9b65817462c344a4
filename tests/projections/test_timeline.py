"""The timeline: what becomes an entry and when, for whom, and what outlives what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import pytest

from maillage.domain.ballots import Choice, Mode, Tally
from maillage.domain.base import Audience
from maillage.domain.caller import Role
from maillage.domain.collectivities import Collectivity
from maillage.domain.decisions import Decision
from maillage.domain.mandates import Function
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.quorum import Quorum
from maillage.projections import timeline
from maillage.projections.audience import AudienceScope
from maillage.projections.timeline import Entry, EntryFilter, SubjectKind
from tests.projections.story import Chronicle, caller, whole_story, write


@pytest.fixture
def chronicle():
    return Chronicle()


@pytest.fixture
def members(chronicle):
    return tuple(chronicle.admit(number, f"C{number}") for number in (1, 2, 3))


def scope_of(chronicle: Chronicle, role: Role = Role.COORD, **more: Any) -> AudienceScope:
    return AudienceScope.of(caller(chronicle, role, **more))


async def entries(db: Any, scope: AudienceScope, filter: EntryFilter = timeline.EVERYTHING) -> list[Entry]:
    found = await timeline.page_after(db, scope, timeline.BEGINNING, 1000, filter)
    assert await timeline.count(db, scope, filter) == len(found)
    assert await timeline.page_before(db, scope, timeline.END, 1000, filter) == found[::-1]
    for each in found:
        assert await timeline.entry(db, scope, each.position) == each
    return found


async def test_an_entry_keeps_the_facts_place_instants_actor_and_fields(db, chronicle):
    anne = chronicle.register(1, "Anne", "Le Goff")
    fields = {"title": "Bilan", "kind": MeetingKind.REGULAR, "modality": Modality.REMOTE}
    planned = chronicle.add(Meeting.Planned, chronicle.meeting(1), actor=anne, **fields)
    await write(db, chronicle.facts)
    found = await timeline.entry(db, scope_of(chronicle), (3, 0))
    assert found is not None
    assert (found.position, found.topic, found.subject_kind) == ((3, 0), "meeting.planned", SubjectKind.MEETING)
    assert (found.subject, found.actor, found.name_of(found.actor)) == (chronicle.meeting(1), anne, "Anne Le Goff")
    assert (found.happened_at, found.recorded_at) == (planned.fact.timestamp, planned.recorded_at)
    assert (found.collectivity, dict(found.fields)) == (
        None,
        {"title": "Bilan", "kind": "REGULAR", "modality": "REMOTE"},
    )


async def test_the_text_of_a_decision_and_sealed_fields_are_not_copied(db):
    await write(db, whole_story().facts)
    stored = str(
        [tuple(row) for table in ("timeline", "timeline_withheld") for row in await db.fetch(f"TABLE {table}")]
    )
    for hidden in ("Texte long", "zoe@example.org", "Zoé", "Étienne"):
        assert hidden not in stored
    assert "Motif" not in stored
    assert "Grève" in stored


# What waits -----------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.COORD, Role.AUD, Role.REP, Role.AMB, Role.SYS])
async def test_a_secret_vote_is_nowhere_until_its_ballot_closes(db, chronicle, members, role):
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, Mode.SECRET)
    await write(db, chronicle.facts)
    scope = scope_of(chronicle, role, collectivities=members)
    before = await entries(db, scope)
    chronicle.vote(Decision.SecretVoteCast, decision, 1, members[0], Choice.NO)
    vote = chronicle.facts[-1]
    await write(db, [vote])
    assert await entries(db, scope) == before
    assert await timeline.entry(db, scope, (vote.seq, 0)) is None
    assert await entries(db, scope, EntryFilter(actor=chronicle.person(1))) == []


async def test_released_votes_follow_the_closing_in_their_order_and_never_say_how(db, chronicle, members):
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, Mode.SECRET)
    chronicle.vote(Decision.SecretVoteCast, decision, 2, members[1], Choice.YES)
    chronicle.vote(Decision.SecretVoteCast, decision, 1, members[0], Choice.YES)
    chronicle.vote(Decision.SecretVoteChanged, decision, 2, members[1], Choice.YES)
    chronicle.close_ballot(decision, Tally(1, 1, 0), None)
    await write(db, chronicle.facts)
    closed = chronicle.facts[-2].seq
    last = [each for each in await entries(db, scope_of(chronicle)) if each.position >= (closed, 0)]
    assert [(each.position, each.topic, each.collectivity) for each in last] == [
        ((closed, 0), "decision.ballot-closed", None),
        ((closed, 1), "decision.secret-vote-cast", members[1]),
        ((closed, 2), "decision.secret-vote-cast", members[0]),
        ((closed, 3), "decision.secret-vote-changed", members[1]),
        ((closed + 1, 0), "decision.rejected", None),
    ]
    assert [dict(each.fields) for each in last[1:4]] == [
        {"collectivity": str(each)} for each in (members[1], members[0], members[1])
    ]
    instants = {(each.actor, each.happened_at, each.recorded_at) for each in last[1:4]}
    assert instants == {(None, last[0].happened_at, last[0].recorded_at)}, "who and when would say who it was"
    assert "YES" not in str(await db.fetch("SELECT entry FROM timeline_withheld"))


async def test_closing_one_ballot_releases_no_vote_of_another(db, chronicle, members):
    meeting = chronicle.hold(1, members)
    one, two = (chronicle.open_ballot(number, meeting, members, Mode.SECRET) for number in (1, 2))
    chronicle.vote(Decision.SecretVoteCast, one, 1, members[0], Choice.YES)
    chronicle.vote(Decision.SecretVoteCast, two, 1, members[0], Choice.YES)
    chronicle.close_ballot(two, Tally(1, 0, 0), "2026-01")
    await write(db, chronicle.facts)
    votes = EntryFilter(topics=frozenset({"decision.secret-vote-cast"}))
    assert [each.subject for each in await entries(db, scope_of(chronicle), votes)] == [two]


@pytest.mark.parametrize("together", [True, False])
async def test_each_closing_releases_what_was_cast_since_the_one_before(db, chronicle, members, together):
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, Mode.SECRET)
    closings = []
    for member in members:
        chronicle.vote(Decision.SecretVoteCast, decision, 1, member, Choice.YES)
        closings.append(chronicle.add(Decision.BallotClosed, decision, tally=Tally(1, 0, 0), quorum=Quorum(2, 2, 3)))
    for batch in [chronicle.facts] if together else [[recorded] for recorded in chronicle.facts]:
        await write(db, batch)
    votes = await entries(db, scope_of(chronicle), EntryFilter(topics=frozenset({"decision.secret-vote-cast"})))
    assert [(each.position, each.collectivity) for each in votes] == [
        ((closing.seq, 1), member) for closing, member in zip(closings, members, strict=True)
    ]


# For whom -------------------------------------------------------------------------


class ForOneCollectivity(Meeting.ParticipantArrived):
    """As facts to come will be: for the people of one member."""

    AUDIENCE: ClassVar[Audience] = Audience.COLLECTIVITY


class ForCoordination(Meeting.ParticipantArrived):
    AUDIENCE: ClassVar[Audience] = Audience.COORDINATION


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ((Role.COORD,), ["NETWORK", "COLLECTIVITY", "COORDINATION"]),
        ((Role.AUD,), ["NETWORK", "COLLECTIVITY", "COORDINATION"]),
        ((Role.SYS,), ["NETWORK", "COLLECTIVITY", "COORDINATION"]),
        ((Role.REP, 1), ["NETWORK", "COLLECTIVITY"]),
        ((Role.AMB, 1, 2), ["NETWORK", "COLLECTIVITY"]),
        ((Role.REP, 2), ["NETWORK"]),
        ((Role.AMB,), ["NETWORK"]),
    ],
)
async def test_each_role_sees_the_entries_of_its_audiences(db, chronicle, members, reader, seen):
    audiences = {
        "NETWORK": Meeting.ParticipantArrived,
        "COLLECTIVITY": ForOneCollectivity,
        "COORDINATION": ForCoordination,
    }
    meeting = chronicle.hold(1, members)
    facts = []
    for kind in audiences.values():
        chronicle.arrive(meeting, 1, members[0])
        place = chronicle.facts[-1]
        facts.append(replace(place, fact=kind(**vars(place.fact))))
    await write(db, [*chronicle.facts[:-3], *facts])
    filter = EntryFilter(topics=frozenset({"meeting.participant-arrived"}))
    role, *own = reader
    scope = scope_of(chronicle, role, collectivities=[members[number - 1] for number in own])
    assert [
        dict(zip([fact.seq for fact in facts], audiences, strict=True))[each.position[0]]
        for each in await entries(db, scope, filter)
    ] == seen


def test_those_who_see_everything_share_one_scope_and_others_only_with_their_like(chronicle):
    one, two = chronicle.collectivity(1), chronicle.collectivity(2)
    everything = {scope_of(chronicle, role, collectivities=[one]) for role in (Role.COORD, Role.AUD, Role.SYS)}
    assert everything == {AudienceScope(chronicle.network, True)}
    members = {scope_of(chronicle, role, collectivities=[one]) for role in (Role.REP, Role.AMB)}
    assert members == {AudienceScope(chronicle.network, False, frozenset({one}))}
    assert scope_of(chronicle, Role.REP, collectivities=[one]) != scope_of(chronicle, Role.REP, collectivities=[two])


# Filters --------------------------------------------------------------------------


async def test_entries_are_filtered_by_each_criterion(db):
    chronicle = whole_story()
    await write(db, chronicle.facts + whole_story(2).facts)
    scope = scope_of(chronicle)
    everything = await entries(db, scope)
    middle = everything[len(everything) // 2].happened_at
    criteria: list[tuple[dict[str, Any], Any]] = [
        (
            {"topics": frozenset({"decision.adopted", "network.founded"})},
            lambda each: each.topic in {"decision.adopted", "network.founded"},
        ),
        ({"topics": frozenset()}, lambda each: False),
        ({"subject_kind": SubjectKind.PERSON}, lambda each: each.topic.startswith("person.")),
        ({"subject": chronicle.meeting(1)}, lambda each: each.subject == chronicle.meeting(1)),
        ({"actor": chronicle.person(1)}, lambda each: each.actor == chronicle.person(1)),
        ({"collectivity": chronicle.collectivity(1)}, lambda each: each.collectivity == chronicle.collectivity(1)),
        ({"since": middle}, lambda each: each.happened_at >= middle),
        ({"until": middle}, lambda each: each.happened_at < middle),
        (
            {"since": middle, "subject_kind": SubjectKind.DECISION, "actor": chronicle.person(2)},
            lambda each: (
                each.happened_at >= middle
                and each.subject_kind is SubjectKind.DECISION
                and each.actor == chronicle.person(2)
            ),
        ),
    ]
    for given, kept in criteria:
        expected = [each for each in everything if kept(each)]
        assert await entries(db, scope, EntryFilter(**given)) == expected
        assert expected or given == {"topics": frozenset()}
        assert len(expected) < len(everything)


async def test_a_mandate_and_a_registration_belong_to_their_collectivity(db, chronicle):
    collectivity = chronicle.admit(1, "Arc Sud")
    chronicle.register(1, "Anne", "Le Goff")
    chronicle.grant(1, collectivity, Function.OFFICER)
    await write(db, chronicle.facts)
    found = await entries(db, scope_of(chronicle), EntryFilter(collectivity=collectivity))
    assert [each.topic for each in found] == [
        "collectivity.registered",
        "network.collectivity-admitted",
        "person.mandate-granted",
    ]


# What outlives what ---------------------------------------------------------------


async def test_an_entry_outlives_its_subject(db):
    chronicle = whole_story()
    await write(db, chronicle.facts)
    scope = scope_of(chronicle)
    before = [each.text("fr") for each in await entries(db, scope)]
    await db.execute("TRUNCATE collectivities, memberships, partners, networks, meetings, presences, decisions, votes")
    assert [each.text("fr") for each in await entries(db, scope)] == before


async def test_an_erased_person_is_named_nowhere_and_their_entries_stay(db, chronicle):
    anne = chronicle.register(1, "Anne", "Le Goff")
    chronicle.add(Person.ContactDetailsGiven, anne, actor=anne, email="anne@example.org", phone=None)
    await write(db, chronicle.facts)
    scope = scope_of(chronicle)
    assert [each.text("fr") for each in await entries(db, scope)][1:] == [
        "Nouvelle entrée à l’annuaire : Anne Le Goff.",
        "Coordonnées mises à jour : Anne Le Goff.",
    ]
    await db.execute("UPDATE people SET (given_name, family_name, email) = (NULL, NULL, NULL)")
    after = await entries(db, scope)
    assert [each.text("fr") for each in after][1:] == [
        "Nouvelle entrée à l’annuaire : une personne effacée.",
        "Coordonnées mises à jour : une personne effacée.",
    ]
    assert (after[2].actor, after[2].name_of(anne)) == (anne, None)
    assert "an erased person" in after[2].text("en")


async def test_pages_of_a_long_history_follow_each_other_without_gap_or_repeat(db, chronicle):
    for number in range(1, 251):
        chronicle.register(number, "Anne", f"Le Goff {number}")
    await write(db, chronicle.facts)
    scope, seen, position = scope_of(chronicle), [], timeline.BEGINNING
    while found := await timeline.page_after(db, scope, position, 40):
        seen += [each.position for each in found]
        position = seen[-1]
    assert seen == [(seq, 0) for seq in range(1, 252)]
    assert chronicle.facts[-1].recorded_at - chronicle.facts[0].recorded_at == timedelta(minutes=250)


async def test_what_was_told_keeps_the_name_of_its_time_once_a_collectivity_is_renamed(db):
    """A mandate there too; a name to come counts from its day, one of the past from when it was told."""
    it = Chronicle()
    place = it.admit(1, "Arc Sud")
    it.register(1, "Anne", "Le Goff")
    before = it.grant(1, place, Function.OFFICER)
    it.add(Person.MandateEnded, it.person(1), mandate=before, on=date(2026, 12, 31), reason=None)
    it.add(Collectivity.Renamed, place, name="Grand Arc", on=date(2026, 1, 1))
    it.add(Collectivity.Renamed, place, name="Arc d’Or", on=date(2026, 6, 1))
    it.add(Person.MandateEnded, it.person(1), mandate=before, on=date(2026, 11, 30), reason=None)
    june = {"timestamp": datetime(2026, 5, 31, 22, tzinfo=UTC)}  # in Paris
    it.add(
        Network.CollectivityWithdrawn, collectivity=place, on=date(2026, 7, 1), reason=None, settlement_ref=None, **june
    )
    await write(db, it.facts)
    entries = await timeline.page_after(db, AudienceScope(it.network, True), timeline.BEGINNING, 100)
    named = [(each.topic, each.name_of(place) or each.name_of(before)) for each in entries]
    assert [each for each in named if each[1]] == [
        ("collectivity.registered", "Arc Sud"),
        ("network.collectivity-admitted", "Arc Sud"),
        ("person.mandate-granted", "Arc Sud"),
        ("person.mandate-ended", "Arc Sud"),
        ("collectivity.renamed", "Arc Sud"),
        ("collectivity.renamed", "Grand Arc"),
        ("person.mandate-ended", "Grand Arc"),
        ("network.collectivity-withdrawn", "Arc d’Or"),
    ]
