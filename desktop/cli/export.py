"""`liaison export`: the events that pass a filter in a format of other programs, or as a replication package."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from db.timeline import Timeline
from desktop.cli.filtering import parsed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
    parser.add_argument(
        "out", metavar="OUT", type=Path, nargs="?", help="an older file of this name is replaced"
    )
    parser.add_argument(
        "--filter", metavar="F", default="", type=str.strip, help="as typed into the filter bar"
    )
    parser.add_argument(
        "--format", metavar="F", default="", help="a format's key; else the ending of OUT says it"
    )
    parser.add_argument("--list-formats", action="store_true", help="list the formats and stop")
    parser.add_argument(
        "--bom", action="store_true", help="begin a table with the mark by which Excel knows UTF-8"
    )
    parser.add_argument(
        "--no-guard", action="store_true",
        help="don't keep spreadsheets from taking text that begins with =, +, - or @ for formulas",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="tell what was written as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, whole or not at all, and tell what its format can't hold."""
    from db import exports

    if arguments.list_formats:
        listed = (f"{each.key:12} {each.ending:7} {each.title}\n" for each in exports.EXPORTS)
        sys.stdout.write("".join(listed))
        return 0
    if arguments.file is None or arguments.out is None:
        sys.stderr.write("liaison export: FILE and OUT are needed\n")
        return 2
    export = exports.of_key(arguments.format) if arguments.format else exports.of_ending(arguments.out.suffix)
    parsed(arguments.filter)
    with Timeline.open(arguments.file, write=False) as timeline:
        told = _write(timeline, export, arguments)
    if arguments.json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return 0
    count, of = told.get("records", told.get("events")), told.get("of", "events")
    sys.stdout.write(f"{arguments.out}: {count} {of} of {export.title.partition(':')[0]}.\n")
    if told["left_out"]:
        sys.stderr.write("Not in it:\n" + "".join(f"  {sentence}\n" for sentence in told["left_out"]))
    return 0


def _write(timeline: Timeline, export: Any, arguments: argparse.Namespace) -> dict[str, Any]:
    if not export.writer:
        from desktop import replicating

        return replicating.write(timeline, arguments.out, arguments.filter).to_dict()
    from db.exports import Options
    from db.exports.writing import write

    options = Options(guard=not arguments.no_guard, bom=arguments.bom)
    return write(timeline, export, arguments.out, arguments.filter, options=options).to_dict()
