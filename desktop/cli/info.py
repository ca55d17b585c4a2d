"""`liaison info`: what a timeline holds, and the numbers of its overview."""

import argparse
import json
import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db import schema
from db.errors import Problem
from db.timeline import Timeline
from db.version import VERSION
from desktop.cli.table import plain

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.summary.overview import Overview
    from db.summary.overview_rows import Number, ToDo

_KEYS = """keys of --json, which stay as they are:
  file bytes counts events span focal_actor versions edits last_edit
  overview
    day                  standing, relations, silences and ledgers are as of this day
    contacts undated     numbers: a visit and its parts count once; starts without an earliest or latest day
    counterparts         numbers: total countries regions with_relations without_relations
                         lists of numbers: by_region by_family by_standing by_relations
    years                year certain expected possible filter events
    silences             actor (its id) label contacts last (between two days), and in days [least, most]:
                         silence median percentile_95; longer (than the latter): surely, possibly or no
    open_invitations overdue_commitments unverified conflicting
                         label count certain (of them) lines filter events; a line: id text date events certain
  A number is label, count, filter, events: `liaison query FILE FILTER` shows the events behind it. Only held
  events count, save on the last four. Filters of the ledgers name events by id, id:0 for none."""

_COUNTED: Final = {
    "events": "event",
    "participations": "participation",
    "actors": "actor",
    "people": "person",
    "mechanisms": "mechanism",
    "sources": "source",
    "evidence": "evidence",
    "invitations": "invitation",
    "commitments": "commitment",
    "contexts": "context",
    "coverage": "coverage",
}
_FOCAL = (
    "SELECT name FROM actor WHERE id = (SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'focal_actor')"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--json", action="store_true", help="as one JSON object with the keys below")
    parser.add_argument("--as-of", metavar="DATE", help="the day of the overview; today if not given")
    parser.epilog = f"{_KEYS}\n\n{parser.epilog or ''}"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the timeline holds."""
    from db.arrays import columns
    from db.reading import raw
    from db.summary import overview

    day = None if arguments.as_of is None else _day(arguments.as_of)
    with Timeline.open(arguments.file, write=False) as timeline, timeline.read() as session:
        found = gather(session, arguments.file)
        over = overview.overview(session, columns.load(raw(session)), day)
    found["overview"] = over.to_json()
    sys.stdout.write(
        json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        if arguments.json
        else _plain(found) + _told(over)
    )
    return 0


def _day(text: str) -> int:
    """Return the day a text means; raises Problem where it is not one day."""
    from db.dates import DateError, parse

    try:
        when = parse(text)
    except DateError as error:
        raise Problem(f"“{text}” is no date: {error.reason}.") from error
    if when.start[0] is None or when.start[0] != when.start[1] or when.start != when.end:
        raise Problem(f"“{text}” is not one day; nothing was read. Give a day, such as 2024-05-01.")
    return when.start[0]


def gather(session: "Session", path: Path) -> dict[str, Any]:
    """Return what `info` tells besides the overview, as its documented JSON."""
    from db.codebook import codebook_terms
    from db.reading import raw

    connection = raw(session)
    first, last = connection.execute("SELECT min(start_lo), max(end_hi) FROM event").fetchone()
    precise, undated = connection.execute(
        "SELECT total(start_lo = start_hi), total(start_lo IS NULL OR start_hi IS NULL) FROM event"
    ).fetchone()
    edits, latest = connection.execute("SELECT coalesce(max(id), 0), max(made_at) FROM edit").fetchone()
    focal = connection.execute(_FOCAL).fetchone()
    return {
        "file": path.name,
        "bytes": path.stat().st_size,
        "counts": {name: _count(connection, table) for name, table in _COUNTED.items()},
        "events": {
            "by_status": dict(
                connection.execute("SELECT status, count(*) FROM event GROUP BY status ORDER BY status")
            ),
            "to_the_day": int(precise),
            "undated": int(undated),
            "unverified": connection.execute("SELECT count(*) FROM event WHERE unverified").fetchone()[0],
        },
        "span": {"first": _iso(first), "last": _iso(last)},
        "focal_actor": focal[0] if focal else None,
        "versions": {
            "program": VERSION,
            "format": connection.execute("PRAGMA user_version").fetchone()[0],
            "written_format": schema.SCHEMA_VERSION,
            "sqlite": sqlite3.sqlite_version,
            "codebook": codebook_terms.version(session),
        },
        "edits": edits,
        "last_edit": latest,
    }


def _plain(found: dict[str, Any]) -> str:
    counts, events, span = found["counts"], found["events"], found["span"]
    lines = [
        f"{found['file']}, {found['bytes']:,} bytes, format {found['versions']['format']}",
        f"focal actor    {plain(found['focal_actor'] or 'not set')}",
        f"span           {span['first'] or 'open'} to {span['last'] or 'open'}",
        f"events         {counts['events']:,}",
        f"dates          {events['to_the_day']:,} to the day, {events['undated']:,} undated",
        f"unverified     {events['unverified']:,}",
        "status         " + ", ".join(f"{count:,} {status}" for status, count in events["by_status"].items()),
        *(f"{name:14} {count:,}" for name, count in counts.items() if name != "events"),
        f"edits          {found['edits']:,}"
        + (f", the last {found['last_edit']}" if found["last_edit"] else ""),
    ]
    return "\n".join(lines) + "\n"


def _told(over: "Overview") -> str:
    """The overview in a few lines."""
    who = over.counterparts
    where = f"{_many(who.countries.count, 'country', 'countries')} and {_many(who.regions.count, 'region')}"
    lines = [
        f"contacts       {over.contacts.count:,}",
        f"counterparts   {who.total.count:,} in {where}",
        *_listing("families", who.by_family),
        *_listing("standing", who.by_standing),
        f"relations      {who.with_relations.count:,} with, {who.without_relations.count:,} without",
    ]
    if over.silences:
        longest = over.silences[0]
        lines.append(
            f"longest silent {plain(longest.label)}, {_days(longest.silence)}; usual {_days(longest.median)}"
        )
    lines.append(
        f"to do          {_listed(over.open_invitations, 'open invitation')},"
        f" {_listed(over.overdue_commitments, 'overdue commitment')},"
        f" {over.unverified.count:,} unverified, {over.conflicting.count:,} conflicting"
    )
    return "\n".join(lines) + "\n"


def _listing(name: str, numbers: "tuple[Number, ...]") -> list[str]:
    words = ", ".join(f"{number.count:,} {plain(number.label)}" for number in numbers)
    return [f"{name:14} {words}"] if words else []


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def _listed(todo: "ToDo", one: str) -> str:
    perhaps = todo.count - todo.certain
    return _many(todo.certain, one) + (f" (perhaps {perhaps:,} more)" if perhaps else "")


def _days(span: tuple[float, float]) -> str:
    least, most = (f"{round(days):,}" for days in span)
    return f"{least} days" if least == most else f"{least} to {most} days"


def _count(connection: sqlite3.Connection, table: str) -> int:
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
