"""The command line as its users meet it: what it prints, where, and how it leaves."""

import json
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from experiments import VERSION
from experiments.api.options import Pairs
from experiments.commands.app import app
from experiments.commands.options import Changes
from experiments.measures.metrics import BY_NAME, GROUPS, METRICS
from experiments.measures.validity import FACTS
from experiments.questions.explain.levers import levers
from experiments.runs.defaults import PAIRS
from experiments.runs.plan import Run

RINGS = ["-S", "world.population.ring_share=0.2"]  # enough of them that somebody is reached in so few days
SMALL = ["-S", "world.workers=300", "-S", "world.clients=120", *RINGS, "--days", "8", "--engine", "serial"]
CALLING = "platform.communication.call=before_contract"
BOUND = {
    "fill_rate",
    "publication_lag_p50",
    "publication_lag_p90",
    "direct_deal_share",
}  # facts read these very metrics
LIBRARIES = {"numpy", "scipy", "matplotlib", "mesa", "networkx", "pydantic", "rich"}
HEAVY = LIBRARIES | {"sim", "scenarios", "policies.catalogue", "nicegui"}


@pytest.fixture(autouse=True)
def no_worlds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What ships changes what is trusted: here, nothing does."""
    monkeypatch.setattr("scenarios.plausible.SHIPPED", tmp_path / "none.npz")


def policylab(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_the_version_is_that_of_the_package() -> None:
    assert policylab("--version").stdout == f"{VERSION}\n"


@pytest.mark.parametrize("module", ["policylab", "experiments"])
def test_the_command_is_a_module_too(module: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"{VERSION}\n"


@pytest.fixture(scope="module")
def store_options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A store for those who look at how a result is told, not at how it is come by: each run is carried out once."""
    return ["--store", str(tmp_path_factory.mktemp("kept") / "runs.sqlite")]


@pytest.fixture(scope="module")
def compared() -> dict[str, Any]:
    result = policylab(
        "compare", "production", "--change", CALLING, "--seeds", "2", "--first-seed", "5", "--json", *SMALL
    )
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)  # nothing but JSON on standard output
    return data


def test_json_of_a_comparison_is_all_there_is_on_standard_output(compared: dict[str, Any]) -> None:
    assert compared["baseline"] == "production"
    assert compared["candidate"] == f"production + {CALLING}"
    assert compared["seeds"] == [5, 6]
    assert compared["days"] == 8
    assert compared["world"] == "crowdworks_2020"
    assert compared["seconds_per_run"] > 0
    assert list(compared["regimes"]) == ["frozen", "adapting"]
    for rings, regime in compared["regimes"].items():
        assert regime["rings"] == {"baseline": rings, "candidate": rings}
        assert [metric["name"] for metric in regime["metrics"]] == [metric.name for metric in METRICS]
        assert regime["metrics"][0]["baseline"] > 0
        first, *_, last = (headline["name"] for headline in regime["headlines"])
        assert (first, last) == ("read_lure_per_10k", "direct_deal_share")  # for the change is one of communication


@pytest.mark.parametrize(
    ("options", "regimes"),
    [
        (["--rings", "adapting"], ["adapting"]),
        (["--rings", "frozen"], ["frozen"]),
        (["-S", "world.rings=adapting"], ["adapting"]),
        (["--change", "world.rings=adapting", "-S", "world.rings=frozen"], ["frozen/adapting"]),
    ],
)
def test_one_regime_can_be_asked_alone(options: list[str], regimes: list[str], store_options: list[str]) -> None:
    result = policylab(
        "compare", "production", "calling_open", *options, "--seeds", "2", "--json", *SMALL, *store_options
    )
    assert list(json.loads(result.stdout)["regimes"]) == regimes


def test_a_first_look_is_small_but_given_options_win(store_options: list[str]) -> None:
    words = ["--seeds", "2", "--days", "4", "-S", "scale=0.05", "--rings", "frozen", "--worlds", "fixed"]
    result = policylab("compare", "production", "calling_open", "--quick", "--json", *words, *store_options)
    data = json.loads(result.stdout)
    assert (data["days"], data["seeds"]) == (4, [0, 1])
    assert "note: a first look: ask again without --quick before anything is decided" in result.stderr
    changes, how = Changes(["a=1"], None), Pairs(seeds=PAIRS)
    assert changes.first_look(False, how) == changes
    assert (changes.first_look(True, how), how) == (Changes(["scale=0.25", "a=1"], 60), {"seeds": 8})


