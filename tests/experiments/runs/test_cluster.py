"""Runs on a Dask cluster that is there: a real scheduler, real workers, and what becomes of runs when these die."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments import VERSION
from experiments.commands.app import app
from experiments.runs import cluster, identity
from experiments.runs.engine import Outcome, execute
from experiments.runs.engines import opened
from experiments.runs.plan import Run
from experiments.runs.pools import Unready
from scenarios import load
from tests.experiments import works
from tests.experiments.runs.fleet import ROOT, Fleet, fleet

pytestmark = pytest.mark.nightly(
    reason="a scheduler and workers of Dask in processes; every engine gives the same runs: runs/test_engine.py"
)

TINY = load("calling_open", ["world.workers=120", "world.clients=40", "world.rings=adapting", "days=3"])
SMALL = ["-S", "world.workers=120", "-S", "world.clients=40", "--days", "3", "--no-store"]


def runs(n: int) -> list[Run]:
    return [Run(TINY, seed) for seed in range(n)]


def policylab(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleet(tmp_path_factory.mktemp("fleet")) as made:
        yield made


@pytest.fixture
def there(scheduler: Fleet) -> Iterator[Fleet]:
    """A scheduler that has no workers yet."""
    yield scheduler
    scheduler.dismiss()


def test_the_loss_of_every_worker_is_an_error_after_some_results(there: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WITHOUT", 1.0)
    worker, done = there.hire(), list[int]()

    def kill_it(run: Run, outcome: Outcome[int]) -> None:
        done.append(run.seed)
        worker.kill()

    with opened(there.engine, 1) as engine, pytest.raises(Unready, match=r"no worker of dask://127.* is left"):
        execute(runs(40), works.seed_squared, engine=engine, on_outcome=kill_it)
    assert 0 < len(done) < 40


def test_where_the_scheduler_is_gone_it_is_told(tmp_path: Path) -> None:
    with fleet(tmp_path) as mine:
        mine.hire()
        with opened(mine.engine, 1) as engine, pytest.raises(Unready, match=r"the scheduler of dask://127.* is gone"):
            execute(runs(40), works.seed_squared, engine=engine, on_done=mine.scheduler.kill)


def test_a_worker_does_one_run_at_a_time_with_any_threads(there: Fleet) -> None:
    there.hire(threads=4)
    with opened(there.engine, 1) as engine:
        outcomes = execute(runs(8), works.by_itself, engine=engine)
    assert [outcome.error for outcome in outcomes] == [None] * 8


def test_a_worker_with_another_policylab_is_refused_before_the_first_run(there: Fleet, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "experiments", tmp_path / "experiments")
    (tmp_path / "experiments" / "__init__.py").write_text('VERSION = "0.0.9"\n')
    there.hire(tmp_path)
    done = policylab("run", "production", "--engine", there.engine, *SMALL)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"has another policylab, so its results may be others: policylab {VERSION} → 0.0.9" in done.stderr


def test_a_run_that_a_worker_would_carry_out_otherwise_is_not_taken(there: Fleet) -> None:
    there.hire()
    one, two = Run(TINY, 1), Run(TINY, 1)
    named = {**one.parts, "policies": "0" * 64}
    for run in (one, two):
        run.__dict__["parts"] = named
    with opened(there.engine, 1) as engine, pytest.MonkeyPatch.context() as patch:
        here = {part: named[part] for part in identity.code_parts(identity.tops(TINY.rollout))}
        patch.setattr("experiments.runs.identity.code_parts", lambda *_, **__: here)
        with pytest.raises(Unready, match=r"a worker has other code than this .*: the code of policies"):
            execute([one, two], works.seed_squared, engine=engine)


def test_a_scheduler_without_workers_is_told(there: Fleet) -> None:
    done = policylab("run", "production", "--engine", there.engine, *SMALL)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{there.engine} has no worker: `dask worker --nthreads 1 --nworkers N` starts some\n"


def test_where_nothing_answers_as_a_scheduler_it_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        port = mute.getsockname()[1]
        for _ in range(2):  # nobody is there, then somebody who says nothing
            done = policylab("run", "production", "--engine", f"dask://127.0.0.1:{port}", *SMALL)
            assert (done.exit_code, done.stdout) == (2, "")
            assert done.stderr == f"no Dask scheduler answers at 127.0.0.1:{port}: `dask scheduler` starts one\n"
            mute.listen()


def test_without_distributed_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    for engine in ("dask", "dask://127.0.0.1:8786"):
        done = policylab("run", "production", "--engine", engine, *SMALL)
        message = "`pip install -c constraints.txt -e '.[dask]'` in the clone of policylab installs it"
        assert (done.exit_code, done.stderr) == (2, f"the engine dask needs distributed: {message}\n")
