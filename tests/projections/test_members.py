"""Collectivities, by day, and partners."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from maillage.domain.caller import Role
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.collectivity_profiles import Competence, LegalForm
from maillage.domain.network import Network
from maillage.projections import members, partners
from maillage.projections.members import CollectivityFilter, CollectivityRow, MembershipStatus
from maillage.projections.paging import Window
from tests.projections.story import NOW, Chronicle, caller, write

EPCI, COMMUNE = CollectivityKind.EPCI, CollectivityKind.COMMUNE


async def on(db: Any, chronicle: Chronicle, day: str, **criteria: Any) -> list[CollectivityRow]:
    reader = caller(chronicle, Role.AMB, now=datetime.fromisoformat(f"{day}T12:00:00+01:00").astimezone(UTC))
    return await members.collectivities(db, reader, Window(100), CollectivityFilter(**criteria))


async def test_collectivities_come_in_french_order(db):
    chronicle = Chronicle()
    for number, name in enumerate(("Zone d’Oust", "Élan", "Œuvre", "Arc-Sud", "arc nord", "Ecluse"), 1):
        chronicle.admit(number, name)
    await write(db, chronicle.facts)
    names = [row.name for row in await on(db, chronicle, "2026-03-01")]
    assert names == ["arc nord", "Arc-Sud", "Ecluse", "Élan", "Œuvre", "Zone d’Oust"]


@pytest.mark.parametrize(
    ("day", "status", "since", "until"),
    [
        ("2025-12-31", MembershipStatus.REGISTERED, date(2026, 1, 1), date(2026, 2, 1)),
        ("2026-01-01", MembershipStatus.MEMBER, date(2026, 1, 1), date(2026, 2, 1)),
        ("2026-01-31", MembershipStatus.MEMBER, date(2026, 1, 1), date(2026, 2, 1)),
        ("2026-02-01", MembershipStatus.WITHDRAWN, date(2026, 1, 1), date(2026, 2, 1)),
    ],
)
async def test_the_status_is_that_of_the_readers_day(db, day, status, since, until):
    chronicle = Chronicle()
    chronicle.admit(1, "Arc Sud")
    chronicle.add(
        Network.CollectivityWithdrawn,
        collectivity=chronicle.collectivity(1),
        on=date(2026, 2, 1),
        reason=None,
        settlement_ref=None,
    )
    await write(db, chronicle.facts)
    [row] = await on(db, chronicle, day)
    assert (row.status, row.member_since, row.member_until) == (status, since, until)


async def test_a_day_between_two_stays_shows_the_later_one_and_a_day_in_the_first_shows_the_first(db):
    chronicle = Chronicle()
    collectivity = chronicle.admit(1, "Arc Sud")
    chronicle.add(
        Network.CollectivityWithdrawn, collectivity=collectivity, on=date(2026, 2, 1), reason=None, settlement_ref=None
    )
    chronicle.add(Network.CollectivityAdmitted, collectivity=collectivity, on=date(2026, 5, 1))
    await write(db, chronicle.facts)
    [row] = await on(db, chronicle, "2026-03-01")
    assert (row.status, row.member_since, row.member_until) == (MembershipStatus.REGISTERED, date(2026, 5, 1), None)
    [row] = await on(db, chronicle, "2026-01-15")
    assert (row.status, row.member_until) == (MembershipStatus.MEMBER, date(2026, 2, 1))


async def test_a_collectivity_never_admitted_is_registered(db):
    chronicle = Chronicle()
    id = chronicle.collectivity(1)
    chronicle.add(Collectivity.Registered, id, name="Péaule", kind=COMMUNE, siren="215601535")
    await write(db, chronicle.facts)
    assert await on(db, chronicle, "2026-03-01") == [
        CollectivityRow(
            *(id, "Péaule", COMMUNE, "215601535", MembershipStatus.REGISTERED, None, None, None),
            *(None, None, (), None, None, None),
            *("peaule", 1, 2),
        )
    ]


async def test_collectivities_are_filtered_by_status_and_kind_and_counted_alike(db):
    chronicle = Chronicle()
    chronicle.admit(1, "Arc Sud")
    chronicle.admit(2, "Péaule", COMMUNE)
    chronicle.admit(3, "Redon", on=date(2027, 1, 1))
    await write(db, chronicle.facts)
    reader = caller(chronicle, Role.REP)
    for criteria, expected in [
        ({}, ["Arc Sud", "Péaule", "Redon"]),
        ({"status": MembershipStatus.MEMBER}, ["Arc Sud", "Péaule"]),
        ({"status": MembershipStatus.REGISTERED}, ["Redon"]),
        ({"kind": EPCI}, ["Arc Sud", "Redon"]),
        ({"kind": EPCI, "status": MembershipStatus.WITHDRAWN}, []),
    ]:
        assert [row.name for row in await on(db, chronicle, "2026-04-01", **criteria)] == expected
        assert await members.count_collectivities(db, reader, CollectivityFilter(**criteria)) == len(expected)


async def test_a_withdrawal_that_was_moved_shows_its_latest_day_alone(db):
    """Told with the admission in one batch, each in a batch of its own, or after the collectivity has come back."""
    one, other = Chronicle(1), Chronicle(2)
    for chronicle in (one, other):
        collectivity = chronicle.admit(1, "Arc Sud")
        for day in (date(2026, 2, 1), date(2026, 6, 1), date(2026, 4, 1)):
            chronicle.add(
                Network.CollectivityWithdrawn, collectivity=collectivity, on=day, reason=None, settlement_ref=None
            )
    await write(db, one.facts)
    for recorded in other.facts:
        await write(db, [recorded])
    for chronicle in (one, other):
        [row] = await on(db, chronicle, "2026-03-01")
        assert (row.status, row.member_until) == (MembershipStatus.MEMBER, date(2026, 4, 1))
    collectivity = one.collectivity(1)
    one.add(Network.CollectivityAdmitted, collectivity=collectivity, on=date(2026, 5, 1))
    for day in (date(2026, 8, 1), date(2026, 7, 1)):
        one.add(Network.CollectivityWithdrawn, collectivity=collectivity, on=day, reason=None, settlement_ref=None)
        await write(db, one.facts[-2:])
    assert [(await on(db, one, f"2026-{month}"))[0].member_until for month in ("03-01", "05-01")] == [
        date(2026, 4, 1),
        date(2026, 7, 1),
    ]


async def test_partners_of_other_days_are_listed_only_when_asked_for_but_always_found(db):
    chronicle = Chronicle()
    chronicle.associate(1, "Éco-Emballages")
    chronicle.associate(2, "ADEME")
    chronicle.associate(3, "Région", date(2027, 1, 1))
    leaving = {"partner": chronicle.partner(1), "reason": "Fusion"}
    for day in (date(2026, 12, 31), NOW.date()):
        chronicle.add(Network.PartnerDissociated, **leaving, on=day)
    await write(db, chronicle.facts)
    reader, others = caller(chronicle, Role.AMB), ["Éco-Emballages", "Région"]
    for associated, expected in [(True, ["ADEME"]), (False, others), (None, ["ADEME", *others])]:
        found = await partners.partners(db, reader, Window(9), associated=associated)
        assert [row.name for row in found] == expected
        assert await partners.count_partners(db, reader, associated=associated) == len(expected)
    [row] = (await partners.partners_by_id(db, reader, [chronicle.partner(1)])).values()
    assert (row.name, row.associated) == ("Éco-Emballages", False)
    assert (row.partner_since, row.partner_until) == (date(2026, 1, 1), NOW.date())
    day_before = caller(chronicle, Role.AMB, now=NOW - timedelta(days=1))
    [row] = (await partners.partners_by_id(db, day_before, [chronicle.partner(1)])).values()
    assert row.associated


async def test_a_collectivity_has_the_name_of_the_readers_day_and_its_place_in_the_list(db):
    """Told in one batch with its registration, or each in a batch of its own, and not in the order of the days."""
    one, other = Chronicle(1), Chronicle(2)
    for chronicle in (one, other):
        chronicle.admit(1, "Arc Sud")
        chronicle.admit(2, "Muzillac")
        for name, day in (("Zone Sud", date(2026, 6, 1)), ("Nord", date(2026, 4, 1)), ("Oust", date(2026, 4, 1))):
            chronicle.add(Collectivity.Renamed, chronicle.collectivity(1), name=name, on=day)
    await write(db, one.facts)
    for recorded in other.facts:
        await write(db, [recorded])
    for chronicle in (one, other):
        for day, names in [
            ("2026-03-31", ["Arc Sud", "Muzillac"]),
            ("2026-04-01", ["Muzillac", "Oust"]),
            ("2026-05-31", ["Muzillac", "Oust"]),
            ("2026-06-01", ["Muzillac", "Zone Sud"]),
        ]:
            assert [row.name for row in await on(db, chronicle, day)] == names
        [row] = [row for row in await on(db, chronicle, "2026-06-01") if row.id == chronicle.collectivity(1)]
        assert (row.version, row.sort_key, row.changed_seq) == (4, "zone sud", chronicle.facts[-1].seq)


async def test_a_profile_and_the_end_of_a_collectivity_are_read_as_they_were_last_told(db):
    """In one batch, or each in a batch of its own."""
    one, other = Chronicle(1), Chronicle(2)
    for chronicle in (one, other):
        id = chronicle.admit(1, "Arc Sud")
        said = {"legal_form": LegalForm.METROPOLIS, "collected_by": "Régie", "collection": None}
        for posts, competences in ((1, ()), (2, (Competence.COLLECTION,))):
            chronicle.add(Collectivity.ProfileDescribed, id, **said, competences=competences, ambassadors=posts)
        for day in (date(2027, 1, 1), date(2026, 12, 31)):
            chronicle.add(Collectivity.Closed, id, on=day, reason=None)
    await write(db, one.facts)
    for recorded in other.facts:
        await write(db, [recorded])
    for chronicle in (one, other):
        [row] = await on(db, chronicle, "2026-03-01")
        assert (row.closed_on, row.legal_form, row.competences, row.collected_by, row.collection, row.ambassadors) == (
            *(date(2026, 12, 31), LegalForm.METROPOLIS, (Competence.COLLECTION,), "Régie", None, 2),
        )
