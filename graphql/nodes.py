"""Objects by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from strawberry.dataloader import DataLoader

from maillage.graphql.action_items import ActionItem
from maillage.graphql.collectivities import Collectivity
from maillage.graphql.date_polls import DatePoll
from maillage.graphql.decisions import Decision
from maillage.graphql.loaders import Loaders
from maillage.graphql.meetings import Meeting
from maillage.graphql.minutes import Minutes
from maillage.graphql.moments import Moment
from maillage.graphql.networks import Network
from maillage.graphql.organisations import Partner, Syndicate
from maillage.graphql.people import Mandate, Person
from maillage.graphql.references import (
    ACTION_ITEM,
    COLLECTIVITY,
    DATE_POLL,
    DECISION,
    MANDATE,
    MEETING,
    MINUTES,
    NETWORK,
    PARTNER,
    PERSON,
    SYNDICATE,
)
from maillage.graphql.relay import Fetch


def _loaded(pick: Callable[[Loaders], DataLoader[UUID, Any]], show: Callable[[Moment, Any], object]) -> Fetch:
    async def fetch(moment: Moment, ids: Sequence[UUID]) -> Mapping[UUID, object]:
        rows = await pick(moment.loaders).load_many(list(ids))
        return {id: show(moment, row) for id, row in zip(ids, rows, strict=True) if row}

    return fetch


async def _syndicate(moment: Moment, ids: Sequence[UUID]) -> Mapping[UUID, Syndicate]:
    network = await moment.loaders.networks.load(moment.caller.network)
    syndicate = network and network.syndicate
    return {syndicate.id: Syndicate.of(syndicate)} if syndicate else {}


KINDS: Mapping[str, Fetch] = MappingProxyType(
    {
        NETWORK: _loaded(lambda loaders: loaders.networks, Network.of),
        COLLECTIVITY: _loaded(lambda loaders: loaders.collectivities, Collectivity.of),
        SYNDICATE: _syndicate,
        PARTNER: _loaded(lambda loaders: loaders.partners, lambda _, row: Partner.of(row)),
        PERSON: _loaded(lambda loaders: loaders.people, Person.of),
        MANDATE: _loaded(lambda loaders: loaders.mandates, Mandate.of),
        MEETING: _loaded(lambda loaders: loaders.meetings, Meeting.of),
        DATE_POLL: _loaded(lambda loaders: loaders.date_polls, DatePoll.of),
        DECISION: _loaded(lambda loaders: loaders.decisions, Decision.of),
        ACTION_ITEM: _loaded(lambda loaders: loaders.action_items, ActionItem.of),
        MINUTES: _loaded(lambda loaders: loaders.minutes, Minutes.of),
    }
)
NODES = (Network, Collectivity, Syndicate, Partner, Person, Mandate, Meeting, DatePoll, Decision, ActionItem, Minutes)
