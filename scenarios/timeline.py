"""The platform over time, as layers give it: which rule of each lever stands from when on, with which numbers."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from policies import catalogue
from policies.catalogue import BadRule
from policies.printable import printable
from scenarios import schema
from scenarios.keys import no_key
from scenarios.layers import Layer
from scenarios.problems import guess, problem
from scenarios.schema import STANDARD
from scenarios.tree import Leaf, Node, Table, merge

Timeline = list[tuple[datetime.date, Table]]  # ascending: from when, what `[platform.…]` says

_ALWAYS = datetime.date.min


def timeline(files: Sequence[Layer], changes: Sequence[Layer], problems: list[str]) -> Timeline:
    """The platform of the files, the lowest first, and of the changes on top of them, period by period.

    `[platform]` of a file holds from the first day on, through the calendar that the file inherits; its own
    `[[rollout]]` blocks come on top, each from its date on. Within the time that a table covers,

    - a rule that it names replaces the one that stands, and starts from its own defaults;
    - a number holds whenever the lever's rule has it, and is passed over while another rule stands. One that no rule
      has at any time is a mistake.

    A change covers the whole run: it also wins over a rollout block that names the same rule or number. Changes are
    laid in their order, and their numbers once more at the end, so that they hold whether their rule is named before
    them or after them.
    """
    steps: Timeline = [(_ALWAYS, Table(files[-1].where))]
    unfit = problems if "extends" not in files[0].head.items else []  # a file that is missing may have named the rule
    for layer in files:
        steps = _lay(steps, layer.head.table("platform"), _ALWAYS, unfit)
        for date, levers in sorted(layer.blocks, key=lambda block: block[0]):
            if date not in (on for on, _ in steps):
                steps.append((date, [tree for on, tree in steps if on < date][-1]))
                steps.sort(key=lambda step: step[0])
            steps = _lay(steps, levers, date, unfit)
    early, late = list[str](), list[str]()  # a number is a mistake if it fits neither in its order nor at the end
    for layer in changes:
        steps = _lay(steps, layer.head.table("platform"), _ALWAYS, early)
    for layer in changes:
        steps = _lay(steps, _numbers(layer.head.table("platform")), _ALWAYS, late)
    places = [each.partition("\n")[0] for each in early]
    unfit += [each for each in late if each.partition("\n")[0] in places]
    return steps


def _lay(steps: Timeline, over: Table, since: datetime.date, problems: list[str]) -> Timeline:
    """Put levers on top of the platform from a date on."""
    layered = [(on, _switch(tree, over) if on >= since else tree) for on, tree in steps]
    covered = [(on, tree) for on, tree in layered if on >= since]
    for lever in over.items:
        for key, node in over.table(lever).items.items():
            if not any(key in tree.table(lever).items for _, tree in covered):
                problems.append(problem(node.key, _unfit(lever, key, covered)))
    return layered


def _switch(under: Table, over: Table) -> Table:
    """Put levers on top of levers, without the numbers that their rules do not have."""
    changed = [
        lever
        for lever in over.items
        if "rule" in over.table(lever).items and over.table(lever).value("rule") != _rule(under.table(lever))
    ]
    merged = merge(under.without(changed), over)
    return replace(merged, items={lever: _fitting(lever, node) for lever, node in merged.items.items()})


def _fitting(lever: str, node: Node) -> Node:
    """A lever's table without the numbers that its rule does not have."""
    if isinstance(node, Leaf):
        return node
    keys = _keys(lever, node)
    return node if keys is None else node.without(node.items.keys() - keys)


def _numbers(levers: Table) -> Table:
    """The same without the names of rules."""
    return replace(
        levers,
        items={
            lever: node if isinstance(node, Leaf) else node.without(["rule"]) for lever, node in levers.items.items()
        },
    )


def _rule(lever: Table) -> object:
    return lever.value("rule") if "rule" in lever.items else STANDARD


def _keys(lever: str, table: Table) -> list[str] | None:
    """Keys that the table of a lever may have under its rule; None where nobody knows."""
    name = _rule(table)
    if lever not in catalogue.RULES or not isinstance(name, str) or not catalogue.exists(lever, name):
        return None
    try:
        return schema.keys(schema.rule(lever, name))
    except BadRule:
        return None


def _unfit(lever: str, key: str, covered: Iterable[tuple[datetime.date, Table]]) -> str:
    """A key that no rule of a lever has while a table holds: which rules stand, from when, and what they have."""
    stand = [(on, tree.table(lever)) for on, tree in covered]
    rules = [next(group) for _, group in groupby(stand, key=lambda step: _rule(step[1]))]
    known = {name: _keys(lever, table) or [] for _, table in rules for name in [_rule(table)]}
    if len(known) == 1:
        [(name, keys)] = known.items()
        return f"rule '{name}': {no_key(key, keys, f'platform.{lever}')}"
    close = guess(key, {each for keys in known.values() for each in keys})
    return "\n".join(
        [
            f"no rule of {lever} that stands has a key '{printable(key)}'{close}",
            *(
                f"{'from the first day' if on == _ALWAYS else f'from {on}'}, rule '{_rule(table)}': "
                f"{', '.join(sorted(known[_rule(table)]))}"
                for on, table in rules
            ),
        ]
    )
