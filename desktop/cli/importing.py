"""`liaison import`: records from tables, from files of many formats, and from replication packages."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.errors import Problem
from db.table.event_table import COLUMNS
from db.timeline import Timeline
from desktop.cli import import_reading

if TYPE_CHECKING:
    from db.imports.importing import Outcome
    from db.imports.planning.shape import Decisions

MOST_SHOWN: Final = 20
_KINDS: Final = ("actors", "people", "mechanisms", "tags", "sources", "standings", "successions", "contexts")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
    parser.add_argument("data", metavar="DATA", type=Path, nargs="*")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be done and do nothing")
    parser.add_argument("--json", action="store_true", help="tell it as one JSON object, row by row")
    import_reading.add_arguments(parser)
    deciding = parser.add_argument_group("what is decided")
    deciding.add_argument(
        "--duplicates", choices=("keep", "link", "merge", "skip", "proposed"), default="keep",
        help="what becomes of rows that may repeat an event: events of their own, further sources of it, joined with "
        "it, left out, or what the dry run proposes for each",
    )  # fmt: skip
    deciding.add_argument(
        "--decisions", metavar="D.json", type=Path,
        help="answers: the names and duplicates of a dry run's JSON, each with its answer",
    )  # fmt: skip
    deciding.add_argument(
        "--skip-rejected", action="store_true", help="import without the rows that have problems"
    )
    listed = "\n".join(f"  {name:13} {meaning}" for name, meaning in COLUMNS.items())
    parser.epilog = (
        f"Liaison's own columns, of which only date and title are required:\n{listed}\n\n{parser.epilog}"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Import the files, whole or not at all."""
    if arguments.list_formats:
        return import_reading.list_formats()
    if arguments.file is None or not arguments.data:
        sys.stderr.write("liaison import: FILE and DATA are needed\n")
        return 2
    if import_reading.is_package(arguments):
        from desktop.cli.replicating import import_package

        return import_package(
            arguments.file, arguments.data[0], dry_run=arguments.dry_run, as_json=arguments.json
        )
    if arguments.write_mapping is not None:
        return import_reading.write_mapping(arguments)
    decisions = _decisions(arguments)
    with Timeline.open(arguments.file, write=not arguments.dry_run) as timeline:
        outcome, mapping = _import(timeline, arguments, decisions)
    warning = timeline.backup_problem  # after the close, which waits until the backup is checked
    return _report(arguments, outcome, mapping, warning)


def _import(
    timeline: Timeline, arguments: argparse.Namespace, decisions: "Decisions"
) -> "tuple[Outcome, str | None]":
    from db import bulk
    from db.imports.importing import import_incoming

    with bulk.collector_paused():
        incoming, mapping = import_reading.read(timeline, arguments)
        outcome = import_incoming(
            timeline, incoming, decisions, day_first=arguments.day_first, dry_run=arguments.dry_run
        )
    if mapping is not None and arguments.save_mapping and not arguments.dry_run and not outcome.plan.blocked:
        from db.imports.mapping import from_toml, saved

        with timeline.edit(f"Keep mapping “{arguments.save_mapping}”") as session:
            saved.create(session, arguments.save_mapping, from_toml(mapping))
    return outcome, mapping


def _decisions(arguments: argparse.Namespace) -> "Decisions":
    """Return what the arguments and the file of answers decide; raises Problem."""
    from db.imports.planning.shape import ANSWERS, Decisions

    names: dict[tuple[str, str], int | None] = {}
    duplicates: dict[int, Any] = {}
    path: Path | None = arguments.decisions
    if path is not None:
        try:
            told = json.loads(path.read_text(encoding="utf-8-sig"))
            for each in told.get("names", ()):
                answer = each.get("answer")
                names[each["kind"], each["name"]] = None if answer is None else int(answer)
            for each in told.get("duplicates", ()):
                duplicates[int(each["row"])] = ANSWERS[ANSWERS.index(each["answer"])]
        except OSError as error:
            raise Problem(f"“{path}” can't be read ({error.strerror}); nothing was imported.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Problem(
                f"“{path}” holds no answers ({error}); nothing was imported; take the names and duplicates of "
                "`liaison import --dry-run --json`."
            ) from error
    return Decisions(
        {key: record for key, record in names.items() if record is not None},
        duplicates=duplicates,
        all_duplicates=arguments.duplicates,
        leave_out_rejected=arguments.skip_rejected,
    )


def _report(
    arguments: argparse.Namespace, outcome: "Outcome", mapping: str | None, warning: str | None
) -> int:
    if arguments.json:
        told = outcome.to_dict() | ({"mapping": mapping} if mapping is not None else {})
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    for problem in outcome.problems[:MOST_SHOWN]:
        column = f", column {problem.column}" if problem.column else ""
        sys.stderr.write(f"liaison: {outcome.file}, row {problem.row}{column}: {problem.message}\n")
    count = len(outcome.problems)
    rest = f" ({count - MOST_SHOWN} more are not shown)" if count > MOST_SHOWN else ""
    if outcome.plan.blocked:
        sys.stderr.write(f"liaison: {count} problems{rest}; nothing was imported.\n")
        return 3
    if count:
        sys.stderr.write(f"liaison: {count} problems{rest}; the rows that have them were left out.\n")
    if not arguments.json:
        sys.stdout.write(_sentence(outcome))
    asked = _asked(outcome)
    if asked:
        sys.stderr.write(asked)
    if warning:
        sys.stderr.write(f"liaison: {warning}\n")
    return 1 if warning or asked or count else 0


def _sentence(outcome: "Outcome") -> str:
    told = outcome.counted
    did = "would be" if outcome.dry_run else "were"
    made = ", ".join(f"{told[f'{kind}_created']} {kind}" for kind in _KINDS if told.get(f"{kind}_created"))
    if outcome.plan.incoming.events is None:
        changed = sum(count for key, count in told.items() if key.endswith("_updated"))
        there = sum(count for key, count in told.items() if key.endswith("_skipped"))
        said = (
            f"{outcome.file}: {outcome.rows} records; new: {made or 'none'}; {changed} changed, {there} there"
        )
        return f"{said} already.\n" + "".join(f"{sentence}\n" for sentence in outcome.plan.incoming.left_out)
    joined = ", ".join(f"{told[kind]} {kind} with others" for kind in ("merged", "linked") if told[kind])
    said = (
        f"{outcome.file}: of {outcome.rows} rows, {told['created']} {did} added, {told['updated']} changed, "
        f"{told['skipped']} skipped as they are there already{', ' + joined if joined else ''}"
        f"{'; new: ' + made if made else ''}.\n"
    )
    return said + "".join(f"{sentence}\n" for sentence in outcome.plan.incoming.left_out)


def _asked(outcome: "Outcome") -> str:
    """Return what a user should look at: rows that may repeat events and were kept, names that resemble others."""
    plan = outcome.plan
    kept = sum(each.answer == "keep" for each in plan.duplicates)
    names = sum(each.answer is None for each in plan.names)
    told: list[str] = []
    if kept:
        told.append(
            f"{kept} rows may repeat events and became events of their own (--duplicates, or --decisions with the JSON "
            "of a dry run, decide otherwise)"
        )
    if names:
        told.append(f"{names} new names resemble names that are there")
    return f"liaison: {'; '.join(told)}.\n" if told else ""
