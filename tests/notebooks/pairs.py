"""Notebooks as pairs: text that is reviewed, and the notebook that is made of it, with outputs and a stamp."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jupytext
import nbformat as untyped
from nbclient import NotebookClient

from tests.architecture.house import ROOT

nbformat: Any = untyped  # some of its functions have no types
FOLDER = ROOT / "notebooks"
HERE = Path(__file__).parent
SECONDS = 3_600  # for a cell
QUIETLY = ("--IPKernelApp.log_level=ERROR",)  # a kernel on this machine warns that others on it might listen
CELL = "# %%"  # that a text begins with
STAMP = "policylab"  # key of the metadata
SMALL: Mapping[str, Mapping[str, Any]] = {  # parameters of a look at whether a notebook runs, by name
    "timeline_2020": {"SEEDS": 2, "RUNS": 2, "DAYS": 10, "SCALE": 0.02},
    "tour": {"SEEDS": 2, "DAYS": 10, "SCALE": 0.02},
    "drop_calling": {"SEEDS": 2, "DAYS": 10, "SCALE": 0.02, "TRACED": 1},
    "certified_clients": {"SEEDS": 2, "DAYS": 10, "SCALE": 0.02, "ORDERS": [2, 5], "YEN": [20_000, 50_000]},
    "new_policy": {"SEEDS": 2, "TRACED": 1, "MARKET": {"days": 5, "scale": 0.02}, "GUARDRAILS": f"{HERE}/rails.toml"},
}


def names() -> list[str]:
    """Every notebook. A file that one of them writes is none."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.read_text(encoding="utf-8").startswith(CELL))


def text(name: str) -> Any:
    """A notebook as its text has it: cells with places for names, no output."""
    notebook = jupytext.read(FOLDER / f"{name}.py", fmt="py:percent")
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def written(name: str) -> Any:
    """A notebook as it was run last."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def write(name: str, notebook: Any) -> None:
    """Write a notebook as it was run."""
    nbformat.write(notebook, FOLDER / f"{name}.ipynb")


def run(
    name: str,
    parameters: Mapping[str, Any] | None = None,
    folder: Path = FOLDER,
    step: Callable[[], object] = lambda: None,
) -> Any:
    """Run a notebook in a folder, with these parameters instead of its own → the notebook with its outputs.

    step: called after each cell of code.
    """
    notebook = text(name)
    if parameters:
        [place] = [at for at, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
        given = "\n".join(f"{key} = {value!r}" for key, value in parameters.items())
        notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(given, id="given"))
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        extra_arguments=[*QUIETLY],
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        on_cell_complete=lambda **_: step(),
    )
    client.execute()
    return notebook
