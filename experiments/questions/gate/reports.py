"""A gate for machines and other pages: Markdown, JUnit, annotations of GitHub Actions."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from experiments.printing import escapes
from experiments.printing.table import Table
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.gate.text import MOST_FILES, headline, remark, time_spent, when, where, words
from experiments.questions.trace.text import brief

MARKS = {"pass": "✅", "fail": "❌", "inconclusive": "❔", "could not run": "💥"}
LARGEST = 60_000  # bytes of Markdown: a comment of a pull request takes 65,536
LONGEST = 15_000  # characters of what a side said when it broke, of which the end is told
LEVELS = {"fail": "error", "inconclusive": "warning", "could not run": "error"}


def markdown(found: Gate) -> str:
    """For the summary of a step, or a comment: under 64 kB. What stands after that is left out."""
    told, room = "", LARGEST
    for block in _blocks(found):
        room -= len(block.encode()) + 1
        told += f"{block}\n" if room >= 0 else ""
    return told.rstrip() + "\n"


def _blocks(found: Gate) -> Iterator[str]:
    """Its paragraphs, tables and blocks of code, and what stands between them."""
    verdict = found.verdict
    yield f"## {MARKS[verdict]} policylab gate: {verdict}\n"
    yield f"{escapes.markdown(headline(found))}\n"
    yield f"{escapes.markdown(where(found))}\n"
    if found.differing:
        yield f"Changed: {escapes.markdown(', '.join(found.differing))}\n"
    yield from (f"- {escapes.code(f'{each.path}:{each.line}')}" for each in found.asked.files[:MOST_FILES])
    yield ""
    yield from (f"> {escapes.markdown(note)}" for note in found.asked.notes)
    yield ""
    if found.broken is not None:
        yield f"{escapes.block(found.broken[-LONGEST:].split('\n'))}\n"
    if found.rulings:
        rows = (_row(each, found.worlds) for each in worst_first(found.rulings))
        yield Table.of(("", "guardrail", "base → head, difference [95 %], margin, pairs", ""), rows).markdown()
    if found.trace is not None:
        yield f"\n{escapes.block(line.plain for line in brief(found.trace))}"
    if found.seconds:
        yield f"\n{time_spent(found)}"


def junit(found: Gate) -> str:
    """A test case a guardrail; one alone where nothing was judged."""
    rulings = worst_first(found.rulings)
    suite = Element("testsuite", name=f"policylab gate: {headline(found)}")
    for ruling in rulings:
        case = SubElement(
            suite, "testcase", classname="policylab.gate", name=f"{ruling.rail.metric.name}, {when(ruling)}"
        )
        if ruling.verdict != "pass":
            told = SubElement(case, "failure", type=ruling.verdict, message=words(ruling))
            told.text = remark(ruling, found.worlds) or ruling.rail.why
    if not rulings:
        case = SubElement(suite, "testcase", classname="policylab.gate", name=headline(found))
        if found.broken is not None:
            SubElement(case, "error", type="could not run", message="could not run").text = found.broken
    if found.asked.notes:
        SubElement(suite, "system-out").text = "\n".join(found.asked.notes)
    suite.set("tests", str(max(len(rulings), 1)))
    suite.set("failures", str(sum(ruling.verdict != "pass" for ruling in rulings)))
    suite.set("errors", str(int(found.broken is not None)))
    indent(escapes.xml(suite))
    return tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def annotations(found: Gate) -> list[str]:
    """Workflow commands that mark the changed lines of a change that does not pass; nothing for one that does."""
    if found.verdict == "pass":
        return []
    worst = [
        f"{each.verdict}: {each.rail.metric.name}, {when(each)}: {words(each)}"
        for each in worst_first(found.rulings)
        if each.verdict != "pass"
    ]
    title = {"title": f"policylab gate: {found.verdict}"}
    files = [each for each in found.asked.files if each.line][:MOST_FILES]
    places = [{"file": each.path, "line": str(each.line)} | title for each in files] or [title]
    return [escapes.command(LEVELS[found.verdict], place, [headline(found), *worst[:3]]) for place in places]


def _row(ruling: Ruling, worlds: int | None) -> tuple[str, ...]:
    name = f"`{ruling.rail.metric.name}`, {when(ruling)}"
    numbers, more = escapes.markdown(words(ruling)), escapes.markdown(remark(ruling, worlds))
    return f"{MARKS[ruling.verdict]} {ruling.verdict}", name, numbers, more
