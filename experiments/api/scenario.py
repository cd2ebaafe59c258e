"""A scenario as somebody asks for it from Python: what it is made from, what is laid upon it, and what that gives."""

import os
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

import scenarios
from experiments.api.arguments import File, Name, checked, is_path, needs
from experiments.api.changes import Change, texts

type Asked = Annotated[
    str | os.PathLike[str] | Scenario,
    needs("a scenario: a shipped name, the path of a file, or what `load` gave", lambda value: _told(value)),
]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A platform on a world, checked, and how it was asked for; it never changes."""

    source: str  # a shipped name, or a file
    changes: tuple[str, ...]  # laid upon it, as on the command line
    called: str  # what it, or what it is made from, was called
    unsaid: int  # the first of the changes that the name does not stand for
    loaded: scenarios.Scenario = field(repr=False, compare=False)  # platform, world, calendar: all that decides a run

    @property
    def name(self) -> str:
        """The name that it was given, else what it is made of."""
        return " + ".join([self.called, *self.changes[self.unsaid :]])

    @checked
    def with_(self, *changes: Change, name: Name | None = None, **fields: Any) -> "Scenario":
        """Another one: this, with changes laid upon it; this one stays as it is.

        changes  texts as on the command line ("platform.screening.review_at=0.4"), or mappings of key to value
        name     what results call it; by default what it is made of
        fields   days, start, or the last part of a key: monitored_share=0.5

        A key may be short, in every form, where one alone is meant: `changes` of the result have it whole.

        Raises BadInput, with every mistake there is.
        """
        found = _loaded(self.source, (*self.changes, *texts([*changes, fields])))
        return replace(found, called=self.called, unsaid=self.unsaid) if name is None else called(name, found)


@checked
def load(name_or_path: File, *changes: Change, name: Name | None = None, **fields: Any) -> Scenario:
    """A shipped scenario or a file, with changes laid upon it as `Scenario.with_` does. Raises BadInput."""
    found = _loaded(os.fspath(name_or_path), texts([*changes, fields]))
    return found if name is None else called(name, found)


def scenario(asked: Asked) -> Scenario:
    """What somebody named by a name, a file, or itself."""
    return asked if isinstance(asked, Scenario) else load(asked)


def beside(baseline: Scenario, candidate: Scenario) -> tuple[str, str]:
    """What two are called beside one another: what is laid upon both is left out."""
    shared = {*baseline.changes} & {*candidate.changes}
    first, second = (
        " + ".join([side.called, *(each for each in side.changes[side.unsaid :] if each not in shared)])
        for side in (baseline, candidate)
    )
    return first, second


def _told(value: object) -> bool:
    return isinstance(value, Scenario) or is_path(value)


def _loaded(source: str, changes: tuple[str, ...]) -> Scenario:
    whole = scenarios.understood([(source, changes)])
    return Scenario(source, tuple(whole[text] for text in changes), source, 0, scenarios.load(source, changes))


def called(name: str, found: Scenario) -> Scenario:
    """Return the scenario under another name, which stands for its changes too."""
    return replace(found, called=name, unsaid=len(found.changes))
