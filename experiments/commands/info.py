"""The commands that list and explain the contents of the house, and run nothing. Imports are inside, as in `app`."""

from typing import TYPE_CHECKING, Annotated

from experiments.api.kinds import CHANGES
from experiments.api.option import Option
from experiments.api.options import Running
from experiments.commands.command import Argument
from experiments.commands.exits import ask, print_broken_rules, print_json, print_lines, refuse, refusing, report
from experiments.commands.options import Json

if TYPE_CHECKING:
    from experiments.api.sizes import Measured
    from experiments.runs.failures import Failure

LARGE = 100_000  # workers: a market from here on takes minutes a run


def list_(as_json: Json) -> None:
    """List scenarios, worlds, levers, metrics, and rules of packages."""
    from experiments.questions.explain import contents

    print_broken_rules()
    if as_json:
        print_json(contents.as_json())
        return
    from experiments.questions.explain.document import of_contents
    from experiments.show import terminal

    terminal.show(of_contents(), narrowest=terminal.PROSE)


def explain(
    word: Annotated[list[str], Argument(..., "Any word that policylab prints.", CHANGES, "WORD")],
    sizes: Annotated[
        bool | None, Option(None, "Run a scenario, and print its sizes; by default unless its market is large.")
    ],
    how: Running,
    as_json: Json,
) -> None:
    """Explain any word that policylab prints.

    A lever: its question, its rules with their numbers, also those of installed packages, and the shipped scenarios
    that change it; of guidelines, screening and message_watch also how well texts are read. A metric: its formula, the
    better direction, its margin, its guardrails, and the trust in it. A number of the world or of a rule: unit, value,
    plausible range, source, and where it acts. A scenario, or the file of one: its changes, and its sizes: a month and
    a year of the whole marketplace beside public figures, from six runs. Also channels, tactics, outcomes, facts,
    verdicts, and words of the glossary. If a word has several meanings, all are printed.

    Takes half a minute for a scenario on two idle cores, a second or two for all else. Exit codes: 0 done, 2 bad input,
    4 runs crashed.
    """
    from experiments.questions.explain import document, words
    from experiments.questions.explain.levers import levers
    from experiments.show import terminal
    from policies.catalogue import BadRule

    text = " ".join(word).strip()
    try:
        with refusing():
            entries = words.explain(text)
            measures = _measures(text, sizes)
    except (LookupError, BadRule) as problem:
        refuse(*str(problem.args[0]).split("\n"))
    if not as_json:  # before any run: most come for the words
        terminal.show(document.of_entries(entries), narrowest=terminal.PROSE)
    measured: Measured | None = None
    failures: tuple[Failure, ...] = ()
    if measures:
        from experiments.api.sizes import sizes as measure

        measured, failures = ask(measure, text, **how)
    if as_json:
        first, *also = (entry.as_json() for entry in entries)
        more = {"sizes": measured.as_json()} if measured is not None else {}
        print_json(first | ({"also": also} if also else {}) | more)
    elif measured is not None:
        print_lines("")
        measured.show()
    if text in levers():
        print_broken_rules(text)
    report(failures)


def _measures(name: str, sizes: bool | None) -> bool:
    """Return whether a scenario is run: as asked for, by default if its runs take seconds. Raises BadInput."""
    from experiments.questions.explain.settings import in_file
    from scenarios import load, names

    if sizes is None:
        return (name in names() or in_file(name)) and load(name).world.workers < LARGE
    return sizes and bool(load(name))


def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from scenarios import json_schema

    print_broken_rules()
    print_json(json_schema())
