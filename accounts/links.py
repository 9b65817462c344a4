"""Signed links, each for one person, one purpose and one subject: what a mail leads to. Nothing of them is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from uuid import UUID

from maillage.eventstore.opaque import NotSealedHere, Seal

_SECONDS = 8  # bytes of an instant
_LONGEST = 200  # characters: nothing longer was ever written here


class Purpose(Enum):
    """What a link is for. Its value is the first part of the address, and nobody can change it: it is sealed too."""

    DATE_POLL = "poll"  # answer it
    INVITATION = "invitation"  # answer it
    DECISION_RECORD = "record"  # read it


class LinkUnknown(Exception):
    """It was altered, made up, or written for something else or by another installation: nobody learns which."""


class LinkExpired(Exception):
    """It was good until its time had passed."""


@dataclass(frozen=True)
class Link:
    """What a link says. The same link has the same text, so that a message that is sent again is the same."""

    purpose: Purpose
    network: UUID
    person: UUID
    subject: UUID  # a poll of dates, a meeting
    until: datetime  # UTC, in whole seconds


class Links:
    """Writes and reads the texts of links. `seals` are for nothing else."""

    def __init__(self, seals: Mapping[Purpose, Seal]) -> None:
        self._seals = seals

    @classmethod
    def of(cls, seal: Callable[[str], Seal]) -> Links:
        """`seal` makes that of a purpose of this installation."""
        links = seal("links")
        return cls({purpose: links.of(purpose.value.encode()) for purpose in Purpose})

    def path(self, link: Link) -> str:
        """/poll/... : the purpose, then letters, digits, `-` and `_`."""
        content = b"".join(each.bytes for each in (link.network, link.person, link.subject))
        until = int(link.until.timestamp()).to_bytes(_SECONDS, "big")
        return f"/{link.purpose.value}/{self._seals[link.purpose].close(content + until)}"

    def read(self, purpose: Purpose, text: str, now: datetime) -> Link:
        """LinkUnknown, LinkExpired."""
        if len(text) > _LONGEST:
            raise LinkUnknown
        try:
            content = self._seals[purpose].open(text)
        except NotSealedHere:
            raise LinkUnknown from None
        network, person, subject = (UUID(bytes=content[start : start + 16]) for start in (0, 16, 32))
        until = datetime.fromtimestamp(int.from_bytes(content[48:], "big"), UTC)
        if until < now:
            raise LinkExpired
        return Link(purpose, network, person, subject, until)
