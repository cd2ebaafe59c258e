"""The command line. Heavy imports are inside the commands, so that `--help` answers at once."""

import signal
import sys
import traceback
from typing import Annotated

import typer

from experiments import VERSION
from experiments.commands import info, store
from experiments.commands.calibrate import calibrate
from experiments.commands.command import command
from experiments.commands.compare import compare
from experiments.commands.conform import conform
from experiments.commands.dashboard import dashboard
from experiments.commands.exits import BAD_INPUT, CRASHED, print_error, refuse
from experiments.commands.flip import flip
from experiments.commands.gate import gate
from experiments.commands.rank import rank
from experiments.commands.report import report
from experiments.commands.run import run
from experiments.commands.runs import runs
from experiments.commands.sweep import sweep
from experiments.commands.trace import trace
from experiments.commands.two_sides import OfTwo
from experiments.commands.validate import validate
from experiments.host.startup import one_thread, shadowed
from experiments.host.stopping import Terminated, exit_code, heed_termination
from experiments.language.messages import spoken
from experiments.printing.escapes import quoted
from experiments.printing.terminal import Lost, standard_streams

app = typer.Typer(
    help="What does a marketplace policy change do to fraud exposure and to matching quality?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(VERSION)
        raise typer.Exit


@app.callback()
def policylab(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options of `policylab` itself."""
    try:
        spoken()
    except ValueError as problem:
        refuse(str(problem))


for of_two in (compare, flip, gate, sweep, trace):
    app.command(cls=OfTwo)(command(of_two))
for answering in (rank, report, run, dashboard):
    app.command()(command(answering))
for other in (runs, validate, calibrate, info.explain, info.schema, conform, store.why):
    app.command()(command(other, speaks=False))
app.command("list")(command(info.list_, speaks=False))
app.add_typer(store.app, name="store")


def main() -> None:
    """Entry point of `policylab`."""
    one_thread()
    heed_termination()
    with standard_streams():
        problems = shadowed()
        for problem in problems:
            print_error(problem)
        if problems:
            sys.exit(BAD_INPUT)
        try:
            app()
        except Terminated:
            sys.exit(exit_code(signal.SIGTERM))
        except Lost:
            raise
        except Exception:  # noqa: BLE001 - Python would exit with 1, which is a verdict
            print_error("policylab has crashed, so nothing is known:", *quoted(traceback.format_exc().rstrip()))
            sys.exit(CRASHED)
