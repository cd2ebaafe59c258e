"""The files that every public project has say the same as pyproject.toml, the Makefile and one another.

Continuous integration and git hooks run what the Makefile runs, by the same tools.
"""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml

import policylab
from experiments import VERSION
from tests.architecture.house import ROOT, settings

FIND_PYTHON = ROOT / ".ci" / "find-python"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "DESIGN.md", ".github/pull_request_template.md")]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PYTHONS = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d+$", name)]
CITED = {"cff-version", "message", "title", "authors"}  # what a citation file must have

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    """A YAML file."""
    return yaml.safe_load(path.read_text("utf-8"))


def jobs(path: Path) -> dict[str, Any]:
    """The jobs of a workflow by name."""
    result: dict[str, Any] = read(path)["jobs"]
    return result


def steps(path: Path) -> list[dict[str, Any]]:
    """Every step of a workflow."""
    return [step for job in jobs(path).values() for step in job["steps"]]


def made(*words: str) -> list[str]:
    """The commands that make would run."""
    command = ["make", "--dry-run", *words]
    done = subprocess.run(command, cwd=ROOT, env=outside_make(), capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def outside_make() -> dict[str, str]:
    """The environment without what the make is asked for that these tests run under."""
    return {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "PYTHON"}}


def pretend(folder: Path, *versions: str) -> str:
    """A PATH on which these Pythons are found, and nothing else of theirs runs."""
    for version in versions:
        program = folder / f"python{version}"
        program.write_text(f"#!/bin/sh\ncase $2 in *version_info*) echo {version};; esac\n")
        program.chmod(0o755)
    return f"{folder}:/nowhere"


def find_python(path: str, *names: str) -> subprocess.CompletedProcess[str]:
    """What the Makefile asks for a Python."""
    shell = which("sh")
    assert shell
    return subprocess.run([shell, FIND_PYTHON, *names], env={"PATH": path}, capture_output=True, text=True, check=False)


def test_the_licence_is_the_same_wherever_it_is_named() -> None:
    [text] = [(ROOT / name).read_text("utf-8") for name in PROJECT["license-files"]]
    assert text.startswith(f"{PROJECT['license']} License\n")
    assert read(ROOT / "CITATION.cff")["license"] == PROJECT["license"]


def test_the_authors_are_the_same_wherever_they_are_named() -> None:
    cited = read(ROOT / "CITATION.cff")
    assert set(cited) >= CITED
    assert cited["authors"] == PROJECT["authors"]
    [author] = PROJECT["authors"]
    assert f"{author['name']}\n" in (ROOT / "LICENSE").read_text("utf-8")


def test_the_version_stands_in_one_place() -> None:
    assert policylab.__version__ == VERSION
    assert "version" in PROJECT["dynamic"]
    assert "version" not in read(ROOT / "CITATION.cff")


