"""The rules of an agenda: proposed, accepted, ordered, frozen, discussed, decided, carried over."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from maillage.domain.agenda import ItemStatus, Purpose, Source, SourceKind, overrun
from maillage.domain.agenda_refusals import (
    AgendaEmpty,
    AgendaFrozen,
    AgendaItemAlreadyThere,
    AgendaItemIsOver,
    AgendaItemMinutesOutOfRange,
    AgendaItemNotAccepted,
    AgendaItemNotAtMeeting,
    AgendaItemNotWaiting,
    AgendaItemStays,
    AgendaItemsUndecided,
    AgendaOrderIncomplete,
    DecisionNotTaken,
    LateItemNotConsented,
)
from maillage.domain.decisions import Decision
from maillage.domain.formalities import Formality
from maillage.domain.meeting_refusals import MeetingIsCancelled, MeetingIsClosed, MeetingNotOpen, MeetingNotScheduled
from maillage.domain.meetings import Meeting
from maillage.domain.network import Network
from maillage.domain.quorum import Quorum
from maillage.domain.refusals import TextMissing, TextTooLong
from tests.domain.rooms import arrived, network, opened, person_id, planned, scheduled
from tests.story import NINE, Place, fact, given, minutes, replayed

FORMAL = scheduled(formalities=(Formality.AGENDA_ACCEPTANCE,))
OTHER = UUID(int=3)
VOTE, BOTH = UUID(int=9), UUID(int=10)
ABOUT = Source(SourceKind.ACTION_ITEM, UUID(int=8))
cancelled = fact(Meeting.Cancelled, reason="neige", sequence=1)
closed = fact(Meeting.Closed, attended=())
refused_at_closing = fact(Meeting.QuorumNotReached, represented=0, needed=5, members=9)


def item(number: int) -> UUID:
    return UUID(int=700 + number)


def proposed(number: int, purpose: Purpose = Purpose.DISCUSSION, **fields: Any) -> Place:
    usual = {"title": f"Point {number}", "text": None, "purpose": purpose, "minutes": None, "by": person_id(1)}
    nowhere = {"source": None, "carried_from": None}
    return fact(Meeting.AgendaItemProposed, item=item(number), **usual | nowhere | fields)


def accepted(number: int) -> Place:
    return fact(Meeting.AgendaItemAccepted, item=item(number))


def told(kind: Any, number: int = 1, **fields: Any) -> Place:
    return fact(kind, item=item(number), **fields)


def on_agenda(*numbers: int, purpose: Purpose = Purpose.DISCUSSION) -> list[Place]:
    return [place for number in numbers for place in (proposed(number, purpose), accepted(number))]


def ahead(*past: Place, formal: bool = False) -> given:
    """A scheduled meeting."""
    return given(planned(), FORMAL if formal else scheduled(), *past)


def held(*past: Place, formal: bool = False, late: tuple[Place, ...] = ()) -> given:
    """An open meeting; `late` is what happened since."""
    return ahead(*past, opened(), *late, formal=formal)


def meeting(*facts: Place, stream: UUID = OTHER) -> Any:
    return replayed(planned(), *facts, stream=stream)


def decision(*facts: Place) -> Any:
    return replayed(fact(Decision.Proposed, meeting=None, title="Stand", text="Un stand."), *facts, stream=VOTE)


BY_CONSENT = fact(Decision.AdoptedByConsent, meeting=UUID(int=1), number="2026-01", quorum=Quorum(1, 5, 9))
dropped = told(Meeting.ItemDropped, reason="sans objet")
declined = told(Meeting.AgendaItemDeclined, reason="hors sujet")
PROPOSING = {"title": " Point 1 ", "purpose": Purpose.DISCUSSION, "by": person_id(1), "item": item(1)}


def test_what_is_proposed_is_on_the_agenda_at_once_or_waits_for_the_coordinator_or_for_the_date():
    proposing = {"text": " a\r\nb ", "minutes": 20, "source": ABOUT}
    whole = proposed(1, text="a\nb", minutes=20, source=ABOUT)
    ahead().when(Meeting.propose_item, **PROPOSING, **proposing).then(whole, accepted(1))
    ahead(formal=True).when(Meeting.propose_item, **PROPOSING).then(proposed(1))
    given(planned()).when(Meeting.propose_item, **PROPOSING).then(proposed(1))
    held().when(Meeting.propose_item, **PROPOSING).then(proposed(1), told(Meeting.LateItemAdmitted, consents=()))
    held(formal=True).when(Meeting.propose_item, **PROPOSING).then(proposed(1))
    assert ahead().aggregate.propose_item(title="x", purpose=Purpose.INFORMATION, by=None, at=minutes(0))


def test_a_date_puts_on_the_agenda_what_was_proposed_before_unless_the_coordinator_accepts():
    slot = {"starts_at": minutes(60), "ends_at": minutes(180), "place": "Péaule", "call_link": None}
    given(planned(), proposed(1), proposed(2), told(Meeting.AgendaItemDeclined, 2, reason="hors sujet")).when(
        Meeting.schedule, network=network(), **slot
    ).then(scheduled(), accepted(1))
    asking = network(fact(Network.FormalityTurnedOn, formality=Formality.AGENDA_ACCEPTANCE, decision=None))
    given(planned(), proposed(1)).when(Meeting.schedule, network=asking, **slot).then(FORMAL)


def test_an_item_has_a_title_a_bounded_text_and_possible_minutes():
    def with_fields(**amiss: Any) -> given:
        return ahead().when(Meeting.propose_item, **PROPOSING | amiss)

    with_fields(title=" ").then_refused(TextMissing, "The field title is blank.", "title")
    with_fields(text="x" * 5001).then_refused(TextTooLong, "The field text has 5001 characters, 5000 at most.", "text")
    for minutes_ in (0, -1, 481):
        with_fields(minutes=minutes_).then_refused(
            AgendaItemMinutesOutOfRange, f"It is meant to take {minutes_} minutes: 1 to 480 are possible.", "minutes"
        )
    for possible in (1, 480):
        with_fields(minutes=possible).then(proposed(1, minutes=possible), accepted(1))


def test_an_item_is_accepted_or_declined_while_it_waits():
    ahead(proposed(1), formal=True).when(Meeting.accept_item, item=item(1)).then(accepted(1))
    ahead(*on_agenda(1)).when(Meeting.accept_item, item=item(1)).then_nothing()
    ahead(proposed(1), formal=True).when(Meeting.decline_item, item=item(1), reason=" hors sujet ").then(declined)
    held(proposed(1), formal=True).when(Meeting.decline_item, item=item(1), reason="hors sujet").then(declined)
    ahead(proposed(1), formal=True).when(Meeting.decline_item, item=item(1), reason="").then_refused(
        TextMissing, "The field reason is blank.", "reason"
    )
    over = "This item waits for no answer any more ({})."
    for past, command, more, status in (
        ([proposed(1), declined], Meeting.accept_item, {}, "DECLINED"),
        (on_agenda(1), Meeting.decline_item, {"reason": "non"}, "ACCEPTED"),
        ([proposed(1), declined], Meeting.decline_item, {"reason": "non"}, "DECLINED"),
    ):
        ahead(*past).when(command, item=item(1), **more).then_refused(AgendaItemNotWaiting, over.format(status), "item")
    held(*on_agenda(1)).when(Meeting.admit_late_item, item=item(1), consents=()).then_refused(
        AgendaItemNotWaiting, over.format("ACCEPTED"), "item"
    )


def test_the_agenda_has_an_order_that_names_each_of_its_items_once():
    two = ahead(*on_agenda(1, 2), proposed(3), told(Meeting.AgendaItemDeclined, 3, reason="non"))
    two.when(Meeting.reorder_agenda, items=[item(2), item(1)]).then(
        fact(Meeting.AgendaReordered, items=(item(2), item(1)))
    )
    ahead(*on_agenda(1, 2)).when(Meeting.reorder_agenda, items=[item(1), item(2)]).then_nothing()
    for wrong in ([1], [1, 1], [1, 2, 2], [1, 3], [1, 2, 3], []):
        ahead(*on_agenda(1, 2), proposed(3)).when(Meeting.reorder_agenda, items=map(item, wrong)).then_refused(
            AgendaOrderIncomplete,
            "The order does not name once each item of the agenda, of which there are 2.",
            "items",
        )
    ahead(*on_agenda(1, 2), dropped).when(Meeting.reorder_agenda, items=[item(2)]).then_nothing()


def test_an_agenda_is_published_and_published_anew_once_it_has_changed():
    published = fact(Meeting.AgendaPublished, items=(item(1),))
    ahead(*on_agenda(1)).when(Meeting.publish_agenda).then(published)
    ahead(*on_agenda(1), published).when(Meeting.publish_agenda).then_nothing()
    ahead(*on_agenda(1), published, *on_agenda(2)).when(Meeting.publish_agenda).then(
        fact(Meeting.AgendaPublished, items=(item(1), item(2)))
    )
    for empty in ([], [proposed(1)]):
        ahead(*empty, formal=True).when(Meeting.publish_agenda).then_refused(
            AgendaEmpty, "There is no item on the agenda.", "meeting"
        )
    given(planned(), *on_agenda(1)).when(Meeting.publish_agenda).then_refused(
        MeetingNotScheduled, "The meeting has no date yet.", "meeting"
    )


PREPARING = (
    (Meeting.accept_item, {"item": item(1)}),
    (Meeting.reorder_agenda, {"items": [item(1)]}),
    (Meeting.publish_agenda, {}),
    (Meeting.take_over_from, {"previous": meeting(scheduled(), cancelled)}),
)
ENDING = (
    (Meeting.propose_item, PROPOSING),
    (Meeting.decline_item, {"item": item(1), "reason": "non"}),
    (Meeting.carry_over_item, {"item": item(1), "to": None}),
    (Meeting.drop_item, {"item": item(1), "reason": "non"}),
)
HOLDING = (
    (Meeting.admit_late_item, {"item": item(1), "consents": ()}),
    (Meeting.take_up_item, {"item": item(1)}),
    (Meeting.discuss_item, {"item": item(1), "notes": None}),
    (Meeting.decide_item, {"item": item(1), "decision": decision(BY_CONSENT)}),
)


def test_the_agenda_is_frozen_at_the_opening_and_over_with_the_meeting():
    frozen = "The agenda has been frozen since the meeting was opened."
    for command, fields in PREPARING:
        held(proposed(1), formal=True).when(command, **fields).then_refused(AgendaFrozen, frozen, "meeting")
    for command, fields in PREPARING + ENDING:
        ahead(proposed(1), cancelled).when(command, **fields).then_refused(
            MeetingIsCancelled, "The meeting is cancelled.", "meeting"
        )
        held(proposed(1), late=(closed,)).when(command, **fields).then_refused(
            MeetingIsClosed, "The meeting is closed.", "meeting"
        )


def test_items_are_taken_up_discussed_and_decided_while_the_meeting_is_open():
    for command, fields in HOLDING:
        ahead(*on_agenda(1)).when(command, **fields).then_refused(MeetingNotOpen, "The meeting is not open.", "meeting")
        held(*on_agenda(1), late=(closed,)).when(command, **fields).then_refused(
            MeetingIsClosed, "The meeting is closed.", "meeting"
        )


def test_an_item_is_one_of_the_meeting():
    elsewhere = {"item": item(2)}
    for command, fields in (*PREPARING[:1], *ENDING[1:]):
        ahead(proposed(1)).when(command, **fields | elsewhere).then_refused(
            AgendaItemNotAtMeeting, "This item was not proposed for this meeting.", "item"
        )
    for command, fields in HOLDING:
        held(proposed(1)).when(command, **fields | elsewhere).then_refused(
            AgendaItemNotAtMeeting, "This item was not proposed for this meeting.", "item"
        )


def test_a_late_item_takes_the_consent_of_all_who_are_present_where_the_network_asks_for_it():
    room = (arrived(1), arrived(0))
    admitted = told(Meeting.LateItemAdmitted, consents=NINE[:2])
    for consents in (NINE[:2], NINE[1::-1], NINE[:3]):
        held(proposed(1), formal=True, late=room).when(Meeting.admit_late_item, item=item(1), consents=consents).then(
            admitted
        )
    for present, consents, figures in ((room, NINE[:1], (1, 2)), (room, (), (0, 2)), ((), NINE[:1], (0, 0))):
        held(proposed(1), formal=True, late=present).when(
            Meeting.admit_late_item, item=item(1), consents=consents
        ).then_refused(
            LateItemNotConsented,
            "{} of the {} collectivities present consent to this item: it takes them all.".format(*figures),
            "consents",
        )
    held(proposed(1), late=room).when(Meeting.admit_late_item, item=item(1), consents=()).then(
        told(Meeting.LateItemAdmitted, consents=())
    )


def test_the_meeting_is_at_one_item_until_it_is_done_with_it():
    taken_up = told(Meeting.ItemTakenUp)
    held(*on_agenda(1, 2)).when(Meeting.take_up_item, item=item(1)).then(taken_up)
    held(*on_agenda(1, 2), late=(taken_up,)).when(Meeting.take_up_item, item=item(1)).then_nothing()
    held(*on_agenda(1, 2), late=(taken_up,)).when(Meeting.take_up_item, item=item(2)).then(told(Meeting.ItemTakenUp, 2))
    for later, now in (
        ((), item(1)),
        ((told(Meeting.ItemDropped, 2, reason="non"),), item(1)),
        ((told(Meeting.ItemDiscussed, notes=None),), None),
        ((told(Meeting.ItemDecided, decision=VOTE),), None),
        ((told(Meeting.ItemCarriedOver, to_meeting=None),), None),
        ((dropped,), None),
    ):
        assert held(*on_agenda(1, 2), late=(taken_up, *later)).aggregate.agenda.current == now, later


def test_an_item_is_discussed_and_its_notes_may_be_changed():
    discussed = told(Meeting.ItemDiscussed, notes="a\nb")
    held(*on_agenda(1)).when(Meeting.discuss_item, item=item(1), notes=" a\r\nb").then(discussed)
    held(*on_agenda(1)).when(Meeting.discuss_item, item=item(1), notes=" ").then(
        told(Meeting.ItemDiscussed, notes=None)
    )
    held(*on_agenda(1), late=(discussed,)).when(Meeting.discuss_item, item=item(1), notes="a\nb").then_nothing()
    held(*on_agenda(1), late=(discussed,)).when(Meeting.discuss_item, item=item(1), notes="c").then(
        told(Meeting.ItemDiscussed, notes="c")
    )
    held(*on_agenda(1)).when(Meeting.discuss_item, item=item(1), notes="x" * 10_001).then_refused(
        TextTooLong, "The field notes has 10001 characters, 10000 at most.", "notes"
    )


def test_an_item_is_decided_by_decisions_that_were_taken():
    decided = told(Meeting.ItemDecided, decision=VOTE)
    held(*on_agenda(1)).when(Meeting.decide_item, item=item(1), decision=decision(BY_CONSENT)).then(decided)
    held(*on_agenda(1), late=(decided,)).when(
        Meeting.decide_item, item=item(1), decision=decision(BY_CONSENT)
    ).then_nothing()
    other = told(Meeting.ItemDecided, decision=BOTH)
    held(*on_agenda(1), late=(other,)).when(Meeting.decide_item, item=item(1), decision=decision(BY_CONSENT)).then(
        decided
    )
    notes = told(Meeting.ItemDiscussed, notes="enfin")
    assert held(*on_agenda(1), late=(decided, notes)).aggregate.agenda.items[item(1)].status is ItemStatus.DECIDED
    for undecided in (decision(), decision(fact(Decision.Deferred, reason="chiffrage"))):
        held(*on_agenda(1)).when(Meeting.decide_item, item=item(1), decision=undecided).then_refused(
            DecisionNotTaken, "This decision is neither adopted nor rejected.", "decision"
        )


def test_a_decision_that_is_taken_settles_the_items_that_come_from_it():
    about = [proposed(1, source=Source(SourceKind.DECISION, VOTE)), accepted(1)]
    others = [*on_agenda(2), proposed(3, source=Source(SourceKind.ACTION_ITEM, VOTE)), accepted(3)]
    decided, taken = told(Meeting.ItemDecided, decision=VOTE), decision(BY_CONSENT)
    held(*about, *others).when(Meeting.settle_items_about, decision=taken).then(decided)
    held(*about, late=(decided,)).when(Meeting.settle_items_about, decision=taken).then_nothing()
    held(*about, late=(dropped,)).when(Meeting.settle_items_about, decision=taken).then_nothing()
    held(*about).when(Meeting.settle_items_about, decision=decision()).then_nothing()
    for elsewhen in (ahead(*about), held(*about, late=(closed,))):
        elsewhen.when(Meeting.settle_items_about, decision=taken).then_nothing()


def test_a_meeting_takes_up_discusses_and_decides_only_what_is_on_its_agenda():
    for past, status in (([proposed(1)], "PROPOSED"), ([*on_agenda(1), dropped], "DROPPED")):
        for command, fields in HOLDING[1:]:
            held(*past, formal=True).when(command, **fields).then_refused(
                AgendaItemNotAccepted, f"This item is not on the agenda ({status}).", "item"
            )


# Carried over and dropped -----------------------------------------------------------


def test_an_item_is_dropped_with_a_reason():
    for past in (ahead(*on_agenda(1)), held(*on_agenda(1)), ahead(proposed(1), formal=True)):
        past.when(Meeting.drop_item, item=item(1), reason=" sans objet ").then(dropped)
    ahead(*on_agenda(1)).when(Meeting.drop_item, item=item(1), reason=" ").then_refused(
        TextMissing, "The field reason is blank.", "reason"
    )


def test_what_becomes_of_an_item_is_settled_once():
    for settling, status in (
        (dropped, "DROPPED"),
        (told(Meeting.ItemCarriedOver, to_meeting=None), "CARRIED_OVER"),
        (told(Meeting.ItemDecided, decision=VOTE), "DECIDED"),
    ):
        for command, fields in ENDING[2:]:
            held(*on_agenda(1), late=(settling,)).when(command, **fields).then_refused(
                AgendaItemIsOver, f"What becomes of this item is settled ({status}).", "item"
            )


def test_an_item_is_carried_over_to_a_meeting_to_come_or_onto_the_agenda_of_another():
    carried = told(Meeting.ItemCarriedOver, to_meeting=None)
    for past in (ahead(*on_agenda(1)), held(*on_agenda(1)), held(proposed(1), formal=True)):
        past.when(Meeting.carry_over_item, item=item(1), to=None).then(carried)
    for target in (meeting(), meeting(scheduled()), meeting(FORMAL)):
        held(*on_agenda(1)).when(Meeting.carry_over_item, item=item(1), to=target).then(
            told(Meeting.ItemCarriedOver, to_meeting=OTHER)
        )
        before = 1 if target.slot is None else 2
        there = [proposed(1, carried_from=UUID(int=1)), accepted(1)]
        assert target.collect_events() == [place(OTHER, before + n) for n, place in enumerate(there, 1)]


def test_no_item_is_carried_over_where_no_agenda_takes_it():
    def to(*facts: Place, stream: UUID = OTHER) -> given:
        return held(*on_agenda(1)).when(Meeting.carry_over_item, item=item(1), to=meeting(*facts, stream=stream))

    to(stream=UUID(int=1)).then_refused(
        AgendaItemStays, "An item is carried over to another meeting than its own.", "to_meeting"
    )
    to(*on_agenda(1)).then_refused(
        AgendaItemAlreadyThere, "This item is among those of the other meeting already.", "to_meeting"
    )
    to(scheduled(), opened()).then_refused(
        AgendaFrozen, "The agenda has been frozen since the meeting was opened.", "meeting"
    )
    to(cancelled).then_refused(MeetingIsCancelled, "The meeting is cancelled.", "meeting")
    to(scheduled(), opened(), closed).then_refused(MeetingIsClosed, "The meeting is closed.", "meeting")


def test_a_meeting_takes_over_what_another_left_and_what_a_cancelled_one_was_about():
    gone = [told(Meeting.ItemCarriedOver, 2, to_meeting=None), told(Meeting.ItemCarriedOver, 3, to_meeting=UUID(int=4))]
    past = [scheduled(), *on_agenda(1, 2, 3), proposed(4), opened(), *gone, told(Meeting.ItemDiscussed, notes="vu")]
    left_at = [scheduled(), *on_agenda(1, 2), dropped, cancelled]
    taken = [proposed(2, carried_from=OTHER), accepted(2)]
    for previous in (meeting(*past, closed), meeting(*left_at)):
        ahead(*on_agenda(1)).when(Meeting.take_over_from, previous=previous).then(*taken)
        ahead(formal=True).when(Meeting.take_over_from, previous=previous, only=frozenset({item(2)})).then(*taken)
        ahead().when(Meeting.take_over_from, previous=previous, only=frozenset({item(1)})).then_nothing()
        ahead(*on_agenda(2)).when(Meeting.take_over_from, previous=previous).then_nothing()


# Closing ------------------------------------------------------------------------------


def test_closing_carries_over_what_is_left_open():
    talked = told(Meeting.ItemDiscussed, 2, notes=None)
    of_three = [*on_agenda(1, 2), *on_agenda(3, purpose=Purpose.DECISION)]
    only_talked = told(Meeting.ItemDiscussed, 3, notes=None)
    held(*of_three, late=(talked, only_talked)).when(Meeting.close).then(
        told(Meeting.ItemCarriedOver, 1, to_meeting=None),
        told(Meeting.ItemCarriedOver, 3, to_meeting=None),
        refused_at_closing,
        closed,
    )


def test_a_meeting_that_accepts_its_items_does_not_close_on_one_that_is_left_open():
    def closing(*past: Place, late: tuple[Place, ...] = ()) -> given:
        return held(*past, formal=True, late=late).when(Meeting.close)

    talked, deciding = told(Meeting.ItemDiscussed, notes="vu"), on_agenda(1, purpose=Purpose.DECISION)
    for story, count in (
        (closing(*on_agenda(1, 2)), 2),
        (closing(proposed(1)), 1),
        (closing(*deciding, late=(talked,)), 1),
    ):
        story.then_refused(
            AgendaItemsUndecided,
            f"Items left open: {count}, among them 'Point 1'. Decide them, carry them over or drop them.",
            "meeting",
        )
    for settling in (told(Meeting.ItemDecided, decision=VOTE), told(Meeting.ItemCarriedOver, to_meeting=None), dropped):
        closing(*deciding, late=(settling,)).then(refused_at_closing, closed)
    for story in (closing(), closing(proposed(1), declined), closing(*on_agenda(1), late=(talked,))):
        story.then(refused_at_closing, closed)


def test_an_agenda_may_be_longer_than_its_meeting_and_says_by_how_much():
    for wanted, length, over in ((0, 60, 0), (60, 60, 0), (61, 60, 1), (90, 60.5, 30), (60, 60.5, 0)):
        assert overrun(wanted, timedelta(minutes=length)) == over, (wanted, length)
