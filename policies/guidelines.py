"""Guidelines: which prohibited kind of work a text betrays. The phrases are data, in guidelines.toml."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import get_args

import numpy as np

from policies.checks import chosen
from policies.columns import guarded
from policies.folding import fold
from policies.numbers import Shut, check, number
from policies.phrases import Book, Matcher, Phrase, When, production
from policies.records import Bools, Counts, Findings, Flags, Floats, Ints, Kind, Shares, Stage, Stages
from policies.text import Texts, Vocabulary

ROWS = {"any": slice(0, 2), "before": slice(0, 1), "contract": slice(1, 2)}  # before the contract; from then on
UNLEARNED = Shut("learns_from", 0, "nothing is learned")
PROHIBITED = tuple(kind.name for kind in Kind if kind != Kind.NONE)


@dataclass(frozen=True, slots=True)
class Guidelines:
    """Find phrases in the folded text; the kind that weighs most wins.

    Weights of one kind combine as 1 - ∏(1 - weight). An outside contact adds to Kind.OFF_PLATFORM: before a contract by
    `contact_before_contract`, afterwards by `contact_after_contract`, for then web meetings and the like are welcome
    (M-23). Texts are folded first (`policies.folding`), so full width, spaces, kana and common look-alikes make no
    difference; cleverer disguises get through, and honest texts that speak of such things are found at times.

    Source: R-05, M-11…M-18, M-22, A-18…A-23, Y-15…Y-23, L-12, L-22…L-27. The reports describe kinds and patterns;
    the wording and every weight in guidelines.toml are ours, so assumed. Dated are phrases of M-22, and what tells of a
    URL: that it was missed in March 2020 is told (M-12), the day from which it counts is assumed.
    """

    book: Book = field(default_factory=production, repr=False, hash=False)  # its phrases are many, and asked for often
    contact_before_contract: float = number(
        0.35, "share", "weight of an outside contact before a contract (M-11)", 0.1, 0.7
    )
    contact_after_contract: float = number(0.1, "share", "its weight from then on (M-23)", 0.0, 0.3)
    emphasis: float = number(
        1.0, "exponent", "of what each phrase leaves clean: 2 counts every phrase twice, 0 none", 0.5, 2, most=100
    )
    learns_from: int = number(
        0, "reports", "upheld ones that hold a piece of text, for it to be learned; 0: nothing is (M-28)", 0, 20
    )
    learns_in_days: float = number(
        14.0, "days", "until what is learned is looked for", 1.0, 60.0, most=36_500, shut=(UNLEARNED,)
    )
    learns_if_sure: float = number(
        0.95, "share", "sure: how much rather upheld reports hold it than ordinary texts", 0.5, 0.99, shut=(UNLEARNED,)
    )
    learned_weight: float = number(0.9, "share", "weight of what is learned", 0.5, 0.95, shut=(UNLEARNED,))
    ignored: frozenset[str] = frozenset()  # names of kinds that are not looked for
    added: tuple[str, ...] = ()  # phrases learned since: "KIND|fragment+fragment|weight", all fragments in one text

    def __post_init__(self) -> None:
        check(self)
        chosen("ignored", self.ignored, PROHIBITED)
        chosen("book", {phrase.kind for phrase in self.book.phrases}, PROHIBITED)
        chosen("book", {phrase.stage for phrase in self.book.phrases}, get_args(When))
        for phrase in self._phrases():
            if not 0 <= phrase.weight <= 1:
                raise ValueError(f"{_field(phrase)}: {phrase.all!r} weighs {phrase.weight!r}, must be from 0 to 1")
            if not phrase.all or not all(fold(fragment) for fragment in phrase.all):
                raise ValueError(f"{_field(phrase)}: {phrase.all!r} has an empty fragment, must hold letters or digits")
        for contact in self.book.contacts:
            if bool(contact.all) == bool(contact.pattern):
                raise ValueError(f"book: the contact of {contact.row!r} does not fit, must have `all` or `pattern`")
            if not all(fold(fragment) for fragment in contact.all):
                raise ValueError(f"book: {contact.all!r} has an empty fragment, must hold letters or digits")
            try:
                re.compile(contact.pattern)
            except re.error as error:
                raise ValueError(f"book: {contact.pattern!r} is no regular expression: {error}") from error

    def _phrases(self) -> tuple[Phrase, ...]:
        """The book's phrases and those added."""
        return self.book.phrases + tuple(_added(line) for line in self.added)

    @guarded
    def findings(self, text: Texts, stage: Stages, date: int, learned: Flags) -> Findings:
        """Findings in n texts. Every distinct text is read once, however often and on however many days it comes.

        What is learned tells of work off the service, and adds to what is found of that.

        text     (n,) texts
        stage    (n,) Stage
        date     days since 1970-01-01
        learned  (n,) bool, does the text hold something that was learned?
        →        kind (n,) Kind, weight (n,) 0…1, contact (n,) bool
        """
        matcher = _matcher(self)
        known = _dictionary(self, matcher, text.vocabulary, matcher.period(date))
        row = np.not_equal(stage, Stage.BEFORE).astype(np.int64)
        kind, weight = known.kind[row, text.codes], known.weight[row, text.codes]
        same = kind == Kind.OFF_PLATFORM
        more = self.learned_weight * (np.asarray(learned) & (Kind.OFF_PLATFORM.name not in self.ignored))
        heavier = more > np.where(same, 0.0, weight)
        return Findings(
            kind=np.where(heavier, Kind.OFF_PLATFORM, kind),
            weight=np.where(same, 1.0 - (1.0 - weight) * (1.0 - more), np.maximum(weight, more)),
            contact=known.contact[text.codes],
        )

    @guarded
    def learns(self, reports: Counts, sure: Shares) -> Bools:
        """(n,) pieces of text that upheld reports hold → (n,) bool, are they looked for from now on?

        reports  (n,) how many hold it
        sure     (n,) 0…1, how much rather they do than ordinary texts
        """
        enough = np.greater_equal(reports, self.learns_from) & (self.learns_from > 0)
        return enough & np.greater_equal(sure, self.learns_if_sure)


