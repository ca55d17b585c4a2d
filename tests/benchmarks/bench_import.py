"""Import of tables: read, matched, written, indexed, recorded; taken back, done again, and closed with a backup.

Times are of the processor: waiting for the disk is left out on both sides, and so are other programs.
"""

import csv
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from db import bulk, history, schema, search
from db.codebook import codebook
from db.dates import parse
from db.imports import importing
from db.timeline import Timeline
from tests.benchmarks import generate, method, tables
from tests.benchmarks.method import Paired
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import K10, K100, benchmark, short

_CACHE: Final = "PRAGMA cache_size=-262144"
_ORDER: Final = (
    "country", "term", "actor", "actor_name", "person", "person_name", "mechanism", "mechanism_name", "event",
    "participation", "event_term",
)  # fmt: skip
"""What an import fills, parents first."""


@dataclass(frozen=True, slots=True)
class _Records:
    """The rows of a table, and those of the index if it is searched."""

    table: str
    names: list[str]
    rows: list[tuple[Any, ...]]
    index: str
    texts: list[tuple[Any, ...]]


@benchmark("import.csv", "import.undo", "import.redo", "import.close", sizes=(K100,))
def imported(stage: Stage, size: int) -> Iterator[Row]:
    """A CSV file into an empty timeline and back, against the same records by bare SQLite."""
    path, name = tables.cached(size), short(size)
    with _folder() as folder:
        records = _records_of(folder / "first.liaison", path)
        ours: dict[str, list[float]] = {step: [] for step in ("csv", "undo", "redo", "close")}
        bare: dict[str, list[float]] = {step: [] for step in ("csv", "undo", "close")}
        for _ in range(min(stage.rounds, 3)):
            for step, ms in _sitting(folder / "ours.liaison", path):
                ours[step].append(ms)
            for step, ms in _bare_sitting(folder / "bare.liaison", path, records):
                bare[step].append(ms)
            for file in ("ours.liaison", "bare.liaison"):
                (folder / file).unlink()

        def paired(step: str) -> Paired:
            return Paired.of(list(zip(ours[step], bare[step], strict=True)))

        yield Row.of(f"import.csv.{name}", "CSV, 3 participants each: indexed, recorded, on disk", paired("csv"),
                     "csv.reader, executemany with FTS", (*most(2.5), *most(ms=6000)))  # fmt: skip
        yield Row.of(f"import.undo.{name}", "the import taken back", paired("undo"), "bare DELETE, FTS emptied",
                     most(ms=3000))  # fmt: skip
        redone = ours["redo"]
        again = Paired.of(list(zip(redone, bare["csv"], strict=True)))
        yield Row.of(f"import.redo.{name}", "and done again", again, "csv.reader, executemany with FTS")
        yield Row.of(f"import.close.{name}", "closed: columns cached, checked backup", paired("close"),
                     "backup, integrity_check", most(2.0))  # fmt: skip


