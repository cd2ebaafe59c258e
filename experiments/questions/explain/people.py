"""Words for the people that bad actors reach: channels, tactics, outcomes, groups of workers."""

from experiments.measures.counted import OF_HARM, OUTCOMES
from experiments.measures.paths import LABELS
from experiments.questions.explain.entry import Entry
from experiments.questions.explain.remarks import remark, spelt
from policies.records import ADDRESSED, Channel
from scenarios.keys import of_world
from sim.kinds import TACTICS
from sim.rings.tactics import ESCALATES, FIRST
from sim.state.codes import Harm

CHANNELS = {spelt(each): each for each in Channel}
KINDS = {spelt(each): each for each in TACTICS}
HARMS = {OUTCOMES[OF_HARM[harm]]: harm for harm in Harm}
GROUPS = {label: axis for axis in ("age", "experience") for label in LABELS[axis]}


def channel(word: str) -> list[Entry]:
    """Return the entry of a channel of lures."""
    watched = "may be read by message_watch" if CHANNELS[word] in ADDRESSED else "message_watch does not read it"
    key = f"world.ring.lures_by_{word}"
    share = key if key in of_world() else f"what the others leave: {', '.join(_shares())}"
    rows = (("watched", watched), ("share", f"of rings' jobs that lure there: {share}"), _by("channel"))
    return [Entry(word, "a channel: where a lure reaches a worker", _sentence(remark(CHANNELS[word])), rows)]


def _shares() -> list[str]:
    return [key for word in CHANNELS if (key := f"world.ring.lures_by_{word}") in of_world()]


def tactic(word: str) -> list[Entry]:
    """Return the entry of a tactic."""
    kind = KINDS[word]
    later = "; large sums may follow" if ESCALATES[TACTICS.index(kind)] else ""
    rows = (("takes first", f"{OUTCOMES[OF_HARM[FIRST[kind]]]}{later}"), _by("tactic"))
    return [
        Entry(word, "a tactic: a prohibited kind of work into which rings draw people", _sentence(remark(kind)), rows)
    ]


def outcome(word: str) -> list[Entry]:
    """Return the entry of an outcome."""
    return [Entry(word, "an outcome: what came of a lure for a worker", _sentence(remark(HARMS[word])))]


def group(word: str) -> list[Entry]:
    """Return the entry of a group of workers."""
    axis = GROUPS[word]
    about = "Workers who belonged to it when they came, or on the first day."
    return [Entry(word, f"a group of workers, by {axis}", about, (_by(axis),))]


def _by(axis: str) -> tuple[str, str]:
    return "see", f"policylab compare … --by {axis}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') or not text else '.'}"
