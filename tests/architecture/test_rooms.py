"""The house enforces its own rules.

Import contracts stand in pyproject.toml, docstrings are ruff's to check; here is what neither can see.
"""

import ast
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from fnmatch import fnmatchcase
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from policies import records
from sim.state.purposes import Purpose
from sim.tables import Tables
from tests.architecture.house import (
    PACKAGES,
    ROOT,
    SYSTEMS,
    calls_of_a_day,
    imported,
    layers,
    modules,
    parsed,
    settings,
)
from tests.conftest import LONG

LONGEST_MODULE = 300  # lines
LONGEST_FUNCTION = 60  # lines
WRITING = {
    "rich.text",
    "rich.text.Text",
    "textwrap",
    "textwrap.wrap",
    "html",
    "html.escape",
}  # names into lines and pages
TABLES = {field.name for field in fields(Tables)}
RECORDS = {name for name, value in vars(records).items() if is_dataclass(value)}


def place(path: Path, node: ast.expr | ast.stmt | ast.arg | ast.keyword) -> str:
    """Where something stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def package(folder: Path) -> str:
    """A folder as an import names it."""
    return ".".join(folder.relative_to(ROOT).parts)


def identifiers(path: Path) -> list[tuple[str, str]]:
    """Every name that a module's code reads, writes or passes, with its place."""
    names = []
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                names.append((name, place(path, node)))
            case ast.Constant(value=str(name)) if name.isidentifier():  # getattr(jobs, "true_fit")
                names.append((name, place(path, node)))
    return names


def records_built(path: Path) -> list[str]:
    """The places where a module calls a record class of policies.records."""
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "policies.records"
        for alias in node.names
    }
    calls = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    return [
        place(path, call)
        for call in calls
        if (isinstance(call.func, ast.Name) and names.get(call.func.id) in RECORDS)
        or (
            isinstance(call.func, ast.Attribute)
            and call.func.attr in RECORDS
            and ast.unparse(call.func.value).endswith("records")
        )
    ]


