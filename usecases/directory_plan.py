"""What importing a directory would do, decided line by line: who is new, who is known, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from maillage.domain.calendar import day_of
from maillage.domain.mandates import Function, OrganisationKind
from maillage.domain.network import Network
from maillage.domain.people import Person
from maillage.domain.refusals import Refusal, TextMissing
from maillage.domain.slugs import plain
from maillage.projections.known import KnownCollectivity, KnownPerson
from maillage.usecases.directory_collectivities import Collectivities
from maillage.usecases.directory_file import REQUIRED, Column, Line, Problem, Sheet
from maillage.usecases.directory_refusals import LineRepeated, PersonContradicted
from maillage.usecases.directory_words import function_called

Names = tuple[str, str]  # given and family name, plain
_DETAILS = (Column.EMAIL, Column.PHONE)
# The column of a field that a verb names, where the file calls it otherwise.
_COLUMNS = {"name": Column.COLLECTIVITY, "organisation": Column.COLLECTIVITY, "starts_on": Column.FUNCTION}


@dataclass(frozen=True)
class Known:
    """What the network knew before. `minted`: the id of what a line makes."""

    people: Sequence[KnownPerson]
    collectivities: Sequence[KnownCollectivity]
    others: Sequence[str]  # the names of the syndicate and of partners
    sirens: Collection[str]  # of those in the file, the ones that organisations of the network have
    minted: Callable[[str, Line], UUID]


@dataclass
class NewPerson:
    """One whom the import registers, by the lines that name them."""

    record: Person
    names: Names
    held: dict[tuple[UUID, Function], int] = field(default_factory=dict)  # with the line of each
    details: dict[Column, tuple[str, Line]] = field(default_factory=dict)  # with the line that gives each first


class Plan:
    """What an import does. Once it is done, planned again for the same command, it reads the same.

    `network` takes the admissions in: who only wants to know throws it away afterwards.
    """

    def __init__(self, sheet: Sheet, network: Network, known: Known, at: datetime) -> None:
        self.sheet, self.network, self.known, self.at = sheet, network, known, at
        self.problems: list[Problem] = list(sheet.problems)
        self.there: dict[int, UUID] = {}  # lines about people whom the network knew, with who that is
        self.registered: list[UUID] = []  # people of this command
        self.collectivities = Collectivities(sheet, network, known, at)
        self.people: list[NewPerson] = []  # to be appended
        self._by_email = {each.email.casefold(): each.id for each in reversed(known.people) if each.email}
        self._by_name = {
            (plain(each.given_name), plain(each.family_name), organisation): each.id
            for each in reversed(known.people)
            for organisation in each.organisations
        }
        self._new_by_email: dict[str, NewPerson] = {}
        self._new_by_name: dict[tuple[Names, UUID], NewPerson] = {}

    @classmethod
    def of(cls, sheet: Sheet, network: Network, known: Known, at: datetime) -> Plan:
        plan = cls(sheet, network, known, at)
        if all(column in sheet.headings for column in REQUIRED):
            for line in sheet.lines:
                plan._take(line)
            plan._give_details()
        plan.problems.sort(key=lambda problem: problem.line)
        return plan

    def _take(self, line: Line) -> None:
        missing = [column for column in REQUIRED if not line[column]]
        for column in missing:
            self._refuse(line, TextMissing(column.value, field=column.value))
        if missing:
            return
        try:
            function, collectivity = function_called(line[Column.FUNCTION]), self.collectivities.named(line)
            if person := self._known(line, collectivity):
                self._recognise(line, person)
            else:
                self._hold(line, collectivity, function)
        except Refusal as refusal:
            self._refuse(line, refusal)

    def _refuse(self, line: Line, refusal: Refusal) -> None:
        self.problems.append(self.sheet.problem(line, _column(refusal), refusal))

    # Who it is about ------------------------------------------------------------

    def _known(self, line: Line, collectivity: UUID) -> UUID | None:
        """Whom the network knows by this address, or by this name at this collectivity."""
        return self._by_email.get(line[Column.EMAIL].casefold()) or self._by_name.get((*_names(line), collectivity))

    def _recognise(self, line: Line, person: UUID) -> None:
        """Somebody of an earlier command, or of this one, sent again."""
        if person == self.known.minted("person", line):
            self.registered.append(person)
        elif person not in self.registered:
            self.there[line.number] = person

    def _hold(self, line: Line, collectivity: UUID, function: Function) -> None:
        """A mandate of somebody new, whom this line registers or an earlier one has."""
        person = self._named_before(line, collectivity) or self._register(line)
        if repeated := person.held.get((collectivity, function)):
            raise LineRepeated("family_name", line=repeated)
        self._note_details(person, line)
        person.record.grant_mandate(
            network=self.network,
            organisation=collectivity,
            organisation_kind=OrganisationKind.COLLECTIVITY,
            function=function,
            starts_on=day_of(self.at),
            ends_on=None,
            deliberation=None,
            at=self.at,
            mandate=self.known.minted("mandate", line),
        )
        person.held[collectivity, function] = line.number
        self._new_by_name[person.names, collectivity] = person

    def _named_before(self, line: Line, collectivity: UUID) -> NewPerson | None:
        person = self._new_by_email.get(line[Column.EMAIL].casefold())
        if person and person.names != _names(line):
            raise PersonContradicted("email", line=person.details[Column.EMAIL][1].number)
        return person or self._new_by_name.get((_names(line), collectivity))

    def _register(self, line: Line) -> NewPerson:
        names = {"given_name": line[Column.GIVEN_NAME], "family_name": line[Column.FAMILY_NAME]}
        record = Person.register(**names, at=self.at, id=self.known.minted("person", line))
        person = NewPerson(record, _names(line))
        self.people.append(person)
        self.registered.append(record.id)
        return person

    # How to reach them ----------------------------------------------------------

    def _note_details(self, person: NewPerson, line: Line) -> None:
        for column in _DETAILS:
            if line[column]:
                first, said = person.details.setdefault(column, (line[column], line))
                if first.casefold() != line[column].casefold():
                    raise PersonContradicted(column.value, line=said.number)
        if line[Column.EMAIL]:
            self._new_by_email[line[Column.EMAIL].casefold()] = person

    def _give_details(self) -> None:
        for person in self.people:
            details = {column.value: None for column in _DETAILS}
            for column, (value, line) in person.details.items():
                try:
                    Person.checked_details(**details | {column.value: value})
                except Refusal as refusal:
                    self._refuse(line, refusal)
            given = {column.value: value for column, (value, _) in person.details.items()}
            if given and not self.problems:
                person.record.give_contact_details(**details | given, at=self.at)


def _names(line: Line) -> Names:
    return plain(line[Column.GIVEN_NAME]), plain(line[Column.FAMILY_NAME])


def _column(refusal: Refusal) -> Column | None:
    named = refusal.path[0] if refusal.path else ""
    return _COLUMNS.get(named) or next((column for column in Column if column.value == named), None)
