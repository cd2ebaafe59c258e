"""A run as a row of the store, under a seal: a digest over all that the row holds, looked at whenever it is read."""

import hashlib
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.store.layout import number
from policies.printable import printable

COLUMNS = "id, key, scenario, seed, parts, error, seconds, at, record, seal"

type Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A run as the store knows it."""

    key: str
    scenario: str
    seed: int
    parts: Mapping[str, str]  # of its key


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a run: a number under each name, NaN where there is none; or the traceback that it ended in."""

    record: Mapping[str, float]
    error: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A run that is kept, under a seal that holds."""

    run: Named
    error: str | None
    seconds: float
    at: float  # when it was kept, in seconds since 1970
    packed: bytes  # its numbers: who counts runs need not read them

    @property
    def kept(self) -> Kept:
        """Its result, unpacked."""
        return Kept(json.loads(zlib.decompress(self.packed)), self.error, self.seconds)


def sealed(run: Named, kept: Kept, at: float) -> Row:
    """The row of a run. Numbers come back to the bit, NaN and -0.0 too."""
    record = json.dumps({name: float(value) for name, value in kept.record.items()})
    row = (
        number(run.key),
        run.key,
        _text(run.scenario),
        int(run.seed),
        json.dumps(dict(run.parts)),
        None if kept.error is None else _text(kept.error),
        None if math.isnan(kept.seconds) else float(kept.seconds),
        float(at),
        zlib.compress(record.encode()),
    )
    return *row, seal(row)


def opened(row: Row) -> Entry | None:
    """The entry in a row; None where the row is not as it was written."""
    *content, told = row
    if seal(content) != told:
        return None
    _, key, scenario, seed, parts, error, seconds, at, packed = content
    run = Named(key, scenario, seed, json.loads(parts))
    return Entry(run, error, math.nan if seconds is None else seconds, at, packed)


def called(row: Row) -> str:
    """A damaged row in a message: nothing in it can be relied upon."""
    return f"{printable(str(row[1]))[:12]} ({printable(str(row[2]))[:40]}, seed {printable(str(row[3]))[:20]})"


def seal(row: Row | list[Any]) -> str:
    """A digest over the columns before it."""
    return hashlib.sha256(ascii(tuple(row)).encode()).hexdigest()


def _text(text: str) -> str:
    """UTF-8 has no lone surrogates: file names that are no UTF-8 have them."""
    return text.encode(errors="backslashreplace").decode()
