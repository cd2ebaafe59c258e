"""Standard output and error: no character breaks them, no control character of a name gets through, no loss is silent.

Everything that a command prints is escaped: lines in `Stream`, tables in `views.console`, because what rich makes of
them is full of control characters that are meant. No line is a command to whatever reads a log, but those of `command`.
"""

import codecs
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from experiments.printing.escapes import disarmed
from policies.printable import escaped

OUTPUT_FAILED, READER_GONE = 2, 141  # exit codes; the second one is what a shell calls death by SIGPIPE
STAND_INS = {"▸": ">", "→": ">", "–": "-", "−": "-", "…": ".", "×": "x", "÷": "/", "·": "."}


class Lost(Exception):
    """Nothing more can be written to a standard stream."""

    def __init__(self, problem: OSError) -> None:
        super().__init__(problem.strerror)
        self.reader_gone = isinstance(problem, BrokenPipeError)


class Stream:
    """A standard stream in plain text. Characters that its encoding lacks have stand-ins; failure raises Lost."""

    def __init__(self, raw: TextIO, clean: Callable[[str], str] = escaped) -> None:
        self.raw, self._clean = raw, clean
        self._loss: Lost | None = None
        if isinstance(raw, io.TextIOWrapper):
            raw.reconfigure(errors="policylab")

    @property
    def encoding(self) -> str:
        """As the stream behind it."""
        return self.raw.encoding

    def write(self, text: str) -> int:
        """Raises Lost."""
        self.write_command(disarmed(self._clean(text)))
        return len(text)

    def write_command(self, text: str) -> None:
        """As it is. Raises Lost."""
        with self._losing():
            self.raw.write(text)

    def flush(self) -> None:
        """Raises Lost."""
        with self._losing():
            self.raw.flush()

    @contextmanager
    def _losing(self) -> Iterator[None]:
        """Somebody on the way may swallow the exception, so what is lost stays lost."""
        if self._loss:
            raise self._loss
        try:
            yield
        except OSError as problem:
            with suppress(OSError, ValueError):  # what is left in the buffer is not tried again at the end
                os.dup2(os.open(os.devnull, os.O_WRONLY), self.raw.fileno())
            self._loss = Lost(problem)
            raise self._loss from None

    def fileno(self) -> int:
        """As the stream behind it."""
        return self.raw.fileno()

    def isatty(self) -> bool:
        """As the stream behind it."""
        return self.raw.isatty()


def styled(stream: TextIO) -> TextIO:
    """A standard stream for lines whose text is escaped and whose colours are meant; blanks at their ends are not."""
    raw = stream.raw if isinstance(stream, Stream) else stream
    return cast(TextIO, Stream(raw, lambda text: re.sub(r" +$", "", text, flags=re.MULTILINE)))


def command(line: str) -> None:
    """Give a command to whatever reads the log, on standard error."""
    put = sys.stderr.write_command if isinstance(sys.stderr, Stream) else sys.stderr.write
    put(f"{line}\n")


@contextmanager
def standard_streams() -> Iterator[None]:
    """Make both streams a Stream. When one is lost, leave: quietly where its reader is gone, else with a message."""
    usual = sys.stdout, sys.stderr
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - as long as the program lives
    if sys.stdout is None:
        print("standard output is closed", file=sys.stderr)
        sys.exit(OUTPUT_FAILED)
    sys.stdout, sys.stderr = (cast(TextIO, Stream(stream)) for stream in (sys.stdout, sys.stderr))
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    except Lost as loss:
        if not loss.reader_gone:
            with suppress(Lost):
                print(f"the output cannot be written: {loss}", file=sys.stderr, flush=True)
        sys.exit(READER_GONE if loss.reader_gone else OUTPUT_FAILED)
    finally:
        sys.stdout, sys.stderr = usual


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(STAND_INS.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


codecs.register_error("policylab", _stand_in)
