"""The stops of a site visit and their visitors, as members read them."""

from typing import Any

from maillage.domain.caller import Role
from maillage.domain.meetings import Meeting
from maillage.domain.site_stop_facts import FacilityKind
from maillage.domain.site_stops import StopStatus
from maillage.projections.site_stops import kinds_seen, site_stops_of, site_visitors_of
from tests.projections.site_visit_story import plan_stop, schedule_visit, stop_id, tell_site_visit, visit_id
from tests.projections.story import Chronicle, caller, write


async def stops(db: Any, chronicle: Chronicle) -> list[Any]:
    await write(db, chronicle.facts)
    return (await site_stops_of(db, caller(chronicle, Role.AMB), [visit_id(chronicle)]))[visit_id(chronicle)]


async def visitors(db: Any, chronicle: Chronicle, stop: Any) -> list[Any]:
    await write(db, chronicle.facts)
    return (await site_visitors_of(db, caller(chronicle, Role.AMB), [stop]))[stop]


async def test_stops_are_those_of_the_date_of_now_in_the_order_of_the_day(db):
    chronicle = Chronicle()
    tell_site_visit(chronicle)
    plant, landfill = await stops(db, chronicle)
    assert (plant.id, plant.status, plant.place, plant.reason) == (
        stop_id(chronicle, 2),
        StopStatus.VISITED,
        "Site 2",
        None,
    )
    assert plant.starts_at < plant.ends_at <= landfill.starts_at
    assert None not in {plant.confirmed_at, plant.visited_at}
    assert (landfill.status, landfill.reason, landfill.ppe) == (StopStatus.MISSED, "Vent fort", ())
    assert kinds_seen([plant, landfill]) == (FacilityKind.ENERGY_RECOVERY_FACILITY,)
    [visitor] = await visitors(db, chronicle, plant.id)
    assert (visitor.person, visitor.visited) == (chronicle.person(2), True)
    assert visitor.acknowledged_at > visitor.joined_at


async def test_a_place_that_was_given_back_can_be_taken_again(db):
    chronicle = Chronicle()
    visit = schedule_visit(chronicle)
    stop = plan_stop(chronicle, 2, FacilityKind.TRANSFER_STATION)
    one, two = chronicle.person(1), chronicle.person(2)

    async def holding() -> list[Any]:
        return [(each.person, each.acknowledged_at is not None) for each in await visitors(db, chronicle, stop)]

    for who in (one, two):
        chronicle.add(Meeting.SiteStopJoined, visit, stop=stop, person=who)
    assert await holding() == [(one, False), (two, False)]
    chronicle.add(Meeting.SafetyNoticeAcknowledged, visit, stop=stop, person=one)
    assert await holding() == [(one, True), (two, False)]
    chronicle.add(Meeting.SiteStopLeft, visit, stop=stop, person=one)
    assert await holding() == [(two, False)]
    chronicle.add(Meeting.SiteStopJoined, visit, stop=stop, person=one)
    assert await holding() == [(two, False), (one, True)]


async def test_the_three_facilities_count_once_each_and_others_do_not(db):
    chronicle = Chronicle()
    visit = schedule_visit(chronicle)
    for number, kind in enumerate([FacilityKind.LANDFILL, FacilityKind.TRANSFER_STATION, *list(FacilityKind)[:3]], 2):
        stop = plan_stop(chronicle, number, kind)
        chronicle.add(Meeting.SiteStopJoined, visit, stop=stop, person=chronicle.person(1))
        chronicle.add(Meeting.SiteStopVisited, visit, stop=stop, visitors=(chronicle.person(1),))
    assert [kind.value for kind in kinds_seen(await stops(db, chronicle))] == [
        "SORTING_CENTRE",
        "ENERGY_RECOVERY_FACILITY",
        "LANDFILL",
    ]


async def test_a_partner_sees_the_stops_of_a_visit_that_invites_them(db):
    chronicle = Chronicle()
    visit = schedule_visit(chronicle)
    stop = plan_stop(chronicle, 2, FacilityKind.LANDFILL)
    chronicle.add(Meeting.SiteStopJoined, visit, stop=stop, person=chronicle.person(2))
    await write(db, chronicle.facts)
    contact = caller(chronicle, Role.PART)
    assert (await site_stops_of(db, contact, [visit]), await site_visitors_of(db, contact, [stop])) == (
        {visit: []},
        {stop: []},
    )
    chronicle.add(Meeting.InvitationsSent, visit, people=(chronicle.person(1),), sequence=1)
    await write(db, chronicle.facts)
    assert [row.id for row in (await site_stops_of(db, contact, [visit]))[visit]] == [stop]
    assert [row.person for row in (await site_visitors_of(db, contact, [stop]))[stop]] == [chronicle.person(2)]
