"""What comes from a file, a name or an exception is shown wherever it is printed, and does nothing there."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from inspect import isclass
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import typer
from markdown_it import MarkdownIt

import policylab as pl
from experiments.api import results
from experiments.commands import app as cli
from experiments.measures.channels import NAMES
from experiments.measures.metrics import BY_NAME
from experiments.measures.validity import FACTS
from experiments.printing.escapes import line
from experiments.printing.printed import printed
from experiments.questions.calibrate.passport import Held, Passport
from experiments.questions.compare.answer import Answer
from experiments.questions.conform.result import Conformity
from experiments.questions.flip.result import Flip
from experiments.questions.gate.document import document as document_of_gate
from experiments.questions.gate.reports import annotations, junit
from experiments.questions.gate.result import ChangedFile, Gate
from experiments.questions.measure.facts import MeasuredFact, Validation
from experiments.questions.measure.figures import SIZES
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.sizes import Sized, Sizes
from experiments.questions.rank.ask import ranking
from experiments.questions.rank.result import Ranking
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Sweep
from experiments.questions.trace.ask import Selection, traced
from experiments.questions.trace.result import Trace
from experiments.runs.failures import Failure
from experiments.runs.provenance import Seeds
from experiments.runs.works import Work
from experiments.show import terminal
from experiments.show.markdown import markdown
from experiments.verdicts.intervals import Interval
from policies.conformance import Result
from policies.printable import disarmed, escaped
from scenarios import load
from scenarios.plausible import SHIPPED, Ensemble
from scenarios.space import space
from sim.world import World
from tests import packages
from tests.experiments.commands.hostile import NAME, SHOWN, TEXT, harmful
from tests.experiments.found import comparison, lures, rows, side
from tests.experiments.questions.gate.hand import ASKED, EVERY, RAILS
from tests.experiments.questions.sweep import works
from tests.experiments.questions.trace.hand import hand
from tests.experiments.works import numbered

TINY = ["-S", "world.workers=300", "-S", "world.clients=120", "--days", "4", "--jobs", "1"]
type Policylab = Callable[..., tuple[int, str, str]]


@pytest.fixture
def policylab(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Policylab:
    """The program, in this process: exit code, standard output, standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["policylab", *words])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "heed_termination", lambda: None)
    monkeypatch.setattr(
        "experiments.questions.gate.questions.gate", lambda request, sides, options: Gate(request, f"broken:\n{TEXT}")
    )
    return run


# --------------------------------------------------------------------------------------- what is given to a command

GIVEN = {  # where a command needs them
    "baseline": ["production"],
    "scenario": ["production"],
    "candidate": ["calling_open"],
    "candidates": ["calling_open", "calling_monitored"],
    "word": ["production"],
    "rule": ["screening.standard"],
    "key": ["ab"],
    "file": ["x.csv"],
    "path": ["x.md"],
    "lever": ["screening"],
}


NEEDED = {"sweep": ("--vary", "platform.screening.suspend_at=0.5,0.6")}
ALONE = [("validate", "--worlds", TEXT), ("gate", "--base", TEXT)]
UNSAID = (
    "validate takes a SCENARIO",
    "gate needs --base",
    "--change changes one candidate",
    "--source names",
    ":memory:: no store",
    "Usage",
)  # a value is not even looked at


