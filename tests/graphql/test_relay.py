"""Lists and nodes, through the API."""

import pytest

from tests.graphql.conftest import Served
from tests.graphql.toy import BY_SEQ, INSTALLATION, OTHER_NETWORK, SEAL, THINGS, TIMELINE

PAGE = """query($first: Int, $after: Cursor, $last: Int, $before: Cursor) {
    things(first: $first, after: $after, last: $last, before: $before) {
        nodes { title } edges { cursor node { title } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } }"""
TITLES = [thing.title for thing in THINGS.values()]


async def page(served: Served, **asked: object) -> dict[str, object]:
    return (await served.run(PAGE, asked))["data"]["things"]  # type: ignore[no-any-return]


def titles(page) -> list[str]:
    assert page["nodes"] == [edge["node"] for edge in page["edges"]]
    return [node["title"] for node in page["nodes"]]


async def test_a_list_is_read_whole_page_by_page_both_ways(served: Served):
    forwards, after = [], None
    while True:
        read = await page(served, first=60, after=after)
        forwards += titles(read)
        assert read["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = read["pageInfo"]["endCursor"]
        if not read["pageInfo"]["hasNextPage"]:
            break
    backwards, before = [], None
    while True:
        read = await page(served, last=100, before=before)
        backwards = titles(read) + backwards
        before = read["pageInfo"]["startCursor"]
        if not read["pageInfo"]["hasPreviousPage"]:
            break
    assert forwards == backwards == TITLES


async def test_a_page_has_twenty_unless_asked(served: Served):
    assert titles(await page(served)) == TITLES[:20]
    assert titles(await page(served, first=1)) == TITLES[:1]
    assert titles(await page(served, last=1)) == TITLES[-1:]
    assert len(titles(await page(served, first=100))) == 100


async def test_the_page_after_the_last_is_empty(served: Served):
    read = await page(served, after=BY_SEQ.encode(SEAL, 249))
    assert read["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": None}


@pytest.mark.parametrize(
    ("asked", "argument"),
    [({"first": 101}, "first"), ({"last": 101}, "last"), ({"first": 0}, "first"), ({"first": -1}, "first"),
     ({"first": 5, "last": 5}, "last")],
)  # fmt: skip
async def test_a_page_of_another_size_is_refused_and_never_cut(served: Served, asked: dict[str, int], argument: str):
    error = (await served.run(PAGE, asked))["errors"][0]
    assert error["extensions"] == {"code": "PAGE_INVALID", "argument": argument, "value": asked[argument]}


@pytest.mark.parametrize(
    "cursor", ["", "x", TIMELINE.encode(SEAL, 1, 1), BY_SEQ.encode(INSTALLATION.of(OTHER_NETWORK.bytes), 1)]
)
async def test_a_cursor_of_another_list_or_network_is_refused(served: Served, cursor: str):
    for argument in ("after", "before"):
        error = (await served.run(PAGE, {argument: cursor}))["errors"][0]
        assert error["extensions"] == {"code": "CURSOR_INVALID"}


async def test_a_list_is_counted_only_when_asked(served: Served):
    await page(served)
    assert served.world.counts == 0
    assert (await served.run("{ things { totalCount } }"))["data"] == {"things": {"totalCount": 250}}
    assert served.world.counts == 1


async def test_nodes_are_found_by_their_ids_in_the_order_asked(served: Served):
    ids = [thing.id for thing in list(THINGS.values())[:3]]
    missing = "thg_" + "a" * 26
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Thing { title } } }"
    body = await served.run(query, {"ids": [ids[2], missing, ids[0], ids[2]]})
    assert [node and node["title"] for node in body["data"]["nodes"]] == [TITLES[2], None, TITLES[0], TITLES[2]]
    assert (await served.run(f'{{ node(id: "{ids[1]}") {{ id }} }}'))["data"] == {"node": {"id": ids[1]}}


@pytest.mark.parametrize("id", ["", "thg_x", "mtg_" + "a" * 26, "1"])
async def test_an_id_of_nothing_here_is_refused(served: Served, id: str):
    body = await served.run("query($id: ID!) { node(id: $id) { id } }", {"id": id})
    assert body["data"] == {"node": None}
    assert body["errors"][0]["extensions"]["code"] == "ID_INVALID"


async def test_more_than_a_hundred_ids_are_refused(served: Served):
    ids = ["thg_" + "a" * 26] * 101
    body = await served.run("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ids})
    assert body["errors"][0]["extensions"] == {"code": "PAGE_INVALID", "argument": "ids", "value": 101}
