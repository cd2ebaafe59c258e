"""A question about two platforms: which scenarios, what is laid upon each, in which regimes of bad actors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from experiments.api.arguments import Rings
from experiments.runs.worlds import RINGS
from scenarios import BadInput, Scenario

type Pair[T] = tuple[T, T]  # of the baseline, of the candidate


@dataclass(frozen=True, slots=True)
class Asked:
    """Two platforms, and the regimes of bad actors in which they are asked of."""

    bases: Pair[str]
    changes: Pair[tuple[str, ...]]
    names: Pair[str]
    regimes: tuple[tuple[str, ...], ...]  # what makes each of them; nothing where somebody has set the rings
    of_platforms: bool  # both live in one world, so that a difference is the policy's
    load: Callable[[str, list[str]], Scenario]

    def sides(self, regime: tuple[str, ...]) -> Pair[Scenario]:
        """Both platforms in a regime. Raises whatever `load` does."""
        first, second = (self.load(base, [*laid, *regime]) for base, laid in zip(self.bases, self.changes, strict=True))
        return first, second


def asked(
    bases: Pair[str],
    changes: Pair[Sequence[str]],
    names: Pair[str],
    rings: Rings,
    load: Callable[[str, list[str]], Scenario],
) -> Asked:
    """The question. Where the candidate sets the rings it is asked as it stands.

    Raises BadInput where two platforms cannot be compared, and whatever `load` does.
    """
    both = ("frozen", "adapting") if rings == "both" else (rings,)
    own = any(each.partition("=")[0].strip() == RINGS for each in changes[1])
    regimes = ((),) if own else tuple((f"{RINGS}={each}",) for each in both)
    found = Asked(bases, (tuple(changes[0]), tuple(changes[1])), names, regimes, True, load)
    before, after = found.sides(regimes[0])
    if before.days != after.days:
        lengths = f"{before.name} runs {before.days} days and {after.name} {after.days}"
        raise BadInput([f"{lengths}: choose one length with --days"])
    return replace(found, of_platforms=(before.world, before.start) == (after.world, after.start))
