"""The house as its tests read it: modules, their syntax, the tools' settings, the day."""

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("policies", "sim", "scenarios", "experiments", "policylab")


def modules(*folders: str) -> list[Path]:
    """Every module under these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


SYSTEMS = [path for path in modules("sim/systems") if path.stem != "__init__"]


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> list[str]:
    """Every module or name that a module imports, in full."""
    return [
        f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]


@cache
def settings() -> dict[str, Any]:
    """The tools' tables in pyproject.toml."""
    tools: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    return tools


def layers(lowest: str) -> list[str]:
    """The import contract whose lowest layer holds this module or package: its layers, the highest first."""
    contracts = [
        contract["layers"]
        for contract in settings()["importlinter"]["contracts"]
        if contract["type"] == "layers" and lowest in contract["layers"][-1]
    ]
    assert len(contracts) == 1, lowest
    return list(contracts[0])


@cache
def calls_of_a_day() -> tuple[ast.Call, ...]:
    """The calls of systems in sim/day.py, in the order in which they stand there."""
    names = {path.stem for path in SYSTEMS}
    calls = [
        node
        for node in ast.walk(parsed(ROOT / "sim" / "day.py"))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]
    return tuple(sorted(calls, key=lambda call: call.lineno))
