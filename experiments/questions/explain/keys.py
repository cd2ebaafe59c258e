"""Parts of a run's key, which `why` prints. Each is explained by the table in the docstring of what makes them."""

import inspect
import re
from functools import cache

from experiments.questions.explain.entry import Entry
from experiments.runs import identity

_LINE = re.compile(r"^(\w[\w, ]*?) {2,}(.+)$", re.MULTILINE)


@cache
def parts() -> dict[str, str]:
    """Return every part of a key, with its contents."""
    table = _LINE.findall(inspect.getdoc(identity.parts) or "")
    return {name: text for names, text in table for name in names.split(", ")}


def explain(word: str) -> list[Entry]:
    """Return the entry of a part."""
    text = parts()[word]
    return [Entry(word, "a part of a run's key", f"{text[:1].upper()}{text[1:]}.", (("see", "policylab why KEY"),))]
