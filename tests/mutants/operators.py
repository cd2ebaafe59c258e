"""The slips of the pen that tests have to notice. Each gives the nodes that might stand where one stands now."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

from tests.mutants.sites import Site
from tests.mutants.words import Words

Operator = Callable[[Site, Words], Iterator[ast.AST]]

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_CALLED = {
    "min": "max",
    "max": "min",
    "minimum": "maximum",
    "maximum": "minimum",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "argmin": "argmax",
    "argmax": "argmin",
}


def comparison(site: Site, words: Words) -> Iterator[ast.AST]:
    """`<` for `<=`, `==` for `!=`, and the like."""
    if isinstance(site.node, ast.Compare):
        for place, sign in enumerate(site.node.ops):
            others = [_COMPARED[type(sign)]() if place == at else each for at, each in enumerate(site.node.ops)]
            yield changed(site.node, ops=others)


def arithmetic(site: Site, words: Words) -> Iterator[ast.AST]:
    """`+` for `-`, `*` for `/`, `&` for `|`, and the like, also in `+=`."""
    if isinstance(site.node, ast.BinOp | ast.AugAssign) and type(site.node.op) in _CALCULATED:
        yield changed(site.node, op=_CALCULATED[type(site.node.op)]())


def junction(site: Site, words: Words) -> Iterator[ast.AST]:
    """`and` for `or`."""
    if isinstance(site.node, ast.BoolOp):
        yield changed(site.node, op=ast.Or() if isinstance(site.node.op, ast.And) else ast.And())


def sign(site: Site, words: Words) -> Iterator[ast.AST]:
    """A `not`, `~` or `-` that is missing."""
    if isinstance(site.node, ast.UnaryOp):
        yield site.node.operand


def constant(site: Site, words: Words) -> Iterator[ast.AST]:
    """True for False, a count one off, a number a tenth off."""
    match site.node:
        case ast.Constant(value=bool(value)):
            yield changed(site.node, value=not value)
        case ast.Constant(value=int(value)):
            yield from (changed(site.node, value=value + step) for step in (1, -1))
        case ast.Constant(value=float(value)):
            yield changed(site.node, value=value * 1.1 or 1.0)


def forgotten(site: Site, words: Words) -> Iterator[ast.AST]:
    """A statement that is missing: a call for its effect, a value put into a column."""
    match site.node:
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()


def mistaken_arguments(site: Site, words: Words) -> Iterator[ast.AST]:
    """The values of two neighbouring keywords of a call, swapped."""
    if isinstance(site.node, ast.Call):
        given = site.node.keywords
        for place in range(len(given) - 1):
            one, two = given[place], given[place + 1]
            named = one.arg and two.arg and "strict" not in (one.arg, two.arg)
            if named and ast.dump(one.value) != ast.dump(two.value):
                swapped = [ast.keyword(one.arg, two.value), ast.keyword(two.arg, one.value)]
                yield changed(site.node, keywords=[*given[:place], *swapped, *given[place + 2 :]])


def mistaken_call(site: Site, words: Words) -> Iterator[ast.AST]:
    """min for max, any for all, and the like."""
    match site.node:
        case ast.Name(id=name) if name in _CALLED and site.called:
            yield changed(site.node, id=_CALLED[name])
        case ast.Attribute(attr=name) if name in _CALLED:
            yield changed(site.node, attr=_CALLED[name])


def mistaken_branch(site: Site, words: Words) -> Iterator[ast.AST]:
    """`np.where`, or an if in an expression, the wrong way round."""
    match site.node:
        case ast.Call(func=ast.Attribute(attr="where"), args=[condition, then, otherwise]):
            yield changed(site.node, args=[condition, otherwise, then])
        case ast.IfExp(body=then, orelse=otherwise):
            yield changed(site.node, body=otherwise, orelse=then)


def mistaken_member(site: Site, words: Words) -> Iterator[ast.AST]:
    """Another member of the same enumeration."""
    if isinstance(site.node, ast.Attribute):
        for member in words.other_members(site.owner, site.node.attr):
            yield changed(site.node, attr=member)


def mistaken_column(site: Site, words: Words) -> Iterator[ast.AST]:
    """Another column of the same table and type."""
    if isinstance(site.node, ast.Attribute) and not site.called:
        for column in words.siblings(site.node.attr, site.owner):
            yield changed(site.node, attr=column)


OPERATORS: tuple[Operator, ...] = (
    comparison,
    arithmetic,
    junction,
    sign,
    constant,
    forgotten,
    mistaken_arguments,
    mistaken_call,
    mistaken_branch,
    mistaken_member,
    mistaken_column,
)


def changed[Node: ast.AST](node: Node, **parts: Any) -> Node:
    """A copy of a node with other parts."""
    return ast.copy_location(type(node)(**dict(ast.iter_fields(node)) | parts), node)
