"""Phrasing: the office learns what to look for from reports that were upheld (M-28)."""

from collections import Counter
from functools import lru_cache
from itertools import chain

import numpy as np

from sim.state.events import PhrasesLearned
from sim.state.ledger import Ledger, pieces
from sim.state.log import Log
from sim.today import Today
from sim.words.lexicon import Lexicon


def phrasing(ledger: Ledger, log: Log, *, today: Today) -> None:
    """Hold what upheld reports say against ordinary texts; what the rule takes for telling is looked for later on."""
    if not ledger.moved:
        return
    ledger.moved = False
    rule, counts = today.platform.guidelines, np.arange(1, ledger.upheld + 1)
    if not rule.learns(counts, np.ones(len(counts))).any():  # however many reports, and however sure
        return
    new, reports = ledger.candidates(today.lexicon.vocabulary)
    often = np.flatnonzero(rule.learns(reports, np.ones(len(new))))  # the others need no look at the archive
    share = reports[often] / ledger.upheld
    ordinary = _ordinary(today.lexicon)
    sure = share / (share + np.array([ordinary.get(new[row], 0.0) for row in often.tolist()]))
    telling = often[rule.learns(reports[often], sure)]
    ledger.learn([new[row] for row in telling.tolist()], today.day + rule.learns_in_days)
    log.add(PhrasesLearned(np.full(np.minimum(len(telling), 1), today.day + 1.0), len(telling)))


@lru_cache(maxsize=4)
def _ordinary(lexicon: Lexicon) -> dict[str, float]:
    """Share of the ordinary texts on file that hold each piece of theirs."""
    archive, held = lexicon.archive().tolist(), pieces(lexicon.vocabulary)
    return {piece: count / len(archive) for piece, count in Counter(chain(*(held[code] for code in archive))).items()}
