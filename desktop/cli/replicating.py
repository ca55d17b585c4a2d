"""What `liaison import` does with a replication package: all its records into an empty timeline."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from db.timeline import Timeline

if TYPE_CHECKING:
    from db.replication.importing import Imported


def import_package(file: Path, package: Path, *, dry_run: bool = False, as_json: bool = False) -> int:
    """Import a package, or check it with `dry_run`, tell what it brought, and return the exit status.

    Status 1 if the timeline could not be backed up. Raises Problem (UnusablePackage, CannotWrite).
    """
    from db.replication import importing

    with Timeline.open(file, write=not dry_run) as timeline:
        brought = importing.import_package(timeline, package, dry_run=dry_run)
    if as_json:
        told = brought.to_dict() | {"dry_run": dry_run}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(_sentence(brought, dry_run=dry_run))
    if timeline.backup_problem:  # known after the close, which waits until the backup is checked
        sys.stderr.write(f"liaison: {timeline.backup_problem}\n")
        return 1
    return 0


def _sentence(brought: "Imported", *, dry_run: bool) -> str:
    did = "would be" if dry_run else "were"
    chosen = f", chosen by {brought.filter}" if brought.filter else ""
    missing = (
        f" Copies of sources that it lists and does not hold: {brought.copies_missing:,}."
        if brought.copies_missing
        else ""
    )
    return (
        f"{brought.file}: {brought.events:,} events and {sum(brought.rows.values()) - brought.events:,} other records"
        f" {did} imported{chosen}; the package was made by Liaison {brought.program}.{missing}\n"
    )
