"""The command line that asks a comparison again: which changes are of both sides, and how much is run."""

from collections.abc import Iterable, Sequence


def sides(baseline: str, candidate: str, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the words for two scenarios, by their sources, and for their changes; none if no command asks for both."""
    changes = both_and_own(before, after)
    if changes is None:
        return []
    both, own = changes
    words = [baseline, *([candidate] if candidate != baseline or not own else [])]
    words += [word for text in both for word in ("-S", text)]
    return [*words, *(word for text in own for word in ("--change", text))]


def both_and_own(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return the changes of both sides, and those of the candidate alone; None if no command has such sides.

    A change of the baseline alone has no option, and neither has a rule that replaced another one on the way: that one
    may have taken numbers with it.
    """
    both = latest(before)
    own = [text for text in latest(after) if text not in both]
    if not {*both} <= {*after} or _rules(before) != _rules(both) or _rules(after) != _rules([*both, *own]):
        return None
    return both, own


def latest(changes: Iterable[str]) -> list[str]:
    """Return changes without those that a later one of the same key undoes: no command takes both."""
    return list({text.partition("=")[0].strip(): text for text in changes}.values())


def _rules(changes: Iterable[str]) -> dict[str, list[str]]:
    """Return the rules that each lever is given, one after another."""
    rules: dict[str, list[str]] = {}
    for text in changes:
        key, _, rule = (part.strip() for part in text.partition("="))
        if key.endswith(".rule") and rules.setdefault(key, [])[-1:] != [rule]:
            rules[key].append(rule)
    return rules


def amounts(seeds: int, first_seed: int, rings: str, worlds: str, *, more: bool = False) -> list[str]:
    """Return the options for the runs, without those that say what is usual."""
    words = ["--seeds", f"{seeds}", *(["--first-seed", f"{first_seed}"] if first_seed else [])]
    words += ["--more"] if more else []
    words += ["--rings", rings] if rings != "both" else []
    return [*words, *(["--worlds", worlds] if worlds != "plausible" else [])]
