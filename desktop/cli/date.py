"""`liaison date`: what a date means."""

import argparse
import json
import sys

from db.dates import DateError, UncertainDate, describe, parse, to_dict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("text", metavar="TEXT", help="a date as a source prints it, or EDTF")
    parser.add_argument(
        "--json", action="store_true", help='{"edtf", "start", "end", "text"}; open ends are null'
    )
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="day_first", action="store_const", const=True,
                       help="10/11/2006 is 10 November")  # fmt: skip
    order.add_argument(
        "--month-first", dest="day_first", action="store_const", const=False, help="it is 11 October"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the text means."""
    text = arguments.text.encode("utf-8", "replace").decode("utf-8")
    try:
        found = parse(text, day_first=arguments.day_first)
    except DateError as error:
        sys.stderr.write(f"liaison: {error}\n")
        if text.isprintable() and len(text) <= 100:
            sys.stderr.write(f"  {text}\n  {' ' * error.position}^\n")
        return 3
    sys.stdout.write(
        json.dumps(to_dict(found), ensure_ascii=False) + "\n" if arguments.json else _plain(found)
    )
    return 0


def _plain(found: UncertainDate) -> str:
    meant = to_dict(found)
    lines = [describe(found), f"EDTF   {found.edtf}"]
    for name in ("start", "end"):
        earliest, latest = (day or "open" for day in meant[name])
        lines.append(f"{name:6} {earliest}" + ("" if earliest == latest else f" to {latest}"))
    return "\n".join(lines) + "\n"
