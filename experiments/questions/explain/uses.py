"""Uses of a number of the world: the functions of the simulation that read it, by their source.

A number is read as `….section.number`, from a name that stands for the section, or from an argument of the section's
class. Other ways of reading are not seen.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sim
from experiments.questions.explain.entry import first


def uses(section: str, kind: type, name: str) -> list[str]:
    """Return each function that reads this number of a section of this class: its file, name and purpose."""
    places = []
    for place, function, attributes in _functions():
        if name in attributes and _reads(function, section, kind.__name__, name):
            purpose = first(ast.get_docstring(function))
            places.append(f"{place}: {purpose}" if purpose else place)
    return places


@cache
def _functions() -> tuple[tuple[str, ast.FunctionDef, frozenset[str]], ...]:
    """Return every function of the simulation: file and name, syntax tree, and the attributes that it reads."""
    home = Path(sim.__path__[0])
    return tuple(
        (
            f"{path.relative_to(home.parent).as_posix()}, {node.name}",
            node,
            frozenset(each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)),
        )
        for path in sorted(home.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )


def _reads(function: ast.FunctionDef, section: str, kind: str, name: str) -> bool:
    """Does a function read the number from its section, or from a name that stands for it?"""
    nodes = list(ast.walk(function))
    typed = [(node.arg, node.annotation) for node in nodes if isinstance(node, ast.arg) and node.annotation]
    stands = {argument for argument, hint in typed if ast.unparse(hint) == kind}
    pairs = [pair for node in nodes if isinstance(node, ast.Assign) for pair in _pairs(node)]
    stands |= {target.id for target, value in pairs if isinstance(target, ast.Name) and _attribute(value) == section}
    owners = [node.value for node in nodes if isinstance(node, ast.Attribute) and node.attr == name]
    return any(_attribute(owner) == section or getattr(owner, "id", None) in stands for owner in owners)


def _attribute(node: ast.expr) -> str | None:
    return node.attr if isinstance(node, ast.Attribute) else None


def _pairs(assigned: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each target with its value; a tuple item by item."""
    for target in assigned.targets:
        if isinstance(target, ast.Tuple) and isinstance(assigned.value, ast.Tuple):
            yield from zip(target.elts, assigned.value.elts, strict=False)
        else:
            yield target, assigned.value
