"""Rows of the store: a run under a seal, a digest over all columns of its row, which every read checks."""

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
class Description:
    """The description of a run in the store."""

    key: str
    scenario: str
    seed: int
    parts: Mapping[str, str]  # of its key


@dataclass(frozen=True, slots=True)
class Stored:
    """The stored outcome of a run: a number under each name, NaN for none; or the traceback of its crash."""

    record: Mapping[str, float]
    error: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored run whose seal is valid."""

    run: Description
    error: str | None
    seconds: float
    at: float  # time of storage, in seconds since 1970
    packed: bytes  # its numbers, unpacked on demand

    @property
    def stored(self) -> Stored:
        """The outcome, unpacked."""
        return Stored(json.loads(zlib.decompress(self.packed)), self.error, self.seconds)


def sealed(run: Description, stored: Stored, time: float) -> Row:
    """Return the row of a run. Numbers are stored to the bit, NaN and -0.0 too."""
    record = json.dumps({name: float(value) for name, value in stored.record.items()})
    row = (
        number(run.key),
        run.key,
        _text(run.scenario),
        int(run.seed),
        json.dumps(dict(run.parts)),
        None if stored.error is None else _text(stored.error),
        None if math.isnan(stored.seconds) else float(stored.seconds),
        float(time),
        zlib.compress(record.encode()),
    )
    return *row, seal(row)


def unsealed(row: Row) -> Entry | None:
    """Return the entry in a row; None if the row has changed since it was written."""
    *content, digest = row
    if seal(content) != digest:
        return None
    _, key, scenario, seed, parts, error, seconds, at, packed = content
    run = Description(key, scenario, seed, json.loads(parts))
    return Entry(run, error, math.nan if seconds is None else seconds, at, packed)


def label(row: Row) -> str:
    """Return a damaged row as a text for a message: nothing in it can be trusted."""
    return f"{printable(str(row[1]))[:12]} ({printable(str(row[2]))[:40]}, seed {printable(str(row[3]))[:20]})"


def seal(row: Row | list[Any]) -> str:
    """Return the seal of a row: a digest over its other columns."""
    return hashlib.sha256(ascii(tuple(row)).encode()).hexdigest()


def _text(text: str) -> str:
    """Return a text without lone surrogates, which some file names have and UTF-8 has not."""
    return text.encode(errors="backslashreplace").decode()
