"""Every word that results print, by kind; and what there is to say about one. Nothing is listed here but the kinds."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator

from experiments.measures.metrics import BY_NAME, GROUPS
from experiments.printing.pages import PIPED, hanging
from experiments.questions.explain import contents, facts, glossary, numbers, people, settings
from experiments.questions.explain import metric as explained
from experiments.questions.explain.entry import Kind, Told
from policies import catalogue
from policies.printable import printable
from scenarios import names
from scenarios.plausible import evidence

MOST = 3  # words that are suggested


def _metric(word: str) -> list[Told]:
    return [explained.explain(word, evidence())]


def _rules() -> Iterator[str]:
    return (f"{lever}.{name}" for lever in contents.levers() for name in catalogue.names(lever))


def _kind(name: str, example: str, words: Callable[[], Iterable[str]], told: Callable[[str], Iterable[Told]]) -> Kind:
    return Kind(name, example, words, lambda word: list(told(word)))


KINDS: tuple[Kind, ...] = (
    _kind("levers", "screening", contents.levers, lambda word: [contents.explain(word)]),
    _kind("rules", "screening.off", _rules, lambda word: [contents.explain(*word.split(".", 1))]),
    _kind("metrics", "exposed_per_10k", lambda: BY_NAME, _metric),
    _kind("headlines", "fraud exposure", lambda: explained.PRINTED, lambda word: _metric(explained.PRINTED[word])),
    _kind("groups of metrics", "networks", lambda: GROUPS, facts.group),
    _kind("facts", "fill_rate", lambda: facts.BY_FACT, facts.explain),
    _kind("scenarios", "calling_open", names, settings.explain_scenario),
    _kind("worlds", "crowdworks_2020", settings.worlds, settings.explain_world),
    _kind("channels", "call", lambda: people.CHANNELS, people.channel),
    _kind("tactics", "account_purchase", lambda: people.KINDS, people.tactic),
    _kind("outcomes", "lost account", lambda: people.HARMS, people.outcome),
    _kind("groups of workers", "under 25", lambda: people.GROUPS, people.group),
    _kind("words of the glossary", "first day, verdict, hangs", glossary.words, glossary.explain),
    _kind("numbers", "talking.swaps_contact_in_call, review_at", numbers.words, numbers.explain),
    _kind("parts of the world", "talking", numbers.sections, numbers.section),
)


def explain(word: str) -> list[Told]:
    """All that a word is, of every kind. Raises LookupError, with words that are near and the kinds there are.

    Raises policies.catalogue.BadRule for a rule of a package that cannot be used.
    """
    found = _found(word) or (_found(word.strip()[:-1]) if word.strip().endswith("s") else [])
    if not found:
        raise LookupError(_unknown(word))
    return found


def _found(word: str) -> list[Told]:
    asked = _folded(word)
    told: list[Told] = []
    for kind in KINDS:
        if kind.words == numbers.words:
            told += numbers.explain("_".join(asked.split()))
        else:
            told += [each for name in kind.words() if _folded(name) == asked for each in kind.told(name)]
    return list({str(each.as_json()): each for each in told}.values())


def _folded(word: str) -> str:
    """Case, spaces and underscores make no difference, nor does how many of how many."""
    plain = " ".join(word.replace("_", " ").lower().split())
    return re.sub(r"in \d+ of \d+", "in n of m", re.sub(r"\(?\d+ ×\)?", "n ×", plain))


def _unknown(word: str) -> str:
    there = {_folded(name): name for kind in KINDS for name in kind.words()}
    there = {_folded(name.rpartition(".")[2]): name for name in numbers.words()} | there
    close = difflib.get_close_matches(_folded(word), there, n=MOST)
    near = ", ".join(dict.fromkeys(there[each] for each in close))
    kinds = "; ".join(f"{kind.name} ({kind.example})" for kind in KINDS)
    suggested = f"; did you mean {near}?" if near else ""
    return "\n".join([f"nothing is called '{printable(word)}'{suggested}", *hanging(f"words are: {kinds}", PIPED, 0)])
