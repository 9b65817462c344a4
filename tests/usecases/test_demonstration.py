"""The demonstration: the network of the action sheet, lived in for a year, the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from maillage.domain.ballots import Cause
from maillage.domain.collectivities import CollectivityKind
from maillage.domain.mandates import Function
from maillage.domain.meeting_facts import Modality
from maillage.domain.network import Network
from maillage.domain.network_facts import Cadence
from maillage.domain.site_stop_facts import TO_BE_SEEN
from maillage.eventstore.log import Log
from maillage.usecases import meetings
from maillage.usecases.demonstration import stage
from maillage.usecases.demonstration.cast import MEMBERS, PARTNERS
from maillage.usecases.demonstration.play import EARLIEST, DemonstrationTooEarly, play_demonstration
from maillage.usecases.standing import caller_in
from tests.eventstore.writing import forget_commands
from tests.usecases.conftest import everything, opened_log
from tests.usecases.world import command

UNTIL, LATER = date(2025, 6, 30), date(2025, 12, 31)
EVENING = datetime.combine(UNTIL, time.max, UTC)


@pytest.fixture
async def logs(postgres) -> AsyncIterator[Any]:
    """`await logs()` is a log on an empty database of its own, with that database."""
    async with AsyncExitStack() as stack:

        async def fresh() -> Any:
            database = await stack.enter_async_context(postgres.fresh_database())
            return await stack.enter_async_context(opened_log(database)), database

        yield fresh


@pytest.fixture
async def log(logs) -> Log:
    return (await logs())[0]


async def told(log: Log, network: Any) -> list[Any]:
    """Everything but the instants at which it was recorded: place, fact with its personal fields, envelope."""
    return [(each.seq, each.fact, each.envelope) for each in await log.history(network, limit=10_000)]


async def facts(log: Log, until: date = UNTIL) -> list[Any]:
    played = await play_demonstration(log, until)
    return [fact for _, fact, _ in await told(log, played.network)]


def of(facts: list[Any], topic: str) -> list[Any]:
    return [fact for fact in facts if topic == fact.TOPIC]


async def test_it_is_the_network_of_the_sheet(log):
    """Nine members of which one commune, ADEME, Eco-Emballages and the département, two-monthly, 10 % of a post."""
    played = await facts(log)
    kinds = Counter(fact.kind for fact in of(played, "collectivity.registered"))
    assert kinds == {CollectivityKind.EPCI: 8, CollectivityKind.COMMUNE: 1}
    assert [fact.name for fact in of(played, "network.partner-associated")] == list(PARTNERS)
    network = await log.replayed(played[0].originator_id, played[0].originator_id)
    assert isinstance(network, Network)
    assert (network.cadence, network.coordinator_share) == (Cadence.BIMONTHLY, Decimal("0.10"))
    assert (len(network.members_on(played[0].timestamp.date())), network.syndicate_name) == (9, "SITTOM de l’Arvoise")
    functions = Counter(fact.function for fact in of(played, "person.mandate-granted"))
    assert functions[Function.AUDITOR] == 1
    assert functions[Function.PARTNER_CONTACT] == 3
    ambassadors = [sum(each.function is Function.AMBASSADOR for each in member.people) for member in MEMBERS]
    assert 0 in ambassadors
    assert max(ambassadors) > 1


async def test_its_year_is_not_all_plain_sailing(log):
    played = await facts(log)
    assert 300 <= len(played) <= 600
    assert len(of(played, "meeting.quorum-not-reached")) == 1
    assert len(of(played, "meeting.rescheduled")) == len(of(played, "meeting.cancelled")) == 1
    assert len(of(played, "decision.secret-vote-cast")) == 8
    assert [fact.cause for fact in of(played, "decision.rejected")] == [Cause.TIE]
    assert len(of(played, "decision.adopted")) == 8
    assert len(of(played, "decision.deferred")) == len(of(played, "decision.superseded")) == 1
    assert len(of(played, "decision.ballot-opened")) == len(of(played, "decision.ballot-closed")) + 1
    assert len(of(played, "meeting.quorum-lost")) == 1
    assert [fact.reason for fact in of(played, "person.mandate-ended")] == ["Fin de contrat", None, None], "two merged"
    [merger] = of(played, "network.collectivities-merged")
    assert merger.on < UNTIL
    assert any(fact.starts_at > EVENING for fact in of(played, "meeting.scheduled"))
    assert [fact.timestamp for fact in played] == sorted(fact.timestamp for fact in played)
    assert played[-1].timestamp < EVENING


async def test_its_day_of_visits_shows_the_three_kinds_of_facility(log):
    played = await facts(log)
    planned = {fact.stop: fact.facility_kind for fact in of(played, "meeting.site-stop-planned")}
    visits = of(played, "meeting.site-stop-visited")
    assert {planned[fact.stop] for fact in visits} == set(TO_BE_SEEN)
    assert len({fact.timestamp.date() for fact in visits}) == 1
    assert [len(fact.visitors) for fact in sorted(visits, key=lambda fact: fact.timestamp)] == [11, 11, 10]


async def test_a_date_is_sought_and_who_is_silent_is_reminded(log):
    played = await facts(log)
    [opened], [closed] = of(played, "date-poll.opened"), of(played, "date-poll.closed")
    [reminder] = of(played, "date-poll.reminder-sent")
    before = [each for each in of(played, "date-poll.availability-answered") if each.timestamp < reminder.timestamp]
    assert not {each.person for each in before} & set(reminder.to)
    assert closed.chosen in opened.options
    [scheduled] = [fact for fact in of(played, "meeting.scheduled") if fact.originator_id == closed.meeting]
    assert scheduled.starts_at == closed.chosen.starts_at


async def test_a_member_that_cannot_come_votes_by_proxy(log):
    played = await facts(log)
    [given] = of(played, "meeting.proxy-given")
    by_proxy = [vote for vote in of(played, "decision.vote-cast") if vote.collectivity == given.collectivity]
    assert given.holder in {vote.person for vote in by_proxy}


async def test_its_meetings_are_where_their_modality_has_them(log):
    played = await facts(log)
    modality = {fact.originator_id: fact.modality for fact in of(played, "meeting.planned")}
    slots = of(played, "meeting.scheduled") + of(played, "meeting.rescheduled")
    where = {(modality[fact.originator_id], bool(fact.place), bool(fact.call_link)) for fact in slots}
    assert where == {(Modality.ON_SITE, True, False), (Modality.REMOTE, False, True), (Modality.HYBRID, True, True)}


async def test_the_ballot_without_quorum_is_refused_by_the_rule_itself(logs):
    log, database = await logs()
    await play_demonstration(log, UNTIL)
    kept = await database.app_pool.fetch("SELECT refusal FROM log.commands WHERE refusal IS NOT NULL")
    refusals = [msgspec.json.decode(row["refusal"]) for row in kept]
    assert [refusal["code"] for refusal in refusals] == ["QUORUM_NOT_REACHED"]
    assert refusals[0]["values"] == {"represented": 4, "needed": 5, "members": 9}


async def test_twice_is_once(logs):
    log, database = await logs()
    first = await play_demonstration(log, UNTIL)
    before = await everything(database)
    again = await play_demonstration(log, UNTIL)
    assert (again.added, again.left_out) == (0, ())
    assert (await play_demonstration(log, EARLIEST)).added == 0
    assert await everything(database) == before
    assert first.added == before["log.stored_events"][0]


async def test_twice_is_once_long_after_the_outcomes_were_forgotten(logs):
    log, database = await logs()
    await play_demonstration(log, UNTIL)
    before = await everything(database)
    await forget_commands(database)
    again = await play_demonstration(log, UNTIL)
    assert (again.added, again.left_out) == (0, ())
    assert await everything(database) == before


async def test_the_same_day_is_the_same_story_anywhere(logs):
    (here, _), (there, _) = await logs(), await logs()
    played = [await play_demonstration(log, UNTIL) for log in (here, there)]
    assert played[0] == played[1]
    assert await told(here, played[0].network) == await told(there, played[0].network)


async def test_a_later_day_goes_on_with_the_same_story(log):
    first = await play_demonstration(log, UNTIL)
    before = await told(log, first.network)
    then = await play_demonstration(log, LATER)
    after = await told(log, first.network)
    assert then.added == len(after) - len(before) > 10
    assert after[: len(before)] == before
    assert of([fact for _, fact, _ in after], "decision.adopted")[-1].number == "2025-05"
    assert (await play_demonstration(log, date(2026, 12, 31))).added == 0


async def test_it_goes_on_around_what_people_did_meanwhile(log):
    played = await play_demonstration(log, UNTIL)
    coming = [fact for _, fact, _ in await told(log, played.network) if getattr(fact, "starts_at", EVENING) > EVENING]
    coordinator = await caller_in(log.pool, played.network, played.coordinator, EVENING)
    fields = {"meeting": coming[0].originator_id, "reason": "Grève"}
    await meetings.cancel_meeting(log, coordinator, command("cancel"), **fields)
    then = await play_demonstration(log, LATER)
    assert then.added == 0
    assert "ouverture rentrée" in then.left_out


async def test_a_play_that_was_interrupted_is_taken_up_where_it_stopped(logs, monkeypatch):
    (whole, _), (broken, _) = await logs(), await logs()
    carry_out, left = stage.Stage._carry_out, [90]

    async def interrupted(self: stage.Stage, step: stage.Step) -> None:
        left[0] -= 1
        if not left[0]:
            raise ConnectionResetError("pulled the plug")
        await carry_out(self, step)

    monkeypatch.setattr(stage.Stage, "_carry_out", interrupted)
    with pytest.raises(ConnectionResetError):
        await play_demonstration(broken, UNTIL)
    monkeypatch.undo()
    network = (await play_demonstration(whole, UNTIL)).network
    assert (await play_demonstration(broken, UNTIL)).left_out == ()
    assert await told(broken, network) == await told(whole, network)


async def test_its_first_day_is_in_this_century(log):
    with pytest.raises(DemonstrationTooEarly, match="ends on 2000-01-01 at the earliest, not on 1999-12-31"):
        await play_demonstration(log, date(1999, 12, 31))
    assert await facts(log, EARLIEST)
