"""Pages forwards and backwards, one after the other, are the whole list once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from maillage.domain.caller import Role
from maillage.projections import decisions, meetings, members, partners, people, timeline
from maillage.projections.audience import AudienceScope
from maillage.projections.paging import Window
from tests.projections.story import Chronicle, caller, whole_story, write


@dataclass(frozen=True)
class List:
    """A read that pages, and how it is asked."""

    read: Any
    more: dict[str, Any]
    place: str = "key"

    async def page(self, db: Any, chronicle: Chronicle, **window: Any) -> list[Any]:
        who: Any = caller(chronicle, Role.COORD)
        if self.read is timeline.page:
            who = AudienceScope.of(who)
        return await self.read(db, who, Window(**window), **self.more)

    def key(self, row: Any) -> Any:
        return row.position if self.read is timeline.page else getattr(row, self.place)


async def of_a_meeting(db: Any, who: Any, window: Window[Any], **more: Any) -> list[Any]:
    meetings = [Chronicle(1).meeting(number) for number in (3, 1)]
    return (await decisions.decisions_at(db, who, meetings, window, **more))[meetings[0]]


LISTS = [
    List(members.collectivities, {}),
    List(partners.partners, {"associated": None}),
    List(people.people, {}),
    List(people.mandates, {}),
    List(meetings.meetings, {}),
    List(meetings.meetings, {"newest_first": False}),
    List(decisions.decisions, {}),
    List(decisions.decisions, {"newest_first": False}),
    List(of_a_meeting, {}),
    List(of_a_meeting, {"newest_first": False}),
    List(decisions.reviews_due, {"day": date(2026, 3, 31)}, "review_key"),
    List(timeline.page, {}),
    List(timeline.page, {"newest_first": True}),
]


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: f"{listed.read.__qualname__} {listed.more}")
async def test_pages_in_both_directions_make_the_list(db, listed):
    chronicle = whole_story()
    await write(db, chronicle.facts + whole_story(2).facts)
    whole = await listed.page(db, chronicle, limit=1000)
    assert len(whole) >= 2
    assert len({listed.key(row) for row in whole}) == len(whole)

    forwards, backwards = [], []
    after = before = None
    while page := await listed.page(db, chronicle, limit=2, after=after):
        forwards += page
        after = listed.key(page[-1])
    while page := await listed.page(db, chronicle, limit=2, before=before, backwards=True):
        backwards += page
        before = listed.key(page[-1])

    assert forwards == whole
    assert backwards == whole[::-1]
    between = {"after": listed.key(whole[0]), "before": listed.key(whole[-1])}
    assert await listed.page(db, chronicle, limit=1000, **between) == whole[1:-1]
