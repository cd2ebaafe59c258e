"""Messages of the code, found in its source, and those of its data."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

from experiments.measures.channels import NAMES
from experiments.measures.counted import OUTCOMES, ROUTES
from experiments.measures.metrics import GROUPS, METRICS
from experiments.measures.paths import LABELS
from experiments.questions.compare.trust import Level
from experiments.questions.explain.levers import levers
from experiments.questions.gate.guardrails import guardrails
from experiments.questions.sweep.forecast_result import Basis
from experiments.verdicts.labels import labels
from experiments.verdicts.margins import MEANINGS, margins
from policies.catalogue import RULES
from policies.numbers import Shut, known
from scenarios import load, names
from scenarios.plausible import NONE_SHIP

ROOT = Path(__file__).parents[3] / "experiments"
MAKERS = {("language", "messages.py"), ("printing", "numbers.py")}  # they are given their messages
PLACE = re.compile(r"\{(\w+)\}")


def of_code() -> dict[str, str]:
    """Every message, and the place where it stands."""
    places: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if path.parts[-2:] not in MAKERS:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    for text in _said(node):
                        places.setdefault(text, f"{path.relative_to(ROOT)}:{node.lineno}")
    return places


def of_data() -> set[str]:
    """Messages that stand in files of data, or in rooms that know no language."""
    return {
        ", ",
        " ",
        NONE_SHIP,
        *labels().values(),
        *MEANINGS.values(),
        *(each.why for each in margins().values()),
        *(metric.unit for metric in METRICS if metric.unit != "share"),
        *GROUPS,
        *NAMES,
        *(label for each in LABELS.values() for label in each),
        *(rail.why for rail in guardrails().rails),
        *(lever.replace("_", " ") for lever in levers()),
        *get_args(Basis),
        *get_args(Level),
        *(why.text + " ({field} = {value})" for why in shutters()),
        *ROUTES,
        *OUTCOMES,
        *(load(name).title for name in names()),
    }


def shutters() -> Iterator[Shut]:
    """Every reason of a rule why one of its numbers has no effect."""
    for rule in (rule for rules in RULES.values() for rule in rules.values() if is_dataclass(rule)):
        for number in filter(None, map(known, fields(rule))):
            yield from number.shut


def _said(call: ast.Call) -> Iterator[str]:
    """The literals of a call that says something; of several the one that the catalogue has."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name in ("say", "message", "english") and call.args:
        yield from _literals(call.args[0])
    elif name == "several" and len(call.args) == 3:
        yield from _literals(call.args[1])
    elif name == "counted" and len(call.args) == 2:
        yield from (f"{{count}} {noun}" for noun in _literals(call.args[1]))


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be; an f-string has none that a catalogue could have."""
    assert not isinstance(node, ast.JoinedStr), ast.unparse(node)
    branches = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    yield from (each.value for each in branches if isinstance(each, ast.Constant) and isinstance(each.value, str))


def places(text: str) -> list[str]:
    """The places of a message."""
    return sorted(PLACE.findall(text))


KNOWN = {  # words that are not English alone: units, names of products, keys
    "policylab", "compare", "flip", "explain", "report", "channel", "format", "tactic", "age", "experience", "METRIC",
    "calibrate", "worlds", "plausible", "all", "by", "old", "new", "production", *(metric.name for metric in METRICS),
}  # fmt: skip
WORD = re.compile(r"(?<![\w.&#/=-])[A-Za-z]{2,}(?![\w.=])")


def english(text: str, *names: str) -> list[str]:
    """The words of a text that are English: no names of metrics, no keys, no options. names: that are no English."""
    for name in names:
        text = text.replace(name, "")
    return sorted({word for word in WORD.findall(text) if word not in KNOWN})
