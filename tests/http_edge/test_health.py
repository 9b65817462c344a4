"""Whether the process runs, and whether it can serve."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette

from maillage.http_edge import health
from tests.serving import serve


async def looked_at(is_well) -> list[tuple[int, dict[str, str]]]:
    async with (
        serve(Starlette(routes=health.routes(is_well))) as address,
        httpx.AsyncClient(base_url=f"http://{address}", timeout=60) as http,
    ):
        answers = [await http.get(f"/health/{kind}") for kind in ("live", "ready")]
    assert all(answer.headers["cache-control"] == "no-store" for answer in answers)
    return [(answer.status_code, answer.json()) for answer in answers]


async def well() -> bool:
    return True


async def unwell() -> bool:
    return False


async def broken() -> bool:
    raise ConnectionError("the secret address of the database")


async def stuck() -> bool:
    await asyncio.sleep(60)
    return True


async def test_a_server_that_is_well_says_so():
    assert await looked_at(well) == [(200, {"status": "ok"}), (200, {"status": "ok"})]


@pytest.mark.parametrize("is_well", [unwell, broken, stuck])
async def test_a_server_that_cannot_serve_lives_on_and_tells_nothing_more(is_well, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    assert await looked_at(is_well) == [(200, {"status": "ok"}), (503, {"status": "unavailable"})]
