"""GraphQL over HTTP, over a real socket."""

import asyncio
import json
import logging
from pathlib import Path

import pytest

from tests.graphql.conftest import ACTIVITY, NET, Served, Serving
from tests.node_client import run_script

CLIENTS = Path(__file__).parent / "clients"
AUDITS = 61
GRAPHQL_JSON = "application/graphql-response+json"
ANNE = {"authorization": "Bearer anne"}


async def test_the_reference_audits_pass_one_and_all(served: Served):
    done = await run_script(CLIENTS / "audits.mjs", f"http://{served.address}/graphql", "anne")
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS


# -- who asks --


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        ({}, 'Bearer realm="maillage"'),
        ({"authorization": "Basic YTpi"}, 'Bearer realm="maillage"'),
        ({"authorization": "Bearer"}, 'Bearer realm="maillage"'),
        ({"authorization": "Bearer stolen"}, 'Bearer realm="maillage", error="invalid_token"'),
    ],
)
async def test_nobody_is_served_without_a_valid_token(served: Served, headers: dict[str, str], challenge: str):
    introspection = {"query": "{ __schema { types { name } } }"}
    for method in ("POST", "GET"):
        sent = {"json": introspection} if method == "POST" else {"params": introspection}
        response = await served.http.request(method, "/graphql", headers=headers, **sent)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == challenge
        assert response.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


async def test_the_language_is_french_unless_english_is_preferred(served: Served):
    said = {}
    for accepted in ("", "de", "en", "en-GB;q=0.5, fr-FR;q=0.9", "fr;q=0.1, en;q=0.8"):
        headers = ANNE | {"accept-language": accepted}
        answer = await served.http.post("/graphql", json={"query": "{ viewer }"}, headers=headers)
        said[accepted] = answer.json()["data"]["viewer"][-2:]
    assert list(said.values()) == ["fr", "fr", "en", "fr", "en"]


# -- what is asked, and how --


async def test_a_body_larger_than_a_mebibyte_is_refused(served: Served):
    padding = " " * 1_048_576
    response = await served.post("{ hello }" + padding)
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_a_body_of_no_announced_length_is_refused_as_soon_as_it_is_too_large(served: Served):
    async def chunks():
        for _ in range(20):
            yield b" " * 65_536

    headers = ANNE | {"content-type": "application/json"}
    response = await served.http.post("/graphql", content=chunks(), headers=headers)
    assert response.status_code == 413
    assert (await served.post("{ hello }")).status_code == 200


async def answer_to(address: str, length: int, sent: bytes = b"") -> bytes:
    """The first line of the answer to a body of that many bytes of which only these are sent."""
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer anne\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (length, sent)
    )
    async with asyncio.timeout(60):
        line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return line


async def test_a_body_announced_as_too_large_is_refused_before_it_is_sent(served: Served):
    assert (await answer_to(served.address, length=1_048_577)).startswith(b"HTTP/1.1 413")


async def test_the_largest_body_allowed_is_a_setting(serving: Serving):
    async with serving(max_body_bytes=100) as served:
        assert (await served.post("{ hello }")).status_code == 200
        assert (await served.post("{ hello }" + " " * 100)).status_code == 413


async def test_a_body_that_does_not_arrive_is_not_waited_for(serving: Serving):
    async with serving(body_seconds=0.05) as served:
        assert (await answer_to(served.address, length=2, sent=b"{")).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json; charset=utf-8", 200),
        ("application/json; charset=latin-1", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/graphql", 415),
    ],
)
async def test_only_json_is_read(served: Served, content_type: str, status: int):
    headers = ANNE | {"content-type": content_type}
    response = await served.http.post("/graphql", content=b'{"query": "{ hello }"}', headers=headers)
    assert response.status_code == status


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b'"{ hello }"', "must be a JSON object"),
        (b'[{"query": "{ hello }"}]', "batches are not served"),
        (b'{"query": 1}', "`query` must be a string"),
        (b'{"query": "{ hello }", "variables": "x"}', "`variables` must be an object"),
        (b'{"query": "{ hello }", "operationName": []}', "`operationName` must be a string"),
        (b'{"variables": {}}', "neither `query` nor `documentId`"),
        (b'{"query": "{ hello }", "extensions": {"persistedQuery": 1}}', "persistedQuery"),
        (b'{"query": "\xff"}', "not valid JSON"),
    ],
)
async def test_a_malformed_request_is_a_400_that_says_why(served: Served, body: bytes, said: str):
    headers = ANNE | {"content-type": "application/json", "accept": GRAPHQL_JSON}
    response = await served.http.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert said in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("accept", ["", "application/json"])
async def test_a_malformed_request_is_a_400_for_plain_json_too(served: Served, accept: str):
    headers = ANNE | {"content-type": "application/json"} | ({"accept": accept} if accept else {})
    response = await served.http.post("/graphql", content=b"[]", headers=headers)
    assert response.status_code == 400


