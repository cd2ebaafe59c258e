"""What a Python source says: a digest that layout, comments, docstrings and the names of local variables leave alone.

Two sources with one digest do the same; that must never fail. The reverse may: where it is not sure that nobody can
tell the difference, sources differ. Read off the syntax tree and written out in our own way, field by field, so that
the releases of Python agree.

A module that can see its own local variables (`locals`, `eval`, `numexpr.evaluate` and their like) keeps their names.
One that can see frames, code or docstrings of others is told by `sights`, and whoever knows what it may look at asks
for `names` and `docs` there too.
"""

import ast
import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from experiments.runs.syntax import told, within
from experiments.runs.variables import OPENING, Variable, documented, variables

type Sight = Literal["own", "names", "docs"]  # its own variables; those of others, through frames or code; docstrings

SIGHTS: Mapping[str, Sight] = {
    **dict.fromkeys(("locals", "vars", "dir", "eval", "exec", "evaluate", "query"), "own"),
    **dict.fromkeys(("_getframe", "_current_frames", "currentframe", "settrace", "setprofile"), "names"),
    **dict.fromkeys(("f_locals", "f_back", "f_code", "tb_frame", "gi_frame", "cr_frame", "ag_frame"), "names"),
    **dict.fromkeys(("co_varnames", "co_cellvars", "co_freevars", "co_names", "getclosurevars"), "names"),
    **dict.fromkeys(("__code__", "getsource", "getsourcelines", "capture_locals", "walk_stack"), "names"),
    **dict.fromkeys(("__doc__", "getdoc", "getcomments", "get_docstring", "pydoc", "doctest"), "docs"),
}
TELLING = {ast.Name, ast.Attribute, ast.Constant, ast.keyword, ast.ImportFrom, ast.alias}  # of these nodes
INNOCENT = {"signature", "Signature", "Parameter", "isclass", "isfunction", "isabstract"}  # all else of `inspect` sees
SHORTENED = {ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.JoinedStr}  # what is said of them


@dataclass(frozen=True, slots=True)
class Source:
    """A module's syntax, read once."""

    tree: ast.Module
    nodes: tuple[ast.AST, ...]  # all that say something by themselves
    sights: frozenset[Sight]  # what of itself and of others the code may look at

    @staticmethod
    def of(text: bytes) -> "Source | None":
        """None where it is no Python that this release can read."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
            nodes = tuple(within(tree))
            sights = frozenset(sight for node in nodes if type(node) in TELLING for sight in _sights(node))
            return Source(tree, nodes, sights)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    def digest(self, *, names: bool = False, docs: bool = False) -> str:
        """Of what it says. names: those of local variables count; docs: docstrings do.

        Raises RecursionError where the tree is too deep.
        """
        writer = _Writer(names=names or bool(self.sights & {"own", "names"}), docs=docs or "docs" in self.sights)
        writer.write(self.tree)
        return hashlib.sha256("".join(writer.said).encode("utf-8", "surrogatepass")).hexdigest()


def _sights(node: ast.AST) -> list[Sight]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)) | ast.keyword(arg=str(name)):
            return [SIGHTS[name]] if name in SIGHTS else []
        case ast.ImportFrom(module="inspect", names=found) if all(each.name in INNOCENT for each in found):
            return []
        case ast.ImportFrom(module="inspect") | ast.alias(name="inspect"):
            return ["names", "docs"]
        case ast.ImportFrom(module=str(name)) | ast.alias(name=name):
            return [SIGHTS[name]] if name in SIGHTS else []
    return []


class _Writer:
    """Writes a tree out. Local variables go by the order in which they first appear in their function."""

    def __init__(self, *, names: bool, docs: bool) -> None:
        self.said: list[str] = []
        self._names, self._docs = names, docs
        self._found: dict[ast.AST, Variable] | None = None  # None outside of functions
        self._numbers: dict[Variable, int] = {}

    def write(self, value: object) -> None:
        """A node, a list of them, or what stands in a node."""
        if isinstance(value, ast.AST):
            self._node(value)
        elif isinstance(value, list):
            self.said.append("[")
            for item in value:
                self.write(item)
                self.said.append(",")
            self.said.append("]")
        elif type(value) is int:
            self.said.append(f"int {value:x}")  # decimals have a limit
        else:
            self.said.append(f"{type(value).__name__} {value!r}")

    def _node(self, node: ast.AST) -> None:
        kind, said = type(node), self.said
        root = self._found is None and kind in OPENING
        if root:
            self._found, self._numbers = {} if self._names else variables(node), {}
        said.append(f"{kind.__name__}(")
        variable = self._found.get(node) if self._found else None
        for field in told(kind._fields):
            value = getattr(node, field, None)
            if variable is not None and value == variable[1]:
                said.append(f"{field}=local {self._numbers.setdefault(variable, len(self._numbers))};")
            elif value != [] and (value is not None or kind is ast.Constant):
                said.append(f"{field}=")
                self.write(self._said_of(node, field, value) if kind in SHORTENED else value)
                said.append(";")
        said.append(")")
        if root:
            self._found = None

    def _said_of(self, node: ast.AST, field: str, value: object) -> object:
        """A field without a docstring, and without the empty pieces that some releases see in an f-string."""
        if field == "body" and not self._docs and documented(node):
            return node.body[1:]
        if isinstance(node, ast.JoinedStr):
            return [each for each in node.values if not (isinstance(each, ast.Constant) and each.value == "")]
        return value
