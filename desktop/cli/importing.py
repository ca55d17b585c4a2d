"""`liaison import`: events from a CSV file in Liaison's own columns."""

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from db.table.event_table import COLUMNS
from db.timeline import Timeline

MOST_SHOWN: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("data", metavar="DATA.csv", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="tell what would be done and do nothing")
    parser.add_argument("--json", action="store_true", help="tell it as one JSON object")
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="day_first", action="store_const", const=True,
                       help="10/11/2006 is 10 November")  # fmt: skip
    order.add_argument(
        "--month-first", dest="day_first", action="store_const", const=False, help="it is 11 October"
    )
    listed = "\n".join(f"  {name:13} {meaning}" for name, meaning in COLUMNS.items())
    parser.epilog = f"columns, of which only date and title are required:\n{listed}\n\n{parser.epilog}"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Import the file, whole or not at all."""
    from db.imports.importing import import_csv

    with Timeline.open(arguments.file, write=not arguments.dry_run) as timeline:
        outcome = import_csv(
            timeline, arguments.data, day_first=arguments.day_first, dry_run=arguments.dry_run
        )
    warning = timeline.backup_problem  # after the close, which waits until the backup is checked
    told = outcome.to_dict()
    if arguments.json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    for problem in outcome.problems[:MOST_SHOWN]:
        column = f", column {problem.column}" if problem.column else ""
        sys.stderr.write(f"liaison: {outcome.file}, row {problem.row}{column}: {problem.message}\n")
    if outcome.problems:
        more = len(outcome.problems) - MOST_SHOWN
        rest = f" ({more} more are not shown)" if more > 0 else ""
        sys.stderr.write(f"liaison: {len(outcome.problems)} problems{rest}; nothing was imported.\n")
        return 3
    if not arguments.json:
        sys.stdout.write(_sentence(told))
    if warning:
        sys.stderr.write(f"liaison: {warning}\n")
        return 1
    return 0


def _sentence(told: dict[str, object]) -> str:
    did = "would be" if told["dry_run"] else "were"
    made = ", ".join(
        f"{told[f'{kind}_created']} {kind}"
        for kind in ("actors", "people", "mechanisms", "tags", "sources")
        if told[f"{kind}_created"]
    )
    return (
        f"{told['file']}: of {told['rows']} rows, {told['created']} {did} added, {told['updated']} changed, "
        f"{told['skipped']} skipped as they are there already{'; new: ' + made if made else ''}.\n"
    )
