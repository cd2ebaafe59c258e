"""The stamp of tables and pictures that runs made: the model of these runs, and their plausible worlds if they had any.

A test compares it with the model and the worlds that ship, so that nothing stored outlives the model that it is of.
"""

import hashlib

from scenarios.plausible import MODEL, SHIPPED

LETTERS = 8  # of the digest of the worlds


def stamp(*, plausible: bool = True) -> str:
    """Return the stamp of what is made now, in a line: `model 0e0dd883364fa4ef, worlds 5d41402a`.

    plausible: do its runs have plausible worlds? Those of the central world alone have no digest of worlds.
    """
    model = f"model {MODEL.read_text('utf-8').strip()}"
    if not plausible:
        return model
    return f"{model}, worlds {hashlib.sha256(SHIPPED.read_bytes()).hexdigest()[:LETTERS]}"
