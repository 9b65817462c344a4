"""Ids as clients give them: which prefix names what, and how a wrong one is refused by its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from maillage.domain import public_ids
from maillage.domain.mandates import OrganisationKind
from maillage.domain.refusals import Refusal
from maillage.graphql.errors import ApiError
from maillage.graphql.ids import decode_id, split_id

NETWORK, COLLECTIVITY, SYNDICATE, PARTNER = "net", "col", "syn", "prt"
PERSON, MANDATE, MEETING, DECISION, ACTION_ITEM = "per", "mdt", public_ids.MEETING, "dec", "act"
MINUTES = "min"
DATE_POLL = "dpl"
SESSION, TOKEN = "ses", "tok"  # the viewer's own: no objects of the network
AGENDA_ITEM = "agi"  # within its meeting: no object of its own
SITE_STOP = "stp"  # likewise
CALENDAR_FEED = "cal"  # of the viewer alone, likewise
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "network": NETWORK,
        "collectivity": COLLECTIVITY,
        "syndicate": SYNDICATE,
        "partner": PARTNER,
        "person": PERSON,
        "mandate": MANDATE,
        "meeting": MEETING,
        "datePoll": DATE_POLL,
        "decision": DECISION,
        "actionItem": ACTION_ITEM,
        "minutes": MINUTES,
    }
)
ORGANISATIONS: Mapping[str, OrganisationKind] = MappingProxyType(
    {
        COLLECTIVITY: OrganisationKind.COLLECTIVITY,
        SYNDICATE: OrganisationKind.SYNDICATE,
        PARTNER: OrganisationKind.PARTNER,
    }
)


class IdInvalid(Refusal):
    """An id is one that this API gave, of the kind that its field asks for."""

    SOURCE = "ours: a slip in the id is caught"
    FR = "« {value} » n’est pas un identifiant attendu ici : {expected}."
    EN = "'{value}' is no id that is expected here: {expected}."


def uuid_of(text: str, prefixes: Iterable[str], *path: str) -> UUID:
    """The UUID of an id that has one of these prefixes. IdInvalid, naming the field."""
    try:
        return decode_id(text, *prefixes)
    except ApiError as error:
        raise _invalid(text, prefixes, path) from error


def organisation_of(text: str, *path: str) -> tuple[OrganisationKind, UUID]:
    """What the id of an organisation names. IdInvalid, naming the field."""
    try:
        prefix, uuid = split_id(text)
        return ORGANISATIONS[prefix], uuid
    except (ApiError, KeyError) as error:
        raise _invalid(text, ORGANISATIONS, path) from error


def _invalid(text: str, prefixes: Iterable[str], path: tuple[str, ...]) -> IdInvalid:
    return IdInvalid(*path, value=text[:60], expected=", ".join(f"{prefix}_…" for prefix in prefixes))