@pytest.mark.parametrize("columns", ["80", "90", "100", None])  # None: piped, and nothing says how wide
def test_the_table_is_grouped_headlined_and_whole_at_any_width(
    columns: str | None, monkeypatch: pytest.MonkeyPatch, store_options: list[str]
) -> None:
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    else:
        monkeypatch.delenv("COLUMNS", raising=False)
    result = policylab(
        "compare",
        "production",
        "--change",
        "platform.screening.rule=off",
        "--rings",
        "frozen",
        "--all",
        "--seeds",
        "2",
        *SMALL,
        *store_options,
    )
    assert result.exit_code == 0, result.output
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert max(map(len, lines)) <= int(columns or 100)
    assert "…" not in result.stdout.replace("0…1", "")
    every = lines.index("Every metric")
    below = lines[every : lines.index("Observed by the platform, beside the truth")]
    names = [line[2:].split(" ")[0] for line in below if line[2:].split(" ")[0] in BY_NAME]
    assert names == [metric.name for group in GROUPS for metric in METRICS if metric.group == group]
    assert ("candidate" in lines[every + 1], "seeds" in lines[every + 1]) == (columns != "80", True)
    titles = ("fraud exposure", "matching quality", "business", "lures planned by channel", "contacts by channel")
    order = [every + next(at for at, line in enumerate(lines[every:]) if line.startswith(title)) for title in titles]
    assert order == sorted(order)


def test_a_platform_compared_with_itself_is_identical(store_options: list[str]) -> None:
    result = policylab("compare", "production", "production", "--seeds", "2", *SMALL, *store_options)
    assert result.stdout.count("No difference at all: every run is identical") == 1
    assert len(result.stdout.splitlines()) < 5


def test_a_change_without_effect_is_reported_as_all_metrics_equal(store_options: list[str]) -> None:
    closed = "monitored_share=0.7"  # nobody may call in production
    result = policylab("compare", "production", "--change", closed, "--seeds", "2", *SMALL, *store_options)
    text = " ".join(result.stdout.split())
    assert text.startswith(f"production → production + platform.communication.{closed}")
    assert "No difference at all: all metrics are equal" in text
    assert "note: platform.communication.monitored_share has no effect here: calls are shut (call = 'never')" in text
    assert "identical" not in result.stdout


def test_run_prints_every_metric() -> None:
    result = policylab("run", "production", "--seeds", "1", "--json", *SMALL)
    assert result.stdout.isascii()
    data = json.loads(result.stdout)
    assert data["scenario"] == "production"
    assert [metric["name"] for metric in data["metrics"]] == [metric.name for metric in METRICS]
    assert data["metrics"][0]["low"] is None  # one seed has no interval
    assert data["planned_by_channel"]["channels"] == ["posting", "message", "nda", "scout", "call"]
    assert [block["days"] for block in data["planned_by_channel"]["blocks"]] == ["1–8"]
    assert data["contacts_by_channel"]["blocks"][0]["from"] == "2020-08-01"


def test_validate_holds_every_fact_against_its_range(store_options: list[str]) -> None:
    data = json.loads(policylab("validate", "production", "--seeds", "2", "--json", *SMALL, *store_options).stdout)
    assert (data["scenario"], data["rings"], data["seeds"]) == ("production", "frozen", [0, 1])
    assert [fact["name"] for fact in data["facts"]] == [fact.name for fact in FACTS]
    for fact in data["facts"]:
        low, high = fact["range"]
        if fact["holds"] is not None:
            assert fact["holds"] == (low <= fact["mean"] <= high)
        assert (fact["holds"] is True) == (fact["low"] is not None and low <= fact["low"] <= fact["high"] <= high)
        assert fact["source"]
    table = policylab("validate", "production", "--seeds", "2", *SMALL, *store_options).stdout
    sources = table.partition("\nsources\n")[2]
    assert all(fact["source"] in sources for fact in data["facts"])
    verdicts = Counter(fact["verdict"] for fact in data["facts"])
    assert [len(re.findall(rf" {word}[\s:]", table)) for word in ("holds", "MISSES", "cannot tell", "no data")] == [
        verdicts[word] for word in ("holds", "misses", "cannot tell", "no data")
    ]


