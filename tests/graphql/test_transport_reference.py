"""The page on the transport says what the code does."""

import ast
import re
from dataclasses import fields
from pathlib import Path

from maillage.graphql import websocket
from maillage.graphql.http import STATUSES
from maillage.graphql.limits import Limits
from maillage.graphql.settings import EndpointSettings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "transport.md").read_text()
CODE = re.compile(r"[A-Z]+(_[A-Z]+)+|INTERNAL|TIMEOUT|UNAUTHENTICATED")
OURS = [
    "connections",
    "context",
    "cursors",
    "documents",
    "endpoint",
    "errors",
    "execution",
    "http",
    "hub",
    "ids",
    "limits",
    "live",
    "operations",
    "persisted",
    "quotas",
    "relay",
    "requests",
    "scalars",
    "sse",
    "websocket",
]


def rows(heading: str) -> dict[str, list[str]]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in section.splitlines() if "| " in line]
    return {row[0].strip("` |"): row[1:] for row in cells[2:]}


def test_every_code_that_the_transport_gives_is_on_the_page():
    trees = [ast.parse((ROOT / "graphql" / f"{name}.py").read_text()) for name in OURS]
    constants = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    given = {value for value in constants if isinstance(value, str) and CODE.fullmatch(value)}
    assert given == set(rows("Error codes"))


def test_statuses_are_those_of_the_page():
    table = rows("Error codes")
    assert {code: table[code][1].rstrip(" |") for code in STATUSES} == {c: str(s) for c, s in STATUSES.items()}


def test_close_codes_are_those_of_the_page():
    codes = {str(v) for k, v in vars(websocket).items() if k.isupper() and isinstance(v, int) and v >= 1000}
    assert codes == set(rows("Close codes of a WebSocket"))


def test_figures_are_those_of_the_page():
    figures = {f.name: f.default for kind in (EndpointSettings, Limits) for f in fields(kind)}
    shown = {name: row[0] for name, row in rows("Figures").items()}
    assert {name: str(figures[name]) for name in shown} == shown
    elsewhere = {
        "limits",
        "allowed_origins",
        "session_cookie",
        "documents",
        "only_listed_documents",
        "default_page",
        "max_page",
        "plain_list",
    }
    assert set(figures) - set(shown) == elsewhere
