"""The other process of `elsewhere`: it reads a rule, and writes each question and then the hashes of the answers."""

import json
import os
import pickle
import sys
from contextlib import suppress
from typing import Any, TextIO

import numpy as np

from policies.aside import aside
from policies.boundary import Misbehaved, limited, said
from policies.conformance.checks import MANY, ROWS, Case, digest
from policies.conformance.samples import extremes, sample


def main() -> None:
    """Read lever and rule from standard input, write lines. All other output, in C too, goes to standard error."""
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with lines, aside():
        try:
            with limited():
                _write(lines, hashes=_asked(Case(*pickle.load(sys.stdin.buffer)), lines))
        except BaseException as error:  # noqa: BLE001 - any mistake of the rule is told
            _write(lines, mistake=said(error))


def _asked(case: Case, lines: TextIO) -> dict[str, str]:
    """Ask everything that the checks ask, so that what ends a process ends this one."""
    hashes = {}
    for question, ask, given in reversed(list(case.each())):
        _write(lines, asked=question.method)
        hashes[question.method] = digest(ask(*given))
        place = case.lever, question.method
        for more in (sample(*place, 0), extremes(*place, ROWS), sample(*place, MANY)):
            with suppress(Misbehaved), np.errstate(all="ignore"):  # the other checks tell
                ask(*more)
    return hashes


def _write(lines: TextIO, **line: Any) -> None:
    print(json.dumps(line), file=lines, flush=True)
