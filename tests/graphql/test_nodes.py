"""Any object by its id, and nothing for an id that is not ours."""

from __future__ import annotations

import pytest

from maillage.graphql.ids import encode_id
from tests.network import Api

NODE = "query($id: ID!) { node(id: $id) { __typename id } }"
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"


async def of_every_kind(api: Api) -> dict[str, str]:
    network = api.network
    mandate = (await api.read("{ network { mandates(first: 1) { nodes { id } } } }"))["network"]["mandates"]["nodes"][0]
    return {
        "Network": api.id("net", network.id),
        "Collectivity": api.member(0),
        "Syndicate": api.id("syn", network.syndicate),
        "Partner": api.id("prt", network.partner),
        "Person": api.person("auditor"),
        "Mandate": mandate["id"],
        "Meeting": api.id("mtg", await network.planned()),
        "Decision": api.id("dec", await network.proposed()),
        "ActionItem": api.id("act", await network.assigned()),
    }


async def test_every_object_is_found_by_its_id(api: Api):
    ids = await of_every_kind(api)
    found = (await api.read(NODES, ids=list(ids.values())))["nodes"]
    assert found == [{"__typename": kind, "id": id} for kind, id in ids.items()]


async def test_an_object_of_a_foreign_network_is_not_found(api: Api):
    ids = await of_every_kind(api)
    assert (await api.read(NODES, "stranger", ids=list(ids.values())))["nodes"] == [None] * len(ids)


async def test_the_same_uuid_under_another_prefix_is_another_id(api: Api):
    assert (await api.read(NODE, id=encode_id("mtg", api.network.members[0])))["node"] is None


@pytest.mark.parametrize("id", ["", "col_", "col_short", "xyz_aaaaaaaaaaaaaaaaaaaaaaaaaa", "42", "col_" + "A" * 26])
async def test_a_malformed_id_is_refused(api: Api, id: str):
    assert (await api.error(NODE, id=id))["code"] == "ID_INVALID"


async def test_a_partner_s_contact_finds_nothing(api: Api):
    answer = await api.run(NODE, "contact", id=api.member(0))
    assert answer["data"] == {"node": None}
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
