"""Gates as somebody asks for them: one scenario against another, or the working tree against a revision of it."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from experiments.gate import place
from experiments.gate.gate import Revised, Sides, gate
from experiments.gate.peer import How, Seat
from experiments.gate.revision import Revision
from experiments.results.gate import Asked, Gate
from experiments.runs.worlds import RINGS
from experiments.startup import HOME
from experiments.verdicts.guardrails import SHIPPED, guardrails
from scenarios import BadInput
from scenarios.layers import SHIPPED as SHELF

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
        judged_by = guardrails(rails or _usual(Path.cwd()))
        asked = Asked(*names, " / ".join(dict.fromkeys(scenarios)), judged_by, how.worlds.name)
        return gate(asked, Sides(base, head), how)


def of_revision(
    revision: str, scenario: str, sources: Sequence[Path], changes: Sequence[str], rails: Path | None, how: How
) -> Gate:
    """The working tree around here against a revision of it. Raises BadInput and Interrupted."""
    _leave_rings_out(changes)
    there = Revision.of(Path.cwd(), revision)
    top, ours = there.top, place.own(there.top)
    packages = place.sources(sources, top)
    with tempfile.TemporaryDirectory(prefix="policylab-gate-") as room:
        tree = Path(room) / "tree"
        there.take(tree)
        model = top if ours else HOME
        base, head = (
            Seat(place.lay(Path(room) / name, of, packages, model), _scenario(scenario, top, of), tuple(changes))
            for name, of in (("base", tree), ("head", top))
        )
        mine = rails or _usual(top)
        looked = [*packages, *([Path(SHELF.name)] if ours else []), *_within(Path(scenario), top), *_within(mine, top)]
        asked = Asked(
            f"{revision} ({there.commit[:7]})",
            "the working tree",
            scenario,
            guardrails(mine),
            how.worlds.name,
            there.changes(looked),
        )
        try:
            asked = _by_base(asked, mine, top, tree)
        except BadInput as problem:
            return Gate(asked, f"the guardrails of the base cannot be used:\n{problem}")
        revised = Revised(tree, top, () if ours else tuple(package.stem for package in packages))
        return gate(asked, Sides(base, head, revised), how)


def _leave_rings_out(changes: Sequence[str]) -> None:
    if any(each.partition("=")[0].strip() == RINGS for each in changes):
        raise BadInput([f"the guardrails say in which regimes is judged: leave {RINGS} out"])


def _usual(folder: Path) -> Path:
    """The guardrails of a folder, or those that ship."""
    return folder / FILE if (folder / FILE).exists() else SHIPPED


def _by_base(asked: Asked, rails: Path, top: Path, tree: Path) -> Asked:
    """Judged by the guardrails of the base where it has any: a change does not loosen what it is judged by."""
    for path in _within(rails, top):
        was = tree / path
        if was.is_file() and was.read_bytes() != rails.read_bytes():
            note = f"{path} is another one than the base's: judged by that of the base"
            return replace(asked, guardrails=replace(guardrails(was), shown=str(path)), notes=(*asked.notes, note))
    return asked


def _scenario(name: str, top: Path, tree: Path) -> str:
    """A scenario's name, or the path of its file, as a tree of this repository has it."""
    if not (name.endswith(".toml") or "/" in name):
        return name
    inside = _within(Path(name), top)
    return str(tree / inside[0]) if inside else str(Path(name).resolve())


def _within(path: Path, top: Path) -> list[Path]:
    """A path, from the top of the repository; nothing where it lies elsewhere."""
    there = path.resolve()
    return [there.relative_to(top)] if there.is_relative_to(top) else []
