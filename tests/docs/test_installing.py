"""What is said of installing policylab can be done: no package index has it."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from experiments.host.extras import installs
from tests.architecture.house import PACKAGES, ROOT, modules

PLACES = [
    *(ROOT / f"{name}.md" for name in ("README", "DESIGN", "CONTRIBUTING")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "docs" / "examples").iterdir()),
    *(path for path in modules(*PACKAGES) if path != ROOT / "experiments" / "host" / "extras.py"),
]
EXTRAS = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])

CODE = "\n".join(path.read_text(encoding="utf-8") for path in modules("experiments"))
USED = re.findall(r"installs\('(\w+)'\)", CODE)


def commands(path: Path) -> list[list[str]]:
    """The words of each `pip install` that a file says."""
    text = path.read_text(encoding="utf-8")
    return [shlex.split(arguments) for arguments in re.findall(r"pip install ([^`#\n]+)", text)]


SAID = [(str(path.relative_to(ROOT)), words) for path in PLACES for words in commands(path)]
SAID += [("a message", shlex.split(installs(extra).split("`")[1])[2:]) for extra in USED]


def test_pages_example_and_messages_say_how_to_install() -> None:
    assert sorted(USED) == ["dashboard", "dask", "worlds"]
    assert "docs/examples/policy-gate.yml" in dict(SAID)


@pytest.mark.parametrize(("place", "words"), SAID)
def test_policylab_is_installed_from_its_clone_or_a_revision_by_address(place: str, words: list[str]) -> None:
    for word in words:
        named = re.fullmatch(r"(?:policylab|\.)(?:\[(\w+)\])?( @ git\+https://YOUR-HOST/policylab@REVISION)?", word)
        if word.startswith(("policylab", ".[")):
            assert named, word
            assert named[1] is None or named[1] in EXTRAS
            assert bool(named[2]) == word.startswith("policylab")
