"""Copies of sources kept inside the file, each with the SHA-256 of its bytes."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.errors import BadInput, Problem
from db.ids import IDS
from db.models import Attachment, Source
from db.reading import among
from db.sourcing import sniffing
from db.typed_input import needed

LIMIT: Final = 25_000_000
"""Bytes that one copy may have: in hex, as history keeps it, it must stay under `opening.LARGEST_VALUE`."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file as read, before it is attached."""

    name: str
    media_type: str
    sha256: str
    data: bytes

    @property
    def title(self) -> str:
        """What the file calls itself, else its name without ending."""
        own = sniffing.html_title(self.data) if self.media_type == "text/html" else ""
        return own or Path(self.name).stem.strip() or self.name


@dataclass(frozen=True, slots=True)
class Attached:
    """One copy in the file, without its bytes."""

    id: int
    source_id: int
    name: str
    media_type: str
    sha256: str
    size: int


# --- reading files -----------------------------------------------------------------------------------------


def read_file(path: Path, *, document: Path | None = None) -> Copy:
    """Read a file that is to be attached; `document` is the open timeline, which is never read past SQLite.

    Raises BadInput, whose `field` is `attachment`: too large, empty, unreadable, or no PDF, HTML, text or image.
    """
    try:
        if path.suffix == ".liaison" or (document is not None and path.samefile(document)):
            raise BadInput(f"“{path.name}” is a timeline, not a copy of a source.", "attachment")
        _check_size(path.name, path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"“{path.name}” can't be read ({error.strerror}).", "attachment") from error
    return copy_of(path.name, data)


def copy_of(name: str, data: bytes) -> Copy:
    """Return bytes as a copy to attach, told apart by what they hold; raises BadInput like `read_file`."""
    _check_size(name, len(data))
    kind = sniffing.media_type(data)
    if not kind:
        what = "is empty" if not data else "is neither PDF, HTML, text nor an image"
        raise BadInput(f"“{name}” {what}; nothing was attached.", "attachment")
    return Copy(name, kind, hashlib.sha256(data).hexdigest(), data)


def _check_size(name: str, size: int) -> None:
    if size > LIMIT:
        raise BadInput(
            f"“{name}” has {size / 1e6:.1f} MB; a copy may have {LIMIT / 1e6:.0f} MB at most. Nothing was attached:"
            " keep the file beside the timeline and note where, or attach a smaller print of it.",
            "attachment",
        )


# --- queries -----------------------------------------------------------------------------------------------


def listed(session: Session, source_id: int) -> tuple[Attached, ...]:
    """Return the copies of a source in the order they came."""
    table = Attachment
    size = func.length(table.data)  # of a BLOB SQLite knows it without reading it
    query = select(table.id, table.source_id, table.name, table.media_type, table.sha256, size)
    rows = session.execute(query.where(table.source_id == source_id).order_by(table.id))
    return tuple(Attached(*row) for row in rows)


def read(session: Session, attachment_id: int) -> Copy:
    """Return a copy with its bytes; raises Problem where it is gone or no longer what was attached."""
    row = session.execute(
        select(Attachment.name, Attachment.media_type, Attachment.sha256, Attachment.data).where(
            Attachment.id == attachment_id
        )
    ).one_or_none()
    if row is None:
        raise Problem("The attached copy is no longer there; it may have been removed in another view.")
    copy = Copy(*row)
    if hashlib.sha256(copy.data).hexdigest() != copy.sha256:
        raise Problem(
            f"The copy “{copy.name}” is not what was attached: its SHA-256 differs. It was not opened; the"
            " timeline is as it was. Look for a sound one in the backups."
        )
    return copy


# --- edits -------------------------------------------------------------------------------------------------


def add(session: Session, source_id: int, copy: Copy) -> int:
    """Attach a copy to a source and return its id; the same bytes are kept once for a source."""
    same = Attachment.source_id == source_id, Attachment.sha256 == copy.sha256
    present = session.scalar(select(Attachment.id).where(*same))
    if present is not None:
        return present
    if session.scalar(select(Source.id).where(Source.id == source_id)) is None:
        raise BadInput("The source is no longer there; nothing was attached.", "attachment")
    row = Attachment(
        id=IDS.next(),
        source_id=source_id,
        name=copy.name,
        media_type=copy.media_type,
        sha256=copy.sha256,
        data=copy.data,
    )
    session.add(row)
    session.flush()
    return row.id


def rename(session: Session, attachment_id: int, name: str) -> None:
    """Give a copy another name; its bytes stay."""
    name = needed(name, "attachment", "A copy needs a name.")
    session.execute(update(Attachment).where(Attachment.id == attachment_id).values(name=name))


def remove(session: Session, ids: Collection[int]) -> None:
    """Remove copies from the file; an undo brings them back."""
    session.execute(delete(Attachment).where(Attachment.id.in_(among(ids))))
