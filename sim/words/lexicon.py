"""Words: what people write in this market, so that production text rules run on text.

Postings, messages, special terms and scouts in Japanese, from the grammars in `words.toml` (our own wording on the
patterns of the reports: M-11…M-15, A-17…A-23, Y-15…Y-20, L-12, L-22…L-25). The texts are the same in every run and
every world; a run draws codes from them. How often honest texts and lures are hard to tell apart is a world's.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from policies.records import ADDRESSED, Channel, Kind
from policies.text import Vocabulary
from sim.caches import of_texts
from sim.kinds import CATEGORIES, SLIPS, TACTICS
from sim.words.banks import Bank, Codes, Shelf, bank_of, gather, write
from sim.words.grammar import EUPHEMISM, INVENTED, LEVELS, PLAIN, Disguise, Slots, expand

__all__ = ["CHANNELS", "LEVELS", "Bank", "Codes", "Lexicon", "grammars", "lexicon"]

CHANNELS = (Channel.POSTING, *ADDRESSED)  # on which lures are written
PLACES = np.array([CHANNELS.index(each) if each in CHANNELS else len(CHANNELS) for each in Channel])  # in the bank

SLIP_PLACES = np.array([SLIPS.index(each) if each in SLIPS else len(SLIPS) for each in Kind if each != Kind.NONE])

TINY = float(np.finfo(np.float64).tiny)
ALIKE = "alike_"  # what the names of banks of honest texts in the words of lures begin with


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every text of the market, and who writes which. `u` is always (n,) uniforms in [0, 1) that pick the variant."""

    vocabulary: Vocabulary
    clarity: NDArray[np.float64]  # (texts,) 0…1, how well a reader understands it; assumed, by level of disguise
    betrays: NDArray[np.float64]  # (texts,) 0…1, how plainly a careful reader sees a violation; for nature alone
    banks: Mapping[str, Bank]
    alike: float = 0.0  # share of honest texts in the words of lures
    unlisted: float = 0.0  # share of lures in words that nobody has listed

    def honest_postings(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of postings that mean what they say."""
        return self._honest("postings", u, category)

    def bait_postings(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of postings that hide a lure (A-17): vague and easy, as many honest ones are."""
        return self.banks["bait"].draw(u, category)

    def open_postings(self, kind: ArrayLike, level: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind (MLM…OFF_PLATFORM), (n,) level → (n,) codes of postings that openly violate the guideline."""
        return self.lures(kind, Channel.POSTING, level, u)

    def archive(self) -> Codes:
        """(m,) codes of ordinary texts to workers, as the office has them on file."""
        names = (f"{alike}{name}" for alike in ("", ALIKE) for name in ("messages", "ndas", "scouts"))
        return np.unique(np.concatenate([self.banks[name].members for name in names]))

    def slips(self, kind: ArrayLike, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind, one of SLIPS, (n,) categories → (n,) codes of honest postings that break that rule unwittingly."""
        return self.banks["slips"].draw(u, SLIP_PLACES[np.asarray(kind, np.int64)], category)

    def honest_messages(self, contact: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) bool, proposes an outside tool for talking (L-25's honest double) → (n,) codes."""
        return self._honest("messages", u, contact)

    def names_contact(self, codes: ArrayLike) -> NDArray[np.bool_]:
        """(n,) codes → (n,) bool, is each an honest message that proposes an outside tool?"""
        banks = (self.banks[name] for name in ("messages", f"{ALIKE}messages") if name in self.banks)
        return np.isin(
            codes, np.concatenate([bank.members[bank.start[1] : bank.start[1] + bank.size[1]] for bank in banks])
        )

    def honest_ndas(self, u: ArrayLike) -> Codes:
        """(n,) codes of special terms used for their purpose (A-21)."""
        return self._honest("ndas", u, np.zeros(np.shape(u), np.int64))

    def misused_ndas(self, u: ArrayLike) -> Codes:
        """(n,) codes of special terms that honest clients use for something else, unwittingly (A-23)."""
        return self.banks["misused_ndas"].draw(u, np.zeros(np.shape(u), np.int64))

    def honest_scouts(self, category: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) categories → (n,) codes of invitations to a job."""
        return self._honest("scouts", u, category)

    def lures(self, kind: ArrayLike, channel: ArrayLike, level: ArrayLike, u: ArrayLike) -> Codes:
        """(n,) Kind (MLM…OFF_PLATFORM), (n,) Channel, one of CHANNELS, (n,) level → (n,) codes.

        The same u at another level picks the same lure in another disguise, but for the bait that rings invent and
        for what nobody has listed, which needs none.
        """
        u, at, level = np.asarray(u, np.float64), PLACES[np.asarray(channel, np.int64)], np.asarray(level, np.int64)
        if self.unlisted == 0:
            return self.banks["lures"].draw(u, kind, at, level)
        odd, within = _parted(u, self.unlisted)
        listed, unlisted = self.banks["lures"], self.banks["unlisted"]
        same = np.where(level == INVENTED, u, within)
        return np.where(odd & (level != INVENTED), unlisted.draw(within, kind, at), listed.draw(same, kind, at, level))

    def _honest(self, bank: str, u: ArrayLike, index: ArrayLike) -> Codes:
        """(n,) codes from a list of honest texts, a share of them from its double in the words of lures."""
        if self.alike == 0:
            return self.banks[bank].draw(u, index)
        odd, within = _parted(np.asarray(u, np.float64), self.alike)
        return np.where(odd, self.banks[ALIKE + bank].draw(within, index), self.banks[bank].draw(within, index))


def _parted(u: NDArray[np.float64], share: float) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """(n,) uniforms → (n,) which are among the last `share`, (n,) uniforms within either part."""
    odd = u >= 1 - share
    return odd, np.where(odd, (u - 1 + share) / share, u / max(1 - share, TINY))


@cache
def grammars() -> dict[str, Any]:
    """The grammars, as data."""
    return tomllib.loads(resources.files("sim.words").joinpath("words.toml").read_text("utf-8"))


def _honest(shelf: Shelf, data: dict[str, Any]) -> dict[str, Bank]:
    count, templates, common = data["count"], data["templates"], data["slots"]
    trades = {name: common | data["category"][name] for name in CATEGORIES}

    def by_category(bank: str) -> Bank:
        return shelf.bank(write(f"{bank} {name}", templates[bank], trades[name], count[bank]) for name in CATEGORIES)

    def talk(alike: str) -> Bank:
        banks = (f"{alike}messages", f"{alike}contact_messages")
        return shelf.bank(write(bank, templates[bank], common, count[banks[0]]) for bank in banks)

    def terms(bank: str) -> Bank:
        return shelf.bank([write(bank, templates[bank], common, count[bank])])

    return {
        **{bank: by_category(bank) for bank in ("postings", "bait", "scouts", "alike_postings", "alike_scouts")},
        **{f"{alike}messages": talk(alike) for alike in ("", ALIKE)},
        **{f"{alike}ndas": terms(f"{alike}ndas") for alike in ("", ALIKE)},
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


def _lures(shelf: Shelf, data: dict[str, Any]) -> Bank:
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
        lures = gather(f"{kind.name} {channel.name}", scripts, count, forms)
        lists.extend(
            [shelf.put(written[level], clarity[level], openness * sight[level]) for (_, openness), written in lures]
            for level in range(INVENTED)
        )
        lists.append(stories[channel])
    return bank_of(lists, (len(TACTICS), len(CHANNELS), LEVELS))


def _unlisted(shelf: Shelf, data: dict[str, Any]) -> Bank:
    """One list a (kind, channel): a careful pitch, and an address as honest people name theirs."""
    slots, veil, sight = data["slots"] | data["lure_slots"], data["lure_veiled"]["veil"], data["disguise"]["betrays"]
    lists = [
        [
            shelf.put(text, betrays=data["pitch"][kind.name]["open"] * veil * sight[PLAIN])
            for text in write(
                f"unlisted {kind.name} {channel.name}",
                data["unlisted"][channel.name],
                slots | data["pitch"][kind.name],
                data["count"]["unlisted"],
            )
        ]
        for kind, channel in product(TACTICS, CHANNELS)
    ]
    return bank_of(lists, (len(TACTICS), len(CHANNELS)))


def _stories(shelf: Shelf, data: dict[str, Any], channel: Channel) -> list[int]:
    """Texts of the bait that rings invent, on a channel: of any kind of work the same."""
    slots, story = data["lure_slots"] | data["invented_slots"] | _contacts(data, EUPHEMISM), data["invented"]
    clarity, sight = data["disguise"]["clarity"][INVENTED], story["open"] * data["disguise"]["betrays"][INVENTED]
    texts = write(f"invented {channel.name}", story[channel.name], slots, data["count"][channel.name])
    return [shelf.put(text, clarity, sight) for text in texts]


def _slips(shelf: Shelf, data: dict[str, Any]) -> Bank:
    """One list a (kind, category): honest work, and a rule broken in plain words."""
    common = data["slots"] | data["lure_slots"] | _contacts(data, PLAIN)
    lists = [
        [
            shelf.put(text, betrays=data["slip"][kind.name]["open"])
            for text in write(
                f"{kind.name} {name}",
                data["slip"][kind.name]["texts"],
                common | data["category"][name],
                data["count"]["slips"],
            )
        ]
        for kind, name in product(SLIPS, CATEGORIES)
    ]
    return bank_of(lists, (len(SLIPS), len(CATEGORIES)))


def _misuses(shelf: Shelf, data: dict[str, Any]) -> Bank:
    """Special terms that hold something else than their purpose, a single list."""
    misuse = data["misuse"]
    texts = write("misused_ndas", misuse["texts"], data["slots"] | misuse, data["count"]["misused_ndas"])
    return bank_of([[shelf.put(text, betrays=misuse["open"]) for text in texts]])


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
    data, shelf = grammars(), Shelf()
    banks = _honest(shelf, data) | {
        "lures": _lures(shelf, data),
        "slips": _slips(shelf, data),
        "unlisted": _unlisted(shelf, data),
        "misused_ndas": _misuses(shelf, data),
    }
    return Lexicon(Vocabulary(tuple(shelf.codes), _on_disk), np.array(shelf.clarity), np.array(shelf.betrays), banks)
