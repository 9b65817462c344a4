"""Shared execution: who shares it, what it costs, when it ends."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from graphql import parse

from maillage.graphql.errors import RequestErrors
from maillage.graphql.hub import Hub
from maillage.graphql.live import Live
from maillage.graphql.sharing import Sharing, sharing_of
from tests.graphql.conftest import ACTIVITY, NET, Served, Serving
from tests.graphql.test_websocket import following, reading, settled, until
from tests.graphql.toy import SEAL, TIMELINE, World, schema


def cursor(seq: int, item: int = 0) -> str:
    return TIMELINE.encode(SEAL, seq, item)


async def test_one_execution_serves_all_who_see_the_same(served: Served):
    async with served.socket("anne") as anne, served.socket("bob") as bob, served.socket("zoe") as zoe:
        await asyncio.gather(*(socket.activity() for socket in (anne, bob, zoe)))
        await following(served, 3)
        assert served.world.runs == 1
        await reading(served, 1)
        reads = served.world.reads
        for n in range(5):
            served.world.add(f"{n}")
            assert [await socket.texts(1) for socket in (anne, bob, zoe)] == [[f"{n}"]] * 3
        assert served.world.reads == reads + 5


async def test_each_member_of_a_group_gets_its_own_operation_id(served: Served):
    ids = ["1", 'a "quoted" id', "é"]
    async with served.socket() as socket:
        for id in ids:
            await socket.activity(id)
        await following(served, len(ids))
        served.world.add("once")
        messages = [await socket.hear() for _ in ids]
    assert {message["id"] for message in messages} == set(ids)
    assert len({str(message["payload"]) for message in messages}) == 1
    assert served.world.runs == 1


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        (ACTIVITY.replace("text", "text head"), {}),
        (ACTIVITY.replace("{ cursor", "{ __typename cursor"), {}),
        (ACTIVITY, {"unused": 1}),
        (ACTIVITY.replace("network: $n", 'network: $n, label: "!"'), {}),
    ],
)
async def test_another_document_or_variable_is_another_group(served: Served, query: str, variables: dict[str, object]):
    async with served.socket() as socket:
        await socket.activity("a")
        await socket.subscribe("b", query, variables={"n": NET, **variables})
        await settled(served, groups=2, connections=1)


async def test_another_right_or_language_is_another_group(served: Served):
    served.world.audiences["bob"] = frozenset({"all", "board"})
    english = {"additional_headers": {"accept-language": "en"}}
    async with served.socket("anne") as anne, served.socket("bob") as bob, served.socket("zoe", **english) as zoe:
        for socket in (anne, bob, zoe):
            await socket.activity()
        await settled(served, groups=3, connections=3)
        served.world.add("of the board", audience="board")
        served.world.add("of all")
        assert await bob.texts(2) == ["of the board", "of all"]
        assert await anne.texts(1) == ["of all"]


async def test_a_field_that_depends_on_who_looks_runs_alone_for_each(served: Served):
    query = ACTIVITY.replace("text", "text mine")
    async with served.socket("anne") as anne, served.socket("bob") as bob:
        for socket in (anne, bob):
            await socket.activity(query=query)
        await reading(served, 2)
        served.world.add("x")
        for name, socket in (("anne", anne), ("bob", bob)):
            entry = (await socket.hear())["payload"]["data"]["activity"]["entry"]
            assert entry == {"seq": 1, "text": "x", "mine": f"for {name}"}
        assert served.endpoint.services.hub.groups == {}


async def test_the_group_is_no_person(served: Served, monkeypatch: pytest.MonkeyPatch):
    """Were a field marked by mistake, it would still not show its first subscriber to the others."""
    monkeypatch.setattr("maillage.graphql.sharing._is_marked", lambda *_: True)
    async with served.socket("anne") as anne:
        await anne.activity(query=ACTIVITY.replace("text", "mine"))
        await following(served, 1)
        served.world.add("x")
        assert (await anne.hear())["payload"]["data"]["activity"]["entry"]["mine"] == "for None"


HEAD = "subscription($n: ID!, $c: Cursor) "


@pytest.mark.parametrize(
    ("query", "sharing"),
    [
        (ACTIVITY, Sharing("c")),
        ("subscription($n: ID!) { activity(network: $n) { cursor } }", Sharing(None)),
        ("subscription($n: ID!) { activity(network: $n, after: null) { cursor } }", Sharing(None)),
        (HEAD + "{ ...A } fragment A on Subscription { activity(network: $n, after: $c) { cursor } }", Sharing("c")),
        (HEAD + "{ activity(network: $n, after: $c) { __typename entry { head __typename } } }", Sharing("c")),
        (HEAD + "{ activity(network: $n, after: $c) { entry { mine } } }", None),
        (HEAD + "{ activity(network: $n, after: $c) { ...E } } fragment E on ActivityEdge { entry { mine } }", None),
        ('subscription($n: ID!) { activity(network: $n, after: "x") { cursor } }', None),
        ("subscription($n: ID!, $c: Cursor = null) { activity(network: $n, after: $c) { cursor } }", None),
        ("subscription($n: ID!, $c: ID) { activity(network: $n, after: $c, label: $c) { cursor } }", None),
        ("subscription { countdown }", None),
    ],
)  # fmt: skip
def test_only_documents_of_marked_fields_that_can_be_resumed_are_shared(query: str, sharing: Sharing | None):
    document = parse(query)
    assert sharing_of(schema._schema, document, document.definitions[0]) == sharing  # type: ignore[arg-type]


async def test_a_group_ends_with_its_last_member_and_begins_anew(served: Served):
    for n in range(3):
        async with served.socket() as socket:
            await socket.activity()
            await settled(served, groups=1, connections=1)
        await settled(served, groups=0, connections=0)
        assert served.world.runs == n + 1


async def test_a_group_ends_although_its_cancellation_was_lost(served: Served, monkeypatch: pytest.MonkeyPatch):
    """As Python 3.11 loses one that meets the end of an asyncio.wait_for."""
    beyond = served.world.beyond

    async def deaf(network_id: UUID, seq: int, timeout: float, /) -> int:
        try:
            return await beyond(network_id, seq, timeout)
        except asyncio.CancelledError:
            return served.world.seq

    monkeypatch.setattr(served.world, "beyond", deaf)
    async with served.socket() as socket:
        await socket.activity()
        await settled(served, groups=1, connections=1)
        await asyncio.sleep(0.05)
    await settled(served, groups=0, connections=0)
    reads = served.world.reads
    served.world.add("nobody listens")
    await asyncio.sleep(0.05)
    assert served.world.reads == reads


async def test_many_groups_and_members_each_see_every_entry(served: Served):
    """Twenty groups of five; members join while entries are written, from anywhere in the past."""
    world = served.world
    for n in range(150):
        world.add(f"{n}")

    async def follow(socket, group: int, member: int) -> list[str]:
        query = ACTIVITY.replace("network: $n", f'network: $n, label: " of {group}"')
        await socket.activity(f"{group}.{member}", cursor(1 + member * 30), query)
        return []

    async with served.socket() as socket:
        for group in range(10):
            for member in range(5):
                await follow(socket, group, member)
                world.add(f"{150 + group * 5 + member}")
        seen: dict[str, list[str]] = {}
        wanted = {f"{g}.{m}": [f"{n} of {g}" for n in range(1 + m * 30, 200)] for g in range(10) for m in range(5)}
        for _ in range(sum(map(len, wanted.values()))):
            message = await socket.hear()
            seen.setdefault(message["id"], []).append(message["payload"]["data"]["activity"]["entry"]["text"])
        assert seen == wanted
        assert len(served.endpoint.services.hub.groups) == 10


async def test_a_past_longer_than_what_is_held_back_is_replayed_again(serving: Serving):
    """More is written during the replay than a member holds back: it is replayed until it has caught up."""
    world = World(reading_seconds=0.02)
    for n in range(500):
        world.add(f"{n}")
    async with serving(world) as served, served.socket() as steady, served.socket() as late:
        await steady.activity()
        await settled(served, groups=1, connections=2)
        await late.activity(after=cursor(1))
        await until(lambda: world.runs == 2)
        for n in range(500, 1_000):
            world.add(f"{n}")
        assert await late.texts(999) == [str(n) for n in range(1, 1_000)]
        world.add("live")
        assert await late.texts(1) == ["live"]
        assert await steady.texts(501) == [*(str(n) for n in range(500, 1_000)), "live"]
        assert world.runs < 10


async def test_what_is_written_while_a_page_is_read_wakes_the_reader(serving: Serving, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("maillage.graphql.live.POLL_SECONDS", 3_600)
    world = World(reading_seconds=0.2)
    async with serving(world) as served, served.socket() as socket:
        await socket.activity()
        await reading(served, 1)
        world.add("1")
        assert await socket.texts(1) == ["1"]


@pytest.mark.parametrize("query", [ACTIVITY, ACTIVITY.replace("text", "text slow")], ids=["read", "executed"])
async def test_a_frame_under_way_is_not_given_twice_to_who_has_it_already(serving: Serving, query: str):
    """The group is still reading, or executing, an entry that a newcomer's cursor or its replay holds."""
    world = World()
    world.add("1")
    async with serving(world) as served, served.socket() as steady, served.socket() as late:
        await steady.activity(query=query)
        await settled(served, groups=1, connections=2)
        await asyncio.sleep(0.05)
        world.reading_seconds = 0.1
        world.add("2")
        await asyncio.sleep(0.15 if "slow" in query else 0.05)
        await late.activity(after=cursor(1 if "slow" in query else 2), query=query)
        await asyncio.sleep(0.5)
        world.add("3")
        assert await late.texts(2 if "slow" in query else 1) == (["2", "3"] if "slow" in query else ["3"])
        assert await steady.texts(2) == ["2", "3"]
        assert world.runs == 2


