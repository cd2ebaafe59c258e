"""The stamp of tables and pictures that runs made: the model of these runs, and the plausible worlds that they had.

A test compares it with the model and the worlds that ship, so that nothing stored outlives the model that it is of. A
calibration that asks for more worlds finds the same ones first; so what was made in the first ones stays as it is.

While the model moves, until worlds are found for it and all is made anew, what is stored is of the one before: `STORED`
has its stamps, and README and documentation say so.
"""

import hashlib

from scenarios.plausible import MODEL, SHIPPED, worlds
from sim.world import World

LETTERS = 8  # of the digest of the worlds
STORED: dict[int | None, str] = {  # stamps of what is stored; empty once that is of the model and the worlds that ship
    0: "model e72b237b4b05dc62",
    32: "model e72b237b4b05dc62, first 32 worlds 175cde8c",
    None: "model e72b237b4b05dc62, worlds 09a5964d",
}


def stamp(first: int | None = None) -> str:
    """Return the stamp of what is made now, in a line: `model e72b237b4b05dc62, first 32 worlds 175cde8c`.

    first: number of plausible worlds from the first one on; 0 for the central world alone; None for all, with what is
    known of them: `model e72b237b4b05dc62, worlds 09a5964d`.
    """
    model = f"model {MODEL.read_text('utf-8').strip()}"
    if first is None:
        return f"{model}, worlds {_digest(SHIPPED.read_bytes())}"
    return f"{model}, first {first} worlds {_digest(worlds(World()).values[:first].tobytes())}" if first else model


def stored(first: int | None = None) -> str:
    """Return the stamp of what is stored."""
    return STORED.get(first) or stamp(first)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:LETTERS]
