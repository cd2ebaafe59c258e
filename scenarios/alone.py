"""Alone: one rule without a scenario around it, with its numbers as changes give them."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from policies.boundary import said
from scenarios import layers
from scenarios.problems import BadInput, problem
from scenarios.schema import table_type
from scenarios.tree import Table, blame, check, merge


def alone(lever: str, kind: type, changes: Sequence[str] = ()) -> Any:
    """A rule of this class; `changes` are `name=value`. Raises BadInput: each mistake, or why it cannot be made."""
    problems: list[str] = []
    changed = [layers.change(f"platform.{lever}.{text}", problems) for text in changes]
    given = [layer.head.table("platform").table(lever) for layer in changed if layer is not None]
    tree = reduce(merge, given, Table(f"[platform.{lever}]"))
    try:
        values = check(tree, table_type(kind), problems) if not problems and changes else {}
        if values is not None and not problems:
            return kind(**values)
    except ValueError as error:
        problems.append(blame(tree, error))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - another package's class may do anything
        problems.append(problem(kind.__qualname__, f"cannot be made: {said(error)}"))
    raise BadInput(problems)
