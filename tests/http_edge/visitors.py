"""An installation whose people have mailboxes, and somebody who wants to sign in there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from maillage.eventstore.database import Database
from maillage.processes.post import Post
from maillage.processes.transport import Files
from maillage.usecases import people
from tests.network import Installation, Network, founded, installed

CLAIRE = "claire@syndicat.example"
VIEWER = {"query": "{ viewer { givenName networks { slug } } }"}


@dataclass(frozen=True)
class Mail:
    """What somebody finds in a mailbox."""

    to: str
    text: str

    @property
    def code(self) -> str:
        found = re.search(r"^    (\d{4} \d{4})$", self.text, re.MULTILINE)
        assert found
        return found[1]

    @property
    def link(self) -> str:
        found = re.search(r"^https://reseau\.example(/sign-in/link/\S+)$", self.text, re.MULTILINE)
        assert found
        return found[1]


@dataclass
class House:
    """A server, a network whose coordinator has a mailbox, and the post."""

    installation: Installation
    network: Network
    folder: Path

    @property
    def pool(self) -> Any:
        return self.installation.running.pool

    async def mails(self) -> list[Mail]:
        """What the post delivers now, in no order."""
        running = self.installation.running
        transport = Files(self.folder, "reseau@syndicat.example")
        await Post(running.pool, running.keyring, running.database.connect, transport, "https://reseau.example").round()
        found = []
        for path in self.folder.glob("*.eml"):
            message = message_from_bytes(path.read_bytes(), policy=policy.SMTP)
            found.append(Mail(str(message["To"]), message.get_content().replace("\r\n", "\n")))
            path.unlink()
        return found

    async def mail(self) -> Mail:
        [mail] = await self.mails()
        return mail

    async def has_address(self, who: str, email: str | None, network: Network | None = None) -> None:
        network = network or self.network
        await network.do(
            people.give_contact_details, person=network.people[who], email=email, phone=None if email else "1234"
        )

    @asynccontextmanager
    async def browser(self, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
        """One device, with cookies of its own. It says from where it sends, as browsers do."""
        address = f"http://{self.installation.address}"
        said = {"sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/143.0"}
        async with httpx.AsyncClient(base_url=address, timeout=60, headers=said | headers) as http:
            yield http

    async def ask(self, http: httpx.AsyncClient, email: str = CLAIRE) -> str:
        """By the form; the request's id, which the next page holds."""
        answer = await http.post("/sign-in", data={"email": email})
        assert answer.status_code == 200
        [id] = re.findall(r'name="signIn" value="([^"]+)"', answer.text)
        return str(id)

    async def enters(self, http: httpx.AsyncClient, email: str = CLAIRE) -> None:
        """By code, as people do."""
        sign_in = await self.ask(http, email)
        answer = await http.post("/sign-in/code", data={"signIn": sign_in, "code": (await self.mail()).code})
        assert answer.status_code == 303

    async def begins(self, email: str = CLAIRE) -> str:
        """As an app does."""
        answer = await self.installation.http.post("/sign-in", json={"email": email})
        return str(answer.json()["signIn"])

    async def verifies(self, sign_in: str, code: str) -> httpx.Response:
        return await self.installation.http.post("/sign-in/code", json={"signIn": sign_in, "code": code})

    async def bearer(self, email: str = CLAIRE) -> str:
        sign_in = await self.begins(email)
        return str((await self.verifies(sign_in, (await self.mail()).code)).json()["token"])

    async def viewer(self, secret: str) -> httpx.Response:
        headers = {"authorization": f"Bearer {secret}"}
        return await self.installation.http.post("/graphql", json=VIEWER, headers=headers)

    async def another_network(self, name: str, email: str = CLAIRE) -> Network:
        network = await founded(self.installation.running, name)
        await self.has_address("coordinator", email, network)
        return network

    async def left(self, sign_in: str) -> int:
        return int(await self.pool.fetchval("SELECT tries_left FROM sign_ins WHERE sign_in_id = $1", UUID(sign_in)))


@asynccontextmanager
async def house_of(database: Database, folder: Path, name: str = "Réseau d’essai") -> AsyncIterator[House]:
    async with installed(database) as installation:
        network = await founded(installation.running, name)
        house = House(installation, network, folder / "mail")
        await house.has_address("coordinator", CLAIRE)
        yield house