@benchmark("import.dates", sizes=(K100,))
def dates(stage: Stage, size: int) -> Iterator[Row]:
    """The dates of a table, against dateutil on those that it reads, as if it read all."""
    from dateutil import parser

    with tables.cached(size).open(encoding="utf-8", newline="") as file:
        texts = [row["date"] for row in csv.DictReader(file)]
    simple = [text for text in texts if "/" not in text and "年" not in text][: K10 // 4]

    def ours() -> None:
        parse.__globals__["_parse"].cache_clear()
        known = {text: parse(text) for text in set(texts)}
        for text in texts:
            known[text]

    def peer() -> float:
        return method.timed(lambda: [parser.parse(text) for text in simple]) * len(texts) / len(simple)

    found = method.paired(lambda: method.timed(ours), peer, count=stage.rounds)
    yield Row.of(
        f"import.dates.{short(size)}", "dates of a table, mixed forms", found, "dateutil, scaled", most(0.15)
    )


@benchmark("db.insert", sizes=(K10, K100))
def insert(stage: Stage, size: int) -> Iterator[Row]:
    """Events and who took part, in bulk through the program, against bare executemany."""
    with _folder() as folder:
        records = [each for each in _records_of(folder / "first.liaison", tables.cached(size)) if each.rows]

        def ours() -> float:
            with Timeline.create(folder / "ours.liaison") as timeline:
                ms = method.timed(lambda: _through_us(timeline, records))
            (folder / "ours.liaison").unlink()
            return ms

        def bare() -> float:
            with _bare(folder / "bare.liaison") as raw:
                ms = method.timed(lambda: _fill(raw, records))
            (folder / "bare.liaison").unlink()
            return ms

        found = method.paired(ours, bare, count=min(stage.rounds, 3))
    yield Row.of(f"db.insert.{short(size)}", "events and participations: indexed, recorded, on disk", found,
                 "raw executemany with FTS", most(1.5))  # fmt: skip


# --- ours --------------------------------------------------------------------------------------------------


def _sitting(target: Path, path: Path) -> Iterator[tuple[str, float]]:
    timeline = Timeline.create(target, codebook.fill)
    yield "csv", method.timed(lambda: importing.import_csv(timeline, path))
    yield "undo", method.timed(timeline.undo)
    yield "redo", method.timed(timeline.redo)
    yield "close", method.timed(timeline.close)


def _through_us(timeline: Timeline, records: Sequence[_Records]) -> None:
    with timeline.edit("Insert") as session:
        raw: sqlite3.Connection = session.connection().connection.driver_connection  # type: ignore[assignment]
        raw.execute(_CACHE)
        for each in records:
            bulk.insert(raw, each.table, each.names, each.rows)


def _records_of(target: Path, path: Path) -> list[_Records]:
    """Return all records that an import of a file into an empty timeline leaves."""
    with Timeline.create(target, codebook.fill) as timeline:
        importing.import_csv(timeline, path)
        with timeline.reading() as connection:
            return [_read(connection, table) for table in _ORDER]


def _read(connection: sqlite3.Connection, table: str) -> _Records:
    names = history.columns(connection, table)
    listed = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f'SELECT {listed} FROM "{table}"').fetchall()
    searched = search.SEARCHED.get(table)
    if searched is None:
        return _Records(table, names, rows, "", [])
    found = connection.execute(f"SELECT id, {', '.join(searched.names)} FROM {table}")
    texts = [(row, *map(search.indexed, told)) for row, *told in found]
    return _Records(table, names, rows, f"{searched.index}(rowid, {', '.join(searched.targets)})", texts)


# --- bare SQLite -------------------------------------------------------------------------------------------


def _bare_sitting(target: Path, path: Path, records: Sequence[_Records]) -> Iterator[tuple[str, float]]:
    with _bare(target) as raw:
        begun = method.CPU()
        with path.open(encoding="utf-8", newline="") as file:
            list(csv.reader(file))
        _fill(raw, records)
        yield "csv", (method.CPU() - begun) * 1000
        yield "undo", method.timed(lambda: _take_back(raw, records))
        yield (
            "close",
            method.timed(_copying(target.with_name("copy.db"), target.with_name("ours.liaison"))),
        )


@contextmanager
def _bare(target: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(target, isolation_level=None)) as raw:
        schema.create(raw)
        for setting in ("journal_mode=TRUNCATE", "synchronous=EXTRA"):
            raw.execute(f"PRAGMA {setting}").fetchone()
        raw.execute(_CACHE)
        yield raw


def _fill(raw: sqlite3.Connection, records: Sequence[_Records]) -> None:
    raw.execute("BEGIN")
    for each in records:
        marks = ", ".join("?" * len(each.names))
        listed = ", ".join(f'"{name}"' for name in each.names)
        raw.executemany(f'INSERT INTO "{each.table}" ({listed}) VALUES ({marks})', each.rows)
        if each.texts:
            marks = ", ".join("?" * len(each.texts[0]))
            raw.executemany(f"INSERT INTO {each.index} VALUES ({marks})", each.texts)
    raw.execute("COMMIT")


def _take_back(raw: sqlite3.Connection, records: Sequence[_Records]) -> None:
    raw.execute("BEGIN")
    for each in reversed(records):
        raw.executemany(f'DELETE FROM "{each.table}" WHERE id = ?', ((row[0],) for row in each.rows))
    for index in {each.index.partition("(")[0] for each in records if each.index}:
        raw.execute(f"INSERT INTO {index}({index}) VALUES('delete-all')")
    raw.execute("COMMIT")


def _copying(out: Path, source: Path) -> Callable[[], None]:
    def copy() -> None:
        out.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as raw, closing(sqlite3.connect(out)) as target:
            raw.backup(target)
            target.execute("PRAGMA integrity_check(1)").fetchone()
        with out.open("rb+") as file:
            os.fsync(file.fileno())
        out.unlink()

    return copy


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=generate.folder()) as name:
        yield Path(name)
    shutil.rmtree(Path(os.environ["LIAISON_HOME"]) / "backups", ignore_errors=True)
