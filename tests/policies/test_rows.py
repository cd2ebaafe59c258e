"""Rows: what is picked, copied and compared of records and arrays."""

from typing import Any

import numpy as np
import pytest

from policies.conformance.samples import postings, workers
from policies.rows import arrays, copies, difference, picked

RNG = np.random.default_rng(7)


def test_rows_are_picked_from_nested_records_and_scalars_stay() -> None:
    given = postings(RNG, 9)
    some = picked(given, np.array([4, 2]))
    assert len(some) == len(some.findings) == len(some.text) == 2
    assert some.fee.tolist() == given.fee[[4, 2]].tolist()
    assert some.text.strings() == [given.text.strings()[4], given.text.strings()[2]]
    assert some.text.vocabulary is given.text.vocabulary
    assert picked(workers(RNG, 3), slice(0, 1)).date == 18_475
    assert picked(7, slice(0, 1)) == 7


def test_every_array_has_its_name() -> None:
    names = [name for name, _ in arrays(postings(RNG, 2), "postings")]
    assert names[:3] == ["postings.text.codes", "postings.findings.kind", "postings.findings.weight"]
    assert dict(arrays(np.ones(2), "fee")).keys() == {"fee"}
    assert dict(arrays(18_475, "date")) == {}


def test_copies_stay_as_they_were() -> None:
    values = np.zeros(2)
    copied = copies(values, "fee")
    values[1] = 3.0
    assert difference(copied, copies(values, "fee")) == "fee[1]: 0.0, then 3.0"


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ([1.0, np.nan], [1.0, np.nan], ""),
        ([1.0, np.nan], [1.0, 2.0], "x[1]: nan, then 2.0"),
        ([0.0], [-0.0], ""),
        ([1.0], [1.0 + 1e-12], "x[0]: 1.0, then 1.000000000001"),
        ([[1, 2], [3, 4]], [[1, 2], [3, 5]], "x[1, 1]: 4, then 5"),
        ([True], [True, False], "x: shape (1,), then (2,)"),
    ],
)
def test_the_first_difference_is_told_with_its_place(one: Any, other: Any, message: str) -> None:
    assert difference({"x": np.array(one)}, {"x": np.array(other)}) == message


def test_nearly_equal_is_equal_only_for_fractions_on_request() -> None:
    one, other = {"x": np.array([1.0, np.nan])}, {"x": np.array([1.0 + 1e-9, np.nan])}
    assert difference(one, other, nearly=True) == ""
    assert difference(one, {"x": np.array([1.001, np.nan])}, nearly=True) == "x[0]: 1.0, then 1.001"
    assert difference({"x": np.array([10**9])}, {"x": np.array([10**9 + 1])}, nearly=True) != ""
