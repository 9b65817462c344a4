"""Where people who are signed in see things of their network. Nothing in an address is a secret."""

from __future__ import annotations

from uuid import UUID

from maillage.domain.public_ids import MEETING, encode_id


def meeting_page(site: str, meeting: UUID) -> str:
    """`site` is https://reseau.example, without a slash at its end; empty for the path alone."""
    return f"{site}/meeting/{encode_id(MEETING, meeting)}"
