"""Addresses on the web that members follow."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from maillage.domain.refusals import Refusal, optional_text

_LONGEST = 1000  # characters; those that mail filters have wrapped are near it
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?")
_NEVER = frozenset(' "<>\\^`{|}')  # what RFC 3986 has nowhere in an address


class LinkInvalid(Refusal):
    """A link is an https address with the name of a host, without blanks, user or password."""

    SOURCE = "ours: what members click on is safe and opens"
    FR = "Le champ {field} vaut « {value} », qui n’est pas une adresse https complète."
    EN = "The field {field} is '{value}', which is no complete https address."


def optional_link(value: str | None, field: str) -> str | None:
    """The address as it is written, None for None or blank. LinkInvalid, TextTooLong, TextUnreadable."""
    kept = optional_text(value, field, _LONGEST)
    if kept is not None and not _is_https(kept):
        raise LinkInvalid(field, field=field, value=kept[:80])
    return kept


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:  # a port or a label of the name that is none
        return False
    readable = address.isprintable() and _NEVER.isdisjoint(address)
    return parts.scheme == "https" and "@" not in parts.netloc and readable and bool(_HOST.fullmatch(host))