def test_the_oldest_python_is_the_same_for_every_tool() -> None:
    oldest = PYTHONS[0]
    assert PROJECT["requires-python"] == f">={oldest}"
    assert settings()["mypy"]["python_version"] == oldest
    assert settings()["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


def test_the_test_command_of_the_readme_runs_on_every_promised_python() -> None:
    [tests] = [path for path in WORKFLOWS if path.stem == "tests"]
    [job] = jobs(tests).values()
    [command] = [step["run"] for step in job["steps"] if "run" in step]
    assert job["strategy"]["matrix"] == {"python": PYTHONS}
    assert command == "make test PYTHON=python${{ matrix.python }}"
    assert re.search(r"^make test\b", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)


def test_the_nightly_job_runs_by_the_clock() -> None:
    [nightly] = [path for path in WORKFLOWS if path.stem == "nightly"]
    assert "schedule" in read(nightly)[True]  # YAML 1.1 reads `on` as a truth
    [command] = [step["run"] for step in steps(nightly) if "run" in step]
    assert command.split()[:3] == ["make", "--keep-going", "nightly"]


@every_workflow
def test_a_workflow_runs_targets_of_the_makefile_on_a_promised_python(path: Path) -> None:
    for step in steps(path):
        if "run" in step:
            words = step["run"].replace("${{ matrix.python }}", PYTHONS[-1]).split()
            assert words.pop(0) == "make"
            assert words[-1] in {f"PYTHON=python{version}" for version in PYTHONS}
            assert made(*words)


@every_workflow
def test_a_workflow_may_read_and_nothing_else_and_ends_by_itself(path: Path) -> None:
    assert read(path)["permissions"] == {"contents": "read"}
    for job in jobs(path).values():
        assert "permissions" not in job
        assert job["timeout-minutes"] <= 120


@every_workflow
def test_a_workflow_pins_actions_by_major_version_and_caches_pip_downloads(path: Path) -> None:
    used = {step["uses"]: step.get("with", {}) for step in steps(path) if "uses" in step}
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", name)] == []
    [python] = [given for name, given in used.items() if name.startswith("actions/setup-python@")]
    assert python["cache"] == "pip"
    assert (ROOT / python["cache-dependency-path"]).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_no_target_that_the_makefile_does_not_have(page: Path) -> None:
    named = re.findall(r"(?:^|`|& )make ([a-z][\w-]*)", page.read_text("utf-8"), re.MULTILINE)
    [targets] = re.findall(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert named
    assert set(named) <= set(targets.split())


def test_every_night_come_long_tests_pins_and_kills_and_no_mutants() -> None:
    commands = "\n".join(made("nightly"))
    assert re.search(r"pytest .* -m nightly$", commands, re.MULTILINE)
    assert "tests.pins.pinned" in commands
    assert "tests.kills.run" in commands
    assert "mutants" not in commands


@pytest.mark.parametrize(("types", "tests", "passes"), [(0, 0, True), (1, 0, False), (0, 1, False), (1, 1, False)])
def test_a_type_error_fails_make_test_and_is_reported_last(
    tmp_path: Path, types: int, tests: int, passes: bool
) -> None:
    (tmp_path / "bin").mkdir()
    for tool, code in {"ruff": 0, "lint-imports": 0, "mypy": types, "pytest": tests}.items():
        program = tmp_path / "bin" / tool
        program.write_text(f"#!/bin/sh\necho {tool} says {code}\nexit {code}\n")
        program.chmod(0o755)
    (tmp_path / "ready").touch()
    command = ["make", f"VENV={tmp_path}", f"--old-file={tmp_path}/ready", "test"]
    done = subprocess.run(command, cwd=ROOT, env=outside_make(), capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == passes
    lines = [line for line in done.stdout.splitlines() if " says " in line]
    assert lines[-2:] == [f"pytest says {tests}", f"mypy says {types}"]


def test_git_hooks_run_the_checks_of_make_check_from_the_environment() -> None:
    config = read(ROOT / ".pre-commit-config.yaml")
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    assert {hook["language"] for hook in hooks} == {"system"}
    checks = {check(line) for line in made("check") if line.startswith(".venv/bin/")}
    assert {check(hook["entry"]) for hook in hooks} == checks - {".venv/bin/pytest", ".venv/bin/python"}
    stages = {stage for hook in hooks for stage in hook.get("stages", config["default_stages"])}
    assert stages == set(config["default_install_hook_types"])


def check(command: str) -> str:
    """A tool and, of ruff, what it is asked for."""
    tool, *words = command.split()
    return f"{tool} {words[0]}" if tool.endswith("ruff") else tool


def test_the_newest_of_the_promised_pythons_is_used(tmp_path: Path) -> None:
    assert find_python(pretend(tmp_path, PYTHONS[0])).stdout == f"{tmp_path}/python{PYTHONS[0]}\n"
    assert find_python(pretend(tmp_path, *PYTHONS)).stdout == f"{tmp_path}/python{PYTHONS[-1]}\n"


def test_a_python_that_is_named_is_taken_and_no_other(tmp_path: Path) -> None:
    path = pretend(tmp_path, *PYTHONS)
    assert find_python(path, f"python{PYTHONS[0]}").stdout == f"{tmp_path}/python{PYTHONS[0]}\n"
    done = find_python(path, "python9.9")
    assert (done.returncode, done.stdout) == (1, "")
    assert "(looked for python9.9)" in done.stderr


def test_make_asks_for_the_python_that_is_named(tmp_path: Path) -> None:
    commands = made("test", "PYTHON=python9.9", f"VENV={tmp_path / 'none'}")
    assert any("find-python python9.9)" in line for line in commands)
    assert any("find-python )" in line for line in made("test", f"VENV={tmp_path / 'none'}"))
