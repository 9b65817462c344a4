"""The page of a meeting over a real socket: shown to who is signed in and may see it, by way of /sign-in and back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from maillage.accounts import sessions
from maillage.accounts.sessions import Membership
from maillage.domain.agenda import Purpose
from maillage.domain.calendar import day_of
from maillage.domain.invitation_facts import Answer
from maillage.domain.meeting_facts import MeetingKind
from maillage.eventstore.database import Database
from maillage.graphql.ids import encode_id
from maillage.http_edge.meeting_words import UNKNOWN
from maillage.projections import french
from maillage.reports.addresses import meeting_page
from maillage.usecases import agenda, collectivities, invitations, meetings, recording
from maillage.usecases.recording import WasPresent
from tests.http_edge.browser import browser, tab
from tests.http_edge.visitors import House, house_of
from tests.network import HOUR, Network, founded, installed, peopled

SUMMER = datetime(datetime.now(UTC).year + 1, 7, 1, 12, 30, tzinfo=UTC)  # 14 h 30 in Paris
MARKUP = "<script>alert(1)</script> & « co »"
ROLES = ("coordinator", "officer 0", "ambassador 1", "auditor", "contact")
MEMBERS = ROLES[:-1]


@dataclass
class Site:
    """Pages, as people of a network see them in whose browsers a session was left."""

    network: Network
    elsewhere: Network
    http: httpx.AsyncClient

    @property
    def pool(self) -> Any:
        return self.network.running.pool

    async def session(self, who: str, network: Network | None = None) -> str:
        """A secret of theirs."""
        network = network or self.network
        chosen = Membership(network.id, network.people[who])
        opened = await sessions.open_session(self.pool, address="x", chosen=chosen, client="", now=datetime.now(UTC))
        return opened.secret

    async def get(self, path: str, secret: str | None, **headers: str) -> httpx.Response:
        kept = {"cookie": f"maillage={secret}"} if secret else {}
        return await self.http.get(path, headers=kept | headers)

    async def see(self, meeting: UUID, who: str, **headers: str) -> httpx.Response:
        return await self.get(meeting_page("", meeting), await self.session(who), **headers)

    async def shown(self, meeting: UUID, who: str, **headers: str) -> str:
        answer = await self.see(meeting, who, **headers)
        assert answer.status_code == 200, answer.text
        return text(answer)

    async def meeting(self, title: str = "Comité d’été", *invited: str, **fields: Any) -> UUID:
        slot = {"starts_at": SUMMER, "ends_at": SUMMER + 2 * HOUR, "place": "Salle <b>1</b>", **fields}
        planned = await self.network.planned(title, MeetingKind.WORKING_GROUP)
        meeting = await self.network.made(meetings.schedule_meeting, meeting=planned, **slot)
        if invited:
            asked = tuple(self.network.people[who] for who in invited)
            await self.network.do(invitations.send_invitations, meeting=meeting, people=asked)
        return meeting

    async def item(self, meeting: UUID, title: str, minutes: int | None = None) -> None:
        item = {"title": title, "purpose": Purpose.DISCUSSION, "minutes": minutes}
        await self.network.do(agenda.propose_agenda_item, meeting=meeting, **item)


def text(answer: httpx.Response) -> str:
    """What stands on a page, as it is read."""
    body = answer.text.partition("<main>")[2]
    return unescape(re.sub(r"<[^>]+>", "", body))


@pytest.fixture
async def site(database: Database) -> AsyncIterator[Site]:
    async with installed(database) as installation:
        running = installation.running
        yield Site(await peopled(running), await founded(running, "Un autre réseau"), installation.http)


@pytest.fixture
async def house(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    async with house_of(database, tmp_path) as house:
        yield house


# What it shows ----------------------------------------------------------------------


async def test_it_shows_when_where_and_about_what_as_the_french_write_it(site: Site):
    meeting = await site.meeting(call_link="https://visio.example/r?a=1&b=2")
    await site.item(meeting, "Bilan", 20)
    await site.item(meeting, "Suite")
    answer = await site.see(meeting, "officer 0")
    shown = text(answer)
    year = SUMMER.year
    assert re.search(rf"^\w+ 1er juillet {year} de 14 h 30 à 16 h 30$", shown, re.MULTILINE)
    for line in ("Comité d’été", "Groupe de travail · Fixée", "Lieu : Salle <b>1</b>", "Bilan (20 min)", "Suite"):
        assert line in shown.splitlines(), line
    assert 'Par visioconférence : <a href="https://visio.example/r?a=1&amp;b=2" rel="noreferrer">' in answer.text
    assert '<html lang="fr">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")


async def test_it_is_in_english_where_that_is_asked_for(site: Site):
    meeting = await site.meeting("Summer", "officer 0")
    shown = await site.shown(meeting, "coordinator", **{"accept-language": "en"})
    assert "Working group · Scheduled" in shown
    assert f"1 July {SUMMER.year} from 14:30 to 16:30" in shown
    assert "Officer 0 Essai: no answer yet" in shown


async def test_the_agenda_is_the_one_that_was_published_last(site: Site):
    meeting = await site.meeting()
    await site.item(meeting, "Bilan")
    await site.network.do(agenda.publish_agenda, meeting=meeting)
    await site.item(meeting, "Après coup")
    shown = await site.shown(meeting, "auditor")
    assert "Bilan" in shown
    assert "Après coup" not in shown


async def test_what_people_wrote_stays_text(site: Site):
    meeting = await site.meeting(MARKUP, "officer 0")
    await site.item(meeting, MARKUP)
    said = {"answer": Answer.DECLINED, "substitute": None, "comment": MARKUP}
    await site.network.do(invitations.answer_invitation, by="officer 0", meeting=meeting, **said)
    answer = await site.see(meeting, "coordinator")
    assert "<script" not in answer.text
    assert "<b>1" not in answer.text
    assert answer.text.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; « co »") == 4, "title twice, item, comment"


async def test_a_meeting_that_is_cancelled_says_so_and_why(site: Site):
    meeting = await site.meeting("Comité", "officer 0")
    await site.network.do(meetings.cancel_meeting, meeting=meeting, reason="Neige")
    answer = await site.see(meeting, "officer 0")
    assert "Groupe de travail · Annulée" in text(answer)
    assert "Motif : Neige" in text(answer)
    assert "/invitation/" not in answer.text


async def test_one_without_a_date_has_a_page_too(site: Site):
    assert "La date n’est pas encore fixée." in await site.shown(await site.network.planned(), "officer 0")


async def test_one_recorded_for_a_whole_day_has_no_hours(site: Site):
    today = day_of(datetime.now(UTC))
    present = [WasPresent(site.network.people["ambassador 0"])]
    meeting = await site.network.made(recording.record_meeting, title="Tournée", on=today, present=present)
    shown = await site.shown(meeting, "officer 1")
    assert french.day(today).capitalize() in shown.splitlines()
    assert "Ambassador" not in shown


async def test_once_it_is_closed_it_shows_the_decision_record_to_who_may_read_it(site: Site):
    network = site.network
    meeting = await network.scheduled("Comité d’été")
    await network.do(invitations.send_invitations, meeting=meeting, people=(network.people["contact"],))
    await network.do(meetings.open_meeting, meeting=meeting)
    assert "Relevé" not in await site.shown(meeting, "auditor")
    await network.do(meetings.close_meeting, meeting=meeting)
    for who in MEMBERS:
        shown = await site.shown(meeting, who)
        assert "Relevé de décisions : Comité d’été" in shown
        assert "Aucune décision n’a été prise." in shown
    assert "Relevé" not in await site.shown(meeting, "contact")


# Who is invited -----------------------------------------------------------------------


async def test_answers_are_told_by_name_to_who_reads_the_directory_and_to_nobody_else(site: Site):
    network = site.network
    meeting = await site.meeting("Comité", "officer 0", "ambassador 1", "contact")
    instead = {"answer": Answer.SUBSTITUTE, "substitute": network.people["ambassador 0"], "comment": None}
    await network.do(invitations.answer_invitation, by="officer 0", meeting=meeting, **instead)
    own = {"answer": Answer.ACCEPTED, "substitute": None, "comment": "En train"}
    await network.do(invitations.answer_invitation, by="contact", meeting=meeting, **own)
    for who in ("coordinator", "auditor"):
        lines = (await site.shown(meeting, who)).splitlines()
        assert "Officer 0 Essai : Se fera remplacer par Ambassador 0 Essai" in lines
        assert "Ambassador 1 Essai : pas encore de réponse" in lines
        assert "Contact Essai : Participera (« En train »)" in lines
    assert "Vous : pas encore de réponse" in await site.shown(meeting, "ambassador 1")
    shown = await site.shown(meeting, "contact")
    assert "Vous : Participera (« En train »)" in shown
    assert "Essai" not in shown, "names are the directory's"
    assert "remplacer" not in shown


async def test_who_is_invited_gets_to_the_page_to_answer_on_and_nobody_else_does(site: Site):
    meeting = await site.meeting("Comité", "officer 0", "contact", "auditor")
    for who in ("officer 0", "contact"):
        [path] = re.findall(r'href="(/invitation/[^"]+)"', (await site.see(meeting, who)).text)
        answering = await site.http.get(path)
        assert "Votre réponse" in answering.text
        command = re.search(r'name="command" value="([^"]+)"', answering.text)
        assert command
        done = await site.http.post(path, data={"command": command[1], "answer": "ACCEPTED"})
        assert done.status_code == 200
        assert "Vous : Participera" in await site.shown(meeting, who)
    for who in ("coordinator", "ambassador 1", "auditor"):
        assert "/invitation/" not in (await site.see(meeting, who)).text
    await site.network.do(meetings.open_meeting, meeting=meeting)
    assert "/invitation/" not in (await site.see(meeting, "officer 0")).text


async def test_an_erased_person_is_named_as_such(site: Site):
    meeting = await site.meeting("Comité", "officer 0")
    await site.pool.execute(
        "UPDATE people SET given_name = NULL, family_name = NULL WHERE id = $1", site.network.people["officer 0"]
    )
    assert "une personne effacée : pas encore de réponse" in await site.shown(meeting, "coordinator")


# Who may see it -------------------------------------------------------------------------


async def test_each_role_sees_what_it_may(site: Site):
    to_all, asked = await site.meeting("À tous"), await site.meeting("Avec l’ADEME", "contact")
    for who in ROLES:
        assert "Avec l’ADEME" in await site.shown(asked, who)
    for who in MEMBERS:
        assert "À tous" in await site.shown(to_all, who)
    assert (await site.see(to_all, "contact")).status_code == 404


async def test_what_is_not_there_and_what_is_not_to_be_seen_are_one_page(site: Site):
    meeting = await site.meeting()
    contact, stranger = await site.session("contact"), await site.session("coordinator", site.elsewhere)
    gone = await site.session("ambassador 2")
    left = {"collectivity": site.network.members[2], "on": day_of(datetime.now(UTC))}
    await site.network.do(collectivities.withdraw_collectivity, **left)
    paths = [meeting_page("", meeting), meeting_page("", uuid4())]
    answers = [await site.get(path, secret) for path in paths for secret in (contact, stranger, gone)]
    made_up = ("mtg_x", encode_id("per", meeting), str(meeting), "é", "%00", "%2F%2Fevil.example", "..%2Fgraphiql")
    answers += [await site.get(f"/meeting/{id}", await site.session("officer 0")) for id in made_up[:5]]
    answers += [await site.get("/meeting/mtg_x", None)]
    assert {(each.status_code, each.text) for each in answers} == {(404, answers[0].text)}
    assert UNKNOWN["fr"][1] in unescape(answers[0].text)
    for id in made_up[5:]:
        assert (await site.get(f"/meeting/{id}", None)).status_code == 404


async def test_it_only_shows(site: Site):
    path = meeting_page("", await site.meeting())
    assert (await site.http.post(path)).status_code == 405


# By way of /sign-in -----------------------------------------------------------------------


def way_back(answer: httpx.Response) -> str:
    """What the browser keeps of it."""
    found = re.search(r"maillage-meeting=([^;]*)", "\n".join(answer.headers.get_list("set-cookie")))
    assert found
    return found[1]


async def test_who_is_not_signed_in_is_led_to_it_alike_whether_or_not_there_is_such_a_meeting(site: Site):
    for id in (await site.meeting(), uuid4()):
        answer = await site.get(meeting_page("", id), None)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["set-cookie"] == (
            f"maillage-meeting={encode_id('mtg', id)}; HttpOnly; Max-Age=900; Path=/; SameSite=Lax"
        )


async def test_a_session_that_is_over_is_none(site: Site):
    path = meeting_page("", await site.meeting())
    ended = [await site.session("officer 0") for _ in range(3)]
    assert [(await site.get(path, secret)).status_code for secret in ended] == [200] * 3
    await site.pool.execute("UPDATE sessions SET expires_at = $1", datetime.now(UTC))
    assert [(await site.get(path, secret)).status_code for secret in ended] == [303] * 3
    idle = await site.session("officer 0")
    await site.pool.execute("UPDATE sessions SET last_used_at = $1", datetime.now(UTC) - timedelta(days=31))
    for secret in (idle, "mls_x", "", "x" * 5000):
        assert (await site.get(path, secret or None)).status_code == 303


async def test_a_code_leads_back_once(house: House):
    path = meeting_page("", await house.network.scheduled("Comité d’été"))
    async with house.browser() as http:
        assert (await http.get(path)).headers["location"] == "/sign-in"
        sign_in = await house.ask(http)
        answer = await http.post("/sign-in/code", data={"signIn": sign_in, "code": (await house.mail()).code})
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert way_back(answer) == '""'
        assert "Comité d’été" in (await http.get(path)).text
        await http.post("/sign-out")
        sign_in = await house.ask(http)
        answer = await http.post("/sign-in/code", data={"signIn": sign_in, "code": (await house.mail()).code})
        assert answer.headers["location"] == "/sign-in", "what was done is forgotten"


async def test_the_link_of_the_message_leads_back_too(house: House):
    path = meeting_page("", await house.network.scheduled())
    async with house.browser() as http:
        await http.get(path)
        await house.ask(http)
        answer = await http.post((await house.mail()).link)
        assert (answer.status_code, answer.headers["location"]) == (303, path)


async def test_of_several_networks_the_one_that_is_chosen_decides(house: House):
    other = await house.another_network("Autre réseau")
    path = meeting_page("", await house.network.scheduled("Comité d’été"))
    async with house.browser() as http:
        await http.get(path)
        sign_in = await house.ask(http)
        answer = await http.post("/sign-in/code", data={"signIn": sign_in, "code": (await house.mail()).code})
        assert answer.headers["location"] == "/sign-in", "to choose first"
        assert (await http.get(path)).headers["location"] == "/sign-in", "nobody yet"
        for network, status in ((other, 404), (house.network, 200)):
            me = encode_id("per", network.people["coordinator"])
            chosen = await http.post("/sign-in/network", data={"membership": me})
            assert chosen.headers["location"] == (path if network is other else "/sign-in")
            assert (await http.get(path)).status_code == status


@pytest.mark.parametrize(
    "kept",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/meeting/mtg_aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "/meeting/mtg_aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "mtg_aaaaaaaaaaaaaaaaaaaaaaaaaa@evil.example",
        "mtg_aaaaaaaaaaaaaaaaaaaaaaaaaa/../../graphiql",
        '"mtg_aaaaaaaaaaaaaaaaaaaaaaaa\\015\\012Location: https://evil.example"',
        "mtg_aaaaaaaaaaaaaaaaaaaaaaaaaa%0d%0aset-cookie: x=y",
        "per_aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "javascript:alert(1)",
        "",
    ],
)
async def test_nobody_is_led_anywhere_but_to_a_meeting(house: House, kept: str):
    async with house.browser() as http:
        sign_in = await house.ask(http)
        sent = {"signIn": sign_in, "code": (await house.mail()).code}
        answer = await http.post("/sign-in/code", data=sent, headers={"cookie": f"maillage-meeting={kept}"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert {name.partition("=")[0] for name in answer.headers.get_list("set-cookie")} == {
            "maillage",
            "maillage-meeting",
        }
        for name in ("next", "to", "return", "location"):
            there = await http.get(f"/sign-in?{name}=https://evil.example")
            assert "evil" not in there.text


async def test_an_app_is_led_nowhere(house: House):
    sign_in = await house.begins()
    sent = {"signIn": sign_in, "code": (await house.mail()).code}
    kept = {"cookie": f"maillage-meeting={encode_id('mtg', uuid4())}"}
    answer = await house.installation.http.post("/sign-in/code", json=sent, headers=kept)
    assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)


@pytest.mark.full
async def test_a_person_follows_a_calendar_entry_in_a_browser(house: House):
    program = browser()
    if program is None:
        pytest.skip("no browser: install chromium, or name one in MAILLAGE_BROWSER")
    site = f"http://{house.installation.address}"
    page_of_it = meeting_page(site, await house.network.scheduled("Comité d’été"))
    async with tab(program) as page:
        await page.call("Page.navigate", url=page_of_it)
        await page.until("!!document.querySelector('#email')")
        await page.evaluate("document.querySelector('#email').value = 'claire@syndicat.example'")
        await page.evaluate("document.querySelector('button.main').click()")
        await page.until("!!document.querySelector('#code')")
        await page.evaluate(f"document.querySelector('#code').value = '{(await house.mail()).code}'")
        await page.evaluate("document.querySelector('button.main').click()")
        await page.until("document.querySelector('h1')?.textContent === 'Comité d’été'")
        assert await page.evaluate("location.href") == page_of_it
        assert page.complaints == []