def commands(group: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command, with the words that call it."""
    for name, each in getattr(group, "commands", {}).items():
        yield from commands(each, *path, name)
    if not hasattr(group, "commands"):
        yield path, group


def places() -> Iterator[tuple[str, ...]]:
    """Each command with the hostile text in each place that takes one."""
    for path, command in commands(typer.main.get_command(cli.app)):
        arguments = [str(each.name) for each in command.params if each.param_type_name == "argument"]
        for number in range(len(arguments)):
            given = ([TEXT] if each == number else GIVEN[name] for each, name in enumerate(arguments))
            yield *path, *chain.from_iterable(given)
        for option in command.params:
            if option.param_type_name == "option" and not option.is_flag:
                given = (GIVEN[name] for name in arguments)
                yield *path, *NEEDED.get(path[0], ()), *chain.from_iterable(given), option.opts[0], TEXT


@pytest.mark.parametrize(
    "words", [*places(), *ALONE], ids=lambda words: " ".join("HERE" if each == TEXT else each for each in words)
)
def test_whatever_a_command_is_given_is_shown_and_does_nothing(words: tuple[str, ...], policylab: Policylab) -> None:
    Path(TEXT.partition("/")[0]).touch()  # no folder of that name can be made
    code, out, err = policylab(*words)
    assert code in (2, 4)
    assert harmful(out) + harmful(err) == []
    assert "Traceback" not in out + err
    assert SHOWN in out + err or err.startswith(UNSAID)
    lines = re.search(r"^ *\\x3a", out + err, re.MULTILINE)  # of a name; what broke a gate has lines on purpose
    assert not lines or words[0] == "gate" or err.startswith("Usage")


# ------------------------------------------------------------------------------------------------ what stands in files


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A scenario, on a world, both with hostile names and titles."""
    title = json.dumps(TEXT.replace("\udcff", ""))
    (tmp_path / f"{NAME} world.toml").write_text(f'extends = "crowdworks_2020"\ntitle = {title}\n')
    base = json.dumps(f"./{NAME} world.toml".replace("\udcff", ""))
    (tmp_path / f"{NAME} world.toml".replace("\udcff", "")).write_text('extends = "crowdworks_2020"\n')
    (tmp_path / f"{NAME}.toml").write_text(f'extends = "production"\ntitle = {title}\n[world]\nbase = {base}\n')
    return f"./{NAME}.toml"


ASK = {
    "run": ["--seeds", "1"],
    "validate": ["--seeds", "2"],
    "compare": ["--change", "platform.screening.suspend_at=0.5", "--seeds", "2", "--worlds", "fixed", "--all"],
    "sweep": ["--vary", "platform.screening.suspend_at=0.5,0.6", "--seeds", "2", "--worlds", "fixed"],
    "trace": ["calling_open", "--seeds", "1", "--worlds", "fixed"],
    "gate": ["production"],
}


@pytest.mark.parametrize("command", ASK)
def test_what_stands_in_files_is_shown_and_does_nothing(command: str, policylab: Policylab, file: str) -> None:
    tiny = TINY if command != "gate" else TINY[4:]
    rings = ["--rings", "frozen"] if command in ("compare", "sweep") else []
    code, out, err = policylab(command, file, *ASK[command], *rings, *tiny)
    assert code in (0, 1, 4)
    assert harmful(out) + harmful(err) == []
    assert "Traceback" not in out + err
    assert SHOWN in out
    assert "::error" not in re.sub(r"\\n(  )?(::|\\x3a)", "", out)  # in the middle of a line it says nothing


def test_a_store_with_hostile_names_is_shown_without_harm(policylab: Policylab, file: str) -> None:
    store = ["--store", f"{NAME}.sqlite"]
    assert policylab("run", file, "--seeds", "1", *TINY, *store)[0] == 0
    key = policylab("run", file, "--seeds", "1", *TINY, *store, "--json")[1]
    [key] = json.loads(key)["keys"]
    for words in (["list"], ["verify"], ["export", f"{NAME}.csv"], ["trim"], ["trim", "--failed"]):
        code, out, err = policylab("store", *words, *store)
        assert (code, harmful(out), err) == (0, [], "")
        assert SHOWN in out
        assert words == ["list"] or out.count("\n") == 1
        if words == ["list"]:
            assert harmful(policylab("why", key, *store)[1]) == []
    code, out, err = policylab("why", NAME, *store)
    assert (code, out, harmful(err)) == (2, "", [])


def test_a_file_of_worlds_is_shown_and_does_nothing(policylab: Policylab, tmp_path: Path) -> None:
    file = f"./{NAME}.npz"
    (tmp_path / file).write_bytes(SHIPPED.read_bytes())
    for words in (["validate"], ["validate", "--json"], ["compare", "production", *ASK["compare"][:4], *TINY]):
        code, out, err = policylab(*words, "--worlds", file)
        assert (code, harmful(out) + harmful(err)) == (0, [])
    (tmp_path / file).write_bytes(SHIPPED.read_bytes()[:-1])
    code, out, err = policylab("compare", "production", *ASK["compare"][:2], "--worlds", file)
    assert (code, out, harmful(err)) == (2, "", [])
    assert SHOWN in err
    assert err.count("\n") == 1


def test_mistakes_in_files_are_shown_and_do_nothing(policylab: Policylab, tmp_path: Path) -> None:
    odd = json.dumps(TEXT.replace("\udcff", ""))
    for text in (f"{odd} = 1\n", f"extends = {odd}\n", f'extends = "production"\n[world]\nbase = {odd}\n', TEXT[:-20]):
        (tmp_path / f"{NAME}.toml").write_text(text, errors="ignore")
        for command in ("run", "compare", "gate"):
            more = ["production"] if command != "run" else []
            code, out, err = policylab(command, f"./{NAME}.toml", *more)
            assert code in (2, 4)
            assert harmful(out) + harmful(err) == []
    for name in ("guardrails", "worlds"):
        done = policylab("gate", "production", "calling_open", f"--{name}", f"./{NAME}.toml")
        assert harmful(done[1]) + harmful(done[2]) == []


# ------------------------------------------------------------------------------------------- rules of other packages

RULE = f"""
from dataclasses import dataclass

TEXT = {TEXT!r}

@dataclass(frozen=True)
class Below:
    label: str = TEXT

    def alerts(self, fee, quote):
        print(TEXT)
        raise ValueError(TEXT)

Below.__doc__ = "Flag.\\n" + TEXT
"""


@pytest.fixture
def house(install: packages.Install) -> None:
    """A package whose rule says hostile things, and one whose rule cannot be loaded and says why."""
    install(RULE, {"fee_alert.below": "Below"})
    install(f"raise ValueError({TEXT!r})", {"fee_alert.odd\u202e\x1b]0;t": "Odd"}, name="st\u200freet")


USING = ["production", "-S", "platform.fee_alert.rule=below", *TINY, "--seeds"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["list"], 0),
        (["list", "--json"], 0),
        (["schema"], 0),
        (["explain", "fee_alert"], 0),
        (["explain", "fee_alert", "--json"], 0),
        (["explain", "fee_alert.below"], 0),
        (["conform", "fee_alert.below"], 1),
        (["conform", "fee_alert.below", "--json"], 1),
        (["conform", "fee_alert.odd\u202e\x1b]0;t"], 2),
        (["run", *USING, "1"], 4),
        (["compare", *USING, "2", "--worlds", "fixed", "--change", "platform.screening.suspend_at=0.5"], 4),
        (["sweep", *USING, "2", "--worlds", "fixed", "--vary", "platform.screening.suspend_at=0.5,0.6"], 4),
        (["trace", *USING, "1", "--worlds", "fixed", "--change", "platform.screening.suspend_at=0.5"], 4),
    ],
    ids=lambda given: " ".join(given[:2]) if isinstance(given, list) else str(given),
)
@pytest.mark.usefixtures("house")
def test_what_a_rule_says_is_shown_and_does_nothing(words: list[str], code: int, policylab: Policylab) -> None:
    left, out, err = policylab(*words)
    assert left == code
    assert "policylab has crashed" not in err
    assert harmful(out) + harmful(err) == []
    assert "\\x1b]0;t" in out + err or "\\u001b]0;t" in out + err
    if "--json" in words:
        assert json.loads(out)
    if words == ["explain", "fee_alert.below"]:
        _, behind, label = " ".join(out.split()).partition("label = ")
        assert behind
        assert '| a |"' in label


