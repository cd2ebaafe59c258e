"""Changes of a scenario as Python says them: texts as on the command line, mappings, keywords."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from experiments.api.arguments import shown
from scenarios import BadInput
from scenarios.layers import said
from scenarios.problems import problem

type Change = str | Mapping[str, Any]  # "key=value"; or key → value, nested or dotted; a key may be short

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
