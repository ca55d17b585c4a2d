"""`liaison query`: the events that pass a filter, as rows."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from db.errors import Problem
from db.table.event_table import COLUMNS, TableRow, fetch, to_cells, to_json
from db.timeline import Timeline
from desktop.cli.filtering import ids_of, parsed
from desktop.cli.table import fitted, plain

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
    parser.add_argument(
        "--codebook",
        metavar="OUT",
        type=Path,
        help="write the definitions of types, levels … there: .json or .csv",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the events, and write the codebook that goes with them if it is asked for."""
    if arguments.codebook is not None:
        _write_codebook(arguments.file, arguments.codebook)
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


def _write_codebook(file: Path, out: Path) -> None:
    from db.codebook import codebook_file

    if out.suffix.lower() not in {".json", ".csv"}:
        raise Problem(f"“{out}” has no ending that says what to write: use .json or .csv.")
    with Timeline.open(file, write=False) as timeline, timeline.read() as session:
        try:
            codebook_file.write(session, out)
        except OSError as error:
            raise Problem(f"“{out}” can't be written ({error.strerror}); nothing was printed.") from error


def _lines(rows: Iterable[TableRow]) -> Iterator[str]:
    yield "  ".join(fitted(name, width) for name, width in _SHOWN.items()).rstrip() + "\n"
    for row in rows:
        cells = to_cells(row)
        if cells["round"]:
            cells["mechanism"] = f"{cells['round']}: {cells['mechanism']}"
        shown = (fitted(plain(cells[name]), width) for name, width in _SHOWN.items())
        yield "  ".join(shown).rstrip() + "\n"


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number
