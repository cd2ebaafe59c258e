"""Levers and their rules, from the catalogue: questions, numbers, trust, and the scenarios that move them."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from experiments.questions.compare.trust import of_lever
from experiments.questions.explain.entry import Entry, first
from policies.catalogue import RULES, offer
from policies.numbers import Number, known
from policies.platform import Platform
from scenarios import Scenario, load, names, schema

READERS = ("guidelines", "screening", "message_watch")  # levers that hang on how well texts are read
BLANK = " "  # beside a field without a comment: a row without a text is left out


def levers() -> list[str]:
    """Return the levers, in the platform's order."""
    return [field.name for field in fields(Platform) if field.name in RULES]


def question(lever: str) -> str:
    """Return the question that a lever answers."""
    return first(inspect.getdoc(get_type_hints(Platform)[lever]))


def explain(lever: str, name: str | None = None) -> list[Entry]:
    """Return the entry of a lever with all its rules, or with one. Raises BadRule."""
    kinds = schema.rules(lever) if name is None else {name: schema.rule(lever, name)}
    answers = tuple(_rule(lever, rule, kind) for rule, kind in kinds.items())
    trust, changes = of_lever(kinds.values()), tuple(_moves(lever))
    reading = (_reading(lever),) if lever in READERS and name is None else ()
    data = {
        "lever": lever,
        "question": question(lever),
        "trust": trust,
        "rules": [rule.as_json() for rule in answers],
        "moved_by": [{"scenario": scenario, "change": change} for scenario, change in changes],
        **({"reading": reading[0].as_json()} if reading else {}),
    }
    rows = [("trust", f"{trust.level}: {trust.why}"), *([] if changes else [("moved by", "no shipped scenario")])]
    moved = [Entry("moved by the shipped scenarios", "", rows=changes)] if changes else []
    return [Entry(lever, "a lever", question(lever), tuple(rows), (*answers, *moved, *reading), data=data)]


def _reading(lever: str) -> Entry:
    """Return how well texts are read. The texts are imported here, so that other words are explained at once."""
    from experiments.questions.explain import reading_table

    return reading_table.explain(lever)


def rules(lever: str) -> list[Entry]:
    """Return the usable rules of a lever, our own first."""
    return [_rule(lever, name, kind) for name, kind in schema.rules(lever).items()]


def _rule(lever: str, name: str, kind: type) -> Entry:
    """Return a rule, with a row for each of its fields as a scenario file has it."""
    offered, about = offer(lever, name), inspect.getdoc(kind) or ""
    package = offered.package or None if offered else None
    numbers = list(_parameters(kind))
    rows = tuple((f"{field} = {_toml(default)}", text or BLANK) for field, default, text in numbers)
    data = {
        "name": name,
        "about": about,
        "package": package,
        "parameters": [{"name": field, "default": _plain(default), "about": text} for field, default, text in numbers],
    }
    return Entry(f'rule = "{name}"', f"package {package}, {_place(kind)}" if package else "", about, rows, data=data)


def _parameters(kind: type) -> Iterator[tuple[str, Any, str]]:
    """Yield the fields of a rule: name, default, and the declared number or else the comment beside it."""
    beside = remarks(kind)
    for field in fields(kind) if is_dataclass(kind) else ():
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        number = known(field)
        about = _known(number) if number else beside.get(field.name, "")
        yield field.name, None if default is MISSING else default, about


def remarks(kind: type) -> dict[str, str]:
    """Return the comments beside the fields of a class."""
    return dict(re.findall(r"^    (\w+): .*?  # (.*)$", source(kind), re.MULTILINE))


def source(kind: Any) -> str:
    """Return the source text of a class or function; empty if it is not available."""
    try:
        return inspect.getsource(kind)
    except OSError:
        return ""


def _known(number: Number) -> str:
    """Return unit, source, confidence and plausible range of a number, in a line."""
    plausible = "" if number.low is None or number.high is None else f", plausibly {number.low:g} to {number.high:g}"
    return f"{number.unit}: {number.source} ({number.confidence}{plausible})"


def _moves(lever: str) -> Iterator[tuple[str, str]]:
    """Yield the shipped scenarios whose rule for this lever differs from production's, and from which day on."""
    usual = getattr(_shipped("production").rollout[0][1], lever)
    for name in names():
        last = ""
        for day, platform in _shipped(name).rollout:
            change = _change(lever, usual, getattr(platform, lever))
            if change != last:
                yield name, f"{f'from day {day + 1}: ' if day else ''}{change or 'as production'}"
            last = change


@cache
def _shipped(name: str) -> Scenario:
    return load(name)


def _change(lever: str, usual: object, rule: object) -> str:
    """Return the difference of `rule` from `usual`, as in a scenario file; empty if there is none."""
    if type(rule) is not type(usual):
        chosen = next((name for name, kind in RULES[lever].items() if type(rule) is kind), _place(type(rule)))
        return f'rule = "{chosen}"'
    return ", ".join(
        f"{field.name} = {_toml(getattr(rule, field.name))}"
        for field in fields(rule)  # type: ignore[arg-type]
        if getattr(rule, field.name) != getattr(usual, field.name)
    )


def _place(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _toml(value: Any) -> str:
    """Return a value roughly as a scenario file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else "(required)" if value is None else str(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return value if isinstance(value, int | float | str | None) else str(value)
