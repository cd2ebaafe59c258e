"""The texts of a page that no browser shows."""

from collections.abc import Iterator
from typing import Any

WORDS = ("label", "aria-label", "title", "options", "columns", "rows")  # properties that are read
READ = ("label", "text", "description")  # in a property that is a dictionary


def texts(client: Any) -> set[str]:
    """Every text of a page."""
    everything: set[str] = set()
    for element in client.elements.values():
        everything.update(_strings([getattr(element, "text", ""), *(element.props.get(name) for name in WORDS)]))
    return everything


def _strings(value: Any) -> Iterator[str]:
    """The texts in a property; of a dictionary those that are read."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in READ or key.isdigit() or not isinstance(each, str):
                yield from _strings(each)
