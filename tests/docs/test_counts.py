"""Counts that the prose of the documentation gives are those of the code."""

import numpy as np

from policies.phrases import Matcher, production
from sim.rings.rings import founders
from sim.state.draws import Draws
from sim.state.people import Workers
from sim.words.lexicon import lexicon
from sim.world import World
from tests.architecture.house import ROOT


def told(name: str) -> str:
    """A page of the documentation, each run of white space as one blank."""
    return " ".join((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").split())


def test_how_many_bytes_a_worker_takes_is_the_sum_of_its_columns() -> None:
    size = sum(np.dtype(kind).itemsize for kind in Workers.columns().values())
    assert f"a worker with all its columns {size}." in told("decisions/columns-and-loops")


def test_how_many_texts_there_are_is_told_to_the_hundred() -> None:
    assert f"They give about {round(len(lexicon().vocabulary), -2):,} distinct texts" in told("model/data")


def test_how_many_phrases_no_text_holds_is_told() -> None:
    book = production()
    held = Matcher.of(book).marks(lexicon().vocabulary).any(axis=0)[: len(book.phrases)]
    assert f"{(~held).sum()} of the {len(held)} phrases occur in none of its texts" in told("results/trust")


def test_how_many_rings_there_are_on_the_first_day_is_told() -> None:
    world = World()
    result = sorted({(int(sizes.sum()), len(sizes)) for sizes in (founders(world, Draws(seed)) for seed in range(30))})
    [(few, rings), (many, more)] = result
    text = f"of {world.clients:,} clients {few} accounts in {rings} rings or {many} in {more}, by luck"
    assert text in told("model/initialisation")
