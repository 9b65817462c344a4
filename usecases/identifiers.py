"""The ids of what a command brings into being."""

from __future__ import annotations

from uuid import UUID, uuid5

from maillage.domain.caller import Caller
from maillage.eventstore.log import Command


def minted(caller: Caller, command: Command, what: str) -> UUID:
    """One id per network, person, command and `what`: a command decided anew, or sent again, makes the same thing."""
    return uuid5(command.id, f"{caller.network}/{caller.person}/{what}")