async def test_several_entries_of_one_fact_are_resumed_in_between(served: Served):
    served.world.add("1.0", "1.1", "1.2")
    async with served.socket() as socket:
        await socket.activity(after=cursor(1, 1))
        assert await socket.texts(1) == ["1.2"]


@pytest.mark.parametrize("after", ["rubbish", "", "AAAA", cursor(7), TIMELINE.encode(SEAL, 1, 0)[:-2]])
async def test_a_cursor_that_is_not_of_this_log_has_expired(served: Served, after: str):
    served.world.add("1")
    async with served.socket() as socket:
        await socket.activity("wrong", after)
        message = await socket.hear()
        assert (message["id"], message["type"]) == ("wrong", "error")
        assert message["payload"][0]["extensions"]["code"] == "CURSOR_EXPIRED"
        await settled(served, groups=0, connections=1)
        await socket.activity("right", cursor(1))
        await settled(served, groups=1, connections=1)


async def test_a_refused_subscription_leaves_nothing_behind(served: Served):
    async with served.socket() as socket:
        await socket.subscribe("a", ACTIVITY, variables={"n": "mtg_x"})
        assert (await socket.hear())["payload"][0]["extensions"]["code"] == "ID_INVALID"
        await settled(served, groups=0, connections=1)


async def test_a_database_that_is_away_for_a_moment_ends_nothing(served: Served, caplog: pytest.LogCaptureFixture):
    async with served.socket() as socket:
        await socket.activity()
        await settled(served, groups=1, connections=1)
        await reading(served, 1)
        served.world.failures.append(ConnectionError("gone"))
        served.world.add("after the fall")
        assert await socket.texts(1) == ["after the fall"]
    assert "could not be read" in caplog.text


