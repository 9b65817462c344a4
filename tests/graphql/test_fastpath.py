"""The short ways give what graphql-core gives, errors included."""

import json

import pytest
import strawberry

from maillage.graphql.errors import nothing_expected
from maillage.graphql.execution import Engine
from maillage.graphql.requests import OperationRequest
from maillage.graphql.scalars import CONFIG
from maillage.graphql.settings import EndpointSettings
from tests.graphql.toy import Caller, Context, Mutation, Query, Subscription, Thing, ToyLoaders, World

THING = "__typename id title mood price { amount currency } startsAt day quantity ratio reference"
QUERIES = [
    f"{{ item {{ {THING} }} }}",
    f"{{ item {{ shout {THING} later parent {{ {THING} later(ms: 2) }} a: title b: later c: shout }} }}",
    "{ item(number: 0) { quantity title parent { parent { title } } } }",
    f"{{ things {{ totalCount nodes {{ {THING} }} edges {{ node {{ shout }} }} pageInfo {{ endCursor }} }} }}",
    "{ item { title @skip(if: true) mood @include(if: false) id } }",
    "{ item { ...T title } } fragment T on Thing { mood ... on Node { id } ... { shout } parent { ...T2 } } "
    "fragment T2 on Thing { id }",
    "{ brokenThing { id title } hello }",
    "{ boom hello unwritable viewer }",
    "{ __schema { types { name fields { name type { name } } } } }",
]  # fmt: skip


def schema() -> strawberry.Schema:
    return strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription, types=[Thing], config=CONFIG)


def context() -> Context:
    world = World()
    caller = Caller("anne", frozenset({"all"}))
    return Context(caller=caller, reads=world, tail=world, locale="fr", loaders=ToyLoaders(world))


@pytest.mark.parametrize("query", QUERIES)
async def test_the_answer_is_that_of_the_stock_executor(query: str):
    engine = Engine(schema(), EndpointSettings(), nothing_expected)
    plan = engine.plan(OperationRequest.of({"query": query}), "en")
    ours = await engine.answer(plan, context())
    stock = await schema().execute(query, context_value=context())
    assert json.dumps(ours["data"]) == json.dumps(stock.data)  # the order of the fields too
    mine = [(error["path"], error["locations"]) for error in ours.get("errors", [])]
    theirs = [(e.path, [place.formatted for place in e.locations or ()]) for e in stock.errors or ()]
    assert sorted(mine, key=str) == sorted(theirs, key=str)


def test_only_plain_attributes_take_the_short_way():
    built = schema()
    Engine(built, EndpointSettings(), nothing_expected)
    kinds = built._schema.type_map
    short = {
        f"{kind}.{name}"
        for kind in ("Thing", "Query", "Money", "ThingConnection")
        for name, field in kinds[kind].fields.items()  # type: ignore[attr-defined]
        if "maillage-leaf" in field.extensions
    }
    leaves = {"id", "title", "mood", "startsAt", "day", "quantity", "ratio", "reference"}
    assert short == {f"Thing.{name}" for name in leaves} | {"Money.amount", "Money.currency"}
