"""`python -m tests.docs.write`: brings the generated pages of the reference up to date."""

from collections.abc import Callable
from pathlib import Path

from tests.docs import commands, metrics, policies

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "metrics.md": metrics.page,
    "policies.md": policies.page,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
