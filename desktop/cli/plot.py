"""`liaison plot`: exchange frequency as a figure, or its numbers."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.arrays.counts import GROUPS, UNITS
from db.dates import DateError, parse
from db.errors import Problem
from db.stats.bins import BinError
from db.timeline import Timeline
from desktop.cli.filtering import parsed, rows_of
from desktop.contexts import bands

if TYPE_CHECKING:
    from db.stats.frequency import Frequency
    from desktop.canvas.data import ContextBand

ENDINGS: Final = (".png", ".svg", ".pdf", ".csv", ".json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "out", metavar="OUT", type=Path, help=f"its ending says what is written: {' '.join(ENDINGS)}"
    )
    parser.add_argument("--chart", choices=["frequency"], default="frequency")
    parser.add_argument(
        "--filter", default="", metavar="F", type=str.strip, help="as typed into the filter bar"
    )
    parser.add_argument("--from", dest="first", metavar="D", help="from the first day of this date")
    parser.add_argument(
        "--to", dest="last", metavar="D", help="up to, not including, the first day of this one"
    )
    parser.add_argument(
        "--by", default="year", help="day, week, month, quarter, half, year, or 5 years and the like"
    )
    parser.add_argument("--unit", choices=UNITS, default="event", help="the counting rule")
    parser.add_argument("--group", choices=list(GROUPS), default="none")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Count, and write the figure or the numbers."""
    out: Path = arguments.out
    if out.suffix.lower() not in ENDINGS:
        raise Problem(f"“{out}” has no ending that says what to write: use {', '.join(ENDINGS)}.")
    first, last = _day("--from", arguments.first), _day("--to", arguments.last)
    if first is not None and last is not None and first >= last:
        raise Problem(f"--from {arguments.first} must lie before --to {arguments.last}.")
    found, contexts = _count(arguments, first, last)
    try:
        _write(found, out, contexts)
    except OSError as error:
        raise Problem(f"“{out}” can't be written ({error.strerror}); the timeline is as it was.") from error
    sys.stdout.write(f"{found.caption}\n")
    return 0


def _count(
    arguments: argparse.Namespace, first: int | None, last: int | None
) -> "tuple[Frequency, list[ContextBand]]":
    from db.arrays import columns as event_columns
    from db.arrays import counts

    wanted = parsed(arguments.filter)
    with Timeline.open(arguments.file, write=False) as timeline, timeline.reading() as connection:
        columns = event_columns.load(connection)
        rows = rows_of(connection, wanted, arguments.filter, columns)
        try:
            found = counts.frequency(
                connection, columns, rows, by=arguments.by, unit=arguments.unit, group=arguments.group,
                first=first, last=last, filter_text=str(wanted),
            )  # fmt: skip
            return found, bands(connection)
        except BinError as error:
            raise Problem(str(error)) from error


def _write(found: "Frequency", out: Path, contexts: "list[ContextBand]") -> None:
    ending = out.suffix.lower()
    if ending == ".json":
        out.write_text(json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    elif ending == ".csv":
        out.write_text(found.to_csv(), encoding="utf-8", newline="")
    else:
        from desktop.charts.figure import render
        from desktop.charts.frequency import FrequencyOptions

        render(found, out, options=FrequencyOptions(contexts=tuple(contexts)))


def _day(option: str, text: str | None) -> int | None:
    if text is None:
        return None
    try:
        day = parse(text).start[0]
    except DateError as error:
        raise Problem(f"{option}: {error}") from error
    if day is None:
        raise Problem(f"{option} {text} has no first day.")
    return day
