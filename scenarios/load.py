"""Loading: a name or a path becomes a Scenario. Layers are merged and checked, platform and world built."""

import json
import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from pathlib import Path
from typing import Any

from policies import catalogue
from policies.boundary import said
from policies.catalogue import BadRule, Offer
from policies.display import Display
from policies.platform import Platform
from policies.printable import printable
from scenarios import keys, layers, schema
from scenarios.layers import Layer
from scenarios.problems import BadInput, not_among, not_one_of, problem
from scenarios.scenario import Scenario
from scenarios.schema import MOST_SCALE, STANDARD, plain, table_type
from scenarios.space import varied
from scenarios.timeline import timeline
from scenarios.tree import Leaf, Table, blame, check, construct, merge
from sim.world import World


def names() -> list[str]:
    """The scenarios that come with policylab."""
    return layers.names_in(layers.SHIPPED)


def load(name_or_path: str, changes: Sequence[str] = (), shelf: Path = layers.SHIPPED) -> Scenario:
    """A shipped scenario or a file, with `changes` (`platform.screening.suspend_at=0.7`, `days=30`) applied to it.

    shelf: the folder of scenarios that are named without a path. Raises BadInput, with every mistake there is.
    """
    problems: list[str] = []
    path = layers.find(name_or_path, shelf, Path())
    if path is None:
        file = f"{name_or_path}.toml"
        meant = [printable(file)] if os.path.isfile(file) else []
        raise BadInput([problem(name_or_path, not_among("scenario", name_or_path, layers.names_in(shelf), meant))])
    files = layers.stack(path, shelf, "scenario", problems)
    if not files:
        raise BadInput(problems)
    if path.stem in layers.names_in(shelf) and path.resolve().parent != shelf.resolve():
        problems.append(problem(str(path), f"a shipped scenario is called '{path.stem}' already: rename this file"))
    name, title = printable(path.stem), printable(str(files[-1].head.value("title") or path.stem))
    return _resolve(name, title, files, _laid(changes, _keys(files, changes), problems), problems)


def own_files(name_or_path: str, shelf: Path = layers.SHIPPED) -> list[Path]:
    """The file of a scenario and those that it extends, the lowest first. A mistake is for `load` to tell."""
    return [layer.file for layer in _stacked(name_or_path, shelf) if layer.file is not None]


def read_from(name_or_path: str, changes: Sequence[str] = (), shelf: Path = layers.SHIPPED) -> list[Path]:
    """The files of a scenario with these changes: its own, that of its world, and all that these extend.

    Those that can be found: a mistake is for `load` to tell.
    """
    files = _stacked(name_or_path, shelf)
    if not files:
        return []
    _, worlds = _world_file(files, _laid(changes, _keys(files, changes), []), [])
    return [layer.file for layer in [*files, *worlds] if layer.file is not None]


def _stacked(name_or_path: str, shelf: Path) -> list[layers.Layer]:
    """The layers of a scenario that can be found, the lowest first."""
    path = layers.find(name_or_path, shelf, Path())
    return layers.stack(path, shelf, "scenario", []) if path is not None else []


def understood(sides: Sequence[tuple[str, Sequence[str]]], shelf: Path = layers.SHIPPED) -> dict[str, str]:
    """Changes of scenarios that are asked about together: as written → with the whole key of what is changed.

    One that `load` will refuse stays as it is. Raises BadInput where a short key is one thing here and another there.
    """
    meanings: dict[str, list[str]] = {text: [] for _, changes in sides for text in changes}
    for name_or_path, changes in sides:
        path = layers.find(name_or_path, shelf, Path())
        files = layers.stack(path, shelf, "scenario", []) if path is not None else []
        known = _keys(files, changes) if files else ()
        for text in changes:
            key, equals, value = text.partition("=")
            with suppress(LookupError):
                meaning = f"{keys.whole(key.strip(), known)}{equals}{value}"
                meanings[text] += [meaning] if meaning not in meanings[text] else []
    several = [
        problem(text, f"means {' in one scenario and '.join(each)} in another: write the whole key")
        for text, each in meanings.items()
        if each[1:]
    ]
    if several:
        raise BadInput(several)
    return {text: each[0] if each else text for text, each in meanings.items()}


