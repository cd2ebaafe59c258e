"""What a store holds, in lines."""

from collections.abc import Sequence

from experiments.store.upkeep import Held


def rows(found: Sequence[Held]) -> list[tuple[str, str]]:
    """A scenario and what is kept of it, for each."""
    return [(each.scenario, _said(each)) for each in found] or [("", "no runs yet")]


def _said(of: Held) -> str:
    first, last = of.seeds
    failed = f", {of.failed:,} crashed" if of.failed else ""
    return f"{of.done:,} runs{failed}, seeds {first} to {last}, {of.seconds / 60:,.1f} minutes of work"
