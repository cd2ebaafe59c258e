"""Keyed common random numbers: every draw is a hash of (seed, purpose, what it is about, when).

Nothing depends on order, on how many draws came before, on array positions or on the number of processes. So the same
person, job or pair meets the same luck in two worlds that differ in a policy, and an inert policy changes nothing.

The mixer is the 64-bit finaliser of SplitMix64 (Steele, Lea & Flood 2014, Stafford's variant 13), applied once per key:
two keys are two rounds, never a sum.
"""

from hashlib import blake2b

import numpy as np

from sim.arrays import F64, I64, U64, Ints
from sim.state.purposes import Purpose

Key = U64 | Ints | int

SUMMED = 30.0  # means up to here are inverted by summing terms, which is quicker; above, by a library
NEVER = 200  # a count that a mean of SUMMED does not reach, whatever the luck

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_FACTORS = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
# As arrays without a dimension: as numbers, every one would be made into such an array at each use, which takes longer
# than the use itself where there are a few hundred rows.
_START, _A, _B = (np.array(word, np.uint64) for word in (_GOLDEN, *_FACTORS))
_S30, _S27, _S31, _S11 = (np.array(bits, np.uint64) for bits in (30, 27, 31, 11))
_SCALE = np.array(2.0**-53)  # of 53 random bits to a number in [0, 1)


def mix(bits: U64) -> U64:
    """One round of the finaliser over (n,) words, in a new array."""
    return _stirred(bits.copy())


def _stirred(z: U64) -> U64:
    """`mix` of words that nobody else needs, where they are."""
    z += _START
    shifted = z >> _S30
    z ^= shifted
    z *= _A
    z ^= np.right_shift(z, _S27, shifted)
    z *= _B
    z ^= np.right_shift(z, _S31, shifted)
    return z


def mix_one(bits: int) -> int:
    """`mix` of one word, as a Python int."""
    z = (bits + _GOLDEN) & _MASK
    z = ((z ^ (z >> 30)) * _FACTORS[0]) & _MASK
    z = ((z ^ (z >> 27)) * _FACTORS[1]) & _MASK
    return z ^ (z >> 31)


def key(*parts: Key) -> U64:
    """A permanent key from what caused a row: (n,) words from integers and (n,) words, one round each."""
    return _fold(0x706F6C6963796C61, parts)


def _fold(state: int, parts: tuple[Key, ...]) -> U64:
    words: U64 | None = None
    for part in parts:
        if isinstance(part, int):
            if words is None:
                state = mix_one(state ^ (part & _MASK))
            else:
                words = _stirred(words ^ np.array(part & _MASK, np.uint64))
        else:
            bits = part.view(np.uint64) if part.itemsize == 8 else part.astype(np.uint64)
            words = _stirred(bits ^ (np.array(state, np.uint64) if words is None else words))
    return np.array([state], np.uint64) if words is None else words


class Draws:
    """The luck of one run."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        start = mix_one(seed & _MASK)
        self._purpose = {purpose: mix_one(start ^ _name(purpose)) for purpose in Purpose}

    def bits(self, purpose: Purpose, *keys: Key) -> U64:
        """(n,) 64 random bits for `purpose` about the broadcast keys."""
        return _fold(self._purpose[purpose], keys)

    def uniform(self, purpose: Purpose, *keys: Key) -> F64:
        """(n,) in [0, 1)."""
        bits = self.bits(purpose, *keys)
        bits >>= _S11
        unit = bits.astype(np.float64)
        unit *= _SCALE
        return unit

    def normal(self, purpose: Purpose, *keys: Key) -> F64:
        """(n,) standard normal (Box–Muller on two rounds of one draw)."""
        first = self.bits(purpose, *keys)
        radius = np.sqrt(-2.0 * np.log1p(-_unit(first)))
        return radius * np.cos((2.0 * np.pi) * _unit(mix(first)))

    def exponential(self, purpose: Purpose, *keys: Key) -> F64:
        """(n,) exponential with mean 1."""
        return -np.log1p(-self.uniform(purpose, *keys))

    def poisson(self, mean: F64, purpose: Purpose, *keys: Key) -> I64:
        """(n,) counts with these (n,) or (1,) means, by inversion."""
        return _poisson(mean, self.uniform(purpose, *keys))


def _poisson(mean: F64, u: F64) -> I64:
    """(n,) the smallest count whose cumulative probability is above u."""
    if mean.max(initial=0.0) > SUMMED:
        from scipy.special import pdtr, pdtrik

        count = np.ceil(pdtrik(u, mean))  # a root, which may come out a little high
        return np.where(pdtr(np.maximum(count - 1, 0), mean) > u, np.maximum(count - 1, 0), count).astype(np.int64)
    term = np.exp(-mean)
    total, count, step = term.copy(), np.zeros(len(u), np.int64), 0
    while (short := u >= total).any() and step < NEVER:
        step += 1
        count += short
        term = term * mean / step
        total += term
    return count


def _name(purpose: Purpose) -> int:
    return int.from_bytes(blake2b(purpose.encode(), digest_size=8).digest())


def _unit(bits: U64) -> F64:
    return (bits >> _S11).astype(np.float64) * _SCALE


def pick(cumulative: F64, u: F64) -> I64:
    """(n,) one of k options each: cumulative (k,) weights or (n, k) row-wise, u (n,) uniform → (n,) 0…k-1."""
    if cumulative.ndim == 1:
        return np.minimum(np.searchsorted(cumulative, u * cumulative[-1], side="right"), len(cumulative) - 1)
    return np.minimum((cumulative <= (u * cumulative[:, -1])[:, None]).sum(axis=1), cumulative.shape[1] - 1)
