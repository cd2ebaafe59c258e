"""Exponential weights for somebody whose opponent keeps changing: how rings learn what pays.

Exp3.S of Auer, Cesa-Bianchi, Freund & Schapire (SIAM J. Comput. 32, 2002, section 8), many learners at once: a gain is
weighed by one over the probability with which its arm was chosen, so that rarely tried arms are not forgotten, and a
share of every weight leaks to all arms, so that an arm that used to pay can be left again. Two things are added: arms
may start unequal (what the trade does on the first day), which also is the mix in which they are explored, and learners
hear of the gains of some others (`hearsay`, `circle`).
"""

from dataclasses import dataclass

import numpy as np

from sim.arrays import F64, I64, Bool, distinct
from sim.state.draws import pick

FAINTEST = -700.0  # log-weight against the best arm below which arms are alike: its exp is still a number


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """(n,) gains of the arms that learners chose, about 0…1; losses are negative.

    own    as they came, of which each learner learns
    heard  as they were to be expected, of which others hear
    """

    learner: I64
    arm: I64
    own: F64
    heard: F64


@dataclass(slots=True, eq=False)
class Exp3S:
    """One choice among k arms, for n learners."""

    first: F64  # (n, k) log-weights each learner began with
    log_weight: F64  # (n, k)
    explore: float  # γ, share of choices made at random among the arms
    leak: float  # α, share of the summed weight that leaks to every arm each time that gains are learned, many or one
    hearsay: float  # share of others' gains that a learner takes as its own
    circle: float  # of how many learners it hears

    @classmethod
    def starting(cls, mix: F64, explore: float, leak: float, hearsay: float, circle: float) -> "Exp3S":
        """Learners who begin with these mixes of arms, (n, k) positive weights."""
        first = np.log(mix / mix.max(axis=1, keepdims=True))
        return cls(first, first.copy(), explore, leak, hearsay, circle)

    def join(self, mix: F64, active: I64) -> None:
        """New learners, (m, k) mixes: their own taste, moved by what those who are active have learned on average."""
        first = np.log(mix / mix.max(axis=1, keepdims=True))
        lore = (self.log_weight - self.first)[active].mean(axis=0) if len(active) else 0.0
        self.first = np.concatenate([self.first, first])
        self.log_weight = np.concatenate([self.log_weight, first + lore])

    def probabilities(self, learner: I64) -> F64:
        """(n,) learners → (n, k) probability of each arm. Before anything is learned it is the mix they began with."""
        return (1 - self.explore) * _shares(self.log_weight[learner]) + self.explore * _shares(self.first[learner])

    def choose(self, learner: I64, u: F64, open_: Bool | None = None) -> I64:
        """(n,) learners, (n,) uniforms → (n,) arms. open_: (k,) arms that there are, all if it is not said."""
        chance = self.probabilities(learner)
        if open_ is not None:
            chance = np.where(open_, chance, 0.0)
            chance /= chance.sum(axis=1, keepdims=True)
        return pick(np.cumsum(chance, axis=1), u)

    def learn(self, gains: Gains, active: I64) -> None:
        """Move the weights by what each learner gained itself, and by what those gained of whom it hears.

        active: learners who hear and are heard of, in the order of which each hears those behind it.
        """
        if len(gains.learner) == 0:
            return
        listens = self.hearsay * self.circle > 0 and len(active) > 1
        moves = np.arange(len(self.log_weight)) if listens else distinct(gains.learner)
        chosen = self.probabilities(gains.learner)[np.arange(len(gains.learner)), gains.arm]
        steps = (1 - self.hearsay) * self._steps(gains, gains.own, chosen)
        if listens:
            steps[active] += self.hearsay * self._rumours(self._steps(gains, gains.heard, chosen)[active])
        moved = (self.log_weight + steps)[moves]
        weight = np.exp(np.maximum(moved - moved.max(axis=1, keepdims=True), FAINTEST))
        weight += (np.e * self.leak / weight.shape[1]) * weight.sum(axis=1, keepdims=True)
        self.log_weight[moves] = np.log(weight / weight.max(axis=1, keepdims=True))

    def _rumours(self, steps: F64) -> F64:
        """(n, k) steps of n learners → (n, k) what each hears: those of the `circle` of learners behind it, in a ring.

        Fewer learners than the circle stand for it.
        """
        near = max(1, min(round(self.circle), len(steps) - 1))
        sums = np.cumsum(np.concatenate([np.zeros((1, steps.shape[1])), steps, steps[:near]]), axis=0)
        return self.circle / near * (sums[1 + near :] - sums[1 : len(steps) + 1])

    def _steps(self, gains: Gains, gain: F64, chosen: F64) -> F64:
        """(n, k) what these gains, own or heard, add to log-weights. chosen: the chance that each arm had."""
        steps, arms = np.zeros_like(self.log_weight), self.log_weight.shape[1]
        np.add.at(steps, (gains.learner, gains.arm), self.explore / arms * gain / chosen)
        return steps


def _shares(log_weight: F64) -> F64:
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return weight / weight.sum(axis=1, keepdims=True)
