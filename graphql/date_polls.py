"""Polls of dates (fr: sondages de dates), as clients see them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from maillage.domain.date_poll_facts import Availability, Invitee
from maillage.domain.date_poll_facts import DateOption as OptionRow
from maillage.domain.day_flags import FlagKind, day_flags
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.domain.turnout import Outlook
from maillage.graphql.arguments import After, Before, First, Last
from maillage.graphql.collectivities import Collectivity, collectivities_of, collectivity_of
from maillage.graphql.cursors import Cursors
from maillage.graphql.ids import encode_id
from maillage.graphql.meetings import Meeting, meeting_of
from maillage.graphql.messages import WHO_WAS_REACHED, Message, States, message_page
from maillage.graphql.moments import Moment
from maillage.graphql.people import Person, person_of
from maillage.graphql.references import DATE_POLL, MEETING, uuid_of
from maillage.graphql.relay import Connection, Node, Page
from maillage.graphql.rows import connection, from_row
from maillage.graphql.sharing import SHARED, viewer_independent
from maillage.graphql.vocabulary import labelled
from maillage.projections import date_polls
from maillage.projections.date_polls import AnswerRow, DatePollRow, DatePollStatus

LATEST_FIRST: Cursors[datetime, UUID] = Cursors("date polls, latest first", tuple[datetime, UUID])


@viewer_independent
@strawberry.type(description="What a day of the date falls on.")
class DateFlag:
    kind: FlagKind = strawberry.field(description="What it is.")
    kind_label: str = labelled("kind")
    label: str | None = strawberry.field(description="What it is called, in French: Toussaint, Congés d’été.")


@viewer_independent
@strawberry.type(description="The latest answer of one person for one date.")
class DateAnswer:
    availability: Availability = strawberry.field(description="Whether this person can come.")
    availability_label: str = labelled("availability")
    answered_at: datetime = strawberry.field(description="When this was answered.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[AnswerRow]

    @strawberry.field(description="Who. Needs `directory.read`.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)


@viewer_independent
@strawberry.type(description="What one member can do on one date, by the best answer of its people.")
class MemberAvailability:
    availability: Availability | None = strawberry.field(
        description="Null: nobody of its people can come by the answers given, and somebody has not answered."
    )
    availability_label: str | None = labelled("availability")
    moment: strawberry.Private[Moment]
    member: strawberry.Private[UUID]

    @strawberry.field(description="Which. Needs `directory.read`.", metadata=SHARED)
    async def collectivity(self) -> Collectivity | None:
        return await collectivity_of(self.moment, self.member)


@viewer_independent
@strawberry.type(description="A date that a poll offers.")
class DateOption:
    number: int = strawberry.field(description="Within the poll: what an answer and the choice name it by.")
    starts_at: datetime = strawberry.field(description="When the meeting would start.")
    ends_at: datetime = strawberry.field(description="When it would end.")
    yes: int = strawberry.field(description="People who can come.")
    if_needed: int = strawberry.field(description="People who can come if need be.")
    no: int = strawberry.field(description="People who cannot come.")
    silent: int = strawberry.field(description="People who are asked and have not answered for it.")
    able: int = strawberry.field(description="Members of whom somebody can come, if need be.")
    outlook: Outlook = strawberry.field(description="Whether that is enough; the choice of another needs a reason.")
    outlook_label: str = labelled("outlook")
    flags: list[DateFlag] = strawberry.field(
        description="Public holidays of mainland France, closures of the network, school holidays in its zone."
    )
    moment: strawberry.Private[Moment]
    poll: strawberry.Private[DatePollRow]

    @classmethod
    def of(cls, moment: Moment, poll: DatePollRow, row: OptionRow) -> DateOption:
        said = [answer.availability for answer in poll.answers_for(row.number)]
        flags = day_flags(row.starts_at, row.ends_at, poll.school_zone, poll.closures)
        return cls(
            number=row.number,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            yes=said.count(Availability.YES),
            if_needed=said.count(Availability.IF_NEEDED),
            no=said.count(Availability.NO),
            silent=len(poll.invited) - len(said),
            able=poll.turnout_of(row.number).able,
            outlook=poll.turnout_of(row.number).outlook,
            flags=[from_row(DateFlag, flag) for flag in flags],
            moment=moment,
            poll=poll,
        )

    @strawberry.field(description="What was answered for it, by person.", metadata=SHARED)
    def answers(self) -> list[DateAnswer]:
        rows = self.poll.answers_for(self.number)
        return [from_row(DateAnswer, row, moment=self.moment, row=row) for row in rows]

    @strawberry.field(description="What was answered for it, by member of whom somebody is asked.", metadata=SHARED)
    def members(self) -> list[MemberAvailability]:
        found = sorted(self.poll.turnout_of(self.number).members.items())
        return [MemberAvailability(availability=said, moment=self.moment, member=member) for member, said in found]


@viewer_independent
@strawberry.type(description="Somebody who is asked.")
class DatePollInvitee:
    answered: bool = strawberry.field(description="Whether for every date that the poll offers.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[Invitee]

    @strawberry.field(description="Who. Needs `directory.read`.", metadata=SHARED)
    async def person(self) -> Person | None:
        return await person_of(self.moment, self.row.person)

    @strawberry.field(description="Members for which the answer counts. Needs `directory.read`.", metadata=SHARED)
    async def collectivities(self) -> list[Collectivity] | None:
        return await collectivities_of(self.moment, self.row.collectivities)


@viewer_independent
@strawberry.type(
    description="A poll of dates for a meeting (fr: sondage de dates). Needs `meetings.read`, or `date-polls.answer` "
    "for one that asks you."
)
class DatePoll(Node):
    version: int = strawberry.field(description="Rises with each change: what `expectedVersion` is compared with.")
    title: str = strawberry.field(description="Of the meeting.")
    kind: MeetingKind = strawberry.field(description="Of the meeting.")
    kind_label: str = labelled("kind")
    modality: Modality = strawberry.field(description="Of the meeting.")
    modality_label: str = labelled("modality")
    status: DatePollStatus = strawberry.field(description="Where it stands.")
    status_label: str = labelled("status")
    deadline: datetime = strawberry.field(description="The last instant for answers.")
    member_count: int = strawberry.field(description="Members of the network when it was opened.")
    needed: int = strawberry.field(
        description="How many of them are to be able to come on a date that is chosen without a reason."
    )
    reason: str | None = strawberry.field(description="Why this date was chosen all the same, or the poll abandoned.")
    reminded_at: datetime | None = strawberry.field(description="When those without a full answer were last reminded.")
    opened_at: datetime = strawberry.field(description="When it was opened.")
    ended_at: datetime | None = strawberry.field(description="When it was closed or abandoned; null unless it is.")
    options: list[DateOption] = strawberry.field(description="The dates that it offers, by number.")
    chosen: DateOption | None = strawberry.field(description="The date of the meeting; null until it is closed.")
    invitees: list[DatePollInvitee] = strawberry.field(description="Who is asked.")
    moment: strawberry.Private[Moment]
    row: strawberry.Private[DatePollRow]

    @classmethod
    def of(cls, moment: Moment, row: DatePollRow) -> DatePoll:
        options = [DateOption.of(moment, row, option) for option in row.options]
        missing = set(row.missing)
        invitees = [
            DatePollInvitee(answered=each.person not in missing, moment=moment, row=each) for each in row.invited
        ]
        dates = {"options": options, "chosen": next((each for each in options if each.number == row.chosen), None)}
        figures = {"member_count": row.members, "invitees": invitees}
        return from_row(cls, row, id=encode_id(DATE_POLL, row.id), **dates, **figures, moment=moment, row=row)

    @strawberry.field(
        description="That it is for; null until the choice plans one. Needs `meetings.read`.", metadata=SHARED
    )
    async def meeting(self) -> Meeting | None:
        return await meeting_of(self.moment, self.row.meeting)

    @strawberry.field(
        description="Who has not answered for every date: whom a reminder goes to. Needs `directory.read`.",
        metadata=SHARED,
    )
    async def missing(self) -> list[Person] | None:
        rows = await self.moment.loaders.people.load_many(self.row.missing)
        return [Person.of(self.moment, row) for row in rows if row]

    @strawberry.field(description=WHO_WAS_REACHED, metadata=SHARED)
    async def messages(
        self,
        *,
        state: States = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Message] | None:
        return await message_page(self.moment, self.row.id, Page.asked(first, after, last, before), state)


@strawberry.input(description="Criteria that all have to be met; null leaves one out.")
class DatePollFilter:
    status: list[DatePollStatus] | None = strawberry.field(default=None, description="Any of these.")
    meeting: strawberry.ID | None = strawberry.field(default=None, description="For which meeting.")

    def value(self) -> date_polls.DatePollFilter:
        statuses = None if self.status is None else frozenset(self.status)
        meeting = None if self.meeting is None else uuid_of(self.meeting, [MEETING], "filter", "meeting")
        return date_polls.DatePollFilter(statuses, meeting)


async def date_poll_page(moment: Moment, page: Page, asked: DatePollFilter | None) -> Connection[DatePoll]:
    filter = asked.value() if asked else date_polls.ANY_POLL
    return await connection(
        moment,
        page,
        LATEST_FIRST,
        read=lambda window: date_polls.date_polls(moment.db, moment.caller, window, filter),
        show=DatePoll.of,
        count=lambda: date_polls.count_date_polls(moment.db, moment.caller, filter),
    )


async def date_poll_of(moment: Moment, id: UUID | None) -> DatePoll | None:
    row = await moment.loaders.date_polls.load(id) if id else None
    return DatePoll.of(moment, row) if row else None
