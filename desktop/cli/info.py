"""`liaison info`: what a timeline holds."""

import argparse
import json
import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

from db import schema
from db.timeline import Timeline
from db.version import VERSION

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
    parser.add_argument("--json", action="store_true", help="as one JSON object with stable keys")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the timeline holds."""
    with Timeline.open(arguments.file, write=False) as timeline, timeline.reading() as connection:
        found = gather(connection, arguments.file)
    sys.stdout.write(
        json.dumps(found, ensure_ascii=False, indent=1) + "\n" if arguments.json else _plain(found)
    )
    return 0


def gather(connection: sqlite3.Connection, path: Path) -> dict[str, Any]:
    """Return everything `info` tells, as its documented JSON."""
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
        },
        "edits": edits,
        "last_edit": latest,
    }


def _plain(found: dict[str, Any]) -> str:
    counts, events, span = found["counts"], found["events"], found["span"]
    lines = [
        f"{found['file']}, {found['bytes']:,} bytes, format {found['versions']['format']}",
        f"focal actor    {found['focal_actor'] or 'not set'}",
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


def _count(connection: sqlite3.Connection, table: str) -> int:
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
