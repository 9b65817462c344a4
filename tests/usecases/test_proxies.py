"""Proxies from the gift to the vote, and what ends them on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from maillage.domain.ballots import Choice, Mode
from maillage.domain.proxy_refusals import PresentWithoutProxy, ProxyHolderNotPresent, ProxyLapsed
from maillage.domain.refusals import NotAllowed
from maillage.projections.proxies import proxies_for
from maillage.usecases import collectivities, decisions, meetings, people, postings, proxies
from tests.usecases.world import TODAY, World, later

DAY = timedelta(days=1)


async def given(world: World, meeting: Any, giver: int = 2, holder: int = 0) -> None:
    """An ambassador gives the proxy to an ambassador."""
    fields = {"collectivity": world.members[giver], "holder": world.ambassadors[holder].person}
    await world.do(proxies.give_proxy, by=world.ambassadors[giver], meeting=meeting, **fields)


async def at_the_vote(world: World, **fields: Any) -> tuple[Any, dict[str, Any]]:
    """The meeting, and the vote of the third member, whose proxy an ambassador of the first holds."""
    decision, meeting = await world.put_to_the_vote(0, 1, **fields)
    await given(world, meeting)
    return meeting, {"decision": decision, "collectivity": world.members[2], "choice": Choice.YES}


async def last(world: World, count: int = 1) -> list[Any]:
    return [recorded.fact for recorded in (await world.log.history(world.network, limit=10_000))[-count:]]


async def test_a_vote_by_proxy_says_so_and_counts(world, refused):
    _, vote = await at_the_vote(world)
    giver, holder = world.ambassadors[2], world.ambassadors[0]
    for somebody in (world.ambassadors[1], world.officers[0], world.coordinator):
        await refused(
            NotAllowed, world.do(decisions.cast_vote, by=somebody, **vote), outcome=somebody is not world.coordinator
        )
    await world.do(decisions.cast_vote, by=holder, **vote)
    [fact] = await last(world)
    assert (fact.person, fact.proxy_of, fact.collectivity) == (holder.person, giver.person, world.members[2])
    person = await world.log.replayed(world.network, giver.person)
    assert fact.mandate in person.mandates
    await world.do(decisions.close_ballot, decision=vote["decision"])
    closed, _ = await last(world, 2)
    assert (closed.tally.yes, closed.quorum.represented) == (1, 2)


async def test_a_proxy_whose_holder_left_does_not_vote(world, refused):
    meeting, vote = await at_the_vote(world, mode=Mode.SECRET)
    holder = world.ambassadors[0]
    await world.do(meetings.record_departure, meeting=meeting, person=holder.person)
    await refused(ProxyHolderNotPresent, world.do(decisions.cast_vote, by=holder, **vote))


async def test_who_comes_after_all_votes_and_the_holder_does_not(world, refused):
    meeting, vote = await at_the_vote(world)
    await world.arrived(meeting, 2)
    await refused(PresentWithoutProxy, world.do(decisions.cast_vote, by=world.ambassadors[0], **vote))
    await world.do(decisions.cast_vote, by=world.ambassadors[2], **vote)
    assert (await last(world))[0].proxy_of is None


async def test_a_mandate_that_has_ended_takes_the_proxy_of_an_open_meeting_along(world, refused):
    """The meeting itself is left alone: it is the vote that looks at the mandate."""
    _, vote = await at_the_vote(world)
    mandate = await mandate_of(world, 2)
    await world.do(people.end_mandate, person=world.ambassadors[2].person, mandate=mandate, on=TODAY)
    assert (await last(world))[0].TOPIC == "person.mandate-ended"
    tomorrow = later(world.ambassadors[0], DAY)
    await refused(ProxyLapsed, world.do(decisions.cast_vote, by=tomorrow, **vote))


async def mandate_of(world: World, member: int) -> Any:
    person = await world.log.replayed(world.network, world.ambassadors[member].person)
    return next(iter(person.mandates))


async def test_an_objection_is_raised_and_withdrawn_by_proxy(world, refused):
    meeting = await world.opened(0)
    await given(world, meeting)
    fields = {"decision": await world.proposed(), "meeting": meeting, "collectivity": world.members[2]}
    for verb in (decisions.raise_objection, decisions.withdraw_objection):
        await refused(NotAllowed, world.do(verb, by=world.ambassadors[1], **fields))
        await world.do(verb, by=world.ambassadors[0], **fields)
        assert (await last(world))[0].proxy_of == world.ambassadors[2].person


async def tomorrow_s_meeting(world: World) -> Any:
    meeting = await world.scheduled()
    slot = {"starts_at": world.coordinator.now + DAY, "ends_at": world.coordinator.now + 2 * DAY, "reason": "Neige"}
    await world.do(meetings.reschedule_meeting, meeting=meeting, **slot)
    return meeting


async def standing(world: World, meeting: Any) -> list[Any]:
    return [row.collectivity for row in (await proxies_for(world.log.pool, world.coordinator, [meeting]))[meeting]]


async def test_what_ends_a_mandate_ends_the_proxies_given_by_it_in_the_same_command(world):
    async def by_its_end() -> Any:
        mandate = await mandate_of(world, 0)
        return await world.do(people.end_mandate, person=world.ambassadors[0].person, mandate=mandate, on=TODAY)

    async def by_a_departure() -> Any:
        return await world.do(postings.record_person_departure, person=world.ambassadors[1].person, on=TODAY)

    async def by_a_merger() -> Any:
        merger = {"merged": [world.members[2]], "into": world.members[1], "on": TODAY + DAY}
        return await world.do(collectivities.merge_collectivities, **merger)

    today, ahead = await world.scheduled(), await tomorrow_s_meeting(world)
    for giver in range(3):
        for meeting in (today, ahead):
            fields = {"collectivity": world.members[giver], "holder": world.officers[giver - 1].person}
            await world.do(proxies.give_proxy, by=world.ambassadors[giver], meeting=meeting, **fields)
    left = [world.members[1], world.members[2]]
    for ending in (by_its_end, by_a_departure, by_a_merger):
        outcome = await ending()
        assert "meeting.proxy-revoked" in await world.new_topics(outcome)
        assert await standing(world, ahead) == left
        assert await standing(world, today) == list(world.members), "the mandate lasts until tonight"
        left = left[1:]
