"""What is written about meetings to come and polls of dates: to whom, what is true then, and nothing that is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from maillage.accounts.links import Link, Links
from maillage.accounts.links import Purpose as LinkPurpose
from maillage.domain.agenda import Purpose
from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Availability, OptionAnswer
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.messages import MessageKind
from maillage.reports.addresses import meeting_page
from maillage.usecases import agenda, coordinators, date_polls, invitations, meetings, networks, people, profiles
from tests.network import HOUR
from tests.processes.conftest import URL, Office
from tests.processes.mail_server import mail_server

CLAIRE, ANNE = "claire@syndicat.example", "anne@orme.example"
SOON = (datetime.now(UTC) + timedelta(days=9)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
async def two(office: Office) -> Office:
    """The coordinator and Anne, who coordinates too: both act, both have an address."""
    await office.network.do(coordinators.appoint_coordinator, person=office.network.people["anne"])
    await office.reachable("anne", ANNE)
    return office


async def delivered(office: Office) -> dict[str, EmailMessage]:
    """By subject and address, all that leaves in one round."""
    async with mail_server() as box:
        await office.by_smtp(box.port).round()
    found = {f"{address}: {message['Subject']}": message for address, message in box.taken}
    assert len(found) == len(box.taken)
    return found


def text(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def calendar(message: EmailMessage) -> Any:
    """What the attached calendar says: its method and its one meeting."""
    [attached] = message.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    read = Calendar.from_ical(attached.get_content())
    assert attached.get_param("method") == read["METHOD"]
    [event] = read.walk("VEVENT")
    assert "/invitation/" not in str(read.to_ical()), "calendars are shared, the link is one person's"
    assert event.get("URL") in (None, meeting_page(URL, UUID(event["UID"])))
    return str(read["METHOD"]), int(event["SEQUENCE"]), str(event["ATTENDEE"]), str(event["UID"])


def leads_back(message: EmailMessage) -> bool:
    """Whether the attached calendar leads to the page of its meeting."""
    [attached] = message.iter_attachments()
    [event] = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    return "URL" in event and f"Détails : {event['URL']}" in str(event["DESCRIPTION"])


def link(office: Office, message: EmailMessage) -> Link:
    """Where the message leads: the same in both languages."""
    [found] = set(re.findall(rf"{URL}/(\w+)/(\S+)", text(message)))
    return Links.of(office.running.keyring.seal).read(LinkPurpose(found[0]), found[1], datetime.now(UTC))


async def opened(office: Office) -> object:
    asked = [office.network.people["coordinator"], office.network.people["anne"]]
    return await office.network.made(
        date_polls.open_date_poll,
        title="Point d’étape",
        kind=MeetingKind.WORKING_GROUP,
        modality=Modality.HYBRID,
        options=[Period(SOON, SOON + 2 * HOUR), Period(SOON + 24 * HOUR, SOON + 26 * HOUR)],
        deadline=SOON - timedelta(days=2),
        invited=asked,
    )


async def answer(office: Office, poll: object, who: str) -> None:
    said = [OptionAnswer(number, Availability.YES) for number in (1, 2)]
    await office.network.do(date_polls.answer_date_poll, by=who, date_poll=poll, answers=said)


async def scheduled(office: Office) -> UUID:
    """A meeting to which Anne is invited."""
    slot = {"starts_at": SOON, "ends_at": SOON + 2 * HOUR, "place": "Salle des fêtes"}
    meeting = await office.network.made(
        meetings.schedule_meeting, meeting=await office.network.planned("Réunion de rentrée"), **slot
    )
    await office.network.do(
        agenda.propose_agenda_item, meeting=meeting, title="Caractérisations", purpose=Purpose.DISCUSSION
    )
    await office.network.do(invitations.send_invitations, meeting=meeting, people=(office.network.people["anne"],))
    return meeting


async def moved(office: Office, meeting: object, days: int) -> None:
    slot = {"starts_at": SOON + timedelta(days=days), "ends_at": SOON + timedelta(days=days, hours=1)}
    await office.network.do(
        meetings.reschedule_meeting, meeting=meeting, **slot, call_link="https://visio.example/r", reason="Salle prise"
    )


async def test_who_is_asked_is_written_to_and_only_who_has_not_answered_is_reminded(two: Office):
    poll = await opened(two)
    asked = await delivered(two)
    assert sorted(asked) == [f"{who}: Sondage de dates : Point d’étape" for who in (ANNE, CLAIRE)]
    said = text(asked[f"{ANNE}: Sondage de dates : Point d’étape"])
    assert "Bonjour Anne" in said
    assert said.count("\n- ") == 4, "two dates in two languages"
    assert "Réponse attendue au plus tard le " in said
    led = link(two, asked[f"{ANNE}: Sondage de dates : Point d’étape"])
    assert (led.purpose, led.person, led.subject) == (LinkPurpose.DATE_POLL, two.network.people["anne"], poll)
    assert led.until == SOON - timedelta(days=2)
    await answer(two, poll, "coordinator")
    await two.network.do(date_polls.remind_date_poll, date_poll=poll)
    assert list(await delivered(two)) == [f"{ANNE}: Rappel, sondage de dates : Point d’étape"]


async def test_a_question_that_was_answered_or_a_poll_that_is_over_is_written_to_nobody(two: Office):
    poll = await opened(two)
    await answer(two, poll, "anne")
    assert list(await delivered(two)) == [f"{CLAIRE}: Sondage de dates : Point d’étape"]
    await two.network.do(date_polls.remind_date_poll, date_poll=poll)
    await two.network.do(date_polls.abandon_date_poll, date_poll=poll, reason="Plus besoin")
    ended = await delivered(two)
    assert sorted(ended) == [f"{who}: Sondage abandonné : Point d’étape" for who in (ANNE, CLAIRE)]
    assert all("Motif : Plus besoin\n" in text(message) for message in ended.values())
    assert await two.running.pool.fetchval("SELECT state FROM letters WHERE kind = 'DATE_POLL_REMINDER'") == "DROPPED"


async def test_what_somebody_does_not_want_is_not_sent_and_an_invitation_always_is(two: Office):
    unwanted = [MessageKind.DATE_POLL, MessageKind.DECISION_RECORD]
    await two.network.do(profiles.set_notification_preferences, by="anne", unwanted=unwanted)
    poll = await opened(two)
    await scheduled(two)
    sent = await delivered(two)
    assert sorted(each[: each.index(" :")] for each in sent) == [f"{ANNE}: Invitation", f"{CLAIRE}: Sondage de dates"]
    await two.network.do(date_polls.remind_date_poll, date_poll=poll)
    assert len(await delivered(two)) == 2, "a reminder is another kind"


async def test_who_acts_no_more_is_not_asked(two: Office):
    poll = await opened(two)
    await two.running.pool.execute(
        "UPDATE coordinators SET until = since WHERE person = $1", two.network.people["anne"]
    )
    assert [subject.partition(":")[0] for subject in await delivered(two)] == [CLAIRE]
    await two.network.do(date_polls.close_date_poll, date_poll=poll, option=1, place="Mairie", reason="Pressé")
    assert [subject.partition(":")[0] for subject in await delivered(two)] == [CLAIRE]


async def test_the_chosen_date_goes_to_everybody_who_was_asked_as_the_meeting_stands_now(two: Office):
    poll = await opened(two)
    await answer(two, poll, "anne")
    await delivered(two)
    await two.network.do(
        date_polls.close_date_poll, date_poll=poll, option=2, place="Mairie", reason="Seule salle libre"
    )
    chosen = await delivered(two)
    assert sorted(subject.partition(",")[0] for subject in chosen) == [
        f"{who}: Date retenue : Point d’étape" for who in (ANNE, CLAIRE)
    ]
    assert all("Lieu : Mairie\n" in text(message) for message in chosen.values())


async def test_who_is_invited_hears_of_the_meeting_of_another_date_and_of_its_end(two: Office):
    meeting = await scheduled(two)
    [(subject, message)] = (await delivered(two)).items()
    assert subject.startswith(f"{ANNE}: Invitation : Réunion de rentrée, ")
    assert "Lieu : Salle des fêtes\n\nOrdre du jour :\n1. Caractérisations\n" in text(message)
    assert calendar(message) == ("REQUEST", 0, f"mailto:{ANNE}", str(meeting))
    assert leads_back(message)
    led = link(two, message)
    assert (led.purpose, led.person, led.subject) == (LinkPurpose.INVITATION, two.network.people["anne"], meeting)
    await moved(two, meeting, 1)
    [(subject, message)] = (await delivered(two)).items()
    assert subject.startswith(f"{ANNE}: Changement : Réunion de rentrée, ")
    assert "Motif : Salle prise" in text(message)
    assert "Par visioconférence : https://visio.example/r\n" in text(message)
    assert calendar(message) == ("REQUEST", 1, f"mailto:{ANNE}", str(meeting))
    assert link(two, message).until == SOON + timedelta(days=1, hours=1)
    await two.network.do(meetings.cancel_meeting, meeting=meeting, reason="Alerte météo")
    [(subject, message)] = (await delivered(two)).items()
    assert subject.startswith(f"{ANNE}: Annulation : Réunion de rentrée, ")
    assert "Motif : Alerte météo" in text(message)
    assert calendar(message) == ("CANCEL", 2, f"mailto:{ANNE}", str(meeting))
    assert leads_back(message)
    assert URL not in text(message)


async def test_of_letters_that_waited_only_the_last_word_leaves(two: Office):
    meeting = await scheduled(two)
    await moved(two, meeting, 1)
    await moved(two, meeting, 2)
    assert [subject.partition(" :")[0] for subject in await delivered(two)] == [f"{ANNE}: Changement"]
    states = await two.running.pool.fetch("SELECT kind, state FROM letters ORDER BY seq")
    assert [tuple(row) for row in states] == [
        ("MEETING_INVITATION", "DROPPED"),
        ("MEETING_RESCHEDULED", "DROPPED"),
        ("MEETING_RESCHEDULED", "SENT"),
    ]


async def test_an_invitation_that_the_meeting_overtook_is_dropped(two: Office):
    meeting = await scheduled(two)
    await two.network.do(meetings.open_meeting, meeting=meeting)
    assert await delivered(two) == {}


async def test_a_guest_without_a_mandate_is_invited_too(two: Office):
    meeting = await scheduled(two)
    await delivered(two)
    guest = await two.network.made(
        people.register_person, given_name="Luc", family_name="Riou", email="luc@example.org"
    )
    await two.network.do(invitations.send_invitations, meeting=meeting, people=(guest, two.network.people["anne"]))
    [(subject, message)] = (await delivered(two)).items()
    assert subject.startswith("luc@example.org: "), "once each"
    assert URL not in text(message), "who holds nothing cannot answer by a link"
    assert not leads_back(message), "nor sign in to see the page"


async def test_who_may_not_answer_is_led_to_the_page_of_the_meeting(two: Office):
    network = two.network
    syndicate = await network.made(networks.describe_syndicate, name="Syndicat d’essai")
    await network.joined("auditor", OrganisationKind.SYNDICATE, syndicate, Function.AUDITOR)
    await two.reachable("auditor", "audit@syndicat.example")
    meeting = await scheduled(two)
    await delivered(two)
    await network.do(invitations.send_invitations, meeting=meeting, people=(network.people["auditor"],))
    [message] = (await delivered(two)).values()
    assert re.findall(rf"{URL}\S*", text(message)) == [meeting_page(URL, meeting)] * 2, "in both languages"
    assert f"La réunion en ligne :\n{meeting_page(URL, meeting)}\n" in text(message)
    assert leads_back(message)


async def test_the_record_leads_to_its_page(two: Office):
    meeting = await two.closed_meeting()
    led = [link(two, message) for message in (await delivered(two)).values()]
    assert {each.person for each in led} == {two.network.people["coordinator"], two.network.people["anne"]}
    assert {(each.purpose, each.subject) for each in led} == {(LinkPurpose.DECISION_RECORD, meeting)}