@dataclass(frozen=True, slots=True, eq=False)
class _Dictionary:
    """The findings of every distinct text: before the contract, and from then on."""

    kind: Ints  # (2, texts)
    weight: Floats  # (2, texts)
    contact: Bools  # (texts,)


@lru_cache(maxsize=16)
def _matcher(rule: Guidelines) -> Matcher:
    return Matcher.of(rule.book._replace(phrases=rule._phrases()).without(rule.ignored))


def _field(phrase: Phrase) -> str:
    return "added" if phrase.row == "added" else "book"


def _added(line: str) -> Phrase:
    """A phrase from its short form. Raises ValueError naming the field."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or parts[0] not in PROHIBITED or not parts[2].replace(".", "", 1).isdecimal():
        raise ValueError(f"added: {line!r} must be written KIND|fragment+fragment|weight, as in 'MLM|権利収入|0.6'")
    return Phrase(parts[0], tuple(parts[1].split("+")), float(parts[2]), "added")


@lru_cache(maxsize=64)
def _dictionary(rule: Guidelines, matcher: Matcher, vocabulary: Vocabulary, period: int) -> _Dictionary:
    """Look up every distinct text in a period of dated lines; loops over phrases, never over texts."""
    marks, counting, phrases = matcher.marks(vocabulary), matcher.counting(period), len(matcher.phrases)
    contact = marks[:, phrases:][:, counting[phrases:]].any(axis=1)
    clean = np.ones((2, len(vocabulary), len(Kind) - 1))  # ∏(1 - weight), by Kind without NONE
    for column in np.flatnonzero(counting[:phrases]):
        phrase = matcher.phrases[column]
        clean[ROWS[phrase.stage], :, Kind[phrase.kind]] *= np.where(
            marks[:, column], (1.0 - phrase.weight) ** rule.emphasis, 1.0
        )
    if Kind.OFF_PLATFORM.name not in rule.ignored:
        clean[:, :, Kind.OFF_PLATFORM] *= 1.0 - np.outer(
            [rule.contact_before_contract, rule.contact_after_contract], contact
        )
    weight = 1.0 - clean.min(axis=2)
    return _Dictionary(kind=np.where(weight > 0, clean.argmin(axis=2), Kind.NONE), weight=weight, contact=contact)


@dataclass(frozen=True, slots=True)
class Off:
    """Nothing is looked for, and nothing learned."""

    learns_in_days = 0.0

    @guarded
    def findings(self, text: Texts, stage: Stages, date: int, learned: Flags) -> Findings:
        """(n,) texts → Kind.NONE, weight 0, no contact."""
        n = len(text)
        return Findings(np.full(n, Kind.NONE, np.int64), np.zeros(n), np.zeros(n, np.bool_))

    @guarded
    def learns(self, reports: Counts, sure: Shares) -> Bools:
        """(n,) pieces of text → all False."""
        return np.zeros(len(reports), np.bool_)
