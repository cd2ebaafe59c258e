"""Rounds: the mixer of keyed draws, and what is read off its bits.

The 64-bit finaliser of SplitMix64 (Steele, Lea & Flood 2014, Stafford's variant 13), applied once per key: two keys are
two rounds, never a sum. Every loop takes the state that leading integers have made, and one or two keys a row; a second
key of no rows is none.
"""

import math

import numpy as np

from sim.compiled.compiler import F64, I64, U64, compiled, part

GOLDEN = 0x9E3779B97F4A7C15
FACTORS = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB

_START, _A, _B = np.uint64(GOLDEN), np.uint64(FACTORS[0]), np.uint64(FACTORS[1])
_S11, _S27, _S30, _S31 = (np.uint64(bits) for bits in (11, 27, 30, 31))

NONE = np.zeros(0, np.uint64)  # the second key of rows that have one


@part
def mixed(word: np.uint64) -> np.uint64:
    """One round."""
    z = word + _START
    z = (z ^ (z >> _S30)) * _A
    z = (z ^ (z >> _S27)) * _B
    return z ^ (z >> _S31)


@part
def unit(word: np.uint64) -> float:
    """53 of 64 bits as a number in [0, 1)."""
    return np.float64(word >> _S11) * 2.0**-53


@part
def _word(state: int, first: U64, second: U64, row: int) -> np.uint64:
    word = mixed(first[row] ^ state)
    return mixed(word ^ second[row]) if len(second) else word


@compiled("uint64[::1](uint64, uint64[::1], uint64[::1])")
def bits(state: int, first: U64, second: U64) -> U64:
    """(n,) keys, (n,) or (0,) more → (n,) random words."""
    words = np.empty(len(first), np.uint64)
    for row in range(len(first)):
        words[row] = _word(state, first, second, row)
    return words


@compiled("float64[::1](uint64, uint64[::1], uint64[::1])")
def uniforms(state: int, first: U64, second: U64) -> F64:
    """(n,) keys, (n,) or (0,) more → (n,) in [0, 1)."""
    units = np.empty(len(first), np.float64)
    for row in range(len(first)):
        units[row] = unit(_word(state, first, second, row))
    return units


@compiled("float64[:, ::1](uint64, uint64[::1], uint64[::1])")
def twice(state: int, first: U64, second: U64) -> F64:
    """(n,) keys, (n,) or (0,) more → (2, n) in [0, 1), the second row of one round more."""
    units = np.empty((2, len(first)), np.float64)
    for row in range(len(first)):
        word = _word(state, first, second, row)
        units[0, row], units[1, row] = unit(word), unit(mixed(word))
    return units


SUMMED = 30.0  # means up to here are inverted from a count of 0 on; above, from the mean on
NEVER = 200  # a count that a mean of SUMMED does not reach, whatever the luck


@part
def _from_the_mean(mean: float, u: float) -> int:
    """`counts` of one large mean: the tail below its likeliest count is summed, then the way to u is walked."""
    count = int(mean)
    likeliest = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1.0))
    below, term, at = 0.0, likeliest, count  # probability of fewer than count
    while at > 0 and term > 0.0:
        term *= at / mean
        at -= 1
        below += term
    term = likeliest
    while u >= below + term > below:
        below += term
        count += 1
        term *= mean / count
    while u < below and count > 0:
        term *= count / mean
        count -= 1
        below -= term
    return count


@compiled("int64[::1](float64[::1], float64[::1], float64[::1])")
def counts(mean: F64, none: F64, u: F64) -> I64:
    """(n,) the smallest Poisson count whose cumulative probability is above u. none: exp(-mean)."""
    result = np.zeros(len(u), np.int64)
    for row in range(len(u)):
        if mean[row] > SUMMED:
            result[row] = _from_the_mean(mean[row], u[row])
            continue
        term = total = none[row]
        while u[row] >= total and result[row] < NEVER:
            result[row] += 1
            term = term * mean[row] / result[row]
            total += term
    return result
