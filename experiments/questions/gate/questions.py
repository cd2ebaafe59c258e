"""Gates as somebody asks for them: one scenario against another, or the working tree against a revision of it."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from experiments.host.startup import HOME
from experiments.questions.gate import place, trees
from experiments.questions.gate.ask import Sides, gate
from experiments.questions.gate.given import Given
from experiments.questions.gate.guardrails import SHIPPED, guardrails
from experiments.questions.gate.paths import inside, typed
from experiments.questions.gate.peer import How, Seat
from experiments.questions.gate.result import Asked, Gate
from experiments.questions.gate.revision import Revision
from experiments.questions.gate.standing import Revised
from experiments.runs.defaults import STORE
from experiments.runs.worlds import RINGS
from scenarios import BadInput

FILE = "guardrails.toml"


def of_scenarios(
    scenarios: tuple[str, str],
    changes: tuple[Sequence[str], Sequence[str]],
    names: tuple[str, str],
    rails: Path | None,
    how: How,
) -> Gate:
    """Two scenarios, the first the base. names: what they were asked for by. Raises BadInput and Interrupted."""
    _leave_rings_out([*changes[0], *changes[1]])
    with tempfile.TemporaryDirectory(prefix="policylab-gate-") as room:
        there = place.plain(Path(room) / "both")
        base, head = (Seat(there, name, tuple(laid)) for name, laid in zip(scenarios, changes, strict=True))
        judged_by = guardrails(rails or _usual(Path.cwd(), SHIPPED))
        asked = Asked(*names, " / ".join(dict.fromkeys(scenarios)), judged_by, how.worlds.name)
        return gate(asked, Sides(base, head), how)


def of_revision(
    revision: str, scenario: str, sources: Sequence[Path], changes: Sequence[str], rails: Path | None, how: How
) -> Gate:
    """The working tree around here against a revision of it. Raises BadInput and Interrupted."""
    _leave_rings_out(changes)
    there = Revision.of(Path.cwd(), revision)
    top = there.top
    if how.store == STORE:  # from wherever in the repository it is asked
        how = replace(how, store=top / STORE)
    was, now = there.submodules()
    named = [inside(typed(path, top), top) for path in sources] or place.offered(top)
    _refuse(trees.submodules(now, (path for path in named if path is not None)))
    packages = place.sources(sources, top)
    with tempfile.TemporaryDirectory(prefix="policylab-gate-") as room:
        tree = Path(room).resolve() / "tree"
        there.take(tree)
        mine = _usual(top, SHIPPED) if rails is None else typed(rails, top)
        given = Given(there, tree, packages, scenario, inside(mine, top))
        _refuse(given.refused(now))
        judge = guardrails(mine)
        asked = Asked(
            f"{revision} ({there.commit[:7]})",
            "the working tree",
            scenario,
            replace(judge, shown=str(given.rails or judge.shown)),
            how.worlds.name,
            given.changed(),
        )
        wrong = given.refused_of_base(was)
        if wrong:
            return Gate(asked, "\n".join(["the base cannot be taken from its revision:", *wrong]))
        new = given.carried_over()
        asked = replace(asked, notes=tuple(given.notes(new)))
        try:
            asked = _by_base(asked, mine, _of_base(rails, top, tree), tree)
        except BadInput as problem:
            return Gate(asked, f"the guardrails of the base cannot be used:\n{problem}")
        base, head = (
            Seat(
                place.lay(Path(room) / name, of, packages, top if given.ours else HOME),
                given.scenario(of),
                tuple(changes),
                foreign,
            )
            for name, of, foreign in (("base", tree, top), ("head", top, None))
        )
        stems = () if given.ours else tuple(package.stem for package in packages)
        return gate(asked, Sides(base, head, Revised(tree, stems, given.way_out if new else "")), how)


def _leave_rings_out(changes: Sequence[str]) -> None:
    if any(each.partition("=")[0].strip() == RINGS for each in changes):
        raise BadInput([f"the guardrails say in which regimes is judged: leave {RINGS} out"])


def _usual(folder: Path, shipped: Path) -> Path:
    """The guardrails of a folder, or those that ship."""
    return folder / FILE if (folder / FILE).exists() else shipped


def _of_base(rails: Path | None, top: Path, tree: Path) -> Path:
    """The base's guardrails; those of the head where they lie elsewhere, or the base has none of that name."""

    def then(path: Path) -> Path:
        there = inside(path, top)
        return tree / there if there is not None and (tree / there).is_file() else path

    return _usual(tree, then(SHIPPED)) if rails is None else then(typed(rails, top))


def _by_base(asked: Asked, mine: Path, was: Path, tree: Path) -> Asked:
    """Judged by the guardrails of the base: a change does not loosen what it is judged by."""
    if was.read_bytes() == mine.read_bytes():
        return asked
    judge, shown = guardrails(was), asked.guardrails.shown
    judge = replace(judge, shown=str(was.relative_to(tree)) if was.is_relative_to(tree) else judge.shown)
    note = (
        f"{shown} is another one than the base's: judged by that of the base"
        if judge.shown == shown
        else f"judged by {judge.shown}, as the base is, and not by {shown}"
    )
    return replace(asked, guardrails=judge, notes=(*asked.notes, note))


def _refuse(problems: Iterable[str]) -> None:
    if found := list(problems):
        raise BadInput(found)
