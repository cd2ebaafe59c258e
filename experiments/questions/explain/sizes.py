"""Sizes of the marketplace that are held against public figures."""

import inspect

from experiments.questions.explain.entry import Entry
from experiments.questions.measure.document import figure
from experiments.questions.measure.figures import SIZES

BY_SIZE = {size.name: size for size in SIZES}


def explain(word: str) -> list[Entry]:
    """Return the entry of a size."""
    size = BY_SIZE[word]
    kind = f"a size of the {'whole ' if size.whole else ''}marketplace, {size.unit} of a {size.span}"
    rows = (
        ("public", figure(size) or "no figure found"),
        ("source", size.source),
        ("note", size.note),
        ("off", f"if it is more than {size.within:g} × the figure, or less than the figure ÷ {size.within:g}"),
        ("see", "policylab explain production"),
    )
    return [Entry(word, kind, inspect.getdoc(size.function) or "", rows)]


def group(word: str) -> list[Entry]:
    """Return the entry of a group of sizes."""
    names = "\n".join(f"{size.name} ({size.unit})" for size in SIZES if size.group == word)
    return [Entry(word, "a group of sizes of the marketplace", "", (("sizes", names),))]