def system(path: Path) -> ast.FunctionDef:
    """The one function of a system's module that others may call, which bears its name."""
    public = [node for node in parsed(path).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    assert [node.name for node in public] == [path.stem], path.name
    return public[0]


def test_what_only_nature_knows_never_reaches_a_policy() -> None:
    seeing = [*modules("policies"), ROOT / "sim" / "observe.py"]
    assert [where for path in seeing for name, where in identifiers(path) if name.startswith("true_")] == []
    behind = [name for path in modules("sim") for name, _ in identifiers(path) if name.startswith("true_")]
    assert behind, "the tables mark what only nature knows"


def test_only_observe_builds_policy_records() -> None:
    observe = ROOT / "sim" / "observe.py"
    assert [where for path in modules("sim") if path != observe for where in records_built(path)] == []
    assert records_built(observe)


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_and_functions_stay_small(package: str) -> None:
    paths = modules(package)
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {path: count for path, count in lines.items() if count > LONGEST_MODULE} == {}
    long = [
        place(path, node)
        for path in paths
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_purpose_of_a_draw_is_used_in_exactly_one_place() -> None:
    used = Counter(
        node.attr
        for path in modules("sim")
        if path.name != "purposes.py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Purpose"
    )
    assert used == Counter(list(Purpose.__members__))


def test_exactly_the_folders_of_code_are_packages_in_the_wheel() -> None:
    """As setuptools finds packages; tests/architecture/test_wheel.py builds one."""
    patterns = settings()["setuptools"]["packages"]["find"]["include"]
    tops = [path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."]
    holding = {path.parent for path in modules(*tops)}
    packages = {folder for folder in holding if any(fnmatchcase(package(folder), pattern) for pattern in patterns)}
    assert packages == {path.parent for path in modules(*PACKAGES)}
    assert [
        package(within)
        for folder in packages
        for within in (folder, *folder.parents)
        if ROOT in within.parents and not (within / "__init__.py").is_file()
    ] == []


def test_no_room_is_empty() -> None:
    rooms = {path.parent for path in modules(*PACKAGES)}
    assert [room.name for room in rooms if not any(path.stat().st_size for path in room.rglob("*.py"))] == []


def test_every_data_file_is_packaged() -> None:
    packaged = {
        path
        for package, patterns in settings()["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    data = {
        path
        for folder in PACKAGES
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert data <= packaged


def test_the_files_that_tests_begin_with_are_there() -> None:
    assert [name for name in LONG if not (ROOT / "tests" / name).is_file()] == []


def test_whatever_is_printed_is_escaped_on_its_way() -> None:
    """Few modules print, and few make lines: those that escape what they are given."""
    room = {path: path.relative_to(ROOT / "experiments").as_posix() for path in modules("experiments")}
    printing = {
        there
        for path, there in room.items()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "sys.stdout.write", "sys.stderr.write"}
    }
    assert printing == {
        *("commands/app.py", "commands/exits.py", "store/store.py"),
        *("printing/progress.py", "printing/terminal.py"),
    }
    wrapping = {there for path, there in room.items() for name in imported(path) if name in WRITING}
    assert wrapping == {"printing/console.py", "printing/escapes.py", "printing/widths.py"}


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports within functions count too; a circle raises CycleError."""
    names = {package(path.with_suffix("")).removesuffix(".__init__"): path for path in modules(*PACKAGES)}
    graph = {
        name: names.keys() & {each if each in names else each.rpartition(".")[0] for each in imported(path)}
        for name, path in names.items()
    }
    TopologicalSorter(graph).prepare()
    assert graph["experiments.api.scenario"] >= {"experiments.api.kinds", "experiments.api.arguments"}


def test_test_modules_never_import_one_another() -> None:
    """By their lines, since the syntax of all takes seconds; programs in texts name their own module."""
    lines = [
        (path.stem, line)
        for path in modules("tests")
        for line in re.findall(r"^ *(?:from|import) .*", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert [line for own, line in lines if re.search(r"[ .]test_", line) and f".{own} " not in line] == []
    assert sum(line.startswith("from tests.") for _, line in lines) > len(modules("tests"))


def test_every_module_of_the_simulation_has_its_layer() -> None:
    named = re.findall(r"[\w.]+", " ".join(layers("sim.arrays")))
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules("sim") if path.stat().st_size}
    assert [
        module for module in sorted(names) if sum(f"{module}.".startswith(f"{layer}.") for layer in named) != 1
    ] == []


@pytest.mark.parametrize("path", SYSTEMS, ids=lambda path: path.stem)
def test_a_system_takes_tables_and_log_by_place_and_inputs_by_name(path: Path) -> None:
    takes = system(path).args
    by_place, by_name = [[argument.arg for argument in part] for part in (takes.args, takes.kwonlyargs)]
    assert not any([*takes.posonlyargs, *takes.defaults, takes.vararg, takes.kwarg])
    assert takes.kw_defaults == [None] * len(by_name)
    assert set(by_place) <= TABLES
    assert "log" not in by_place[:-1]
    assert "log" not in by_name
    assert by_name[-1] == "today"


def test_a_day_calls_every_system_once() -> None:
    assert Counter(ast.unparse(call.func) for call in calls_of_a_day()) == Counter(path.stem for path in SYSTEMS)


@pytest.mark.parametrize("call", calls_of_a_day(), ids=lambda call: ast.unparse(call.func))
def test_a_day_hands_every_table_over_under_its_own_name(call: ast.Call) -> None:
    takes = system(ROOT / "sim" / "systems" / f"{ast.unparse(call.func)}.py").args
    handed = [
        *zip((argument.arg for argument in takes.args), call.args, strict=True),
        *((str(keyword.arg), keyword.value) for keyword in call.keywords),
    ]
    assert {name: ast.unparse(value) for name, value in handed if name in TABLES} == {
        name: f"t.{name}" for name, _ in handed if name in TABLES
    }
    assert [
        ast.unparse(value) for name, value in handed if name not in TABLES and ast.unparse(value).startswith("t.")
    ] == []
