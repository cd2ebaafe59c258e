"""Do the worlds that ship still fit the model? Whether its runs have moved, the fingerprint in tests/pins says."""

import json

from scenarios.plausible import worlds
from sim.world import World


def test_the_worlds_that_ship_are_worlds_of_the_model() -> None:
    ensemble = worlds(World())
    assert len(ensemble) >= 32
    assert ensemble.space.held == (), "these numbers have changed since: calibrate anew"
    assert json.dumps(ensemble.origin)
    assert ensemble.metrics.shape == (len(ensemble), 2, len(ensemble.measured))
    for number in range(len(ensemble)):
        world = ensemble.world(number)
        assert isinstance(world, World)
        assert ensemble.space.read(world).tolist() == ensemble.values[number].tolist()
