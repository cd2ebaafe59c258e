"""Phrasing: the office learns what to look for from reports that were upheld (M-28)."""

from functools import lru_cache

import numpy as np

from policies.folding import fold
from sim.state.events import PhrasesLearned
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.today import Today
from sim.words.lexicon import Lexicon


def phrasing(ledger: Ledger, log: Log, *, today: Today) -> None:
    """Hold what upheld reports say against ordinary texts; what the rule takes for telling is looked for later on."""
    if not ledger.moved:
        return
    rule, (pieces, reports) = today.platform.guidelines, ledger.candidates()
    often = np.flatnonzero(rule.learns(reports, np.ones(len(pieces))))  # the others need no look at the archive
    share = reports[often] / ledger.upheld
    sure = share / (share + np.array([_ordinary(today.lexicon, pieces[row]) for row in often.tolist()]))
    telling = often[rule.learns(reports[often], sure)]
    ledger.learn([pieces[row] for row in telling.tolist()], today.day + rule.learns_in_days)
    log.add(PhrasesLearned(np.full(np.minimum(len(telling), 1), today.day + 1.0), len(telling)))


@lru_cache(maxsize=20_000)
def _ordinary(lexicon: Lexicon, piece: str) -> float:
    """Share of the ordinary texts on file that hold a piece."""
    texts = _archive(lexicon)
    return sum(piece in text for text in texts) / len(texts)


@lru_cache(maxsize=4)
def _archive(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(fold(lexicon.vocabulary.strings[code]) for code in lexicon.archive().tolist())
