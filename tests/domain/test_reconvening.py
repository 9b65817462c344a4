"""Meetings that stop before their end, or have no quorum, and those that go on with them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from maillage.domain.agenda import Purpose
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
from tests.story import NINE, fact, given, minutes, replayed

DAY = 24 * 60
OPEN, SETTLED = UUID(int=701), UUID(int=702)
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
again = fact(Meeting.Reconvened, of=MEETING, earliest=THURSDAY)
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
    room = [planned(), again, dated, fact(Meeting.Opened, members=NINE, needed=1)]
    given(planned(), again, dated).when(Meeting.open, network=network()).then(room[-1])
    meeting = replayed(*room, arrived(0))
    assert (meeting.quorum, meeting.quorum.reached) == (Quorum(1, 1, 9), True)
    assert meeting.quorum_without(frozenset(NINE[1:])) == Quorum(1, 1, 1)
    assert not replayed(*room).quorum.reached


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
