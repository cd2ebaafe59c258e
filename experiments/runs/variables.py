"""Which names in a function are its own: local variables that could be called otherwise with nothing else changed.

A name may be renamed where every rule of Python says that nobody outside can tell. In doubt it stays. These stay
wherever in a function they stand: parameters of any kind, names of functions and classes, imported names, what is
declared global or nonlocal, what stands in an annotation, in a class or in a string of the function, and what has two
underscores in it.

Scopes are followed by what surely binds: assignments, loops, `with`, `:=`, `except … as` and `match` directly in a
function, targets in a comprehension. A name that is bound in another way is taken for one from further out, and one
that is found nowhere in the function for a global one. So every occurrence of one variable is treated alike, and no two
variables that Python holds apart are joined.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Set
from typing import TypeGuard

from experiments.runs.syntax import below, within

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
type Variable = tuple[int, str]  # the scope that binds it, counted through the function, and its name there

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = (*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef)
# A key reads 60,000 nodes, most of them of other kinds than these: asked first, that takes half the time.
NAMED = {ast.Name, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping}
OPENING = {*FUNCTIONS, *COMPREHENSIONS}
KEEPING = {
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.arg, ast.AnnAssign, ast.alias, ast.Global, ast.Nonlocal),
    *(ast.TypeAlias, ast.TypeVar, ast.ParamSpec, ast.TypeVarTuple, ast.Constant),
}


def variables(root: ast.AST) -> dict[ast.AST, Variable]:
    """The places in a function, lambda or comprehension where a name may be another one, with whose name stands there.

    root: not within another function, lambda or comprehension
    """
    reader = _Reader(_fixed(root))
    reader.visit(root)
    return reader.found


def documented(node: ast.AST) -> TypeGuard[Documented]:
    """Does its body begin with a docstring?"""
    return isinstance(node, Documented) and ast.get_docstring(node, clean=False) is not None


def named(node: ast.AST) -> str | None:
    """The name of the variable that a node reads, binds or deletes by itself."""
    if type(node) not in NAMED:
        return None
    match node:
        case ast.Name(id=name):
            return name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return name
        case ast.MatchMapping(rest=str(name)):
            return name
    return None


class _Reader:
    """Goes through a function with the scopes around it, innermost last."""

    def __init__(self, fixed: Set[str]) -> None:
        self.found: dict[ast.AST, Variable] = {}
        self._fixed = fixed
        self._scopes: list[tuple[int, Set[str]]] = []
        self._count = 0

    def visit(self, node: ast.AST) -> None:
        """Looks at a node and all below it."""
        name = named(node)
        if name is not None:
            for scope, bound in reversed(self._scopes):
                if name in bound:
                    self.found[node] = scope, name
                    break
        if type(node) not in OPENING:
            return self._all(below(node))
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                body = {*node.body}
                self._all(each for each in below(node) if each not in body)
                self._within(_bound(node.body), node.body)
            case ast.Lambda():
                self.visit(node.args)
                self._within(_bound([node.body]), [node.body])
            case ast.DictComp(key=key, value=value, generators=parts):
                self._comprehension([key, value], parts)
            case ast.ListComp(elt=each, generators=parts) | ast.SetComp(elt=each, generators=parts):
                self._comprehension([each], parts)
            case ast.GeneratorExp(elt=each, generators=parts):
                self._comprehension([each], parts)

    def _all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def _within(self, bound: Set[str], nodes: Iterable[ast.AST]) -> None:
        self._count += 1
        self._scopes.append((self._count, bound - self._fixed))
        self._all(nodes)
        self._scopes.pop()

    def _comprehension(self, items: list[ast.expr], parts: list[ast.comprehension]) -> None:
        """Its first iterable is evaluated outside, all else inside."""
        self.visit(parts[0].iter)
        inside = [*items, *(part.target for part in parts), *(each for part in parts for each in part.ifs)]
        bound = frozenset[str]().union(*(_targets(part.target) for part in parts))
        self._within(bound, [*inside, *(part.iter for part in parts[1:])])


def _bound(body: Iterable[ast.AST]) -> frozenset[str]:
    """What is bound directly in a body, and in no scope within it."""
    found, todo = set(), list(body)
    while todo:
        node = todo.pop()
        name = named(node)
        if name is not None and not (isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)):
            found.add(name)
        if not isinstance(node, SCOPES):
            todo += below(node)
    return frozenset(found)


def _targets(target: ast.expr) -> frozenset[str]:
    """What a target of a comprehension binds; a subscript or an attribute in it binds nothing."""
    match target:
        case ast.Name(id=name):
            return frozenset({name})
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return frozenset[str]().union(*map(_targets, items))
        case ast.Starred(value=value):
            return _targets(value)
    return frozenset()


def _fixed(root: ast.AST) -> frozenset[str]:
    """The names that stay, wherever in the function they stand."""
    found: set[str] = {"self", "super"}  # the compiler looks out for them
    todo = [root]
    while todo:
        node = todo.pop()
        todo += [each for each in below(node) if each is not node.body[0]] if documented(node) else below(node)
        name = named(node)
        if type(node) in KEEPING:
            found.update(_kept(node))
        elif name is not None and "__" in name:  # may be mangled in a class
            found.add(name)
    return frozenset(found)


def _kept(node: ast.AST) -> Iterator[str]:
    """The names that stay for what this node is."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
            yield from _names(node.returns)
        case ast.ClassDef(name=name):
            yield name
            yield from _names(node)
        case ast.arg(arg=name, annotation=annotation):
            yield name
            yield from _names(annotation)
        case ast.AnnAssign(target=target, annotation=annotation, simple=simple):
            yield from _names(annotation)
            yield from () if simple else _names(target)  # `(x): int` binds nothing
        case ast.alias(name=name, asname=other):
            yield other or name.partition(".")[0]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names
        case ast.TypeAlias() | ast.TypeVar() | ast.ParamSpec() | ast.TypeVarTuple():
            yield from _names(node.name if isinstance(node, ast.TypeAlias) else node)
            yield from () if isinstance(node, ast.TypeAlias) else (node.name,)
        case ast.Constant(value=str(text)):
            yield from re.findall(r"\w+", text)
        case ast.Constant(value=bytes(data)):
            yield from re.findall(r"\w+", data.decode("latin-1"))


def _names(node: ast.AST | None) -> Iterator[str]:
    """Every name of a variable in a part of the tree."""
    for each in within(node) if node is not None else ():
        name = named(each)
        if name is not None:
            yield name
