"""`liaison check`: everything in a timeline looked at, and what is sound carried over into a new file."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.checks.fault import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--json", action="store_true", help="tell what was found as one JSON object")
    parser.add_argument(
        "--repair", metavar="OUT", type=Path,
        help="write what is sound into a new timeline; FILE itself is never changed",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the file, or carry it over; returns 1 where something is wrong or was lost."""
    if arguments.repair is not None:
        from db.checks.repair import repair

        report = repair(arguments.file, arguments.repair)
        _tell(
            report, arguments, f"{report.file} was carried over into {arguments.repair}", "nothing was lost"
        )
    else:
        from db.checks.checking import check

        report = check(arguments.file)
        _tell(
            report, arguments, f"{report.file} was checked: {', '.join(report.looked_at)}", "nothing is wrong"
        )
    return 0 if report.sound else 1


def _tell(report: "Report", arguments: argparse.Namespace, done: str, sound: str) -> None:
    if arguments.json:
        sys.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n")
        return
    sys.stdout.write(f"{done}; {sound if report.sound else f'{_count(report)} faults'}.\n")
    for fault in report.faults:
        mended = f" ({fault.mended})" if fault.mended else ""
        sys.stdout.write(f"  {fault.kind}: {fault}{mended}\n")
    for kind, more in report.more.items():
        sys.stdout.write(f"  {kind}: {more} more\n")


def _count(report: "Report") -> int:
    return len(report.faults) + sum(report.more.values())
