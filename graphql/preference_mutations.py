"""What one wants by mail."""

from __future__ import annotations

from uuid import UUID

import strawberry

from maillage.domain.messages import MessageKind
from maillage.graphql.arguments import Asked
from maillage.graphql.commands import AS_IT_IS_NOW, ChangeInput, Payload, carried_out
from maillage.graphql.moments import Info, Moment
from maillage.graphql.viewer import Viewer, viewer_of
from maillage.usecases import profiles


async def _oneself(moment: Moment, _: UUID | None) -> Viewer | None:
    return await viewer_of(moment)


@strawberry.type(description="The answer to a command about oneself.")
class ViewerPayload(Payload):
    SUBJECT = ("viewer", _oneself)
    viewer: Viewer | None = strawberry.field(default=None, description=AS_IT_IS_NOW)


@strawberry.input(description="What one does without by mail. `expectedVersion` is that of one's own `Person`.")
class SetNotificationPreferencesInput(ChangeInput):
    unwanted: list[MessageKind] = strawberry.field(
        description="It replaces what was said before. All other kinds are sent, those to come too."
    )


@strawberry.type(description="Part of the mutations.")
class PreferenceMutations:
    @strawberry.mutation(
        description="Says which messages one does not want by mail. Invitations and what becomes of them are always "
        "sent. Needs `people.change-own-details`, for oneself."
    )
    async def set_notification_preferences(
        self, info: Info, input: Asked[SetNotificationPreferencesInput]
    ) -> ViewerPayload:
        return await carried_out(info, profiles.set_notification_preferences, input, ViewerPayload)
