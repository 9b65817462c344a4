"""Collectivities (fr: collectivités): the members that a network may admit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from eventsourcing.domain import event

from maillage.domain.base import Fact, FirstFact
from maillage.domain.calendar import day_of, utc, year_of
from maillage.domain.collectivity_profiles import Competence, LegalForm, Profile
from maillage.domain.collectivity_refusals import (
    CollectivityIsClosed,
    FigureOfNoYear,
    PopulationOutOfRange,
    TonnageOutOfRange,
)
from maillage.domain.collectivity_seats import CollectivitySeats
from maillage.domain.refusals import optional_text, text
from maillage.domain.seats import SeatPeriod
from maillage.domain.siren import optional_siren

EARLIEST_YEAR = 1900  # of a figure, as of every date
MOST_INHABITANTS, MOST_TONNES = 100_000_000, 10_000_000  # more than France has, less than a slip of the keyboard makes
KILOGRAM = Decimal("0.001")  # of a tonne


class CollectivityKind(Enum):
    """A commune is no EPCI, whatever the action sheet's "nine EPCI of which one commune" says."""

    EPCI = "EPCI"  # établissement public de coopération intercommunale
    COMMUNE = "COMMUNE"


class Collectivity(CollectivitySeats):
    """One collectivity of the territory. Its membership is the network's to say."""

    TOPIC = "collectivity"

    class Registered(FirstFact):
        TOPIC = "collectivity.registered"
        name: str
        kind: CollectivityKind
        siren: str | None  # nine digits, unique in a network

    class Renamed(Fact):
        TOPIC = "collectivity.renamed"
        name: str
        on: date  # first day under this name; of several for one day, the latest fact counts

    class ProfileDescribed(Fact):
        """All of it: what is not said is known no more."""

        TOPIC = "collectivity.profile-described"
        legal_form: LegalForm | None
        competences: tuple[Competence, ...]  # sorted
        collected_by: str | None  # who collects
        collection: str | None  # how
        ambassadors: int | None  # posts, filled or not

    class Closed(Fact):
        TOPIC = "collectivity.closed"
        on: date  # first day on which it exists no more; of several, the latest fact counts
        reason: str | None

    class PopulationRecorded(Fact):
        TOPIC = "collectivity.population-recorded"
        year: int  # of the count; of several for a year, the latest fact counts
        inhabitants: int
        source: str

    class TonnageRecorded(Fact):
        TOPIC = "collectivity.tonnage-recorded"
        year: int  # of the collection; of several for a year, the latest fact counts
        tonnes: Decimal  # three decimals at most
        source: str

    @classmethod
    def register(
        cls, *, name: str, kind: CollectivityKind, siren: str | None, at: datetime, id: UUID | None = None
    ) -> Collectivity:
        """TextMissing, TextTooLong, SirenInvalid."""
        fields = {"name": text(name, "name", 120), "kind": kind, "siren": optional_siren(siren)}
        return cls._create(cls.Registered, id=id, timestamp=at, **fields)

    def rename(self, *, name: str, on: date, at: datetime) -> None:
        """`on` is the first day under the new name. TextMissing, TextTooLong, TextUnreadable."""
        kept = text(name, "name", 120)
        if kept != self.name_on(on):
            self.trigger_event(self.Renamed, name=kept, on=on, timestamp=at)

    def describe_profile(self, *, profile: Profile, at: datetime) -> None:
        """`profile` replaces what was known, and is a checked one."""
        if profile != self.profile:
            self.trigger_event(self.ProfileDescribed, **vars(profile), timestamp=at)

    def close(self, *, on: date, reason: str | None, at: datetime) -> None:
        """It ends without a successor. `on` is the first day without it; until it has come, another day replaces it.

        CollectivityIsClosed, TextTooLong, TextUnreadable.
        """
        if self.closed_on is not None and self.closed_on <= day_of(utc(at, "at")):
            raise CollectivityIsClosed("collectivity", on=str(self.closed_on))
        kept = optional_text(reason, "reason", 500)
        if on != self.closed_on:
            self.trigger_event(self.Closed, on=on, reason=kept, timestamp=at)

    def must_not_be_closed(self, field: str) -> None:
        """Nor to be. CollectivityIsClosed."""
        if self.closed_on is not None:
            raise CollectivityIsClosed(field, on=str(self.closed_on))

    def record_population(self, *, year: int, inhabitants: int, source: str, at: datetime) -> None:
        """One figure a year; recorded again, it is corrected.

        FigureOfNoYear, PopulationOutOfRange, and what the source refuses.
        """
        figure = (inhabitants, text(source, "source", 200))
        _must_be_past(year, at)
        if not 0 <= inhabitants <= MOST_INHABITANTS:
            raise PopulationOutOfRange("inhabitants", inhabitants=inhabitants, most=MOST_INHABITANTS)
        if figure != self.populations.get(year):
            fields = dict(zip(("inhabitants", "source"), figure, strict=True))
            self.trigger_event(self.PopulationRecorded, year=year, **fields, timestamp=at)

    def record_tonnage(self, *, year: int, tonnes: Decimal, source: str, at: datetime) -> None:
        """One figure a year; recorded again, it is corrected.

        FigureOfNoYear, TonnageOutOfRange, and what the source refuses.
        """
        kept = text(source, "source", 200)
        _must_be_past(year, at)
        if not (tonnes.is_finite() and 0 <= tonnes <= MOST_TONNES and tonnes == tonnes.quantize(KILOGRAM)):
            raise TonnageOutOfRange("tonnes", tonnes=str(tonnes)[:40], most=MOST_TONNES)
        if (tonnes, kept) != self.tonnages.get(year):
            exact = abs(tonnes.quantize(KILOGRAM))  # one way to write it, and no minus zero
            self.trigger_event(self.TonnageRecorded, year=year, tonnes=exact, source=kept, timestamp=at)

    def name_on(self, day: date) -> str:
        """What it is called on a civil day, as known now."""
        past = [first for first in self.names if first <= day]
        return self.names[max(past)] if past else self.first_name

    # What each fact changes: only what the rules read, and no rule, so that history always replays

    @event(Registered)
    def __init__(self, name: str) -> None:
        self.first_name = name
        self.names: dict[date, str] = {}  # those that followed, by their first day
        self.populations: dict[int, tuple[int, str]] = {}  # inhabitants and source by year
        self.tonnages: dict[int, tuple[Decimal, str]] = {}  # tonnes and source by year
        self.profile = Profile()
        self.closed_on: date | None = None  # first day
        self.seat_periods: dict[tuple[int, UUID, date], SeatPeriod] = {}

    @event(Renamed)
    def _renamed(self, name: str, on: date) -> None:
        self.names[on] = name

    @event(ProfileDescribed)
    def _profile_described(
        self,
        legal_form: LegalForm | None,
        competences: tuple[Competence, ...],
        collected_by: str | None,
        collection: str | None,
        ambassadors: int | None,
    ) -> None:
        self.profile = Profile(legal_form, competences, collected_by, collection, ambassadors)

    @event(Closed)
    def _closed(self, on: date) -> None:
        self.closed_on = on

    @event(PopulationRecorded)
    def _population_recorded(self, year: int, inhabitants: int, source: str) -> None:
        self.populations[year] = inhabitants, source

    @event(TonnageRecorded)
    def _tonnage_recorded(self, year: int, tonnes: Decimal, source: str) -> None:
        self.tonnages[year] = tonnes, source


def _must_be_past(year: int, at: datetime) -> None:
    latest = year_of(utc(at, "at"))
    if not EARLIEST_YEAR <= year <= latest:
        raise FigureOfNoYear("year", year=year, earliest=EARLIEST_YEAR, latest=latest)
