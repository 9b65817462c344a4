"""Who may import whom, and what else the tree promises. The table is the architecture; these tests keep it true."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: Folder: our own folders, then other people's packages. Besides these, the folder itself and the standard library.
MAY_IMPORT = {
    "domain": ("", "eventsourcing.domain stdnum holidays"),
    "eventstore": (
        "domain",
        "asyncpg eventsourcing.persistence eventsourcing.utils msgspec cryptography",
    ),
    "projections": ("domain eventstore", "msgspec"),
    "reports": ("domain projections", "icalendar"),
    "accounts": ("domain eventstore", "asyncpg"),
    "usecases": ("domain eventstore projections accounts", ""),
    "processes": ("domain eventstore usecases projections reports accounts", "aiosmtplib"),
    "graphql": ("domain eventstore projections usecases", "strawberry graphql starlette msgspec orjson"),
    "http_edge": ("domain eventstore accounts usecases projections reports graphql", "markupsafe starlette uvicorn"),
}
MAY_IMPORT_EVERYTHING = {"server", "cli"}
STANDARD_LIBRARY_ONLY = {"config", "bootstrap"}
NOT_THE_PRODUCT = {"tests", "bench", "docs", "src", "build"}


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def allowed(folder: str) -> set[str]:
    ours, theirs = MAY_IMPORT.get(folder, ("", ""))
    return {f"maillage.{name}" for name in [*ours.split(), folder]} | set(theirs.split())


def imported(tree: ast.AST, package: str) -> set[str]:
    """Full dotted names, `from a import b` being "a.b", wherever in the file the import stands."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            names |= {f"{start}.{alias.name}" for alias in node.names}
    return names


def violations(folder: str, source: str, package: str | None = None) -> set[str]:
    """The imports of this source that its folder does not allow; `package` is the one that holds the module."""
    names = imported(ast.parse(source), package or f"maillage.{folder}")
    foreign = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    return {name for name in foreign if not any(f"{name}.".startswith(f"{fine}.") for fine in allowed(folder))}


def queries(source: str) -> set[str]:
    """Strings that are SQL statements, docstrings apart; what is filled into an f-string reads as one word."""
    nodes = list(ast.walk(ast.parse(source)))
    filled = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    apart = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    apart |= {id(part) for node in filled for part in node.values}
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in apart]
    texts += ["".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values) for node in filled]
    return {text for text in texts if isinstance(text, str) and STATEMENT.match(text)}


