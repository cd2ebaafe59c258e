"""How a program is asked to stop: by Ctrl-C, and by SIGTERM as from `timeout`, `kill` or a container that ends."""

import signal
from types import FrameType
from typing import NoReturn


class Terminated(BaseException):
    """SIGTERM, as KeyboardInterrupt is SIGINT."""


class Interrupted(Exception):
    """A batch was asked to stop, `by` a signal, after `done` of `total` runs."""

    def __init__(self, by: signal.Signals, done: int, total: int) -> None:
        how = "interrupted" if by == signal.SIGINT else "terminated"
        super().__init__(f"{how} after {done} of {total} runs")
        self.by, self.done, self.total = by, done, total


def heed_termination() -> None:
    """From now on SIGTERM raises Terminated."""
    signal.signal(signal.SIGTERM, _terminate)


def exit_code(by: signal.Signals) -> int:
    """What a shell says of a program that a signal ended."""
    return 128 + by


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated
