"""Folders that a repository declares as policy: read, or refused with the place and the mistake."""

from pathlib import Path

import pytest

from experiments.runs.declaration import declared
from scenarios import BadInput


def project(tmp_path: Path, text: str) -> Path:
    (tmp_path / "rates").mkdir()
    file = tmp_path / "pyproject.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('[project]\nname = "inn"', None),
        ("tool = 3", None),
        ("[tool.policylab]", None),
        (f"# {'x' * 200_000}\na = {'[' * 40}{']' * 40}", None),  # the limits of scenarios are none of a project
        ('[tool.policylab]\npolicy = ["rates", "pyproject.toml"]', ["rates", "pyproject.toml"]),
    ],
)
def test_a_repository_declares_folders_or_none(tmp_path: Path, text: str, names: list[str] | None) -> None:
    assert declared(project(tmp_path, text)) == names


@pytest.mark.parametrize(
    ("text", "place", "mistake"),
    [
        ('[tool.policylab]\npolicy = "rates"', ':2: [tool.policylab] policy = "rates"', "needs a list of files"),
        ("[tool.policylab]\npolicy = [3]", ":2: [tool.policylab] policy = [3]", "needs a list of files"),
        ("[tool.policylab]\npolicy = []", ":2: [tool.policylab] policy = []", "needs a list of files"),
        ('[tool.policylab]\npolicy = ["rates", "no", "nor\\u0000"]', "policy = [", "is not there: no, nor\\x00"),
        ('[tool.policylab]\npolicy = ["rates", "/dev", "/proc/self"]', "policy = [", "stays: /dev, /proc/self"),
        ('[tool.policylab]\npolcy = ["rates"]', ":2: [tool.policylab] polcy", "did you mean 'policy'?"),
        ("[tool]\npolicylab = 3", ":2: [tool] policylab = 3", "needs a table"),
        ("[tool.policylab\n", ":1", "not valid TOML"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_refused(tmp_path: Path, text: str, place: str, mistake: str) -> None:
    with pytest.raises(BadInput) as refused:
        declared(project(tmp_path, text))
    where, _, reason = str(refused.value).partition("\n")
    assert place in where
    assert mistake in reason
