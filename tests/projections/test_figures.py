"""Yearly figures: one per year, as it was last recorded, by collectivity."""

from decimal import Decimal

from maillage.domain.caller import Role
from maillage.domain.collectivities import Collectivity
from maillage.projections import figures
from maillage.projections.figures import PopulationRow, TonnageRow
from tests.projections.story import Chronicle, caller, write


async def test_figures_come_with_the_latest_year_first_as_they_were_last_recorded(db):
    """In one batch, or each in a batch of its own."""
    one, other = Chronicle(1), Chronicle(2)
    for chronicle in (one, other):
        place = chronicle.admit(1, "Arc Sud")
        for year, figure in ((2021, 90), (2023, 100), (2021, 95)):
            chronicle.add(Collectivity.PopulationRecorded, place, year=year, inhabitants=figure, source="INSEE")
            chronicle.add(Collectivity.TonnageRecorded, place, year=year, tonnes=Decimal(figure) / 8, source="Pesées")
    await write(db, one.facts)
    for recorded in other.facts:
        await write(db, [recorded])
    for chronicle in (one, other):
        reader, place, nowhere = caller(chronicle, Role.AMB), chronicle.collectivity(1), chronicle.collectivity(2)
        assert await figures.populations_of(db, reader, [place, nowhere]) == {
            place: [PopulationRow(place, 2023, 100, "INSEE"), PopulationRow(place, 2021, 95, "INSEE")],
            nowhere: [],
        }
        assert await figures.tonnages_of(db, reader, [place, nowhere]) == {
            place: [
                TonnageRow(place, 2023, Decimal("12.5"), "Pesées"),
                TonnageRow(place, 2021, Decimal("11.875"), "Pesées"),
            ],
            nowhere: [],
        }
