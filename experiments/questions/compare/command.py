"""The command line that asks a comparison again: which changes are of both sides, and how much is run."""

from collections.abc import Iterable, Sequence


def sides(baseline: str, candidate: str, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the words for two scenarios, by their sources, and for their changes: of both, and of the candidate."""
    both = [text for text in before if text in after]
    own = latest(text for text in after if text not in both)
    words = [baseline, *([candidate] if candidate != baseline or not own else [])]
    words += [word for text in latest(both) for word in ("-S", text)]
    return [*words, *(word for text in own for word in ("--change", text))]


def latest(changes: Iterable[str]) -> list[str]:
    """Return changes without those that a later one of the same key undoes: no command takes both."""
    return list({text.partition("=")[0].strip(): text for text in changes}.values())


def amounts(seeds: int, first_seed: int, rings: str, worlds: str) -> list[str]:
    """Return the options for the runs, without those that say what is usual."""
    words = ["--seeds", f"{seeds}", *(["--first-seed", f"{first_seed}"] if first_seed else [])]
    words += ["--rings", rings] if rings != "both" else []
    return [*words, *(["--worlds", worlds] if worlds != "plausible" else [])]
