"""What is asked of the directory: people, how to reach them, their mandates."""

from __future__ import annotations

from datetime import date

import strawberry

from maillage.domain.mandates import Function
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, CommandInput, Payload, carried_out
from maillage.graphql.inputs import WHY, Value, id_field
from maillage.graphql.moments import Info
from maillage.graphql.people import Person, person_of
from maillage.graphql.references import MANDATE, PERSON, organisation_of
from maillage.usecases import people
from maillage.usecases.ending_access import end_access_of
from maillage.usecases.people import NewMandate


@strawberry.type(description="The answer to a command about a person.")
class PersonPayload(Payload):
    SUBJECT = ("person", person_of)
    person: Person | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="A mandate to grant. Both days are within it.")
class MandateInput(Value):
    organisation: strawberry.ID = strawberry.field(description="For which collectivity, syndicate or partner.")
    function: Function = strawberry.field(description="What the person does there.")
    starts_on: date = strawberry.field(description="First day.")
    ends_on: date | None = strawberry.field(default=None, description="Last day; without it open-ended.")
    deliberation: str | None = strawberry.field(
        default=None, description="Reference of the act that designates the person."
    )

    seat: int | None = strawberry.field(
        default=None, description="Number of the seat of the collectivity that it takes, from 1; without it none."
    )

    def value(self) -> NewMandate:
        kind, organisation = organisation_of(self.organisation, "organisation")
        days = (self.starts_on, self.ends_on)
        return NewMandate(organisation, kind, self.function, *days, self.deliberation, self.seat)


@strawberry.input(description="A person new to the network.")
class RegisterPersonInput(CommandInput):
    given_name: str = strawberry.field(description="At most 80 characters.")
    family_name: str = strawberry.field(description="At most 80 characters.")
    email: str | None = strawberry.field(default=None, description="Where to write.")
    phone: str | None = strawberry.field(default=None, description="Where to call.")
    mandate: MandateInput | None = strawberry.field(
        default=None, description="The first mandate. Who may only manage people of the own collectivity gives one."
    )


@strawberry.input(description="How to reach a person. Both details replace what was known.")
class GiveContactDetailsInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Whose.")
    email: str | None = strawberry.field(default=None, description="Where to write; null takes it back.")
    phone: str | None = strawberry.field(default=None, description="Where to call; null takes it back.")


@strawberry.input(description="What a person will do for an organisation.")
class GrantMandateInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Who.")
    mandate: MandateInput = strawberry.field(description="What, where and when.")


@strawberry.input(description="The end of a mandate.")
class EndMandateInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Whose.")
    mandate: strawberry.ID = id_field(MANDATE, "Which mandate.")
    on: date = strawberry.field(
        description="Last day. Until it has passed, it can be moved, never beyond what was granted."
    )
    reason: str | None = strawberry.field(default=None, description=WHY)


@strawberry.input(description="A later end of a mandate that has one.")
class ExtendMandateInput(ChangeInput):
    person: strawberry.ID = id_field(PERSON, "Whose.")
    mandate: strawberry.ID = id_field(MANDATE, "Which mandate.")
    ends_on: date | None = strawberry.field(default=None, description="Last day; without it open-ended from now on.")
    deliberation: str | None = strawberry.field(default=None, description="Reference of the act that extends it.")


@strawberry.input(description="The end of all by which a person gets in.")
class EndAccessOfInput(CommandInput):
    person: strawberry.ID = id_field(PERSON, "Whose device was lost, or whose mailbox became another's.")


@strawberry.type(description="Part of the mutations.")
class PeopleMutations:
    @strawberry.mutation(
        description="Registers a person. Needs `people.manage`, or `people.manage-own` for the own collectivity."
    )
    async def register_person(self, info: Info, input: Asked[RegisterPersonInput]) -> PersonPayload:
        return await carried_out(info, people.register_person, input, PersonPayload)

    @strawberry.mutation(
        description="Says how to reach a person. Another e-mail address, unless the person gives it, ends the sessions "
        "that the former one opened. Needs `people.change-own-details` for oneself, `people.manage`, or "
        "`people.manage-own` for the own collectivity."
    )
    async def give_contact_details(self, info: Info, input: Asked[GiveContactDetailsInput]) -> PersonPayload:
        return await carried_out(info, people.give_contact_details, input, PersonPayload)

    @strawberry.mutation(
        description="Ends every session, token and calendar address of a person, and the sessions that the same e-mail "
        "addresses opened in other networks. Whoever has the mailbox signs in again. Needs `people.manage`."
    )
    async def end_access_of(self, info: Info, input: Asked[EndAccessOfInput]) -> PersonPayload:
        return await carried_out(info, end_access_of, input, PersonPayload)

    @strawberry.mutation(
        description="Grants a mandate. Needs `people.manage`, or `people.manage-own` for the own collectivity."
    )
    async def grant_mandate(self, info: Info, input: Asked[GrantMandateInput]) -> PersonPayload:
        return await carried_out(info, people.grant_mandate, input, PersonPayload)

    @strawberry.mutation(
        description="Ends a mandate. Needs `people.manage`, or `people.manage-own` for the own collectivity."
    )
    async def end_mandate(self, info: Info, input: Asked[EndMandateInput]) -> PersonPayload:
        return await carried_out(info, people.end_mandate, input, PersonPayload)

    @strawberry.mutation(
        description="Extends a mandate, and the seat that it holds. Needs `people.manage`, or `people.manage-own` for "
        "the own collectivity."
    )
    async def extend_mandate(self, info: Info, input: Asked[ExtendMandateInput]) -> PersonPayload:
        return await carried_out(info, people.extend_mandate, input, PersonPayload)
