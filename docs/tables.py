"""Tables of the reference, from the code: the site appends each to its page (`docs/conf.py`)."""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from typer.main import get_command

from experiments.commands.app import app
from experiments.measures.metrics import GROUPS, METRICS, Better, Metric
from experiments.questions.gate.guardrails import guardrails
from experiments.verdicts.margins import headlines, margins
from policies.catalogue import RULES
from policies.numbers import LARGEST, known
from sim.world import World

LIBRARY = Path(__file__).parents[1] / "policies"
CORES = re.compile(r"default: \d+")  # of --jobs: another one on another machine
METRIC = ("metric", "unit", "better", "margin", "guardrail", "formula")
WAYS: dict[Better, str] = {"up": "higher", "down": "lower", "observed": "observed", "neither": "neither"}
NUMBER = ("number", "value", "unit", "plausible", "possible", "confidence", "source")


def commands() -> str:
    """Every command of the command line, as `--help` says it."""
    command = get_command(app)
    context = command.make_context("policylab", ["list"])  # one in which nothing is run
    return "\n".join(_commands(command, context, "policylab", 2))


def _commands(group: Any, parent: Any, name: str, level: int) -> Iterator[str]:
    for each in group.list_commands(parent):
        command = group.get_command(parent, each)
        path = f"{name} {each}"
        yield f"{'#' * level} {path}\n"
        yield f"{_prose(command.help)}\n"
        context = type(parent)(command, parent=parent, info_name=each)
        if hasattr(command, "list_commands"):
            yield from _commands(command, context, path, level + 1)
        else:
            yield from _options(command, context)


def _options(command: Any, context: Any) -> Iterator[str]:
    for title, kind in (("argument", "argument"), ("option", "option")):
        records = [_record(each, context) for each in command.get_params(context) if each.param_type_name == kind]
        if records:
            yield f"{_table((title, ''), records)}\n"


def _record(parameter: Any, context: Any) -> tuple[str, str]:
    names, help_ = map(_cell, parameter.get_help_record(context))
    return f"`{names}`", CORES.sub("default: the number of cores", help_) if parameter.name == "jobs" else help_


def _prose(text: str) -> str:
    """Paragraphs, each in one line; a form feed ends what is printed."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\f")[0].split("\n\n"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def metrics() -> str:
    """Every metric by its group: unit, which way is better, margin, guardrail, formula."""
    tables = {group: [_metric(each) for each in METRICS if each.group == group] for group in GROUPS}
    return _sections({group.capitalize(): _table(METRIC, rows) for group, rows in tables.items()})


def _metric(metric: Metric) -> tuple[str, ...]:
    margin = margins().get(metric.name)
    return (
        f"**`{metric.name}`**" if metric.name in headlines() else f"`{metric.name}`",
        metric.unit,
        WAYS[metric.better],
        f"{100 * margin.share:g} %" if margin else "",
        "yes" if any(rail.metric.name == metric.name for rail in guardrails().rails) else "",
        _cell(inspect.getdoc(metric.function) or ""),
    )


def policies() -> str:
    """The modules of the production library, each with the first sentence of its docstring."""
    modules = [path for path in sorted(LIBRARY.glob("*.py")) if path.stem != "__init__"]
    return _table(("module", "content"), [(f"`policies.{path.stem}`", _first(path)) for path in modules])


def _first(path: Path) -> str:
    return _cell((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0])


def numbers() -> str:
    """Every number, word and switch: of a world by section, of the rules all together."""
    rows: dict[str, list[tuple[str, ...]]] = {"world": []}
    for row in _numbers(World(), "world"):
        rows.setdefault(_section(row[0]), []).append(row)
    rows["platform"] = [
        row
        for lever, rules in RULES.items()
        for rule in rules.values()
        for row in _numbers(rule(), f"platform.{lever}")
    ]
    return _sections({section: _table(NUMBER, lines) for section, lines in rows.items()})


def _section(name: str) -> str:
    """The section of a number like `world.search.rows_read`, "world" for one without a section."""
    world, *section, _ = name.strip("`").split(".")
    return section[0] if section else world


def _numbers(section: Any, path: str) -> Iterator[tuple[str, ...]]:
    for field in fields(section) if is_dataclass(section) else ():
        value, place = getattr(section, field.name), f"{path}.{field.name}"
        if is_dataclass(value):
            yield from _numbers(value, place)
        elif facts := known(field):
            plausible = _span(facts.low, facts.high)
            possible = "" if facts.of_its_unit else _span(facts.least, facts.most)
            cells = (_written(value), facts.unit, plausible, possible, facts.confidence, facts.source)
            yield f"`{place}`", *map(_cell, cells)
        elif isinstance(value, str | bool):
            yield f"`{place}`", str(value).lower(), "", "", "", "", ""


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"from {_written(low)}" if high >= LARGEST else f"{_written(low)} … {_written(high)}"


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    return f"{value:,.12g}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; cells may have marks of their own."""
    head, *body = (f"| {' | '.join(row)} |" for row in (heads, *rows))
    return "\n".join([head, f"|{'---|' * len(heads)}", *body])


def _sections(tables: Mapping[str, str]) -> str:
    return "\n\n".join(f"## {title}\n\n{table}" for title, table in tables.items())


TABLES: dict[str, Callable[[], str]] = {
    "docs/reference/commands": commands,
    "docs/reference/metrics": metrics,
    "docs/reference/numbers": numbers,
    "docs/reference/policies": policies,
}
