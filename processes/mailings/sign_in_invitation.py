"""Invitations to sign in (fr: invitations à entrer): where the page is. Nothing in it opens anything."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maillage.domain.messages import MessageKind
from maillage.domain.network import Network
from maillage.eventstore.facts import Recorded
from maillage.processes.mailings.mailing import Mailing
from maillage.processes.reading import Content, Letter, Reading, Words
from maillage.projections.networks import network
from maillage.projections.people import PersonRow

_FR = """Vous faites partie du réseau « {name} ». Ses réunions, ses décisions et son annuaire sont ici :

{url}/sign-in

Pas de mot de passe : donnez l’adresse à laquelle ce message est arrivé, et tapez le code qui vous sera envoyé."""
_EN = """You are part of the network “{name}”. Its meetings, its decisions and its directory are here:

{url}/sign-in

No password: give the address at which this message arrived, and type the code that will be sent to you."""


async def recipients(_: Reading, invited: Recorded) -> Iterable[UUID]:
    assert isinstance(invited.fact, Network.PeopleInvitedToSignIn)
    return invited.fact.people


async def content(reading: Reading, letter: Letter, _: PersonRow) -> Content | None:
    row = await network(reading.db, reading.system(letter.network))
    if row is None:
        return None
    told = {"name": row.name, "url": reading.url}
    fr = Words(f"{row.name} : entrez dans Maillage", _FR.format(**told))
    return Content(fr, Words(f"{row.name}: sign in to Maillage", _EN.format(**told)))


MAILING = Mailing(MessageKind.SIGN_IN_INVITATION, content, Network.PeopleInvitedToSignIn, recipients)
