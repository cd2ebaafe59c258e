"""The pictures of the documentation: how rings moved in 2020, and what calling would have done.

`policylab docs --only pictures` draws them anew.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from experiments.runs.paired import compare, whole
from experiments.runs.single import run_scenario
from experiments.views.contents import levers
from experiments.views.figures import Marks, channels_over_time, headlines
from experiments.views.progress import progress
from policies.platform import Platform
from scenarios import Scenario, load

TIMELINE_SEEDS, CALLING_SEEDS = range(8), range(32)  # fixed: a picture must not depend on who makes it
DPI = 150


def write(path: str, jobs: int) -> None:
    """Draw the pictures into the folder `pictures` beside the file."""
    folder = Path(path).parent / "pictures"
    folder.mkdir(exist_ok=True)
    timeline(jobs, folder / "timeline_2020.png")
    calling(jobs, folder / "calling.png")


def timeline(jobs: int, file: Path) -> None:
    """Planned lures and contacts by channel through the rollouts of 2020, all seeds together."""
    scenario = load("timeline_2020")
    with progress(len(TIMELINE_SEEDS), "timeline") as step:
        found = whole(*run_scenario(scenario, TIMELINE_SEEDS, jobs=jobs, on_done=step))
    title = f"Lures by channel through the rollouts of 2020 ({found.scenario}, {len(found.seeds)} runs)"
    channels_over_time(found.lures, found.start, rollouts(scenario), title).savefig(file, dpi=DPI)


def calling(jobs: int, file: Path) -> None:
    """Both headlines of calling_open against production, with rings frozen and adapting."""
    worlds = [f"world.rings={rings}" for rings in ("frozen", "adapting")]
    with progress(2 * len(worlds) * len(CALLING_SEEDS), "calling") as step:
        found = [whole(*compare(load("production", [world]), load("calling_open", [world]), CALLING_SEEDS, jobs=jobs,
                                on_done=step)) for world in worlds]
    headlines(*found).savefig(file, dpi=DPI)


def rollouts(scenario: Scenario) -> Marks:
    """The dates after the first on which levers change, and which."""
    return [(scenario.start + timedelta(day), ", ".join(_changed(before, after)))
            for (_, before), (day, after) in zip(scenario.rollout, scenario.rollout[1:], strict=False)]


def _changed(before: Platform, after: Platform) -> Iterator[str]:
    for lever in levers():
        if getattr(before, lever) != getattr(after, lever):
            yield lever.replace("_", " ")
