"""graphql-transport-ws, word by word and through the reference client."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import websockets

from tests.graphql.conftest import ACTIVITY, NET, Served, Serving, Socket
from tests.graphql.test_limits import chain
from tests.graphql.toy import SEAL, TIMELINE, World
from tests.node_client import run_script

CLIENTS = Path(__file__).parent / "clients"
BEARER = {"authorization": "Bearer anne"}


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110  what it looks at rings no bell
            await asyncio.sleep(0.005)


async def settled(served: Served, groups: int, connections: int) -> None:
    """Wait until what closed sockets left behind is gone, and whoever follows is live."""
    services = served.endpoint.services

    def is_settled() -> bool:
        everyone_is_live = all(member.is_live for group in services.hub.groups.values() for member in group.members)
        return everyone_is_live and (len(services.hub.groups), len(services.connections)) == (groups, connections)

    await until(is_settled)


async def following(served: Served, members: int) -> None:
    """Wait until so many members of groups are live: each gets whatever is written from now on."""
    groups = served.endpoint.services.hub.groups
    await until(lambda: sum(member.is_live for group in groups.values() for member in group.members) == members)


async def reached(served: Served, position: tuple[int, int]) -> None:
    """Wait until every member of a group was sent what stands there."""
    groups = served.endpoint.services.hub.groups
    await until(lambda: {member.position for group in groups.values() for member in group.members} == {position})


async def reading(served: Served, pages: int) -> None:
    """Wait until so many pages were asked for: by then, whoever runs alone knows where it begins."""
    await until(lambda: served.world.reads >= pages)


async def test_the_reference_client_queries_changes_and_follows(served: Served):
    done = await run_script(CLIENTS / "graphql_ws.mjs", f"ws://{served.address}/graphql", "anne", NET, "1")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["errors"][0]["extensions"] == {"code": "GRAPHQL_PARSE_FAILED"}
    assert (said["viewer"], said["texts"], said["seq"]) == ("anne in fr", ["from node"], 1)
    await settled(served, groups=0, connections=0)


async def test_the_reference_client_comes_back_after_each_of_our_temporary_closes(served: Served):
    script = CLIENTS / "graphql_ws_retry.mjs"
    client = asyncio.create_task(run_script(script, f"ws://{served.address}/graphql", "anne", NET, "4"))
    for number, code in enumerate((1012, 1013, 4403, None)):
        await following(served, 1)
        served.world.add(str(number))
        if code is None:
            break
        await reached(served, (number + 1, 0))
        for connection in tuple(served.endpoint.services.connections._open):
            connection.end(code, "for a moment")  # type: ignore[attr-defined]
            await settled(served, groups=0, connections=0)
    done = await client
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["texts"] == ["0", "1", "2", "3"]
    assert said["codes"][:3] == [1012, 1013, 4403]


async def test_a_syntax_error_ends_its_operation_and_not_the_socket(served: Served):
    async with served.socket() as socket:
        for query in ("{", "{ nothing }", chain(100), "query A { hello } query B { hello }"):
            await socket.subscribe("x", query)
            message = await socket.hear()
            assert (message["id"], message["type"]) == ("x", "error")
            assert message["payload"][0]["extensions"]["code"]
        await socket.subscribe("x", "{ hello }")
        assert (await socket.hear())["payload"]["data"] == {"hello": "hello world"}
        assert await socket.hear() == {"id": "x", "type": "complete"}


async def test_a_bomb_of_fragments_is_refused_by_its_limit(served: Served):
    async with served.socket() as socket:
        await socket.subscribe("bomb", chain(150))
        message = await socket.hear()
    assert message["payload"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


async def test_a_ping_is_answered_with_its_payload(served: Served):
    async with served.socket() as socket:
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}
        await socket.say(type="ping", payload={"n": 1})
        assert await socket.hear() == {"type": "pong", "payload": {"n": 1}}
        await socket.say(type="pong")
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}


@pytest.mark.parametrize(
    "payload", [None, {}, {"authorization": "anne"}, {"authorization": "Bearer stolen"}, {"authorization": 1}]
)
async def test_nobody_is_acknowledged_without_a_valid_token(served: Served, payload: object):
    async with served.socket(token=None) as socket:
        await socket.say(type="connection_init", **({} if payload is None else {"payload": payload}))
        assert (await socket.closed())[0] == 4403


async def test_the_token_may_come_by_the_handshake(served: Served):
    async with served.socket(token=None, additional_headers=BEARER | {"accept-language": "en"}) as socket:
        await socket.say(type="connection_init")
        assert await socket.hear() == {"type": "connection_ack"}
        await socket.subscribe("v", "{ viewer }")
        assert (await socket.hear())["payload"]["data"] == {"viewer": "anne in en"}


async def say_init_twice(socket: Socket) -> None:
    await socket.say(type="connection_init")


async def send_binary(socket: Socket) -> None:
    await socket.raw.send(b'{"type": "ping"}')


async def send_nonsense(socket: Socket) -> None:
    await socket.raw.send("{")


async def send_a_list(socket: Socket) -> None:
    await socket.raw.send("[]")


async def say_the_unknown(socket: Socket) -> None:
    await socket.say(type="start")


async def subscribe_without_id(socket: Socket) -> None:
    await socket.say(type="subscribe", payload={"query": "{ hello }"})


async def subscribe_without_payload(socket: Socket) -> None:
    await socket.say(type="subscribe", id="a")


async def subscribe_twice(socket: Socket) -> None:
    for _ in range(2):
        await socket.activity("a")


@pytest.mark.parametrize(
    ("misbehave", "code"),
    [
        (say_init_twice, 4429),
        (send_binary, 4400),
        (send_nonsense, 4400),
        (send_a_list, 4400),
        (say_the_unknown, 4400),
        (subscribe_without_id, 4400),
        (subscribe_without_payload, 4400),
        (subscribe_twice, 4409),
    ],
)
async def test_a_client_that_breaks_the_protocol_is_told_by_the_close_code(served: Served, misbehave, code: int):
    async with served.socket() as socket:
        await misbehave(socket)
        assert (await socket.closed())[0] == code
    await settled(served, groups=0, connections=0)


async def test_nothing_is_run_before_the_acknowledgement(served: Served):
    async with served.socket(token=None) as socket:
        await socket.subscribe("a", 'mutation { add(text: "x") }')
        assert (await socket.closed())[0] == 4401
    assert served.world.seq == 0


async def test_a_socket_that_says_nothing_is_closed(serving: Serving):
    async with serving(init_seconds=0.05) as served, served.socket(token=None) as socket:
        assert (await socket.closed())[0] == 4408


async def test_another_subprotocol_is_not_acceptable(served: Served):
    for subprotocols in (["graphql-ws"], None):
        async with websockets.connect(f"ws://{served.address}/graphql", subprotocols=subprotocols) as raw:
            assert (await Socket(raw).closed())[0] == 4406


async def test_a_page_of_another_origin_may_not_open_a_socket(serving: Serving):
    async with serving(allowed_origins=frozenset({"https://friend.example"})) as served:
        for origin in ("https://evil.example", "null", f"http://{served.address}.evil.example"):
            with pytest.raises(websockets.InvalidStatus) as refused:
                async with served.socket(origin=origin):
                    pass
            assert refused.value.response.status_code == 403
        for origin in (f"http://{served.address}", "https://friend.example", None):
            async with served.socket(origin=origin):
                pass


async def test_operations_on_one_socket_are_capped(serving: Serving):
    async with serving(max_operations=2) as served, served.socket() as socket:
        await socket.subscribe("1", "{ slow }")
        await socket.subscribe("2", "{ slow }")
        await socket.subscribe("3", "{ hello }")
        refused = await socket.hear()
        assert (refused["id"], refused["type"]) == ("3", "error")
        [error] = refused["payload"]
        assert error["message"] == "2 opérations au plus courent sur une connexion."
        english = "At most 2 operations run on one connection."
        assert error["extensions"] == {"code": "TOO_MANY_OPERATIONS", "maximum": 2, "messageEn": english}
        await socket.say(type="complete", id="1")
        await socket.subscribe("3", "{ hello }")
        assert (await socket.hear())["type"] == "next"


async def test_connections_of_one_person_are_capped(serving: Serving):
    async with serving(max_connections=2) as served:
        async with served.socket(), served.socket():
            async with served.socket(token=None) as third:
                await third.say(type="connection_init", payload=BEARER)
                code, reason = await third.closed()
                assert (code, "At most 2" in reason) == (1008, True)
            async with served.socket("bob"):
                pass
        await settled(served, groups=0, connections=0)
        async with served.socket():
            pass


async def test_the_rate_counts_operations_on_sockets_too(serving: Serving):
    async with serving(operations_per_minute=2) as served, served.socket() as socket:
        for n in range(3):
            await socket.subscribe(str(n), "{ hello }")
        messages = [await socket.hear() for _ in range(5)]
    assert [m["payload"][0]["extensions"]["code"] for m in messages if m["type"] == "error"] == ["RATE_LIMITED"]


async def test_an_operation_ends_when_the_client_says_so(served: Served):
    async with served.socket() as socket:
        await socket.activity("a")
        await socket.subscribe("slow", "{ slow }")
        await settled(served, groups=1, connections=1)
        await socket.say(type="complete", id="a")
        await socket.say(type="complete", id="slow")
        await socket.say(type="complete", id="never begun")
        await settled(served, groups=0, connections=1)
        served.world.add("unseen")
        await socket.activity("a")
        await settled(served, groups=1, connections=1)
        served.world.add("seen")
        assert await socket.texts(1) == ["seen"]


async def test_an_expired_token_ends_the_connection(served: Served):
    async with served.socket() as anne, served.socket("bob") as bob:
        await anne.activity()
        await bob.activity()
        await settled(served, groups=1, connections=2)
        del served.world.tokens["anne"]
        await served.endpoint.recheck()
        assert (await anne.closed())[0] == 4403
        served.world.add("for those who stay")
        assert await bob.texts(1) == ["for those who stay"]


async def test_open_connections_are_looked_at_again_and_again(serving: Serving):
    async with serving(recheck_seconds=0.05) as served, served.socket() as socket:
        del served.world.tokens["anne"]
        assert (await socket.closed())[0] == 4403


async def test_a_token_that_cannot_be_looked_up_is_asked_to_come_back(served: Served, caplog):
    served.world.knows_tokens = False
    async with served.socket(token=None) as socket:
        await socket.say(type="connection_init", payload={"authorization": "Bearer anne"})
        code, reason = await socket.closed()
    assert code == 1013
    assert "the database is away" not in reason
    assert reason.split()[2].rstrip(";") in caplog.text


async def test_an_expired_token_begins_no_further_operation(served: Served):
    async with served.socket() as socket:
        del served.world.tokens["anne"]
        await socket.subscribe("a", 'mutation { add(text: "x") }')
        assert (await socket.closed())[0] == 4403
    assert served.world.seq == 0


async def test_a_check_that_fails_closes_nobody(served: Served, monkeypatch: pytest.MonkeyPatch, caplog):
    async def down(_: str) -> None:
        raise ConnectionError("the database is away")

    async with served.socket() as socket:
        monkeypatch.setattr(served.endpoint.services.connections, "_authenticate", down)
        await served.endpoint.recheck()
        await socket.subscribe("a", "{ hello }")
        assert (await socket.hear())["type"] == "next"
    assert "could not be checked" in caplog.text


@pytest.mark.parametrize("query", [ACTIVITY, ACTIVITY.replace("seq", "seq mine")], ids=["shared", "alone"])
async def test_rights_that_change_are_followed_from_where_the_client_is(served: Served, query: str):
    world = served.world
    async with served.socket() as anne, served.socket("bob") as bob:
        for socket in (anne, bob):
            await socket.activity(query=query)
        await (following(served, 2) if query == ACTIVITY else reading(served, 2))
        world.add("1")
        world.add("secret 2", audience="board")
        assert (await anne.texts(1), await bob.texts(1)) == (["1"], ["1"])
        world.audiences["anne"] = frozenset({"all", "board"})
        world.add("secret 3", audience="board")
        await served.endpoint.recheck()
        # From her position on, with the rights of now: `secret 2` stands after entry 1.
        assert await anne.texts(2) == ["secret 2", "secret 3"]
        world.audiences["anne"] = frozenset({"all"})
        await served.endpoint.recheck()
        world.add("secret 4", audience="board")
        world.add("5")
        assert (await anne.texts(1), await bob.texts(1)) == (["5"], ["5"])
        world.audiences["anne"] = frozenset()
        await served.endpoint.recheck()
        message = await anne.hear()
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "FORBIDDEN")
        world.add("6")
        assert await bob.texts(1) == ["6"]


async def test_a_reader_too_slow_is_closed_while_the_others_go_on(serving: Serving):
    async with serving(queue_frames=16) as served, served.socket() as quick, served.socket() as slow:
        for socket in (quick, slow):
            await socket.activity()
        await settled(served, groups=1, connections=2)
        slow.raw.transport.pause_reading()
        count = 0
        while len(served.endpoint.services.connections) == 2:
            assert count < 2_000
            served.world.add("x" * 20_000)
            assert len(await quick.texts(1)) == 1, "before the next is written, however long the slow one takes"
            count += 1
            await asyncio.sleep(0)
            if any(c._closing for c in served.endpoint.services.connections._open):
                break
        slow.raw.transport.resume_reading()
        code, reason = await slow.closed()
        assert (code, reason) == (1013, "The client reads too slowly")
        served.world.add("still here")
        assert await quick.texts(1) == ["still here"]


async def test_a_reader_that_never_reads_again_is_forgotten(serving: Serving):
    async with serving(queue_frames=4, close_seconds=0.1) as served, served.socket() as stuck:
        await stuck.activity()
        await settled(served, groups=1, connections=1)
        stuck.raw.transport.pause_reading()
        for _ in range(400):
            served.world.add("x" * 20_000)
            await asyncio.sleep(0)
        await settled(served, groups=0, connections=0)
        stuck.raw.transport.abort()


async def test_a_long_past_reaches_a_slow_reader_whole(serving: Serving):
    """The past is read no faster than it is taken; only what is live may overflow."""
    world = World()
    world.add("begin")
    for n in range(1_000):
        world.add(f"{n} " + "x" * 10_000)
    async with serving(world, queue_frames=8) as served, served.socket() as socket:
        await socket.activity(after=TIMELINE.encode(SEAL, 1, 0))
        socket.raw.transport.pause_reading()
        await asyncio.sleep(0.3)
        assert world.reads < 10  # it did not run ahead
        socket.raw.transport.resume_reading()
        assert [text.split()[0] for text in await socket.texts(1_000)] == [str(n) for n in range(1_000)]
        world.add("live")
        assert await socket.texts(1) == ["live"]


async def test_a_server_that_stops_tells_its_clients_to_come_back(serving: Serving):
    async with serving() as served:
        async with served.socket() as socket:
            await socket.activity()
            await settled(served, groups=1, connections=1)
            await served.endpoint.close()
            assert (await socket.closed())[0] == 1012
            assert served.endpoint.services.hub.groups == {}
        async with served.socket(token=None) as late:
            await late.say(type="connection_init", payload=BEARER)
            assert (await late.closed())[0] == 1012
    others = asyncio.all_tasks() - {asyncio.current_task()}
    assert [task for task in others if "maillage" in repr(task)] == []


async def test_a_message_too_large_is_not_parsed(served: Served):
    async with served.socket() as socket:
        await socket.subscribe("big", "{ hello } #" + "x" * 30_000)
        assert (await socket.hear())["type"] == "error"
