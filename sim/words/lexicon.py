"""Words: what people write in this market, so that production text rules run on text.

Postings, messages, special terms and scouts in Japanese, from the grammars in `words.toml` (our own wording on the
patterns of the reports: M-11…M-15, A-17…A-23, Y-15…Y-20, L-12, L-22…L-25). The lexicon is the same in every run and
every world; a run draws codes from it.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import cycle, islice, product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from policies.records import ADDRESSED, Channel, Kind
from policies.text import Vocabulary
from sim.caches import of_texts
from sim.kinds import CATEGORIES, SLIPS, TACTICS
from sim.words.grammar import EUPHEMISM, INVENTED, LEVELS, PLAIN, Disguise, Slots, expand

__all__ = ["CHANNELS", "LEVELS", "Bank", "Codes", "Lexicon", "grammars", "lexicon"]

CHANNELS = (Channel.POSTING, *ADDRESSED)  # on which lures are written
PLACES = np.array([CHANNELS.index(each) if each in CHANNELS else len(CHANNELS) for each in Channel])  # in the bank

SLIP_PLACES = np.array([SLIPS.index(each) if each in SLIPS else len(SLIPS) for each in Kind if each != Kind.NONE])

Codes = NDArray[np.int64]

_PATIENCE = 20  # turns a wanted text, before a grammar counts as exhausted


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """Lists of text codes laid end to end; one list for each index of `start` and `size`."""

    members: Codes  # (m,) codes into the vocabulary
    start: Codes  # (lists …) where each list begins
    size: Codes  # (lists …) how long it is, at least 1

    def draw(self, u: ArrayLike, *index: ArrayLike) -> Codes:
        """(n,) uniforms in [0, 1), one (n,) index a dimension → (n,) codes."""
        at = tuple(np.asarray(i, np.int64) for i in index)
        size = self.size[at]
        return self.members[self.start[at] + (np.asarray(u) * size).astype(np.int64)]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every text of the market, and who writes which. `u` is always (n,) uniforms in [0, 1) that pick the variant."""

    vocabulary: Vocabulary
    clarity: NDArray[np.float64]  # (texts,) 0…1, how well a reader understands it; assumed, by level of disguise
    betrays: NDArray[np.float64]  # (texts,) 0…1, how plainly a careful reader sees a violation; for nature alone
    banks: Mapping[str, Bank]

    def honest_postings(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of postings that mean what they say."""
        return self.banks["postings"].draw(u, category)

    def bait_postings(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of postings that hide a lure (A-17): vague and easy, as many honest ones are."""
        return self.banks["bait"].draw(u, category)

    def open_postings(self, kind: ArrayLike, level: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind (MLM…OFF_PLATFORM), (n,) level → (n,) codes of postings that openly violate the guideline."""
        return self.lures(kind, Channel.POSTING, level, u)

    def archive(self) -> Codes:
        """(m,) codes of ordinary texts to workers, as the office has them on file."""
        return np.unique(np.concatenate([self.banks[name].members for name in ("messages", "ndas", "scouts")]))

    def slips(self, kind: ArrayLike, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind, one of SLIPS, (n,) categories → (n,) codes of honest postings that break that rule unwittingly."""
        return self.banks["slips"].draw(u, SLIP_PLACES[np.asarray(kind, np.int64)], category)

    def honest_messages(self, contact: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) bool, proposes an outside tool for talking (L-25's honest double) → (n,) codes."""
        return self.banks["messages"].draw(u, contact)

    def honest_ndas(self, u: ArrayLike) -> Codes:
        """(n,) codes of special terms used for their purpose (A-21)."""
        return self.banks["ndas"].draw(u, np.zeros(np.shape(u), np.int64))

    def misused_ndas(self, u: ArrayLike) -> Codes:
        """(n,) codes of special terms that honest clients use for something else, unwittingly (A-23)."""
        return self.banks["misused_ndas"].draw(u, np.zeros(np.shape(u), np.int64))

    def honest_scouts(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of invitations to a job."""
        return self.banks["scouts"].draw(u, category)

    def lures(self, kind: ArrayLike, channel: ArrayLike, level: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind (MLM…OFF_PLATFORM), (n,) Channel, one of CHANNELS, (n,) level → (n,) codes.

        The same u at another level picks the same lure in another disguise, but for the bait that rings invent.
        """
        return self.banks["lures"].draw(u, kind, PLACES[np.asarray(channel, np.int64)], level)


class _Shelf:
    """Takes texts while the lexicon is built; a text has one code, however many banks hold it."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.clarity: list[float] = []
        self.betrays: list[float] = []

    def put(self, text: str, clarity: float = 1.0, betrays: float = 0.0) -> int:
        code = self.codes.setdefault(text, len(self.codes))
        if code == len(self.clarity):
            self.clarity.append(clarity)
            self.betrays.append(betrays)
        return code

    def bank(self, lists: Iterable[Iterable[str]]) -> Bank:
        """A bank of honest texts, one list an index."""
        return _bank([[self.put(text) for text in texts] for texts in lists])


def _bank(lists: Sequence[Sequence[int]], shape: tuple[int, ...] = (-1,)) -> Bank:
    size = np.array([len(codes) for codes in lists], np.int64)
    start = np.cumsum(size) - size
    members = np.array([code for codes in lists for code in codes], np.int64)
    return Bank(members, start.reshape(shape), size.reshape(shape))


def _gather[T](
    name: str, scripts: Sequence[T], count: int, forms: Callable[[T, str], tuple[str, ...]]
) -> list[tuple[T, tuple[str, ...]]]:
    """`count` texts in all their forms, no form twice; scripts take turns, each turn has its key."""
    gathered: dict[tuple[str, ...], T] = {}
    seen: set[tuple[int, str]] = set()
    for turn, script in enumerate(islice(cycle(scripts), _PATIENCE * count)):
        written = forms(script, f"{name} {turn}")
        if seen.isdisjoint(enumerate(written)):
            seen.update(enumerate(written))
            gathered[written] = script
            if len(gathered) == count:
                return [(script, written) for written, script in gathered.items()]
    raise ValueError(f"words.toml: {count} {name} wanted, but the grammar says only {len(gathered)} different things")


def _write(name: str, templates: Sequence[str], slots: Slots, count: int) -> list[str]:
    """`count` distinct texts."""
    return [text for _, (text,) in _gather(name, templates, count, lambda script, key: (expand(script, slots, key),))]


@cache
def grammars() -> dict[str, Any]:
    """The grammars, as data."""
    return tomllib.loads(resources.files("sim.words").joinpath("words.toml").read_text("utf-8"))


def _honest(shelf: _Shelf, data: dict[str, Any]) -> dict[str, Bank]:
    count, templates, common = data["count"], data["templates"], data["slots"]
    trades = {name: common | data["category"][name] for name in CATEGORIES}

    def by_category(bank: str) -> Bank:
        return shelf.bank(_write(f"{bank} {name}", templates[bank], trades[name], count[bank]) for name in CATEGORIES)

    talk = (_write(bank, templates[bank], common, count["messages"]) for bank in ("messages", "contact_messages"))
    return {
        "postings": by_category("postings"),
        "bait": by_category("bait"),
        "scouts": by_category("scouts"),
        "messages": shelf.bank(talk),
        "ndas": shelf.bank([_write("ndas", templates["ndas"], common, count["ndas"])]),
    }


def _scripts(data: dict[str, Any], kind: Kind, channel: Channel) -> list[tuple[str, float]]:
    """Templates of a kind on a channel, each with how openly it violates: named scripts, plain and veiled pitches."""
    openness, veil = data["pitch"][kind.name]["open"], data["lure_veiled"]["veil"]
    named = [
        (text, script["open"])
        for script in data["script"]
        for text in script["texts"]
        if script["kind"] == kind.name and channel.name in script["channels"]
    ]
    plain = [(text, openness) for text in data["lure"][channel.name]]
    veiled = [(text, openness * veil) for text in data["lure_veiled"][channel.name]]
    return named + plain + veiled


def _lures(shelf: _Shelf, data: dict[str, Any]) -> Bank:
    """One list a (kind, channel, level); at one place in the list stands the same lure in every disguise."""
    disguise = Disguise.of(data["key"])
    clarity, sight = data["disguise"]["clarity"], data["disguise"]["betrays"]
    contacts = [data["lure_slots"] | _contacts(data, level) for level in range(INVENTED)]
    stories = {channel: _stories(shelf, data, channel) for channel in CHANNELS}
    lists: list[list[int]] = []
    for kind, channel in product(TACTICS, CHANNELS):
        slots = [contact | data["pitch"][kind.name] for contact in contacts]

        def forms(script: tuple[str, float], key: str, slots: Sequence[Slots] = slots) -> tuple[str, ...]:
            return tuple(disguise(expand(script[0], slot, key), level, key) for level, slot in enumerate(slots))

        scripts, count = _scripts(data, kind, channel), data["count"][channel.name]
        lures = _gather(f"{kind.name} {channel.name}", scripts, count, forms)
        lists.extend(
            [shelf.put(written[level], clarity[level], openness * sight[level]) for (_, openness), written in lures]
            for level in range(INVENTED)
        )
        lists.append(stories[channel])
    return _bank(lists, (len(TACTICS), len(CHANNELS), LEVELS))


def _stories(shelf: _Shelf, data: dict[str, Any], channel: Channel) -> list[int]:
    """Texts of the bait that rings invent, on a channel: of any kind of work the same."""
    slots, story = data["lure_slots"] | data["invented_slots"] | _contacts(data, EUPHEMISM), data["invented"]
    clarity, sight = data["disguise"]["clarity"][INVENTED], story["open"] * data["disguise"]["betrays"][INVENTED]
    texts = _write(f"invented {channel.name}", story[channel.name], slots, data["count"][channel.name])
    return [shelf.put(text, clarity, sight) for text in texts]


def _slips(shelf: _Shelf, data: dict[str, Any]) -> Bank:
    """One list a (kind, category): honest work, and a rule broken in plain words."""
    common = data["slots"] | data["lure_slots"] | _contacts(data, PLAIN)
    lists = [
        [
            shelf.put(text, betrays=data["slip"][kind.name]["open"])
            for text in _write(
                f"{kind.name} {name}",
                data["slip"][kind.name]["texts"],
                common | data["category"][name],
                data["count"]["slips"],
            )
        ]
        for kind, name in product(SLIPS, CATEGORIES)
    ]
    return _bank(lists, (len(SLIPS), len(CATEGORIES)))


def _misuses(shelf: _Shelf, data: dict[str, Any]) -> Bank:
    """Special terms that hold something else than their purpose, a single list."""
    misuse = data["misuse"]
    texts = _write("misused_ndas", misuse["texts"], data["slots"] | misuse, data["count"]["misused_ndas"])
    return _bank([[shelf.put(text, betrays=misuse["open"]) for text in texts]])


def _contacts(data: dict[str, Any], level: int) -> Slots:
    """Contact slots at a level: an id in full, then a URL or part of one, at last only a hint."""
    form = "full" if level == PLAIN else "hint" if level == EUPHEMISM else "partial"
    return {name: contact[form] for name, contact in data["contact"].items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon, built once; no run's seed touches it."""
    return of_texts("lexicon", _written)


def _on_disk(decided: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    """A table over all texts, from the cache of this user if it is there."""
    return of_texts(f"table-{sha256(decided.encode()).hexdigest()[:32]}", make)


def _written() -> Lexicon:
    data, shelf = grammars(), _Shelf()
    banks = _honest(shelf, data) | {"lures": _lures(shelf, data), "slips": _slips(shelf, data)}
    banks["misused_ndas"] = _misuses(shelf, data)
    return Lexicon(Vocabulary(tuple(shelf.codes), _on_disk), np.array(shelf.clarity), np.array(shelf.betrays), banks)
