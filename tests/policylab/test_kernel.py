"""Results in a Jupyter kernel: one output each, and their text is a text."""

import subprocess
from collections.abc import Iterator
from shutil import which
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from experiments.host.startup import HOME
from tests.policylab.hand import every

NAMES = (
    *("run", "compare", "validate", "read_worlds", "sizes", "rank", "sweep", "flip", "trace", "gate", "conform"),
    "calibrate",
)
LOOKS = ("found[{0!r}]", "print(found[{0!r}])", "text = str(found[{0!r}])", "print(open({0!r}, 'w').write(text))")


@pytest.mark.skipif(not (HOME / ".git").exists() or which("git") is None, reason="asks git")
def test_runs_that_a_notebook_keeps_beside_it_are_no_business_of_git() -> None:
    command = ["git", "check-ignore", "--quiet", "notebooks/.policylab/runs.sqlite"]
    assert subprocess.run(command, cwd=HOME, check=False).returncode == 0


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Any]]]:
    """The outputs of each look at each result, all of one kernel."""
    there = tmp_path_factory.mktemp("kernel")
    source = ["import tests.conftest; from tests.policylab.hand import every; found = every()"]
    source += [look.format(name) for name in NAMES for look in LOOKS]
    new: Any = nbformat.v4
    notebook = new.new_notebook(cells=[new.new_code_cell(text) for text in source])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(HOME))
        patch.delenv("COLUMNS", raising=False)
        NotebookClient(
            notebook, timeout=60, coalesce_streams=True, resources={"metadata": {"path": str(there)}}
        ).execute()
        first, *others = (cell.outputs for cell in notebook.cells)
        assert first == []
        looks = {name: others[len(LOOKS) * place :][: len(LOOKS)] for place, name in enumerate(NAMES)}
        yield looks | {"files": [(there / name).read_text(encoding="utf-8") for name in NAMES]}


def test_every_result_is_looked_at() -> None:
    assert tuple(every()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_result_is_one_output_with_the_text_of_the_command(
    cells: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    result = every()[name]
    text = str(result)
    [shown], [printed], rest, [written] = cells[name]
    assert shown.output_type == "execute_result"
    assert shown.data == {"text/plain": text, "text/html": result._repr_html_()}
    assert (printed.name, printed.text) == ("stdout", f"{text}\n")
    assert rest == []
    assert written.text == f"{len(text)}\n"
    assert cells["files"][NAMES.index(name)] == text
    assert len(text.splitlines()) > 3
