"""What reaches standard output and error, and what becomes of a program that loses them."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

import pytest
import rich.table
import rich.text

from experiments.printing.console import Plain, Text, console_on
from experiments.printing.terminal import Stream, standard_streams

ROOT = Path(__file__).resolve().parents[3]
EVIL = "[bold red]x[/] :smile: \x1b]0;title\x07 \x9b31m"  # markup, an emoji code, OSC and its bell, an 8-bit CSI
TAMED = "[bold red]x[/] :smile: \\x1b]0;title\\x07 \\x9b31m"
FULL = Path("/dev/full")


def policylab(
    *arguments: str, stdout: int | IO[str] = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "experiments", *arguments],
        cwd=ROOT,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_a_terminal_gets_its_colours_and_not_those_of_a_name() -> None:
    raw = io.StringIO()
    Plain(Stream(raw), force_terminal=True, width=80, color_system="standard").print(EVIL, style="bold")  # type: ignore[arg-type]
    assert raw.getvalue() == f"\x1b[1m{TAMED}\x1b[0m\n"


def test_a_line_that_rich_made_is_only_a_line_too() -> None:
    raw = io.StringIO()
    out = Plain(Stream(raw), width=80)  # type: ignore[arg-type]
    out.print(rich.text.Text("a\x1b[2J\n::error::b"))
    table = rich.table.Table("", "", box=None)
    table.add_row(Text("c\n::error::d"), "e\n::error::f")
    out.print(table)
    lines = [line.strip() for line in raw.getvalue().splitlines()]
    assert lines[0] == "a\\x1b[2J\\n::error::b"
    assert lines[-1].split() == ["c\\n::error::d", "e\\n::error::f"]


@pytest.mark.parametrize(("columns", "width"), [(None, 100), ("120", 120), ("20", 20)])
def test_a_file_has_100_columns_unless_a_variable_says_otherwise(
    columns: str | None, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    assert console_on(io.StringIO()).width == width


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp932", "utf-8"])
def test_an_encoding_that_lacks_characters_loses_no_line(encoding: str) -> None:
    code = "from experiments.printing.terminal import standard_streams\nwith standard_streams(): print('▸ 1–30 × ∞ 新')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"},
    )
    assert (
        done.stdout.decode(encoding)
        == {
            "ascii": "> 1-30 x ? ?\n",
            "latin-1": "> 1-30 × ? ?\n",
            "cp932": "> 1-30 × ∞ 新\n",
            "utf-8": "▸ 1–30 × ∞ 新\n",
        }[encoding]
    )


def streams(code: str) -> tuple[str, str]:
    """Standard output and standard error of a program."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def test_output_of_c_code_is_no_part_of_the_answer() -> None:
    code = (
        "import os\n"
        "from experiments.printing.terminal import standard_streams\n"
        "with standard_streams():\n"
        "    print('before'); os.write(1, b'C\\n'); print('after')\n"
        "os.write(1, b'at exit\\n')"
    )
    assert streams(code) == ("before\nafter\n", "C\nat exit\n")


def test_lines_of_json_are_alone_on_standard_output_until_the_process_ends() -> None:
    code = (
        "import os\n"
        "from experiments.printing.terminal import json_lines, standard_streams\n"
        "with standard_streams(), json_lines() as send:\n"
        "    send(1); os.write(1, b'C\\n'); print('Python', flush=True); send([2])\n"
        "print('at exit', flush=True); os.write(1, b'at exit\\n')"
    )
    assert streams(code) == ("1\n[2]\n", "C\nPython\nat exit\nat exit\n")


def test_json_holds_every_character_in_any_encoding() -> None:
    code = (
        "from experiments.commands.exits import print_json\n"
        "from experiments.printing.terminal import standard_streams\n"
        "with standard_streams(): print_json('新 \\x1b \\x7f \\x9b')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert json.loads(done.stdout) == "新 \x1b \x7f \x9b"


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("buffering", [{"PYTHONUNBUFFERED": ""}, {"PYTHONUNBUFFERED": "1"}])
@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["schema"]])
def test_a_full_disk_is_told_in_one_line(arguments: list[str], buffering: Mapping[str, str]) -> None:
    with FULL.open("w") as full:
        done = policylab(*arguments, stdout=full, **buffering)
    assert done.returncode == 2
    assert done.stderr == "the output cannot be written: No space left on device\n"


@pytest.mark.parametrize("buffering", [{"PYTHONUNBUFFERED": ""}, {"PYTHONUNBUFFERED": "1"}])
def test_a_reader_that_has_gone_ends_the_program_without_a_word(buffering: Mapping[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        done = policylab("list", stdout=pipe, **buffering)
    assert done.returncode == 141
    assert not done.stderr


class Lossy(io.StringIO):
    """A stream that fails from some write on."""

    def __init__(self, problem: OSError) -> None:
        super().__init__()
        self.problem = problem

    def write(self, text: str) -> int:
        raise self.problem

    def fileno(self) -> int:
        raise OSError("no file")


@pytest.mark.parametrize(
    ("problem", "code", "message"),
    [
        (BrokenPipeError("gone"), 141, ""),
        (OSError(28, "No space left on device"), 2, "the output cannot be written: No space left on device\n"),
    ],
)
def test_a_program_that_loses_its_output_ends_quietly_if_nobody_reads_it(
    problem: OSError, code: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = Lossy(problem), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with pytest.raises(SystemExit) as ended, standard_streams():
        print("an answer")
    assert (ended.value.code, err.getvalue()) == (code, message)
    assert (sys.stdout, sys.stderr) == (out, err)


def test_a_closed_stream_is_told_or_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as ended, standard_streams():
        raise AssertionError
    assert (ended.value.code, err.getvalue()) == (2, "standard output is closed\n")
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", None)
    with standard_streams():
        print("fine")
        print("nobody hears", file=sys.stderr)
        nowhere = cast(Stream, sys.stderr).raw
    nowhere.close()
    assert out.getvalue() == "fine\n"


def test_characters_that_an_encoding_lacks_have_stand_ins_one_by_one() -> None:
    raw = io.BytesIO()
    stream = Stream(io.TextIOWrapper(raw, encoding="ascii", newline=""))
    stream.write("1–30 ▸新× end")
    stream.flush()
    assert raw.getvalue() == b"1-30 >?x end"
    assert stream.encoding == "ascii"
