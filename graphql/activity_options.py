"""What can be asked of the activity: its criteria, its order, its cursors."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import strawberry

import maillage.graphql.vocabulary  # noqa: F401  # SubjectKind stands in the schema as it is declared there
from maillage.domain.refusals import Refusal
from maillage.domain.registry import every_fact
from maillage.graphql.cursors import Cursors
from maillage.graphql.references import ACTION_ITEM, COLLECTIVITY, DECISION, MEETING, MINUTES, NETWORK, PERSON, uuid_of
from maillage.projections import timeline
from maillage.projections.timeline import SubjectKind

# One kind of cursor, whatever the order: in a page, in a subscription, in `asOf` and in a mutation's answer it is the
# same place of the same history.
POSITIONS: Cursors[int, int] = Cursors("activity", tuple[int, int])
SUBJECTS = (NETWORK, COLLECTIVITY, PERSON, MEETING, DECISION, ACTION_ITEM, MINUTES)


class TopicUnknown(Refusal):
    """A topic is the name of a fact, such as `decision.adopted`."""

    SOURCE = "ours: a slip in the name is caught"
    FR = "« {topic} » n’est pas le nom d’un fait."
    EN = "'{topic}' is the name of no fact."


@strawberry.enum(description="The order of the activity.")
class ActivityOrder(Enum):
    LATEST_FIRST = strawberry.enum_value("latest", description="The latest first.")
    EARLIEST_FIRST = strawberry.enum_value("earliest", description="In the order of history.")


@strawberry.input(description="Criteria that all have to be met; null leaves one out.")
class ActivityFilter:
    topics: list[str] | None = strawberry.field(default=None, description="Any of these, such as `decision.adopted`.")
    subject_kind: SubjectKind | None = strawberry.field(default=None, description="What it is about, by kind.")
    subject: strawberry.ID | None = strawberry.field(default=None, description="What it is about, by id.")
    actor: strawberry.ID | None = strawberry.field(default=None, description="The person who did it.")
    collectivity: strawberry.ID | None = strawberry.field(default=None, description="A collectivity that it names.")
    since: datetime | None = strawberry.field(default=None, description="It happened then or later.")
    until: datetime | None = strawberry.field(default=None, description="It happened before.")

    def value(self) -> timeline.EntryFilter:
        for topic in self.topics or ():
            if topic not in every_fact():
                raise TopicUnknown("filter", "topics", topic=topic[:60])
        return timeline.EntryFilter(
            topics=None if self.topics is None else frozenset(self.topics),
            subject_kind=self.subject_kind,
            subject=None if self.subject is None else uuid_of(self.subject, SUBJECTS, "filter", "subject"),
            actor=None if self.actor is None else uuid_of(self.actor, [PERSON], "filter", "actor"),
            collectivity=None
            if self.collectivity is None
            else uuid_of(self.collectivity, [COLLECTIVITY], "filter", "collectivity"),
            since=self.since,
            until=self.until,
        )
