"""The decision register as members read it, and what a secret ballot keeps from them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from maillage.domain.ballots import Cause, Choice, Majority, Mode, Tally
from maillage.domain.caller import Role
from maillage.domain.decision_facts import DecisionStatus
from maillage.domain.decisions import Decision
from maillage.domain.deliberations import ActKind, Deliberation
from maillage.domain.funding import Funding
from maillage.domain.mandates import OrganisationKind
from maillage.domain.network import Network
from maillage.domain.quorum import Quorum
from maillage.projections import decisions
from maillage.projections.decisions import (
    DecisionFilter,
    DecisionRow,
    DeliberationRow,
    ObjectionRow,
    RecusalRow,
    VoteRow,
    WordingRow,
)
from maillage.projections.paging import Window
from tests.projections.conftest import fresh_tables
from tests.projections.story import Chronicle, caller, write


@pytest.fixture
def chronicle():
    return Chronicle()


@pytest.fixture
def members(chronicle):
    return tuple(chronicle.admit(number, f"C{number}") for number in (1, 2, 3))


async def read(db: Any, chronicle: Chronicle, number: int = 1, role: Role = Role.AMB) -> DecisionRow:
    await write(db, chronicle.facts)
    id = chronicle.decision(number)
    return (await decisions.decisions_by_id(db, caller(chronicle, role), [id]))[id]


async def votes(db: Any, chronicle: Chronicle, decision: UUID, role: Role = Role.AMB) -> list[VoteRow]:
    return (await decisions.votes_of(db, caller(chronicle, role), [decision]))[decision]


async def test_a_proposed_decision_has_no_ballot(db, chronicle):
    id, meeting = chronicle.decision(1), chronicle.meeting(1)
    proposed = chronicle.add(Decision.Proposed, id, meeting=meeting, title="Stand", text="Un stand commun")
    assert await read(db, chronicle) == DecisionRow(
        id=id,
        title="Stand",
        text="Un stand commun",
        status=DecisionStatus.PROPOSED,
        meeting=meeting,
        year=2026,
        number=None,
        cause=None,
        consent_quorum=None,
        deferral_reason=None,
        deferred_at=None,
        funding=None,
        acted=(),
        ended_by=None,
        ended_at=None,
        review_on=None,
        confirmed_at=None,
        mode=None,
        majority=None,
        casting_vote=None,
        members=(),
        members_recused=0,
        closes_on=None,
        consultation_rule=None,
        ballot_opened_at=None,
        quorum_at_opening=None,
        ballot_closed_at=None,
        quorum_at_closing=None,
        tally=None,
        votes_received=None,
        proposed_at=proposed.fact.timestamp,
        version=1,
        changed_seq=2,
    )


async def test_a_public_ballot_shows_its_votes_as_they_are_cast(db, chronicle, members):
    meeting = chronicle.hold(1, members)
    decision = chronicle.open_ballot(1, meeting, members, Mode.PUBLIC)
    row = await read(db, chronicle)
    assert (row.status, row.meeting, row.mode, row.majority) == (
        DecisionStatus.BALLOT_OPEN,
        meeting,
        Mode.PUBLIC,
        Majority.SIMPLE,
    )
    assert (row.members, row.quorum_at_opening, row.votes_received) == (members, Quorum(2, 2, 3), 0)

    chronicle.vote(Decision.VoteCast, decision, 2, members[1], Choice.NO)
    chronicle.vote(Decision.VoteCast, decision, 1, members[0], Choice.ABSTAIN)
    chronicle.vote(Decision.VoteChanged, decision, 3, members[1], Choice.YES)
    row = await read(db, chronicle)
    assert (row.votes_received, row.tally, row.version) == (2, None, 5)
    at = [recorded.fact.timestamp for recorded in chronicle.facts]
    assert await votes(db, chronicle, decision) == [
        VoteRow(decision, members[0], Choice.ABSTAIN, chronicle.person(1), chronicle.mandate(1), None, at[-2]),
        VoteRow(decision, members[1], Choice.YES, chronicle.person(3), chronicle.mandate(3), None, at[-1]),
    ]


@pytest.mark.parametrize("role", [Role.COORD, Role.AUD, Role.REP, Role.AMB, Role.SYS])
async def test_nothing_of_an_open_secret_ballot_shows_to_anybody(db, chronicle, members, role):
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, Mode.SECRET)
    before = await read(db, chronicle, role=role)
    chronicle.vote(Decision.SecretVoteCast, decision, 1, members[0], Choice.NO)
    chronicle.vote(Decision.SecretVoteChanged, decision, 1, members[0], Choice.YES)
    chronicle.vote(Decision.SecretVoteCast, decision, 2, members[1], Choice.YES)
    assert await read(db, chronicle, role=role) == before
    assert before.votes_received is None
    assert await votes(db, chronicle, decision, role) == []


async def test_a_closed_secret_ballot_shows_who_voted_and_never_how(db, chronicle, members):
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, Mode.SECRET)
    chronicle.vote(Decision.SecretVoteCast, decision, 2, members[1], Choice.YES)
    chronicle.vote(Decision.SecretVoteCast, decision, 1, members[0], Choice.YES)
    chronicle.close_ballot(decision, Tally(2, 0, 0), "2026-01")
    row = await read(db, chronicle)
    assert (row.votes_received, row.tally, row.version) == (2, Tally(2, 0, 0), 6)
    assert await votes(db, chronicle, decision, Role.COORD) == [
        VoteRow(decision, member, None, None, None, None, None) for member in members[:2]
    ]
    assert "YES" not in str(await db.fetch("SELECT * FROM votes"))


async def test_an_adopted_decision_is_found_by_its_number(db, chronicle, members):
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, Mode.PUBLIC)
    chronicle.close_ballot(decision, Tally(2, 1, 0), "2026-01")
    row = await read(db, chronicle)
    assert (row.status, row.number, row.tally, row.cause) == (DecisionStatus.ADOPTED, "2026-01", Tally(2, 1, 0), None)
    assert (row.quorum_at_closing, row.ballot_closed_at) == (Quorum(2, 2, 3), chronicle.facts[-2].fact.timestamp)
    reader = caller(chronicle, Role.REP)
    assert await decisions.decision_of_number(db, reader, "2026-01") == row
    assert await decisions.decision_of_number(db, reader, "2026-02") is None


async def test_a_rejected_decision_says_why(db, chronicle, members):
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, Mode.PUBLIC)
    chronicle.close_ballot(decision, Tally(1, 1, 0), None)
    row = await read(db, chronicle)
    assert (row.status, row.number, row.cause) == (DecisionStatus.REJECTED, None, Cause.TIE)


async def test_a_decision_adopted_by_consent_has_its_number_its_meeting_and_no_ballot(db, chronicle, members):
    id, meeting = chronicle.decision(1), chronicle.hold(1, members)
    chronicle.add(Decision.Proposed, id, meeting=None, title="Stand", text="...")
    for number, member in ((1, members[0]), (2, members[1])):
        who = {"collectivity": member, "person": chronicle.person(number), "mandate": chronicle.mandate(number)}
        raised = chronicle.add(Decision.ObjectionRaised, id, meeting=meeting, reason="Coût", **who)
    chronicle.add(Decision.ObjectionWithdrawn, id, **who | {"collectivity": members[0]})
    await write(db, chronicle.facts)
    reader = caller(chronicle, Role.AMB)
    standing = [ObjectionRow(id, members[1], who["person"], who["mandate"], None, "Coût", raised.fact.timestamp)]
    assert (await decisions.objections_to(db, reader, [id]))[id] == standing
    chronicle.add(Decision.ObjectionWithdrawn, id, **who)
    chronicle.add(Decision.AdoptedByConsent, id, meeting=meeting, number="2026-01", quorum=Quorum(1, 2, 3))
    row = await read(db, chronicle)
    assert (await decisions.objections_to(db, reader, [id]))[id] == []
    assert (row.status, row.number, row.meeting, row.mode) == (DecisionStatus.ADOPTED, "2026-01", meeting, None)
    assert (row.consent_quorum, row.votes_received, row.version) == (Quorum(1, 2, 3), None, 6)
    assert await decisions.decision_of_number(db, reader, "2026-01") == row


@pytest.mark.parametrize("modes", list(product(Mode, Mode)), ids=lambda modes: "-".join(each.value for each in modes))
@pytest.mark.parametrize("one_by_one", [True, False])
async def test_a_deferred_decision_is_voted_on_anew_and_no_earlier_vote_shows(
    db, chronicle, members, modes, one_by_one
):
    first, second = modes
    kinds = {Mode.PUBLIC: Decision.VoteCast, Mode.SECRET: Decision.SecretVoteCast}
    meeting = chronicle.hold(1, members)
    decision = chronicle.open_ballot(1, meeting, members, first)
    for number, member in ((1, members[0]), (2, members[1])):
        chronicle.vote(kinds[first], decision, number, member, Choice.NO)
    chronicle.defer(decision, "À chiffrer")
    row = await read(db, chronicle)
    assert (row.status, row.deferral_reason, row.tally) == (DecisionStatus.DEFERRED, "À chiffrer", None)
    assert (row.deferred_at, row.ballot_closed_at) == tuple(each.fact.timestamp for each in chronicle.facts[:-3:-1])
    assert [vote.collectivity for vote in await votes(db, chronicle, decision)] == list(members[:2])

    chronicle.reopen_ballot(decision, meeting, members, second)
    row = await read(db, chronicle)
    assert (row.status, row.mode, row.ballot_closed_at) == (DecisionStatus.BALLOT_OPEN, second, None)
    assert (row.votes_received, await votes(db, chronicle, decision)) == (0 if second is Mode.PUBLIC else None, [])
    chronicle.vote(kinds[second], decision, 1, members[0], Choice.YES)
    chronicle.close_ballot(decision, Tally(1, 0, 0), "2026-01")
    if one_by_one:
        await fresh_tables(db)
        for recorded in chronicle.facts:
            await write(db, [recorded])
    row = await read(db, chronicle)
    assert (row.status, row.votes_received, row.tally) == (DecisionStatus.ADOPTED, 1, Tally(1, 0, 0))
    shown = {Mode.PUBLIC: Choice.YES, Mode.SECRET: None}
    assert [vote.choice for vote in await votes(db, chronicle, decision)] == [shown[second]]


def consented(chronicle: Chronicle, number: int) -> UUID:
    id = chronicle.decision(number)
    chronicle.add(Decision.Proposed, id, meeting=None, title=f"Projet {number}", text="Texte")
    told = {"meeting": chronicle.meeting(1), "number": f"2026-0{number}", "quorum": Quorum(1, 2, 3)}
    chronicle.add(Decision.AdoptedByConsent, id, **told)
    return id


@pytest.mark.parametrize(
    ("kind", "status"),
    [(Decision.Superseded, DecisionStatus.SUPERSEDED), (Decision.Repealed, DecisionStatus.REPEALED)],
)
async def test_the_register_links_a_decision_and_the_one_that_ended_it_both_ways(db, chronicle, kind, status):
    first, second, later = (consented(chronicle, number) for number in (1, 2, 3))
    ended = [chronicle.add(kind, each, by=later).fact.timestamp for each in (second, first)]
    row = await read(db, chronicle)
    assert (row.status, row.ended_by, row.ended_at, row.number) == (status, later, ended[1], "2026-01")
    reader = caller(chronicle, Role.AMB)
    links = await decisions.decisions_ended_by(db, reader, [later, first])
    assert ([each.id for each in links[later]], links[first]) == ([second, first], [])
    in_force = DecisionFilter(statuses=frozenset({DecisionStatus.ADOPTED}))
    assert [each.id for each in await decisions.decisions(db, reader, Window(9), in_force)] == [later]


async def test_a_corrected_decision_keeps_every_wording_and_its_result(db, chronicle):
    id = consented(chronicle, 1)
    proposed = chronicle.facts[-2].fact.timestamp
    words = {"title": "Projet un", "text": "Texte revu", "reason": "Coquille"}
    corrected = chronicle.add(Decision.Corrected, id, **words).fact.timestamp
    row = await read(db, chronicle)
    assert (row.title, row.text, row.number, row.version) == ("Projet un", "Texte revu", "2026-01", 3)
    assert (await decisions.wordings_of(db, caller(chronicle, Role.AMB), [id]))[id] == [
        WordingRow(id, "Projet 1", "Texte", None, proposed),
        WordingRow(id, "Projet un", "Texte revu", "Coquille", corrected),
    ]


async def test_a_decision_shows_each_deliberation_as_it_was_told_last(db, chronicle):
    id, member = consented(chronicle, 1), chronicle.admit(1, "C1")
    syndicate = Deliberation(chronicle.syndicate, OrganisationKind.SYNDICATE, "Comité", "7", date(2026, 2, 20))
    council = Deliberation(member, OrganisationKind.COLLECTIVITY, "Conseil", "7", date(2026, 2, 10))
    for act in (
        syndicate,
        council,
        replace(syndicate, receipt="056", received_on=date(2026, 2, 21), kind=ActKind.CONVENTION),
    ):
        chronicle.add(Decision.DeliberationReferenced, id, deliberation=act)
    await write(db, chronicle.facts)
    kinds = OrganisationKind
    assert (await decisions.deliberations_of(db, caller(chronicle, Role.AMB), [id]))[id] == [
        DeliberationRow(
            id, member, kinds.COLLECTIVITY, ActKind.DELIBERATION, "Conseil", "7", date(2026, 2, 10), None, None
        ),
        DeliberationRow(
            *(id, chronicle.syndicate, kinds.SYNDICATE, ActKind.CONVENTION, "Comité", "7"),
            *(date(2026, 2, 20), "056", date(2026, 2, 21)),
        ),
    ]


@pytest.mark.parametrize("mode", list(Mode))
async def test_a_recusal_takes_a_vote_out_and_tells_nothing_of_secret_ones(db, chronicle, members, mode):
    kind = {Mode.PUBLIC: Decision.VoteCast, Mode.SECRET: Decision.SecretVoteCast}[mode]
    decision = chronicle.open_ballot(1, chronicle.hold(1, members), members, mode)
    before = await read(db, chronicle)
    for number, member in ((1, members[0]), (2, members[1])):
        chronicle.vote(kind, decision, number, member, Choice.YES)
    recused = chronicle.add(Decision.VoterRecused, decision, collectivity=members[0], reason="Terrain communal")
    row = await read(db, chronicle)
    if mode is Mode.SECRET:
        assert row == replace(before, members_recused=1, changed_seq=row.changed_seq)
    else:
        assert (row.votes_received, row.version) == (1, 5)
    told = [RecusalRow(decision, members[0], "Terrain communal", recused.fact.timestamp)]
    assert (await decisions.recusals_of(db, caller(chronicle, Role.AMB), [decision]))[decision] == told
    chronicle.close_ballot(decision, Tally(1, 0, 0), "2026-01")
    row = await read(db, chronicle)
    assert (row.votes_received, row.version) == (1, 7)
    assert [vote.collectivity for vote in await votes(db, chronicle, decision)] == [members[1]]


async def test_reviews_are_due_from_their_day_on_while_the_decision_is_in_force(db, chronicle):
    first, second, third, fourth = (consented(chronicle, number) for number in (1, 2, 3, 4))
    for id, day in ((first, 20), (second, 10), (third, 5), (fourth, 5)):
        chronicle.add(Decision.ReviewScheduled, id, on=date(2026, 6, day))
    chronicle.add(Decision.ReviewScheduled, first, on=date(2026, 6, 11))
    confirmed = chronicle.add(Decision.Confirmed, third, next_review=None).fact.timestamp
    chronicle.add(Decision.Repealed, fourth, by=first)
    row = await read(db, chronicle, 3)
    assert (row.review_on, row.confirmed_at, row.status) == (None, confirmed, DecisionStatus.ADOPTED)
    reader = caller(chronicle, Role.AMB)
    for day, expected in ((9, []), (10, [second]), (11, [second, first]), (30, [second, first])):
        due = await decisions.reviews_due(db, reader, Window(9), date(2026, 6, day))
        assert [row.id for row in due] == expected
        assert await decisions.count_reviews_due(db, reader, date(2026, 6, day)) == len(expected)


async def test_decisions_are_filtered_by_status_year_and_meeting_and_counted_alike(db, chronicle, members):
    meeting = chronicle.hold(1, members)
    adopted = chronicle.open_ballot(1, meeting, members, Mode.PUBLIC)
    chronicle.close_ballot(adopted, Tally(2, 1, 0), "2026-01")
    chronicle.open_ballot(2, meeting, members, Mode.SECRET)
    chronicle.add(Decision.Proposed, chronicle.decision(3), meeting=None, title="Projet 3", text="...")
    await write(db, chronicle.facts)
    reader = caller(chronicle, Role.AUD)
    for filter, expected in [
        (DecisionFilter(), ["Projet 3", "Projet 2", "Projet 1"]),
        (DecisionFilter(statuses=frozenset({DecisionStatus.ADOPTED})), ["Projet 1"]),
        (DecisionFilter(meeting=meeting), ["Projet 2", "Projet 1"]),
        (DecisionFilter(year=2026, meeting=meeting), ["Projet 2", "Projet 1"]),
        (DecisionFilter(year=2025), []),
        (DecisionFilter(statuses=frozenset({DecisionStatus.REJECTED})), []),
    ]:
        found = await decisions.decisions(db, reader, Window(9), filter)
        assert [row.title for row in found] == expected
        assert await decisions.count_decisions(db, reader, filter) == len(expected)


async def test_a_decision_belongs_to_the_year_of_its_outcome_in_paris(db, chronicle, members):
    id = chronicle.decision(1)
    late = {"timestamp": datetime(2026, 12, 31, 22, 30, tzinfo=UTC)}
    chronicle.add(Decision.Proposed, id, meeting=None, title="Stand", text="...", **late)
    assert (await read(db, chronicle)).year == 2026
    chronicle.add(Decision.Rejected, id, cause=Cause.NO_VOTES_CAST, timestamp=datetime(2026, 12, 31, 23, 0, tzinfo=UTC))
    assert (await read(db, chronicle)).year == 2027


async def test_a_consultation_shows_its_last_day_and_who_has_answered(db, chronicle, members):
    decision, meeting = chronicle.decision(1), chronicle.hold(1, members)
    chronicle.add(Decision.Proposed, decision, meeting=meeting, title="Projet 1", text="Texte")
    chronicle.consult(decision, members, Mode.PUBLIC)
    row = await read(db, chronicle)
    assert (row.status, row.meeting, row.closes_on) == (DecisionStatus.BALLOT_OPEN, None, date(2026, 3, 20))
    assert row.quorum_at_opening == row.quorum_so_far == Quorum(0, 2, 3)
    chronicle.vote(Decision.VoteCast, decision, 1, members[0], Choice.ABSTAIN)
    assert (await read(db, chronicle)).quorum_so_far == Quorum(1, 2, 3)
    for member in members[1:]:
        chronicle.add(Decision.VoterRecused, decision, collectivity=member, reason="Terrain communal")
    assert (await read(db, chronicle)).quorum_so_far == Quorum(1, 1, 1)
    chronicle.close_ballot(decision, Tally(0, 0, 1), "2026-01")
    assert (await read(db, chronicle)).quorum_so_far is None


@pytest.mark.parametrize("mode", list(Mode))
async def test_what_a_consultation_without_quorum_leaves_is_proposed_again(db, chronicle, members, mode):
    kind = {Mode.PUBLIC: Decision.VoteCast, Mode.SECRET: Decision.SecretVoteCast}[mode]
    decision = chronicle.decision(1)
    chronicle.add(Decision.Proposed, decision, meeting=None, title="Projet 1", text="Texte")
    chronicle.consult(decision, members, mode)
    before = await read(db, chronicle)
    chronicle.vote(kind, decision, 1, members[0], Choice.YES)
    row = await read(db, chronicle)
    assert (row == before) is (mode is Mode.SECRET)
    assert (row.quorum_so_far is None) is (mode is Mode.SECRET)
    chronicle.leave_open(decision, Quorum(1, 2, 3))
    row = await read(db, chronicle)
    assert (row.status, row.tally, row.number, row.version) == (DecisionStatus.PROPOSED, None, None, 5)
    assert (row.quorum_at_closing, row.quorum_so_far, row.votes_received) == (Quorum(1, 2, 3), None, 1)
    meeting = chronicle.hold(1, members)
    chronicle.reopen_ballot(decision, meeting, members, mode)
    row = await read(db, chronicle)
    assert (row.meeting, row.closes_on, row.consultation_rule) == (meeting, None, None)


@pytest.mark.parametrize(("threshold", "subject"), [("10000.00", True), ("12500.00", False), (None, False)])
async def test_above_the_threshold_an_adopted_decision_waits_for_each_contributor(
    db, chronicle, members, threshold, subject
):
    id = chronicle.decision(1)
    chronicle.add(Decision.Proposed, id, meeting=None, title="Projet 1", text="Texte")
    limit = threshold and Decimal(threshold)
    chronicle.add(
        Decision.AmountStated, id, amount=Decimal("12500.00"), contributors=tuple(members[:2]), threshold=limit
    )
    row = await read(db, chronicle)
    assert (row.funding, row.awaited_contributors) == (Funding(Decimal("12500.00"), members[:2], limit), ())
    told = {"meeting": chronicle.meeting(1), "number": "2026-01", "quorum": Quorum(1, 2, 3)}
    chronicle.add(Decision.AdoptedByConsent, id, **told)
    assert (await read(db, chronicle)).awaited_contributors == (members[:2] if subject else ())
    for member, kind in zip(members, (ActKind.DELEGATED_DECISION, ActKind.CONVENTION), strict=False):
        act = Deliberation(member, OrganisationKind.COLLECTIVITY, "Conseil", "7", date(2026, 2, 10), kind=kind)
        chronicle.add(Decision.DeliberationReferenced, id, deliberation=act)
        left = members[1:2] if member == members[0] and subject else ()
        assert (await read(db, chronicle)).awaited_contributors == left


async def test_after_a_merger_the_successor_deliberates_for_a_contributor(db, chronicle, members):
    id, (old, other, heir) = chronicle.decision(1), members
    chronicle.add(Decision.Proposed, id, meeting=None, title="Projet 1", text="Texte")
    stated = {"amount": Decimal(2), "contributors": (old, other), "threshold": Decimal(1)}
    chronicle.add(Decision.AmountStated, id, **stated)
    told = {"meeting": chronicle.meeting(1), "number": "2026-01", "quorum": Quorum(1, 2, 3)}
    chronicle.add(Decision.AdoptedByConsent, id, **told)
    day = date(2026, 4, 10)
    chronicle.add(Network.CollectivitiesMerged, merged=(old,), into=heir, on=day)
    for on, awaited in ((day - timedelta(1), (old, other)), (day, (other,))):
        act = Deliberation(heir, OrganisationKind.COLLECTIVITY, "Conseil", "7", on)
        chronicle.add(Decision.DeliberationReferenced, id, deliberation=act)
        assert (await read(db, chronicle)).awaited_contributors == awaited
