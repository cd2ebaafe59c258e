"""Files that Python writes: none replaces what a question reads."""

from pathlib import Path
from typing import Any

import pytest

import policylab as pl


@pytest.mark.parametrize(("write", "what"), [("mine.toml", "a file of a scenario"), ("runs.sqlite", "the store")])
def test_worlds_replace_neither_scenario_nor_store(
    write: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: Any, **__: Any) -> None:
        pytest.fail("something was run")

    monkeypatch.setattr("experiments.api.calibrate.find", run)
    (tmp_path / "mine.toml").write_text('extends = "production"\n')
    mine = pl.load(tmp_path / "mine.toml", days=20)
    for scenarios in ({"scenario": mine}, {"also": mine}):
        with pytest.raises(pl.Unusable, match=f"write='.*{write}': would replace {what}"):
            pl.calibrate(write=tmp_path / write, store=tmp_path / "runs.sqlite", **scenarios)  # type: ignore[arg-type]


@pytest.mark.parametrize("argument", ["store", "worlds"])
def test_an_empty_name_is_no_file_and_not_this_folder(argument: str) -> None:
    with pytest.raises(pl.BadInput, match=f"^{argument}=''\n    the name is empty$"):
        pl.compare("production", "calling_open", **{argument: ""})  # type: ignore[arg-type]


@pytest.mark.parametrize("argument", ["baseline", "candidate"])
def test_a_scenario_without_a_name_is_told_by_its_argument(argument: str) -> None:
    both = {"baseline": "production", "candidate": "calling_open"} | {argument: ""}
    with pytest.raises(pl.BadInput, match=f"^{argument}=''\n    the name is empty$"):
        pl.compare(**both)  # type: ignore[arg-type]


def test_a_gate_tells_of_its_store_in_words_of_python(tmp_path: Path) -> None:
    with pytest.raises(pl.Unusable, match="take another place with store=…, or store=None"):
        pl.gate("production", "calling_open", store=tmp_path, progress=False)
