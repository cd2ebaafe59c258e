"""Uses of a number of the world: the functions of the simulation that read it, by their source.

A number is read as `….section.number`, from a name that stands for the section, or from an argument of the section's
class. Other ways of reading are not seen.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sim


def uses(section: str, kind: type, name: str) -> list[str]:
    """Return each function that reads this number of a section of this class: its file, name and purpose."""
    places = []
    for place, function, attributes in _functions():
        if name in attributes and _reads(function, section, kind.__name__, name):
            purpose = " ".join((ast.get_docstring(function) or "").split("\n\n")[0].split())
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
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    typed = {each.arg: ast.unparse(each.annotation) for each in arguments if each.annotation is not None}
    stand = {each for each, hint in typed.items() if hint == kind}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node):
                if isinstance(target, ast.Name) and isinstance(value, ast.Attribute) and value.attr == section:
                    stand.add(target.id)
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == name
        and (
            (isinstance(node.value, ast.Attribute) and node.value.attr == section)
            or (isinstance(node.value, ast.Name) and node.value.id in stand)
        )
        for node in ast.walk(function)
    )


def _pairs(assigned: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each target with its value; a tuple item by item."""
    for target in assigned.targets:
        if isinstance(target, ast.Tuple) and isinstance(assigned.value, ast.Tuple):
            yield from zip(target.elts, assigned.value.elts, strict=False)
        else:
            yield target, assigned.value
