"""Where a module may be changed: every node of its syntax tree that does something when the program runs.

Annotations, decorators, imports, type aliases, docstrings, `__all__`, assertions and what is raised are left alone:
they do nothing, or only say something. So is `strict=`, which is an assertion about two lengths.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_QUIET = (ast.Import, ast.ImportFrom, ast.Raise, ast.Assert, ast.TypeAlias)
_SILENT_PARTS = {"annotation", "returns", "decorator_list", "type_params", "bases"}


@dataclass(frozen=True, slots=True)
class Site:
    """One place of a module."""

    node: ast.AST
    parent: ast.AST | None
    within: tuple[str, ...]  # the classes and functions around it, the outermost first

    @property
    def called(self) -> bool:
        """Is it the function of a call?"""
        return isinstance(self.parent, ast.Call) and self.parent.func is self.node

    @property
    def owner(self) -> str:
        """The name of what an attribute is read from, as far as one can tell: `jobs` in `t.jobs.fee[rows]`."""
        match self.node:
            case ast.Attribute(value=ast.Name(id="self")):
                return self.within[0]
            case ast.Attribute(value=ast.Subscript(slice=ast.Name(id=name))):  # events[Completed].amount
                return name
            case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name)):
                return name
        return ""


def sites(node: ast.AST, parent: ast.AST | None = None, within: tuple[str, ...] = ()) -> Iterator[Site]:
    """A node and all that lies in it, in the order of the source, but for what says nothing."""
    if isinstance(node, _QUIET) or _is_silent(node, within):
        return
    yield Site(node, parent, within)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        within = (*within, node.name)
    for field, value in ast.iter_fields(node):
        if field in _SILENT_PARTS:
            continue
        parts = value if isinstance(value, list) else [value]
        if isinstance(node, ast.Call) and field == "args" and ast.unparse(node.func) in {"isinstance", "issubclass"}:
            parts = parts[:1]
        for part in parts:
            if isinstance(part, ast.AST):
                yield from sites(part, node, within)


def _is_silent(node: ast.AST, within: tuple[str, ...]) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.keyword(arg="strict"):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Assign(value=ast.BinOp(op=ast.BitOr())):  # Key = U64 | int
            return not within
    return False
