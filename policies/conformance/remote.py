"""The other process of `elsewhere`: it reads a rule and writes the hashes of its answers."""

import json
import os
import pickle
import sys

from policies.aside import aside
from policies.conformance.checks import Case, digests


def main() -> None:
    """Read lever and rule from standard input, write hashes. All other output, in C too, goes to standard error."""
    answer = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with aside():
        hashes = digests(Case(*pickle.load(sys.stdin.buffer)), backwards=True)
    with os.fdopen(answer, "w", encoding="utf-8") as file:
        json.dump(hashes, file)
