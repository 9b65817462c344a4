"""The frame of the pages for people: nothing gets in as markup, nothing gets out, forms come from our own pages."""

import hashlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from maillage.http_edge.markup import joined, markup
from maillage.http_edge.pages import PageRefused, form, locale_of, page, refused
from tests.serving import serve

HOSTILE = "<script>alert('\"&')</script>"


async def show(request: Request) -> Response:
    return page(locale_of(request), HOSTILE, markup('<p title="{}">{}</p>', HOSTILE, HOSTILE))


async def take(request: Request) -> Response:
    return page(locale_of(request), "Reçu", markup("<p>{}</p>", sorted((await form(request)).items())))


@asynccontextmanager
async def pages() -> AsyncIterator[httpx.AsyncClient]:
    routes = [Route("/", show), Route("/", take, methods=["POST"])]
    async with (
        serve(Starlette(routes=routes, exception_handlers={PageRefused: refused})) as address,
        httpx.AsyncClient(base_url=f"http://{address}", timeout=60) as http,
    ):
        yield http


def test_only_templates_are_markup():
    assert markup("<b>{}</b>", "<i>") == "<b>&lt;i&gt;</b>"
    assert markup("<b>{x}</b>", x=markup("<i>{}</i>", "&")) == "<b><i>&amp;</i></b>"
    assert joined([markup("<p>1</p>"), markup("<p>{}</p>", 2)]) == "<p>1</p>\n<p>2</p>"


async def test_what_is_filled_in_stays_text():
    async with pages() as http:
        answer = await http.get("/")
    assert "<script" not in answer.text
    assert answer.text.count("&lt;script&gt;") == 4


async def test_a_page_needs_no_script_and_lets_nothing_out():
    async with pages() as http:
        answer = await http.get("/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" in policy
    assert not re.search(r"unsafe|https?:|\*|script-src", policy)
    [style] = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "http" not in answer.text
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in answer.text


@pytest.mark.parametrize(("asked", "locale"), [("", "fr"), ("en-GB,fr;q=0.5", "en"), ("de", "fr")])
async def test_a_page_is_french_unless_english_is_asked_for(asked: str, locale: str):
    async with pages() as http:
        answer = await http.get("/", headers={"accept-language": asked})
    assert f'<html lang="{locale}">' in answer.text


async def test_a_form_of_our_own_is_taken():
    async with pages() as http:
        own = f"http://{http.base_url.host}:{http.base_url.port}"
        for headers in ({}, {"origin": own}, {"origin": own, "sec-fetch-site": "same-origin"}):
            answer = await http.post("/", data={"nom": "Zoé"}, headers=headers)
            assert answer.status_code == 200
            assert "Zoé" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
async def test_a_form_of_another_site_is_refused(headers: dict[str, str]):
    async with pages() as http:
        answer = await http.post("/", data={"nom": "Zoé"}, headers=headers)
    assert answer.status_code == 403
    assert "autre site" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (b"nom=Zo%C3%A9", "text/plain", 415),
        (b"nom=%FF", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 200, "application/x-www-form-urlencoded", 400),
        (b"a=" + b"1" * 40_000, "application/x-www-form-urlencoded", 413),
    ],
)
async def test_what_is_no_form_is_refused(content: bytes, media: str, status: int):
    async with pages() as http:
        answer = await http.post("/", content=content, headers={"content-type": media})
    assert answer.status_code == status
    assert "Formulaire illisible" in answer.text
