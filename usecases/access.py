"""Finding whom an administrator means, to give them a token."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maillage.domain.caller import Caller, Right
from maillage.domain.refusals import Refusal
from maillage.eventstore.sql import Connection
from maillage.projections.networks import network_of_slug
from maillage.projections.paging import Window
from maillage.projections.people import PersonRow, people, people_by_id

_PAGE = 500  # people


class AddressUnknown(Refusal):
    """An administrator names a network by its address."""

    SOURCE = "ours: a command names what is there"
    FR = "Aucun réseau n’a l’adresse « {slug} »."
    EN = "No network has the address '{slug}'."


class PersonUnknown(Refusal):
    """An administrator names a person of the network by id, or by given name and family name."""

    SOURCE = "ours: a command names what is there"
    FR = "Personne dans le réseau ne s’appelle « {person} » ni ne porte cet identifiant."
    EN = "Nobody in the network is called '{person}' or has that id."


class PersonAmbiguous(Refusal):
    """A name that several people have does not say who is meant."""

    SOURCE = "ours: a command names one person"
    FR = "Plusieurs personnes s’appellent « {person} » : donnez l’identifiant ({ids})."
    EN = "Several people are called '{person}': give the id ({ids})."


async def network_called(db: Connection, slug: str, now: datetime) -> Caller:
    """The program itself, in the network of that address. AddressUnknown."""
    network = await network_of_slug(db, slug)
    if network is None:
        raise AddressUnknown("network", slug=slug)
    return Caller.system(network, now)


async def person_called(db: Connection, caller: Caller, person: str) -> PersonRow:
    """By id or by name, upper and lower case being alike. PersonUnknown, PersonAmbiguous."""
    caller.must(Right.MANAGE_PEOPLE)
    found = await _by_id(db, caller, person) or await _by_name(db, caller, person)
    if not found:
        raise PersonUnknown("person", person=person)
    if len(found) > 1:
        raise PersonAmbiguous("person", person=person, ids=", ".join(str(row.id) for row in found))
    return found[0]


async def _by_id(db: Connection, caller: Caller, person: str) -> list[PersonRow]:
    try:
        id = UUID(person)
    except ValueError:
        return []
    return list((await people_by_id(db, caller, [id])).values())


async def _by_name(db: Connection, caller: Caller, person: str) -> list[PersonRow]:
    wanted = " ".join(person.split()).casefold()
    found: list[PersonRow] = []
    window: Window[tuple[str, UUID]] = Window(_PAGE)
    while rows := await people(db, caller, window):
        found += [row for row in rows if f"{row.given_name} {row.family_name}".casefold() == wanted]
        window = Window(_PAGE, after=rows[-1].key)
    return found
