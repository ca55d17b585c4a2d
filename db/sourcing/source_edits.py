"""Edits on sources: made, begun from an address or a file, changed, and deleted with what hangs on them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import delete as sql_delete
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.dates import DateError, UncertainDate, parse
from db.errors import BadInput
from db.ids import IDS
from db.models import Attachment, Source
from db.models.base import date_columns
from db.reading import among
from db.sourcing import addresses, attachments, sources
from db.sourcing.attachments import Copy
from db.sourcing.source_words import KINDS, SOURCE_SIDES
from db.typed_input import known_fields, needed, word

_TAG: Final = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|\d{3}))?"
    r"(?P<rest>(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}|[xX](?:-[A-Za-z0-9]{1,8})+))*)"
)
"""A language tag of BCP 47 (RFC 5646, section 2.1) without its rarities."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A source to go on with; `new` tells whether it was made now."""

    id: int
    new: bool


def create(session: Session, title: str, published: UncertainDate | None = None, **fields: str) -> int:
    """Add a source and return its id; raises BadInput, whose `field` is the column, for what can't be."""
    values = _checked(fields | {"title": title})
    source = Source(id=IDS.next(), **values)
    source.date = published
    session.add(source)
    session.flush()
    return source.id


def change(session: Session, ids: Collection[int], **fields: str) -> None:
    """Set plain fields (see `sources.FIELDS`) of all the sources; raises BadInput."""
    session.execute(update(Source).where(Source.id.in_(among(ids))).values(**_checked(fields)))


def set_published(session: Session, ids: Collection[int], published: UncertainDate | None) -> None:
    """Set when the sources were published; None if nothing is known."""
    session.execute(update(Source).where(Source.id.in_(among(ids))).values(**date_columns(published)))


def from_address(session: Session, address: str, *, retrieved: date | None = None) -> Begun:
    """Return the source at an address, however it is spelled, or a new web page, retrieved that day."""
    if not address.strip():
        raise BadInput("Paste the address of a source first.", "url")
    url = addresses.kept(address)
    found = sources.by_address(session, url)
    if found is not None:
        return Begun(found, new=False)
    day = retrieved.isoformat() if retrieved else ""
    title = url.partition("://")[2].rstrip("/")
    made = create(session, title, url=url, retrieved=day, kind="web page", publisher=addresses.host(url))
    return Begun(made, new=True)


def from_file(session: Session, copy: Copy, *, retrieved: date | None = None) -> Begun:
    """Return the source that holds the same copy already, or a new one with it, titled by what it says."""
    holder = session.scalar(select(Attachment.source_id).where(Attachment.sha256 == copy.sha256).limit(1))
    if holder is not None:
        return Begun(holder, new=False)
    day = retrieved.isoformat() if retrieved else ""
    kind = "web page" if copy.media_type == "text/html" else ""
    made = create(session, copy.title, kind=kind, retrieved=day)
    attachments.add(session, made, copy)
    return Begun(made, new=True)


def delete(session: Session, ids: Collection[int], *, with_what_hangs: bool = False) -> None:
    """Delete sources; raises BadInput that says what hangs on them, unless that is to go with them.

    Passages and attached copies are deleted then; standings, posts and the like stay without a source.
    """
    hanging = sources.hanging(session, tuple(ids))
    if hanging and not with_what_hangs:
        one = "this source" if len(ids) == 1 else "these sources"
        raise BadInput(f"On {one} hang: {hanging}. Nothing was deleted.", "source")
    session.execute(sql_delete(Source).where(Source.id.in_(among(ids))))


# --- checks ------------------------------------------------------------------------------------------------


def language_tag(typed: str) -> str:
    """Return a language tag in its usual spelling (`zh-Hant`, `pt-BR`); raises BadInput at `language`."""
    tag = typed.strip().replace("_", "-")
    if not tag:
        return ""
    found = _TAG.fullmatch(tag)
    if found is None:
        raise BadInput(f"“{typed}” is no language tag: write en, ja or zh-Hant.", "language")
    script, region = found["script"], found["region"]
    parts = found["language"].lower(), script and script.title(), region and region.upper()
    return "-".join(filter(None, parts)) + found["rest"].lower()


def day(typed: str) -> str:
    """Return one day as ISO text, empty for nothing; raises BadInput at `retrieved`."""
    if not typed.strip():
        return ""
    try:
        meant = parse(typed.strip())
    except DateError as error:
        raise BadInput(f"“{typed}” is no day: {error}", "retrieved") from error
    first, last = meant.start
    if first is None or first != last or meant.start != meant.end:
        raise BadInput(f"“{typed}” is not one day: a source is retrieved on a day.", "retrieved")
    return date.fromordinal(first).isoformat()


def _checked(fields: dict[str, str]) -> dict[str, Any]:
    known_fields(fields, sources.FIELDS, "a source")
    values = {name: text.strip() for name, text in fields.items()}
    if "title" in values:
        needed(values["title"], "title", "A source needs a title.")
    for name, words in (("kind", KINDS), ("side", SOURCE_SIDES)):
        if values.get(name):
            word(values[name], words, name, f"{name} of a source")
    readers = {"language": language_tag, "retrieved": day, "url": addresses.kept}
    readers["archive_url"] = lambda typed: addresses.kept(typed, "archive_url")
    return values | {name: read(values[name]) for name, read in readers.items() if name in values}
