"""Calendars to subscribe to: made once, read by programs, revoked; and what each role reads by one."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from ical.event import EventStatus
from starlette.applications import Starlette

from maillage.accounts.token_text import CALENDAR, new_token
from maillage.domain.calendar_feeds import MOST_FEEDS
from maillage.graphql.quotas import Rate
from maillage.http_edge import calendar
from maillage.usecases import calendar_feeds, collectivities, invitations, meetings, networks
from tests.graphql.attempts.attempt import SLOT
from tests.network import Api
from tests.reports.reading import read
from tests.serving import serve

OWN = "{ viewer { calendarFeeds { id kind createdAt lastReadAt } } }"
ROLES = ("coordinator", "officer 0", "ambassador 1", "auditor", "contact")


async def subscribed(api: Api, who: str = "officer 0", kind: str = "PERSON") -> str:
    """The path of a new feed."""
    made = await api.command("createCalendarFeed", who, "calendarFeed { url }", kind=kind)
    assert made["errors"] == []
    url: str = made["calendarFeed"]["url"]
    assert url.startswith("http://127.0.0.1:")
    return url[url.index("/calendar/") :]


async def titles(api: Api, path: str) -> list[str]:
    answer = await api.http.get(path)
    assert answer.status_code == 200, answer.text
    return [event.summary for event in read(answer.content).events]


async def own(api: Api, who: str = "officer 0") -> Any:
    return (await api.read(OWN, who))["viewer"]["calendarFeeds"]


async def test_a_program_reads_a_calendar_by_its_address_alone(api: Api):
    await api.network.scheduled("Comité, 1re partie")
    path = await subscribed(api)
    answer = await api.http.get(path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["referrer-policy"] == "no-referrer"
    calendar = read(answer.content)
    assert (calendar.method, [event.summary for event in calendar.events]) == ("PUBLISH", ["Comité, 1re partie"])
    assert f"NAME:{api.network.name}" in answer.text
    head = await api.http.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", answer.headers["etag"])
    assert (await api.http.post(path)).status_code == 405


async def test_each_entry_leads_back_to_the_page_of_its_meeting(api: Api):
    made = await api.command("createCalendarFeed", "contact", "calendarFeed { url }", kind="PERSON")
    site, _, secret = made["calendarFeed"]["url"].partition("/calendar/")
    meeting = await api.network.scheduled("Avec l’ADEME")
    guest = (api.network.people["contact"],)
    await api.network.do(invitations.send_invitations, meeting=meeting, people=guest)
    answer = await api.http.get(f"/calendar/{secret}")
    [event] = read(answer.content).events
    assert str(event.url) == f"{site}/meeting/{api.id('mtg', meeting)}"
    assert event.description == f"Détails : {event.url}"
    assert secret.removesuffix(".ics") not in answer.text
    page = await api.http.get(str(event.url).removeprefix(site))
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in"), "the address alone shows nothing"


async def test_what_has_not_changed_is_not_sent_again(api: Api):
    meeting = await api.network.scheduled()
    path = await subscribed(api)
    etag = (await api.http.get(path)).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        answer = await api.http.get(path, headers={"if-none-match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    await api.network.do(meetings.cancel_meeting, meeting=meeting, reason="Neige")
    changed = await api.http.get(path, headers={"if-none-match": etag})
    [event] = read(changed.content).events
    assert (changed.status_code, event.status, event.sequence) == (200, EventStatus.CANCELLED, 1)
    assert event.description == f"Motif : Neige\n\nDétails : {event.url}"


async def test_another_date_keeps_the_entry_and_raises_its_sequence(api: Api):
    meeting = await api.network.scheduled()
    path = await subscribed(api)
    [before] = read((await api.http.get(path)).content).events
    await api.command("rescheduleMeeting", meeting=api.id("mtg", meeting), reason="Salle prise", **SLOT)
    [after] = read((await api.http.get(path)).content).events
    assert (after.uid, before.sequence, after.sequence) == (before.uid, 0, 1)
    assert after.dtstart.isoformat() != before.dtstart.isoformat()


async def test_each_role_reads_what_it_may(api: Api):
    for title, guest in (("À tous", None), ("Avec l’ADEME", "contact"), ("Bureau", "officer 1")):
        meeting = await api.network.scheduled(title)
        if guest:
            await api.network.do(invitations.send_invitations, meeting=meeting, people=(api.network.people[guest],))
    personal = {who: await titles(api, await subscribed(api, who)) for who in (*ROLES, "officer 1")}
    assert personal.pop("contact") == ["Avec l’ADEME"]
    assert sorted(personal.pop("officer 1")) == ["Bureau", "À tous"]
    assert set(map(tuple, personal.values())) == {("À tous",)}
    for who in ROLES[:-1]:
        shown = await titles(api, await subscribed(api, who, "NETWORK"))
        assert sorted(shown) == ["Avec l’ADEME", "Bureau", "À tous"]
    assert await titles(api, await subscribed(api, "coordinator", "NETWORK"))


async def test_the_calendar_of_the_network_shows_its_closures(api: Api):
    days = {"first_day": api.today, "last_day": api.today}
    await api.network.do(networks.declare_closure_period, **days, label="Pont")
    assert await titles(api, await subscribed(api, "officer 0", "NETWORK")) == ["Fermeture : Pont"]
    assert await titles(api, await subscribed(api)) == []


async def test_the_address_is_told_once(api: Api):
    sent = {"commandId": str(uuid4()), "kind": "PERSON"}
    selection = "calendarFeed { id url createdAt }"
    first = await api.command("createCalendarFeed", "officer 0", selection, **sent)
    again = await api.command("createCalendarFeed", "officer 0", selection, **sent)
    assert again == {**first, "calendarFeed": {**first["calendarFeed"], "url": None}}
    [feed] = await own(api)
    assert (feed["id"], feed["lastReadAt"]) == (first["calendarFeed"]["id"], None)
    assert set(feed) == {"id", "kind", "createdAt", "lastReadAt"}


async def test_its_owner_sees_that_it_is_read_and_revokes_it(api: Api):
    path = await subscribed(api)
    await titles(api, path)
    [feed] = await own(api)
    assert feed["lastReadAt"] is not None
    assert await own(api, "officer 1") == []
    [error] = (await api.command("revokeCalendarFeed", "officer 1", feed=feed["id"]))["errors"]
    assert error["code"] == "CALENDAR_FEED_UNKNOWN"
    assert (await api.http.get(path)).status_code == 200
    for _ in range(2):
        done = await api.command("revokeCalendarFeed", "officer 0", "calendarFeed { revokedAt }", feed=feed["id"])
        assert (done["errors"], done["calendarFeed"]["revokedAt"] is None) == ([], False)
    assert await own(api) == []
    assert (await api.http.get(path)).status_code == 404


@pytest.mark.parametrize("kind", ["PERSON", "NETWORK"])
async def test_a_feed_ends_with_the_last_mandate_of_its_owner(api: Api, kind: str):
    path = await subscribed(api, "ambassador 2", kind)
    assert (await api.http.get(path)).status_code == 200
    gone = {"collectivity": api.network.members[2], "on": api.today}
    await api.network.do(collectivities.withdraw_collectivity, **gone)
    assert (await api.http.get(path)).status_code == 404


async def test_whatever_leads_nowhere_gets_the_same_answer(api: Api):
    path = await subscribed(api)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    [feed] = await own(api)
    await api.command("revokeCalendarFeed", "officer 0", feed=feed["id"])
    wrong = [path, "/calendar/x.ics", f"/calendar/{new_token(CALENDAR)}.ics", f"/calendar/{api.token('officer 0')}.ics"]
    answers = [await api.http.get(each) for each in (*wrong, f"/calendar/{secret.upper()}.ics", "/calendar/%00.ics")]
    told = {(each.status_code, each.text, each.headers["cache-control"]) for each in answers}
    assert told == {(404, "Not Found", "no-store")}


async def test_a_secret_opens_nothing_but_its_calendar(api: Api):
    secret = (await subscribed(api)).removeprefix("/calendar/").removesuffix(".ics")
    answer = await api.http.post(
        "/graphql", json={"query": "{ viewer { id } }"}, headers={"authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == 401


async def test_a_person_has_so_many_feeds_and_no_more(api: Api):
    feeds = [(await own(api)) for _ in range(MOST_FEEDS) if await subscribed(api)][-1]
    assert len(feeds) == MOST_FEEDS
    [error] = (await api.command("createCalendarFeed", "officer 0", kind="PERSON"))["errors"]
    assert error["code"] == "TOO_MANY_CALENDAR_FEEDS"
    assert error["message"] == "You have 20 calendar feeds already, 20 at most: revoke one."
    assert len(await own(api)) == MOST_FEEDS
    await api.command("revokeCalendarFeed", "officer 0", feed=feeds[0]["id"])
    await subscribed(api)


async def test_the_network_s_calendar_is_for_who_reads_every_meeting(api: Api):
    [error] = (await api.command("createCalendarFeed", "contact", kind="NETWORK"))["errors"]
    assert error["code"] == "NOT_ALLOWED"
    assert await own(api, "contact") == []


async def test_nothing_of_a_secret_gets_into_a_log(api: Api, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    path = await subscribed(api)
    await titles(api, path)
    ours = [each.getMessage() for each in caplog.records if not each.name.startswith("http")]  # the client of this test
    assert not any("mlc_" in message for message in ours)


# What one feed may cost -----------------------------------------------------------


async def test_a_feed_that_is_read_without_a_pause_is_told_to_wait(api: Api):
    path = await subscribed(api)

    async def open_(secret: str) -> calendar_feeds.Opened | None:
        return await calendar_feeds.opened_by(api.network.running.pool, secret, datetime.now(UTC))

    routes = calendar.routes(open_, "https://reseau.example", Rate(2))
    async with serve(Starlette(routes=routes)) as address, httpx.AsyncClient(base_url=f"http://{address}") as http:
        answers = [await http.get(path) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 31


async def stuck(_: str) -> None:
    await asyncio.sleep(60)


async def test_a_database_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calendar, "PATIENCE", 0.05)
    async with (
        serve(Starlette(routes=calendar.routes(stuck, "https://reseau.example"))) as address,
        httpx.AsyncClient(base_url=f"http://{address}") as http,
    ):
        answer = await http.get(f"/calendar/{new_token(CALENDAR)}.ics")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "300")
