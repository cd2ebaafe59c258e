"""Finding: a class by `module:Class`, and the lever that it answers, by what it has."""

from importlib import import_module
from typing import Any

from policies.aside import aside
from policies.boundary import blaming
from policies.here import look_here
from policies.questions import asked, levers


class NotFound(Exception):
    """No such class, or no one lever that it answers. One line: what is missing, or the choices."""


def located(place: str) -> type:
    """The class at `module:Class`. Raises NotFound, whatever the module does; what it prints goes to standard error.

    The module may be in the current folder, or in `src` below it.
    """
    look_here()
    module, _, name = place.partition(":")
    with blaming(lambda what: NotFound(f"'{place}' cannot be loaded: {what}")), aside():
        item: Any = import_module(module)
        for part in name.split("."):
            item = getattr(item, part)
    if not isinstance(item, type):
        raise NotFound(f"'{place}' is no class, must be the class of a rule")
    return item


def lever_of(kind: type) -> str:
    """The lever that a class answers. Raises NotFound where there is none, or more than one."""
    fitting = [lever for lever in levers() if not missing(kind, lever)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NotFound(f"'{kind.__qualname__}' answers {' and '.join(fitting)}: say which lever is meant")
    near = min(levers(), key=lambda lever: len(missing(kind, lever)) / len(asked(lever)))
    lacks = missing(kind, near)
    if len(lacks) == len(asked(near)):
        raise NotFound(f"'{kind.__qualname__}' answers no question of any lever: {', '.join(levers())}")
    raise NotFound(f"'{kind.__qualname__}' answers no lever; of {near} it has no {', '.join(map(repr, lacks))}")


def missing(kind: type, lever: str) -> list[str]:
    """Names that a class lacks to answer a lever."""
    own = getattr(kind, "__dataclass_fields__", {})
    return [name for name in asked(lever) if name not in own and not hasattr(kind, name)]