def _laid(changes: Sequence[str], known: Collection[str], problems: list[str]) -> list[Layer]:
    """Changes as layers, but for those that are mistaken."""
    layered = (layers.change(text, problems, known) for text in changes)
    return [layer for layer in layered if layer is not None]


def _keys(files: list[Layer], changes: Sequence[str]) -> tuple[str, ...]:
    """The whole keys among which a short one is looked for: those of the rules that all other changes leave in force.

    None are needed, and looked for, where no change is short.
    """
    if not any(keys.short(text.partition("=")[0].strip()) for text in changes):
        return ()
    steps = timeline(files, _laid(changes, keys.SWITCHES, []), [])
    return keys.known(_kinds(tree) for _, tree in steps)


def _kinds(tree: Table) -> dict[str, type]:
    """The class of the rule that each lever has; without those that cannot be used (complained of elsewhere)."""
    kinds: dict[str, type] = {"display": Display}
    for lever in catalogue.RULES:
        name = tree.table(lever).value("rule") or STANDARD
        if isinstance(name, str) and catalogue.exists(lever, name):
            with suppress(BadRule):
                kinds[lever] = schema.rule(lever, name)
    return kinds


def _resolve(name: str, title: str, files: list[Layer], changes: list[Layer], problems: list[str]) -> Scenario:
    """Everything below a scenario's name, built and checked."""
    start, days = (_latest(files, changes, key, problems) for key in ("start", "days"))
    world_name, world, held = _world(files, changes, problems)
    steps = [(on, *_platform(tree, problems)) for on, tree in timeline(files, changes, problems)]
    if problems:
        raise BadInput(problems)
    rollout: list[tuple[int, Platform]] = []
    resolved: list[dict[str, Any]] = []
    for on, platform, data in steps:
        day = max((on - start).days, 0)
        if rollout and rollout[-1][0] == day:  # several switches before the start: the last one counts
            rollout.pop()
            resolved.pop()
        if day < days and (not resolved or resolved[-1]["platform"] != data):
            rollout.append((day, platform))
            resolved.append({"day": day, "platform": data})
    late = tuple(
        (on, data) for (_, _, before), (on, _, data) in pairwise(steps) if (on - start).days >= days and data != before
    )
    decisive = {"start": start.isoformat(), "days": days, "world": plain(world), "rollout": resolved}
    return Scenario(name, title, start, days, world_name, world, tuple(rollout), late, decisive, held)


def _latest(files: list[Layer], changes: list[Layer], key: str, problems: list[str]) -> Any:
    """Value in the highest layer of a key that a scenario cannot do without."""
    values = [layer.head.value(key) for layer in [*files, *changes] if key in layer.head.items]
    if not values:
        _lacks(files, f"'{key}'", problems)
    return values[-1] if values else None


def _lacks(files: list[Layer], what: str, problems: list[str]) -> None:
    """Complain about what no layer says, unless a file is missing: it may have said it."""
    if "extends" not in files[0].head.items:
        problems.append(problem(files[-1].where, f"no {what}, neither here nor in what it extends"))


def _world(files: list[Layer], changes: list[Layer], problems: list[str]) -> tuple[str, World, frozenset[str]]:
    """The world file that the highest layer names with the numbers of all layers on top; and which of these hold."""
    name, base = _world_file(files, changes, problems)
    below = [layer.head.without(["extends", "title"]) for layer in base]
    above = [layer.head.table("world").without(["base"]) for layer in [*files, *changes]]
    world = _scaled(_filled(World(), reduce(merge, [*below, *above]), problems), [*files, *changes], problems)
    return name, world, varied().intersection(path for table in above for path in table.paths())


def _scaled(world: World, layered: list[Layer], problems: list[str]) -> World:
    """A world with as many times the people and clients as the highest layer says that has a `scale`."""
    scales = [layer.head.items["scale"] for layer in layered if "scale" in layer.head.items]
    times = scales[-1].value if scales and isinstance(scales[-1], Leaf) else None
    if not isinstance(times, int | float) or not 0 < times <= MOST_SCALE:  # complained of, if anybody said so
        return world
    try:
        return replace(world, workers=round(times * world.workers), clients=round(times * world.clients))
    except ValueError as error:
        problems.append(problem(scales[-1].key, str(error)))
        return world


