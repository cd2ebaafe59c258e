"""Sentences of a ranking that its document and its picture share."""

from experiments.language.messages import in_a_row, say, sentences
from experiments.questions.compare.words import outside
from experiments.questions.rank.result import Ranking


def leaders(ranking: Ranking) -> str:
    """Return which candidates are first, and whether that is sure."""
    if ranking.outside:
        return say("Least exposure: no order, {reason}.", reason=outside(ranking.outside))
    first = [ranking.names[place] for place in ranking.order if ranking.rank(place)[0] == 1]
    if len(first) == 1:
        return say("Least exposure: {name}, surely.", name=first[0])
    last = [name for name in ranking.names if name not in first]
    level = say("Least exposure: no telling {names} apart.", names=in_a_row(first))
    return sentences((level, say("Surely more: {names}.", names=in_a_row(last)))) if last else level


def rank(ranking: Ranking, place: int) -> str:
    """Return the rank of a candidate, or the best and the worst that it may have."""
    best, worst = ranking.rank(place)
    return f"{best}" if best == worst else f"{best}–{worst}"
