"""A traceback as whoever wrote the rule reads it: what went wrong, then where in the rule."""

import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

HEAD = "Traceback (most recent call last):"
MOST = 3  # places of a rule
OURS = ("sim/", "scenarios/", "experiments/", "policies/boundary.py", "policies/catalogue.py", "<")
REST = "the whole traceback stands under `traceback` in what --json prints"

_PLACE = re.compile(r'\s*File "(.+)", line (\d+)(?:, in (.+))?$')
_LIBRARY = re.compile(r"^.*/policylab-gate-[^/]+/(?:base|head|both|tree)/")
_OWN = re.compile(r"^policies\.boundary\.\w+: ")


def brief(traceback: str) -> str:
    """What a traceback ends in, the last places in code of policies that led there, and where the rest is."""
    blocks = traceback.split(HEAD)
    if len(blocks) == 1:
        return traceback
    said = blocks[-1].splitlines()[1:]
    first = next((at for at, line in enumerate(said) if line[:1].strip()), 0)
    places = next((found for block in blocks if (found := list(_places(block)))), [])
    told = [line for place in places[-MOST:] for line in place]
    return "\n".join([_OWN.sub("", "\n".join(said[first:]).rstrip()), *told, REST])


def _places(block: str) -> Iterator[tuple[str, ...]]:
    """The places of a traceback that lie in policies: where, and the line of code."""
    lines = block.splitlines()
    for at, line in enumerate(lines):
        if (found := _PLACE.match(line)) is None:
            continue
        path = _LIBRARY.sub("", found[1])
        if not (path.startswith(OURS) or _installed(path)):
            code = lines[at + 1].strip() if at + 1 < len(lines) and not _PLACE.match(lines[at + 1]) else ""
            where = f"  {path}:{found[2]}" + (f", in {found[3]}" if found[3] else "")
            yield (where, f"    {code}") if code else (where,)


def _installed(path: str) -> bool:
    homes = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")} | {sys.prefix}
    return "site-packages" in path or any(Path(path).is_relative_to(home) for home in homes)
