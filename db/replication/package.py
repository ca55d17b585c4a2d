"""Writes a replication package: the records, what is needed to read them, and the saved charts."""

import sqlite3
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from db.codebook import codebook_terms
from db.reading import raw
from db.replication import DESCRIPTOR, charts, descriptor, documents, redraw_script, tables
from db.replication.archive import Archive, writing
from db.replication.bibliography import csl_json
from db.replication.charts import Charted, Draw
from db.replication.progress import Meter, Progress
from db.replication.selection import Selection, select
from db.replication.shape import COPIES, shapes
from db.timeline import Timeline

_SOURCES: Final = "sources.json"


@dataclass(frozen=True, slots=True)
class Written:
    """What went into a package; `left_out` says in sentences what did not."""

    file: str
    filter: str
    events: int
    rows: Mapping[str, int]
    charts: tuple[Charted, ...]
    left_out: tuple[str, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "file": self.file, "filter": self.filter, "events": self.events, "rows": dict(self.rows),
            "charts": [
                {"name": each.name, "files": list(each.files), "problem": each.problem} for each in self.charts
            ],
            "left_out": list(self.left_out),
        }  # fmt: skip


def write_package(
    timeline: Timeline,
    out: Path | str,
    filter_text: str = "",
    draw: Draw | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write all records, or the events of a filter with what they lead to, and the saved charts, as one zip.

    The same timeline and program give the same bytes. `draw` makes a computed chart an SVG (`desktop.replicating`
    has one); without it there are numbers and no figures. An older file of this name is replaced when the new one is
    whole, and stays as it is where `progress` raises or the disk refuses (Problem). Raises FilterError, and
    Interrupted where an edit came in between, so that it should start again.
    """
    out = Path(out)
    with timeline.read() as session:
        connection = raw(session)
        chosen = select(connection, filter_text)
        rows = {shape.table: tables.count(connection, shape, chosen) for shape in shapes()}
        with writing(out) as archive:
            return _write(archive, session, chosen, rows, draw, Meter(progress, sum(rows.values())), out.name)


def _write(
    archive: Archive, session: Session, chosen: Selection, rows: Mapping[str, int], draw: Draw | None,
    meter: Meter, name: str,
) -> Written:  # fmt: skip
    connection = raw(session)
    for shape in shapes():
        archive.add(shape.path, tables.written(connection, shape, chosen, meter.advance))
    archive.add(_SOURCES, csl_json(session, chosen))
    with _packed(session, chosen) as packed:
        day = charts.spoken(raw(packed))
        told = _add_charts(archive, packed, draw, meter)
    codebook = codebook_terms.version(session)
    left_out = _left_out(rows, told)
    archive.add("filter.txt", f"{chosen.filter}\n" if chosen.filter else "")
    archive.add("counting.md", documents.counting())
    archive.add("codebook.csv", documents.codebook_csv(session))
    archive.add("codebook.md", documents.codebook_md(session))
    archive.add("README.md", documents.readme(chosen, codebook, rows, told, left_out, day))
    archive.add(redraw_script.NAME, redraw_script.SCRIPT)
    archive.add(DESCRIPTOR, descriptor.descriptor(chosen, codebook, archive.entries, rows, _SOURCES))
    return Written(name, chosen.filter, chosen.events, rows, tuple(told), tuple(left_out))


def _add_charts(archive: Archive, session: Session, draw: Draw | None, meter: Meter) -> list[Charted]:
    told: list[Charted] = []
    for chart, files in charts.drawn(session, draw):
        for name, content in files.items():
            archive.add(name, content if isinstance(content, str) else [content])
        told.append(chart)
        meter.advance()
    return told


def _left_out(rows: Mapping[str, int], told: list[Charted]) -> list[str]:
    said = ["The timeline's history is not here."]
    if copies := rows[COPIES]:
        what = "copy of a source is" if copies == 1 else "copies of sources are"
        said.append(
            f"{copies:,} attached {what} not here but listed in `data/{COPIES}.csv` with size and checksum."
        )
    if bare := [chart for chart in told if chart.problem]:
        what = "chart" if len(bare) == 1 else "charts"
        said.append(f"{len(bare)} saved {what} could not be drawn: see below.")
    return said


# --- the records of a filter as a timeline of their own --------------------------------------------------------


@contextmanager
def _packed(session: Session, chosen: Selection) -> Generator[Session]:
    """Give a session on the records of the package alone, so that its charts are those drawn from it later."""
    if chosen.ids is None:
        yield session
        return
    from db.file import drafts, opening
    from db.file.connections import engine

    source = raw(session)
    with tempfile.TemporaryDirectory(prefix="liaison-") as folder:
        path = Path(folder) / "package.liaison"
        drafts.create(path, lambda made: _copy(source, raw(made), chosen))
        connection = opening.connect(path, write=False)
        try:
            with Session(engine(connection)) as packed:
                yield packed
        finally:
            connection.close()


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, chosen: Selection) -> None:
    target.execute("PRAGMA defer_foreign_keys=ON")
    for shape in shapes():
        if shape.table == COPIES:
            continue
        listed = [row[1] for row in source.execute(f'PRAGMA table_xinfo("{shape.table}")') if row[6] == 0]
        columns = ", ".join(f'"{name}"' for name in listed)
        end, values = chosen.where(shape.table)
        found = source.execute(f'SELECT {columns} FROM "{shape.table}" {end}', values)
        marks = ", ".join("?" * len(listed))
        target.executemany(f'INSERT INTO "{shape.table}" ({columns}) VALUES ({marks})', found)
