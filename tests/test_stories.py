"""Every rule of the domain is shown saying no, and every fact is told, in some story of `tests/domain`."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from maillage.domain.refusals import every_refusal
from maillage.domain.registry import AGGREGATES, facts_of

STORIES = Path(__file__).parent / "domain"
SOURCES = [path.read_text() for path in STORIES.glob("test_*.py")]


def test_every_rule_is_shown_saying_no():
    """NotFound is the log's to raise, whose tests show it."""
    told = set().union(*map(rules_told, SOURCES))
    assert {kind.__name__ for kind in every_refusal() if kind.__module__.startswith("maillage.domain.")} - {
        "NotFound"
    } - told == set()


def rules_told(source: str) -> set[str]:
    """Those named where something is refused, or in the table of cases that the test there goes through."""
    told = set(re.findall(r"(?:then_refused|raises)\(\s*(\w+)", source))
    for test in ast.walk(ast.parse(source)):
        if isinstance(test, ast.FunctionDef) and re.search(r"(?:then_refused|raises)\(\s*[a-z]", ast.unparse(test)):
            told |= {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    return told


def test_every_fact_is_told_in_a_story():
    told = set().union(*map(facts_told, SOURCES))
    known = {f"{each.__name__}.{kind.__name__}" for each in AGGREGATES for kind in facts_of(each).values()}
    assert known - told == set()


def facts_told(source: str) -> set[str]:
    """`Meeting.Opened` and others that stand in a `.then(...)`, or in what a name there is defined as."""
    nodes = list(ast.walk(ast.parse(source)))
    named = defaultdict(list)
    for node in nodes:
        for name in _names_defined_by(node):
            named[name].append(node)
    waiting = [argument for node in nodes if _is_call_of_then(node) for argument in node.args]
    told = set()
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Name) and node.id in named:
                waiting += named.pop(node.id)
            elif isinstance(node, ast.Attribute):
                told.add(ast.unparse(node))
    return told


def _names_defined_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    return [each.id for each in node.targets if isinstance(each, ast.Name)] if isinstance(node, ast.Assign) else []


def _is_call_of_then(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "then"
