"""Packages that offer rules of policylab, sound ones and broken ones, installed for the length of a test."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from policies import catalogue
from scenarios import schema

SOUND = '''
from dataclasses import dataclass
import numpy as np

@dataclass(frozen=True, slots=True)
class Below:
    """Flag every job under a fixed sum."""

    yen: float = 1_000.0

    def alerts(self, fee, quote):
        return np.less(fee, self.yen)
'''


def install(
    site: Path, monkeypatch: pytest.MonkeyPatch, text: str, offers: Mapping[str, str], name: str = "house"
) -> None:
    """A package with one module of this text that offers `{"fee_alert.below": "Below"}`: entry point → class."""
    metadata = site / f"{name}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (site / f"{name}.py").write_text(text)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    entries = "".join(f"{entry} = {name}:{kind}\n" for entry, kind in offers.items())
    (metadata / "entry_points.txt").write_text(f"[{catalogue.GROUP}]\n{entries}")
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, name, raising=False)
    forget()


def forget() -> None:
    """Packages are looked for anew."""
    catalogue.offers.cache_clear()
    schema.rule.cache_clear()
