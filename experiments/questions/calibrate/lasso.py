"""The lasso along its whole path (Efron et al. 2004), at the penalty with the best cross-validation."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from policies.records import Floats

Expect = Callable[[Floats], Floats]  # (n, features) → (n,) expected values

FOLDS = 5  # parts of the values, each predicted from the others
LONGEST = 150  # steps of a path; in each a feature enters or leaves


def lasso(features: Floats, values: Floats) -> tuple[Expect, Floats, Floats]:
    """Return the predictor of (n,) values, its (features,) coefficients, and its (n,) cross-validated errors."""
    fold, path = np.arange(len(values)) % FOLDS, Path.of(features, values)
    predicted = np.empty((len(values), len(path.penalties)))
    for hidden in (fold == part for part in range(FOLDS)):
        predicted[hidden] = Path.of(features[~hidden], values[~hidden]).expected(features[hidden], path.penalties)
    errors = values[:, None] - predicted
    best = int(np.argmin((errors**2).mean(axis=0)))
    penalty = path.penalties[best : best + 1]
    return lambda at: path.expected(at, penalty)[:, 0], path.coefficients[:, best], errors[:, best]


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The lasso at every penalty: linear between the (k,) penalties at which a feature enters or leaves."""

    penalties: Floats  # (k,), falling
    coefficients: Floats  # (features, k)
    middle: Floats  # (features,) means, where the mean is expected
    mean: float

    @classmethod
    def of(cls, features: Floats, values: Floats) -> "Path":
        """Return the path of (n,) values by (n, features)."""
        from sklearn.linear_model import lars_path

        middle, mean = features.mean(axis=0), float(values.mean())
        centred, rest = features - middle, values - mean
        products = {"Gram": centred.T @ centred, "Xy": centred.T @ rest}  # not needed, but quicker
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of paths that end early, where nothing is left to explain
            penalties, _, coefficients = lars_path(centred, rest, **products, method="lasso", max_iter=LONGEST)
        return cls(penalties, coefficients, middle, mean)

    def expected(self, features: Floats, penalties: Floats) -> Floats:
        """Return (n, penalties) expected values of (n, features) at each penalty."""
        knots = self.mean + (features - self.middle) @ self.coefficients
        place = np.interp(-penalties, -self.penalties, np.arange(len(self.penalties)))
        before = np.minimum(place.astype(np.int64), max(len(self.penalties) - 2, 0))
        after = np.minimum(before + 1, len(self.penalties) - 1)
        return knots[:, before] + (place - before) * (knots[:, after] - knots[:, before])
