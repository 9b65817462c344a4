"""The rules of a collectivity."""

from datetime import UTC, date, datetime
from decimal import Decimal

from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.collectivity_refusals import FigureOfNoYear, PopulationOutOfRange, TonnageOutOfRange
from maillage.domain.refusals import TextMissing, TextTooLong
from maillage.domain.siren import SirenInvalid
from tests.cases import each
from tests.story import NOON, fact, given, replayed


@each(("given_siren", "siren"), [("356 000 000", "356000000"), (None, None), ("  ", None)])
def test_a_collectivity_is_registered(given_siren, siren):
    given().when(Collectivity.register, name="Arzal", kind=CollectivityKind.COMMUNE, siren=given_siren).then(
        fact(Collectivity.Registered, name="Arzal", kind=CollectivityKind.COMMUNE, siren=siren)
    )


def test_a_collectivity_without_a_name_is_not_registered():
    given().when(Collectivity.register, name="", kind=CollectivityKind.EPCI, siren=None).then_refused(
        TextMissing, "The field name is blank.", "name"
    )


def test_a_wrong_check_digit_is_no_siren():
    given().when(Collectivity.register, name="Arzal", kind=CollectivityKind.EPCI, siren="356000001").then_refused(
        SirenInvalid, "'356000001' is no SIREN: nine digits with a check digit are expected.", "siren"
    )


def test_an_over_long_siren_is_refused_by_its_length():
    given().when(Collectivity.register, name="Arzal", kind=CollectivityKind.EPCI, siren="3" * 500).then_refused(
        TextTooLong, "The field siren has 500 characters, 20 at most.", "siren"
    )


# Names -----------------------------------------------------------------------------

registered = fact(Collectivity.Registered, name="Arzal", kind=CollectivityKind.COMMUNE, siren=None)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def renamed(name, on):
    return fact(Collectivity.Renamed, name=name, on=on)


def test_a_collectivity_is_renamed_from_a_day_on():
    given(registered).when(Collectivity.rename, name="  Arzal-Damgan ", on=MAY).then(
        fact(Collectivity.Renamed, name="Arzal-Damgan", on=MAY)
    )


@each(
    ("name", "on"),
    [("Arzal", date(2026, 4, 30)), ("Arzal-Damgan", MAY), ("Arzal-Damgan", date(2026, 5, 31)), ("Muzillac", JUNE)],
)
def test_the_name_that_it_has_that_day_again_writes_nothing(name, on):
    past = (registered, renamed("Muzillac", JUNE), renamed("Arzal-Damgan", MAY))
    given(*past).when(Collectivity.rename, name=name, on=on).then_nothing()


def test_a_renaming_to_come_is_taken_back_or_told_otherwise_from_the_same_day():
    for name in ("Arzal", "Arzal-Muzillac"):
        given(registered, renamed("Arzal-Damgan", MAY)).when(Collectivity.rename, name=name, on=MAY).then(
            renamed(name, MAY)
        )


@each(
    ("name", "why", "message"),
    [
        (" ", TextMissing, "The field name is blank."),
        ("é" * 121, TextTooLong, "The field name has 121 characters, 120 at most."),
    ],
)
def test_a_new_name_is_a_name(name, why, message):
    given(registered).when(Collectivity.rename, name=name, on=MAY).then_refused(why, message, "name")


# Figures ---------------------------------------------------------------------------

POPULATION = {"year": 2023, "inhabitants": 4_812, "source": "INSEE"}
TONNAGE = {"year": 2025, "tonnes": Decimal("1250.5"), "source": "Pesées"}
counted = fact(Collectivity.PopulationRecorded, **POPULATION)
weighed = fact(Collectivity.TonnageRecorded, **TONNAGE)
FIGURES = [
    (Collectivity.record_population, POPULATION, Collectivity.PopulationRecorded, {"inhabitants": 4_900}),
    (Collectivity.record_tonnage, TONNAGE, Collectivity.TonnageRecorded, {"tonnes": Decimal(0)}),
]
every_figure = each(("verb", "figure", "kind", "other"), FIGURES)


def test_a_figure_is_recorded_with_its_source():
    given(registered).when(Collectivity.record_population, **POPULATION | {"source": " INSEE "}).then(counted)
    given(registered).when(Collectivity.record_tonnage, **TONNAGE | {"source": " Pesées "}).then(weighed)


@every_figure
def test_the_same_figure_again_writes_nothing(verb, figure, kind, other):
    given(registered, counted, weighed).when(verb, **figure).then_nothing()


@every_figure
def test_a_figure_of_a_year_is_corrected_by_recording_it_again(verb, figure, kind, other):
    for corrected in (other, {"source": "Une autre source"}, {"year": 2026}, {"year": 1900}):
        given(registered, counted, weighed).when(verb, **figure | corrected).then(fact(kind, **figure | corrected))


def test_a_tonnage_is_written_in_one_way():
    collectivity = replayed(registered)
    collectivity.record_tonnage(**TONNAGE | {"tonnes": Decimal("-0")}, at=NOON)
    collectivity.record_tonnage(**TONNAGE, at=NOON)
    collectivity.record_tonnage(**TONNAGE | {"tonnes": Decimal("1250.50")}, at=NOON)
    assert [str(event.tonnes) for event in collectivity.pending_events] == ["0.000", "1250.500"]


@every_figure
@each("year", [1899, 2027, -1])
def test_a_figure_is_of_a_year_that_has_begun(verb, figure, kind, other, year):
    given(registered).when(verb, **figure | {"year": year}).then_refused(
        FigureOfNoYear, f"The year {year} is not from 1900 to 2026.", "year"
    )


def test_the_year_begins_in_paris():
    new_year = datetime(2026, 12, 31, 23, tzinfo=UTC)
    given(registered).when(Collectivity.record_population, **POPULATION | {"year": 2027}, at=new_year).then(
        fact(Collectivity.PopulationRecorded, **POPULATION | {"year": 2027}, timestamp=new_year)
    )


@each("inhabitants", [-1, 100_000_001])
def test_a_population_goes_from_0_to_100_million(inhabitants):
    given(registered).when(Collectivity.record_population, **POPULATION | {"inhabitants": inhabitants}).then_refused(
        PopulationOutOfRange,
        f"A population goes from 0 to 100000000 inhabitants, {inhabitants} will not do.",
        "inhabitants",
    )


@each("tonnes", ["-0.001", "10000000.001", "1.0001", "NaN", "Infinity"])
def test_a_tonnage_goes_from_0_to_10_million_to_the_kilogram(tonnes):
    given(registered).when(Collectivity.record_tonnage, **TONNAGE | {"tonnes": Decimal(tonnes)}).then_refused(
        TonnageOutOfRange,
        f"A tonnage goes from 0 to 10000000 tonnes with three decimals at most: {tonnes} will not do.",
        "tonnes",
    )


@every_figure
def test_a_figure_has_a_source(verb, figure, kind, other):
    given(registered).when(verb, **figure | {"source": ""}).then_refused(
        TextMissing, "The field source is blank.", "source"
    )
