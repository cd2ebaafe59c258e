"""The page of commands, from the command line itself: what `--help` says, as tables."""

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from experiments.commands.app import app

HEAD = """# Commands

Every command of `policylab`, with its options, choices and defaults, as `--help` says it. This page is generated from
the command line (`make pages`). `policylab` is `.venv/bin/policylab`; `python -m experiments` does the same. An
answer: [how to read an answer](answer.md). `policylab --version` prints the version.
"""
CORES = re.compile(r"default: \d+(?=; 1<=x)")  # of --jobs: another one on another machine


def page() -> str:
    """The whole page."""
    command = get_command(app)
    context = command.make_context("policylab", ["list"])  # one in which nothing is run
    return "\n".join([HEAD, *_group(command, context, "policylab", 2)])


def _group(group: Any, parent: Any, name: str, level: int) -> Iterator[str]:
    for each in group.list_commands(parent):
        command = group.get_command(parent, each)
        path = f"{name} {each}"
        yield f"{'#' * level} {path}\n"
        yield f"{_prose(command.help)}\n"
        context = type(parent)(command, parent=parent, info_name=each)
        if hasattr(command, "list_commands"):
            yield from _group(command, context, path, level + 1)
        else:
            yield from _parameters(command, context)


def _parameters(command: Any, context: Any) -> Iterator[str]:
    for title, kind in (("Argument", "argument"), ("Option", "option")):
        records = [_record(each, context) for each in command.get_params(context) if each.param_type_name == kind]
        if records:
            yield f"| {title} | |\n|---|---|"
            yield from (f"| `{_cell(names)}` | {_cell(told)} |" for names, told in records)
            yield ""


def _record(parameter: Any, context: Any) -> tuple[str, str]:
    names, told = parameter.get_help_record(context)
    return names, CORES.sub("default: the number of cores", told) if parameter.name == "jobs" else told


def _prose(text: str) -> str:
    """Paragraphs, each in one line; a form feed ends what is printed."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\f")[0].split("\n\n"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
