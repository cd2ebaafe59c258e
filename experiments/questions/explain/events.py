"""Words of the log: its events, which formulas of metrics name, and the reasons that stand in them."""

import inspect
import re
from enum import IntEnum

from experiments.measures.metrics import METRICS
from experiments.questions.explain.entry import Entry
from experiments.questions.explain.remarks import remark, spelt
from policies.records import Denial, Ground
from sim.state import events
from sim.state.codes import Reason
from sim.state.events import Event

EVENTS: dict[str, type[Event]] = {name: getattr(events, name) for name in events.__all__ if name != "Event"}
_REASONS: tuple[IntEnum, ...] = tuple(each for kind in (Reason, Ground, Denial) for each in kind if each.name != "NONE")


def event(word: str) -> list[Entry]:
    """Return the entry of an event."""
    kind = EVENTS[word]
    readers = [metric.name for metric in METRICS if re.search(rf"\b{word}\b", inspect.getdoc(metric.function) or "")]
    rows = (("columns", ", ".join(kind.columns())), ("metrics", "\n".join(readers)))
    return [Entry(word, "an event of the log", inspect.getdoc(kind) or "", rows)]


def reasons() -> list[str]:
    """Return every reason."""
    return list(dict.fromkeys(map(spelt, _REASONS)))


def reason(word: str) -> list[Entry]:
    """Return the entries of a reason, one for each question that it answers."""
    return [
        Entry(word, f"a reason: {_question(member)}", _about(member), (("see", "policylab trace … --worker SEED/N"),))
        for member in _REASONS
        if spelt(member) == word
    ]


def _question(member: IntEnum) -> str:
    text = re.sub(r" \(.*?\)", "", (inspect.getdoc(type(member)) or "").rstrip("."))
    return f"{text[:1].lower()}{text[1:]}"


def _about(member: IntEnum) -> str:
    text = remark(member)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
