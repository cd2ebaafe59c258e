"""The contents of the house, as `policylab list` prints them: scenarios, worlds, levers, rules and metrics."""

import tomllib
from collections.abc import Iterator
from typing import Any

from experiments.measures.metrics import GROUPS, METRICS, Better
from experiments.questions.explain.entry import Entry, first
from experiments.questions.explain.levers import levers, question, rules
from experiments.verdicts.margins import headlines
from scenarios import load, names, schema
from scenarios.layers import WORLDS
from sim.world import World

KINDS = ("scenarios", "worlds", "levers")
WAYS: dict[Better, str] = {
    "up": "higher is better",
    "down": "lower is better",
    "observed": "what the platform observes: neither way is better",
    "neither": "neither way is better",
}


def sections() -> dict[str, list[tuple[str, str]]]:
    """Return all names that the command line knows, with a line about each; metrics by their group."""
    foreign = [(name, f"{first(rule.about)} [{rule.kind}]") for name, rule in _rules() if rule.kind]
    return {
        "scenarios": [(name, load(name).title) for name in names()],
        "worlds": list(worlds().items()),
        "levers": [(lever, question(lever)) for lever in levers()],
        **({"rules of other packages": foreign} if foreign else {}),
        "numbers of the world, by part": [(name, first(kind.__doc__)) for name, kind in schema.nested(World).items()],
        **{
            f"metrics: {group}": [
                (metric.name, f"{metric.formula} [{metric.unit}, {WAYS[metric.better]}]")
                for metric in METRICS
                if metric.group == group
            ]
            for group in GROUPS
        },
    }


def as_json() -> dict[str, list[dict[str, Any]]]:
    """Return the contents as plain data for `json.dumps`."""
    listed = sections()
    return {
        **{kind: [{"name": name, "about": about} for name, about in listed[kind]] for kind in KINDS},
        "rules": [
            {"name": name, "about": first(rule.about), "package": rule.data["package"]} for name, rule in _rules()
        ],
        "metrics": [
            {
                "name": metric.name,
                "about": metric.formula,
                "group": metric.group,
                "unit": metric.unit,
                "better": metric.better,
                "headline": metric.name in headlines(),
            }
            for metric in METRICS
        ],
    }


def _rules() -> Iterator[tuple[str, Entry]]:
    return ((f"{lever}.{rule.data['name']}", rule) for lever in levers() for rule in rules(lever))


def worlds() -> dict[str, str]:
    """Return the shipped worlds, with their titles."""
    files = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(WORLDS.glob("*.toml"))}
    return {name: str(data.get("title", "")) for name, data in files.items()}
