"""Kinds of arguments: values of Python, and texts of the command line."""

from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import pytest

import policylab as pl
from experiments.api import kinds
from experiments.api import options as declarations
from experiments.api.changes import toml
from experiments.api.kinds import Flag, Kind, OneOf, OrNone, Refused, Whole
from experiments.api.option import Option, declared, kind_of, plain
from experiments.runs.defaults import LAST_SEED, MOST_SEEDS


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (kinds.SEED, 0, LAST_SEED),
        (kinds.SEEDS, 1, MOST_SEEDS),
        (kinds.PAIRS, 2, MOST_SEEDS),
        (kinds.MANY_PAIRS, 16, MOST_SEEDS),
        (Whole(), 0, None),
    ],
)
def test_a_whole_number_is_taken_up_to_both_of_its_limits(kind: Whole, least: int, most: int | None) -> None:
    assert (kind.take(least), kind.read(f"{least}"), kind.take(most or 10**30)) == (least, least, most or 10**30)
    assert kind.limits == (f"{least:,} or more" if most is None else f"{least:,} to {most:,}")
    for beyond in (least - 1, *([most + 1] if most else [])):
        with pytest.raises(Refused, match=r"^must be at (least|most) "):
            kind.read(f"{beyond}")
    with pytest.raises(Refused, match=r"^needs a whole number$"):
        kind.read("1.5")


def test_texts_are_read_as_what_their_option_takes() -> None:
    assert kinds.FILE.read("a.npz") == Path("a.npz")
    assert kinds.STORE.read("a.sqlite") == Path("a.sqlite")
    assert kinds.WORLDS.read("fixed") == "fixed"  # a name, and no path
    assert (kinds.FILES.read("a"), kinds.NUMBERS.read("ring.explore")) == (Path("a"), "ring.explore")
    for kind in (kinds.FILE, kinds.STORE, kinds.SCENARIO):
        with pytest.raises(Refused, match=rf"^{kinds.EMPTY}$"):
            kind.read("")


def test_names_of_values_are_those_of_the_command_line() -> None:
    assert [each.metavar for each in (Kind(), Whole(), OneOf(("a", "b")), OrNone(Whole()), kinds.STORE)] == [
        *("TEXT", "N", "<a|b>", "N", "FILE")
    ]
    assert [each.several for each in (Kind(), OrNone(Whole()), kinds.FILES)] == [False, False, True]


def test_flags_and_functions_are_told_from_other_values() -> None:
    assert Flag().take(np.bool_(True)) is True
    assert kinds.PROGRESS.take(print) is print
    for kind, value in ((Flag(), 1), (Flag(), np.float64(1)), (kinds.PROGRESS, 1), (kinds.PROGRESS, int)):
        with pytest.raises(Refused, match=r"^needs true"):
            kind.take(value)


def test_an_annotation_says_its_kind() -> None:
    number, aliased = Annotated[int, Whole(3)], declarations.Rings
    assert (kind_of(number), kind_of(number | None)) == (Whole(3), OrNone(Whole(3)))
    assert (kind_of(aliased), kind_of(Literal["a"] | None)) == (
        OneOf(("both", "frozen", "adapting")),
        OrNone(OneOf(("a",))),
    )
    assert (type(kind_of(bool)), kind_of(str), kind_of(str | None)) == (Flag, None, None)
    assert (plain(number), plain(list[int])) == (int, list[int])
    option: Option = declared(Annotated[bool, "a note", Option(False, "Help.")])
    assert (type(option.kind), option.annotation, option.help) == (Flag, bool, "Help.")
    assert declared(Annotated[int, Option(3, "Help.", Whole(2))]).kind == Whole(2)
    assert type(declared(Annotated[Any, Option(3, "Help.")]).kind) is Kind


def test_no_option_has_to_be_given() -> None:
    groups = [each for each in vars(declarations).values() if hasattr(each, "__required_keys__")]
    assert len(groups) > 10
    assert {name for group in groups for name in group.__required_keys__} == set()


def test_a_whole_number_of_toml_has_64_bits() -> None:
    assert toml("days", 2**64 - 1) == f"{2**64 - 1}"
    with pytest.raises(pl.BadInput, match="needs a number of 64 bits at most"):
        toml("days", 2**64)
