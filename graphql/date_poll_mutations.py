"""What is asked of polls of dates: opened, answered, closed on a date or abandoned."""

from __future__ import annotations

from datetime import datetime

import strawberry

from maillage.domain.date_options import Period
from maillage.domain.date_poll_facts import Availability, OptionAnswer
from maillage.domain.meeting_facts import MeetingKind, Modality
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, CommandInput, Payload, carried_out
from maillage.graphql.date_polls import DatePoll, date_poll_of
from maillage.graphql.inputs import WHY, Value, id_field
from maillage.graphql.moments import Info
from maillage.graphql.references import DATE_POLL, MEETING, PERSON
from maillage.usecases import date_polls


@strawberry.type(description="The answer to a command about a poll of dates.")
class DatePollPayload(Payload):
    SUBJECT = ("date_poll", date_poll_of)
    date_poll: DatePoll | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="A date to offer: in the future, after the poll's deadline, seven days at most.")
class DatePeriodInput(Value):
    starts_at: datetime = strawberry.field(description="When the meeting would start.")
    ends_at: datetime = strawberry.field(description="When it would end.")

    def value(self) -> Period:
        return Period(self.starts_at, self.ends_at)


@strawberry.input(description="A poll of dates for a planned meeting, or for one that the choice plans.")
class OpenDatePollInput(CommandInput):
    options: list[DatePeriodInput] = strawberry.field(description="Two dates or more.")
    deadline: datetime = strawberry.field(description="The last instant for answers, before the first date.")
    meeting: strawberry.ID | None = id_field(
        MEETING, "Planned, without a date yet: it has its title, kind and modality.", default=None
    )
    title: str | None = strawberry.field(
        default=None, description="Without a meeting: what it will be called, at most 200 characters."
    )
    kind: MeetingKind | None = strawberry.field(default=None, description="Without a meeting: what it will be.")
    modality: Modality | None = strawberry.field(
        default=None, description="Without a meeting: how one will be able to attend."
    )
    invited: list[strawberry.ID] | None = id_field(
        PERSON, "Who is asked; without it everybody who holds a mandate at a member.", default=None
    )


@strawberry.input(description="One more date.")
class AddDateOptionInput(ChangeInput):
    date_poll: strawberry.ID = id_field(DATE_POLL, "Of which poll.")
    starts_at: datetime = strawberry.field(description="In the future, after the deadline.")
    ends_at: datetime = strawberry.field(description="After it starts, seven days at most.")


@strawberry.input(description="Whether one can come on one date.")
class OptionAnswerInput(Value):
    option: int = strawberry.field(description="The number of the date.")
    availability: Availability = strawberry.field(description="Whether you can come.")

    def value(self) -> OptionAnswer:
        return OptionAnswer(self.option, self.availability)


@strawberry.input(description="One's own answer.")
class AnswerDatePollInput(ChangeInput):
    date_poll: strawberry.ID = id_field(DATE_POLL, "To which poll.")
    answers: list[OptionAnswerInput] = strawberry.field(
        description="For each date once; what is left out stays as you answered it before."
    )


@strawberry.input(description="A reminder.")
class RemindDatePollInput(ChangeInput):
    date_poll: strawberry.ID = id_field(DATE_POLL, "Of which poll.")


@strawberry.input(description="The chosen date.")
class CloseDatePollInput(ChangeInput):
    date_poll: strawberry.ID = id_field(DATE_POLL, "Which poll.")
    option: int = strawberry.field(description="The number of the date.")
    reason: str | None = strawberry.field(
        default=None, description=f"Needed where too few members can come by their answers. {WHY}"
    )
    place: str | None = strawberry.field(
        default=None, description="Address or room, at most 500 characters; none for a remote meeting."
    )
    call_link: str | None = strawberry.field(
        default=None, description="Of the call: https, at most 1000 characters; none for a meeting on site."
    )


@strawberry.input(description="A poll that is given up.")
class AbandonDatePollInput(ChangeInput):
    date_poll: strawberry.ID = id_field(DATE_POLL, "Which poll.")
    reason: str = strawberry.field(description=WHY)


@strawberry.type(description="Part of the mutations.")
class DatePollMutations:
    @strawberry.mutation(description="Asks people when they can come. Needs `meetings.run`.")
    async def open_date_poll(self, info: Info, input: Asked[OpenDatePollInput]) -> DatePollPayload:
        return await carried_out(info, date_polls.open_date_poll, input, DatePollPayload)

    @strawberry.mutation(description="Offers one more date, which everybody is asked about. Needs `meetings.run`.")
    async def add_date_option(self, info: Info, input: Asked[AddDateOptionInput]) -> DatePollPayload:
        return await carried_out(info, date_polls.add_date_option, input, DatePollPayload)

    @strawberry.mutation(
        description="Answers for oneself, again as often as one likes until the deadline. Needs `date-polls.answer`."
    )
    async def answer_date_poll(self, info: Info, input: Asked[AnswerDatePollInput]) -> DatePollPayload:
        return await carried_out(info, date_polls.answer_date_poll, input, DatePollPayload)

    @strawberry.mutation(description="Reminds those only who have not answered for every date. Needs `meetings.run`.")
    async def remind_date_poll(self, info: Info, input: Asked[RemindDatePollInput]) -> DatePollPayload:
        return await carried_out(info, date_polls.remind_date_poll, input, DatePollPayload)

    @strawberry.mutation(
        description="Chooses a date and schedules the meeting on it, planned first where there was none. Needs "
        "`meetings.run`."
    )
    async def close_date_poll(self, info: Info, input: Asked[CloseDatePollInput]) -> DatePollPayload:
        return await carried_out(info, date_polls.close_date_poll, input, DatePollPayload)

    @strawberry.mutation(description="Gives a poll up, without a date. Needs `meetings.run`.")
    async def abandon_date_poll(self, info: Info, input: Asked[AbandonDatePollInput]) -> DatePollPayload:
        return await carried_out(info, date_polls.abandon_date_poll, input, DatePollPayload)
