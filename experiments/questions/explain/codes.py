"""Words of the log and of a run's key, by the comments beside their declarations.

Channels, tactics, outcomes, groups of workers; events, and the reasons that stand in them; parts of a key.
"""

import inspect
import re
from enum import IntEnum
from functools import cache

from experiments.language.messages import capital
from experiments.measures.counted import OF_HARM, OUTCOMES
from experiments.measures.metrics import METRICS
from experiments.measures.paths import LABELS
from experiments.questions.explain.entry import Entry, sentence
from experiments.runs import identity
from policies.records import ADDRESSED, Channel, Denial, Ground
from scenarios.keys import of_world
from sim.kinds import TACTICS
from sim.rings.tactics import ESCALATES, FIRST
from sim.state import events
from sim.state.codes import Harm, Reason
from sim.state.events import Event


def spelt(member: IntEnum) -> str:
    """Return the name of a member as results print it."""
    return member.name.lower()


def remark(member: IntEnum) -> str:
    """Return the comment beside a member of an enumeration; empty if there is none."""
    match = re.search(rf"^    {member.name} = [^#\n]+#[ ]?(.*)$", inspect.getsource(type(member)), re.MULTILINE)
    return match[1] if match else ""


CHANNELS = {spelt(each): each for each in Channel}
KINDS = {spelt(each): each for each in TACTICS}
HARMS = {OUTCOMES[OF_HARM[harm]]: harm for harm in Harm}
GROUPS = {label: axis for axis in ("age", "experience") for label in LABELS[axis]}
EVENTS: dict[str, type[Event]] = {name: getattr(events, name) for name in events.__all__ if name != "Event"}
REASONS: tuple[IntEnum, ...] = tuple(each for kind in (Reason, Ground, Denial) for each in kind if each.name != "NONE")


def channel(word: str) -> list[Entry]:
    """Return the entry of a channel of lures."""
    shares = {name: f"world.ring.lures_by_{name}" for name in CHANNELS if f"world.ring.lures_by_{name}" in of_world()}
    share = shares.get(word) or f"what the others leave: {', '.join(shares.values())}"
    rows = (
        (
            "watched",
            "may be read by message_watch" if CHANNELS[word] in ADDRESSED else "message_watch does not read it",
        ),
        ("share", f"of rings' jobs that lure there: {share}"),
        _by("channel"),
    )
    return [Entry(word, "a channel: where a lure reaches a worker", sentence(remark(CHANNELS[word])), rows)]


def tactic(word: str) -> list[Entry]:
    """Return the entry of a tactic."""
    tactic = KINDS[word]
    later = "; large sums may follow" if ESCALATES[TACTICS.index(tactic)] else ""
    rows = (("takes first", f"{OUTCOMES[OF_HARM[FIRST[tactic]]]}{later}"), _by("tactic"))
    kind = "a tactic: a prohibited kind of work into which rings draw people"
    return [Entry(word, kind, sentence(remark(tactic)), rows)]


def outcome(word: str) -> list[Entry]:
    """Return the entry of an outcome."""
    return [Entry(word, "an outcome: what came of a lure for a worker", sentence(remark(HARMS[word])))]


def group(word: str) -> list[Entry]:
    """Return the entry of a group of workers."""
    axis = GROUPS[word]
    about = "Workers who belonged to it when they came, or on the first day."
    return [Entry(word, f"a group of workers, by {axis}", about, (_by(axis),))]


def _by(axis: str) -> tuple[str, str]:
    return "see", f"policylab compare … --by {axis}"


def event(word: str) -> list[Entry]:
    """Return the entry of an event."""
    kind = EVENTS[word]
    readers = [metric.name for metric in METRICS if re.search(rf"\b{word}\b", inspect.getdoc(metric.function) or "")]
    rows = (("columns", ", ".join(kind.columns())), ("metrics", "\n".join(readers)))
    return [Entry(word, "an event of the log", inspect.getdoc(kind) or "", rows)]


def reasons() -> list[str]:
    """Return every reason."""
    return list(dict.fromkeys(map(spelt, REASONS)))


def reason(word: str) -> list[Entry]:
    """Return the entries of a reason, one for each question that it answers."""
    see = (("see", "policylab trace … --worker SEED/N"),)
    return [
        Entry(word, f"a reason: {_question(each)}", sentence(remark(each)), see)
        for each in REASONS
        if spelt(each) == word
    ]


def _question(member: IntEnum) -> str:
    text = re.sub(r" \(.*?\)", "", (inspect.getdoc(type(member)) or "").rstrip("."))
    return f"{text[:1].lower()}{text[1:]}"


@cache
def parts() -> dict[str, str]:
    """Return every part of a run's key with its contents, from the table in the docstring of what makes them."""
    table = re.findall(r"^(\w[\w, ]*?) {2,}(.+)$", inspect.getdoc(identity.parts) or "", re.MULTILINE)
    return {name: text for names, text in table for name in names.split(", ")}


def part(word: str) -> list[Entry]:
    """Return the entry of a part of a key."""
    return [Entry(word, "a part of a run's key", f"{capital(parts()[word])}.", (("see", "policylab why KEY"),))]
