"""The other process of `elsewhere`: it reads a rule and writes the hashes of its answers."""

import json
import pickle
import sys

from policies.aside import aside
from policies.conformance.checks import Case, digests


def main() -> None:
    """Read lever and rule from standard input, write hashes. The rule's own output goes to standard error."""
    with aside():
        hashes = digests(Case(*pickle.load(sys.stdin.buffer)), backwards=True)
    json.dump(hashes, sys.stdout)
