"""Changes of a scenario in Python: texts as on the command line, mappings, keywords."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from experiments.language.arguments import shown
from scenarios import BadInput
from scenarios.layers import said
from scenarios.problems import problem

type Change = str | Mapping[str, Any]  # "key=value"; or key → value, nested or dotted; a key may be short

WIDEST = 64  # bits of a whole number in TOML
_BARE = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)  # a word that needs no quotes
_CONTROL = re.compile(r"\x7f")  # JSON allows it, TOML does not


def texts(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return changes as `scenarios.load` takes them. Raises BadInput if one is neither a text nor a mapping."""
    result: list[str] = []
    for change in changes:
        if isinstance(change, str):
            result.append(change)
        elif isinstance(change, Mapping):
            result += [f"{key}={toml(key, value)}" for key, value in flat(change)]
        else:
            raise BadInput([problem(shown(change), 'needs "key=value", or a mapping of key to value')])
    return tuple(result)


def flat(change: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every dotted key of a mapping with its value."""
    for name, value in change.items():
        key = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{key}.")
        else:
            yield key, value


def toml(key: str, value: Any) -> str:
    """Return a value as TOML, a word without quotes where that means the same. Raises BadInput.

    A text in the form of a date is a date.
    """
    match value.tolist() if isinstance(value, np.generic | np.ndarray) else value:
        case bool(plain):
            return str(plain).lower()
        case float(plain):
            return repr(plain)
        case int(plain):
            if plain.bit_length() > WIDEST:
                raise BadInput([problem(f"{key}={shown(value)}", f"needs a number of {WIDEST} bits at most")])
            return str(plain)
        case str(plain):
            parsed = said(key, plain)
            bare = isinstance(parsed, datetime.date) or (parsed == plain and _BARE.fullmatch(plain))
            return plain if bare else _CONTROL.sub(r"\\u007f", json.dumps(plain, ensure_ascii=False))
        case datetime.date() as plain:
            return plain.isoformat()
        case set() | frozenset() as plain:
            return toml(key, sorted(plain, key=repr))
        case list() | tuple() as plain:
            return f"[{', '.join(_quoted(key, item) for item in plain)}]"
    raise BadInput(
        [problem(f"{key}={shown(value)}", "needs a number, a text, true or false, a date, or a list of them")]
    )


def listed(key: str, values: Any) -> str:
    """Return the values of an axis as text: a text as it is (`LOW:HIGH:COUNT`, `a,b,c`), other values as a list."""
    if isinstance(values, str):
        return values
    items = values.tolist() if isinstance(values, np.ndarray) else values
    return ",".join(
        toml(key, item) for item in (items if isinstance(items, Sequence) and not isinstance(items, bytes) else [items])
    )


def _quoted(key: str, item: Any) -> str:
    """Return an item of a list, where a word has quotes."""
    return json.dumps(item, ensure_ascii=False) if isinstance(item, str) else toml(key, item)
