"""Whether a statement names its network: a check on PostgreSQL's own syntax tree.

Each table of a network must be tied to one: its `network_id` equals `$1`, a column of a batch that came as a parameter
(what a function, a CTE or a subquery in FROM gives), or the `network_id` of a table that is tied already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pglast import ast, parse_sql
from pglast.enums import A_Expr_Kind, BoolExprType, JoinType, SetOperation

NETWORK = "network_id"
Columns = dict[str, frozenset[str]]  # of each table of a network

Statement = ast.SelectStmt | ast.InsertStmt | ast.UpdateStmt | ast.DeleteStmt


def tables_in(texts: Iterable[str]) -> Columns:
    """The tables and views with a network_id that these statements create."""
    found: Columns = {}
    for text in texts:
        for raw in parse_sql(text):
            match raw.stmt:
                case ast.CreateStmt(relation=relation, tableElts=elements):
                    columns = frozenset(each.colname for each in elements if isinstance(each, ast.ColumnDef))
                    if NETWORK in columns:
                        found[relation.relname] = columns
                case ast.ViewStmt(view=view):
                    found[view.relname] = frozenset({NETWORK})
    return found


def untied(text: str, tenants: Columns) -> list[str]:
    """The tables of networks that some statement of this text touches without naming the network."""
    problems: list[str] = []
    for raw in parse_sql(text):
        if isinstance(raw.stmt, Statement):
            problems += _statement(raw.stmt, None, frozenset(), tenants)
        elif isinstance(raw.stmt, ast.ViewStmt):
            problems += _select(raw.stmt.query, None, frozenset(), tenants, is_view=True)
    return problems


@dataclass
class _Scope:
    """What one FROM gives: tables of a network by alias, tied or not, and what is free of that duty."""

    outer: _Scope | None
    columns: Columns
    tenants: dict[str, str] = field(default_factory=dict)  # alias -> table
    free: set[str] = field(default_factory=set)
    tied: set[str] = field(default_factory=set)
    equal: list[tuple[Any, Any]] = field(default_factory=list)

    def add(self, node: Any, ctes: frozenset[str]) -> Iterator[Any]:
        """Takes in one item of FROM; yields the subqueries in it."""
        match node:
            case ast.RangeVar(relname=name, alias=alias):
                known = name in self.columns and name not in ctes
                if known:
                    self.tenants[alias.aliasname if alias else name] = name
                else:
                    self.free.add(alias.aliasname if alias else name)
            case ast.RangeSubselect(subquery=subquery, alias=alias):
                self.free.add(alias.aliasname)
                yield subquery
            case ast.RangeFunction(alias=alias):
                if alias:
                    self.free.add(alias.aliasname)
                yield node.functions
            case ast.JoinExpr(larg=left, rarg=right):
                before = set(self.tenants)
                yield from self.add(left, ctes)
                lefts = set(self.tenants) - before
                yield from self.add(right, ctes)
                self._join(node, lefts, set(self.tenants) - before - lefts)
                yield node.quals

    def _join(self, node: Any, lefts: set[str], rights: set[str]) -> None:
        ties = {JoinType.JOIN_INNER: lefts | rights, JoinType.JOIN_LEFT: rights, JoinType.JOIN_RIGHT: lefts}
        held = ties.get(node.jointype, set())  # what the condition keeps to a network; the rest survives without it
        for name in node.usingClause or ():
            if name.sval == NETWORK:
                self.equal += [((one, held), (other, held)) for one in lefts for other in rights]
        self.equal += [((a, held), (b, held)) for a, b in _equalities(node.quals)]

    def where(self, clause: Any) -> None:
        everything = set(self.tenants)
        self.equal += [((a, everything), (b, everything)) for a, b in _equalities(clause)]

    def is_whole(self, target: Any) -> bool:
        """Whether this is every column of a batch, its network among them."""
        alias = _alias_of_star(target)
        return alias in self.free or (alias == "" and not self.tenants)

    def settle(self) -> None:
        """Ties what is equal to something tied, until nothing more follows."""
        before = None
        while before != self.tied:
            before = set(self.tied)
            for (a, held), (b, _) in self.equal:
                for this, that in ((a, b), (b, a)):
                    alias = this if isinstance(this, str) else self.tenant_of(this)
                    if alias in held and self.is_tied(that):
                        self.tied.add(alias)

    def tenant_of(self, node: Any) -> str | None:
        """The alias here whose network_id this expression is."""
        match _bare(node):
            case ast.ColumnRef(fields=(ast.String(sval=alias), ast.String(sval=column))) if column == NETWORK:
                return alias if alias in self.tenants else None
            case ast.ColumnRef(fields=(ast.String(sval=column),)) if column == NETWORK and len(self.tenants) == 1:
                return next(iter(self.tenants))
        return None

    def is_tied(self, node: Any) -> bool:
        """Whether this value is a network that was given, or one of a table that is tied."""
        if isinstance(node, str):
            return node in self.tied
        match _bare(node):
            case ast.ParamRef(number=number):
                return bool(number == 1)
            case ast.ColumnRef(fields=(ast.String(sval=alias), ast.String(sval=column))):
                return self._is_tied_column(alias, column)
            case ast.ColumnRef(fields=(ast.String(sval=column),)):
                return self._is_tied_bare(node, column)
            case ast.A_Expr(name=(ast.String(sval="->>"),), lexpr=batch, rexpr=key):
                return bool(isinstance(key, ast.A_Const) and key.val.sval == NETWORK and self.is_tied(batch))
        return False

    def _is_tied_bare(self, node: Any, column: str) -> bool:
        """Without an alias: the only table's network_id, or a column that none of the tables has."""
        if column == NETWORK and self.tenants:
            return self.tenant_of(node) in self.tied
        return not any(column in self.columns[table] for table in self.tenants.values())

    def _is_tied_column(self, alias: str, column: str) -> bool:
        if alias in self.tenants:
            return column == NETWORK and alias in self.tied
        if alias in self.free or self.outer is None:
            return alias in self.free or alias == "excluded"
        return self.outer._is_tied_column(alias, column)


