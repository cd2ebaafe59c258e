"""Which worlds are run next."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from experiments.questions.calibrate import choosing
from experiments.questions.calibrate.choosing import chosen
from experiments.questions.calibrate.design import BLOCK, blocks
from policies.records import Floats
from scenarios.space import Space
from tests.experiments.questions.calibrate import town
from tests.experiments.questions.calibrate.town import KNOWS, first, looking


@pytest.fixture
def space(tmp_path: Path) -> Space:
    return town.lab(tmp_path).space


def sequence(space: Space) -> Iterator[Floats]:
    return blocks(len(space), seed=0)


def test_as_long_as_nothing_is_known_the_next_worlds_are_taken(space: Space) -> None:
    choice = chosen(sequence(space), 50, space, None)
    points, plausible = choice.points, choice.plausible
    assert points.tolist() == next(sequence(space))[:50].tolist()
    assert plausible == 1
    nothing = looking(first, np.empty((0, 1)))
    assert chosen(sequence(space), 50, space, nothing).points.tolist() == points.tolist()


def test_excluded_worlds_are_skipped_and_the_others_taken_in_order(space: Space) -> None:
    choice = chosen(sequence(space), 50, space, KNOWS)
    points, plausible = choice.points, choice.plausible
    everywhere = next(sequence(space))
    assert points.tolist() == everywhere[everywhere[:, 0] >= 0.7][:50].tolist()
    assert plausible == pytest.approx(0.3, abs=0.001)


def test_what_is_ruled_out_holds_a_fifth_of_the_plausible_worlds(space: Space) -> None:
    """A chance of a thirtieth in nine tenths of the space is 23 % of what is expected, one of a fiftieth 15 %."""
    for errors, likely in ((30, 1.0), (50, 0.1)):
        error = np.array([[1.0], *[[0.0]] * (errors - 1)])
        step = looking(lambda at: np.where(at[:, :1] > 0.9, 1.0, 0.0), error)
        assert chosen(sequence(space), 50, space, step).plausible == pytest.approx(likely, abs=0.01)


def test_where_no_world_is_likely_the_errors_are_stretched(space: Space) -> None:
    far = looking(first, KNOWS.frozen.errors, (np.array([1.5]), np.array([np.inf])))
    choice = chosen(sequence(space), 50, space, far)
    points, plausible = choice.points, choice.plausible
    assert len(points) == 50
    assert points[:, 0].min() >= 0.7  # + 8 × 0.1
    assert plausible == pytest.approx(0.3, abs=0.001)


def test_points_that_are_no_world_are_passed_over(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    def world(of: Space, u: Floats) -> object:
        if u[1] < 0.5:
            raise ValueError("never")
        return of.central

    monkeypatch.setattr(Space, "world", world)
    points = chosen(sequence(space), 50, space, KNOWS).points
    assert len(points) == 50
    assert points[:, 1].min() >= 0.5


def test_a_search_for_what_hardly_exists_comes_to_an_end(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "MOST", 10 * BLOCK)
    rare = looking(first, KNOWS.frozen.errors, (np.array([1.0999]), np.array([np.inf])))
    choice = chosen(sequence(space), 50, space, rare)
    points, plausible = choice.points, choice.plausible
    assert len(points) < 50
    assert plausible < 0.001


def test_no_world_of_an_earlier_wave_is_taken_again(space: Space) -> None:
    going_on = sequence(space)
    waves = [chosen(going_on, 50, space, outlook).points for outlook in (None, KNOWS, KNOWS)]
    assert len(np.unique(np.vstack(waves), axis=0)) == 150


def test_errors_are_stretched_no_further_than_a_likely_world_asks_for(space: Space) -> None:
    """Twice the error reaches 1.15 from 0.95 on, four times from 0.75 on."""
    near = looking(first, KNOWS.frozen.errors, (np.array([1.15]), np.array([np.inf])))
    choice = chosen(sequence(space), 50, space, near)
    points, plausible = choice.points, choice.plausible
    assert points[:, 0].min() >= 0.95
    assert plausible == pytest.approx(0.05, abs=0.001)
