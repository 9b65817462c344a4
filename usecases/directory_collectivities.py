"""The collectivities that an imported directory names: members already, or registered and admitted by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.collectivities import Collectivity, CollectivityKind
from maillage.domain.network import Network
from maillage.domain.siren import optional_siren
from maillage.domain.slugs import plain
from maillage.projections.known import KnownCollectivity
from maillage.usecases.collectivities import SirenTaken
from maillage.usecases.directory_file import Column, Line, Sheet
from maillage.usecases.directory_refusals import (
    CollectivityAmbiguous,
    CollectivityContradicted,
    CollectivityLeft,
    NotACollectivity,
)
from maillage.usecases.directory_words import kind_by_name, kind_called


class Known(Protocol):
    """What the network knew before."""

    @property
    def collectivities(self) -> Sequence[KnownCollectivity]: ...
    @property
    def others(self) -> Sequence[str]: ...
    @property
    def sirens(self) -> Collection[str]: ...
    @property
    def minted(self) -> Callable[[str, Line], UUID]: ...


@dataclass(frozen=True)
class NewCollectivity:
    """One that this command registers and admits."""

    line: int  # the first that names it
    id: UUID
    name: str
    kind: CollectivityKind
    guessed: bool  # the file does not say its kind
    siren: str | None


class Collectivities:
    """Those that are named so far."""

    def __init__(self, sheet: Sheet, network: Network, known: Known, at: datetime) -> None:
        self.sheet, self.network, self.known, self.at = sheet, network, known, at
        self.registered: dict[str, NewCollectivity] = {}  # by plain name
        self.records: list[Collectivity] = []  # to be appended
        self._others = set(map(plain, known.others))
        self._known: dict[str, list[KnownCollectivity]] = defaultdict(list)
        for each in known.collectivities:
            self._known[plain(each.name)].append(each)

    def named(self, line: Line) -> UUID:
        """The one that the line names. What the file or the network says against it is refused."""
        name = plain(line[Column.COLLECTIVITY])
        if name in self._others:
            raise NotACollectivity("collectivity", name=line[Column.COLLECTIVITY])
        if new := self.registered.get(name):
            self._must_agree(line, new.kind, new.siren)
            return new.id
        return self._member(line, self._known[name]) if self._known.get(name) else self._register(line, name)

    def _member(self, line: Line, found: Sequence[KnownCollectivity]) -> UUID:
        if len(found) > 1:
            raise CollectivityAmbiguous("collectivity", name=found[0].name)
        [known] = found
        if known.until and known.until <= day_of(self.at):
            raise CollectivityLeft("collectivity", name=known.name, until=str(known.until))
        self._must_agree(line, known.kind, known.siren)
        if known.id == self.known.minted("collectivity", line):  # this command, sent again
            self._note(line, known.id, known.kind, known.siren)
        return known.id

    def _must_agree(self, line: Line, kind: CollectivityKind, siren: str | None) -> None:
        name = line[Column.COLLECTIVITY]
        if line[Column.KIND] and kind_called(line[Column.KIND]) is not kind:
            raise CollectivityContradicted("kind", name=name, known=kind.value)
        if line[Column.SIREN] and optional_siren(line[Column.SIREN]) != siren:
            raise CollectivityContradicted("siren", name=name, known=f"SIREN {siren or '-'}")

    def _register(self, line: Line, name: str) -> UUID:
        called = line[Column.COLLECTIVITY]
        kind = kind_called(line[Column.KIND]) if Column.KIND in self.sheet.headings else kind_by_name(called)
        siren, id = optional_siren(line[Column.SIREN]), self.known.minted("collectivity", line)
        if siren and (siren in self.known.sirens or any(each.siren == siren for each in self.registered.values())):
            raise SirenTaken("siren", siren=siren)
        self.records.append(Collectivity.register(name=called, kind=kind, siren=siren, at=self.at, id=id))
        self.network.admit_collectivity(collectivity=id, on=day_of(self.at), at=self.at)
        self._note(line, id, kind, siren)
        return id

    def _note(self, line: Line, id: UUID, kind: CollectivityKind, siren: str | None) -> None:
        name, guessed = line[Column.COLLECTIVITY], Column.KIND not in self.sheet.headings
        self.registered[plain(name)] = NewCollectivity(line.number, id, name, kind, guessed, siren)
