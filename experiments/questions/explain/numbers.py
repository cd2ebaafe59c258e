"""Numbers of the world and of rules, from their declarations."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from typing import Any, Literal, get_args, get_origin, get_type_hints

from experiments.questions.explain import contents
from experiments.questions.explain.entry import Entry
from experiments.questions.explain.uses import uses
from policies.catalogue import RULES
from policies.display import Display
from policies.numbers import Confidence, Number, known, span
from scenarios import Scenario, load
from scenarios.keys import meant, of_rules, of_world
from scenarios.schema import nested, settable
from scenarios.space import not_varied
from sim.world import World

CONFIDENCE: dict[Confidence, str] = {
    "quoted": "quoted: it stood in a source",
    "derived": "derived: arithmetic on numbers that stood in a source",
    "assumed": "assumed: no source gives it",
}
MOST = 3  # numbers of one name that are explained in full


def words() -> Iterator[str]:
    """Yield every number: its whole key, and its key in results."""
    for key in _keys():
        yield key
        yield key.partition(".")[2]


def explain(word: str) -> list[Entry]:
    """Return the numbers whose key is this word, or ends in it; `talking.outlet_use[1]` is an item of one."""
    key, item = re.fullmatch(r"(.*?)(?:\[(\d+)\])?", word, re.DOTALL).groups()  # type: ignore[union-attr]
    keys = meant(key, _keys())
    if len(keys) > MOST:
        return [Entry(word, "the name of several numbers", f"Ask for one of them: {', '.join(keys)}")]
    entries = [_of_world(each) if each in of_world() else _of_rule(each) for each in keys]
    return [replace(entry, rows=(*_item(entry.name, item), *entry.rows)) for entry in entries]


def _item(key: str, item: str | None) -> list[tuple[str, str]]:
    """Return a row about an item of a list."""
    if item is None or key not in of_world():
        return []
    values = attrgetter(key.removeprefix("world."))(_production().world)
    exists = isinstance(values, tuple) and int(item) < len(values)
    return [("item", f"[{item}], counted from 0: {_value(values[int(item)])}")] if exists else []


def units() -> dict[str, str]:
    """Return the unit of every number, by its whole key."""
    owners: dict[str, list[type]] = {
        "world": [World],
        **{f"world.{name}": [kind] for name, kind in nested(World).items()},
    }
    owners |= {f"platform.{lever}": list(kinds.values()) for lever, kinds in RULES.items()}
    return {
        f"{place}.{field.name}": number.unit
        for place, kinds in owners.items()
        for kind in kinds
        for field in settable(kind)
        if (number := known(field))
    }


def sections() -> list[str]:
    """Return `world`, and its sections as a scenario names them."""
    return ["world", *(f"world.{name}" for name in nested(World)), *nested(World)]


def section(word: str) -> list[Entry]:
    """Return the entry of a section of the world, with each of its numbers."""
    path = word.removeprefix("world").removeprefix(".")
    kind = nested(World)[path] if path else World
    rows = tuple(
        (field.name, f"{_value(getattr(kind(), field.name))} {number.unit}: {number.source}")
        for field in fields(kind)
        if (number := known(field))
    )
    more = "" if path else f"\n\nIts sections are {', '.join(nested(World))}."
    about = (inspect.getdoc(kind) or "") + more
    return [Entry(f"world.{path}" if path else "world", f"numbers of the world, in {_file(kind)}", about, rows)]


@cache
def _production() -> Scenario:
    return load("production")


@cache
def _keys() -> tuple[str, ...]:
    return tuple(key for key in of_rules() if not key.endswith(".rule"))


def _of_world(key: str) -> Entry:
    *path, name = key.split(".")[1:]
    kind = nested(World)[path[0]] if path else World
    field = next(each for each in settable(kind) if each.name == name)
    world, number = _production().world, known(field)
    rows = [("value", f"{_value(attrgetter(key.removeprefix('world.'))(world))}, in production and the central world")]
    if number is not None:
        stays = not_varied(world).get(key.removeprefix("world."))
        rows = [("unit", number.unit), *rows, *_known(number)]
        rows.append(("varies", f"no: {stays}" if stays else "in plausible worlds, over its plausible range"))
    else:
        rows += _choices(get_type_hints(kind)[name])
    section = f"{_file(kind)}: {_first(kind)}" if path else _file(kind)
    rows += [("belongs to", section), ("acts in", "\n".join(uses(path[0] if path else "world", kind, name)))]
    rows.append(("change it", f"-S {key.removeprefix('world.')}=VALUE (both sides)"))
    return Entry(
        key, "a number of the world" if number else "a setting of the world", _about(number, kind, name), tuple(rows)
    )


def _of_rule(key: str) -> Entry:
    _, lever, name = key.split(".")
    kinds = {"": Display} if lever == "display" else RULES[lever]
    owners = {rule: kind for rule, kind in kinds.items() if any(each.name == name for each in settable(kind))}
    kind = next(iter(owners.values()))
    field = next(each for each in settable(kind) if each.name == name)
    number = known(field)
    rows = [("unit", number.unit)] if number else []
    rows += [("value", _in_production(lever, name))]
    rows += _known(number) if number else _choices(get_type_hints(kind)[name])
    if number and number.shut:
        rows.append(("idle", f"no effect where {', or '.join(map(str, number.shut))}"))
    if lever != "display":
        rows.append(("lever", f"{lever}: {contents.question(lever)}"))
    methods = [
        each
        for each, code in vars(kind).items()
        if inspect.isfunction(code) and not each.startswith("__") and f"self.{name}" in contents.source(code)
    ]
    rows.append(("acts in", f"{_file(kind)}{': ' if methods else ''}{', '.join(methods)}"))
    rows.append(("change it", f"--change {lever}.{name}=VALUE (the candidate alone), -S (both sides)"))
    place = "where marks stand" if lever == "display" else f"{lever}, rule {' and '.join(owners)}"
    return Entry(
        key, f"a {'number' if number else 'setting'} of the platform ({place})", _about(number, kind, name), tuple(rows)
    )


def _in_production(lever: str, name: str) -> str:
    """Return the value on the first day, and every later value of production's calendar."""
    values: list[str] = []
    for day, platform in _production().rollout:
        value = getattr(getattr(platform, lever), name, None)
        text = "the rule in force has no such number" if value is None else _value(value)
        if not values or values[-1].rpartition(": ")[2] != text:
            values.append(f"{f'from day {day + 1} on' if day else 'in production'}: {text}")
    return ", ".join(values)


