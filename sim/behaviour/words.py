"""Words: what people write in this market, so that production text rules run on text.

Postings, messages, special terms and scouts in Japanese, from the grammars in `words.toml` (our own wording on the
patterns of the reports: M-11…M-15, A-17…A-22, Y-15…Y-20, L-12, L-22…L-25). The lexicon is the same in every run and every
world; a run draws codes from it.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from policies.records import Channel, Kind
from policies.text import Vocabulary
from sim.behaviour.grammar import EUPHEMISM, LEVELS, PLAIN, Disguise, Slots, expand

__all__ = ["CATEGORIES", "KINDS", "LEVELS", "Bank", "Codes", "Lexicon", "lexicon", "source"]

CATEGORIES: tuple[str, ...] = (
    "writing", "data_entry", "transcription", "translation", "design_logo", "web_coding", "app_development",
    "video_editing", "photo", "survey", "sales_support", "virtual_assistant", "product_listing", "reviews", "naming",
    "accounting",
)
KINDS: tuple[Kind, ...] = tuple(kind for kind in Kind if Kind.MLM <= kind <= Kind.OFF_PLATFORM)
CHANNELS = (Channel.POSTING, Channel.MESSAGE, Channel.NDA, Channel.SCOUT)

Codes = NDArray[np.int64]


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
    clarity: NDArray[np.float64]  # (texts,) 0…1, how well a reader understands the text; assumed, by level of disguise
    betrays: NDArray[np.float64]  # (texts,) 0…1, how plainly a careful human reader sees a violation; true, never a policy's
    banks: Mapping[str, Bank]

    def honest_postings(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of postings that mean what they say."""
        return self.banks["postings"].draw(u, category)

    def bait_postings(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of postings that hide a lure (A-17): vague and easy, as many honest ones are."""
        return self.banks["bait"].draw(u, category)

    def open_postings(self, kind: ArrayLike, level: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind (MLM…OFF_PLATFORM), (n,) level → (n,) codes of postings that openly violate the guideline."""
        return self.banks["lures"].draw(u, kind, Channel.POSTING, level)

    def honest_messages(self, contact: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) bool, proposes an outside tool for talking (L-25's honest double) → (n,) codes."""
        return self.banks["messages"].draw(u, contact)

    def honest_ndas(self, u: ArrayLike) -> Codes:
        """(n,) codes of special terms used for their purpose (A-21)."""
        return self.banks["ndas"].draw(u, np.zeros(np.shape(u), np.int64))

    def honest_scouts(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of invitations to a job."""
        return self.banks["scouts"].draw(u, category)

    def lures(self, kind: ArrayLike, channel: ArrayLike, level: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind (MLM…OFF_PLATFORM), (n,) Channel (MESSAGE, NDA, SCOUT), (n,) level → (n,) codes.

        The same u at another level picks the same lure in another disguise.
        """
        return self.banks["lures"].draw(u, kind, channel, level)


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


def _write(name: str, templates: Sequence[str], slots: Slots, count: int) -> list[str]:
    """`count` distinct texts (fewer if the grammar has no more to say); templates take turns."""
    texts: dict[str, None] = {}
    for turn in range(8 * count):
        texts[expand(templates[turn % len(templates)], slots, f"{name}{turn}")] = None
        if len(texts) == count:
            break
    return list(texts)


@cache
def source() -> dict[str, Any]:
    """The grammars, as data."""
    return tomllib.loads(resources.files("sim.behaviour").joinpath("words.toml").read_text("utf-8"))


def _honest(shelf: _Shelf, data: dict[str, Any]) -> dict[str, Bank]:
    count, templates, common = data["count"], data["templates"], data["slots"]
    trades = {name: common | data["category"][name] for name in CATEGORIES}

    def by_category(bank: str) -> Bank:
        return shelf.bank(_write(f"{bank} {name}", templates[bank], slots, count[bank]) for name, slots in trades.items())

    talk = (_write(bank, templates[bank], common, count["messages"]) for bank in ("messages", "contact_messages"))
    return {
        "postings": by_category("postings"), "bait": by_category("bait"), "scouts": by_category("scouts"),
        "messages": shelf.bank(talk), "ndas": shelf.bank([_write("ndas", templates["ndas"], common, count["ndas"])]),
    }


def _scripts(data: dict[str, Any], kind: Kind, channel: Channel) -> list[tuple[str, float]]:
    """Templates of a kind on a channel, each with how openly it violates: the named scripts, then the generic ones."""
    named = [(text, script["open"]) for script in data["script"] for text in script["texts"]
             if script["kind"] == kind.name and channel.name in script["channels"]]
    generic = [(text, data["pitch"][kind.name]["open"]) for text in data["lure"][channel.name]]
    return named + generic


def _lures(shelf: _Shelf, data: dict[str, Any]) -> Bank:
    disguise = Disguise.of(data["key"])
    clarity, sight = data["disguise"]["clarity"], data["disguise"]["betrays"]
    slots_at = [data["slots"] | data["lure_slots"] | _contacts(data, level) for level in range(LEVELS)]
    lists: list[list[int]] = []
    for kind in KINDS:
        pitch = {"pitch": data["pitch"][kind.name]["texts"], "lead": data["pitch"][kind.name]["leads"]}
        for channel in CHANNELS:
            scripts = _scripts(data, kind, channel)
            levels: list[dict[str, int]] = [{} for _ in range(LEVELS)]
            for turn in range(8 * data["count"][channel.name]):
                template, openness = scripts[turn % len(scripts)]
                key = f"{kind.name} {channel.name} {turn}"
                forms = [disguise(expand(template, slots | pitch, key), level, key) for level, slots in enumerate(slots_at)]
                if any(form in seen for form, seen in zip(forms, levels, strict=True)):
                    continue
                for level, form in enumerate(forms):
                    levels[level][form] = shelf.put(form, clarity[level], openness * sight[level])
                if len(levels[PLAIN]) == data["count"][channel.name]:
                    break
            lists.extend(list(seen.values()) for seen in levels)
    return _bank(lists, (len(KINDS), len(CHANNELS), LEVELS))


def _contacts(data: dict[str, Any], level: int) -> Slots:
    """Contact slots at a level: an id in full, then a URL or part of one, at last only a hint."""
    form = "full" if level == PLAIN else "hint" if level == EUPHEMISM else "partial"
    return {name: contact[form] for name, contact in data["contact"].items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon, built once; no run's seed touches it."""
    data, shelf = source(), _Shelf()
    banks = _honest(shelf, data) | {"lures": _lures(shelf, data)}
    return Lexicon(Vocabulary(tuple(shelf.codes)), np.array(shelf.clarity), np.array(shelf.betrays), banks)
