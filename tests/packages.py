"""Packages that offer rules of policylab, sound ones and broken ones, installed for the length of a test."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from policies import catalogue
from scenarios import schema

type Install = Callable[..., None]

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


@contextmanager
def installing(site: Path) -> Iterator[Install]:
    """A way to install packages into a folder. At the end they are gone, and nobody remembers them."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            yield partial(_install, patch, site)
    finally:
        _forget()


def _install(
    patch: pytest.MonkeyPatch, site: Path, text: str, offers: Mapping[str, str], name: str = "house", within: str = ""
) -> None:
    """A package with one module of this text that offers `{"fee_alert.below": "Below"}`: entry point → class."""
    folder = site / within
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (folder / f"{name}.py").write_text(text)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    entries = "".join(f"{entry} = {name}:{kind}\n" for entry, kind in offers.items())
    (metadata / "entry_points.txt").write_text(f"[{catalogue.GROUP}]\n{entries}")
    patch.syspath_prepend(folder)
    patch.setitem(sys.modules, name, sys)  # so that it is taken out at the end, whoever imports it
    del sys.modules[name]
    _forget()


def _forget() -> None:
    """Packages are looked for anew."""
    catalogue.offers.cache_clear()
    schema.rule.cache_clear()
