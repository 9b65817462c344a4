"""GraphiQL: what is served, and that it works in a browser under its policy."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette

from maillage.graphql.endpoint import GraphQLEndpoint
from maillage.graphql.ids import encode_id
from maillage.http_edge import graphiql
from tests.graphql.toy import NETWORK, World, schema, wiring
from tests.http_edge.browser import Page, browser, tab
from tests.serving import serve

OURS = {"index.html", "page.css", "page.js", "SOURCES.md"}
ROW = re.compile(r"^\| `([^`]+)` \| .* \| `([0-9a-f]{64})` \|$", re.MULTILINE)


@asynccontextmanager
async def served(world: World) -> AsyncIterator[str]:
    endpoint = GraphQLEndpoint(schema, wiring(world))
    async with (
        endpoint,
        serve(Starlette(routes=[*endpoint.routes(), *graphiql.routes()]), endpoint.close) as address,
    ):
        yield f"http://{address}"


def test_the_files_of_others_are_those_that_the_table_names():
    table = dict(ROW.findall((graphiql.FOLDER / "SOURCES.md").read_text()))
    files = {path.name: path for path in graphiql.FOLDER.iterdir()}
    assert set(table) == set(files) - OURS
    assert {name: hashlib.sha256(files[name].read_bytes()).hexdigest() for name in table} == table


def test_the_page_names_no_foreign_host_and_holds_no_script():
    page = (graphiql.FOLDER / "index.html").read_text()
    assert "//" not in page.replace("<!doctype html>", "")
    assert re.findall(r"<script[^>]*>([^<]*)</script>", page) == [""] * 5
    assert not re.search(r"\son\w+=|style=|<style", page)
    ours = (graphiql.FOLDER / "page.js").read_text()
    assert not re.search(r"https?://|localStorage|searchParams|location\.(hash|search)", ours)


async def test_every_file_of_the_page_is_served_under_a_strict_policy():
    names = re.findall(r'(?:src|href)="(/[^"]+)"', (graphiql.FOLDER / "index.html").read_text())
    assert len(names) == 7
    async with served(World()) as url, httpx.AsyncClient(base_url=url, timeout=60) as http:
        for path in ("/graphiql", *names):
            response = await http.get(path)
            assert response.status_code == 200
            assert response.headers["x-content-type-options"] == "nosniff"
            policy = response.headers["content-security-policy"]
            assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
            assert not re.search(r"unsafe|https?:|\*", policy)
            etag = {"if-none-match": response.headers["etag"]}
            assert (await http.get(path, headers=etag)).status_code == (304 if path != "/graphiql" else 200)


@pytest.mark.parametrize(
    "path", ["/graphiql/static/", "/graphiql/static/nothing.js", "/graphiql/static/%2e%2e/%2e%2e/health.py"]
)
async def test_nothing_else_is_served(path: str):
    async with served(World()) as url, httpx.AsyncClient(base_url=url, timeout=60) as http:
        assert (await http.get(path)).status_code == 404


def installed() -> str:
    """Skips where no Chromium is installed; one that `MAILLAGE_BROWSER` names has to be there."""
    program = browser()
    if program is None:
        pytest.skip("no browser: install chromium, or name one in MAILLAGE_BROWSER")
    return program


async def sign_in(page: Page, url: str) -> None:
    await page.call("Page.navigate", url=f"{url}/graphiql")
    await page.until("document.querySelector('#state')?.textContent.startsWith('Aucun')")
    await page.evaluate("document.querySelector('#token').value = 'anne'")
    await page.evaluate("document.querySelector('#sign-in button').click()")


async def ask(page: Page, query: str) -> None:
    editor = "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror"
    await page.evaluate(f"{editor}.setValue({json.dumps(query)}); 1")
    await asyncio.sleep(1)  # GraphiQL reads what was typed a moment later, and chooses the transport by it
    await page.evaluate("document.querySelector('.graphiql-execute-button').click()")


async def answered(page: Page, words: str) -> None:
    shown = "document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()"
    await page.until(f"{shown}.includes({json.dumps(words)})")


@pytest.mark.full
async def test_a_person_queries_and_follows_in_a_browser():
    program = installed()
    world = World()
    async with served(world) as url, tab(program) as page:
        await sign_in(page, url)
        await page.until("!!document.querySelector('.graphiql-query-editor .CodeMirror')")
        await ask(page, "{ viewer }")
        await answered(page, '"viewer": "anne in')
        network = encode_id("net", NETWORK)
        await ask(page, f'subscription {{ activity(network: "{network}") {{ entry {{ text }} }} }}')
        async with asyncio.timeout(60):
            while not world.runs:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        world.add("arrivé en direct")
        await answered(page, "arrivé en direct")
        for button in ("Show Documentation Explorer", "Show History"):
            await page.evaluate(f"document.querySelector('[aria-label^=\"{button}\"]').click()")
        assert await page.evaluate("location.href") == f"{url}/graphiql"
        await page.evaluate("document.querySelector('#forget').click()")
        assert await page.until("document.querySelector('#graphiql').childElementCount === 0")
        assert await page.evaluate("sessionStorage.length") == 0
        assert page.complaints == []


@pytest.mark.full
async def test_the_settings_open_although_their_scroll_lock_is_refused_by_the_policy():
    program = installed()
    async with served(World()) as url, tab(program) as page:
        await sign_in(page, url)
        await page.until("!!document.querySelector('[aria-label^=\"Open settings dialog\"]')")
        await page.evaluate("document.querySelector('[aria-label^=\"Open settings dialog\"]').click()")
        assert await page.until("document.querySelector('.graphiql-dialog').getBoundingClientRect().width > 100")
        # The dialog forbids the page behind it to scroll by an inline style. That page never scrolls.
        assert all("Applying inline style" in complaint for complaint in page.complaints)
