"""A network whose meeting has closed, and the post of its installation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from maillage.processes.post import Post
from maillage.processes.transport import Files, Smtp, Transport
from maillage.server import Application, opened
from maillage.usecases import meetings, people
from tests.network import Network, founded

URL = "https://reseau.example"
SENDER = "reseau@syndicat.example"


@dataclass
class Office:
    """A network with a coordinator and one ambassador, the only ones to act in it."""

    running: Application
    network: Network
    folder: Path

    def post(self, transport: Transport | None = None) -> Post:
        transport = transport or Files(self.folder, SENDER)
        return Post(self.running.pool, self.running.keyring, self.running.database.connect, transport, URL)

    def by_smtp(self, port: int, tls: str = "none") -> Post:
        return self.post(Smtp("127.0.0.1", port, tls, SENDER))

    async def reachable(self, who: str, email: str | None) -> None:
        await self.network.do(
            people.give_contact_details, person=self.network.people[who], email=email, phone=None if email else "1234"
        )

    async def closed_meeting(self) -> UUID:
        meeting = await self.network.made(meetings.open_meeting, meeting=await self.network.scheduled())
        return await self.network.made(meetings.close_meeting, meeting=meeting)

    async def letters(self) -> dict[str, tuple[str, str | None]]:
        """Who -> where the letter stands, and why."""
        rows = await self.running.pool.fetch("SELECT person_id, state, failure FROM letters ORDER BY written_at")
        names = {id: name for name, id in self.network.people.items()}
        return {names.get(row["person_id"], "nobody"): (row["state"], row["failure"]) for row in rows}

    async def counted(self, table: str) -> int:
        return int(await self.running.pool.fetchval(f"SELECT count(*) FROM {table}"))

    async def everything_is_due(self) -> None:
        """As if the pauses had passed."""
        await self.running.pool.execute("UPDATE letters SET due_at = written_at WHERE state = 'WAITING'")
        await self.running.pool.execute("UPDATE outbox SET due_at = written_at")


@pytest.fixture
async def office(database: Any, tmp_path: Path) -> AsyncIterator[Office]:
    async with opened(database.settings, database) as running:
        network = await founded(running, "Réseau d’essai")
        names = {"given_name": "Anne", "family_name": "Le Goff"}
        network.people["anne"] = await network.made(people.register_person, **names)
        office = Office(running, network, tmp_path / "mail")
        await office.reachable("coordinator", "claire@syndicat.example")
        yield office
