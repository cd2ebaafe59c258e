"""The lasso along its whole path (Efron et al. 2004), at the penalty that tells best what it was not shown."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Expect = Callable[[Floats], Floats]  # (n, features) → (n,) what is expected there

FOLDS = 5  # parts of what was found, each told from what the others teach
LONGEST = 150  # steps of a path, in each of which a feature enters or leaves


def lasso(features: Floats, found: Floats) -> tuple[Expect, Floats, Floats]:
    """(n, features) and what was (n,) found → what to expect, (features,) coefficients, (n,) errors as if not shown."""
    fold, path = np.arange(len(found)) % FOLDS, Path.of(features, found)
    told = np.empty((len(found), len(path.penalties)))
    for hidden in (fold == part for part in range(FOLDS)):
        told[hidden] = Path.of(features[~hidden], found[~hidden]).told(features[hidden], path.penalties)
    errors = found[:, None] - told
    best = int(np.argmin((errors**2).mean(axis=0)))
    penalty = path.penalties[best : best + 1]
    return lambda at: path.told(at, penalty)[:, 0], path.coefficients[:, best], errors[:, best]


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The lasso at every penalty: between the (k,) penalties at which a feature enters or leaves, it is a line."""

    penalties: Floats  # (k,), falling
    coefficients: Floats  # (features, k)
    middle: Floats  # (features,) means, at which the mean is expected
    mean: float

    @classmethod
    def of(cls, features: Floats, found: Floats) -> "Path":
        """The path of what was (n,) found with (n, features)."""
        from sklearn.linear_model import lars_path

        middle, mean = features.mean(axis=0), float(found.mean())
        centred, rest = features - middle, found - mean
        products = {"Gram": centred.T @ centred, "Xy": centred.T @ rest}  # not needed, but quicker
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of paths that end early, where nothing is left to explain
            penalties, _, coefficients = lars_path(centred, rest, **products, method="lasso", max_iter=LONGEST)
        return cls(penalties, coefficients, middle, mean)

    def told(self, features: Floats, penalties: Floats) -> Floats:
        """(n, penalties) what is expected of (n, features) at each penalty."""
        knots = self.mean + (features - self.middle) @ self.coefficients
        place = np.interp(-penalties, -self.penalties, np.arange(len(self.penalties)))
        before = np.minimum(place.astype(np.int64), max(len(self.penalties) - 2, 0))
        after = np.minimum(before + 1, len(self.penalties) - 1)
        return knots[:, before] + (place - before) * (knots[:, after] - knots[:, before])
