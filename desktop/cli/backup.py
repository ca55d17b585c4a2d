"""`liaison backup`: a checked copy, safe while the file is open elsewhere."""

import argparse
import sys
from pathlib import Path

from db import backup
from db.file import opening


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path, nargs="?", help="without it, the folder of backups")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the copy and print where it lies."""
    opening.read_header(arguments.file)
    if arguments.out is None:
        made = backup.make(None, arguments.file, "by hand")
    else:
        made = backup.copy_to(arguments.file, arguments.out)
    sys.stdout.write(f"{made}\n")
    return 0
