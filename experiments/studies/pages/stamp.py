"""The stamp of tables and pictures that runs made: the model and the plausible worlds of these runs.

A test compares it with the model and the worlds that ship, so that nothing stored outlives the model that it is of.
"""

import hashlib

from scenarios.plausible import MODEL, SHIPPED

LETTERS = 8  # of the digest of the worlds


def stamp() -> str:
    """Return the stamp of what is made now, in a line: `model 0e0dd883364fa4ef, worlds 5d41402a`."""
    worlds = hashlib.sha256(SHIPPED.read_bytes()).hexdigest()[:LETTERS]
    return f"model {MODEL.read_text('utf-8').strip()}, worlds {worlds}"
