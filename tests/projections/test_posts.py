"""What ambassadors' mandates amount to, from day to day."""

from datetime import date
from decimal import Decimal

from maillage.domain.caller import Role
from maillage.domain.people import Person
from maillage.domain.posts import EmploymentKind
from maillage.projections import posts
from maillage.projections.posts import PostRow, post_on
from tests.projections.story import Chronicle, caller, write


async def test_a_mandate_amounts_to_what_was_told_last_for_the_latest_day_that_has_come(db):
    chronicle = Chronicle()
    person, mandate = chronicle.register(1, "Anne", "Le Goff"), chronicle.mandate(1)
    told = (("0.5", date(2026, 2, 1)), ("1", date(2026, 4, 1)), ("0.8", date(2026, 2, 1)))
    for fte, on in told:
        kind = EmploymentKind.CIVIC_SERVICE if fte == "1" else None
        fields = {"mandate": mandate, "on": on, "fte": Decimal(fte), "employment_kind": kind}
        chronicle.add(Person.AmbassadorOnboarded, person, **fields)
    await write(db, chronicle.facts)
    other = chronicle.mandate(2)
    found = await posts.posts_of(db, caller(chronicle, Role.AMB), [mandate, other])
    assert found == {
        mandate: [
            PostRow(mandate, date(2026, 2, 1), Decimal("0.8"), None),
            PostRow(mandate, date(2026, 4, 1), Decimal("1"), EmploymentKind.CIVIC_SERVICE),
        ],
        other: [],
    }
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31), date(2026, 4, 1)]
    counting = [post_on(found[mandate], day) for day in days]
    assert [row and row.fte for row in counting] == [None, Decimal("0.8"), Decimal("0.8"), Decimal(1)]
