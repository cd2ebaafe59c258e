"""Tests check: none ends before it has asked, none is left out for what the repository lacks, none asserts a constant.

An empty list of parameters is refused by pytest itself (`empty_parameter_set_mark` in pyproject.toml).
"""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.house import ROOT, modules, parsed

LACKING = {  # reasons of a machine, or of a copy without its history
    "looks at /proc",
    "needs /dev/full",
    "needs a system that forks",
    "root may write everything",
    "asks git",
    "no Chromium is installed; Debian has it as chromium",
    "the extra solara is not installed",
    "edits are made in a clone of this repository",
}
FAULTY = """
@pytest.mark.skipif(not SHIPPED.exists(), reason="no worlds ship yet")
def test_worlds(name):
    if name == "fee_schedule":
        return
    worlds = pytest.importorskip("worlds")

    def inner():
        return worlds

    assert inner()
    assert (2**64 - 1 >> 11) / 2**53 < 1

@pytest.mark.skip
@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_full():
    assert 3
"""

SKIPS = {f"pytest.{way}" for way in ("skip", "importorskip", "xfail", "mark.skip", "mark.skipif", "mark.xfail")}


def faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where something is amiss, and what."""
    excused: set[ast.expr] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name, body=body) if name.startswith("test_"):
                yield from ((early.lineno, "returns before it has asked everything") for early in returns(body))
            case ast.Call(func=skip, keywords=[ast.keyword(value=ast.Constant(value=reason))]) if reason in LACKING:
                excused.add(skip)
            case ast.Attribute(attr="skip" | "skipif" | "importorskip" | "xfail"):
                if node not in excused and ast.unparse(node) in SKIPS:
                    yield node.lineno, "is left out for a reason that is not a machine's"
            case ast.Assert(test=asserted) if not any(isinstance(part, ast.Name) for part in ast.walk(asserted)):
                yield node.lineno, "asserts a constant"
            case _:
                pass


def returns(body: Iterable[ast.AST]) -> Iterator[ast.Return]:
    """Those of a function itself: a loop breaks, and hypothesis rejects an example."""
    todo = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Return):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))


def test_a_test_that_checks_nothing_is_found_where_it_is() -> None:
    assert sorted(line for line, _ in faults(ast.parse(FAULTY))) == [2, 5, 6, 12, 14, 17]


def test_every_test_checks() -> None:
    assert [
        f"{path.relative_to(ROOT)}:{line} {fault}" for path in modules("tests") for line, fault in faults(parsed(path))
    ] == []
