"""Points that fill a space."""

import numpy as np

from experiments.questions.calibrate.design import blocks


def test_points_fill_the_space_evenly_however_many_are_taken() -> None:
    points = next(blocks(300, seed=0, size=256))
    assert ((points > 0) & (points < 1)).all()
    counts = [np.histogram(column, 16, (0, 1))[0] for column in points.T]
    assert (np.array(counts) == 16).all()  # by luck alone some of these 4,800 cells would hold 4, and some 30


def test_a_sequence_goes_on_and_never_comes_back() -> None:
    sequence = blocks(5, seed=3, size=64)
    one, other = next(sequence), next(sequence)
    assert len(np.unique(np.vstack([one, other]), axis=0)) == 128
    again = blocks(5, seed=3, size=128)
    assert next(again).tolist() == np.vstack([one, other]).tolist()
    assert next(blocks(5, seed=4, size=64)).tolist() != one.tolist()
