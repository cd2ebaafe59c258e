"""The page of the production library: its modules, each with the first sentence of its docstring."""

import ast
from pathlib import Path

HOME = Path(__file__).parents[2] / "policies"
HEAD = """# The production library

`policies` is the library of rules that production runs: one lever a module, numpy only. It knows nothing of the
simulation. This page is generated (`make pages`); the site adds the docstrings of every module. To write a rule:
[plug in a rule](../how-to/plug-in-a-rule.md); the numbers of a rule, with sources: `policylab explain LEVER`.

| Module | Content |
|---|---|"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(f"| `policies.{path.stem}` | {_first(path)} |" for path in _modules()), ""])


def _modules() -> list[Path]:
    return [path for path in sorted(HOME.glob("*.py")) if path.stem != "__init__"]


def _first(path: Path) -> str:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split()).replace("|", r"\|")
