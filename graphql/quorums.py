"""How a quorum is counted, as clients see and set it."""

from __future__ import annotations

import strawberry

from maillage.domain import consultations, quorum
from maillage.graphql.inputs import Value
from maillage.graphql.sharing import viewer_independent


@viewer_independent
@strawberry.type(description="How many collectivities a quorum takes: strictly more than a share of the members.")
class QuorumRule:
    numerator: int = strawberry.field(description="Of the share that must be exceeded: 1 of 1/2.")
    denominator: int = strawberry.field(description="Of the share that must be exceeded: 2 of 1/2.")
    remote_counts: bool = strawberry.field(description="Whether a collectivity that attends from afar is represented.")


@viewer_independent
@strawberry.type(description="How ballots between meetings go: whose answers a quorum takes, and how long they have.")
class ConsultationRule:
    numerator: int = strawberry.field(description="Of the share of members whose answers must exceed it: 1 of 1/2.")
    denominator: int = strawberry.field(description="Of the share of members whose answers must exceed it: 2 of 1/2.")
    working_days: int = strawberry.field(description="How many a consultation lasts at least, its first day left out.")


@viewer_independent
@strawberry.type(description="What counted for the quorum at one moment.")
class Quorum:
    represented: int = strawberry.field(description="Collectivities that counted; of a consultation, that answered.")
    needed: int = strawberry.field(description="How many it takes.")
    members: int = strawberry.field(description="Collectivities that were members.")
    reached: bool = strawberry.field(description="Whether it was enough.")


@strawberry.input(description="A quorum: strictly more than a share of the members, each counted once.")
class QuorumRuleInput(Value):
    numerator: int = strawberry.field(description="Of the share that must be exceeded, 0 to the denominator.")
    denominator: int = strawberry.field(description="Of the share that must be exceeded, 1 to 1000.")
    remote_counts: bool = strawberry.field(
        default=True, description="Whether a collectivity that attends from afar is represented."
    )

    def value(self) -> quorum.QuorumRule:
        return quorum.QuorumRule(self.numerator, self.denominator, self.remote_counts)


@strawberry.input(description="How ballots between meetings go.")
class ConsultationRuleInput(Value):
    numerator: int = strawberry.field(default=1, description="Of the share that answers exceed, 0 to the denominator.")
    denominator: int = strawberry.field(default=2, description="Of the share that answers exceed, 1 to 1000.")
    working_days: int = strawberry.field(default=5, description="How many one lasts at least, 1 to 30.")

    def value(self) -> consultations.ConsultationRule:
        return consultations.ConsultationRule(self.numerator, self.denominator, self.working_days)
