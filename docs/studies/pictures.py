"""Pictures of our pages: channels of rings in 2020, and the effect of calling in plausible worlds."""

from dataclasses import replace

import policylab as pl
from docs.studies.lab import Lab
from docs.studies.page import Part, Picture, Study
from experiments.printing.numbers import counted
from experiments.questions.compare.pictures import intervals
from experiments.questions.measure.pictures import channels
from experiments.show.pictures.draw import draw

SEEDS, RUNS = 32, 16


def pictures(lab: Lab) -> Part:
    """Return the rollouts of 2020 with rings that adapt, and calling against production: headlines, and the plane."""
    rollouts = channels(lab.ask(pl.run, lab.load("timeline_2020"), seeds=lab.seeds(RUNS)).found)
    runs = counted(lab.seeds(RUNS), "run")
    title = f"Lures by channel through the rollouts of 2020 (timeline_2020, {runs})"
    calling = lab.ask(pl.compare, *map(lab.load, ("production", "calling_open")), seeds=lab.seeds(SEEDS))
    return (
        Picture("timeline_2020.png", draw(replace(rollouts, title=title))),
        Picture("calling.png", draw(intervals(calling.found, calling.found.headlines))),
        Picture("plane.png", calling.plot.plane().figure),
    )


STUDY = Study(pictures, pictures=("timeline_2020.png", "calling.png", "plane.png"))