def _known(number: Number) -> Iterator[tuple[str, str]]:
    if number.low is not None and number.high is not None:
        yield "plausible", f"{number.low:g} to {number.high:g}"
    yield "possible", span(number)
    yield "certainty", CONFIDENCE[number.confidence]


def _choices(hint: Any) -> list[tuple[str, str]]:
    if get_origin(hint) is Literal:
        return [("choices", ", ".join(map(str, get_args(hint))))]
    return [("choices", "true, false")] if hint is bool else []


def _about(number: Number | None, kind: type, name: str) -> str:
    """Return unit and source of a number; for a setting, the sentences about it in the docstring of its class."""
    if number is not None:
        return f"{number.unit}: {number.source}" if number.unit not in number.source else number.source
    text = " ".join((inspect.getdoc(kind) or "").split())
    options = [f'"{part}"' for part in get_args(get_type_hints(kind)[name]) if isinstance(part, str)]
    marks = (f"`{name}`", *options)
    sentences = [part for part in re.split(r"(?<=\.)\s+", text) if any(mark in part for mark in marks)]
    remark = contents.remarks(kind).get(name, "")
    return "\n\n".join(part for part in (remark[:1].upper() + remark[1:], " ".join(sentences)) if part)


def _value(value: Any) -> str:
    if isinstance(value, tuple | frozenset):
        return f"[{', '.join(map(_value, sorted(value) if isinstance(value, frozenset) else value))}]"
    return str(value).lower() if isinstance(value, bool) else f"{value:,g}" if isinstance(value, float) else str(value)


def _file(kind: type) -> str:
    return f"{kind.__module__.replace('.', '/')}.py"


def _first(kind: type) -> str:
    return (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
