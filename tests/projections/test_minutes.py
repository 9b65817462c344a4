"""Minutes as members read them: drafts apart, approved by somebody or by silence."""

from datetime import date, timedelta

from maillage.domain.caller import Role
from maillage.domain.meetings import Meeting
from maillage.domain.minutes import Minutes
from maillage.projections import minutes, timeline
from maillage.projections.audience import AudienceScope
from maillage.projections.minutes import MinutesStatus
from tests.projections.minutes_story import DEADLINE, circulate, minutes_id, tell_minutes
from tests.projections.story import Chronicle, caller, whole_story, write

DRAFT, CIRCULATED, APPROVED = MinutesStatus
KEEPERS, MEMBERS = (Role.COORD, Role.AUD, Role.SYS), (Role.REP, Role.AMB)


async def test_a_draft_shows_to_its_keepers_only_and_others_keep_what_was_circulated(db):
    chronicle = Chronicle()
    meeting, member = chronicle.meeting(1), chronicle.admit(1, "Arzal")
    tell_minutes(chronicle, meeting, member)
    told = chronicle.facts[3:]
    expected = [  # after each fact: the text of the keepers and where it stands, that of the others and where
        ("Brouillon", DRAFT, None, None),
        ("Présents : trois.", DRAFT, None, None),
        ("Présents : trois.", CIRCULATED, "Présents : trois.", CIRCULATED),
        ("Présents : trois.", CIRCULATED, "Présents : trois.", CIRCULATED),
        ("Présents : quatre.", DRAFT, "Présents : trois.", CIRCULATED),
        ("Présents : quatre.", CIRCULATED, "Présents : quatre.", CIRCULATED),
        ("Présents : quatre.", APPROVED, "Présents : quatre.", APPROVED),
        ("Présents : quatre.", APPROVED, "Présents : quatre.", APPROVED),
    ]
    for recorded, (kept, standing, shown, open_standing) in zip(told, expected, strict=True):
        await write(db, [recorded])
        for roles, text, status in ((KEEPERS, kept, standing), (MEMBERS, shown, open_standing)):
            for role in roles:
                found = await minutes.minutes_of(db, caller(chronicle, role), [meeting])
                by_id = await minutes.minutes_by_id(db, caller(chronicle, role), [minutes_id(chronicle)])
                assert list(found.values()) == list(by_id.values())
                seen = [(each.text, each.status_on(DEADLINE)) for each in found.values()]
                assert seen == ([] if text is None else [(text, status)]), (role, recorded.fact)


async def test_who_approved_what_was_remarked_and_what_is_to_be_read_instead(db):
    chronicle = Chronicle()
    member = chronicle.admit(1, "Arzal")
    tell_minutes(chronicle, chronicle.meeting(1), member)
    await write(db, chronicle.facts)
    id, who = minutes_id(chronicle), caller(chronicle, Role.AMB)
    row = (await minutes.minutes_by_id(db, who, [id]))[id]
    assert (row.approved_for, row.approved_by, row.approved_meeting) == (member, chronicle.person(2), None)
    assert (row.author, row.deadline, row.silence_approves, row.remarked) == (None, DEADLINE, True, False)
    [remark] = (await minutes.remarks_on(db, who, [id]))[id]
    assert (remark.author, remark.text) == (chronicle.person(2), "Quatre étaient là.")
    [erratum] = (await minutes.errata_of(db, who, [id]))[id]
    assert erratum.erratum == "Lire « 12 t »."


async def test_silence_approves_from_the_day_after_its_last_one_unless_a_remark_or_the_formality_stops_it(db):
    chronicle = Chronicle()
    for number, (silence, remark) in enumerate([(True, False), (True, True), (False, False)], 1):
        id = minutes_id(chronicle, number)
        chronicle.add(Minutes.Drafted, id, meeting=chronicle.meeting(number), author=None, text="Le tri progresse.")
        circulate(chronicle, id, silence_approves=silence)
        if remark:
            chronicle.add(Minutes.RemarkMade, id, author=chronicle.person(1), text="Non.")
    await write(db, chronicle.facts)
    ids = [minutes_id(chronicle, number) for number in (1, 2, 3)]
    found = await minutes.minutes_by_id(db, caller(chronicle, Role.AMB), ids)
    after = DEADLINE + timedelta(days=1)
    for day, statuses in ((DEADLINE, [CIRCULATED] * 3), (after, [APPROVED, CIRCULATED, CIRCULATED])):
        assert [found[id].status_on(day) for id in ids] == statuses, day
    assert [found[id].silent_since(date(2026, 12, 1)) for id in ids] == [after, None, None]
    assert found[ids[0]].silent_since(DEADLINE) is None


async def test_the_activity_tells_of_drafts_to_the_coordinator_and_the_auditors_only(db):
    chronicle = whole_story()
    await write(db, chronicle.facts)
    drafts = timeline.EntryFilter(topics=frozenset({"minutes.drafted", "minutes.redrafted"}))
    for role, count in ((Role.COORD, 3), (Role.AUD, 3), (Role.REP, 0), (Role.AMB, 0)):
        scope = AudienceScope.of(caller(chronicle, role))
        assert await timeline.count(db, scope, drafts) == count, role
        assert len(await timeline.page_after(db, scope, timeline.BEGINNING, 1000, drafts)) == count, role


async def test_an_approval_at_a_meeting_names_it(db):
    chronicle = Chronicle()
    for number in (1, 2):
        place = {"title": f"Bilan {number}", "kind": "REGULAR", "modality": "REMOTE"}
        chronicle.add(Meeting.Planned, chronicle.meeting(number), **place)
    id = minutes_id(chronicle)
    chronicle.add(Minutes.Drafted, id, meeting=chronicle.meeting(1), author=None, text="Le tri progresse.")
    circulate(chronicle, id)
    nobody = {"collectivity": None, "person": None, "mandate": None}
    chronicle.add(Minutes.Approved, id, meeting=chronicle.meeting(2), **nobody)
    await write(db, chronicle.facts)
    row = (await minutes.minutes_by_id(db, caller(chronicle, Role.AMB), [id]))[id]
    assert (row.approved_meeting, row.approved_for) == (chronicle.meeting(2), None)
    [entry] = await timeline.page_before(db, AudienceScope(chronicle.network, True), timeline.END, 1)
    assert entry.text("fr") == "Réunion « Bilan 1 » : compte rendu approuvé à la réunion « Bilan 2 »."
    assert entry.text("en") == "Meeting “Bilan 1”: minutes approved at the meeting “Bilan 2”."
