"""Pages behind signed links, over a real socket: they show, they act by POST alone, and as one person in one thing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from maillage.accounts.links import Link, Links, Purpose
from maillage.domain.agenda import Purpose as ItemPurpose
from maillage.domain.date_options import Period
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.http_edge import poll_page
from maillage.http_edge.listening import configuration
from maillage.usecases import agenda, date_polls, invitations, meetings, people
from tests.network import HOUR, Network, installed, peopled

SOON = (datetime.now(UTC) + timedelta(days=9)).replace(minute=0, second=0, microsecond=0)
MARKUP = "<script>alert(1)</script> & « co »"


@dataclass
class Browser:
    """A person without a sign-in, and what they see."""

    network: Network
    http: httpx.AsyncClient

    def path(self, purpose: Purpose, subject: UUID, who: str = "officer 0", until: datetime = SOON) -> str:
        link = Link(purpose, self.network.id, self.network.people[who], subject, until)
        return Links.of(self.network.running.keyring.seal).path(link)

    async def see(self, path: str) -> httpx.Response:
        return await self.http.get(path)

    async def send(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
        """The form of the page, as it is shown now."""
        command = re.search(r'name="command" value="([^"]+)"', (await self.see(path)).text)
        shown = {"command": command[1]} if command else {"command": str(uuid4())}
        return await self.http.post(path, data=shown | fields, headers=headers)

    async def poll(self, **fields: Any) -> UUID:
        asked = [self.network.people[who] for who in ("officer 0", "officer 1", "contact")]
        usual: dict[str, Any] = {"title": MARKUP, "kind": MeetingKind.WORKING_GROUP, "modality": Modality.REMOTE}
        options = [Period(SOON + HOUR * n, SOON + HOUR * (n + 1)) for n in (24, 48)]
        usual |= {"options": options, "deadline": SOON, "invited": asked}
        return await self.network.made(date_polls.open_date_poll, **usual | fields)

    async def meeting(self) -> UUID:
        network = self.network
        slot = {"starts_at": SOON, "ends_at": SOON + 2 * HOUR, "place": "Salle <b>1</b>"}
        planned = await network.planned(MARKUP)
        meeting = await network.made(meetings.schedule_meeting, meeting=planned, **slot)
        item = {"title": "Point <i>tri</i>", "purpose": ItemPurpose.DISCUSSION}
        await network.do(agenda.propose_agenda_item, meeting=meeting, **item)
        invited = tuple(network.people[who] for who in ("officer 0", "contact"))
        await network.do(invitations.send_invitations, meeting=meeting, people=invited)
        return meeting

    async def answers(self) -> list[str]:
        """Who said what, by the log."""
        facts = [each.fact for each in await self.network.running.log.history(self.network.id, limit=10_000)]
        names = {id: name for name, id in self.network.people.items()}
        return [
            f"{names[fact.person]}" for fact in facts if fact.TOPIC.endswith("-answered") and hasattr(fact, "person")
        ]


@pytest.fixture
async def browser(database: Any) -> AsyncIterator[Browser]:
    async with installed(database) as installation:
        yield Browser(await peopled(installation.running), installation.http)


async def test_a_poll_is_shown_without_being_answered_and_answered_once_however_often_it_is_sent(browser: Browser):
    path = browser.path(Purpose.DATE_POLL, await browser.poll())
    before = await browser.network.facts()
    shown = [await browser.see(path) for _ in range(2)]
    assert [page.status_code for page in shown] == [200, 200]
    assert await browser.network.facts() == before
    page = shown[0].text
    assert 'lang="fr"' in page
    assert "<script" not in page
    assert f"<h1>{'&lt;script&gt;alert(1)&lt;/script&gt; &amp; « co »'}</h1>" in page
    assert page.count('<input type="radio"') == 6
    assert "checked" not in page

    command = re.search(r'name="command" value="([^"]+)"', page)
    assert command is not None
    fields = {"command": command[1], "option-1": "YES", "option-2": "NO"}
    done = [await browser.http.post(path, data=fields) for _ in range(2)]
    assert [page.status_code for page in done] == [200, 200]
    assert "Merci, votre réponse est notée." in done[1].text
    assert await browser.answers() == ["officer 0"]
    assert await browser.network.facts() == before + 1
    assert re.findall(r'value="(\w+)" checked', (await browser.see(path)).text) == ["YES", "NO"]


async def test_pages_are_kept_nowhere_run_no_script_and_tell_no_other_site(browser: Browser):
    path = browser.path(Purpose.DATE_POLL, await browser.poll())
    for page in (await browser.see(path), await browser.see("/poll/unknown")):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] in {"same-origin", "no-referrer"}
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert 'name="viewport"' in page.text


async def test_an_answer_is_changed_by_a_new_form_and_a_form_that_was_sent_is_told_so(browser: Browser):
    path = browser.path(Purpose.DATE_POLL, await browser.poll())
    fields = {"command": str(uuid4()), "option-1": "YES"}
    assert (await browser.http.post(path, data=fields)).status_code == 200
    again = await browser.http.post(path, data=fields | {"option-1": "NO"})
    assert again.status_code == 409
    assert "Ce formulaire a déjà servi" in again.text
    assert 'value="NO" checked' in again.text, "what was filled in is kept"
    assert (await browser.send(path, **{"option-1": "NO"})).status_code == 200
    assert await browser.answers() == ["officer 0", "officer 0"]


async def test_an_empty_answer_and_one_to_no_date_are_refused_and_nothing_is_written(browser: Browser):
    path = browser.path(Purpose.DATE_POLL, await browser.poll())
    empty = await browser.send(path)
    assert (empty.status_code, "La réponse ne dit rien d’aucune date." in empty.text) == (422, True)
    assert (await browser.send(path, **{"option-9": "YES"})).status_code == 422
    assert (await browser.send(path, **{"option-1": "MAYBE"})).status_code == 400
    assert (await browser.send(path, **{"option-x": "YES"})).status_code == 400
    assert (await browser.send(path, command="42", **{"option-1": "YES"})).status_code == 400
    assert await browser.answers() == []


async def test_a_poll_that_closed_meanwhile_is_over(browser: Browser):
    poll = await browser.poll()
    path = browser.path(Purpose.DATE_POLL, poll)
    await browser.network.do(date_polls.abandon_date_poll, date_poll=poll, reason="Plus besoin")
    assert (await browser.see(path)).status_code == 410
    sent = await browser.send(path, **{"option-1": "YES"})
    assert (sent.status_code, "Le sondage est clos ou abandonné." in sent.text) == (409, True)
    assert await browser.answers() == []


async def test_whoever_is_not_asked_any_more_or_holds_nothing_any_more_comes_to_nothing(browser: Browser):
    poll = await browser.poll()
    stranger = browser.path(Purpose.DATE_POLL, poll, who="officer 2")
    assert (await browser.see(stranger)).status_code == 410, "was never asked"
    assert (await browser.send(stranger, **{"option-1": "YES"})).status_code == 409
    path = browser.path(Purpose.DATE_POLL, poll)
    assert (await browser.see(path)).status_code == 200
    await browser.network.running.pool.execute(
        "UPDATE mandates SET ends_on = starts_on - 1 WHERE person = $1", browser.network.people["officer 0"]
    )
    assert (await browser.see(path)).status_code == 410
    assert (await browser.send(path, **{"option-1": "YES"})).status_code == 410
    assert await browser.answers() == []


async def test_links_that_are_cut_made_up_expired_or_for_something_else_lead_nowhere(browser: Browser):
    poll = await browser.poll()
    path = browser.path(Purpose.DATE_POLL, poll)
    text = path.removeprefix("/poll/")
    swapped = text[:-2] + ("AA" if text[-2:] != "AA" else "BB")
    for bad in (text[:-1], text + "A", swapped, "x", "A" * 5_000, "%C3%A9"):
        for page in (await browser.see(f"/poll/{bad}"), await browser.send(f"/poll/{bad}", **{"option-1": "YES"})):
            assert (page.status_code, "Lien inconnu" in page.text) == (404, True)
    assert (await browser.see(f"/invitation/{text}")).status_code == 404, "a poll's link answers polls"
    assert (await browser.see(f"/record/{text}")).status_code == 404
    late = browser.path(Purpose.DATE_POLL, poll, until=datetime.now(UTC) - HOUR)
    assert (await browser.see(late)).status_code == 410
    elsewhere = await peopled(browser.network.running)
    foreign = Link(Purpose.DATE_POLL, elsewhere.id, elsewhere.people["officer 0"], poll, SOON)
    assert (await browser.see(Links.of(elsewhere.running.keyring.seal).path(foreign))).status_code == 410, (
        "another network's poll"
    )
    assert await browser.answers() == []


async def test_a_form_of_another_site_of_another_kind_or_too_large_does_nothing(browser: Browser):
    path = browser.path(Purpose.DATE_POLL, await browser.poll())
    answer = {"command": str(uuid4()), "option-1": "YES"}
    for headers in ({"origin": "https://mal.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert (await browser.http.post(path, data=answer, headers=headers)).status_code == 403
    assert (await browser.http.post(path, json=answer)).status_code == 415
    assert (await browser.http.post(path, data=answer | {"x": "y" * 40_000})).status_code == 413
    assert (await browser.http.put(path, data=answer)).status_code == 405
    assert await browser.answers() == []


async def test_an_invitation_is_shown_and_answered_with_a_substitute_of_the_same_organisation(browser: Browser):
    path = browser.path(Purpose.INVITATION, await browser.meeting())
    before = await browser.network.facts()
    page = (await browser.see(path)).text
    assert await browser.network.facts() == before
    assert "Lieu : Salle &lt;b&gt;1&lt;/b&gt;" in page
    assert "<li>Point &lt;i&gt;tri&lt;/i&gt;</li>" in page
    assert re.findall(r"<option[^>]*>([^<]+)</option>", page) == ["Personne", "Ambassador 0 Essai"]
    instead = str(browser.network.people["ambassador 0"])
    done = await browser.send(path, answer="SUBSTITUTE", substitute=instead, comment="  À <b>bientôt</b>  ")
    assert (done.status_code, "notée : Je me fais remplacer" in done.text) == (200, True)
    page = (await browser.see(path)).text
    assert "À &lt;b&gt;bientôt&lt;/b&gt;</textarea>" in page
    assert 'value="SUBSTITUTE" required checked' in page
    assert f'value="{instead}" selected' in page
    done = await browser.send(path, answer="ACCEPTED", substitute=instead)
    assert done.status_code == 200, "who left a name in the list means the answer"
    assert await browser.answers() == ["officer 0", "officer 0"]


async def test_what_the_rules_say_of_an_answer_is_read_on_the_page(browser: Browser):
    path = browser.path(Purpose.INVITATION, await browser.meeting())
    cases = [
        ({"answer": "SUBSTITUTE"}, 422, "ne nomme pas de remplaçant"),
        ({"answer": "SUBSTITUTE", "substitute": str(browser.network.people["officer 1"])}, 422, "n’a pas de mandat"),
        ({"answer": "SUBSTITUTE", "substitute": str(uuid4())}, 422, "Rien dans ce réseau"),
        ({"answer": "ACCEPTED", "comment": "x" * 501}, 422, "compte 501 caractères, 500 au plus"),
        ({"answer": "NEVER"}, 400, "illisible"),
        ({}, 400, "illisible"),
    ]
    for fields, status, said in cases:
        page = await browser.send(path, **fields)
        assert (page.status_code, said in unescape(page.text)) == (status, True), fields
    assert await browser.answers() == []


async def test_a_meeting_that_began_or_was_cancelled_takes_no_answer(browser: Browser):
    meeting = await browser.meeting()
    path = browser.path(Purpose.INVITATION, meeting)
    uninvited = browser.path(Purpose.INVITATION, meeting, who="officer 1")
    assert (await browser.see(uninvited)).status_code == 410
    assert (await browser.send(uninvited, answer="ACCEPTED")).status_code == 409
    await browser.network.do(meetings.cancel_meeting, meeting=meeting, reason="Neige")
    assert (await browser.see(path)).status_code == 410
    sent = await browser.send(path, answer="ACCEPTED")
    assert (sent.status_code, "annulée" in sent.text) == (409, True)
    assert await browser.answers() == []


async def test_a_partner_s_contact_answers_and_learns_no_names(browser: Browser):
    path = browser.path(Purpose.INVITATION, await browser.meeting(), who="contact")
    page = await browser.see(path)
    assert (page.status_code, "remplace" in page.text) == (200, False)
    assert (await browser.send(path, answer="DECLINED")).status_code == 200
    assert await browser.answers() == ["contact"]


async def test_a_decision_record_is_read_and_nothing_else(browser: Browser):
    network = browser.network
    meeting = await network.opened(0, 1)
    path = browser.path(Purpose.DECISION_RECORD, meeting)
    assert (await browser.see(path)).status_code == 410, "it is not closed"
    await network.do(meetings.close_meeting, meeting=meeting)
    page = await browser.see(path)
    assert (page.status_code, "Aucune décision n’a été prise." in page.text) == (200, True)
    assert (await browser.http.post(path, data={})).status_code == 405
    assert (await browser.see(browser.path(Purpose.DECISION_RECORD, meeting, who="contact"))).status_code == 403


async def test_who_was_erased_or_never_was_comes_to_nothing(browser: Browser):
    poll = await browser.poll()
    nobody = await browser.network.made(people.register_person, given_name="Yann", family_name="Essai")
    browser.network.people["nobody"] = nobody
    assert (await browser.see(browser.path(Purpose.DATE_POLL, poll, who="nobody"))).status_code == 410


async def test_no_log_holds_a_link_and_no_page_says_what_broke(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async def broken(*_: object) -> None:
        raise ConnectionError("the secret address of the database")

    caplog.set_level("DEBUG")
    path = browser.path(Purpose.DATE_POLL, await browser.poll())
    await browser.send(path, **{"option-1": "YES"})
    monkeypatch.setattr(poll_page, "date_polls_by_id", broken)
    page = await browser.see(path)
    assert (page.status_code, "secret" in page.text) == (500, False)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not [line for line in ours if path.removeprefix("/poll/") in line]
    assert configuration(lambda: None, 1).access_log is False
