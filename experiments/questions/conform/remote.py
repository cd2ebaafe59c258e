"""The other process of a conformance check, under the guard of runs: a rule that a run refuses does not conform."""

from collections.abc import Sequence

from experiments.runs.afresh import within
from policies.conformance import remote


def main(tops: Sequence[str]) -> None:
    """Ask the rule of standard input everything, within the reach of these top-level packages."""
    with within(tops):
        remote.main()