@pytest.mark.parametrize(
    ("fact", "factors", "code"),
    [
        ("fill_rate", (1.0, 1.0), 0),
        ("fill_rate", (2.0, 2.0), 1),
        ("fill_rate", (0.9, 1.0), 3),
        ("fill_rate", (math.nan, math.nan), 3),
        ("violating_share_verified", (2.0, 2.0), 0),
        ("violating_share_verified", (0.9, 1.0), 0),
    ],
)
def test_validate_exits_with_1_for_missed_and_3_for_open_facts(
    fact: str, factors: tuple[float, float], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {each.name: each.high for each in FACTS}

    def recorded(run: Run) -> dict[str, float]:
        return {f"fact/{name}": value * (factors[run.seed] if name == fact else 1) for name, value in values.items()}

    monkeypatch.setattr("experiments.runs.keeping.recorded", recorded)
    result = policylab("validate", "production", "--seeds", "2", *SMALL)
    assert result.exit_code == code, result.output
    assert result.stdout.count("MISSES") == (factors == (2.0, 2.0))


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["compare", "production"], "needs a second scenario, or --change"),
        (["compare", "production", "--change", "platform.communication.call=before"], "did you mean 'before_contract'"),
        (["compare", "production", "--change", "days=9", "--seeds", "2"], "choose one length with --days"),
        (
            ["compare", "production", "--change", "scale=0.5", "--days", "1", "--seeds", "2"],
            "has 80,000 workers and production 40,000: choose one size with",
        ),
        (["compare", "production", "calling_open", "--seeds", "1"], "--seeds 1\n    must be at least 2"),
        (["compare", "production", "calling_open", "--seeds", "many"], "--seeds many\n    needs a whole number"),
        (["run", "production", "--seeds", "0"], "--seeds"),
        (["run", "production", "--seeds", str(10**30)], "--seeds"),
        (["run", "production", "--first-seed", str(2**64)], "must be at most 1,000,000,000"),
        (["run", "production", "-S", "world.wrkers=3"], "workers"),
        (["run", "no/such/file.toml"], "no/such/file.toml"),
        (["explain", "fee_alrt"], "nothing is called 'fee_alrt'; did you mean fee_alert"),
        (["explain", "exposd_per_10k"], "did you mean exposed_per_10k"),
        (["compare", "production", "calm", "a", "b"], "policylab compare production b"),
        (["gate", "production", "calm", "a"], "gate takes two scenarios, here production and calm: a is one too many"),
        (["compare", "production", "calm", "a b.toml"], "policylab compare production 'a b.toml'"),
        (["compare", "production", "c d", "a"], "policylab rank production 'c d' a"),
        (["flip", "production", "calm", "a"], "policylab flip production a"),
        (["compare", "production", "calm", "--rings", "both of them"], "not one of 'both', 'frozen', 'adapting'"),
        (["compare", "production", "calm", "--figure", "palne"], "--figure palne\n    not one of 'plane', "),
        (["rank", "production", "calm", "calm", "--lang", "jp"], "--lang jp\n    not one of 'en', 'ja'"),
        (["trace", "production", "calm", "--by", "\x1b[31mred"], "red\n    not one of 'channel', "),
        (["sweep", "production", "calm", "--design", "sobl"], "did you mean 'sobol'?"),
        (["nonsense"], "nonsense"),
    ],
)
def test_bad_input_is_named_on_standard_error_and_leaves_with_2(arguments: list[str], complaint: str) -> None:
    result = policylab(*arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert not any(word in result.output for word in ("Traceback", "Value error", "\x1b"))
    assert not result.stdout


def test_crashed_runs_leave_with_4(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(run: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("experiments.runs.keeping.recorded", broken)
    for command in ("run", "validate"):
        result = policylab(command, "production", "--seeds", "2", *SMALL)
        assert result.exit_code == 4
        assert "the sky fell" in result.stderr
        assert "2 runs crashed" in result.stderr


def test_list_names_everything_there_is() -> None:
    listed = json.loads(policylab("list", "--json").stdout)
    assert list(listed) == ["scenarios", "worlds", "levers", "rules", "metrics"]
    assert "production" in [row["name"] for row in listed["scenarios"]]
    text = policylab("list").stdout
    assert all(name in text for name in ("exposed_per_10k", "talking", "grapevine"))
    assert all(row["about"] for rows in listed.values() for row in rows)


@pytest.mark.parametrize("lever", levers())
def test_every_lever_explains_itself(lever: str) -> None:
    text = policylab("explain", lever).stdout
    assert text.partition("\n\n  trust ")[0].endswith("?")
    assert 'rule = "standard"' in text
    assert 'rule = "off"' in text
    assert json.loads(policylab("explain", lever, "--json").stdout)["lever"] == lever


@pytest.mark.parametrize("name", BY_NAME)
def test_every_metric_explains_itself(name: str) -> None:
    metric, data = BY_NAME[name], json.loads(policylab("explain", name, "--json").stdout)
    [entry] = [each for each in (data, *data.get("also", ())) if "metric" in each]  # some are levers or facts besides
    assert (entry["metric"], entry["formula"], entry["better"]) == (name, metric.formula, metric.better)
    assert entry["trust"]["level"] == ("fact-bound" if name in BOUND else "not known")
    text = " ".join(policylab("explain", name).stdout.split())
    assert f"{name}, a metric {metric.formula[:30]}" in text
    assert f"trust {entry['trust']['level']}: {entry['trust']['why']}" in text


def test_a_metric_is_explained_with_unit_way_margin_and_trust() -> None:
    lines = policylab("explain", "exposed_per_10k").stdout.splitlines()
    assert "  unit        workers per 10,000" in lines
    assert "  read        lower is better" in lines
    assert "  group       fraud exposure, a headline" in lines
    assert any(line.startswith("  margin      2 % of the baseline: one in fifty") for line in lines)
    assert any(line.startswith("  trust       not known: no plausible worlds ship: make them with") for line in lines)
    assert any(line.startswith("  guardrail   first day, 3 % of the base: a month's drift") for line in lines)
    assert "  margin      none" in policylab("explain", "unpaid_share").stdout.splitlines()


def test_a_lever_is_explained_with_its_trust() -> None:
    assert "  trust  fact-bound: of its numbers 3 quoted" in policylab("explain", "fee_schedule").stdout.splitlines()
    assert json.loads(policylab("explain", "identity", "--json").stdout)["trust"]["level"] == "has no numbers"


def test_explain_says_which_scenario_moves_a_lever() -> None:
    text = " ".join(policylab("explain", "communication").stdout.split())
    assert 'calling_open call = "before_contract"' in text


def test_schema_is_a_json_schema() -> None:
    assert "properties" in json.loads(policylab("schema").stdout)


def test_the_list_of_commands_is_told_whole() -> None:
    text = policylab("--help").stdout
    assert "..." not in text.partition("Commands:")[2]
    assert max(map(len, text.splitlines())) <= 80


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['policylab', '--help']\n"
        "from experiments.commands.app import main\n"
        "try: main()\n"
        f"finally: print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "compare" in done.stdout


def test_who_has_runs_carried_out_elsewhere_or_reads_them_imports_no_market() -> None:
    rooms = "experiments.questions.gate.questions, experiments.questions.compare.ask"
    code = f"import sys, {rooms}; print({{'sim.course', 'mesa'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_run_needs_neither_mesa_nor_what_mesa_needs() -> None:
    words = ["run", "production", "-S", "world.workers=200", "-S", "world.clients=60", "--days", "2", "--seeds", "2"]
    code = (
        f"import sys; sys.argv = ['policylab', *{[*words, '--engine', 'serial', '--no-store', '--json']}]\n"
        "from experiments.commands.app import main\n"
        "try: main()\n"
        "finally: print(sorted({'mesa', 'pandas', 'matplotlib', 'tqdm'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_shadowing_package_is_named_at_start_up(tmp_path: Path) -> None:
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "__init__.py").touch()
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from experiments.commands.app import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "package 'sim' is shadowed" in done.stderr
    assert str(tmp_path) in done.stderr
