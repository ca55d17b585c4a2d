"""The texts of a package: README, codebook, and how events are counted and dates are read."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from string import Template

from sqlalchemy.orm import Session

from db.codebook import codebook_terms
from db.codebook.codebook_terms import TermRow
from db.dates.conventions import CONVENTIONS
from db.replication.charts import Charted
from db.replication.descriptor import FORMAT
from db.replication.selection import WHOLE, Selection
from db.replication.shape import shapes
from db.stats.caption import RULES
from db.version import VERSION


def counting() -> str:
    """Return the rules of counting and of reading dates."""
    rules = "\n".join(f"| {rule} | {_cell(says)} |" for rule, says in RULES.items())
    conventions = "\n".join(f"| {_cell(words)} | {_cell(read)} |" for words, read in CONVENTIONS)
    return _template("counting.md").substitute(rules=rules, conventions=conventions)


def codebook_csv(session: Session) -> str:
    """Return the codebook as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(codebook_terms.csv_rows(session))
    return out.getvalue()


def codebook_md(session: Session) -> str:
    """Return the codebook to be read."""
    lines = [f"# Codebook, version {codebook_terms.version(session)}"]
    for vocabulary, terms in groupby(codebook_terms.rows(session), key=lambda row: row.vocabulary):
        lines += [
            "",
            f"## {vocabulary.capitalize()}",
            "",
            "| key | term | wider | definition | CAMEO | PLOVER |",
        ]
        lines += ["|---|---|---|---|---|---|", *map(_term, terms)]
    return "\n".join(lines) + "\n"


def _term(row: TermRow) -> str:
    cells = row.key, row.label, row.parent, row.definition, row.cameo, row.plover
    return f"| {' | '.join(map(_cell, cells))} |"


def readme(
    chosen: Selection,
    codebook: int,
    rows: Mapping[str, int],
    charts: Sequence[Charted],
    left_out: Iterable[str],
    day: str,
) -> str:
    """Return the README; `rows` counts those of each table, `day` is the one as of which charts are told."""
    return _template("readme.md").substitute(
        summary=_summary(chosen, rows["event"]),
        program=VERSION,
        codebook=codebook,
        package=FORMAT,
        counts=_counts(rows),
        left_out=" ".join(left_out),
        charts=_charts(charts),
        as_of=f", {day}" if day else "",
    )


def _summary(chosen: Selection, events: int) -> str:
    if not chosen.filter:
        return f"All records of a timeline of exchanges between political parties: {events:,} events."
    more = events - chosen.events
    led = (
        f", and {more:,} more to which they or their ledgers lead, such as the visit of a meeting"
        if more
        else ""
    )
    whole = ", ".join(f"`{table}`" for table in sorted(WHOLE))
    return (
        f"The {chosen.events:,} events of a timeline of exchanges between political parties that pass the filter in"
        f" `filter.txt`{led}. With them stand all records that they refer to, the names, posts and standings of these,"
        " and the invitations and commitments that begin, end or turn at one of the events; other invitations and"
        f" commitments, actors, people, mechanisms and sources are not here. Whole tables are {whole}. Figures are"
        " drawn from the records of this package alone."
    )


def _counts(rows: Mapping[str, int]) -> str:
    ordered = sorted(shapes(), key=lambda shape: shape.table)
    lines = [f"| `{each.table}` | {rows[each.table]:,} | {each.description} |" for each in ordered]
    return "\n".join(["| table | rows | what it holds |", "|---|---:|---|", *lines])


def _charts(charts: Sequence[Charted]) -> str:
    if not charts:
        return "No chart is saved in the timeline."
    lines = ["| chart | files | |", "|---|---|---|"]
    for chart in charts:
        drawn = ", ".join(f"`{name}`" for name in chart.files) or "none"
        lines.append(f"| {_cell(chart.name)} | {drawn} | {_cell(chart.problem)} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    """Return text for a cell of a Markdown table: in one line, its signs as they are."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
    return plain.replace("<", "&lt;")


def _template(name: str) -> Template:
    return Template((files("resources") / "replication" / name).read_text(encoding="utf-8"))
