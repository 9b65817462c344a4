"""Links for one purpose: what they say cannot be read, changed or used for anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from maillage.accounts.links import Link, LinkExpired, Links, LinkUnknown, Purpose
from maillage.eventstore.opaque import Seal

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LINKS = Links.of(partial(Seal.derived, bytes(32)))
LINK = Link(Purpose.DATE_POLL, UUID(int=1), UUID(int=2), UUID(int=3), NOW + timedelta(days=1))


def text(link: Link = LINK) -> str:
    return LINKS.path(link).rpartition("/")[2]


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_is_read_as_it_was_written_and_fits_in_an_address(purpose):
    link = replace(LINK, purpose=purpose)
    assert re.fullmatch(rf"/{purpose.value}/[A-Za-z0-9_-]{{96}}", LINKS.path(link))
    assert LINKS.read(purpose, text(link), NOW) == link
    assert LINKS.path(link) == LINKS.path(link), "a message that is sent again is the same"


def test_a_link_is_good_until_its_last_instant():
    assert LINKS.read(Purpose.DATE_POLL, text(), LINK.until) == LINK
    with pytest.raises(LinkExpired):
        LINKS.read(Purpose.DATE_POLL, text(), LINK.until + timedelta(seconds=1))


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.DATE_POLL])
def test_a_link_is_for_its_purpose_alone(purpose):
    with pytest.raises(LinkUnknown):
        LINKS.read(purpose, text(), NOW)


@pytest.mark.parametrize(
    "bad", ["", "x", "é", text()[:-1], text() + "A", text() + "=", text().swapcase(), "A" * 10_000]
)
def test_what_was_altered_or_made_up_is_no_link(bad):
    with pytest.raises(LinkUnknown):
        LINKS.read(Purpose.DATE_POLL, bad, NOW)


def test_a_link_of_another_installation_or_sealed_for_something_else_is_none():
    for seal in (partial(Seal.derived, b"1" * 32), lambda _: Seal.derived(bytes(32), "cursors")):
        with pytest.raises(LinkUnknown):
            Links.of(seal).read(Purpose.DATE_POLL, text(), NOW)
