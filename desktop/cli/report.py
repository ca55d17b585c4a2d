"""`liaison report`: the events that pass a filter with all they rest on, as a document."""

import argparse
import sys
from pathlib import Path
from typing import Final

from db.errors import Problem
from db.timeline import Timeline
from desktop.cli.filtering import ids_of, parsed

ENDINGS: Final = (".html", ".docx")
STYLES: Final = ("chicago-notes", "chicago-bibliography", "chicago-author-date", "apa")
"""As db.sourcing.citations.STYLES, which are not loaded for the help."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "out", metavar="OUT", type=Path, help=f"its ending says what is written: {' '.join(ENDINGS)}"
    )
    parser.add_argument(
        "--filter", metavar="F", default="", type=str.strip, help="as typed into the filter bar"
    )
    parser.add_argument(
        "--style", choices=STYLES, default="chicago-bibliography", help="how sources are cited (%(default)s)"
    )
    parser.add_argument("--title", metavar="T", default="", help="the heading; the file's name if not given")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compute the report, write it and print its caption."""
    out: Path = arguments.out
    if out.suffix.lower() not in ENDINGS:
        raise Problem(f"“{out}” has no ending that says what to write: use {' or '.join(ENDINGS)}.")
    wanted = parsed(arguments.filter)
    with Timeline.open(arguments.file, write=False) as timeline, timeline.read() as session:
        from db.exports.report_computing import compute
        from db.exports.report_writing import filter_words, write
        from db.reading import raw

        ids = ids_of(raw(session), wanted, arguments.filter)
        report = compute(
            session,
            ids,
            which=filter_words(str(wanted)),
            title=arguments.title or arguments.file.stem,
            style=arguments.style,
        )
    write(report, out)
    sys.stdout.write(f"{report.which} {report.caption}\n")
    return 0
