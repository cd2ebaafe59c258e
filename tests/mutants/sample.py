"""A mutant: a module with one slip of the pen in it. Which of them are tried is drawn by lot, the same every time.

The lot of a mutant depends on what it changes and where, not on its line or on how many others there are: who edits a
module draws only for what was edited.
"""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from types import CodeType
from typing import Any

from tests.mutants.operators import OPERATORS, changed
from tests.mutants.sites import Site, sites
from tests.mutants.words import Words

_SHOWN = 24  # characters around a change


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module."""

    path: Path  # of the module
    line: int
    change: str  # in words
    lot: int
    source: str = field(repr=False)  # of the unchanged module
    old: ast.AST = field(repr=False)
    new: ast.AST = field(repr=False)

    def compiled(self) -> CodeType:
        """The changed module."""
        tree = ast.parse(self.source)
        place = next(place for place in ast.walk(tree) if _same_place(place, self.old))
        changed: Any = ast.fix_missing_locations(_Exchange(place, self.new).visit(tree))
        return compile(changed, str(self.path), "exec")


class _Exchange(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The other node for the one, all others as they are."""
        if node is self._old:
            return ast.copy_location(deepcopy(self._new), node)
        visited: ast.AST = self.generic_visit(node)
        return visited


def mutants(path: Path, name: str, words: Words) -> Iterator[Mutant]:
    """Of every place of a module and every kind of slip one mutant, drawn by lot among its variants.

    name  what the module is called in the lots, wherever the house stands
    """
    source, met = path.read_text(encoding="utf-8"), Counter[tuple[object, ...]]()
    for site in sites(ast.parse(source)):
        for operator in OPERATORS:
            variants = list(operator(site, words))
            if not variants:
                continue
            what = (name, site.within, operator.__name__, ast.unparse(site.node))
            met[what] += 1
            new = variants[_lot(*what, met[what], "variant") % len(variants)]
            yield Mutant(
                path, getattr(site.node, "lineno", 0), _told(site, new), _lot(*what, met[what]), source, site.node, new
            )


def drawn(mutants: Iterable[Mutant], count: int, seed: int = 0) -> list[Mutant]:
    """So many of them by lot, in the order of the sources. seed: another one draws others."""
    other = _lot(seed) if seed else 0
    chosen = sorted(mutants, key=lambda mutant: mutant.lot ^ other)[:count]
    return sorted(chosen, key=lambda mutant: (mutant.path, mutant.line, mutant.change))


def _lot(*parts: object) -> int:
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=8).digest())


def _same_place(one: ast.AST, other: ast.AST) -> bool:
    places = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    return type(one) is type(other) and all(getattr(one, at, None) == getattr(other, at, None) for at in places)


def _told(site: Site, new: ast.AST) -> str:
    """`before` → `after`, of long ones only the surroundings of what differs; a word alone is told with its parent."""
    before, after = site.node, new
    if isinstance(before, ast.Constant | ast.Name | ast.Attribute) and site.parent is not None:
        before, after = site.parent, _with_part(site.parent, before, after)
    one, other = ast.unparse(before), ast.unparse(after)
    if isinstance(new, ast.Pass):
        return f"dropped `{one}`" if len(one) <= 3 * _SHOWN else f"dropped `{one[: 3 * _SHOWN]}…`"
    head = _alike(one, other)
    tail = _alike(one[head:][::-1], other[head:][::-1])
    start, end = max(head - _SHOWN, 0), max(tail - _SHOWN, 0)
    return " → ".join(f"`{'…' * (start > 0)}{text[start : len(text) - end]}{'…' * (end > 0)}`" for text in (one, other))


def _with_part(node: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """A copy of a node with one of its parts exchanged."""
    return changed(
        node,
        **{
            field: [new if part is old else part for part in value] if isinstance(value, list) else new
            for field, value in ast.iter_fields(node)
            if value is old or (isinstance(value, list) and old in value)
        },
    )


def _alike(one: str, other: str) -> int:
    """How many characters two texts share from the front."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
