"""Signing in over a real socket: by code or by link, once, in time, and telling nobody who is known."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import UTC, datetime, timedelta
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import uuid4

import pytest

from maillage.accounts.sign_ins import REQUESTS_PER_ADDRESS, TRIES, Keys, network_of
from maillage.eventstore.database import Database
from maillage.eventstore.opaque import Seal
from maillage.http_edge.devices import device_of
from maillage.http_edge.sign_in import cookie_of
from maillage.processes import letters
from maillage.processes import sign_ins as sign_in_letters
from maillage.processes.post import Post
from maillage.processes.reading import Reading
from maillage.processes.transport import Smtp, Unreachable
from maillage.usecases import meetings
from tests.http_edge.visitors import CLAIRE, VIEWER, House, house_of
from tests.processes.mail_server import mail_server


@pytest.fixture
async def house(database: Database, tmp_path: Path):
    async with house_of(database, tmp_path) as house:
        yield house


TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'accounts'::regnamespace"


async def sessions_opened(house: House) -> int:
    return int(await house.pool.fetchval("SELECT count(*) FROM sessions"))


def wrong(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)


# The way in --------------------------------------------------------------------------


async def test_a_code_opens_a_session_in_a_browser(house: House):
    async with house.browser() as http:
        form = await http.get("/sign-in")
        assert '<label for="email">Votre adresse électronique</label>' in form.text
        sign_in = await house.ask(http, " Claire@Syndicat.EXAMPLE ")
        mail = await house.mail()
        assert mail.to == f"Claire Essai <{CLAIRE}>"
        answer = await http.post("/sign-in/code", data={"signIn": sign_in, "code": mail.code.replace(" ", "")})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        cookie = answer.headers["set-cookie"]
        assert re.match(r"maillage=mls_[a-z2-7]{59}; HttpOnly; Max-Age=15552000; Path=/; SameSite=Lax$", cookie)
        inside = await http.get("/sign-in")
        assert "Claire Essai, réseau « Réseau d’essai »." in inside.text
        assert (await http.post("/graphql", json=VIEWER)).json()["data"]["viewer"]["givenName"] == "Claire"


async def test_the_link_shows_a_button_as_often_as_anybody_looks_and_only_its_button_opens(house: House):
    async with house.browser() as http:
        await house.ask(http)
        link = (await house.mail()).link
    async with house.browser() as http:
        for _ in range(2):
            page = await http.get(link)
            assert page.status_code == 200
            assert f'<form method="post" action="{link}">' in page.text
            assert "set-cookie" not in page.headers
        assert await sessions_opened(house) == 0
        assert (await http.post(link)).status_code == 303
        assert "Claire Essai" in (await http.get("/sign-in")).text
    async with house.browser() as http:
        again = await http.post(link)
        assert again.status_code == 403
        assert "set-cookie" not in again.headers


async def test_an_app_gets_a_bearer_and_no_cookie(house: House):
    sign_in = await house.begins()
    answer = await house.verifies(sign_in, (await house.mail()).code)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert told["membership"]["network"] == {
        "id": house.installation.api(house.network, house.network).id("net", house.network.id),
        "name": "Réseau d’essai",
        "slug": "reseau-d-essai",
    }
    assert told["memberships"] == [told["membership"]]
    viewer = (await house.viewer(told["token"])).json()["data"]["viewer"]
    assert viewer == {"givenName": "Claire", "networks": [{"slug": "reseau-d-essai"}]}


async def test_the_message_is_in_both_languages_and_says_what_to_do_with_it(house: House):
    await house.begins()
    text = (await house.mail()).text
    assert text.startswith("Bonjour Claire,\n\nVotre code pour entrer dans Maillage :\n\n    ")
    assert "Ne les donnez à personne" in text
    assert text.index("Hello Claire,") < text.rindex("10 minutes, once")


async def test_pages_are_in_english_where_that_is_asked_for(house: House):
    async with house.browser(**{"accept-language": "en"}) as http:
        assert "Your e-mail address" in (await http.get("/sign-in")).text
        await house.enters(http)
        assert "Claire Essai, network “Réseau d’essai”." in (await http.get("/sign-in")).text


# Once, in time, five tries -------------------------------------------------------------


async def test_a_code_is_good_once_and_ends_the_link_with_it(house: House):
    sign_in = await house.begins()
    mail = await house.mail()
    assert (await house.verifies(sign_in, mail.code)).status_code == 200
    assert (await house.verifies(sign_in, mail.code)).json()["errors"][0]["code"] == "SIGN_IN_REFUSED"
    async with house.browser() as http:
        assert (await http.post(mail.link)).status_code == 403
    assert await sessions_opened(house) == 1


async def test_of_many_at_once_with_the_right_code_one_wins(house: House):
    sign_in = await house.begins()
    mail = await house.mail()
    answers = await asyncio.gather(*(house.verifies(sign_in, mail.code) for _ in range(TRIES)))
    assert sorted(answer.status_code for answer in answers) == [200] + [403] * (TRIES - 1)
    assert await sessions_opened(house) == 1


async def test_after_five_wrong_codes_the_right_one_opens_nothing(house: House):
    sign_in = await house.begins()
    mail = await house.mail()
    answers = await asyncio.gather(*(house.verifies(sign_in, wrong(mail.code)) for _ in range(TRIES + 3)))
    assert {answer.status_code for answer in answers} == {403}
    assert await house.left(sign_in) == 0
    assert (await house.verifies(sign_in, mail.code)).status_code == 403
    assert await sessions_opened(house) == 0


async def test_the_fifth_try_may_be_the_right_one(house: House):
    sign_in = await house.begins()
    mail = await house.mail()
    for _ in range(TRIES - 1):
        assert (await house.verifies(sign_in, wrong(mail.code))).status_code == 403
    assert (await house.verifies(sign_in, mail.code)).status_code == 200


async def test_after_ten_minutes_neither_code_nor_link_opens_anything(house: House):
    sign_in = await house.begins()
    mail = await house.mail()
    await house.pool.execute("UPDATE sign_ins SET expires_at = $1", datetime.now(UTC))
    assert (await house.verifies(sign_in, mail.code)).status_code == 403
    async with house.browser() as http:
        assert (await http.post(mail.link)).status_code == 403
    assert await sessions_opened(house) == 0


@pytest.mark.parametrize("sign_in", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
async def test_a_request_that_was_never_made_is_refused_like_a_wrong_code(house: House, sign_in: str):
    known = await house.begins()
    refused = await house.verifies(known, "0000 0000")
    made_up = await house.verifies(sign_in, "0000 0000")
    assert made_up.status_code == refused.status_code == 403
    assert made_up.json()["errors"][0]["message"] == refused.json()["errors"][0]["message"]


@pytest.mark.parametrize("link", ["x", "A" * 43, "é"])
async def test_a_link_that_was_made_up_is_refused(house: House, link: str):
    async with house.browser() as http:
        assert (await http.get(f"/sign-in/link/{link}")).status_code == 200
        assert (await http.post(f"/sign-in/link/{link}")).status_code == 403


# Who is known ---------------------------------------------------------------------------


async def test_an_unknown_address_gets_the_same_answer_and_no_message(house: House):
    async with house.browser() as http:
        pages = [await http.post("/sign-in", data={"email": email}) for email in (CLAIRE, "nobody@orme.example")]
    bodies = [re.sub(r'value="[0-9a-f-]{36}"', "", page.text) for page in pages]
    assert bodies[0] == bodies[1]
    told = [{name: value for name, value in page.headers.items() if name != "date"} for page in pages]
    assert told[0] == told[1]
    assert pages[0].status_code == pages[1].status_code == 200
    assert "set-cookie" not in pages[0].headers
    assert [mail.to for mail in await house.mails()] == [f"Claire Essai <{CLAIRE}>"]
    assert await house.pool.fetchval("SELECT count(*) FROM sign_ins WHERE told_at IS NULL") == 0


async def test_a_code_goes_to_the_mailbox_that_it_proves_and_to_no_other(house: House):
    running = house.installation.running
    for somebody_else in ("mallory@evil.example", "clai\u0307re@syndicat.example", None):
        await house.begins()
        async with running.pool.acquire() as db, db.transaction():
            url, sender = "https://reseau.example", "reseau@syndicat.example"
            reading = Reading(running.pool, running.keyring, url, sender, datetime.now(UTC))
            assert await sign_in_letters.address_next(db, reading)
        await house.has_address("coordinator", somebody_else)
        assert await house.mails() == []
        await house.has_address("coordinator", CLAIRE.upper())
    await house.begins()
    assert CLAIRE.upper() in (await house.mail()).to, "capitals apart"


async def test_the_letter_of_a_sign_in_is_forgotten_a_day_after_it_left(house: House):
    await house.begins()
    await house.mail()
    for age, left in (("23 hours", 1), ("2 hours", 0)):
        await house.pool.execute(f"UPDATE letters SET settled_at = settled_at - interval '{age}'")
        await letters.forget(house.pool)
        assert await house.pool.fetchval("SELECT count(*) FROM letters") == left


async def test_whoever_holds_nothing_any_more_gets_no_message(house: House):
    await house.pool.execute("UPDATE coordinators SET until = since")
    await house.begins()
    assert await house.mails() == []


async def test_whoever_lost_everything_since_the_message_does_not_get_in(house: House):
    sign_in = await house.begins()
    mail = await house.mail()
    await house.pool.execute("UPDATE coordinators SET until = since")
    assert (await house.verifies(sign_in, mail.code)).json()["errors"][0]["code"] == "NOBODY_THERE"
    assert await sessions_opened(house) == 0


@pytest.mark.parametrize("email", ["", "claire", "@example", "a b@example.org", "x@" + "y" * 260, "a\n@example.org"])
async def test_what_is_no_address_is_said_at_once(house: House, email: str):
    async with house.browser() as http:
        page = await http.post("/sign-in", data={"email": email})
    assert page.status_code == 400
    assert 'role="alert">Ce n’est pas une adresse électronique.' in page.text


# Limits -----------------------------------------------------------------------------------


async def test_an_address_known_or_not_asks_only_so_often_and_a_restart_changes_nothing(
    database: Database, tmp_path: Path
):
    async with house_of(database, tmp_path) as house:
        for email in (CLAIRE, "nobody@orme.example"):
            for _ in range(REQUESTS_PER_ADDRESS):
                assert await house.begins(email)
    async with house_of(database, tmp_path, "Un autre réseau") as house:
        refused = [
            await house.installation.http.post("/sign-in", json={"email": email})
            for email in (CLAIRE.upper(), "nobody@orme.example")
        ]
        assert [answer.status_code for answer in refused] == [429, 429]
        assert refused[0].json() == refused[1].json()
        assert refused[0].json()["errors"][0]["code"] == "TOO_MANY_SIGN_INS"
        assert await house.begins("another@orme.example")
        await house.pool.execute("UPDATE sign_in_counts SET since = since - $1::interval", timedelta(hours=1))
        assert await house.begins()
        left = await house.pool.fetchval("SELECT count(*) FROM sign_in_counts")
        assert left == 2, "one address and one client: what has passed is forgotten"


async def test_guesses_at_an_address_are_counted_over_all_its_requests(house: House):
    guesses = 0
    for _ in range(REQUESTS_PER_ADDRESS):
        sign_in = await house.begins()
        while (await house.left(sign_in)) and guesses < 1000:
            await house.verifies(sign_in, "0000 0000")
            guesses += 1
    assert guesses == REQUESTS_PER_ADDRESS * TRIES
    assert (await house.installation.http.post("/sign-in", json={"email": CLAIRE})).status_code == 429


def test_clients_are_counted_by_the_network_that_a_subscriber_has():
    assert network_of("192.0.2.7") == network_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:2")
    assert network_of("2001:db8::1") != network_of("2001:db8:0:1::1")
    assert network_of("testclient") == "testclient"


# Secrets ------------------------------------------------------------------------------------


async def test_neither_code_nor_link_nor_session_nor_address_stands_in_the_database_or_the_log(
    house: House, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    sign_in = await house.begins()
    async with house.browser() as http:
        await house.ask(http)
        mails = await house.mails()
        await http.post(mails[0].link)
        await http.get("/sign-in")
        cookie = http.cookies["maillage"]
    await house.verifies(sign_in, mails[1].code)
    secrets = [cookie]
    for mail in mails:
        secrets += [mail.link[-40:], mail.code, mail.code.replace(" ", "")]
    tables = await house.pool.fetch(TABLES)
    assert {"sign_ins", "sessions", "letters"} <= {row["relname"] for row in tables}
    kept = [
        row["text"]
        for table in tables
        for row in await house.pool.fetch(f"SELECT t::text AS text FROM accounts.{table['relname']} t")
    ]
    assert len(kept) > 5
    for secret in [*secrets, CLAIRE, "127.0.0.1"]:
        assert not any(secret in row for row in kept), secret
    theirs = ("httpx", "httpcore")  # of the client in this test
    ours = "\n".join(each.getMessage() for each in caplog.records if not each.name.startswith(theirs))
    for secret in [*secrets, CLAIRE]:
        assert secret not in ours


def test_another_key_file_makes_other_codes():
    here, there = (Keys.of(partial(Seal.derived, secret * 32)) for secret in (b"1", b"2"))
    id = uuid4()
    assert here.code(id) == here.code(id) != there.code(id)
    assert re.fullmatch(r"\d{8}", here.code(id))
    assert here.link(id) != there.link(id)


# The post -------------------------------------------------------------------------------------


async def test_the_message_goes_before_all_that_waits(house: House):
    meeting = await house.network.made(meetings.open_meeting, meeting=await house.network.scheduled())
    await house.network.made(meetings.close_meeting, meeting=meeting)
    await house.begins()
    await house.mails()
    first, last = await house.pool.fetch("SELECT kind FROM letters ORDER BY settled_at")
    assert (first["kind"], last["kind"]) == ("SIGN_IN", "DECISION_RECORD")


async def test_a_message_that_comes_too_late_is_dropped(house: House):
    await house.begins()
    await house.pool.execute("UPDATE sign_ins SET told_at = NULL")
    async with mail_server() as box:
        port = box.port
    running = house.installation.running
    away = Smtp("127.0.0.1", port, "none", "reseau@syndicat.example")
    with pytest.raises(Unreachable):
        await Post(running.pool, running.keyring, running.database.connect, away, "https://reseau.example").round()
    await house.pool.execute("UPDATE letters SET give_up_at = $1", datetime.now(UTC))
    assert await house.mails() == []
    assert await house.pool.fetchval("SELECT state FROM letters") == "DROPPED"


# Devices and cookies ---------------------------------------------------------------------------


def test_a_cookie_is_kept_to_the_host_where_the_site_has_tls():
    assert cookie_of("https://reseau.example") == "__Host-maillage"
    assert cookie_of("http://reseau.example") == cookie_of(None) == "maillage"
    made: SimpleCookie = SimpleCookie({"__Host-maillage": "x"})
    assert made.output(header="").strip() == "__Host-maillage=x"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0", "Firefox, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("MaillageMobile/1.4", "MaillageMobile"),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_told_by_browser_and_system(agent: str, device: str):
    assert device_of(agent) == device
