"""Agendas as members read them, and what is suggested for the next one."""

from datetime import date, timedelta
from typing import Any

from maillage.domain.action_items import ActionItem
from maillage.domain.agenda import ItemStatus, Purpose, Source, SourceKind
from maillage.domain.caller import Role
from maillage.domain.decisions import Decision
from maillage.domain.meetings import Meeting
from maillage.domain.quorum import Quorum
from maillage.projections.agenda import AgendaRow, agendas_of
from maillage.projections.meetings import meetings_by_id
from maillage.projections.suggestions import suggested_agenda
from tests.projections.agenda_story import AFTER, BEFORE, item, propose, schedule
from tests.projections.story import NOW, Chronicle, caller, whole_story, write


async def agenda(db: Any, it: Chronicle, number: int) -> AgendaRow:
    return (await agendas_of(db, caller(it, Role.AMB), [it.meeting(number)]))[it.meeting(number)]


async def suggested(db: Any, it: Chronicle) -> list[tuple[Any, ...]]:
    found = await suggested_agenda(db, caller(it, Role.AMB))
    return [(each.reason.value, each.title, each.text("fr"), each.text("en")) for each in found]


async def test_an_agenda_shows_its_items_in_their_order_and_what_became_of_them(db):
    it = whole_story()
    await write(db, it.facts)
    row = await agenda(db, it, BEFORE)
    assert [(each.title, each.status.value, each.late) for each in row.items] == [
        ("Point 2", "DISCUSSED", False),
        ("Point 1", "DECIDED", False),
        ("Point 3", "CARRIED_OVER", False),
        ("Point 4", "CARRIED_OVER", False),
        ("Point 5", "DROPPED", False),
        ("Point 7", "ACCEPTED", True),
        ("Point 6", "DECLINED", False),
    ]
    first, third, fifth, declined = row.items[1], row.items[2], row.items[4], row.items[6]
    assert (first.notes, first.decisions) == ("Revu", (it.decision(1), it.decision(4)))
    assert (third.to_meeting, fifth.reason) == (it.meeting(AFTER), "Sans objet")
    assert (declined.reason, declined.accepted, declined.source_kind) == ("Hors sujet", False, SourceKind.ACTION_ITEM)
    assert (declined.source, declined.proposed_by) == (it.action_item(3), it.person(2))
    assert (row.published, row.order) == (
        tuple(item(it, number) for number in (2, 1, 3, 4, 5)),
        tuple(item(it, number) for number in (2, 1, 7)),
    )
    assert (row.published_at, row.minutes) == (published_at(it), 90)
    assert (row.current, row.current_since) == (item(it, 7), it.facts[taken_up(it)].fact.timestamp)
    [carried] = (await agenda(db, it, AFTER)).items
    assert (carried.item, carried.carried_from, carried.text) == (item(it, 3), it.meeting(BEFORE), "Texte")
    assert await agenda(db, it, 5) == AgendaRow(it.meeting(5))


def published_at(it: Chronicle) -> Any:
    return next(each.fact.timestamp for each in it.facts if isinstance(each.fact, Meeting.AgendaPublished))


def taken_up(it: Chronicle) -> int:
    return max(place for place, each in enumerate(it.facts) if isinstance(each.fact, Meeting.ItemTakenUp))


async def test_the_meeting_is_at_an_item_until_it_is_done_with_it_and_again_when_it_comes_back(db):
    it = Chronicle()
    meeting = schedule(it, 1, 14)
    one, two = propose(it, meeting, 1), propose(it, meeting, 2)
    it.add(Meeting.ItemTakenUp, meeting, item=one)
    for kind, fields, now in (
        (Meeting.ItemTakenUp, {"item": two}, two),
        (Meeting.ItemDiscussed, {"item": one, "notes": None}, two),
        (Meeting.ItemDiscussed, {"item": two, "notes": None}, None),
        (Meeting.ItemTakenUp, {"item": two}, two),
        (Meeting.ItemDecided, {"item": two, "decision": it.decision(1)}, None),
    ):
        it.add(kind, meeting, **fields)
        await write(db, it.facts)
        assert (await agenda(db, it, 1)).current == now, kind


async def test_an_agenda_longer_than_its_meeting_says_by_how_much(db):
    it = Chronicle()
    meeting = schedule(it, 1, 14)
    for number, minutes in ((1, 100), (2, None), (3, 20), (4, 45)):
        propose(it, meeting, number, minutes=minutes)
        await write(db, it.facts)
        row = (await meetings_by_id(db, caller(it, Role.AMB), [meeting]))[meeting]
        assert (await agenda(db, it, 1)).overrun(row) == max(0, (await agenda(db, it, 1)).minutes - 120)
    assert (await agenda(db, it, 1)).overrun(row) == 45
    it.add(Meeting.ItemDropped, meeting, item=item(it, 4), reason="Trop long")
    await write(db, it.facts)
    assert (await agenda(db, it, 1)).minutes == 120


# Suggested --------------------------------------------------------------------------


def adopted(it: Chronicle, number: int, review: date) -> None:
    it.add(Decision.Proposed, it.decision(number), meeting=it.meeting(1), title=f"Projet {number}", text="Texte")
    told = {"meeting": it.meeting(1), "number": f"2026-0{number}", "quorum": Quorum(1, 2, 3)}
    it.add(Decision.AdoptedByConsent, it.decision(number), **told)
    it.add(Decision.ReviewScheduled, it.decision(number), on=review)


