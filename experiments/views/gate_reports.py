"""A gate for machines and other pages: Markdown, JUnit, annotations of GitHub Actions."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from experiments.results.gate import Gate
from experiments.terminal import escaped
from experiments.verdicts.judging import Ruling, worst_first
from experiments.views.gated import MOST_FILES, headline, remark, time_spent, when, where, words
from experiments.views.traced import brief

MARKS = {"pass": "✅", "fail": "❌", "inconclusive": "❔", "could not run": "💥"}
LARGEST = 60_000  # bytes of Markdown: a comment of a pull request takes 65,536
LEVELS = {"fail": "error", "inconclusive": "warning", "could not run": "error"}


def markdown(found: Gate) -> str:
    """For the summary of a step, or a comment: under 64 kB."""
    verdict = found.verdict
    lines = [f"## {MARKS[verdict]} policylab gate: {verdict}", "", _cell(headline(found)), "", _cell(where(found)), ""]
    if found.differing:
        lines += [f"Changed: {_cell(', '.join(found.differing))}", ""]
    lines += [f"- `{_cell(each.path)}:{each.line}`" for each in found.asked.files[:MOST_FILES]]
    lines += ["", *(f"> {_cell(note)}" for note in found.asked.notes), ""]
    if found.broken is not None:
        lines += ["```text", escaped(found.broken)[-LARGEST // 2 :].replace("```", "'''"), "```", ""]
    if found.rulings:
        lines += ["| | guardrail | base → head, difference [95 %], margin, pairs | |", "|---|---|---|---|"]
        lines += [_row(each, found.worlds) for each in worst_first(found.rulings)]
    if found.trace is not None:
        lines += ["", "```text", *(_cell(line.plain) for line in brief(found.trace)), "```"]
    lines += ["", time_spent(found)] if found.seconds else []
    return "\n".join(lines).encode()[:LARGEST].decode(errors="ignore").rstrip() + "\n"


def junit(found: Gate) -> str:
    """A test case a guardrail; one alone where nothing was judged."""
    rulings = worst_first(found.rulings)
    suite = Element("testsuite", name=f"policylab gate: {escaped(headline(found))}")
    for ruling in rulings:
        case = SubElement(
            suite, "testcase", classname="policylab.gate", name=f"{ruling.rail.metric.name}, {when(ruling)}"
        )
        if ruling.verdict != "pass":
            told = SubElement(case, "failure", type=ruling.verdict, message=words(ruling))
            told.text = remark(ruling, found.worlds) or ruling.rail.why
    if not rulings:
        case = SubElement(suite, "testcase", classname="policylab.gate", name=escaped(headline(found)))
        if found.broken is not None:
            SubElement(case, "error", type="could not run", message="could not run").text = escaped(found.broken)
    if found.asked.notes:
        SubElement(suite, "system-out").text = escaped("\n".join(found.asked.notes))
    suite.set("tests", str(max(len(rulings), 1)))
    suite.set("failures", str(sum(ruling.verdict != "pass" for ruling in rulings)))
    suite.set("errors", str(int(found.broken is not None)))
    indent(suite)
    return tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def annotations(found: Gate) -> list[str]:
    """Workflow commands that mark the changed lines of a change that does not pass; nothing for one that does."""
    if found.verdict == "pass":
        return []
    level, said = LEVELS[found.verdict], headline(found)
    worst = [
        f"{each.verdict}: {each.rail.metric.name}, {when(each)}: {words(each)}" for each in worst_first(found.rulings)
    ]
    text = "\n".join([said, *[each for each in worst if not each.startswith("pass")][:3]])
    files = [each for each in found.asked.files if each.line][:MOST_FILES]
    title = f"title={_property(f'policylab gate: {found.verdict}')}"
    places = [f"file={_property(each.path)},line={each.line},{title}" for each in files] or [title]
    return [f"::{level} {place}::{_data(text)}" for place in places]


def _row(ruling: Ruling, worlds: int | None) -> str:
    name = f"`{ruling.rail.metric.name}`, {when(ruling)}"
    said = _cell(remark(ruling, worlds))
    return f"| {MARKS[ruling.verdict]} {ruling.verdict} | {name} | {_cell(words(ruling))} | {said} |"


def _cell(text: str) -> str:
    return escaped(text).replace("|", "\\|").replace("\n", " ")


def _data(text: str) -> str:
    return escaped(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
