"""The house enforces its own rules.

Import contracts stand in pyproject.toml, docstrings are ruff's to check; here is what neither can see.
"""

import ast
import tomllib
from collections import Counter
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path

import pytest

from policies import records
from sim.state.draws import Purpose

ROOT = Path(__file__).parents[2]
PACKAGES = ("policies", "sim", "scenarios", "experiments")
LONGEST_MODULE = 300  # lines
LONGEST_FUNCTION = 60  # lines
RECORDS = {name for name, value in vars(records).items() if is_dataclass(value)}


def modules(*folders: str) -> list[Path]:
    """Every module under these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.expr | ast.stmt | ast.arg | ast.keyword) -> str:
    """Where something stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def identifiers(path: Path) -> list[tuple[str, str]]:
    """Every name that a module's code reads, writes or passes, with its place."""
    found = []
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                found.append((name, place(path, node)))
            case ast.Constant(value=str(name)) if name.isidentifier():  # getattr(jobs, "true_fit")
                found.append((name, place(path, node)))
    return found


def records_built(path: Path) -> list[str]:
    """The places where a module calls a record class of policies.records."""
    imported = {
        alias.asname or alias.name: alias.name for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "policies.records" for alias in node.names
    }
    calls = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    return [
        place(path, call) for call in calls
        if (isinstance(call.func, ast.Name) and imported.get(call.func.id) in RECORDS)
        or (isinstance(call.func, ast.Attribute) and call.func.attr in RECORDS
            and ast.unparse(call.func.value).endswith("records"))
    ]


def test_what_only_nature_knows_never_reaches_a_policy() -> None:
    seeing = [*modules("policies"), ROOT / "sim" / "observe.py"]
    assert [where for path in seeing for name, where in identifiers(path) if name.startswith("true_")] == []
    behind = [name for path in modules("sim") for name, _ in identifiers(path) if name.startswith("true_")]
    assert behind, "the tables mark what only nature knows"


def test_only_observe_builds_policy_records() -> None:
    observe = ROOT / "sim" / "observe.py"
    assert [where for path in modules("sim") if path != observe for where in records_built(path)] == []
    assert records_built(observe)


@pytest.mark.parametrize("path", modules(*PACKAGES), ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    long = [
        place(path, node) for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_purpose_of_a_draw_is_used_in_exactly_one_place() -> None:
    used = Counter(
        node.attr for path in modules("sim") if path.name != "draws.py" for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Purpose"
    )
    assert used == Counter(list(Purpose.__members__))


def test_every_package_that_holds_code_is_named_in_pyproject() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    holding = {".".join(path.relative_to(ROOT).parent.parts) for path in modules(*PACKAGES) if path.stat().st_size}
    assert holding <= set(named)
    assert all((ROOT / name.replace(".", "/") / "__init__.py").is_file() for name in named)


def test_no_room_is_empty() -> None:
    rooms = {path.parent for path in modules(*PACKAGES)}
    assert [room.name for room in rooms if not any(path.stat().st_size for path in room.rglob("*.py"))] == []


def test_every_data_file_is_packaged() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    packaged = {path for package, patterns in table.items() for pattern in patterns
                for path in (ROOT / package.replace(".", "/")).glob(pattern)}
    data = {path for folder in PACKAGES for path in (ROOT / folder).rglob("*")
            if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert data <= packaged
