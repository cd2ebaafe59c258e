"""Arguments of everything that can be called: what is no such thing is refused by name before anything is run."""

from collections.abc import Callable, Iterator
from inspect import Parameter, getmembers, isclass, isfunction, signature
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pytest

import policylab as pl
from experiments.language.arguments import LONGEST, shown
from experiments.printing.progress import progress
from experiments.runs.defaults import LAST_SEED, MOST_JOBS, MOST_SEEDS
from experiments.runs.pools import Processes
from experiments.runs.watch import unwatched
from scenarios.plausible import SHIPPED
from tests.experiments.show.hand import without_drawings
from tests.policylab.hand import every


class Run(Exception):
    """Something would be run now."""


def there() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function that can be imported, and every method of the classes that can."""
    owners: dict[str, Any] = {type(result).__name__: result for result in every().values()}
    owners["Scenario"] = pl.load("production")
    for name in pl.__all__:
        value = getattr(pl, name)
        if isfunction(value):
            yield name, value
        elif isclass(value) and not issubclass(value, BaseException):
            owner = owners[name]
            yield from (
                (f"{name}.{each}", getattr(owner, each)) for each, _ in getmembers(value, isfunction) if each[0] != "_"
            )


CALLS = dict(there())
PARAMETERS = [(name, each) for name, call in CALLS.items() for each in signature(call).parameters.values()]
QUESTIONS = ("run", "compare", "rank", "validate", "sizes", "sweep", "forecast", "flip", "trace", "gate", "calibrate")
CARRIED_OUT_BY = (
    *(
        "run.ask.metrics",
        "compare.answer",
        "validate.ask.facts",
        "sizes.ask.sizes",
        "sweep.sweep_points",
        "sweep.ahead.forecast",
    ),
    *("flip.ask.flip", "rank.ranking", "trace.traced", "gate.of_scenarios", "gate.of_revision", "calibrate.find"),
)


@pytest.fixture(autouse=True)
def nothing_is_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def run(*positional: Any, **named: Any) -> Any:
        raise Run({"positional": positional, **named})

    for name in CARRIED_OUT_BY:
        monkeypatch.setattr(f"experiments.api.{name}", run)
    without_drawings(monkeypatch)
    monkeypatch.chdir(tmp_path)


def ask(call: str, /, **arguments: Any) -> Any:
    """With these arguments, and those that cannot be left out."""
    usual: dict[str, Any] = {
        "load": {"name_or_path": "production"},
        "run": {"scenario": "production"},
        "compare": {"baseline": "production", "candidate": "calling_open"},
        "rank": {"baseline": "production", "candidates": ["calling_open", "calling_monitored"]},
        "sweep": {"baseline": "production", "vary": ["world.ring.lures_by_call=0.1,0.3"]},
        "trace": {"baseline": "production", "candidate": "calling_open"},
        "validate": {"scenario": "production"},
        "sizes": {"scenario": "production"},
        "forecast": {"baseline": "production", "vary": ["world.ring.lures_by_call=0.1,0.3"]},
        "flip": {"baseline": "production", "candidate": "calling_open"},
        "gate": {"base": "production", "head": "calling_open"},
        "conform": {"rule": "screening.standard"},
    }
    return CALLS[call](**usual.get(call, {}) | arguments)


def complaint(call: str, /, **arguments: Any) -> str:
    with pytest.raises(pl.BadInput) as raised:
        ask(call, **arguments)
    return str(raised.value)


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=[f"{name}-{each.name}" for name, each in PARAMETERS])
def test_every_parameter_refuses_what_it_cannot_be_and_is_named(name: str, parameter: Parameter) -> None:
    if parameter.kind == Parameter.VAR_POSITIONAL:
        with pytest.raises(pl.BadInput, match=r"^<object object at"):
            CALLS[name](*BEFORE_CHANGES.get(name, ()), object())
    else:
        field = "monitored_share" if parameter.kind == Parameter.VAR_KEYWORD else parameter.name
        assert f"{field}=<object object at" in complaint(name, **{field: object()}).partition("\n")[0]


BEFORE_CHANGES = {"load": ("production",), "conform": ("screening.standard",)}
STRANGE: list[Any] = [
    None, True, -1, 1.5, float("nan"), 10**30, 10**5000, b"x", "\0", "\ud800", [3], {}, np.float64(3), np.array([1, 2]),
    PurePosixPath("x"), object,
]  # fmt: skip


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=[f"{name}-{each.name}" for name, each in PARAMETERS])
def test_a_strange_argument_is_taken_or_refused_in_words(name: str, parameter: Parameter) -> None:
    field = "monitored_share" if parameter.kind == Parameter.VAR_KEYWORD else parameter.name
    for value in STRANGE:
        try:
            if parameter.kind == Parameter.VAR_POSITIONAL:
                CALLS[name](*BEFORE_CHANGES.get(name, ()), value)
            else:
                ask(name, **{field: value})
        except (pl.BadInput, pl.Unusable, Run):
            continue


def test_numbers_have_the_limits_of_the_command_line_and_its_words() -> None:
    for name in ("run", "compare", "sweep", "trace"):
        assert complaint(name, seeds=10**9) == f"seeds=1000000000\n    must be at most {MOST_SEEDS:,}"
        assert complaint(name, first_seed=2**63) == f"first_seed={2**63}\n    must be at most {LAST_SEED:,}"
        assert complaint(name, first_seed=-1) == "first_seed=-1\n    must be at least 0"
        assert complaint(name, seeds=3.0) == "seeds=3.0\n    needs a whole number"
        assert complaint(name, seeds=True) == "seeds=True\n    needs a whole number"
    for name in QUESTIONS:
        assert complaint(name, jobs=0) == "jobs=0\n    must be at least 1"
        assert complaint(name, jobs=MOST_JOBS + 1) == f"jobs={MOST_JOBS + 1}\n    must be at most {MOST_JOBS:,}"
        assert complaint(name, jobs="2") == "jobs='2'\n    needs a whole number"


def test_other_arguments_are_refused_with_what_they_may_be() -> None:
    assert complaint("gate", store=b"x") == "store=b'x'\n    needs the path of a file, or None to keep nothing"
    assert complaint("run", progress=None) == (
        "progress=None\n    needs true, false, or a function of the number of finished runs and that of all runs"
    )
    assert complaint("compare", worlds=3) == "worlds=3\n    needs 'plausible', 'fixed' or the path of a file"
    assert complaint("compare", rings="adaptin").endswith("'adapting'; did you mean 'adapting'?")
    assert complaint("sweep", design="sobl").endswith("not one of 'grid', 'lhs', 'sobol'; did you mean 'sobol'?")
    assert complaint("load", name=" ") == "name=' '\n    needs a text that is not empty"
    assert complaint("run", engine=3) == "engine=3\n    not one of 'serial', 'processes', 'dask', 'dask://HOST:PORT'"
    assert complaint("Compared.pairs", metric=[]).startswith("metric=[]\n    no metric '[]'\n    choices: ")
    assert complaint("trace", rings="both") == "rings='both'\n    not one of 'frozen', 'adapting'"
    message = "needs a scenario: a shipped name, the path of a file, or the result of `load`"
    assert complaint("compare", baseline=None) == f"baseline=None\n    {message}"


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(pl.BadInput) as raised:
        ask("compare", seeds=0, jobs=0, store=3)
    assert [each.partition("\n")[0] for each in raised.value.problems] == ["seeds=0", "store=3", "jobs=0"]


def test_numpy_numbers_paths_and_single_texts_are_accepted() -> None:
    for name, arguments in {
        "compare": {"seeds": np.int64(3), "first_seed": np.uint8(7), "progress": np.bool_(False), "store": Path("a")},
        "trace": {"workers": "7/1", "first_seed": 7, "worst": np.int8(2)},
        "gate": {"guardrails": Path("mine.toml"), "jobs": np.int64(2)},
    }.items():
        with pytest.raises(Run) as raised:
            ask(name, **arguments)
        call = raised.value.args[0]
        if name == "compare":
            assert repr(call["positional"][1]) == "[7, 8, 9]"
        elif name == "trace":
            assert (call["selection"].workers, call["selection"].worst) == (((7, 1),), 2)
        else:
            assert (call["positional"][3], type(call["positional"][4].jobs)) == (Path("mine.toml"), int)
    with pytest.raises(Run) as raised:
        CALLS["gate"](revision="main", source="src/house")
    assert raised.value.args[0]["positional"][2] == [Path("src/house")]


def handed_on(call: str, /, **arguments: Any) -> tuple[Any, dict[str, Any]]:
    """What the question is carried out with."""
    with pytest.raises(Run) as raised:
        ask(call, **arguments)
    return raised.value.args[0].pop("positional"), raised.value.args[0]


@pytest.mark.parametrize("name", ["run", "compare", "sweep", "trace"])
def test_how_runs_are_to_be_carried_out_is_handed_on(name: str) -> None:
    again = {} if name == "trace" else {"rerun_failed": True}
    (_, seeds, *_), named = handed_on(name, seeds=3, first_seed=7, jobs=5, progress=False, **again)
    assert (list(seeds), named["engine"]) == ([7, 8, 9], Processes(5))
    assert not again or named["keeping"].rerun_failed


def test_how_a_gate_is_to_be_carried_out_is_handed_on() -> None:
    more: dict[str, Any] = {"worlds": "fixed", "store": Path("a"), "rerun_failed": True, "jobs": 5, "progress": False}
    (*_, how), _ = handed_on("gate", **more)
    assert (how.worlds.name, how.store, how.rerun_failed, how.jobs) == ("fixed", Path("a"), True, 5)
    assert how.watch is unwatched
    assert handed_on("gate")[0][-1].watch is progress


def test_names_stand_beside_the_sources_that_a_command_asks_by() -> None:
    _, named = handed_on("compare", baseline=pl.load("production", name="ours"), candidate=Path("calling_open"))
    assert (named["names"], named["sources"]) == (("ours", "calling_open"), ("production", "calling_open"))
    assert (named["changes"], named["look"], named["worlds"].name) == (((), ()), 1, "plausible")
    assert handed_on("compare", more=True)[1]["look"] == 2
    [side, seeds], _ = handed_on("run", scenario=pl.load("production", "days=9", name="ours"), seeds=2)
    assert (side.name, side.source, side.changes, seeds) == ("ours", "production", ("days=9",), range(2))


def test_a_calibration_is_handed_its_files_its_runs_and_its_words() -> None:
    changed = pl.load("production", review_at=0.4).with_(review_at=0.5)
    how: dict[str, Any] = {"worlds": 3, "seed": 5, "runs": 9, "write": "mine.npz", "store": "runs.sqlite"}
    (_, count, seed, keeping), named = handed_on("calibrate", scenario=changed, also="calling_open", **how)
    assert (count, seed, named["most"], keeping.store.lasts) == (3, 5, 9, True)
    assert named["past"] == (SHIPPED, Path("mine.npz"))
    assert named["also"].name == "calling_open"
    assert named["words"] == ["production", "-S", "platform.screening.review_at=0.5", "--also", "calling_open"]
    _, alone = handed_on("calibrate", anew=True, **how)
    assert (alone["past"], alone["also"], alone["words"]) == ((), None, ["production"])
    with pytest.raises(pl.Unusable, match="no folder"):
        ask("calibrate", write="no/such/mine.npz")


def test_a_flip_takes_sixteen_pairs_at_least_and_each_number_once() -> None:
    _, named = handed_on("flip", seeds=16, on=["ring.explore", "world.ring.explore"], rings="frozen")
    assert (named["seeds"], named["suspected"]) == (range(16), ("ring.explore",))
    assert complaint("flip", seeds=15) == "seeds=15\n    must be at least 16"
    assert complaint("flip", worlds="fixed").startswith("flip needs plausible worlds")


def test_a_call_that_python_refuses_is_refused_as_python_does() -> None:
    with pytest.raises(TypeError, match=r"run\(\) got an unexpected keyword argument 'seed'"):
        CALLS["run"]("production", seed=3)
    with pytest.raises(TypeError, match=r"compare\(\) missing 1 required positional argument: 'candidate'"):
        CALLS["compare"]("production")


def test_a_warning_names_the_line_that_asks() -> None:
    with pytest.warns(UserWarning, match="the worlds differ too") as warned, pytest.raises(Run):
        pl.compare("production", pl.load("production", "world.ring.patience=30"))
    assert [each.filename for each in warned] == [__file__]


def test_a_value_is_told_in_short_whatever_it_is() -> None:
    class Odd:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    assert shown(10**5000) == "<int>"
    assert shown(Odd()) == "<Odd>"
    assert len(shown("x" * 300)) == LONGEST


def test_help_of_a_question_names_its_options() -> None:
    text = pl.compare.__doc__ or ""
    assert text.startswith("Compare two platforms on the same people, seed by seed.\n")
    assert "\nseeds         Number of pairs of runs; decide before you look.\n" in text
