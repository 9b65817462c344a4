"""The coordinator invites people to sign in, and sees who was reached."""

import asyncio
from pathlib import Path

from maillage.processes.post import Post
from maillage.processes.transport import Files
from maillage.usecases import people
from tests.network import Api

INVITED = "{ network { signInInvitations { nodes { person { name } kind kindLabel state } } } }"


async def test_who_is_invited_gets_a_message_that_opens_nothing_and_the_coordinator_sees_who_got_it(
    api: Api, tmp_path: Path
):
    officer = api.network.people["officer 0"]
    await api.network.do(people.give_contact_details, person=officer, email="o@orme.example", phone=None)
    input = {"people": [api.person("officer 0"), api.person("ambassador 0")]}
    done = await api.command("inviteToSignIn", selection="network { slug }", **input)
    assert (done["errors"], done["network"]) == ([], {"slug": api.network.slug})
    running = api.network.running
    post = Post(
        running.pool,
        running.keyring,
        running.database.connect,
        Files(tmp_path, "reseau@syndicat.example"),
        "https://reseau.example",
    )
    await post.round()
    texts = [path.read_text() for path in await asyncio.to_thread(lambda: list(tmp_path.glob("*.eml")))]
    assert sum("https://reseau.example/sign-in\n" in text.replace("\r\n", "\n") for text in texts) == 1
    nodes = (await api.read(INVITED))["network"]["signInInvitations"]["nodes"]
    assert {(each["person"]["name"], each["state"]) for each in nodes} == {
        ("Officer 0 Essai", "SENT"),
        ("Ambassador 0 Essai", "NO_ADDRESS"),
    }
    assert {each["kindLabel"] for each in nodes} == {"Invitation to sign in"}
    assert (await api.error(INVITED, "officer 0"))["code"] == "NOT_ALLOWED"


async def test_nobody_is_no_invitation(api: Api):
    [error] = (await api.command("inviteToSignIn", people=[]))["errors"]
    assert (error["code"], error["path"]) == ("NOBODY_INVITED", ["people"])


async def test_who_is_not_of_the_network_is_not_invited(api: Api):
    foreign = api.id("per", api.elsewhere.people["coordinator"])
    before = await api.network.facts()
    [error] = (await api.command("inviteToSignIn", people=[api.person("officer 0"), foreign]))["errors"]
    assert (error["code"], error["path"]) == ("NOT_FOUND", ["people"])
    assert await api.network.facts() == before
