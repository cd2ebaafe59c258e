"""Pictures as data: panels of a few kinds, which know nothing of the results that they are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture: its title, what stands below it, and its panels."""

    title: str
    below: str = ""
