"""Pictures of our pages: channels of rings in 2020, and the effect of calling in plausible worlds."""

import policylab as pl
from docs.studies.lab import Lab
from docs.studies.page import Part, Picture, Study
from experiments.figures.intervals import intervals
from experiments.printing.numbers import counted

SEEDS, RUNS = 32, 16


def pictures(lab: Lab) -> Part:
    """Return the rollouts of 2020 with rings that adapt, and calling against production: headlines, and the plane."""
    rollouts = lab.ask(pl.run, lab.load("timeline_2020"), seeds=lab.seeds(RUNS)).plot.channels().figure
    runs = counted(lab.seeds(RUNS), "run")
    [heading] = rollouts.texts
    heading.set_text(f"Lures by channel through the rollouts of 2020 (timeline_2020, {runs})")
    calling = lab.ask(pl.compare, *map(lab.load, ("production", "calling_open")), seeds=lab.seeds(SEEDS))
    return (
        Picture("timeline_2020.png", rollouts),
        Picture("calling.png", intervals(calling.found, calling.found.headlines)),
        Picture("plane.png", calling.plot.plane().figure),
    )


STUDY = Study(pictures, pictures=("timeline_2020.png", "calling.png", "plane.png"))
