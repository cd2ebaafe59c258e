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


def labelled(client: Any, label: str) -> list[Any]:
    """The fields of a page with this label, in the order in which they were made."""
    return [
        each for each in client.elements.values() if label in (each.props.get("label"), each.props.get("aria-label"))
    ]


def command(client: Any) -> str:
    """The command that a page shows below the form."""
    [line] = [each for each in client.elements.values() if "command" in each.classes]
    return str(line.text)


def press(client: Any, text: str) -> None:
    """Click on the first button with this text."""
    button = next(each for each in client.elements.values() if getattr(each, "text", "") == text and _clicked(each))
    client.handle_event({"id": button.id, "client_id": client.id, "listener_id": _clicked(button)[0], "args": {}})


def _clicked(element: Any) -> list[str]:
    """The numbers of what hears clicks on an element."""
    return [number for number, each in element._event_listeners.items() if each.type == "click"]
