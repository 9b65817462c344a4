"""Who may read: every read, by every role, and from another network."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.caller import Caller, Role
from maillage.domain.refusals import NotAllowed
from maillage.projections import (
    action_items,
    agenda,
    carpools,
    decisions,
    figures,
    invitations,
    meetings,
    members,
    minutes,
    networks,
    partners,
    people,
    posts,
    profiles,
    proxies,
    seats,
    site_stops,
    suggestions,
    timeline,
)
from maillage.projections.audience import AudienceScope
from maillage.projections.paging import Window
from tests.projections.agenda_story import BEFORE
from tests.projections.minutes_story import minutes_id
from tests.projections.site_visit_story import stop_id, visit_id
from tests.projections.story import Chronicle, caller, whole_story, write

ALL_ROWS: Window[Any] = Window(1000)
NONE = UUID(int=0)  # before every id
ONE = Chronicle(1)
REVIEWED = date(2026, 3, 31)


async def items_of(db: Any, who: Caller, meeting: UUID) -> Any:
    return (await agenda.agendas_of(db, who, [meeting]))[meeting].items


READS: dict[str, Any] = {
    "network": networks.network,
    "collectivities": lambda db, who: members.collectivities(db, who, ALL_ROWS),
    "collectivities_by_id": lambda db, who: members.collectivities_by_id(db, who, [ONE.collectivity(1)]),
    "count_collectivities": members.count_collectivities,
    "populations_of": lambda db, who: figures.populations_of(db, who, [ONE.collectivity(1)]),
    "tonnages_of": lambda db, who: figures.tonnages_of(db, who, [ONE.collectivity(1)]),
    "seats_of": lambda db, who: seats.seats_of(db, who, [ONE.collectivity(1)]),
    "partners": lambda db, who: partners.partners(db, who, ALL_ROWS),
    "partners_by_id": lambda db, who: partners.partners_by_id(db, who, [ONE.partner(1)]),
    "count_partners": partners.count_partners,
    "people": lambda db, who: people.people(db, who, ALL_ROWS),
    "people_by_id": lambda db, who: people.people_by_id(db, who, [ONE.person(1)]),
    "count_people": people.count_people,
    "posts_of": lambda db, who: posts.posts_of(db, who, [ONE.mandate(3)]),
    "skills_of": lambda db, who: profiles.skills_of(db, who, [ONE.person(2)]),
    "trainings_of": lambda db, who: profiles.trainings_of(db, who, [ONE.person(2)]),
    "mandates": lambda db, who: people.mandates(db, who, ALL_ROWS),
    "mandates_by_id": lambda db, who: people.mandates_by_id(db, who, [ONE.mandate(1)]),
    "mandates_of": lambda db, who: people.mandates_of(db, who, [ONE.person(2)]),
    "mandates_at": lambda db, who: people.mandates_at(db, who, [ONE.collectivity(1)]),
    "count_mandates": people.count_mandates,
    "meetings": lambda db, who: meetings.meetings(db, who, ALL_ROWS),
    "meetings_by_id": lambda db, who: meetings.meetings_by_id(db, who, [ONE.meeting(1)]),
    "count_meetings": meetings.count_meetings,
    "agendas_of": lambda db, who: items_of(db, who, ONE.meeting(BEFORE)),
    "suggested_agenda": suggestions.suggested_agenda,
    "presences_of": lambda db, who: meetings.presences_of(db, who, [ONE.meeting(1)]),
    "minutes_by_id": lambda db, who: minutes.minutes_by_id(db, who, [minutes_id(ONE)]),
    "minutes_of": lambda db, who: minutes.minutes_of(db, who, [ONE.meeting(3)]),
    "remarks_on": lambda db, who: minutes.remarks_on(db, who, [minutes_id(ONE)]),
    "errata_of": lambda db, who: minutes.errata_of(db, who, [minutes_id(ONE)]),
    "invitations_to": lambda db, who: invitations.invitations_to(db, who, [ONE.meeting(4)]),
    "proxies_for": lambda db, who: proxies.proxies_for(db, who, [ONE.meeting(3)]),
    "carpools_to": lambda db, who: carpools.carpools_to(db, who, [ONE.meeting(4)]),
    "site_stops_of": lambda db, who: site_stops.site_stops_of(db, who, [visit_id(ONE)]),
    "site_visitors_of": lambda db, who: site_stops.site_visitors_of(db, who, [stop_id(ONE, 2)]),
    "decisions": lambda db, who: decisions.decisions(db, who, ALL_ROWS),
    "decisions_at": lambda db, who: decisions.decisions_at(db, who, [ONE.meeting(3)], ALL_ROWS),
    "count_decisions_at": lambda db, who: decisions.count_decisions_at(db, who, [ONE.meeting(3)]),
    "decisions_by_id": lambda db, who: decisions.decisions_by_id(db, who, [ONE.decision(1)]),
    "decision_of_number": lambda db, who: decisions.decision_of_number(db, who, "2026-01"),
    "count_decisions": decisions.count_decisions,
    "decisions_ended_by": lambda db, who: decisions.decisions_ended_by(db, who, [ONE.decision(4)]),
    "deliberations_of": lambda db, who: decisions.deliberations_of(db, who, [ONE.decision(1)]),
    "recusals_of": lambda db, who: decisions.recusals_of(db, who, [ONE.decision(5)]),
    "wordings_of": lambda db, who: decisions.wordings_of(db, who, [ONE.decision(1)]),
    "reviews_due": lambda db, who: decisions.reviews_due(db, who, ALL_ROWS, REVIEWED),
    "count_reviews_due": lambda db, who: decisions.count_reviews_due(db, who, REVIEWED),
    "reviews_untold": lambda db, who: decisions.reviews_untold(db, who, NONE, 9),
    "objections_to": lambda db, who: decisions.objections_to(db, who, [ONE.decision(1)]),
    "votes_of": lambda db, who: decisions.votes_of(db, who, [ONE.decision(1)]),
    "action_items": lambda db, who: action_items.action_items(db, who, ALL_ROWS),
    "action_items_by_id": lambda db, who: action_items.action_items_by_id(db, who, [ONE.action_item(1)]),
    "overdue_untold": lambda db, who: action_items.overdue_untold(db, who, NONE, 9),
    "count_action_items": action_items.count_action_items,
}
ENTRIES: dict[str, Any] = {
    "page": lambda db, scope: timeline.page(db, scope, ALL_ROWS),
    "page_after": lambda db, scope: timeline.page_after(db, scope, timeline.BEGINNING, 1000),
    "page_before": lambda db, scope: timeline.page_before(db, scope, timeline.END, 1000),
    "entry": lambda db, scope: timeline.entry(db, scope, (1, 0)),
    "count": timeline.count,
}
BY_INVITATION = {"agendas_of", "meetings", "meetings_by_id", "count_meetings", "invitations_to"} | {
    "site_stops_of",
    "site_visitors_of",
}
READERS = [Role.COORD, Role.REP, Role.AMB, Role.AUD, Role.SYS]


def something(answer: Any) -> bool:
    """Whether a read found anything."""
    return any(map(bool, answer.values())) if isinstance(answer, dict) else bool(answer)


def test_every_read_that_takes_a_caller_is_tried():
    modules = (
        networks,
        members,
        figures,
        partners,
        people,
        posts,
        profiles,
        seats,
        meetings,
        agenda,
        suggestions,
        minutes,
        invitations,
        proxies,
        carpools,
        site_stops,
        decisions,
        action_items,
    )
    reads = {
        name
        for module in modules
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__annotations__", {}).get("caller") == "Caller"
    }
    assert reads == set(READS)


@pytest.mark.parametrize("role", READERS)
async def test_members_auditors_and_the_program_read_everything_but_the_activity_of_others(db, role):
    await write(db, whole_story().facts)
    for name, read in READS.items():
        assert something(await read(db, caller(ONE, role))), name
    for name, read in ENTRIES.items():
        assert something(await read(db, AudienceScope.of(caller(ONE, role)))), name


async def test_a_stranger_reads_nothing(db):
    await write(db, whole_story().facts)
    for read in READS.values():
        with pytest.raises(NotAllowed):
            await read(db, caller(ONE))
    with pytest.raises(NotAllowed):
        AudienceScope.of(caller(ONE))


async def test_a_partner_reads_the_meetings_that_invite_them_and_nothing_else(db):
    """Person 5 is invited to the fourth meeting, person 1 to none."""
    await write(db, whole_story().facts)
    invited, other = (replace(caller(ONE, Role.PART), person=ONE.person(number)) for number in (5, 1))
    for name, read in READS.items():
        if name in BY_INVITATION:
            assert not something(await read(db, other)), name
        else:
            with pytest.raises(NotAllowed):
                await read(db, invited)
    fourth = ONE.meeting(4)
    assert [row.id for row in await meetings.meetings(db, invited, ALL_ROWS)] == [fourth]
    assert list(await meetings.meetings_by_id(db, invited, [ONE.meeting(1), fourth])) == [fourth]
    assert await meetings.count_meetings(db, invited) == 1
    [*rows] = (await invitations.invitations_to(db, invited, [fourth]))[fourth]
    assert [row.comment for row in rows] == [None] * 4
    seen = await timeline.page(db, AudienceScope.of(invited), ALL_ROWS)
    assert {entry.subject for entry in seen} == {fourth}
    assert await timeline.count(db, AudienceScope.of(invited)) == len(seen) > 5
    assert not something(await timeline.page(db, AudienceScope.of(other), ALL_ROWS))


@pytest.mark.parametrize("role", READERS)
async def test_from_another_network_nothing_shows(db, role):
    await write(db, whole_story().facts)
    stranger: Caller = caller(Chronicle(2), role)
    for name, read in READS.items():
        assert not something(await read(db, stranger)), name
    for name, read in ENTRIES.items():
        assert not something(await read(db, AudienceScope.of(stranger))), name
