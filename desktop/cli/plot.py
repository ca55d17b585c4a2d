"""`liaison plot`: any chart as a figure, or its numbers."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput, Problem
from db.plots.spec import CHARTS
from db.stats.bins import BinError
from db.stats.errors import StatError
from db.timeline import Timeline
from desktop.cli.filtering import parsed, rows_of
from desktop.cli.plot_options import add_options, chart_of, option_of
from desktop.cli.plot_shapes import SHAPES

if TYPE_CHECKING:
    from db.plots.results import Result

ENDINGS: Final = (".png", ".svg", ".pdf", ".csv", ".json")
_NUMBERS: Final = (".csv", ".json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "out", metavar="OUT", type=Path,
        help=f"its ending says what is written: {' '.join(ENDINGS)}; may be left out with --json",
    )  # fmt: skip
    parser.add_argument(
        "--chart", choices=CHARTS, default=argparse.SUPPRESS, help="the kind; frequency if not given"
    )
    parser.add_argument(
        "--saved",
        metavar="NAME",
        help="the chart saved in the file by this name; options given beside it go before its",
    )
    parser.add_argument(
        "--json", action=_Print, nargs=0, default=False, help="print the numbers, in place of the caption"
    )
    add_options(parser)
    parser.epilog = f"{SHAPES}\n\n{parser.epilog or ''}"
    parser.set_defaults(run=run)


class _Print(argparse.Action):
    """Says that numbers are printed, so that OUT may be left out.

    As an optional positional argument OUT would have to stand right after FILE: see bugs.python.org/issue15112.
    """

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, *_: object) -> None:
        """Note that `--json` was given."""
        namespace.json = True
        for action in parser._actions:  # it has no public name
            if action.dest == "out":
                action.required = False


def run(arguments: argparse.Namespace) -> int:
    """Compute the chart, and write the figure or the numbers."""
    out: Path | None = arguments.out
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise Problem(f"“{out}” has no ending that says what to write: use {', '.join(ENDINGS)}.")
    found = _compute(arguments, numbers=out is None or out.suffix.lower() in _NUMBERS)
    if out is not None:
        try:
            out.write_bytes(_bytes(found, out.suffix.lower()))
        except OSError as error:
            raise Problem(
                f"“{out}” can't be written ({error.strerror}); the timeline is as it was."
            ) from error
    sys.stdout.write(_json(found) if arguments.json else f"{found.caption}\n")
    return 0


def _compute(arguments: argparse.Namespace, *, numbers: bool) -> "Result":
    with Timeline.open(arguments.file, write=False) as timeline, timeline.read() as session:
        from db.arrays import columns as event_columns
        from db.plots.compute import compute
        from db.reading import raw

        connection = raw(session)
        try:
            spec = chart_of(arguments, connection)
            wanted = parsed(spec.filter)
            columns = event_columns.load(connection)
            rows = rows_of(connection, wanted, spec.filter, columns)
            every = numbers and "most" not in arguments and arguments.saved is None
            return compute(session, columns, spec, rows, every_group=every)
        except BadInput as error:
            option = option_of(error.field)
            raise Problem(f"{option}: {error}" if option else str(error)) from error
        except (BinError, StatError) as error:
            raise Problem(str(error)) from error


def _bytes(found: "Result", ending: str) -> bytes:
    if ending == ".json":
        return _json(found).encode()
    if ending == ".csv":
        return found.to_csv().encode()
    from desktop.charts.figure import to_bytes

    return to_bytes(found, ending.removeprefix("."))


def _json(found: "Result") -> str:
    return json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n"