def test_a_crash_of_our_own_is_told_and_is_no_verdict(policylab: Policylab, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> str:
        raise RuntimeError(TEXT)

    for report in ("markdown", "junit"):
        place = "experiments.api.gate" if report == "markdown" else "experiments.questions.gate.reports"
        monkeypatch.setattr(f"{place}.{report}", broken)
        code, out, err = policylab("gate", "production", "calling_open", f"--{report}", "report")
        assert code == 4
        assert out.startswith("COULD NOT RUN")
        assert err.startswith("policylab has crashed, so nothing is known:\n  Traceback")
        assert harmful(out) + harmful(err) == []
        assert {line[:2] for line in err.split("\n")[1:-1]} <= {"  ", ""}


# ------------------------------------------------------------------------------------------------------------ results


def answered() -> Answer:
    moved = rows(4, exposed_per_10k=lambda seed: 10.0 + seed)
    compared = [comparison(rows(4), moved, f"world.rings={each}") for each in ("frozen", "adapting")]
    return Answer(tuple(replace(each, sides=(side(TEXT, seeds=4), side(TEXT, seeds=4))) for each in compared))


def summarised() -> Summary:
    return Summary(side(TEXT, seeds=1), Seeds((0,), (0,)), (), lures([1] * len(NAMES)), 1.0)


def ranked() -> Ranking:
    sides = [side(name) for name in (TEXT, f"{TEXT} one", f"{TEXT} other")]
    result, _ = ranking([sides], range(2), work=Work(numbered))
    assert result is not None
    return result


def swept() -> Sweep:
    at = "platform.screening.suspend_at"
    result, _ = sweep(
        question(("production", "production"), (f"{at}=0.5,0.7,0.8",)), range(4), work=Work(works.crashing)
    )
    failed = replace(result.points[0], failures=(Failure(TEXT, 0, f"Traceback\n{TEXT}"),), values={at: TEXT})
    return replace(result, names=(TEXT, TEXT), points=(failed, *result.points[1:]), bases=(TEXT, TEXT))


def followed() -> Trace:
    sides = load("production"), load("calling_open")
    trace, _ = traced(sides, [5], selection=Selection(worst=1), names=(TEXT, TEXT), work=hand)
    assert trace is not None
    return trace


def gated(name: str = "fail") -> Gate:
    gate, rails = EVERY[name], tuple(replace(rail, why=TEXT) for rail in RAILS.rails)
    request = replace(
        ASKED,
        base=TEXT,
        head=TEXT,
        scenario=TEXT,
        guardrails=replace(RAILS, shown=TEXT, rails=rails),
        files=(ChangedFile(NAME, 3),),
        notes=(TEXT,),
    )
    rulings = tuple(replace(each, rail=replace(each.rail, why=TEXT)) for each in gate.rulings)
    return replace(
        gate,
        request=request,
        rulings=rulings,
        broken=gate.broken and f"a run of the head crashed:\n{TEXT}",
        differing=(TEXT,) * bool(rulings),
        outside=(TEXT,) * bool(rulings),
        trace=followed() if rulings else None,
    )


def flipped() -> Flip:
    return Flip((side(TEXT), side(TEXT)), Seeds((0,), (0,)), BY_NAME["exposed_per_10k"], ())


def validated() -> Validation:
    fact = replace(FACTS[0], source=TEXT)
    return Validation(side(TEXT, seeds=1), Seeds((0,), (0,)), (MeasuredFact(fact, Interval(0, 0, 0), 1),), 1.0)


def measured() -> Sizes:
    size = Sized(replace(SIZES[0], source=TEXT, note=TEXT), Interval(1, 1, 1))
    return Sizes(side(TEXT, seeds=1), Seeds((0,), (0,)), Seeds((0,), (0,)), 1.0, (size,))


def passported() -> Passport:
    origin = dict.fromkeys(("command", "scenario", "world", "model"), TEXT) | {"days": 1, "seed": 0, "runs": 1}
    held = Held(replace(FACTS[0], source=TEXT), (0.0, 0.5, 1.0), 1.0, 0)
    return Passport(TEXT, 1, 1, origin, False, {"frozen": (held,)})


def calibrated() -> Ensemble:
    wave = {"not ruled out": 0.5, "worlds": 1, "frozen": 1, "adapting": 1, "kept": 1, "holds": {TEXT: 1.0}}
    origin = {
        **dict.fromkeys(("scenario", "world"), TEXT),
        **dict.fromkeys(("kept", "asked", "days", "runs"), 1),
        "waves": [wave | {"skill": {TEXT: None}}],
        "facts": [{"name": TEXT, "unit": "share", "range": [0.0, 1.0]}],
        "numbers": {TEXT: {"distance": 1.0, "before": [0.0, 1.0], "after": [0.0, 1.0]}},
        "by chance": {"distance": 0.5, "correlation": 0.5},
        "correlations": [[TEXT, TEXT, 0.9]],
    }
    around = space(World())
    return Ensemble(around, np.zeros((1, len(around))), np.zeros(len(around)), np.zeros((1, 2, 1)), origin)


def conforming() -> Conformity:
    return Conformity("fee_alert", TEXT, (Result(TEXT, f"fee_alert of {TEXT}: alerts(): {TEXT}"),), TEXT)


RESULTS: dict[str, Callable[[], Any]] = {
    "Calibrated": calibrated,
    "Compared": answered,
    "Conformed": conforming,
    "Flipped": flipped,
    "Gated": gated,
    "Measured": measured,
    "Ran": summarised,
    "Ranked": ranked,
    "Swept": swept,
    "Traced": followed,
    "Validated": validated,
    "WorldsRead": passported,
}


class Seen(HTMLParser):
    """The tags of a page, with whatever they say besides."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(f"{tag} {attrs}" if attrs else tag)


def test_no_result_is_left_out() -> None:
    kinds = (getattr(pl, name) for name in pl.__all__)
    assert {kind.__name__ for kind in kinds if isclass(kind) and issubclass(kind, results.Result)} == set(RESULTS)


@pytest.mark.parametrize("name", RESULTS)
def test_results_and_their_documents_show_names_and_nothing_else(name: str) -> None:
    result = getattr(pl, name)(RESULTS[name]())
    assert harmful(str(result)) == []
    assert SHOWN in str(result)
    assert json.loads(json.dumps(result.as_json(), allow_nan=False))
    assert harmful(result._repr_html_()) == []
    assert harmful(printed(lambda: terminal.show(result.document()))) == []
    for page in (result._repr_html_(), result.report(TEXT)):
        assert SHOWN in page
        assert not {tag for tag in Seen(page).tags if tag.startswith(("script", "a ", "img"))}


# ------------------------------------------------------------------------------------------------ reports of the gate


@pytest.mark.parametrize("name", EVERY)
def test_markdown_holds_no_tag_link_or_mention_and_ends_no_block(name: str) -> None:
    text = markdown(document_of_gate(gated(name)))
    assert harmful(text) == []
    assert text.encode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [token for each in tokens for token in (each.children or ())]
    kinds = {token.type for token in (*tokens, *inline)}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "hr", "code_block", "ordered_list_open"}
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h2", *["h3"] * (len(headings) - 1)]
    prose = "".join(token.content for token in inline if token.type in ("text", "text_special"))
    assert re.findall(r"@\w|://|www\.|#\d", prose) == []
    gate = EVERY[name]
    fences = [token.content for token in tokens if token.type == "fence"]
    assert len(fences) == 1 + (gate.broken is not None)
    assert line(NAME) in fences[-1]
    ruled = [token for token in inline if token.type == "text" and token.content == "guardrail"]
    assert len(ruled) == bool(gate.rulings)


@pytest.mark.parametrize("name", EVERY)
def test_junit_is_well_formed_and_says_why(name: str) -> None:
    text = junit(gated(name))
    assert harmful(text) == []
    assert text.encode()
    suite = ElementTree.fromstring(text)
    assert line(TEXT) in str(suite.get("name"))
    if name == "fail":
        assert SHOWN in str(next(suite.iter("failure")).text)
    if name == "could not run":
        assert SHOWN in str(next(suite.iter("error")).text)


def commanded(annotation: str) -> tuple[str, dict[str, str], str]:
    """What GitHub's runner takes a line for: command, properties, data."""
    head, _, data = annotation.strip().removeprefix("::").partition("::")
    name, _, given = head.partition(" ")

    def plain(text: str, *more: str) -> str:
        for char in (*"\r\n", *more, "%"):
            text = text.replace(f"%{ord(char):02X}", char)
        return text

    return (
        name,
        {key: plain(value, ":", ",") for key, value in (each.split("=", 1) for each in given.split(","))},
        plain(data),
    )


def test_an_annotation_is_one_command_about_one_file() -> None:
    [annotation] = annotations(gated("fail"))
    assert re.fullmatch(r"[ -~–→−…]+", annotation)
    name, properties, data = commanded(annotation)
    assert (name, set(properties)) == ("error", {"file", "line", "title"})
    assert properties["file"] == disarmed(escaped(NAME))
    assert data.split("\n")[0].startswith(line(TEXT))


def test_a_command_to_the_runner_is_the_only_one_that_reaches_it(capsys: pytest.CaptureFixture[str]) -> None:
    from experiments.printing.terminal import command, standard_streams

    with standard_streams():
        print(f"::error::x\n \u3000::error::x\nit is ##[error]x ###[error]x ::error::x {TEXT}", file=sys.stderr)
        command(annotations(gated("fail"))[0])
    err = capsys.readouterr().err
    assert harmful(err) == [annotations(gated("fail"))[0]]
    assert "it is \\x23#[error]x #\\x23#[error]x ::error::x" in err
