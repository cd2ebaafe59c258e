"""Conformance from Python: as the command has it, with numbers as words of Python."""

from pathlib import Path

import pytest

import policylab as pl
from tests.policies import strangers

HERE = strangers.__name__


def test_each_check_has_a_row_and_one_failure_means_nonconformance() -> None:
    sound, wrong = pl.conform(f"{HERE}:Honest", yen=3), pl.conform(f"{HERE}:Lists")
    assert (sound.conforms, wrong.conforms) == (True, False)
    assert sound.frame()["passed"].all()
    [row] = wrong.frame().query("tried and not passed").to_dict("records")
    assert row["mistake"].endswith("alerts(): list given, must be an array of bool")


def test_numbers_are_laid_on_the_rule_and_a_wrong_one_is_refused() -> None:
    with pytest.raises(pl.BadInput, match="no key 'yne'; did you mean 'yen'"):
        pl.conform(f"{HERE}:Honest", "yne=3")
    with pytest.raises(pl.BadInput, match=r"^platform\.fee_alert\.floor=-1"):
        pl.conform("fee_alert.standard", floor=-1)


def test_a_file_of_the_current_folder_is_named_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lies_here.py").write_text(Path(str(strangers.__file__)).read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    assert str(pl.conform("lies_here:Honest")).splitlines()[0:4:3] == [
        "lies_here:Honest, a rule of fee_alert",
        "lies_here.py",
    ]