TODAY = NOW.date()  # Wednesday 1 April 2026


async def test_what_earlier_meetings_left_and_what_falls_due_or_waits_is_suggested_with_its_reason(db):
    it = Chronicle()
    it.register(1, "Anne", "Le Goff")
    past = schedule(it, 1, 14)
    propose(it, past, 1, purpose=Purpose.INFORMATION)
    it.add(Meeting.ItemCarriedOver, past, item=item(it, 1), to_meeting=None)
    it.assign(1, 1, TODAY - timedelta(days=1))
    it.assign(2, 1, TODAY)
    it.assign(3, 1, TODAY + timedelta(days=1))
    it.add(ActionItem.Completed, it.assign(4, 1, TODAY), evidence="Fait")
    adopted(it, 1, TODAY)
    adopted(it, 2, TODAY + timedelta(days=1))
    for number in (3, 4):
        it.add(Decision.Proposed, it.decision(number), meeting=None, title=f"Projet {number}", text="Texte")
    it.add(Decision.Deferred, it.decision(4), reason="À chiffrer")
    it.add(Meeting.Cancelled, past, reason="Neige", sequence=1)
    await write(db, it.facts)
    expected = [
        (
            "CARRIED_OVER",
            "Point 1",
            "Reporté de la réunion « Réunion 1 » du mardi 14 avril 2026.",
            "Carried over from the meeting “Réunion 1” of Tuesday 14 April 2026.",
        ),
        (
            "ACTION_OVERDUE",
            "Action 1",
            "Action en retard : échéance au mardi 31 mars 2026.",
            "Action overdue: it was due on Tuesday 31 March 2026.",
        ),
        (
            "ACTION_DUE",
            "Action 2",
            "Action à échéance au mercredi 1er avril 2026.",
            "Action due on Wednesday 1 April 2026.",
        ),
        (
            "REVIEW_DUE",
            "Projet 1",
            "Décision 2026-01 à réexaminer : échéance au mercredi 1er avril 2026.",
            "Decision 2026-01 to be reviewed: due on Wednesday 1 April 2026.",
        ),
        (
            "DECISION_PROPOSED",
            "Projet 3",
            "Décision proposée le lundi 2 mars 2026 pour une prochaine réunion.",
            "Decision proposed on Monday 2 March 2026 for a meeting to come.",
        ),
        (
            "DECISION_DEFERRED",
            "Projet 4",
            "Décision ajournée le lundi 2 mars 2026.",
            "Decision deferred on Monday 2 March 2026.",
        ),
    ]
    assert await suggested(db, it) == expected
    following = schedule(it, 2, 28)  # what falls due by then is due for it
    await write(db, it.facts)
    further = {title for _, title, _, _ in await suggested(db, it)} - {title for _, title, _, _ in expected}
    assert further == {"Action 3", "Projet 2"}

    propose(it, following, 1, carried_from=past)
    for number, source in ((2, Source(SourceKind.ACTION_ITEM, it.action_item(1))), (3, decision(it, 1))):
        propose(it, following, number, source=source)
    await write(db, it.facts)
    assert {title for _, title, _, _ in await suggested(db, it)} == {
        *("Action 2", "Action 3", "Projet 2", "Projet 3", "Projet 4"),
    }
    it.add(Meeting.Cancelled, following, reason="Grève", sequence=1)
    await write(db, it.facts)
    again = await suggested(db, it)
    assert again[0][2] == "Reporté de la réunion « Réunion 2 » du mardi 28 avril 2026."
    assert [title for _, title, _, _ in again] == [  # Action 1 and Projet 1 are what Point 2 and Point 3 take up
        *("Point 1", "Point 2", "Point 3", "Action 2", "Projet 3", "Projet 4"),
    ]


async def test_what_a_meeting_was_to_decide_and_did_not_waits_again(db):
    it = Chronicle()
    it.register(1, "Anne", "Le Goff")
    meeting = schedule(it, 1, 14)
    it.add(Decision.Proposed, it.decision(1), meeting=meeting, title="Projet 1", text="Texte")
    await write(db, it.facts)
    assert await suggested(db, it) == []
    it.add(Meeting.Cancelled, meeting, reason="Neige", sequence=1)
    await write(db, it.facts)
    assert [title for _, title, _, _ in await suggested(db, it)] == ["Projet 1"]


def decision(it: Chronicle, number: int) -> Source:
    return Source(SourceKind.DECISION, it.decision(number))


async def test_what_was_settled_or_went_elsewhere_is_not_suggested(db):
    it = Chronicle()
    past, other = schedule(it, 1, 14), schedule(it, 2, 28)
    for number in range(1, 5):
        propose(it, past, number)
    it.add(Meeting.ItemDropped, past, item=item(it, 1), reason="Sans objet")
    it.add(Meeting.ItemDiscussed, past, item=item(it, 2), notes=None)
    it.add(Meeting.ItemCarriedOver, past, item=item(it, 3), to_meeting=other)
    propose(it, other, 3, carried_from=past)
    it.add(Meeting.AgendaItemDeclined, past, item=propose(it, past, 5, accepted=False), reason="Hors sujet")
    it.add(Meeting.Closed, past, attended=())
    await write(db, it.facts)
    assert await suggested(db, it) == []
    assert (await agenda(db, it, 1)).items[3].status is ItemStatus.ACCEPTED
