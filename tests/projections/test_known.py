"""Whom an import finds again."""

from __future__ import annotations

import pytest

from maillage.domain.caller import Role
from maillage.domain.refusals import NotAllowed
from maillage.projections.known import known_collectivities, known_people, other_organisations
from tests.projections.story import Chronicle, caller, whole_story, write

READS = (known_people, known_collectivities, other_organisations)


async def test_who_may_manage_people_reads_whom_the_own_network_knows(db):
    one = Chronicle()
    await write(db, whole_story().facts)
    for read in READS:
        assert await read(db, caller(one, Role.COORD)), read
        assert await read(db, caller(Chronicle(2), Role.COORD)) == [], read
        for role in (Role.REP, Role.AMB, Role.PART, Role.AUD):
            with pytest.raises(NotAllowed):
                await read(db, caller(one, role))
