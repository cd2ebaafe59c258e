"""`python -m tests.browser.photograph`: the picture of README's report in a browser, with the stamp of its runs."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

import policylab as pl
from experiments.studies.pages.stamp import stamp
from tests.architecture.house import ROOT
from tests.browser.chromium import chromium

PICTURE = ROOT / "docs/pictures/report.png"
SIZE = (1280, 800)
COLOURS = 64  # of a file that a clone takes along; a page of text has no more


def main() -> int:
    """Ask README's question (stored runs are not run again), open its report, and write what is seen at first."""
    page = pl.compare("production", "calling_open").report()
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "report.html"
        file.write_text(page, "utf-8")
        with chromium(Path(room) / "profile") as browser:
            seen = Image.open(io.BytesIO(browser.open(file.as_uri(), *SIZE).screenshot()))
    source = PngInfo()
    source.add_text("Source", stamp())
    seen.convert("RGB").quantize(COLOURS).save(PICTURE, pnginfo=source, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