async def test_an_answer_of_another_kind_is_not_acceptable(served: Served):
    assert (await served.post("{ hello }", accept="text/html")).status_code == 406


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        (f"{GRAPHQL_JSON}, application/json", GRAPHQL_JSON),
        (f"application/json;q=0.9, {GRAPHQL_JSON};q=0.1", "application/json"),
        ("text/html, application/json", "application/json"),
    ],
)
async def test_the_answer_is_of_the_kind_that_the_client_likes_best(served: Served, accept: str, media: str):
    response = await served.post("{ hello }", accept=accept)
    assert response.headers["content-type"] == f"{media}; charset=utf-8"
    assert response.json()["data"] == {"hello": "hello world"}


async def test_a_get_runs_queries_and_nothing_else(served: Served):
    async def get(query: str, **more: str):
        return await served.http.get("/graphql", params={"query": query, **more}, headers=ANNE)

    query = "query($n: String!) { hello(name: $n) }"
    assert (await get(query, variables='{"n": "é"}')).json()["data"] == {"hello": "hello é"}
    assert (await get(query, variables="{")).status_code == 400
    refused = await get('mutation { add(text: "x") }')
    assert refused.status_code == 405
    assert refused.headers["allow"] == "POST"
    assert served.world.seq == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
async def test_other_methods_are_not_allowed(served: Served, method: str):
    response = await served.http.request(method, "/graphql", headers=ANNE)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403)]
)
async def test_a_page_of_another_site_may_not_ask_by_get(served: Served, site: str, status: int):
    headers = ANNE | {"sec-fetch-site": site}
    response = await served.http.get("/graphql", params={"query": "{ hello }"}, headers=headers)
    assert response.status_code == status


# -- what is answered --


@pytest.mark.parametrize("query", ["{ boom }", "{ unwritable }", "{ brokenThing { title } }"])
async def test_an_unexpected_error_leaves_only_an_id_that_is_in_the_log(
    served: Served, query: str, caplog: pytest.LogCaptureFixture
):
    response = await served.post(query)
    (error,) = response.json()["errors"]
    error_id = error["extensions"]["id"]
    assert error["message"] == "Internal error."
    assert set(error) == {"message", "extensions", "locations", "path"}
    assert set(error["extensions"]) == {"code", "id"}
    assert "hunter2" not in response.text
    assert str(2**40) not in response.text
    (logged,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert error_id in logged.getMessage()
    assert logged.exc_info is not None


async def test_an_error_before_any_field_is_masked_too(served: Served, monkeypatch: pytest.MonkeyPatch):
    def lost(*_: object) -> None:
        raise RuntimeError("the secret of the engine")

    monkeypatch.setattr(served.endpoint.services.engine, "plan", lost)
    response = await served.post("{ hello }")
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "secret" not in response.text


async def test_a_refusal_of_the_domain_is_told_as_it_is_and_logged_by_nobody(
    served: Served, caplog: pytest.LogCaptureFixture
):
    body = await served.run("{ forbidden }")
    assert body["data"] == {"forbidden": None}
    assert body["errors"][0]["message"] == "meetings.decide"
    assert body["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
    assert caplog.records == []


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int!) { echo(times: $n) }", {"n": "x"}, "BAD_USER_INPUT"),
        ("query($n: Int = 1) { echo(times: $n) }", {"n": None}, "BAD_USER_INPUT"),
        ("query A { hello } query B { hello }", {}, "OPERATION_UNKNOWN"),
        (ACTIVITY, {"n": NET}, "BAD_REQUEST"),
    ],
)
async def test_what_is_wrong_with_an_operation_has_a_code(served: Served, query: str, variables: object, code: str):
    for accept, status in (("application/json", 200), (GRAPHQL_JSON, 400)):
        response = await served.post(query, variables=variables, accept=accept)
        body = response.json()
        assert body["errors"][0]["extensions"]["code"] == code
        if code not in ("BAD_REQUEST",) and "data" not in body:
            assert response.status_code == status


async def test_an_operation_that_takes_too_long_is_stopped(serving: Serving):
    async with serving(execution_seconds=0.05) as served:
        response = await served.post("{ slow }")
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"] == {"code": "TIMEOUT", "maximum": 0.05}


async def test_too_many_operations_in_a_minute_are_refused_until_later(serving: Serving):
    async with serving(operations_per_minute=3) as served:
        statuses = [(await served.post("{ hello }")).status_code for _ in range(3)]
        refused = await served.post("{ hello }")
        other = await served.post("{ hello }", token="bob")
    assert statuses == [200, 200, 200]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert other.status_code == 200


async def test_a_context_is_made_for_each_operation(served: Served):
    served.world.audiences["anne"] = frozenset()
    assert (await served.run("{ viewer }"))["data"] == {"viewer": "anne in en"}
    assert served.world.authentications == 1
    served.world.tokens.pop("anne")
    assert (await served.post("{ viewer }")).status_code == 401
