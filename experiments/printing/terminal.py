"""Standard output and error: every character can be printed, control characters in names are escaped, loss is reported.

Everything that a command prints is escaped: lines in `Stream`, tables in `printing.console`, because rich adds control
characters of its own. No line is a command to the reader of a log, except those of `command`.
"""

import codecs
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from experiments.host.stopping import stop_without_reader
from policies.printable import disarmed, escaped

OUTPUT_FAILED, READER_GONE = 2, 141  # exit codes; the second one is what a shell calls death by SIGPIPE
STAND_INS = {"▸": ">", "→": ">", "–": "-", "−": "-", "…": ".", "×": "x", "÷": "/", "·": "."}


class Lost(Exception):
    """A standard stream cannot be written any more."""

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
        """The encoding of the underlying stream."""
        return self.raw.encoding

    def write(self, text: str) -> int:
        """Write a text, escaped. Raise Lost."""
        self.write_command(disarmed(self._clean(text)))
        return len(text)

    def write_command(self, text: str) -> None:
        """Write a text without escapes. Raise Lost."""
        with self._losing():
            self.raw.write(text)

    def flush(self) -> None:
        """Flush the underlying stream. Raise Lost."""
        with self._losing():
            self.raw.flush()

    @contextmanager
    def _losing(self) -> Iterator[None]:
        """Raise Lost at the first failure and at every later write: a caller may swallow the exception."""
        if self._loss:
            raise self._loss
        try:
            yield
        except OSError as problem:
            with suppress(OSError, ValueError):  # the rest of the buffer is not written again at the end
                os.dup2(os.open(os.devnull, os.O_WRONLY), self.raw.fileno())
            self._loss = Lost(problem)
            raise self._loss from None

    def fileno(self) -> int:
        """Return the file number of the underlying stream."""
        return self.raw.fileno()

    def isatty(self) -> bool:
        """Return whether the underlying stream is a terminal."""
        return self.raw.isatty()


def styled(stream: TextIO) -> TextIO:
    """Return a standard stream for lines that are escaped already, with colours; blanks at their ends are removed."""
    raw = stream.raw if isinstance(stream, Stream) else stream
    return cast(TextIO, Stream(raw, lambda text: re.sub(r" +$", "", text, flags=re.MULTILINE)))


def command(line: str) -> None:
    """Print a command to the reader of the log, on standard error."""
    put = sys.stderr.write_command if isinstance(sys.stderr, Stream) else sys.stderr.write
    put(f"{line}\n")


@contextmanager
def json_lines() -> Iterator[Callable[[Any], None]]:
    """Open standard output for lines of JSON; all else that is written there, also in C, goes to standard error.

    The process stops when nobody reads the lines any more.
    """
    with _answer(sys.stdout, sys.stderr) as lines:
        stop_without_reader(lines)
        yield lambda data: print(json.dumps(data), file=lines, flush=True)


@contextmanager
def standard_streams() -> Iterator[None]:
    """Make both streams a Stream. If one is lost, exit: quietly if its reader is gone, else with a message.

    What C code writes to standard output goes to standard error: it is no part of the answer.
    """
    usual = sys.stdout, sys.stderr
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - as long as the program lives
    if sys.stdout is None:
        print("standard output is closed", file=sys.stderr)
        sys.exit(OUTPUT_FAILED)
    sys.stderr = cast(TextIO, Stream(sys.stderr))
    try:
        with _answer(usual[0], sys.stderr) as answer:
            sys.stdout = cast(TextIO, Stream(answer))
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


@contextmanager
def _answer(usual: TextIO, instead: TextIO) -> Iterator[TextIO]:
    """Open standard output under another file number.

    Its own number leads to another stream from now on: what is written at exit is no part of the answer either.
    """
    try:
        own, other = usual.fileno(), instead.fileno()
    except (OSError, ValueError):  # one of them is no file
        yield usual
        return
    usual.flush()
    with os.fdopen(os.dup(own), "w", encoding=usual.encoding) as answer:
        os.dup2(other, own)
        yield answer


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(STAND_INS.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


codecs.register_error("policylab", _stand_in)
