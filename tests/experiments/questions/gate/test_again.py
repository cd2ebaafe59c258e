"""Runs that are repeated: which, where, and what comes of it where they differ."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

from experiments.questions.gate import again
from experiments.questions.gate.place import SideFolders
from experiments.questions.gate.process import Broken, ForeignCode, GateOptions, Outcome, RunId, SideSpec
from experiments.runs.worlds import FIXED
from experiments.store.sealed import Description, Stored
from experiments.store.store import NOWHERE, Store

RUNS: list[RunId] = [("frozen", 0), ("frozen", 1), ("adapting", 0), ("adapting", 1)]
SPEC = SideSpec(SideFolders(Path("library"), Path("shelf")), "production")


def outcome(digest: str, seconds: float = 1.0) -> Outcome:
    return Outcome("key", {"exposed_per_10k": float(len(digest)), "fill_rate": 0.5}, digest, seconds)


def test_differing_runs_are_repeated_first_then_the_last_within_the_time() -> None:
    base = [outcome(digest) for digest in "aaaa"]
    assert again.chosen(RUNS, {"base": base, "head": [outcome(digest) for digest in "abab"]}) == [3, 1, 2, 0]
    assert again.chosen(RUNS, {"base": base, "head": base}) == [3, 2, 1, 0]
    slow = [outcome("a", 2.0)] * 4
    assert again.chosen(RUNS, {"base": base, "head": slow}) == [3, 2, 1]
    assert again.chosen(RUNS, {"base": base, "head": [outcome("a", 60.0)] * 4}) == [3]


class Command:
    """A command that answers by its scenario."""

    begun: ClassVar[list[dict[str, Any]]] = []

    def __init__(self, spec: SideSpec, runs: Sequence[RunId], options: GateOptions, **more: Any) -> None:
        self.scenario, self.count = spec.scenario, len(runs)
        self.begun.append({"runs": runs, "jobs": options.jobs, "store": options.store, **more})

    def __enter__(self) -> "Command":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def results(self) -> list[Outcome]:
        if self.scenario == "crashes":
            raise Broken("ValueError: at night", "Traceback …")
        if self.scenario == "mixed":
            raise ForeignCode("the base would run code of the head: shared")
        seed = self.begun[-1]["environment"]["PYTHONHASHSEED"]
        return [outcome("ab" if self.scenario == "moody" and seed != "2" else "a")] * self.count


def found(monkeypatch: pytest.MonkeyPatch, base: str, head: str) -> dict[str, Broken]:
    monkeypatch.setattr(again, "SideCommand", Command)
    monkeypatch.setattr(Command, "begun", [])
    seats = {"base": SideSpec(SPEC.folders, base), "head": SideSpec(SPEC.folders, head)}
    first = {side: [outcome("a")] * 2 for side in seats}
    return again.irreproducible(seats, GateOptions(FIXED, Path("runs.sqlite"), jobs=4), RUNS[:2], first, 7.0)  # type: ignore[arg-type, return-value]


def test_what_comes_out_otherwise_or_crashes_is_told_of_its_side(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, "steady", "steady") == {}
    problems = found(monkeypatch, "crashes", "moody")
    assert str(problems["head"]).endswith("at another time, gave other results (exposed_per_10k) (hash seed 1, 3)")
    assert str(problems["base"]).endswith("at another time, crashed:\nValueError: at night (hash seed 1, 2, 3)")
    assert problems["base"].traceback == "Traceback …"
    with pytest.raises(ForeignCode):
        found(monkeypatch, "mixed", "steady")


def test_a_repetition_has_another_hash_seed_zone_and_clock_and_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, "steady", "steady")
    assert Command.begun == [
        {
            "runs": RUNS[:count],
            "jobs": 1,
            "store": NOWHERE,
            "program": ("-m", "experiments.questions.gate.clock", "7.0"),
            "environment": {"PYTHONHASHSEED": seed, "TZ": again.ZONE},
        }
        for seed, count in (("1", 2), ("2", 1), ("3", 1))
        for _ in ("base", "head")
    ]


def test_unreliable_runs_are_deleted_from_the_store(tmp_path: Path) -> None:
    path = tmp_path / "runs.sqlite"
    with Store(path) as store:
        for key in ("a", "b", "c"):
            store.keep(Description(key, "production", 0, {}), Stored({"fill_rate": 0.5}, None, 1.0))
    again.forget(GateOptions(FIXED, path), ["a", "c", "never there"])
    with Store(path) as store:
        assert set(store.stored(["a", "b", "c"])) == {"b"}
        assert store.rows("SELECT count(*) FROM runs") == [(1,)]
    for nowhere in (NOWHERE, tmp_path / "none.sqlite"):
        again.forget(GateOptions(FIXED, nowhere), ["a"])
    assert not (tmp_path / "none.sqlite").exists()
