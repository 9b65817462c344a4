"""Meetings that stop before their end, or have no quorum, and those that go on with them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from maillage.domain.agenda import Purpose, Source, SourceKind
from maillage.domain.ballots import Majority, Mode
from maillage.domain.decision_refusals import DecisionNotReconvened
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.meeting_refusals import (
    MeetingIsClosed,
    MeetingNotOpen,
    NothingToReconvene,
    ReconvenedAgendaFixed,
    ReconvenedTooSoon,
)
from maillage.domain.meetings import Meeting
from maillage.domain.quorum import Quorum
from tests.domain.rooms import BY_DEFAULT, HALF, MEETING, arrived, established, network, opened, planned, scheduled
from tests.story import NINE, STREAM, fact, given, minutes, replayed

DAY = 24 * 60
OPEN, SETTLED = UUID(int=701), UUID(int=702)
SECOND = UUID(int=96)  # the meeting that goes on with the first
THURSDAY = date(2026, 3, 5)  # three days after the Monday of the first meeting
SLOT = {"starts_at": minutes(3 * DAY), "ends_at": minutes(3 * DAY + 60), "place": "Péaule", "call_link": None}
FIVE = [arrived(number) for number in range(5)]


def proposed(item: UUID, **fields: Any) -> Any:
    usual = {"title": "Bilan", "text": None, "purpose": Purpose.DISCUSSION, "minutes": None, "by": None}
    told = usual | {"source": None, "carried_from": None} | fields
    return fact(Meeting.AgendaItemProposed, item=item, **told)


def accepted(item: UUID) -> Any:
    return fact(Meeting.AgendaItemAccepted, item=item)


ITEMS = [each(item) for item in (OPEN, SETTLED) for each in (proposed, accepted)]
adjourned = fact(Meeting.Adjourned, reason="salle à rendre")
stopped = fact(Meeting.Closed, attended=NINE[:5], adjourned=True)
discussed = fact(Meeting.ItemDiscussed, item=SETTLED, notes=None)
held = [planned(), scheduled(), *ITEMS, opened(), *FIVE, established(), discussed]
missed = [
    *(planned(), scheduled(), *ITEMS, opened(), discussed),
    fact(Meeting.ItemCarriedOver, item=OPEN, to_meeting=None),
    fact(Meeting.QuorumNotReached, represented=0, needed=5, members=9),
    fact(Meeting.Closed, attended=()),
]
again = fact(Meeting.Reconvened, of=MEETING, earlier=(), earliest=THURSDAY)
begun = fact(Meeting.Opened, members=NINE, needed=1)
dated = fact(Meeting.Scheduled, **SLOT, quorum_rule=HALF, formalities=(), voting_rules=BY_DEFAULT)


def adjourning(*past: Any, reason: str = " salle à rendre ") -> given:
    return given(*past).when(Meeting.adjourn, reason=reason)


def reconvening(*past: Any, **fields: Any) -> given:
    first = replayed(*past, stream=MEETING)
    return given().when(Meeting.reconvene, of=first, network=network(), **SLOT | fields)


def test_an_adjourned_meeting_is_closed_and_leaves_its_agenda_as_it_is():
    adjourning(*held).then(adjourned, stopped)
    adjourning(planned(), scheduled(), opened()).then(
        adjourned,
        fact(Meeting.QuorumNotReached, represented=0, needed=5, members=9),
        fact(Meeting.Closed, attended=(), adjourned=True),
    )
    adjourning(planned(), scheduled()).then_refused(MeetingNotOpen, "The meeting is not open.", "meeting")
    adjourning(*held, adjourned, stopped).then_refused(MeetingIsClosed, "The meeting is closed.", "meeting")


def test_another_meeting_goes_on_with_what_was_left_open_three_days_later():
    for first in ([*held, adjourned, stopped], missed):
        taken = proposed(OPEN, carried_from=MEETING)
        reconvening(*first).then(planned(), again, dated, taken, accepted(OPEN))


def test_a_meeting_that_goes_on_twice_knows_all_those_before():
    room = [planned(), again, dated, begun, arrived(0), established(1, 1), adjourned, stopped]
    second = replayed(*room, stream=(id := UUID(int=97)))
    of = fact(Meeting.Reconvened, of=id, earlier=(MEETING,), earliest=THURSDAY)
    given().when(Meeting.reconvene, of=second, network=network(), **SLOT).then(planned(), of, dated)


def test_only_what_stopped_or_had_no_quorum_is_reconvened():
    why = "The meeting was not adjourned, and did not close without its quorum."
    reconvening(*held).then_refused(NothingToReconvene, why, "meeting")
    reconvening(*held, fact(Meeting.Closed, attended=NINE[:5])).then_refused(NothingToReconvene, why, "meeting")
    reconvening(planned(), scheduled(), fact(Meeting.Cancelled, reason="neige", sequence=1)).then_refused(
        NothingToReconvene, why, "meeting"
    )


def test_three_days_lie_between_whatever_the_date_becomes():
    soon = {"starts_at": minutes(2 * DAY), "ends_at": minutes(2 * DAY + 60)}
    why = "The meeting would go on on 2026-03-04, on 2026-03-05 at the earliest."
    reconvening(*missed, **soon).then_refused(ReconvenedTooSoon, why, "starts_at")
    moving = given(planned(), again, dated).when(Meeting.reschedule, **SLOT | soon, reason="neige")
    moving.then_refused(ReconvenedTooSoon, why, "starts_at")


def test_whoever_comes_suffices():
    room = [planned(), again, dated, begun]
    given(planned(), again, dated).when(Meeting.open, network=network()).then(room[-1])
    meeting = replayed(*room, arrived(0))
    assert (meeting.quorum, meeting.quorum.reached) == (Quorum(1, 1, 9), True)
    assert meeting.quorum_without(frozenset(NINE[1:])) == Quorum(1, 1, 1)
    assert not replayed(*room).quorum.reached


def deciding(*past: Any, of: Any = again, about: UUID | None = None) -> tuple[given, given]:
    """In a meeting that goes on with another one: by a ballot, and by consent."""
    item = proposed(OPEN, carried_from=MEETING, source=about and Source(SourceKind.DECISION, about))
    rules = {"quorum_rule": HALF, "formalities": (Formality.BALLOTS,), "voting_rules": BY_DEFAULT}
    taken = [item, accepted(OPEN), begun, arrived(0), established(1, 1)]
    room = replayed(planned(), of, fact(Meeting.Scheduled, **SLOT, **rules), *taken, stream=SECOND)
    put = given(*past).when(Decision.open_ballot, meeting=room, mode=Mode.PUBLIC)
    return put, given(*past).when(Decision.adopt_by_consent, meeting=room, highest=None)


def put(meeting: UUID | None) -> Any:
    return fact(Decision.Proposed, meeting=meeting, title="Stand", text="Un stand.")


def ballot(meeting: UUID, quorum: Quorum) -> Any:
    terms = {"mode": Mode.PUBLIC, "majority": Majority.SIMPLE, "casting_vote": None, "members": NINE}
    return fact(Decision.BallotOpened, meeting=meeting, quorum=quorum, **terms)


def test_it_decides_nothing_that_the_one_before_did_not_have_before_it():
    why = "The meeting goes on with another one, which did not have this decision before it."
    for elsewhere in (None, SECOND, UUID(int=99)):
        for story in deciding(put(elsewhere)) + deciding(put(elsewhere), about=UUID(int=98)):
            story.then_refused(DecisionNotReconvened, why, "decision")


def test_it_decides_what_that_one_was_to_decide_or_has_an_item_about():
    deferred = [ballot(MEETING, Quorum(5, 5, 9)), fact(Decision.BallotClosed, tally=None, quorum=Quorum(5, 5, 9))]
    deferred.append(fact(Decision.Deferred, reason="à chiffrer"))
    third = fact(Meeting.Reconvened, of=UUID(int=97), earlier=(MEETING,), earliest=THURSDAY)
    adopted = fact(Decision.AdoptedByConsent, number="2026-01", meeting=SECOND, quorum=Quorum(1, 1, 9))
    for by_ballot, by_consent in (
        deciding(put(MEETING)),
        deciding(put(MEETING), of=third),
        deciding(put(None), *deferred),
        deciding(put(None), about=STREAM),
    ):
        by_ballot.then(ballot(SECOND, Quorum(1, 1, 9)))
        by_consent.then(adopted)


def test_nothing_is_added_to_its_agenda():
    why = "The meeting goes on with the agenda of another one: nothing is added to it."
    past = [planned(), again, dated]
    new = {"title": "Autre", "purpose": Purpose.DISCUSSION, "by": None}
    given(*past).when(Meeting.propose_item, **new).then_refused(ReconvenedAgendaFixed, why, "meeting")
    other = replayed(*missed, stream=UUID(int=99))
    given(*past).when(Meeting.take_over_from, previous=other).then_refused(ReconvenedAgendaFixed, why, "meeting")
    there = replayed(*past, stream=UUID(int=98))
    given(planned(), scheduled(), *ITEMS).when(Meeting.carry_over_item, item=OPEN, to=there).then_refused(
        ReconvenedAgendaFixed, why, "meeting"
    )
