"""`liaison ledger`: invitations, commitments, mechanisms and coverage as rows, as of any day."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.clock import today
from db.dates import DateError, parse
from db.errors import Problem
from db.timeline import Timeline
from desktop.cli import ledger_json, ledger_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AS_OF = """as of a day: invitations extended and commitments made by then, with the state they were in;
sessions held by then; searches made by then. What may have been so by that day is included."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("ledger", choices=list(_LEDGERS), help="which of the ledgers")
    parser.add_argument(
        "--as-of", metavar="DATE", help="a day, or the last one of a month or year; today if not given"
    )
    parser.add_argument("--json", action="store_true", help="as one JSON object with the keys below")
    parser.epilog = f"{_AS_OF}\n\n{ledger_json.KEYS}\n\n{parser.epilog or ''}"
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the ledger."""
    day = today() if arguments.as_of is None else _day(arguments.as_of)
    with Timeline.open(arguments.file, write=False) as timeline, timeline.read() as session:
        found, lines = _LEDGERS[arguments.ledger](session, day)
    if arguments.json:
        whole = {"ledger": arguments.ledger, "as_of": date.fromordinal(day).isoformat(), **found}
        sys.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    elif found["rows"]:
        sys.stdout.writelines(lines)
    else:
        sys.stdout.write(f"No {_WORDS[arguments.ledger]} as of {date.fromordinal(day).isoformat()}.\n")
    return 0


def _day(text: str) -> int:
    try:
        day = parse(text).end[1]
    except DateError as error:
        raise Problem(f"--as-of: {error}") from error
    if day is None:
        raise Problem(f"--as-of {text} has no last day; nothing was read.")
    return day


_Found = tuple[dict[str, Any], Iterable[str]]


def _invitations(session: "Session", day: int) -> _Found:
    from db.ledgers import invitation_rates, invitations

    rows = [row for row in invitations.rows(session, day) if row.state.begun]
    rates = invitation_rates.per_counterpart(rows), invitation_rates.per_year(rows)
    named = zip(("by_counterpart", "by_year"), rates, strict=True)
    found = {
        "rows": [ledger_json.invitation(row) for row in rows],
        "rates": {name: [ledger_json.rate(row) for row in each] for name, each in named},
    }
    return found, ledger_text.invitations(rows, *rates)


def _commitments(session: "Session", day: int) -> _Found:
    from db.ledgers import commitments

    rows = [row for row in commitments.rows(session, day) if (row.course.made[0] or 0) <= day]
    return {"rows": [ledger_json.commitment(row) for row in rows]}, ledger_text.commitments(rows)


def _mechanisms(session: "Session", day: int) -> _Found:
    from db.ledgers import mechanisms

    found = mechanisms.details(session, day)
    return {"rows": [ledger_json.mechanism(each) for each in found]}, ledger_text.mechanisms(found)


def _coverage(session: "Session", day: int) -> _Found:
    from db.ledgers import coverage

    rows = coverage.rows(session, until=day)
    return {"rows": [ledger_json.coverage(row) for row in rows]}, ledger_text.coverage(rows)


_LEDGERS = {
    "invitations": _invitations,
    "commitments": _commitments,
    "mechanisms": _mechanisms,
    "coverage": _coverage,
}
_WORDS = {name: name for name in _LEDGERS} | {"coverage": "searches"}
