"""What runs is what its key says: edits, patches and old bytecode are noticed, before and after a run."""

import os
import py_compile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import replace
from importlib import import_module, reload
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from experiments.runs import code, hashes, imported
from experiments.runs.engine import execute
from experiments.runs.imported import Outdated, replaced
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Processes, Unready
from experiments.store.store import NOWHERE, Store
from scenarios import load
from tests import packages
from tests.experiments import works
from tests.experiments.runs.villages import forget, gone, settle


def check(there: dict[str, hashes.Places]) -> None:
    imported.check({part: hashes.state(places).files for part, places in there.items()}, there)


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget()
    yield
    forget()
    gone("inn", "house")


@pytest.fixture
def inn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, hashes.Places]]:
    """Lays a package `inn`: its places."""

    def lay(**files: str) -> dict[str, hashes.Places]:
        named = {f"inn/{name.replace('_dot_', '.')}": text for name, text in files.items()}
        settle(tmp_path, monkeypatch, {"inn/__init__.py": "", **named})
        return code.packages(["inn"])[0]

    return lay


def test_a_module_imported_after_the_first_look_may_be_new(inn: Callable[..., Any]) -> None:
    there = inn(rules_dot_py="x = 1")
    check(there)
    import_module("inn.rules")
    check(there)


@pytest.mark.parametrize("file", ["rules_dot_py", "data_dot_csv"])
def test_an_edit_after_the_import_is_noticed_and_named(file: str, inn: Callable[..., Any], tmp_path: Path) -> None:
    there = inn(rules_dot_py="x = 1", data_dot_csv="x = 1")
    check(there)
    import_module("inn.rules")
    path = tmp_path / "inn" / file.replace("_dot_", ".")
    path.write_text("x = 2")
    with pytest.raises(Outdated, match=f"{path.name} has changed since this process imported inn"):
        check(there)