async def test_a_group_that_fails_tells_all_its_members(served: Served, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("maillage.graphql.live.PAUSES", ())
    async with served.socket("anne") as anne, served.socket("bob") as bob:
        for socket in (anne, bob):
            await socket.activity()
        await following(served, 2)
        await reading(served, 1)
        served.world.failures.append(RuntimeError("the secret of the database"))
        served.world.add("x")
        messages = [await socket.hear() for socket in (anne, bob)]
    assert [message["type"] for message in messages] == ["error", "error"]
    assert messages[0]["payload"][0]["extensions"]["code"] == "INTERNAL"
    assert "secret" not in str(messages)
    await settled(served, groups=0, connections=0)


async def test_a_field_that_fails_is_masked_in_its_frame_and_the_group_goes_on(served: Served):
    async with served.socket() as socket:
        await socket.activity(query=ACTIVITY.replace("text", "text broken"))
        await following(served, 1)
        for text in ("1", "2"):
            served.world.add(text)
            payload = (await socket.hear())["payload"]
            assert payload["data"]["activity"]["entry"]["text"] == text
            assert payload["errors"][0]["extensions"]["code"] == "INTERNAL"


async def test_each_event_has_loaders_of_its_own(served: Served):
    async with served.socket() as socket:
        await socket.activity(query=ACTIVITY.replace("text", "head"))
        await following(served, 1)
        heads = []
        for text in ("1", "2", "3"):
            served.world.add(text)
            heads.append((await socket.hear())["payload"]["data"]["activity"]["entry"]["head"])
    assert heads == [1, 2, 3]


@dataclass
class Heard:
    """A sink that remembers."""

    frames: list[str] = field(default_factory=list)

    def next(self, body: str) -> None:
        self.frames.append(body)

    def error(self, errors: object) -> None: ...

    def complete(self) -> None: ...

    async def room(self) -> None: ...


async def test_who_was_catching_up_when_a_group_ended_well_gets_its_last_frame():
    async def opening(live: Live, after: str | None) -> AsyncGenerator[str, None]:
        live.begin((0, 0))
        live.position = (1, 0)
        yield "the last"

    hub, heard = Hub(), Heard()
    member = hub.enter("key", opening, heard)
    await hub.groups["key"].task
    with pytest.raises(RequestErrors) as end:
        await member.settle()
    assert (heard.frames, end.value.errors) == (["the last"], [])
