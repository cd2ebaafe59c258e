"""Do the worlds that ship still fit the model? Some of them are run again, with luck that they were not kept for."""

import json

import numpy as np
import pytest

from experiments.questions.calibrate.ask import BINDING
from experiments.questions.calibrate.bars import scaled
from experiments.runs.plan import Run
from experiments.runs.work import facts
from scenarios import load
from scenarios.plausible import worlds
from sim.world import World

WORLDS = 4  # run again, evenly chosen
FAR = 4.0  # standard errors: by luck one fact in 15,000 is as far off


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


@pytest.mark.nightly(reason="four full runs; the fingerprint in tests/pins fails first when the model moves")
def test_the_facts_are_in_them_what_they_were_when_they_were_kept() -> None:
    """Over a few worlds, a run each: every fact is on average as far from what the file says as luck takes it."""
    ensemble, scenario = worlds(World()), load("production")
    noise = np.array([fact["noise"]["frozen"] for fact in ensemble.origin["facts"]])
    chosen = np.linspace(0, len(ensemble) - 1, WORLDS).astype(int).tolist()
    now = [facts(Run(scenario.on(ensemble.world(number)), number)) for number in chosen]
    measured = scaled(BINDING, [[answers[fact.name] for fact in BINDING] for answers in now])
    stored = scaled(BINDING, ensemble.facts[chosen, 0])
    error = np.sqrt((1 + 1 / ensemble.origin["fresh"]) / WORLDS) * noise
    off = np.abs((measured - stored).mean(axis=0)) > FAR * error + 1e-9
    assert [fact.name for fact, wrong in zip(BINDING, off, strict=True) if wrong] == []
