"""The current folder, and `src` below it, as places of modules.

They come last, so that nothing there hides what is installed.
"""

import os
import sys


def look_here() -> None:
    """Let modules be found here from now on, also by worker processes that start later."""
    here = os.getcwd()
    sys.path += [folder for folder in (here, os.path.join(here, "src")) if folder not in sys.path]
