"""What the program is doing while its disk fails: a timeline to start from, and steps that it confirms one by one."""

import csv
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import backup, events, schema
from db.dates import parse
from db.imports.importing import import_csv
from db.models import Event
from db.timeline import Timeline

NAME: Final = "years of work.liaison"
MANY: Final = 1500
"""Events enough for the ways of changing many rows at once."""

Step = Callable[[Timeline], object]


@dataclass(frozen=True, slots=True)
class Workload:
    """`prepare` writes what there is before into a folder; `steps` come after opening, and before closing."""

    name: str
    prepare: Callable[[Path], None]
    steps: tuple[Step, ...]
    creates: bool = False
    """The timeline itself is made by the program, before the steps."""


def small(folder: Path) -> None:
    """Write a timeline with a few events."""
    with Timeline.create(folder / NAME) as timeline:
        for number in range(3):
            add(timeline, f"There before {number}")


def large(folder: Path) -> None:
    """Write a timeline with many events."""
    rows(folder)
    with Timeline.create(folder / NAME) as timeline:
        import_csv(timeline, folder / "rows.csv")


def older(folder: Path) -> None:
    """Write a timeline of the version before the first."""
    connection = sqlite3.connect(folder / NAME, isolation_level=None)
    connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
    connection.execute("VACUUM")
    connection.close()


def rows(folder: Path) -> None:
    """Write a table to import, and a small timeline to import it into if there is none."""
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["date", "title", "participants"])
        for number in range(MANY):
            writer.writerow(
                [f"20{number % 20:02}-0{number % 9 + 1}", f"Exchange {number}", f"Party {number % 40}"]
            )


def importable(folder: Path) -> None:
    """Write a small timeline and a table to import into it."""
    small(folder)
    rows(folder)


def nothing(_: Path) -> None:
    """Leave the folder empty."""


def add(timeline: Timeline, title: str) -> None:
    """Add one event."""
    with timeline.edit(f"Add {title}") as session:
        events.create(session, title, parse("2006-10-16/2006-10-18"))


def rename(timeline: Timeline, title: str, new: str) -> None:
    """Rename the event of a title."""
    with timeline.edit(f"Rename {title}") as session:
        events.rename(session, ids(session, title)[0], new)


def delete(timeline: Timeline, title: str) -> None:
    """Delete the events whose titles begin with some words."""
    with timeline.edit(f"Delete {title}") as session:
        events.delete(session, ids(session, title))


def ids(session: Session, title: str) -> list[int]:
    """Return the events whose titles begin with some words."""
    return list(session.scalars(select(Event.id).where(Event.title.startswith(title))))


def back_up(timeline: Timeline) -> None:
    """Make a backup by hand."""
    backup.make(None, timeline.path, "by hand")


def save_copy(timeline: Timeline) -> None:
    """Save a copy beside the timeline, under a name that is free."""
    taken = len(list(timeline.path.parent.glob("copy*.liaison")))
    backup.copy_to(timeline.path, timeline.path.with_name(f"copy {taken}.liaison"))


def bring_in(timeline: Timeline) -> None:
    """Import the table."""
    import_csv(timeline, timeline.path.with_name("rows.csv"))


WORKLOADS: Final = (
    Workload(
        "edits",
        small,
        (
            lambda t: add(t, "A visit"),
            lambda t: rename(t, "A visit", "A long visit " + "of many words " * 300),
            Timeline.undo,
            Timeline.redo,
            lambda t: delete(t, "There before 1"),
            lambda t: add(t, "A meeting"),
            Timeline.undo,
        ),
    ),
    Workload("import", importable, (bring_in, Timeline.undo, Timeline.redo)),
    Workload("migration", older, (lambda t: add(t, "A visit"), Timeline.undo)),
    Workload(
        "backup",
        small,
        (
            lambda t: add(t, "A visit"),
            back_up,
            lambda t: add(t, "A meeting"),
            save_copy,
            lambda t: backup.prune(t.path),
            Timeline.undo,
        ),
    ),
    Workload("bulk undo", large, (lambda t: delete(t, "Exchange"), Timeline.undo, Timeline.redo)),
    Workload("creation", nothing, (lambda t: add(t, "A visit"), lambda t: add(t, "A meeting")), creates=True),
)
