"""`python -m tests.browser.photograph [name …]`: pictures of a report and of the page, with the stamp of their runs."""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

import policylab as pl
from docs.studies.stamp import stamp
from tests.architecture.house import ROOT
from tests.browser.chromium import Chromium, chromium
from tests.browser.pages import LEVERS, SHARE, Page, served

FOLDER = ROOT / "docs/pictures"
SIZES = {"report": (1280, 800), "dashboard": (1280, 1700)}
COLOURS = 64  # of a file that a clone takes along; a page of text has no more


def report(browser: Chromium, room: Path) -> bytes:
    """README's question, whose stored runs are not run again: its report, as it is seen at first."""
    file = room / "report.html"
    file.write_text(pl.compare("production", "calling_open").report(), "utf-8")
    return browser.open(file.as_uri(), *SIZES["report"]).settled()


def dashboard(browser: Chromium, room: Path) -> bytes:
    """The tab Ask: a lever of the same question is changed, and a first look is run."""
    with served(room, "--jobs", "2") as address:
        page = Page(browser.open(address, *SIZES["dashboard"]))
        page.press(LEVERS)
        page.fill(SHARE, "0.5")
        page.says(f"{SHARE}=0.5")
        page.press(LEVERS)
        page.press("First look")
        page.press("Run")
        page.says("Download the report", seconds=600)
        page.tab.evaluate("window.scrollTo(0, 0)")
        return page.tab.settled()


TAKEN: dict[str, Callable[[Chromium, Path], bytes]] = {"report": report, "dashboard": dashboard}


def main(chosen: list[str]) -> int:
    """Take these pictures, all of them where none is named → the exit code."""
    if unknown := set(chosen) - set(TAKEN):
        print(f"no such picture: {', '.join(sorted(unknown))}; there are {', '.join(TAKEN)}", file=sys.stderr)
        return 2
    source = PngInfo()
    source.add_text("Source", stamp())
    with tempfile.TemporaryDirectory() as folder, chromium(Path(folder) / "profile") as browser:
        for name in chosen or TAKEN:
            room = Path(folder) / name
            room.mkdir()
            picture, file = Image.open(io.BytesIO(TAKEN[name](browser, room))), FOLDER / f"{name}.png"
            picture.convert("RGB").quantize(COLOURS).save(file, pnginfo=source, optimize=True)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e3:.0f} kB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
