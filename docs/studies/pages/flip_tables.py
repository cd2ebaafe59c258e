"""Lines of a flip for docs/results/calling.md."""

from docs.studies.parts import Part
from experiments.questions.flip.result import Flip
from experiments.questions.flip.text import lines


def flips(result: Flip) -> Part:
    """Return what `policylab flip` prints, as a block of text."""
    return ("\n".join(["```text", *(line.plain.rstrip() for line in lines(result)), "```"]),)
