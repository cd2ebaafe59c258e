"""The other process of a conformance check, under the guard of runs: a rule that a run refuses does not conform."""

import sys
from collections.abc import Sequence

from experiments.runs import code, guard
from policies.conformance import remote


def main(tops: Sequence[str]) -> None:
    """Ask the rule of standard input everything, within the reach of these top-level packages.

    The process exits with the refusal if it reaches for more.
    """
    reach = code.reach(tops)
    guard.close_environment()
    try:
        with guard.watching(reach):
            remote.main()
    except guard.Uncovered as refused:
        sys.exit(str(refused))
