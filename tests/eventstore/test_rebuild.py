"""Read models made anew: beside writers and readers, whole or not at all, and the same rows as before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.ballots import Choice, Mode
from maillage.domain.collectivity_profiles import Competence
from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Availability, OptionAnswer
from maillage.domain.deliberations import Deliberation
from maillage.domain.formalities import Formality
from maillage.domain.invitation_facts import Answer
from maillage.domain.mandates import OrganisationKind
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.people import Person
from maillage.domain.posts import EmploymentKind
from maillage.eventstore import rebuild as rebuilding
from maillage.eventstore.connections import UNLIMITED
from maillage.eventstore.database import Database
from maillage.eventstore.group import Appender, ReadModelsMoved
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.log import Log
from maillage.eventstore.projection import beyond, fingerprint
from maillage.eventstore.rebuild import (
    SEARCH_PATH,
    NewerReadModels,
    RebuildRunning,
    Rebuilt,
    rebuild,
    up_to_date,
)
from maillage.projections import ALL
from maillage.usecases import (
    action_items,
    agenda,
    agenda_items,
    collectivities,
    collectivity_profiles,
    date_polls,
    decisions,
    figures,
    invitations,
    meetings,
    minutes,
    networks,
    postings,
    profiles,
    proxies,
    register,
    rules,
    seats,
    site_stops,
)
from tests.usecases.conftest import SECRETS, opened_log
from tests.usecases.rights.agenda import with_item
from tests.usecases.rights.site_stops import on_the_day
from tests.usecases.world import HOUR, NOW, TODAY, World, founded, peopled


@pytest.fixture
async def log(database: Database) -> AsyncIterator[Log]:
    async with opened_log(database) as log:
        yield log


async def rebuilt(database: Database, projections: Any = ALL, **how: bool) -> Rebuilt:
    keyring = Keyring(database.app_pool, SECRETS)
    return await rebuild(lambda: database.connect(SEARCH_PATH, UNLIMITED), projections, keyring, **how)


async def rows(database: Database) -> dict[str, list[Any]]:
    """Every row of every read model."""
    tables = await database.app_pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'read' ORDER BY 1")
    return {name: await database.app_pool.fetch(f"SELECT t::text FROM read.{name} t ORDER BY 1") for (name,) in tables}


async def a_story(log: Log) -> World:
    """Enough of everything: the votes of a secret ballot are still withheld."""
    world = await peopled(log)
    for mode in Mode:
        decision, _ = await world.put_to_the_vote(0, 1, mode=mode)
        vote = {"decision": decision, "collectivity": world.members[0], "choice": Choice.YES}
        await world.do(decisions.cast_vote, by=world.ambassadors[0], **vote)
    objection = {"decision": await world.proposed(), "meeting": await world.opened(0), "collectivity": world.members[0]}
    await world.do(decisions.raise_objection, by=world.ambassadors[0], **objection)
    await _a_recusal_and_a_deliberation(world)
    await _a_profile_and_an_action(world, world.ambassadors[0].person)
    await _minutes(world)
    await _an_agenda(world)
    await _a_poll(world)
    await _invitations(world)
    await _a_site_visit(world)
    await _a_proxy(world)
    await world.do(networks.declare_closure_period, first_day=TODAY, last_day=TODAY, label="Pont")
    await world.do(collectivities.rename_collectivity, collectivity=world.members[0], name="Grand Orme")
    figure = {"collectivity": world.members[0], "year": 2023, "source": "INSEE"}
    await world.do(figures.record_population, **figure, inhabitants=12_345)
    await world.do(figures.record_tonnage, **figure, tonnes=Decimal("4812.5"))
    seen_to = {"competences": [Competence.COLLECTION], "ambassadors": 2}
    await world.do(collectivity_profiles.describe_collectivity_profile, collectivity=world.members[0], **seen_to)
    await world.do(collectivity_profiles.close_collectivity, collectivity=world.members[2], on=TODAY)
    await world.do(rules.turn_formality_on, formality=Formality.RULE_CHANGES_CITE_DECISION)
    return world


async def _a_recusal_and_a_deliberation(world: World) -> None:
    recusal = {"collectivity": world.members[0], "reason": "Terrain communal"}
    await world.do(decisions.recuse_voter, decision=await world.proposed(), **recusal)
    act = Deliberation(world.syndicate, OrganisationKind.SYNDICATE, "Comité syndical", "2026-07", TODAY)
    await world.do(register.reference_deliberation, decision=await world.adopted(), deliberation=act)


async def _invitations(world: World) -> None:
    meeting, driver, rider = await world.scheduled(), world.ambassadors[0], world.ambassadors[1]
    await world.do(invitations.send_invitations, meeting=meeting, people=(driver.person, rider.person))
    await world.do(invitations.answer_invitation, by=driver, meeting=meeting, answer=Answer.ACCEPTED, comment="Oui")
    await world.do(invitations.offer_carpool, by=driver, meeting=meeting, seats=2, departs_from="Mairie")
    await world.do(invitations.join_carpool, by=rider, meeting=meeting, driver=driver.person)


async def _a_site_visit(world: World) -> None:
    day = await on_the_day(world)
    await world.do(site_stops.visit_site_stop, **day)


async def _a_proxy(world: World) -> None:
    fields = {"collectivity": world.members[2], "holder": world.ambassadors[0].person}
    await world.do(proxies.give_proxy, by=world.ambassadors[2], meeting=await world.opened(0), **fields)


async def _a_poll(world: World) -> None:
    dates = [Period(NOW + n * HOUR, NOW + (n + 1) * HOUR) for n in (2, 4)]
    about = {"title": "Bilan", "kind": MeetingKind.REGULAR, "modality": Modality.REMOTE}
    poll = await world.made(date_polls.open_date_poll, options=dates, deadline=NOW + HOUR, **about)
    said = [OptionAnswer(1, Availability.YES)]
    await world.do(date_polls.answer_date_poll, by=world.officers[0], date_poll=poll, answers=said)


async def _an_agenda(world: World) -> None:
    """Published; its item is taken up and decided."""
    fields = await with_item(world, await world.scheduled())
    meeting = fields["meeting"]
    await world.do(agenda.publish_agenda, meeting=meeting)
    await world.do(meetings.open_meeting, meeting=meeting)
    await world.do(agenda_items.take_up_item, **fields)
    await world.do(agenda_items.decide_item, **fields, decision=await world.adopted())


async def _minutes(world: World) -> None:
    meeting = await world.made(meetings.close_meeting, meeting=await world.opened(0))
    held = await world.made(minutes.draft_minutes, meeting=meeting, text="Le tri progresse.")
    await world.do(minutes.circulate_minutes, minutes=held)
    await world.do(minutes.remark_on_minutes, by=world.ambassadors[0], minutes=held, text="J’y étais.")
    await world.do(minutes.approve_minutes, by=world.officers[1], minutes=held, collectivity=world.members[1])
    await world.do(minutes.correct_minutes, minutes=held, erratum="Lire « 12 t ».")


async def _a_profile_and_an_action(world: World, person: UUID | None) -> None:
    await world.do(profiles.declare_skill, person=person, skill="Compost")
    await world.do(profiles.record_training, person=person, title="Guide composteur", on=TODAY)
    await world.do(action_items.assign_action, title="Devis", owner=person, due=TODAY)
    facts = [recorded.fact for recorded in await world.log.history(world.network, limit=10_000)]
    [mandate] = [
        fact.mandate for fact in facts if isinstance(fact, Person.MandateGranted) and fact.originator_id == person
    ]
    post = {"mandate": mandate, "on": TODAY, "fte": Decimal("0.5"), "employment_kind": EmploymentKind.PERMANENT}
    await world.do(postings.onboard_ambassador, person=person, **post)
    sitting = {"collectivity": world.members[0], "mandate": mandate, "seat": 1}
    await world.do(seats.take_seat, **sitting, person=person)
    await world.do(seats.leave_seat, **sitting, on=TODAY)


@pytest.mark.parametrize("live", [True, False])
async def test_every_read_model_made_anew_holds_the_same_rows(database: Database, log: Log, live: bool) -> None:
    await a_story(log)
    before = await rows(database)
    facts = await database.app_pool.fetchval("SELECT position FROM head")

    assert (await rebuilt(database, live=live)).facts == facts

    assert await rows(database) == before
    assert sum(map(len, before.values())) > 50
    assert [name for name, held in before.items() if not held] == []


async def test_rows_that_history_does_not_give_are_gone_afterwards(database: Database, log: Log) -> None:
    await a_story(log)
    before = await rows(database)
    await database.app_pool.execute("UPDATE read.meetings SET title = 'rewritten by hand'")
    assert await rows(database) != before

    await rebuilt(database)

    assert await rows(database) == before


async def test_commands_and_queries_go_on_while_it_runs(database: Database, log: Log, monkeypatch: Any) -> None:
    monkeypatch.setattr(rebuilding, "_PAGE", 7)
    monkeypatch.setattr(rebuilding, "_NEARLY_THERE", 3)
    world = await founded(log)
    for _ in range(40):
        await world.planned()
    done, planned, read = asyncio.Event(), 40, 0

    async def write() -> None:
        nonlocal planned
        while not done.is_set():
            await world.planned()
            planned += 1

    async def look() -> None:
        nonlocal read
        while not done.is_set():
            assert await database.app_pool.fetchval("SELECT count(*) FROM meetings") >= 40
            read += 1

    async with asyncio.TaskGroup() as meanwhile:
        for task in (write, write, look):
            meanwhile.create_task(task())
        for _ in range(3):
            await rebuilt(database)
        done.set()

    assert await database.app_pool.fetchval("SELECT count(*) FROM meetings") == planned > 40
    assert read > 3


async def test_a_rebuild_that_fails_leaves_the_live_ones_and_the_next_one_starts_clean(
    database: Database, log: Log
) -> None:
    await a_story(log)
    before = await rows(database)

    async def fail(*_: Any) -> None:
        raise RuntimeError("a defect")

    with pytest.raises(ExceptionGroup, match="unhandled errors"):
        await rebuilt(database, (*ALL, replace(ALL[0], name="other", project=fail, sql={"create": "SELECT 1"})))

    assert await rows(database) == before
    assert await up_to_date(database.app_pool, ALL)
    await rebuilt(database)
    assert await rows(database) == before


async def test_two_at_once_are_one(database: Database, log: Log) -> None:
    await a_story(log)
    ends = await asyncio.gather(rebuilt(database), rebuilt(database), return_exceptions=True)
    assert {type(end) for end in ends} == {Rebuilt, RebuildRunning}


async def test_a_writer_that_knows_other_versions_stops_and_writes_nothing(database: Database, log: Log) -> None:
    world = await founded(log)
    raised = tuple(replace(each, version=each.version + 1) for each in ALL)
    await rebuilt(database, raised)
    assert not await up_to_date(database.app_pool, ALL)
    facts = await database.app_pool.fetchval("SELECT count(*) FROM stored_events")
    known = next(each.version for each in ALL if each.name == "meetings")

    with pytest.raises(ReadModelsMoved, match=rf"meetings-{known + 1}.*meetings-{known}"):
        await world.planned()

    assert await database.app_pool.fetchval("SELECT count(*) FROM stored_events") == facts
    async with Appender(database.app_pool, raised) as appender:
        newer = Log(database.app_pool, Keyring(database.app_pool, SECRETS), appender, SECRETS.inputs)
        await World(newer, world.network, world.coordinator).planned()


async def test_an_older_program_makes_nothing_anew_unless_it_is_to_go_back(database: Database, log: Log) -> None:
    await a_story(log)
    newer = (
        *ALL,
        replace(ALL[0], name="polls", version=1, sql={"create": "CREATE TABLE polls (id uuid)"}, project=_nothing),
    )
    await rebuilt(database, newer)
    before = await rows(database)

    with pytest.raises(NewerReadModels, match="polls-1 where this one makes none of that name"):
        await rebuilt(database)

    assert await rows(database) == before
    assert await up_to_date(database.app_pool, newer)
    await rebuilt(database, back=True)
    assert await up_to_date(database.app_pool, ALL)
    assert "polls" not in await rows(database)
    await rebuilt(database, newer)
    assert await up_to_date(database.app_pool, newer)


async def _nothing(*_: Any) -> None: ...


@pytest.mark.parametrize(
    ("registered", "newer"),
    [
        ("", []),
        ("meetings-2", []),
        ("meetings-1", []),
        ("meetings-3", ["meetings-3"]),
        ("meetings-10 members-1", ["meetings-10"]),
        ("meetings-1 polls-1 past-polls-2", ["polls-1", "past-polls-2"]),
    ],
)
def test_newer_is_a_higher_version_or_another_name(registered: str, newer: list[str]) -> None:
    ours = [replace(ALL[0], name=name, version=version) for name, version in (("meetings", 2), ("members", 1))]
    assert beyond(registered, ours) == newer


def test_the_fingerprint_names_each_read_model_and_its_version() -> None:
    assert fingerprint(ALL[:1]) == f"{ALL[0].name}-{ALL[0].version}"
    assert fingerprint(()) == ""
