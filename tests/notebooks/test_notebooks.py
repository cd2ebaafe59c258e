"""Notebooks: each is its text with the outputs of a full run of this model, has no logic, and runs on a small world."""

import ast
from pathlib import Path
from typing import Any

import pytest

from docs.studies.stamp import stored
from tests.architecture.house import ROOT
from tests.notebooks.pairs import SMALL, STAMP, names, run, text, written

LOGIC = (ast.If, ast.For, ast.While, ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.IfExp, ast.comprehension, ast.BinOp)
MOST_LINES = 30  # of code


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def steps(notebook: Any) -> list[str]:
    """Code, but for cells that write a file."""
    return [cell.source for cell in code(notebook) if not cell.source.startswith("%%writefile ")]


@pytest.mark.parametrize("name", names())
def test_a_notebook_matches_its_text_and_was_run_in_order(name: str) -> None:
    notebook = written(name)
    assert [(cell.cell_type, cell.source, cell.id) for cell in notebook.cells] == [
        (cell.cell_type, cell.source, cell.id) for cell in text(name).cells
    ], "run `make notebooks`"
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    assert {output.output_type for output in outputs} <= {"stream", "execute_result", "display_data"}
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []


@pytest.mark.parametrize("name", names())
def test_its_outputs_are_of_this_model_and_these_worlds(name: str) -> None:
    assert written(name).metadata[STAMP] == {"stamp": stored()}, "run `make notebooks`"


@pytest.mark.parametrize("name", names())
def test_its_outputs_name_no_folder_of_a_machine(name: str) -> None:
    outputs = str([cell.outputs for cell in code(written(name))])
    assert not any(place in outputs for place in ("/home/", "/tmp/", "/root/", "/work/"))


@pytest.mark.parametrize("name", names())
def test_it_has_one_cell_of_parameters_and_no_logic(name: str) -> None:
    tagged = [cell for cell in code(text(name)) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert tagged[0].source == code(text(name))[0].source
    assert set(SMALL[name]) <= {each.id for each in ast.walk(ast.parse(tagged[0].source)) if isinstance(each, ast.Name)}
    lines = [line for source in steps(text(name)) for line in source.splitlines() if line.strip()]
    assert len(lines) <= MOST_LINES
    for source in steps(text(name)):
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, LOGIC)], source


@pytest.mark.nightly(reason="kernels; policylab/test_kernel.py has one, and all are looked at as they were run last")
@pytest.mark.parametrize("name", names())
def test_every_notebook_runs_on_a_small_world(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its outputs are of the kinds that it had when it was run last."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    small = run(name, SMALL[name], tmp_path)
    kinds = [[sorted(output.get("data", {})) for output in cell.outputs if output.get("name") != "stderr"]
             for cell in code(small) if cell.id != "given"]  # fmt: skip
    assert kinds == [[sorted(output.get("data", {})) for output in cell.outputs] for cell in code(written(name))]
    warned = [output.text for cell in code(small) for output in cell.outputs if output.get("name") == "stderr"]
    assert not any("Error" in each or "Traceback" in each for each in warned)
