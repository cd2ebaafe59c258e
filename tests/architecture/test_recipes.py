"""The recipes of CONTRIBUTING.md name files, constants and commands that there are, in the place where they are."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from docs.studies.__main__ import NAMES
from experiments.commands.app import app
from tests.architecture.house import ROOT, parsed

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROSE = re.sub(r"```.*?```", "\n\n", TEXT, flags=re.DOTALL)
PARTS = re.split(r"\n\n|\n(?=\d\. )", PROSE)  # paragraphs, and items of lists
ENDINGS = "py|md|toml|txt|json|po"
FOLDERS = "policies|sim|scenarios|experiments|policylab|notebooks|tests|docs"
COMMANDS = re.findall(r"^(?:\w+=\w+ )?\.venv/bin/policylab (.*)$|`\.venv/bin/policylab ([^`]*)`", TEXT, re.MULTILINE)


def coded(part: str) -> list[str]:
    """What stands between backticks in a paragraph."""
    return re.findall(r"`([^`\n]+)`", part)


def named(part: str) -> Iterator[tuple[str, list[Path]]]:
    """The files and folders that a paragraph names, each with what there is of this name. A bare name is that of a file
    at the top, or in the folder of the file before it; what stands in <> may be anything."""
    folder = ROOT
    for word in coded(part):
        if re.fullmatch(rf"(?:({FOLDERS})(/[\w.<>*/-]+)?|[\w.]+\.({ENDINGS}))/?", word):
            pattern = re.sub(r"<\w+>", "*", word.rstrip("/"))
            paths = [path for where in (ROOT, folder) for path in where.glob(pattern)]
            folder = paths[0].parent if paths and "/" in word else folder
            yield word, paths


def assigned(path: Path) -> set[str]:
    """The names that a module gives its values at its top."""
    targets = [
        target
        for node in parsed(path).body
        for target in (node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)])
    ]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def test_every_file_that_a_recipe_names_is_there() -> None:
    files = [(word, paths) for part in PARTS for word, paths in named(part)]
    assert [word for word, paths in files if not paths] == []
    assert len(files) > 80


def test_every_constant_of_a_recipe_is_in_a_module_that_it_names() -> None:
    count = 0
    for part in PARTS:
        beside = [path for _, paths in named(part) for path in paths if path.suffix == ".py"]
        for constant in re.findall(r"`([A-Z][A-Z_]+)`", part):
            count += 1
            assert constant in set().union(*map(assigned, beside)), f"{constant} in {beside}"
    assert count > 10


@pytest.mark.parametrize("command", [one or other for one, other in COMMANDS])
def test_every_command_of_a_recipe_is_understood(command: str) -> None:
    [name, *words] = shlex.split(command.replace("<name>", NAMES[0]))
    click_command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert click_command.make_context(name, words).params


def test_the_first_change_is_one_line_of_code_and_one_test_line() -> None:
    [phrase] = re.findall(r'git grep -n "(.*?)"', TEXT)
    files = [path for folder in FOLDERS.split("|") for path in (ROOT / folder).rglob("*.*")]
    texts = {path: path.read_text(encoding="utf-8") for path in files if path.suffix[1:] in ENDINGS.split("|")}
    lines = {str(path.relative_to(ROOT)): text.count(phrase) for path, text in texts.items() if phrase in text}
    code, test = sorted(lines)
    assert lines == {code: 1, test: 1}
    assert f"`{code}`" in PROSE
    assert f".venv/bin/pytest {test}\n" in TEXT
