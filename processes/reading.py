"""What a message is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillage.accounts.links import Link, Links, Purpose
from maillage.domain.caller import Caller
from maillage.eventstore.facts import Recorded
from maillage.eventstore.keyring import Keyring
from maillage.eventstore.log import SQL as LOG_SQL
from maillage.eventstore.log import recorded
from maillage.eventstore.sql import Connection
from maillage.reports.document import Document


@dataclass(frozen=True)
class Letter:
    """One message to one person, before anything of it is written. `seq` is that of its fact, None without one."""

    network: UUID
    id: UUID
    kind: str
    subject: UUID
    seq: int | None
    person: UUID | None
    written_at: datetime
    tries: int


@dataclass(frozen=True)
class Reading:
    """The read models and the log of this instant, and where the pages are that a message leads to."""

    db: Connection
    keyring: Keyring
    url: str  # https://reseau.example, without a slash at its end
    sender: str  # address that messages come from
    now: datetime  # UTC

    def system(self, network: UUID) -> Caller:
        """The program itself, in a network."""
        return Caller.system(network, self.now)

    def link(self, letter: Letter, purpose: Purpose, until: datetime) -> str:
        """The page for the addressee of this letter alone: good to the second before `until`, the same every time."""
        assert letter.person is not None, "a link is somebody's"
        whole = until.replace(microsecond=0)
        return self.url + Links.of(self.keyring.seal).path(
            Link(purpose, letter.network, letter.person, letter.subject, whole)
        )

    async def fact(self, network: UUID, seq: int) -> Recorded:
        """The one at this position of the network's history."""
        [found] = await recorded(await self.db.fetch(LOG_SQL["history"], network, seq - 1, 1), self.keyring)
        return found


@dataclass(frozen=True)
class Words:
    """What a message says, in one language. Lines of the text stand as they are."""

    title: str
    text: str


@dataclass(frozen=True)
class Content:
    """French first, English below."""

    fr: Words
    en: Words
    attachments: tuple[Document, ...] = ()
