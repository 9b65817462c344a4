"""How a refusal of the rules reaches a client: as data of a mutation, as an error of a query."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from uuid import UUID

import strawberry

from maillage.domain.refusals import NotFound, Refusal, Value, every_refusal
from maillage.graphql import activity_options, as_of, queries, references
from maillage.graphql.errors import ApiError
from maillage.graphql.ids import encode_id
from maillage.graphql.references import PREFIXES
from maillage.usecases import collectivities, decisions, founding, meetings, networks, people

_REFUSING = ("domain", "eventstore", "usecases", "graphql")  # folders of ours that a request goes through


def _refusals() -> Iterator[type[Refusal]]:
    """Every refusal that a request can meet, by code."""
    ours = (kind for kind in every_refusal() if kind.__module__.removeprefix("maillage.").split(".")[0] in _REFUSING)
    return iter(sorted(ours, key=lambda kind: kind.code()))
