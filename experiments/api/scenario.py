"""Scenarios of the Python API: a source, its changes, and the loaded platform on a world."""

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any

import scenarios
from experiments.api import kinds
from experiments.api.arguments import File, Name, Seed, checked
from experiments.api.changes import Change, texts
from experiments.runs.provenance import Side

if TYPE_CHECKING:
    from sim.market import Market

type ScenarioLike = Annotated[str | os.PathLike[str] | Scenario, kinds.SCENARIO]


@dataclass(frozen=True, slots=True)
class Scenario(kinds.Handle):
    """A checked platform on a world, with its source and changes; it never changes."""

    source: str  # a shipped name, or a file
    changes: tuple[str, ...]  # as on the command line
    called: str  # its name, or that of its source
    unsaid: int  # place of the first change that the name does not include
    loaded: scenarios.Scenario = field(repr=False, compare=False)  # platform, world and calendar: all input of a run

    @property
    def name(self) -> str:
        """Its given name, else source and changes."""
        return " + ".join([self.called, *self.changes[self.unsaid :]])

    @property
    def side(self) -> Side:
        """It, as a side of a question."""
        return Side(self.name, self.loaded, self.changes, source=self.source)

    @checked
    def with_(self, *changes: Change, name: Name | None = None, **fields: Any) -> "Scenario":
        """Return a new scenario: this one with further changes.

        changes  texts as on the command line ("platform.screening.review_at=0.4"), or mappings of key to value
        name     its name in results; by default source and changes
        fields   days, start, or the last part of a key: monitored_share=0.5

        A short key is allowed if it is unique; `changes` of the result have the whole key. Raises BadInput, with every
        mistake.
        """
        loaded = _loaded(self.source, (*self.changes, *texts([*changes, fields])))
        return replace(loaded, called=self.called, unsaid=self.unsaid) if name is None else called(name, loaded)

    @checked
    def market(self, *, seed: Seed = 0) -> "Market":
        """Return a market of this scenario as a Mesa model, on the morning of its first day, to be lived day by day.

        Its `datacollector` has, besides what it counts by itself, `experiments.measures.lately` of every evening.
        """
        from experiments.measures.watched import WatchedMarket

        loaded = self.loaded
        return WatchedMarket(loaded.world, loaded.rollout, start=loaded.start, days=loaded.days, seed=seed)


@checked
def load(name_or_path: File, *changes: Change, name: Name | None = None, **fields: Any) -> Scenario:
    """Load a shipped scenario or a file, with changes as of `Scenario.with_`. Raises BadInput."""
    loaded = _loaded(os.fspath(name_or_path), texts([*changes, fields]))
    return loaded if name is None else called(name, loaded)


def scenario(value: ScenarioLike) -> Scenario:
    """Return the scenario of a name or file; a scenario is returned as it is."""
    return value if isinstance(value, Scenario) else load(value)


def beside(baseline: Scenario, candidate: Scenario) -> tuple[str, str]:
    """Return the names of two scenarios beside one another: without the changes that both have."""
    first, second = together(baseline, candidate)
    return first, second


def together(*sides: Scenario) -> list[str]:
    """Return the names of scenarios beside one another: without the changes that all have."""
    shared = set.intersection(*({*side.changes} for side in sides))
    return [
        " + ".join([side.called, *(change for change in side.changes[side.unsaid :] if change not in shared)])
        for side in sides
    ]


def _loaded(source: str, changes: tuple[str, ...]) -> Scenario:
    keys = scenarios.understood([(source, changes)])
    return Scenario(source, tuple(keys[text] for text in changes), source, 0, scenarios.load(source, changes))


def called(name: str, scenario: Scenario) -> Scenario:
    """Return the scenario under another name, which includes its changes."""
    return replace(scenario, called=name, unsaid=len(scenario.changes))
