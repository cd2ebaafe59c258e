"""Exponential weights for somebody whose opponent keeps changing: how rings learn what pays.

Exp3.S of Auer, Cesa-Bianchi, Freund & Schapire (SIAM J. Comput. 32, 2002, section 8), many learners at once: a gain is
weighed by one over the probability with which its arm was chosen, so that rarely tried arms are not forgotten, and a
share of every weight leaks to all arms, so that an arm that used to pay can be left again. Two things are added: arms
may start unequal (what the trade does on the first day), which also is the mix in which they are explored, and learners
hear of the gains of some others (`hearsay`, `circle`).
"""

from dataclasses import dataclass

import numpy as np

from sim.arrays import F64, I64, distinct
from sim.state.draws import pick

FAINTEST = -700.0  # log-weight against the best arm below which arms are alike: its exp is still a number


@dataclass(slots=True, eq=False)
class Exp3S:
    """One choice among k arms, for n learners."""

    first: F64  # (n, k) log-weights each learner began with
    log_weight: F64  # (n, k)
    explore: float  # γ, share of choices made at random among the arms
    leak: float  # α, share of the summed weight that leaks to every arm with each gain
    hearsay: float  # share of others' gains that a learner takes as its own
    circle: float  # of how many learners it hears

    @classmethod
    def starting(cls, mix: F64, explore: float, leak: float, hearsay: float, circle: float) -> "Exp3S":
        """Learners who begin with these mixes of arms, (n, k) positive weights."""
        first = np.log(mix / mix.max(axis=1, keepdims=True))
        return cls(first, first.copy(), explore, leak, hearsay, circle)

    def join(self, mix: F64) -> None:
        """New learners, (m, k) mixes: their own taste, moved by what the others have learned on average."""
        first = np.log(mix / mix.max(axis=1, keepdims=True))
        lore = (self.log_weight - self.first).mean(axis=0) if len(self.first) else 0.0
        self.first = np.concatenate([self.first, first])
        self.log_weight = np.concatenate([self.log_weight, first + lore])

    def probabilities(self, learner: I64) -> F64:
        """(n,) learners → (n, k) probability of each arm. Before anything is learned it is the mix they began with."""
        return (1 - self.explore) * _shares(self.log_weight[learner]) + self.explore * _shares(self.first[learner])

    def choose(self, learner: I64, u: F64) -> I64:
        """(n,) learners, (n,) uniforms → (n,) arms."""
        return pick(np.cumsum(self.probabilities(learner), axis=1), u)

    def learn(self, learner: I64, arm: I64, gain: F64, among: int) -> None:
        """(n,) gains, about 0…1 (losses are negative), of the arms that these learners chose.

        among: how many learners are active. What one hears is `circle` times what they gained on average: those who are
        simulated stand for all there are, so that the scale of a simulation does not decide how fast anybody learns.
        """
        if len(learner) == 0:
            return
        arms = self.log_weight.shape[1]
        chosen = self.probabilities(learner)[np.arange(len(learner)), arm]
        step = np.zeros_like(self.log_weight)
        np.add.at(step, (learner, arm), self.explore / arms * gain / chosen)
        rumour = self.hearsay * self.circle / among * step.sum(axis=0)
        heard = np.arange(len(step)) if self.hearsay * self.circle else distinct(learner)  # of nothing, nobody learns
        moved = (self.log_weight + (1 - self.hearsay) * step + rumour)[heard]
        weight = np.exp(np.maximum(moved - moved.max(axis=1, keepdims=True), FAINTEST))
        weight += (np.e * self.leak / arms) * weight.sum(axis=1, keepdims=True)
        self.log_weight[heard] = np.log(weight / weight.max(axis=1, keepdims=True))


def _shares(log_weight: F64) -> F64:
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return weight / weight.sum(axis=1, keepdims=True)
