"""Writes an export into a file: whole or not at all, in place of an older one only when it is on the disk."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.errors import Problem
from db.exports import Export, Options, Step
from db.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many of which records of which filter, and what the format could not hold."""

    out: Path
    export: Export
    records: int
    filter: str
    codebook: int
    losses: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form."""
        return {
            "file": str(self.out),
            "format": self.export.key,
            "records": self.records,
            "of": self.export.records,
            "filter": self.filter,
            "codebook": self.codebook,
            "left_out": list(self.losses),
        }


def write(
    timeline: Timeline,
    export: Export,
    out: Path,
    filter_text: str = "",
    *,
    ids: Sequence[int] | None = None,
    options: Options | None = None,
    step: Step | None = None,
) -> Written:
    """Write the events that pass a filter, or those of them with these ids, in a format of this package.

    An older file of this name stays as it is where `step` raises, the format refuses or the disk does. Raises
    Problem, FilterError, and Interrupted where an edit came in between, so that it should start again.
    """
    from db.bulk import collector_paused
    from db.exports.chosen import choose
    from db.exports.losses import losses

    check_place(timeline, out)
    with timeline.read() as session, collector_paused():
        chosen = choose(session, filter_text, timeline.path.stem, ids=ids, options=options, step=step)
        told = losses(chosen.connection, export, chosen.ids)
        draft = out.with_name(f".{out.name}.{os.getpid()}.part")
        try:
            with draft.open("xb") as file:
                records = export.write(chosen, file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(out)
        except OSError as error:
            raise Problem(
                f"“{out}” can't be written ({error.strerror or error}); an older file of this name is as it was. "
                "Choose another place."
            ) from error
        finally:
            draft.unlink(missing_ok=True)
    return Written(out, export, records, chosen.filter, chosen.codebook, tuple(told))


def check_place(timeline: Timeline, out: Path) -> None:
    """Raise Problem where a file would be written over a timeline, or named as one."""
    if out.suffix.lower() == ".liaison" or (out.exists() and out.samefile(timeline.path)):
        raise Problem(f"“{out}” is a timeline, or named like one; nothing was written. Choose another name.")
