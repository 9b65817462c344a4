"""A directory imported from a spreadsheet, or only looked at."""

from __future__ import annotations

from uuid import UUID

import strawberry

from maillage.domain.collectivities import CollectivityKind
from maillage.domain.refusals import Refusal
from maillage.eventstore.log import Command
from maillage.graphql.arguments import Asked
from maillage.graphql.collectivities import Collectivity, collectivity_of
from maillage.graphql.commands import CommandInput, Payload, carried_out
from maillage.graphql.locales import Locale
from maillage.graphql.moments import Context, Info, Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.user_errors import ErrorCode, UserError
from maillage.usecases.directory_collectivities import NewCollectivity as PlannedCollectivity
from maillage.usecases.directory_file import Encoding
from maillage.usecases.directory_file import Problem as FoundProblem
from maillage.usecases.directory_import import import_directory
from maillage.usecases.directory_plan import Plan
from maillage.usecases.directory_review import review_directory


@strawberry.type(description="What is wrong with one line of a file.")
class FileProblem:
    line: int = strawberry.field(description="Of the file, counted from 1.")
    column: str | None = strawberry.field(description="Its name in the file; null where the whole line is meant.")
    code: ErrorCode = strawberry.field(description="Which rule; stable.")
    message: str = strawberry.field(description="For the person who asked, in French or English.")
    rule: str = strawberry.field(description="The rule in one English sentence.")

    @classmethod
    def of(cls, problem: FoundProblem, locale: Locale) -> FileProblem:
        said = UserError.of(problem.refusal, locale, ())
        return cls(line=problem.line, column=problem.column, code=said.code, message=said.message, rule=said.rule)


@strawberry.type(description="A line about somebody whom the network knew before: it changes nothing.")
class KnownLine:
    line: int = strawberry.field(description="Of the file, counted from 1.")
    moment: strawberry.Private[Moment]
    known: strawberry.Private[UUID]

    @strawberry.field(description="Who that is: by the same e-mail, or the same name at the same collectivity.")
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.known)


@strawberry.type(description="A collectivity that the file names and the network did not know.")
class NewCollectivity:
    line: int = strawberry.field(description="The first that names it.")
    name: str = strawberry.field(description="As the file writes it.")
    kind: CollectivityKind = strawberry.field(description="What it is in law.")
    guessed: bool = strawberry.field(
        description="Whether its kind was only guessed, the file having no column for it: a commune where its name "
        "begins so, else an EPCI."
    )
    moment: strawberry.Private[Moment]
    made: strawberry.Private[UUID]

    @strawberry.field(description="What it has become; null in a dry run.")
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.made)

    @classmethod
    def of(cls, moment: Moment, new: PlannedCollectivity) -> NewCollectivity:
        return cls(line=new.line, name=new.name, kind=new.kind, guessed=new.guessed, moment=moment, made=new.id)


@strawberry.type(description="What an import has done, or would do.")
class DirectoryReport:
    encoding: Encoding = strawberry.field(description="How the file was read.")
    ignored_columns: list[str] = strawberry.field(description="Those of which nothing is known: they were not read.")
    problems: list[FileProblem] = strawberry.field(
        description="By line. While there is one, nothing is imported; mend the file and send it under another id."
    )
    new_people: int = strawberry.field(description="How many are registered, each with a mandate from that day on.")
    new_collectivities: list[NewCollectivity] = strawberry.field(description="Registered and admitted, by line.")
    already_there: list[KnownLine] = strawberry.field(description="Lines about people whom the network knew before.")

    @classmethod
    def of(cls, plan: Plan, moment: Moment, locale: Locale) -> DirectoryReport:
        new = plan.collectivities.registered.values()
        return cls(
            encoding=plan.sheet.encoding,
            ignored_columns=list(plan.sheet.ignored),
            problems=[FileProblem.of(each, locale) for each in plan.problems],
            new_people=len(plan.registered),
            new_collectivities=[NewCollectivity.of(moment, each) for each in new],
            already_there=[KnownLine(line=line, moment=moment, known=who) for line, who in plan.there.items()],
        )


async def _to_come(_: Moment, __: UUID | None) -> None:
    """The report needs the file too, and is there also where the command is refused."""


@strawberry.type(description="The answer to the import of a directory.")
class DirectoryPayload(Payload):
    SUBJECT = ("report", _to_come)
    report: DirectoryReport | None = strawberry.field(
        default=None, description="Line by line; null where the file as a whole is refused."
    )


@strawberry.input(description="People and their collectivities, as a spreadsheet saves them.")
class ImportDirectoryInput(CommandInput):
    file: bytes = strawberry.field(
        description="A CSV file with `;` or `,` between its cells, 400,000 bytes and 1,000 people at most. Its first "
        "line names the columns, in French or English: prénom, nom, collectivité and fonction; where wanted also "
        "e-mail, téléphone, and type (EPCI or commune) and SIREN of the collectivity."
    )
    encoding: Encoding | None = strawberry.field(
        default=None, description="How the file writes its letters; without it UTF-8 if that fits, else Windows-1252."
    )
    dry_run: bool = strawberry.field(
        default=False, description="Only look: nothing is written, and the same command may follow without it."
    )


@strawberry.type(description="Part of the mutations.")
class DirectoryMutations:
    @strawberry.mutation(
        description="Registers everybody in a file whom the network does not know, each with a mandate from today on, "
        "and admits the collectivities that it does not know: all of them or, where a line has a problem, nobody. "
        "Needs `people.manage` and `network.manage-members`."
    )
    async def import_directory(self, info: Info, input: Asked[ImportDirectoryInput]) -> DirectoryPayload:
        payload = await carried_out(info, import_directory, input, DirectoryPayload)
        try:
            plan = await _plan(info.context, input)
        except Refusal as refusal:
            payload.errors = payload.errors or [UserError.of(refusal, info.context.locale, refusal.path)]
            return payload
        if not (payload.errors or input.dry_run):
            plan.problems.clear()  # what has changed since is no problem of a command that was carried out
        payload.report = DirectoryReport.of(plan, info.context.moment.renewed(), info.context.locale)
        return payload


async def _plan(context: Context, input: ImportDirectoryInput) -> Plan:
    command = Command.of(input.command_id, import_directory.__name__)
    caller = context.moment.caller
    return await review_directory(context.log, caller, input.file, encoding=input.encoding, command=command)
