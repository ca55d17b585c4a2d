"""`liaison query`: the events that pass a filter, as rows."""

import argparse
import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from db.table.event_table import COLUMNS, TableRow, fetch, to_cells, to_json
from db.timeline import Timeline
from desktop.cli.filtering import ids_of, parsed

_SHOWN = {"date": 24, "title": 56, "type": 14, "status": 11, "mechanism": 40}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "filter", metavar="FILTER", nargs="?", default="", type=str.strip, help="as typed into the filter bar"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--csv", action="store_true", help=f"columns: {', '.join(COLUMNS)}")
    shape.add_argument(
        "--json", action="store_true", help="a list of objects, lists as lists, with the four days"
    )
    parser.add_argument("--limit", metavar="N", type=_count, help="at most N events")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the events."""
    wanted = parsed(arguments.filter)
    with Timeline.open(arguments.file, write=False) as timeline, timeline.reading() as connection:
        rows = fetch(connection, ids_of(connection, wanted, arguments.filter, arguments.limit))
        if arguments.csv:
            table = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(to_cells(row) for row in rows)
        elif arguments.json:
            sys.stdout.write(json.dumps([to_json(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
        else:
            sys.stdout.writelines(_lines(rows))
    return 0


def _lines(rows: Iterable[TableRow]) -> Iterator[str]:
    yield "  ".join(_fitted(name, width) for name, width in _SHOWN.items()).rstrip() + "\n"
    for row in rows:
        cells = to_cells(row)
        if cells["round"]:
            cells["mechanism"] = f"{cells['round']}: {cells['mechanism']}"
        yield "  ".join(_fitted(cells[name], width) for name, width in _SHOWN.items()).rstrip() + "\n"


def _fitted(text: str, width: int) -> str:
    """Return text cut or filled up to a width in terminal columns; ideographs take two."""
    kept, used = "", 0
    for sign in " ".join(text.split()):
        wide = 2 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 1
        if used + wide > width - 1:
            kept, used = kept + "…", used + 1
            break
        kept, used = kept + sign, used + wide
    return kept + " " * (width - used)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number
