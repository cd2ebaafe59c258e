"""The fresh process of `verified.check_imports`: it imports rules under the guard of runs, and nothing more."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from experiments.runs import code, guard
from policies.aside import aside


def main(modules: Sequence[str], tops: Sequence[str]) -> None:
    """Import modules within the reach of these top-level packages. Exit with the refusal if they reach for more."""
    try:
        with aside(), guard.watching(code.reach(*code.packages(tops))), suppress(Exception, SystemExit):
            for module in modules:
                import_module(module)
    except guard.Uncovered as refused:
        sys.exit(str(refused))
