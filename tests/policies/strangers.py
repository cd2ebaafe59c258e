"""Rules of a made-up package, each with one fault that a check of the kit has to find. Another process imports them."""

import ctypes
import os
import time
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Honest:
    """Flags every job under a fixed sum."""

    yen: float = 1_000.0

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class Endless(Honest):
    """Has a number that no file can hold."""

    limits: tuple[float, ...] = (0.0, float("nan"))


@dataclass
class Thawed:
    """Its numbers can be changed."""

    yen: float = 1_000.0

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, self.yen)


class Plain:
    """Has no numbers."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, 1.0)


class Heir(Honest):
    """Is no dataclass itself."""


class Mute:
    """Answers nothing."""


@dataclass(frozen=True)
class Picky:
    """Has no usual number."""

    yen: float

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class Field:
    """Has a number where a question is asked."""

    alerts: int = 3


@dataclass(frozen=True)
class Renamed(Honest):
    """Calls the quote otherwise."""

    def alerts(self, fee: Any, price: Any) -> Any:
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class Lists(Honest):
    """Answers with lists."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, self.yen).tolist()


@dataclass(frozen=True)
class Crowd(Honest):
    """Cannot do without somebody."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, self.yen) & (fee >= fee.min())


@dataclass(frozen=True)
class Overflowing(Honest):
    """Has not met a fee of nothing."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        if (fee == 0).any():
            raise ZeroDivisionError("no fee")
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class Relative(Honest):
    """Holds jobs against their neighbours."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, np.median(fee)) if len(fee) else np.zeros(0, np.bool_)


@dataclass(frozen=True)
class Placed(Honest):
    """Holds jobs against their neighbours, and minds its order only in a batch of sixty."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, self.yen) | ((np.arange(len(fee)) == 3) & (len(fee) == 60))


CALLS: list[int] = []


@dataclass(frozen=True)
class Remembering(Honest):
    """Knows how often it was asked."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        CALLS.append(1)
        return np.full(len(fee), len(CALLS) % 3 == 1)


@dataclass(frozen=True)
class Writing(Honest):
    """Finds the array behind what it was handed."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        if fee.base is not None and len(fee) > 1:
            fee.base[1] += 1
        return np.less(fee, self.yen)


BUFFER = np.zeros(9_000, np.bool_)


@dataclass(frozen=True)
class Buffered(Honest):
    """Has one array for all its answers."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, 500_000.0, out=BUFFER[: len(fee)])


@dataclass(frozen=True)
class Hashing(Honest):
    """Goes by the hash of a text."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.array([hash(str(each)) % 2 == 0 for each in fee], np.bool_)


@dataclass(frozen=True)
class Slow(Honest):
    """Takes its time over large batches."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        time.sleep(0.02 * (len(fee) > 1_000))
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class Talking(Honest):
    """Prints."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        print("a rule says", len(fee))
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class TalkingInC(Honest):
    """Prints as a library of C does."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        os.write(1, b"a library says 60\n")
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class Leaving(Honest):
    """Ends the program."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        raise SystemExit(0)


@dataclass(frozen=True)
class Ending(Honest):
    """Ends the process."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        os._exit(3)


@dataclass(frozen=True)
class Faulty(Honest):
    """Reads memory that is not its own where a fee is 0, as a library of C may."""

    def alerts(self, fee: Any, quote: Any) -> Any:
        if (fee == 0).any():
            ctypes.string_at(0)
        return np.less(fee, self.yen)


@dataclass(frozen=True)
class Both:
    """Answers two levers."""

    open: bool = True

    def alerts(self, fee: Any, quote: Any) -> Any:
        return np.less(fee, 1.0)

    def shown(self, fair: Any, unfair: Any) -> Any:
        return np.full(len(fair), np.nan)


@dataclass(frozen=True)
class Half:
    """Answers a part of what identity asks."""

    def may_post(self, verified: Any) -> Any:
        return verified

    def may_write_first(self, verified: Any) -> Any:
        return verified

    def shown(self, verified: Any) -> Any:
        return verified
