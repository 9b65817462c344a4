"""One word per thing: every fact and every code word of the domain is in the glossary, which holds nothing else."""

import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

from maillage.domain.caller import Right
from maillage.domain.registry import AGGREGATES, every_fact

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs/glossary.md").read_text()


def rows() -> Iterator[list[str]]:
    """The cells of every line of its tables, headings and rules left out."""
    for line in GLOSSARY.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in {"Français", "---"}:
            yield cells


def words(pattern: str) -> set[str]:
    return {word for row in rows() for word in re.findall(f"`({pattern})`", row[2])}


def test_the_glossary_and_the_log_name_the_same_facts():
    assert words(r"[a-z-]+\.[a-z-]+") == set(every_fact())


def test_the_glossary_and_the_code_have_the_same_code_words():
    modules = [import_module(f"maillage.domain.{path.stem}") for path in (ROOT / "domain").glob("[a-z]*.py")]
    kinds = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    enums = {kind for kind in kinds if issubclass(kind, Enum) and kind not in {Enum, Right}}
    assert words("[A-Z_]{2,}") == {member.value for kind in enums for member in kind}


def test_every_aggregate_is_a_term():
    assert {kind.__name__ for kind in AGGREGATES} - words("[A-Z][A-Za-z]+") == set()


def test_every_line_has_its_four_cells():
    assert [row for row in rows() if len(row) != 4 or not all(row)] == []
