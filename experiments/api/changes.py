"""Changes of a scenario as Python says them: texts as on the command line, mappings, keywords."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from experiments.api.arguments import shown
from policies.catalogue import RULES
from scenarios import BadInput, Scenario
from scenarios.layers import said
from scenarios.problems import guess, problem
from scenarios.schema import nested, settable
from sim.world import World

type Change = str | Mapping[str, Any]  # "key=value"; or key → value, nested or dotted

HEAD = ("days", "start")
WIDEST = 64  # bits of a whole number that TOML has
_BARE = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)  # a word that needs no quotes
_CONTROL = re.compile(r"\x7f")  # JSON leaves it as it is, TOML does not have it


def texts(changes: Iterable[Change]) -> tuple[str, ...]:
    """Changes as `scenarios.load` takes them. Raises BadInput where one is neither a text nor a mapping."""
    found: list[str] = []
    for number, change in enumerate(changes, start=1):
        if isinstance(change, str):
            found.append(change)
        elif isinstance(change, Mapping):
            found += [f"{key}={toml(key, value)}" for key, value in flat(change)]
        else:
            raise BadInput(
                [problem(f"change {number}: {shown(change)}", 'needs "key=value", or a mapping of key to value')]
            )
    return tuple(found)


def keyed(fields: Mapping[str, Any], *scenarios: Scenario) -> dict[str, Any]:
    """Keywords by the key that each stands for, in the first scenario that has it.

    One that has a dot is a key itself. Raises BadInput, with every keyword that stands for none or for several.
    """
    tables = [keys(scenario) for scenario in scenarios]
    found, wrong = {}, []
    for name, value in fields.items():
        there = [name] if "." in name or name in HEAD else next((all_[name] for all_ in tables if name in all_), [])
        if len(there) == 1:
            found[there[0]] = value
        else:
            wrong.append(problem(f"{name}={shown(value)}", _several(there) if there else _unknown(name, tables)))
    if wrong:
        raise BadInput(wrong)
    return found


def keys(scenario: Scenario) -> dict[str, list[str]]:
    """By name, every key that is called so: numbers of the world, and of the rules that levers have at any time."""
    found: dict[str, list[str]] = {}
    owners: dict[str, type] = {"world": World, **{f"world.{name}": kind for name, kind in nested(World).items()}}
    told = [(where, field.name) for where, kind in owners.items() for field in settable(kind)]
    for _, platform in scenario.rollout:
        for lever in (*RULES, "display"):
            kind: type = type(getattr(platform, lever))
            told += [(f"platform.{lever}", field.name) for field in settable(kind)]
    for where, name in dict.fromkeys(told):
        if not (where == "world" and f"world.{name}" in owners):
            found.setdefault(name, []).append(f"{where}.{name}")
    return found


def flat(change: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every dotted key of a mapping with its value."""
    for name, value in change.items():
        key = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{key}.")
        else:
            yield key, value


def toml(key: str, value: Any) -> str:
    """A value as a change writes it: TOML, a word without quotes where that says the same. Raises BadInput.

    A text that reads as a date is one.
    """
    match value.tolist() if isinstance(value, np.generic | np.ndarray) else value:
        case bool(told):
            return str(told).lower()
        case float(told):
            return repr(told)
        case int(told):
            if told.bit_length() > WIDEST:
                raise BadInput([problem(f"{key}={shown(value)}", f"needs a number of {WIDEST} bits at most")])
            return str(told)
        case str(told):
            read = said(key, told)
            bare = isinstance(read, datetime.date) or (read == told and _BARE.fullmatch(told))
            return told if bare else _CONTROL.sub(r"\\u007f", json.dumps(told, ensure_ascii=False))
        case datetime.date() as told:
            return told.isoformat()
        case set() | frozenset() as told:
            return toml(key, sorted(told, key=repr))
        case list() | tuple() as told:
            return f"[{', '.join(_quoted(key, each) for each in told)}]"
    raise BadInput(
        [problem(f"{key}={shown(value)}", "needs a number, a text, true or false, a date, or a list of them")]
    )


def listed(key: str, values: Any) -> str:
    """What an axis of a sweep takes: a text as it is (`LOW:HIGH:COUNT`, `a,b,c`), else the values one by one."""
    if isinstance(values, str):
        return values
    several = values.tolist() if isinstance(values, np.ndarray) else values
    return ",".join(
        toml(key, each)
        for each in (several if isinstance(several, Sequence) and not isinstance(several, bytes) else [several])
    )


def _quoted(key: str, item: Any) -> str:
    """An item of a list, where a word has its quotes."""
    return json.dumps(item, ensure_ascii=False) if isinstance(item, str) else toml(key, item)


def _several(there: Sequence[str]) -> str:
    return f"several are called so, name one by its whole key:\n{', '.join(there)}"


def _unknown(name: str, tables: Sequence[Mapping[str, list[str]]]) -> str:
    """No such key; where a rule that no lever has now knows it, that is told."""
    if name == "rule" or name in RULES:
        return f"a rule is named by its whole key, such as platform.{name if name in RULES else 'screening'}.rule"
    rules = [
        f"platform.{lever}.rule={rule}"
        for lever, kinds in RULES.items()
        for rule, kind in kinds.items()
        if any(field.name == name for field in settable(kind))
    ]
    there = {known: None for table in tables for known in (*table, *HEAD)}
    told = f"\n{', '.join(rules)} has it" if rules else ""
    return f"no number of the world and of no rule in force is called so{guess(name, there)}{told}"
