"""Every word that results print, by kind, with its explanation. Only the kinds are listed here."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from experiments.language.messages import LANGUAGES, wordings
from experiments.measures.metrics import BY_NAME, GROUPS
from experiments.printing.pages import PIPED, hanging
from experiments.questions.explain import (
    contents,
    events,
    facts,
    glossary,
    keys,
    numbers,
    people,
    settings,
    sizes,
    units,
)
from experiments.questions.explain import metric as explained
from experiments.questions.explain.entry import Explanation, Kind
from experiments.questions.measure.figures import GROUPS as SIZE_GROUPS
from experiments.verdicts.margins import MEANINGS, subjects
from policies import catalogue
from policies.printable import printable
from scenarios import names
from scenarios.plausible import evidence

MOST = 3  # words that are suggested


def _metric(word: str) -> list[Explanation]:
    return [explained.explain(word, evidence())]


def _rules() -> Iterator[str]:
    return (f"{lever}.{name}" for lever in contents.levers() for name in catalogue.names(lever))


def _kind(
    name: str, example: str, words: Callable[[], Iterable[str]], explain_word: Callable[[str], Iterable[Explanation]]
) -> Kind:
    return Kind(name, example, words, lambda word: list(explain_word(word)))


GLOSSARY = _kind("words of the glossary", "verdict", glossary.words, glossary.explain)
KINDS: tuple[Kind, ...] = (
    _kind("levers", "screening", contents.levers, lambda word: [contents.explain(word)]),
    _kind("rules", "screening.off", _rules, lambda word: [contents.explain(*word.split(".", 1))]),
    _kind("metrics", "exposed_per_10k", lambda: BY_NAME, _metric),
    _kind("headlines", "fraud exposure", lambda: explained.PRINTED, lambda word: _metric(explained.PRINTED[word])),
    _kind("groups of metrics", "networks", lambda: GROUPS, facts.group),
    _kind("facts", "fill_rate", lambda: facts.BY_FACT, facts.explain),
    _kind("sizes", "paid_in_a_year", lambda: sizes.BY_SIZE, sizes.explain),
    _kind("groups of sizes", "the office", lambda: SIZE_GROUPS, sizes.group),
    _kind("scenarios", "calling_open", names, settings.explain_scenario),
    _kind("worlds", "crowdworks_2020", settings.worlds, settings.explain_world),
    _kind("channels", "call", lambda: people.CHANNELS, people.channel),
    _kind("tactics", "account_purchase", lambda: people.KINDS, people.tactic),
    _kind("outcomes", "lost account", lambda: people.HARMS, people.outcome),
    _kind("groups of workers", "under 25", lambda: people.GROUPS, people.group),
    _kind("verdicts", "open", lambda: MEANINGS, facts.verdict),
    GLOSSARY,
    _kind("numbers", "ring.accounts", numbers.words, numbers.explain),
    _kind("parts of the world", "talking", numbers.sections, numbers.section),
    _kind("events", "LedAway", lambda: events.EVENTS, events.event),
    _kind("reasons", "changed_hands", events.reasons, events.reason),
    _kind("parts of a key", "libraries", keys.parts, keys.explain),
    _kind("units", "per contract", units.units, units.explain),
)


def explain(word: str) -> list[Explanation]:
    """Return the explanations of a word, of every kind; of a label in another language, those of the English one.

    A word may be the file of a scenario.

    Raises LookupError, which suggests similar words and lists the kinds, policies.catalogue.BadRule for a rule of a
    package that cannot be used, and scenarios.BadInput for a file that cannot be used.
    """
    plain = word.strip()
    if settings.in_file(plain):
        return list[Explanation](settings.explain_scenario(plain))
    explanations = [*_by_class(*plain.partition(".")[::2]), *_plain_or_plural(plain)]
    for others in (_english(plain), [axis for each in (plain, *_english(plain)) for axis in _axis(each)]):
        explanations = explanations or [each for other in others for each in _plain_or_plural(other)]
    explanations = explanations or _headlines(plain)
    if not explanations:
        raise LookupError(_unknown(word))
    return list({str({**each.as_json(), "kind": ""}): each for each in reversed(explanations)}.values())[::-1]


def _plain_or_plural(word: str) -> list[Explanation]:
    """Return the explanations of a word, and of its singular: of "rings", the number and then the thing."""
    explanations, one = _of_every_kind(word), word.removesuffix("s")
    if one == word:
        return explanations
    return explanations + (_of_kind(GLOSSARY, one) if explanations else _of_every_kind(one))


def _english(word: str) -> list[str]:
    """Return the messages with this wording in another language."""
    if word.isascii():
        return []
    catalogues = [wordings(language) for language in LANGUAGES]
    return [message for each in catalogues for message, wording in each.items() if _folded(wording) == _folded(word)]


def _headlines(word: str) -> list[Explanation]:
    """Return the explanations of the headlines that have this word: of "fraud", fraud exposure."""
    return [
        each for name, text in subjects().items() if _folded(word) in _folded(text).split() for each in _metric(name)
    ]


def _axis(word: str) -> list[str]:
    """Return the axis of "contacts by channel"."""
    return re.findall(r"^(?:.* )?by (.+)$", word)


def _of_every_kind(word: str) -> list[Explanation]:
    return [explanation for kind in KINDS for explanation in _of_kind(kind, word)]


def _of_kind(kind: Kind, word: str) -> list[Explanation]:
    """Return the explanations of a word of this kind. "OFF" stands before "off" for who asked for that."""
    folded = _folded(word)
    if kind.words == numbers.words:
        return list[Explanation](numbers.explain("_".join(folded.split())))
    there = sorted((name for name in kind.words() if _folded(name) == folded), key=lambda name: name != word)
    return [explanation for name in there for explanation in kind.explain(name)]


def _by_class(lever: str, place: str) -> list[Explanation]:
    """Return the explanation of a rule by its class, `lever.module:Class`, which no list has."""
    return [contents.explain(lever, place)] if lever in catalogue.RULES and catalogue.PLACE.fullmatch(place) else []


@cache
def _folded(word: str) -> str:
    """Return a word in a normal form: without case, underscores, extra spaces, "[95 %]", and the counts in "19/32"."""
    plain = " ".join(re.sub(r"\[\d+ %[^]]*\]", "", word).replace("_", " ").lower().split())
    return re.sub(r"\d+/\d+", "n/m", re.sub(r"\(?[\d,]+ ×\)?", "n ×", plain))


def _unknown(word: str) -> str:
    words = {_folded(name): name for kind in reversed(KINDS) for name in kind.words()}  # the first kind stays
    words = {_folded(name.rpartition(".")[2]): name for name in numbers.words()} | words
    close = difflib.get_close_matches(_folded(word), words, n=MOST)
    near = ", ".join(dict.fromkeys(words[match] for match in close))
    kinds = "; ".join(f"{kind.name} ({kind.example})" for kind in KINDS)
    suggested = f"; did you mean {near}?" if near else ""
    return "\n".join([f"nothing is called '{printable(word)}'{suggested}", *hanging(f"words are: {kinds}", PIPED, 0)])