def _statement(node: Any, outer: _Scope | None, ctes: frozenset[str], columns: Columns) -> list[str]:
    if isinstance(node, ast.SelectStmt):
        return _select(node, outer, ctes, columns)
    problems, ctes = _with(node, outer, ctes, columns)
    scope = _Scope(outer, columns)
    scope.tenants |= {_alias(node.relation): node.relation.relname} if node.relation.relname in columns else {}
    match node:
        case ast.InsertStmt():
            return problems + _insert(node, scope, ctes)
        case ast.UpdateStmt(fromClause=sources) | ast.DeleteStmt(usingClause=sources):
            nested = [each for source in sources or () for each in scope.add(source, ctes)]
            scope.where(node.whereClause)
            return problems + _settled(scope, [nested, node.whereClause, getattr(node, "targetList", None)], ctes)
    raise AssertionError(node)


def _select(
    node: Any, outer: _Scope | None, ctes: frozenset[str], columns: Columns, *, is_view: bool = False
) -> list[str]:
    problems, ctes = _with(node, outer, ctes, columns)
    if node.op is not SetOperation.SETOP_NONE:
        return problems + _select(node.larg, outer, ctes, columns) + _select(node.rarg, outer, ctes, columns)
    scope = _Scope(outer, columns)
    nested = [each for source in node.fromClause or () for each in scope.add(source, ctes)]
    scope.where(node.whereClause)
    if is_view:  # whoever reads the view names the network of the table that it shows
        scope.tied |= {_alias_of_star(target) for target in node.targetList} & set(scope.tenants)
    rest = [node.targetList, node.whereClause, node.groupClause, node.havingClause, node.sortClause, node.limitCount]
    return problems + _settled(scope, [nested, rest, node.valuesLists], ctes)


def _insert(node: Any, scope: _Scope, ctes: frozenset[str]) -> list[str]:
    """The rows come with their network: `$1`, or a column of a batch, or whole rows of one."""
    table, source, outer = node.relation.relname, node.selectStmt, scope.outer
    problems = _select(source, outer, ctes, scope.columns)
    if table not in scope.columns:
        return problems
    names = [target.name for target in node.cols or ()]
    given = _Scope(outer, scope.columns)
    for each in source.fromClause or ():
        list(given.add(each, ctes))
    if names and NETWORK not in names:
        return [*problems, table]
    values = [row[names.index(NETWORK)] for row in source.valuesLists or () if names]
    if names and source.targetList and _alias_of_star(source.targetList[0]) is None:
        values = [source.targetList[names.index(NETWORK)].val]
    fine = [given.is_tied(value) for value in values] or [given.is_whole(target) for target in source.targetList[:1]]
    conflict = node.onConflictClause and node.onConflictClause.infer
    if conflict and NETWORK not in [each.name for each in conflict.indexElems or ()]:
        problems.append(f"{table} (ON CONFLICT)")
    return problems if fine and all(fine) else [*problems, table]


def _with(node: Any, outer: _Scope | None, ctes: frozenset[str], columns: Columns) -> tuple[list[str], frozenset[str]]:
    problems: list[str] = []
    for cte in node.withClause.ctes if node.withClause else ():
        if node.withClause.recursive:
            ctes |= {cte.ctename}
        problems += _statement(cte.ctequery, outer, ctes, columns)
        ctes |= {cte.ctename}
    return problems, ctes


def _settled(scope: _Scope, nested: Any, ctes: frozenset[str]) -> list[str]:
    scope.settle()
    problems = [table for alias, table in scope.tenants.items() if alias not in scope.tied]
    for subquery in _subqueries(nested):
        problems += _statement(subquery, scope, ctes, scope.columns)
    return problems


def _subqueries(node: Any) -> Iterator[Any]:
    """The outermost queries inside this part of the tree."""
    if isinstance(node, ast.SelectStmt):
        yield node
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _subqueries(each)
    elif isinstance(node, ast.Node):
        for name in node:
            yield from _subqueries(getattr(node, name))


def _equalities(clause: Any) -> list[tuple[Any, Any]]:
    """What must be equal for the clause to hold: only what AND joins."""
    match clause:
        case ast.BoolExpr(boolop=BoolExprType.AND_EXPR, args=parts):
            return [pair for part in parts for pair in _equalities(part)]
        case ast.A_Expr(kind=A_Expr_Kind.AEXPR_OP, name=(ast.String(sval="="),), lexpr=left, rexpr=right):
            return [(left, right)]
    return []


def _bare(node: Any) -> Any:
    while isinstance(node, ast.TypeCast):
        node = node.arg
    return node


def _alias(relation: Any) -> str:
    return str(relation.alias.aliasname if relation.alias else relation.relname)


def _alias_of_star(target: Any) -> str | None:
    """`m` of `m.*`, nothing of `*` alone, None of anything else."""
    match target.val:
        case ast.ColumnRef(fields=(*aliases, ast.A_Star())):
            return ".".join(alias.sval for alias in aliases)
    return None
