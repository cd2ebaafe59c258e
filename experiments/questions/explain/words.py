"""Every word that results print, by kind, with its explanation. Only the kinds are listed here."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator

from experiments.measures.metrics import BY_NAME, GROUPS
from experiments.printing.pages import PIPED, hanging
from experiments.questions.explain import contents, facts, glossary, numbers, people, settings, sizes
from experiments.questions.explain import metric as explained
from experiments.questions.explain.entry import Explanation, Kind
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


KINDS: tuple[Kind, ...] = (
    _kind("levers", "screening", contents.levers, lambda word: [contents.explain(word)]),
    _kind("rules", "screening.off", _rules, lambda word: [contents.explain(*word.split(".", 1))]),
    _kind("metrics", "exposed_per_10k", lambda: BY_NAME, _metric),
    _kind("headlines", "fraud exposure", lambda: explained.PRINTED, lambda word: _metric(explained.PRINTED[word])),
    _kind("groups of metrics", "networks", lambda: GROUPS, facts.group),
    _kind("facts", "fill_rate", lambda: facts.BY_FACT, facts.explain),
    _kind("sizes", "paid_in_a_year", lambda: sizes.BY_SIZE, sizes.explain),
    _kind("scenarios", "calling_open", names, settings.explain_scenario),
    _kind("worlds", "crowdworks_2020", settings.worlds, settings.explain_world),
    _kind("channels", "call", lambda: people.CHANNELS, people.channel),
    _kind("tactics", "account_purchase", lambda: people.KINDS, people.tactic),
    _kind("outcomes", "lost account", lambda: people.HARMS, people.outcome),
    _kind("groups of workers", "under 25", lambda: people.GROUPS, people.group),
    _kind("words of the glossary", "first day, verdict, pairs", glossary.words, glossary.explain),
    _kind("numbers", "talking.swaps_contact_in_call, review_at", numbers.words, numbers.explain),
    _kind("parts of the world", "talking", numbers.sections, numbers.section),
)


def explain(word: str) -> list[Explanation]:
    """Return the explanations of a word, of every kind.

    Raises LookupError, which suggests similar words and lists the kinds, and policies.catalogue.BadRule for a rule of a
    package that cannot be used.
    """
    explanations = _explanations(word) or (_explanations(word.strip()[:-1]) if word.strip().endswith("s") else [])
    if not explanations:
        raise LookupError(_unknown(word))
    return explanations


def _explanations(word: str) -> list[Explanation]:
    folded = _folded(word)
    explanations = _by_class(*word.strip().partition(".")[::2])
    for kind in KINDS:
        if kind.words == numbers.words:
            explanations += numbers.explain("_".join(folded.split()))
        else:
            explanations += [
                explanation for name in kind.words() if _folded(name) == folded for explanation in kind.explain(name)
            ]
    return list({str(explanation.as_json()): explanation for explanation in explanations}.values())


def _by_class(lever: str, place: str) -> list[Explanation]:
    """Return the explanation of a rule by its class, `lever.module:Class`, which no list has."""
    return [contents.explain(lever, place)] if lever in catalogue.RULES and catalogue.PLACE.fullmatch(place) else []


def _folded(word: str) -> str:
    """Return a word in a normal form: without case, underscores, extra spaces, and the counts in "19/32"."""
    plain = " ".join(word.replace("_", " ").lower().split())
    return re.sub(r"\d+/\d+", "n/m", re.sub(r"\(?\d+ ×\)?", "n ×", plain))


def _unknown(word: str) -> str:
    words = {_folded(name): name for kind in KINDS for name in kind.words()}
    words = {_folded(name.rpartition(".")[2]): name for name in numbers.words()} | words
    close = difflib.get_close_matches(_folded(word), words, n=MOST)
    near = ", ".join(dict.fromkeys(words[match] for match in close))
    kinds = "; ".join(f"{kind.name} ({kind.example})" for kind in KINDS)
    suggested = f"; did you mean {near}?" if near else ""
    return "\n".join([f"nothing is called '{printable(word)}'{suggested}", *hanging(f"words are: {kinds}", PIPED, 0)])