def test_a_module_imported_before_must_be_older_than_the_process(
    inn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = inn(rules_dot_py="x = 1")
    import_module("inn.rules")
    with pytest.raises(Outdated, match=r"inn/\S+ has changed since this process began"):
        check(there)
    monkeypatch.setattr(imported, "BORN", time.time_ns() + 10**9)
    check(there)


def test_the_start_of_this_process_is_known() -> None:
    assert os.stat(os.__file__).st_ctime_ns < imported.BORN < time.time_ns()


def test_a_source_that_is_gone_is_noticed(inn: Callable[..., Any], tmp_path: Path) -> None:
    there = inn(rules_dot_py="x = 1")
    check(there)
    import_module("inn.rules")
    (tmp_path / "inn" / "rules.py").unlink()
    with pytest.raises(Outdated, match=r"inn/rules\.py has changed"):
        check(there)


def test_bytecode_that_python_takes_for_current_and_is_not_is_noticed(inn: Callable[..., Any], tmp_path: Path) -> None:
    there = inn(rules_dot_py="x = 1")
    source = tmp_path / "inn" / "rules.py"
    py_compile.compile(str(source))
    stamp = source.stat()
    source.write_text("x = 2")
    os.utime(source, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    check(there)
    assert import_module("inn.rules").x == 1  # the fault of Python that is meant
    with pytest.raises(
        Outdated, match=r"rules\.\S+\.pyc is taken for the bytecode of its source and is not: delete it"
    ):
        check(there)


def test_bytecode_that_is_older_and_the_same_is_no_fault(inn: Callable[..., Any], tmp_path: Path) -> None:
    there = inn(rules_dot_py="x = 1")
    source = tmp_path / "inn" / "rules.py"
    py_compile.compile(str(source))
    source.chmod(0o600)
    check(there)
    import_module("inn.rules")
    check(there)


def test_nothing_of_the_house_is_replaced() -> None:
    import_module("sim.course")
    import_module("policies.conformance")
    assert replaced([code.places("policies"), code.places("sim")]) == []


RULES = """
class Rule:
    def alerts(self): return 1
    @property
    def far(self): return 2
def helped(): return Rule()
"""  # pytest may load modules of the house in a way of its own, with other code than their sources have


@pytest.mark.parametrize("other", [lambda *_: None, mock.Mock(), staticmethod(lambda *_: None), property(lambda _: 1)])
@pytest.mark.parametrize("name", ["alerts", "far"])
def test_a_method_that_was_replaced_is_named(
    name: str, other: object, inn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, rules = inn(rules_dot_py=RULES), import_module("inn.rules")
    assert replaced(there.values()) == []
    monkeypatch.setattr(rules.Rule, name, other)
    assert replaced(there.values()) == [f"inn.rules.Rule.{name}"]


def test_a_function_and_a_class_that_were_replaced_are_named(
    inn: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, rules = inn(rules_dot_py=RULES), import_module("inn.rules")
    monkeypatch.setattr(rules, "helped", lambda: None)
    monkeypatch.setattr(rules, "Rule", type("Rule", (), {"alerts": lambda self: None}))
    assert set(replaced(there.values())) == {"inn.rules.helped", "inn.rules.Rule.alerts"}


@pytest.fixture
def house(install: packages.Install, tmp_path: Path) -> Callable[[str], None]:
    """Installs a rule that alerts below 1,000 yen; called, it edits that number."""
    install(packages.SOUND, {"fee_alert.below": "Below"})
    file = tmp_path / "site" / "house.py"
    text = packages.SOUND.replace("self.yen", "1_000.0")
    file.write_text(text)

    def edit(yen: str) -> None:
        file.write_text(text.replace("1_000.0", yen))

    return edit


def runs(n: int, name: str = "x") -> list[Run]:
    used = load("production", ["platform.fee_alert.rule=below"])
    return [Run(replace(used, name=name), seed) for seed in range(n)]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("engine", [SERIAL, Processes(1)])
def test_a_patched_class_stops_all_runs(engine: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = runs(1)
    monkeypatch.setattr(import_module("house").Below, "alerts", lambda *_: None)
    with pytest.raises(Unready, match=r"house\.Below\.alerts was replaced in this process"):
        execute(batch, works.alerted, engine=engine)


BELOW_1000, BELOW_2000 = [True, False, False], [True, True, False]


def results(batch: list[Run], engine: Processes) -> list[object]:
    return [outcome.result or outcome.error for outcome in execute(batch, works.alerted, engine=engine)]


def test_a_rule_of_an_installed_release_is_carried_out_by_worker_processes(
    house: Callable[[str], None], tmp_path: Path
) -> None:
    house("1_000.0")
    (tmp_path / "site" / "house-1.0.dist-info" / "RECORD").write_text("house.py,,\n")
    forget()
    assert code.packages(["house"]) == ({}, frozenset(["house"]))
    assert results(runs(1), Processes(1)) == [BELOW_1000]


@pytest.mark.parametrize(
    ("head", "project", "reached"),
    [
        ("import os\nos.listdir('/etc')\n", "", "/etc"),
        ("import os\ntry: os.listdir('/etc')\nexcept Exception: pass\n", "", "/etc"),
        ("import os\nos.environ['HOME']\n", "", "the environment variable HOME"),
        ("", '[tool.policylab]\npolicy = ["rates"]\n', r"\S*house\S*"),
    ],
)
def test_imports_of_rules_are_refused_like_their_answers(
    head: str, project: str, reached: str, install: packages.Install, tmp_path: Path
) -> None:
    install(head + packages.SOUND, {"fee_alert.below": "Below"})
    (tmp_path / "site" / "pyproject.toml").write_text(project)
    (tmp_path / "site" / "rates").mkdir()
    with pytest.raises(Unready, match=f"^a rule reaches for {reached}, which no key of a run covers"):
        execute(runs(1), works.alerted, engine=Processes(1))


SEEN = """
SEEN = []

@dataclass(frozen=True, slots=True)
class Once(Below):
    def alerts(self, fee, quote):
        SEEN.append(fee)
        return np.full(len(fee), len(SEEN) == 1)
"""


def test_a_rule_remembers_nothing_of_the_run_before(install: packages.Install) -> None:
    install(packages.SOUND + SEEN, {"fee_alert.below": "Once"})
    assert [outcome.result for outcome in execute(runs(3), works.alerted, engine=Processes(1))] == [[True] * 3] * 3


RELATIVE = """
with open("rates/yen.txt") as file:
    YEN = float(file.read())

@dataclass(frozen=True, slots=True)
class Read(Below):
    def alerts(self, fee, quote):
        return np.less(fee, YEN)
"""


def test_a_rule_works_at_the_top_of_its_repository(
    install: packages.Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site" / "src"
    site.mkdir(parents=True)
    install(packages.SOUND + RELATIVE, {"fee_alert.below": "Read"}, within="src")
    (tmp_path / "site" / "pyproject.toml").write_text('[tool.policylab]\npolicy = ["rates", "src/house.py"]\n')
    (tmp_path / "site" / "rates").mkdir()
    (tmp_path / "site" / "rates" / "yen.txt").write_text("1000")
    monkeypatch.chdir(tmp_path / "site")  # where this process imports it
    batch = runs(1)
    monkeypatch.chdir(tmp_path)
    assert results(batch, Processes(1)) == [BELOW_1000]


@pytest.mark.usefixtures("house")
def test_a_rule_of_others_is_neither_stored_nor_read_in_company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imported, "BORN", time.time_ns() + 10**12)  # the rule may be younger than this process
    with Store(NOWHERE) as store:
        keeping, counts = Keeping(store), []
        for engine in (SERIAL, SERIAL, Processes(1), SERIAL):
            [outcome] = keeping.records(runs(1), works.kept_by_alert, engine=engine)
            counts.append((outcome.result, len(store.stored([run.key for run in runs(1)]))))
    assert counts == [({"metric/alerted": 1.0}, stored) for stored in (0, 0, 1, 1)]


@pytest.mark.usefixtures("house")
def test_a_class_of_the_program_is_asked_in_the_program_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = runs(1)
    monkeypatch.setattr(import_module("house").Below, "__module__", "__main__")
    with pytest.raises(Unready, match=r"^Below is a class of this program .* put it into a file, or ask with engine="):
        execute(batch, works.alerted, engine=Processes(1))


@pytest.mark.filterwarnings("ignore:.*fresh worker processes go on")
def test_work_beside_a_run_is_checked_like_the_run(
    house: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, batch = [Run(load("production"), 0)], runs(1)
    house("2_000.00")
    for engine in (SERIAL, Processes(1)):
        [outcome] = execute(base, works.alerted_beside, beside=batch, engine=engine)
        assert outcome.result == BELOW_2000
    house("500.00")
    with pytest.raises(Unready, match=r"code has changed .* package house \(house\.py\)"):
        execute(base, works.alerted_beside, beside=batch)
    monkeypatch.setattr(import_module("house").Below, "alerts", lambda *_: None)
    with pytest.raises(Unready, match=r"house\.Below\.alerts was replaced in this process"):
        execute(base, works.alerted_beside, beside=runs(1))


def test_a_rule_whose_module_was_loaded_again_is_no_crash(house: Callable[[str], None]) -> None:
    house("1_000.0")
    batch = runs(1)
    reload(import_module("house"))
    with pytest.raises(Unready, match=r"not the same object as house\.Below\nload the scenario again"):
        execute(batch, works.alerted, engine=Processes(1))


def test_a_rule_edited_between_two_questions_runs_in_its_new_form(house: Callable[[str], None]) -> None:
    first = runs(2)
    assert results(first, Processes(2)) == [BELOW_1000] * 2
    house("2_000.00")
    second = runs(2)  # loaded from what this process imported before the edit
    assert results(second, Processes(2)) == [BELOW_2000] * 2
    assert {run.key for run in first}.isdisjoint(run.key for run in second)


@pytest.mark.filterwarnings("ignore:.*fresh worker processes go on")
def test_a_process_that_imported_older_code_hands_its_runs_to_fresh_ones(house: Callable[[str], None]) -> None:
    loaded = runs(2)
    house("2_000.00")
    assert results(loaded, SERIAL) == [BELOW_2000] * 2  # type: ignore[arg-type]


def test_an_edit_after_runs_are_named_stops_them_with_its_file(house: Callable[[str], None]) -> None:
    named = runs(2)
    assert all(run.key for run in named)
    house("2_000.00")
    with pytest.raises(Unready, match=r"code has changed since these runs were named.*package house \(house\.py\)"):
        results(named, Processes(2))


def test_an_edit_during_runs_stops_them_and_drops_uncertain_results(
    house: Callable[[str], None], tmp_path: Path
) -> None:
    went = tmp_path / "went"
    taken: list[object] = []

    def edit() -> None:
        house("2_000.00")
        went.touch()

    with pytest.raises(Unready, match=r"house\.py"):
        execute(
            runs(3, str(went)),
            works.alerted_slowly,
            engine=Processes(2),
            on_outcome=lambda _, outcome: taken.append(outcome.result),
            on_done=edit,
        )
    assert taken == [BELOW_1000]


def test_an_error_from_a_half_written_file_counts_as_an_edit(
    house: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    class HalfRead(Executor):
        def submit(self, *task: object, **named: object) -> Future[object]:  # type: ignore[override]
            house("2_000.00")
            read = Future[object]()
            read.set_exception(AttributeError("module 'house' has no attribute 'Below'"))
            return read

    monkeypatch.setattr(Processes, "pool", lambda engine: nullcontext(HalfRead()))
    taken: list[object] = []
    with pytest.raises(Unready, match=r"code has changed .* package house \(house\.py\)"):
        execute(runs(1), works.alerted, engine=Processes(2), on_outcome=lambda _, outcome: taken.append(outcome))
    assert taken == []


def test_an_edit_between_two_serial_runs_is_noticed_after_the_second(
    house: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However soon it comes after the look that followed the first."""
    monkeypatch.setattr(imported, "BORN", time.time_ns() + 10**12)  # the rule may be younger than this process
    taken: list[object] = []
    with pytest.raises(Unready, match=r"code has changed .* package house \(house\.py\)"):
        execute(
            runs(2),
            works.alerted,
            engine=SERIAL,
            on_outcome=lambda _, outcome: taken.append(outcome.result),
            on_done=lambda: house("2_000.00"),
        )
    assert taken == [BELOW_1000]


def test_one_question_has_one_state_of_the_code(house: Callable[[str], None]) -> None:
    """Also where its second batch is all in the store, or asked after an edit."""
    with Store(NOWHERE) as store:
        keeping = Keeping(store)
        first = keeping.records(runs(1), works.kept_by_alert, engine=Processes(1), on_done=lambda: None)
        assert first[0].result == {"metric/alerted": 1.0}
        house("2_000.00")
        with pytest.raises(Unready, match=r"code has changed .* package house \(house\.py\)"):
            keeping.records(runs(2), works.kept_by_alert, engine=SERIAL, on_done=lambda: None)
        again = Keeping(store).records(runs(1), works.kept_by_alert, engine=Processes(1), on_done=lambda: None)
        assert again[0].result == {"metric/alerted": 2.0}
