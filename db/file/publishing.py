"""Giving a file that was written as a draft its name: for the whole file at once, and never in place of another."""

import os
from contextlib import suppress
from pathlib import Path


def publish(draft: Path, out: Path) -> bool:
    """Name a draft unless there is such a file, and tell whether it was named; both are on the disk then.

    On most file systems the draft stays as a second name, for the caller to remove. Raises OSError.
    """
    with draft.open("r+b") as file:
        os.fsync(file.fileno())
    try:
        os.link(draft, out)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if out.exists():
            return False
        draft.rename(out)
    _sync_folder(out.parent)
    return True


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too, where folders can be synced."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
