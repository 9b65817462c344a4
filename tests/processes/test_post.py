"""Messages leave at least once, each known by its id, whatever happens to the mail server or to us."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from maillage.domain.calendar import day_of
from maillage.domain.meeting_refusals import MeetingNotOpen
from maillage.processes import check_up, letters, outbox
from maillage.processes.reading import Reading
from maillage.processes.transport import Unreachable
from maillage.usecases import coordinators, meetings, people
from tests.network import peopled
from tests.processes.conftest import SENDER, URL, Office
from tests.processes.mail_server import mail_server

KILL = """SELECT pg_terminate_backend(pg_backend_pid()),
          $1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz, $6::timestamptz"""
CLAIRE, ANNE = "claire@syndicat.example", "anne@orme.example"


async def with_anne(office: Office) -> None:
    """A second coordinator, so that two people act in the network."""
    await office.network.do(coordinators.appoint_coordinator, person=office.network.people["anne"])
    await office.reachable("anne", ANNE)


async def test_the_record_of_a_closed_meeting_goes_to_everybody_who_acts_in_french_then_in_english(office: Office):
    await with_anne(office)
    await office.closed_meeting()
    assert await office.counted("outbox") == 1
    async with mail_server() as box:
        assert await office.by_smtp(box.port).round() == 2
        assert await office.by_smtp(box.port).round() == 0, "told once"
    assert sorted(address for address, _ in box.taken) == [ANNE, CLAIRE]
    assert len(set(box.ids)) == 2
    [message] = [message for address, message in box.taken if address == ANNE]
    today = datetime.now(UTC) + timedelta(hours=1)
    assert message["Subject"].startswith("Relevé de décisions : Réunion du réseau, ")
    assert str(day_of(today).year) in message["Subject"]
    assert message["From"] == "Réseau d’essai <reseau@syndicat.example>"
    assert message["To"] == f"Anne Le Goff <{ANNE}>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr, en"
    text = message.get_content()
    assert text.index("Bonjour Anne,") < text.index("Aucune décision") < text.index("Hello Anne,")
    assert "http" not in text.replace("https://reseau.example", ""), "nothing that tracks who reads"
    assert await office.letters() == {"coordinator": ("SENT", None), "anne": ("SENT", None)}
    assert await office.counted("outbox") == 0


async def test_the_record_goes_to_nobody_who_left_while_it_waited(office: Office):
    await with_anne(office)
    await office.closed_meeting()
    running = office.running
    async with running.pool.acquire() as db, db.transaction():
        assert await outbox.address_next(db, Reading(running.pool, running.keyring, URL, SENDER, datetime.now(UTC)))
    assert await office.counted("letters") == 2
    await running.pool.execute("UPDATE coordinators SET until = since WHERE person = $1", office.network.people["anne"])
    async with mail_server() as box:
        await office.by_smtp(box.port).round()
    assert [address for address, _ in box.taken] == [CLAIRE]
    assert (await office.letters())["anne"] == ("DROPPED", None)


async def test_a_command_that_is_refused_writes_to_nobody(office: Office):
    with pytest.raises(MeetingNotOpen):
        await office.network.do(meetings.close_meeting, meeting=await office.network.scheduled())
    assert await office.counted("outbox") == 0


async def test_killed_between_the_sending_and_its_note_it_sends_again_under_the_same_id(office: Office, monkeypatch):
    await office.closed_meeting()
    async with mail_server() as box:
        with monkeypatch.context() as patched:
            patched.setitem(letters.SQL, "settle", KILL)
            with pytest.raises(Exception, match=r"terminat|connection"):
                await office.by_smtp(box.port).round()
        assert await office.letters() == {"coordinator": ("WAITING", None)}
        assert await office.by_smtp(box.port).round() == 1
    assert len(box.ids) == 2
    assert len(set(box.ids)) == 1
    [first, second] = [message.as_bytes() for _, message in box.taken]
    assert first == second


async def test_while_the_mail_server_is_down_messages_wait_and_no_try_counts(office: Office):
    await office.closed_meeting()
    async with mail_server() as box:
        port = box.port
    for _ in range(3):
        with pytest.raises(Unreachable, match="MAILLAGE_SMTP_HOST") as failed:
            await office.by_smtp(port).round()
        assert CLAIRE not in str(failed.value)
    assert await office.running.pool.fetchval("SELECT tries FROM letters") == 0
    async with mail_server(port) as box:
        assert await office.by_smtp(port).round() == 1
    assert await office.letters() == {"coordinator": ("SENT", None)}


async def test_a_message_on_which_the_server_hangs_up_does_not_keep_the_others_back(office: Office):
    await with_anne(office)
    await office.closed_meeting()
    async with mail_server() as box:
        box.hangs_up_on = CLAIRE
        post = office.by_smtp(box.port)
        tried = 0
        while await office.running.pool.fetchval("SELECT count(*) FROM letters WHERE state = 'SENT'") < 1:
            tried += 1
            assert tried < 3
            try:
                await post.round()
            except Unreachable:
                continue
    assert await office.letters() == {"coordinator": ("WAITING", "UNREACHABLE"), "anne": ("SENT", None)}


async def test_an_address_refused_for_good_is_told_one_refused_for_now_is_tried_again_and_none_is_said(office: Office):
    await with_anne(office)
    bruno = await office.network.made(people.register_person, given_name="Bruno", family_name="Riou")
    office.network.people["bruno"] = bruno
    await office.network.do(coordinators.appoint_coordinator, person=office.network.people["bruno"])
    await office.closed_meeting()
    async with mail_server() as box:
        box.refusals = {CLAIRE: f"550 5.1.1 no mailbox {CLAIRE}", ANNE: "451 4.7.1 greylisted"}
        assert await office.by_smtp(box.port).round() == 3
        expected = {"coordinator": ("REFUSED", "550"), "anne": ("WAITING", "451"), "bruno": ("NO_ADDRESS", None)}
        assert await office.letters() == expected
        assert await office.by_smtp(box.port).round() == 0, "not before its pause"
        box.refusals = {}
        await office.everything_is_due()
        assert await office.by_smtp(box.port).round() == 1
    assert (await office.letters())["anne"] == ("SENT", None)


async def test_a_message_that_it_is_too_late_for_is_set_aside(office: Office):
    await office.closed_meeting()
    async with mail_server() as box:
        box.refusals = {CLAIRE: "451 4.7.1 greylisted"}
        await office.by_smtp(box.port).round()
        await office.running.pool.execute("UPDATE letters SET give_up_at = written_at")
        assert await office.by_smtp(box.port).round() == 0
    assert await office.letters() == {"coordinator": ("SET_ASIDE", "451")}


async def test_a_message_that_cannot_be_written_is_set_aside_after_some_tries_and_others_go(
    office: Office, monkeypatch
):
    await office.closed_meeting()
    with monkeypatch.context() as patched:
        patched.setattr(letters, "OF_KINDS", {})  # as for a kind that a newer version has written
        for _ in range(letters.MOST_FAILURES):
            await office.everything_is_due()
            assert await office.post().round() == 1
    assert await office.letters() == {"coordinator": ("SET_ASIDE", "KeyError")}
    assert await office.post().round() == 0
    [said] = await check_up.messages(office.running.pool)
    assert (said.verdict.value, said.text[:45]) == ("warn", "messages: 1 set aside in 30 days (KeyError): ")


async def test_the_doctor_tells_of_messages_that_wait_for_long_those_without_letters_included(office: Office):
    [said] = await check_up.messages(office.running.pool)
    assert (said.verdict.value, said.text) == ("ok", "messages: none waits for long, none was set aside in 30 days")
    await office.closed_meeting()
    await office.running.pool.execute("UPDATE outbox SET written_at = now() - interval '2 hours'")
    [said] = await check_up.messages(office.running.pool)
    assert (said.verdict.value, said.text[:45]) == ("warn", "messages: 1 wait for more than an hour: is the"[:45])


async def test_a_fact_whose_letters_cannot_be_written_is_tried_again_then_set_aside(office: Office, monkeypatch):
    await office.closed_meeting()
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "OF_KINDS", {})
        for _ in range(outbox.MOST_FAILURES):
            await office.everything_is_due()
            assert await office.post().round() == 0
    assert await office.running.pool.fetchrow("SELECT tries, failure, set_aside FROM outbox") == (5, "KeyError", True)
    await office.everything_is_due()
    assert await office.post().round() == 0
    assert (await office.letters(), await office.counted("outbox")) == ({}, 1)


async def test_processes_at_work_at_once_send_each_message_once(office: Office):
    network = await peopled(office.running)
    for number, who in enumerate(sorted(network.people)):
        office.network.people[who] = network.people[who]
        await office.running.pool.execute(
            "UPDATE people SET email = $3 WHERE network_id = $1 AND id = $2",
            network.id,
            network.people[who],
            f"p{number}@essai.example",
        )
    await network.do(meetings.close_meeting, meeting=await network.opened(0, 1))
    async with mail_server() as box:
        settled = await asyncio.gather(*(office.by_smtp(box.port).round() for _ in range(4)))
    assert sum(settled) == len(box.taken) == len(set(box.ids)) == 8, "six at the members, the auditor, the coordinator"


async def test_without_a_mail_server_a_message_is_a_file_and_sending_it_again_replaces_it(office: Office):
    await office.closed_meeting()
    assert await office.post().round() == 1
    [file] = list(office.folder.iterdir())
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (message["Message-ID"], message["To"]) == (f"<{file.stem}@reseau.example>", f"Claire Essai <{CLAIRE}>")
    await office.running.pool.execute("UPDATE letters SET state = 'WAITING', due_at = written_at")
    assert await office.post().round() == 1
    assert list(office.folder.iterdir()) == [file]


async def test_nothing_is_sent_in_clear_where_encryption_is_asked_for_and_not_offered(office: Office):
    await office.closed_meeting()
    async with mail_server() as box:
        with pytest.raises(Unreachable):
            await office.by_smtp(box.port, "starttls").round()
    assert box.taken == []


async def test_the_post_works_by_itself_and_ends_with_its_block(office: Office):
    await office.closed_meeting()
    async with mail_server() as box, office.by_smtp(box.port).delivering():
        await box.arrived.wait()  # while the post waits for the reply, whose coming must not undo its cancellation
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "post"]
