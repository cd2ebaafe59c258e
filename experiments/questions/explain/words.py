"""Every word that results print, by kind, with its explanation. Only the kinds are listed here."""

import difflib
import re
from collections.abc import Iterator
from functools import cache

from experiments.language.messages import LANGUAGES, wordings
from experiments.measures.metrics import BY_NAME, GROUPS
from experiments.printing.widths import filled
from experiments.questions.explain import codes, contents, glossary, levers, numbers, results, settings
from experiments.questions.explain.entry import Entry, Kind
from experiments.questions.measure.figures import GROUPS as SIZE_GROUPS
from experiments.verdicts.labels import labels
from experiments.verdicts.margins import MEANINGS, margins
from policies import catalogue
from policies.printable import printable
from scenarios import names

MOST = 3  # words that are suggested
WIDTH = 80  # columns of a message


def _rules() -> Iterator[str]:
    return (f"{lever}.{name}" for lever in levers.levers() for name in catalogue.names(lever))


GLOSSARY = Kind("words of the glossary", "verdict", glossary.words, glossary.explain)
KINDS: tuple[Kind, ...] = (
    Kind("levers", "screening", levers.levers, levers.explain),
    Kind("rules", "screening.off", _rules, lambda word: levers.explain(*word.split(".", 1))),
    Kind("metrics", "exposed_per_10k", lambda: BY_NAME, results.metric),
    Kind("headlines", "workers harmed", lambda: results.PRINTED, results.metric),
    Kind("groups of metrics", "networks", lambda: GROUPS, results.metrics),
    Kind("facts", "fill_rate", lambda: results.FACT, results.fact),
    Kind("sizes", "paid_in_a_year", lambda: results.SIZE, results.size),
    Kind("groups of sizes", "the office", lambda: SIZE_GROUPS, results.sizes),
    Kind("scenarios", "calling_open", names, settings.explain_scenario),
    Kind("worlds", "crowdworks_2020", contents.worlds, settings.explain_world),
    Kind("channels", "call", lambda: codes.CHANNELS, codes.channel),
    Kind("tactics", "account_purchase", lambda: codes.KINDS, codes.tactic),
    Kind("outcomes", "lost account", lambda: codes.HARMS, codes.outcome),
    Kind("groups of workers", "under 25", lambda: codes.GROUPS, codes.group),
    Kind("verdicts", "open", lambda: MEANINGS, results.verdict),
    GLOSSARY,
    Kind("numbers", "ring.accounts", numbers.words, numbers.explain),
    Kind("parts of the world", "talking", numbers.sections, numbers.section),
    Kind("events", "LedAway", lambda: codes.EVENTS, codes.event),
    Kind("reasons", "changed_hands", codes.reasons, codes.reason),
    Kind("parts of a key", "libraries", codes.parts, codes.part),
    Kind("units", "per contract", results.units, results.unit),
)


def explain(word: str) -> list[Entry]:
    """Return the explanations of a word, of every kind; of a label in another language, those of the English one.

    A word may be the file of a scenario.

    Raises LookupError, which suggests similar words and lists the kinds, policies.catalogue.BadRule for a rule of a
    package that cannot be used, and scenarios.BadInput for a file that cannot be used.
    """
    plain = word.strip()
    if settings.in_file(plain):
        return settings.explain_scenario(plain)
    entries = [*_by_class(*plain.partition(".")[::2]), *_plain_or_plural(plain)]
    for others in (_english(plain), [axis for each in (plain, *_english(plain)) for axis in _axis(each)]):
        entries = entries or [each for other in others for each in _plain_or_plural(other)]
    entries = entries or _headlines(plain)
    if not entries:
        raise LookupError(_unknown(word))
    return list({(each.name, each.about, each.rows): each for each in reversed(entries)}.values())[::-1]


def _plain_or_plural(word: str) -> list[Entry]:
    """Return the explanations of a word, and of its singular: of "rings", the number and then the thing."""
    entries, one = _of_every_kind(word), word.removesuffix("s")
    if one == word:
        return entries
    return entries + (_of_kind(GLOSSARY, one) if entries else _of_every_kind(one))


def _english(word: str) -> list[str]:
    """Return the messages with this wording in another language."""
    if word.isascii():
        return []
    catalogues = [wordings(language) for language in LANGUAGES]
    return [message for each in catalogues for message, wording in each.items() if _folded(wording) == _folded(word)]


def _headlines(word: str) -> list[Entry]:
    """Return the explanations of the groups of metrics that have this word, as "fraud", then of headlines and rows."""
    groups = [each for group in GROUPS if _folded(word) in group.split() for each in results.metrics(group)]
    rows = [name for name, each in margins().items() if each.line and _folded(word) in labels()[name].split()]
    return [*groups, *(each for name in rows for each in results.metric(name))]


def _axis(word: str) -> list[str]:
    """Return the axis of "contacts by channel"."""
    return re.findall(r"^(?:.* )?by (.+)$", word)


def _of_every_kind(word: str) -> list[Entry]:
    return [entry for kind in KINDS for entry in _of_kind(kind, word)]


def _of_kind(kind: Kind, word: str) -> list[Entry]:
    """Return the explanations of a word of this kind. "OFF" stands before "off" for who asked for that."""
    folded = _folded(word)
    if kind.words == numbers.words:
        return numbers.explain("_".join(folded.split()))
    there = sorted((name for name in kind.words() if _folded(name) == folded), key=lambda name: name != word)
    return [entry for name in there for entry in kind.explain(name)]


def _by_class(lever: str, place: str) -> list[Entry]:
    """Return the explanation of a rule by its class, `lever.module:Class`, which no list has."""
    return levers.explain(lever, place) if lever in catalogue.RULES and catalogue.PLACE.fullmatch(place) else []


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
    lines = filled(f"words are: {kinds}", WIDTH, others="    ")
    return "\n".join([f"nothing is called '{printable(word)}'{suggested}", *lines])
