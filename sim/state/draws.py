"""Keyed common random numbers: every draw is a hash of (seed, purpose, what it is about, when).

Nothing depends on order, on how many draws came before, on array positions or on the number of processes. So the same
person, job or pair meets the same luck in two worlds that differ in a policy, and an inert policy changes nothing.

The mixer is the 64-bit finaliser of SplitMix64 (Steele, Lea & Flood 2014, Stafford's variant 13), applied once per key:
two keys are two rounds, never a sum.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import numpy as np

from sim.arrays import F64, I64, U64, Ints
from sim.compiled import rounds
from sim.state.purposes import Purpose

Key = U64 | Ints | int

_MASK = (1 << 64) - 1
_KEYS = 0x706F6C6963796C61  # state that permanent keys begin with


def mix(bits: U64) -> U64:
    """One round of the finaliser over (n,) words."""
    return rounds.bits(0, bits, rounds.NONE)


def mix_one(bits: int) -> int:
    """`mix` of one word, as a Python int."""
    z = (bits + rounds.GOLDEN) & _MASK
    z = ((z ^ (z >> 30)) * rounds.FACTORS[0]) & _MASK
    z = ((z ^ (z >> 27)) * rounds.FACTORS[1]) & _MASK
    return z ^ (z >> 31)


def key(*parts: Key) -> U64:
    """A permanent key from what caused a row: (n,) words from integers and (n,) words, one round each."""
    return _drawn(rounds.bits, _KEYS, parts)


def _drawn(loop: Callable[[int, U64, U64], Any], state: int, parts: tuple[Key, ...]) -> Any:
    """Return what a loop makes of the keys, of which the leading integers are mixed into its state here."""
    first, last = 0, len(parts) - 1
    while first < last and isinstance(part := parts[first], int):
        state, first = mix_one(state ^ (part & _MASK)), first + 1
    one = _words(parts[first])
    if first == last and one.ndim == 1:  # as nearly always, and quicker
        return loop(state, one, rounds.NONE)
    if first + 1 == last and one.shape == np.shape(parts[last]) == (len(one),):
        return loop(state, one, _words(parts[last]))
    for other in parts[first + 1 :]:
        state, one = 0, rounds.bits(state, one.ravel(), rounds.NONE).reshape(one.shape) ^ _words(other)
    result = loop(state, one.ravel(), rounds.NONE)
    return result.reshape(*result.shape[:-1], *one.shape)


def _words(part: Key) -> U64:
    """(n,) 64 bits of each key; one for an integer."""
    if isinstance(part, int):
        return np.array([part & _MASK], np.uint64)
    if part.itemsize != 8 or not part.flags.c_contiguous:
        return part.astype(np.uint64, order="C")
    return part.view(np.uint64)


class Draws:
    """The luck of one run."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        start = mix_one(seed & _MASK)
        self._purpose = {purpose: mix_one(start ^ _name(purpose)) for purpose in Purpose}

    def bits(self, purpose: Purpose, *keys: Key) -> U64:
        """(n,) 64 random bits for `purpose` about the broadcast keys."""
        return _drawn(rounds.bits, self._purpose[purpose], keys)

    def uniform(self, purpose: Purpose, *keys: Key) -> F64:
        """(n,) in [0, 1)."""
        return _drawn(rounds.uniforms, self._purpose[purpose], keys)

    def normal(self, purpose: Purpose, *keys: Key) -> F64:
        """(n,) standard normal (Box–Muller on two rounds of one draw)."""
        one, other = _drawn(rounds.twice, self._purpose[purpose], keys)
        return np.sqrt(-2.0 * np.log1p(-one)) * np.cos((2.0 * np.pi) * other)

    def exponential(self, purpose: Purpose, *keys: Key) -> F64:
        """(n,) exponential with mean 1."""
        return -np.log1p(-self.uniform(purpose, *keys))

    def poisson(self, mean: F64, purpose: Purpose, *keys: Key) -> I64:
        """(n,) counts with these (n,) or (1,) means, by inversion."""
        u = self.uniform(purpose, *keys)
        means = np.full(len(u), mean)
        return rounds.counts(means, np.exp(-means), u)


def _name(purpose: Purpose) -> int:
    return int.from_bytes(blake2b(purpose.encode(), digest_size=8).digest())


def pick(cumulative: F64, u: F64) -> I64:
    """(n,) one of k options each: cumulative (k,) weights or (n, k) row-wise, u (n,) uniform → (n,) 0…k-1."""
    if cumulative.ndim == 1:
        return np.minimum(np.searchsorted(cumulative, u * cumulative[-1], side="right"), len(cumulative) - 1)
    return np.minimum((cumulative <= (u * cumulative[:, -1])[:, None]).sum(axis=1), cumulative.shape[1] - 1)
