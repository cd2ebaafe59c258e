"""Tracebacks for the author of a rule: first the error, then its place in the rule."""

import re
from collections.abc import Iterator
from pathlib import Path

from experiments.host.installation import installed
from experiments.language.arguments import method

HEAD = "Traceback (most recent call last):"
MOST = 3  # places of a rule
OURS = ("sim/", "scenarios/", "experiments/", "policies/boundary.py", "policies/catalogue.py", "<")

_PLACE = re.compile(r'\s*File "(.+)", line (\d+)(?:, in (.+))?$')
_LIBRARY = re.compile(r"^.*/policylab-gate-[^/]+/(?:base|head|both|tree)/")
_OWN = re.compile(r"^policies\.boundary\.\w+: ")


def brief(traceback: str) -> str:
    """Return the error of a traceback, the last places in code of policies before it, and a note on the rest."""
    blocks = traceback.split(HEAD)
    if len(blocks) == 1:
        return traceback
    lines = blocks[-1].splitlines()[1:]
    first = next((at for at, line in enumerate(lines) if line[:1].strip()), 0)
    places = next((block_places for block in blocks if (block_places := list(_places(block)))), [])
    shown = [line for place in places[-MOST:] for line in place]
    return "\n".join([_OWN.sub("", "\n".join(lines[first:]).rstrip()), *shown, rest()])


def rest() -> str:
    """Return where the whole traceback is to be found."""
    return f"the whole traceback stands under `traceback` in {method('as_json')}"


def _places(block: str) -> Iterator[tuple[str, ...]]:
    """Yield the places of a traceback that lie in policies: file and line, and the line of code."""
    lines = block.splitlines()
    for at, line in enumerate(lines):
        if (match := _PLACE.match(line)) is None:
            continue
        path = _LIBRARY.sub("", match[1]).removeprefix(f"{Path.cwd()}/")
        if not (path.startswith(OURS) or "site-packages" in path or installed(path)):
            code = lines[at + 1].strip() if at + 1 < len(lines) and not _PLACE.match(lines[at + 1]) else ""
            where = f"  {path}:{match[2]}" + (f", in {match[3]}" if match[3] else "")
            yield (where, f"    {code}") if code else (where,)
