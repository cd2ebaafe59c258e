"""A fresh process under the guard of runs: that of `verified.check_imports` imports rules, and does nothing more."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module

from experiments.runs import code, guard
from policies.aside import aside


def main(modules: Sequence[str], tops: Sequence[str]) -> None:
    """Import modules within the reach of these top-level packages."""
    with within(tops), aside(), suppress(Exception, SystemExit):
        for module in modules:
            import_module(module)


@contextmanager
def within(tops: Sequence[str]) -> Iterator[None]:
    """Limit this process to the reach of these top-level packages; it exits with the refusal if it reaches for more."""
    reach = code.reach(tops)
    guard.close_environment()
    try:
        with guard.watching(reach):
            yield
    except guard.Uncovered as refused:
        sys.exit(str(refused))
