"""Caches that a run may use: those named by all that their content is made from, and no others of the user."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sim.course  # noqa: F401 - its loops are compiled before caches are moved
from experiments.runs import code
from experiments.runs.guard import Uncovered, watching
from experiments.runs.plan import Run
from experiments.runs.work import simulated
from policies.text import table
from scenarios import load
from sim import caches
from sim.words.lexicon import lexicon
from tests.experiments.runs.villages import gone, settle
from tests.folders import homeless

pytestmark = pytest.mark.usefixtures("nothing_known")

USE = "from sim import caches; assert caches.of_texts('value', lambda: 7) == 7"


@pytest.fixture
def act(no_caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Runs text as a rule of the package `inn` would, in a run."""

    def act(text: str) -> None:
        body = "".join(f"    {line}\n" for line in text.splitlines())
        settle(tmp_path, monkeypatch, {"inn/__init__.py": "", "inn/rules.py": f"import os\ndef act():\n{body}"})
        with watching(code.reach(["inn"])):
            import inn.rules  # type: ignore[import-not-found]

            inn.rules.act()

    yield act
    gone("inn")


def test_a_run_reads_what_another_has_left_among_the_texts(act: Callable[[str], None]) -> None:
    caches.of_texts("value", lambda: 7)
    act("from sim import caches; assert caches.of_texts('value', lambda: 1 / 0) == 7")


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("release-0123456789abcdef", "release-0123"),
        ("{compiled}/rounds.bits.nbc", "rounds.bits.nbc"),
        ("{texts}/../texts-0123456789abcdef/value", "texts-0123456789abcdef"),
        ("{texts}0/value", "value"),
        ("texts", "texts"),
        ("value", "value"),
    ],
)
def test_a_run_reads_no_other_file_below_the_user_s_caches(
    path: str, named: str, act: Callable[[str], None], no_caches: Path
) -> None:
    caches.of_texts("value", lambda: 7)
    path = f"{no_caches}/{path.format(texts=caches.texts().name, compiled=caches.compiled().name)}"
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("of no key")
    with pytest.raises(Uncovered, match=named):
        act(f"open({path!r})")
    with pytest.raises(Uncovered, match=named):
        act(f"try: open({path!r})\nexcept Exception: pass")


def test_a_rule_may_not_write_among_cached_texts_or_in_releases(act: Callable[[str], None]) -> None:
    for folder in (caches.texts(), Path(os.__file__).parent):
        with pytest.raises(Uncovered, match=r"memo\.txt"):
            act(f"open({str(folder / 'memo.txt')!r}, 'w')")


def test_a_run_does_not_look_what_caches_there_are(act: Callable[[str], None], no_caches: Path) -> None:
    caches.of_texts("value", lambda: 7)
    with pytest.raises(Uncovered, match="policylab"):
        act(f"os.listdir({str(no_caches)!r})")


def test_a_run_leaves_what_it_has_made(act: Callable[[str], None]) -> None:
    caches.of_texts("another", lambda: 1)
    act(USE)
    assert sorted(path.name for path in caches.texts().iterdir()) == ["another", "value"]


def test_a_run_is_the_first_that_leaves_anything(act: Callable[[str], None], no_caches: Path) -> None:
    act(USE)
    assert [path.name for path in caches.texts().iterdir()] == ["value"]
    assert [path.name for path in no_caches.glob("texts-*")] == [caches.texts().name]


def test_the_first_run_of_new_code_deletes_old_caches(act: Callable[[str], None], no_caches: Path) -> None:
    for number in range(caches.YOUNGEST + 3):
        (no_caches / f"texts-{number:02}").mkdir(parents=True)
        (no_caches / f"texts-{number:02}" / "value").touch()
    act(USE)
    assert len([*no_caches.glob("texts-*")]) <= caches.YOUNGEST + 1


@pytest.mark.parametrize("place", ["cache", "cache/policylab", "cache/policylab/{}"])
def test_a_run_whose_cache_cannot_be_written_is_a_run(place: str, act: Callable[[str], None], tmp_path: Path) -> None:
    path = tmp_path / place.format(caches.texts().name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    act(USE)


def test_a_run_of_a_user_without_a_home_is_a_run(act: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    homeless(monkeypatch)
    act(USE)


@pytest.fixture
def fresh() -> Iterator[None]:
    """A process that has read no lexicon and made no table yet."""
    for function in (lexicon, table):
        function.cache_clear()
    yield
    for function in (lexicon, table):
        function.cache_clear()


RUN = Run(load("production", ["world.workers=100", "world.clients=20", "days=1"]), 0)


@pytest.mark.usefixtures("fresh", "no_caches")
def test_the_first_run_of_a_user_simulates_and_leaves_words_and_tables() -> None:
    assert simulated(RUN).days == 1
    assert {path.name.partition("-")[0] for path in caches.texts().iterdir()} == {"lexicon", "table"}


@pytest.mark.usefixtures("fresh", "no_caches")
def test_the_first_run_of_a_user_without_a_home_simulates(monkeypatch: pytest.MonkeyPatch) -> None:
    homeless(monkeypatch)
    assert simulated(RUN).days == 1
