"""`liaison new`: an empty timeline, or the sample."""

import argparse
import sys
from pathlib import Path

from db.timeline import Timeline


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="where to write it; never over another file")
    parser.add_argument("--sample", action="store_true", help="fill it with the sample")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the timeline."""
    from db import sample
    from db.codebook import codebook

    Timeline.create(arguments.file, sample.build if arguments.sample else codebook.fill).close()
    if arguments.file.suffix != ".liaison":
        sys.stderr.write("liaison: file dialogs look for names that end in .liaison.\n")
    return 0