def _filled[T](default: T, tree: Table, problems: list[str]) -> T:
    """`default` with what `tree` says in place of its own; unchanged where `tree` is mistaken."""
    kind: type = type(default)
    values = check(tree, table_type(kind), problems)
    return default if values is None else construct(default, values, tree, problems)


def _world_file(files: list[Layer], changes: list[Layer], problems: list[str]) -> tuple[str, list[Layer]]:
    """The name of the world, and its file with those that it extends."""
    naming = [layer for layer in [*files, *changes] if "base" in layer.head.table("world").items]
    if not naming:
        _lacks(files, "'base' of [world]", problems)
        return "", []
    table = naming[-1].head.table("world")
    where, name = table.items["base"].where, table.value("base")
    if not isinstance(name, str):
        problems.append(problem(where, "needs the name of a world in quotes"))
        return "", []
    path = layers.find(name, layers.WORLDS, naming[-1].folder)
    if path is None:
        problems.append(problem(where, not_among("world", name, layers.names_in(layers.WORLDS))))
        return "", []
    return printable(path.stem), layers.stack(path, layers.WORLDS, "world", problems, where)


def _platform(tree: Table, problems: list[str]) -> tuple[Platform, dict[str, Any]]:
    """`[platform.…]` → the platform, and the same as plain data."""
    for lever, node in tree.items.items():
        if lever not in catalogue.RULES and lever != "display":
            problems.append(problem(node.key, _no_lever(lever)))
        elif isinstance(node, Leaf):
            named = f"; a rule is named by platform.{lever}.rule" if lever in catalogue.RULES else ""
            problems.append(problem(node.where, f"needs a table{named}"))
    built = {lever: _rule(lever, tree.table(lever), problems) for lever in catalogue.RULES}
    display = _filled(Display(), tree.table("display"), problems)
    data = {lever: {"rule": name, **plain(rule)} for lever, (name, rule) in built.items()}
    platform = Platform(**{lever: rule for lever, (_, rule) in built.items()}, display=display)
    return platform, {**data, "display": plain(display)}


def _no_lever(lever: str) -> str:
    """Complaint about an unknown lever, also where a package offers a rule for it."""
    there = [*catalogue.RULES, "display"]
    places = keys.meant(lever, keys.of_rules())
    lines = [not_among("lever", lever, there, places if len(places) <= keys.MOST else ())]
    for offer in catalogue.offers():
        if offer.lever == lever:
            try:
                offer.load()
            except BadRule as error:
                lines.append(str(error))
    return "\n".join(lines)


def _rule(lever: str, tree: Table, problems: list[str]) -> tuple[str, Any]:
    """A lever's table → the name of its rule, and the rule; the standard one where the table is mistaken.

    Of what the rule's own class objects to, only the first is found.
    """
    name = tree.value("rule") if "rule" in tree.items else STANDARD
    names = catalogue.names(lever)
    if not isinstance(name, str) or not catalogue.exists(lever, name):
        quoted = ", ".join(f"'{each}'" for each in names)
        mistake = not_one_of(name, names) if isinstance(name, str) else f"needs the name of a rule in quotes: {quoted}"
        problems.append(problem(tree.items["rule"].where, mistake))
        return STANDARD, catalogue.RULES[lever][STANDARD]()
    try:
        kind = schema.rule(lever, name)
        values = check(tree, table_type(kind, tuple(dict.fromkeys([*names, name]))), problems)
        if values is not None:
            return name, _made(
                kind, {key: value for key, value in values.items() if key != "rule"}, catalogue.offer(lever, name)
            )
    except BadRule as error:
        problems.append(problem(tree.items["rule"].where, str(error)))
    except ValueError as error:
        problems.append(blame(tree, error))
    return STANDARD, catalogue.RULES[lever][STANDARD]()


def _made(kind: type, values: dict[str, Any], offer: Offer | None) -> Any:
    """A rule with these numbers.

    Raises ValueError where it is one of them that is wrong, BadRule for all else that is wrong with a package's rule.
    """
    if offer is None:
        return kind(**values)
    try:
        rule = kind(**values)
        json.dumps(plain(rule), allow_nan=False)  # as the data of a run
    except (Exception, SystemExit) as error:
        if isinstance(error, ValueError) and str(error).partition(": ")[0] in values:
            raise
        raise offer.bad(f"cannot be made: {said(error)}") from error
    return rule
