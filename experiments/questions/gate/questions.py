"""Gate questions: one scenario against another, or the working tree against a revision of it."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from experiments.host.startup import HOME
from experiments.language.arguments import argument
from experiments.language.messages import english, message
from experiments.questions.gate import place, trees
from experiments.questions.gate.ask import Sides, gate
from experiments.questions.gate.checkout import Checkout
from experiments.questions.gate.descriptions import BaseRevision
from experiments.questions.gate.guardrails import SHIPPED, guardrails
from experiments.questions.gate.paths import inside, typed
from experiments.questions.gate.process import GateOptions, SideSpec
from experiments.questions.gate.result import Gate, Request
from experiments.questions.gate.revision import Revision, top_of
from experiments.runs.defaults import STORE
from experiments.runs.worlds import RINGS, sets_rings
from scenarios import BadInput
from scenarios.layers import by_path

FILE = "guardrails.toml"


def of_scenarios(
    scenarios: tuple[str, str],
    changes: tuple[Sequence[str], Sequence[str]],
    names: tuple[str, str],
    rails: Path | None,
    options: GateOptions,
) -> Gate:
    """Judge the second of two scenarios against the first. names: for display. Raises BadInput and Interrupted."""
    _check_no_rings([*changes[0], *changes[1]])
    with tempfile.TemporaryDirectory(prefix="policylab-gate-") as room:
        folders = place.installed(Path(room) / "both")
        base, head = (
            SideSpec(folders, name, tuple(side_changes)) for name, side_changes in zip(scenarios, changes, strict=True)
        )
        judge = guardrails(rails_file(rails, None))
        request = Request(*names, " / ".join(dict.fromkeys(scenarios)), judge, options.worlds.name)
        return gate(request, Sides(base, head), options)


def of_revision(
    revision: str,
    scenario: str,
    sources: Sequence[Path],
    changes: Sequence[str],
    rails: Path | None,
    options: GateOptions,
) -> Gate:
    """Judge the working tree around this folder against a revision of it. Raises BadInput and Interrupted."""
    _check_no_rings(changes)
    rev = Revision.of(Path.cwd(), revision)
    top = rev.top
    if options.store == STORE:  # the same store from every folder of the repository
        options = replace(options, store=top / STORE)
    old_submodules, new_submodules = rev.submodules()
    named = [inside(typed(path, top), top) for path in sources] or place.offered(top)
    _refuse(trees.submodules(new_submodules, (path for path in named if path is not None)))
    packages = place.sources(sources, top)
    with tempfile.TemporaryDirectory(prefix="policylab-gate-") as room:
        tree = Path(room).resolve() / "tree"
        rev.export(tree)
        head_rails = _rails_in(top, rails)
        checkout = Checkout(rev, tree, packages, scenario, inside(head_rails, top))
        _refuse(checkout.head_problems(new_submodules))
        judge = guardrails(head_rails)
        request = Request(
            f"{revision} ({rev.commit[:7]})",
            message("the working tree"),
            scenario,
            replace(judge, shown=str(checkout.rails or judge.shown)),
            options.worlds.name,
            checkout.changed(),
        )
        problems = checkout.base_problems(old_submodules)
        if problems:
            return Gate(request, "\n".join(["the base cannot be taken from its revision:", *problems]))
        new = checkout.carried_over()
        request = replace(request, notes=tuple(checkout.notes(new)))
        try:
            request = _judged_by_base(request, head_rails, _base_rails(rails, top, tree), tree)
        except BadInput as problem:
            return Gate(request, f"the guardrails of the base cannot be used:\n{problem}")
        base, head = (
            SideSpec(
                place.build(Path(room) / name, files, packages, top if checkout.ours else HOME),
                checkout.scenario(files),
                tuple(changes),
                foreign,
            )
            for name, files, foreign in (("base", tree, top), ("head", top, None))
        )
        stems = () if checkout.ours else tuple(package.stem for package in packages)
        return gate(request, Sides(base, head, BaseRevision(tree, stems, checkout.way_out if new else "")), options)


def rails_file(rails: Path | None, revision: str | None) -> Path:
    """Return the file of guardrails that a gate reads in the working tree. Raises BadInput without a repository."""
    if revision is None:
        return rails or _default_rails(Path.cwd(), SHIPPED)
    return _rails_in(top_of(Path.cwd(), argument("revision", revision)), rails)


def policy_files(sources: Sequence[Path], revision: str | None) -> Iterator[Path]:
    """Yield the files of the policies that a gate judges in the working tree, and what declares them.

    Raises BadInput without a repository; where it holds no such policies, the gate itself will say so.
    """
    if revision is None:
        return
    top = top_of(Path.cwd(), argument("revision", revision))
    yield top / "pyproject.toml"
    with suppress(BadInput):
        for package in place.sources(sources, top):
            yield from [top / package, *(top / package).rglob("*")]


def scenario_file(name: str, revision: str | None) -> str:
    """Return a scenario as a gate finds it: of a revision, a path may begin at the top of the repository."""
    if revision is None or not by_path(name):
        return name
    return str(typed(Path(name), top_of(Path.cwd(), argument("revision", revision))))


def _check_no_rings(changes: Sequence[str]) -> None:
    """Raise BadInput where a change sets the rings: the guardrails name the regimes."""
    if any(map(sets_rings, changes)):
        raise BadInput([f"the guardrails say in which regimes is judged: leave {RINGS} out"])


def _default_rails(folder: Path, shipped: Path) -> Path:
    """Return the guardrails file of a folder, or the shipped one."""
    return folder / FILE if (folder / FILE).exists() else shipped


def _rails_in(top: Path, rails: Path | None) -> Path:
    """Return the guardrails file of a repository: one that was named, or the default."""
    return _default_rails(top, SHIPPED) if rails is None else typed(rails, top)


def _base_rails(rails: Path | None, top: Path, tree: Path) -> Path:
    """Return the base's guardrails file; the head's if it lies outside, or the base has none of that name."""

    def in_base(path: Path) -> Path:
        relative = inside(path, top)
        return tree / relative if relative is not None and (tree / relative).is_file() else path

    return _default_rails(tree, in_base(SHIPPED)) if rails is None else in_base(typed(rails, top))


def _judged_by_base(request: Request, head_rails: Path, base_rails: Path, tree: Path) -> Request:
    """Return the request with the guardrails of the base, so that no change can loosen its own guardrails."""
    if base_rails.read_bytes() == head_rails.read_bytes():
        return request
    judge, shown = guardrails(base_rails), request.guardrails.shown
    judge = replace(judge, shown=str(base_rails.relative_to(tree)) if base_rails.is_relative_to(tree) else judge.shown)
    note = english(
        "{file} is another one than the base's: judged by that of the base"
        if judge.shown == shown
        else "judged by {base}, as the base is, and not by {head}",
        file=shown,
        head=shown,
        base=judge.shown,
    )
    return replace(request, guardrails=judge, notes=(*request.notes, note))


def _refuse(problems: Iterable[str]) -> None:
    if complaints := list(problems):
        raise BadInput(complaints)