STATEMENT = re.compile(
    r"""\s*(
      select\s.*\b(from|as)\s | select\s+\w+\( | with\s+\w+.*\bas\s*\(
    | insert\s+into\s | update\s+\S+\s+set\s | delete\s+from\s | truncate\s+\w | copy\s+\w+.*\b(from|to)\s
    | (create|alter|drop)\s+(or\s+replace\s+|unique\s+|unlogged\s+)?
      (table|schema|index|database|role|function|extension|view|type|sequence|trigger|user)\s
    | (grant|revoke)\s+\w+.*\b(to|from)\s | lock\s+table\s | vacuum\b
    | ((un)?listen|notify)\s+\S+\s*$ | set\s+(local\s+|session\s+)?\w+\s*(=|\bto\s) | (begin|commit|rollback)\s*;?\s*$
    )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources(*MAY_IMPORT), ids=name)
def test_a_module_imports_only_what_its_folder_allows(path):
    parts = path.relative_to(ROOT).parts
    assert violations(parts[0], path.read_text(), ".".join(["maillage", *parts[:-1]])) == set()


@pytest.mark.parametrize("module", sorted(STANDARD_LIBRARY_ONLY))
def test_settings_and_setup_need_the_standard_library_only(module):
    names = imported(ast.parse((ROOT / f"{module}.py").read_text()), "maillage")
    assert {name for name in names if name.split(".")[0] not in sys.stdlib_module_names} == set()


def test_every_folder_and_module_of_the_product_has_its_rule():
    visible = [path for path in ROOT.iterdir() if not path.name.startswith((".", "_"))]
    folders = {path.name for path in visible if path.is_dir() and any(path.rglob("*.py"))}
    assert folders - NOT_THE_PRODUCT == set(MAY_IMPORT)
    assert {path.stem for path in visible if path.suffix == ".py"} == MAY_IMPORT_EVERYTHING | STANDARD_LIBRARY_ONLY


@pytest.mark.parametrize("path", sources(*MAY_IMPORT), ids=name)
def test_only_the_settings_read_the_environment(path):
    assert not re.search(r"\b(environb?|getenvb?)\b", path.read_text())


@pytest.mark.parametrize("path", sources("domain"), ids=name)
def test_a_fact_is_a_declared_class_never_the_library_s_shorthand(path):
    assert '@event("' not in path.read_text()


@pytest.mark.parametrize("path", [*sources(*MAY_IMPORT), *sorted(ROOT.glob("*.py"))], ids=name)
def test_sql_stands_in_sql_files(path):
    assert queries(path.read_text()) == set()


@pytest.mark.parametrize(
    ("folder", "line", "seen"),
    [
        ("domain", "import asyncpg", "asyncpg"),
        ("domain", "import eventsourcing.postgres", "eventsourcing.postgres"),
        ("domain", "from eventsourcing import postgres", "eventsourcing.postgres"),
        ("domain", "from eventsourcing.domain_driven import x", "eventsourcing.domain_driven.x"),
        ("domain", "from maillage.graphql.schema import x", "maillage.graphql.schema.x"),
        ("domain", "from maillage import graphql", "maillage.graphql"),
        ("domain", "import graphql", "graphql"),
        ("domain", "from domain import base", "domain.base"),
        ("domain", "from ..eventstore import log", "maillage.eventstore.log"),
        ("domain", "from .. import eventstore", "maillage.eventstore"),
        ("domain", "def late():\n    from ..eventstore.log import Log", "maillage.eventstore.log.Log"),
        ("domain", "if TYPE_CHECKING:\n    import asyncpg", "asyncpg"),
        ("projections", "from maillage.usecases.meetings import plan", "maillage.usecases.meetings.plan"),
        ("eventstore", "from maillage.config import Settings", "maillage.config.Settings"),
        ("http_edge", "import strawberry", "strawberry"),
        ("graphql", "import asyncpg", "asyncpg"),
    ],
)
def test_a_planted_import_is_seen(folder, line, seen):
    assert violations(folder, line) == {seen}


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("domain", "import json\nfrom eventsourcing import domain\nfrom eventsourcing.domain import event"),
        ("domain", "from . import base\nfrom .base import Fact\nfrom maillage.domain.base import Fact"),
        ("eventstore", "from ..domain.base import Fact"),
        ("graphql", "from graphql import parse\nimport graphql.language.ast\nfrom maillage.usecases import meetings"),
    ],
)
def test_an_allowed_import_is_left_alone(folder, line):
    assert violations(folder, line) == set()


@pytest.mark.parametrize(
    "line",
    [
        'run("SELECT 1 FROM es")',
        'run("select es_append($1)")',
        'run(f"INSERT INTO {table} VALUES (1)")',
        'run(f"""\n    UPDATE {table} SET x = 1""")',
        'Q = "delete from " "t"',
        'Q = f"CREATE ROLE {role}"',
        'Q = "LISTEN es"',
        'Q = "SET search_path TO x"',
        'Q = "WITH a AS (SELECT 1) SELECT 2"',
    ],
)
def test_planted_sql_is_seen(line):
    assert len(queries(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        'say("Select a date, please")',
        'say("Update failed")',
        'say("set by the coordinator")',
        'def f():\n    "Select the rows from the log."',
        'SQL["create"]',
    ],
)
def test_plain_words_are_not_sql(line):
    assert queries(line) == set()
