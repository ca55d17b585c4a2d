"""How dated entries of a record show in lists: their days in words, their source, and whether anybody checked it."""

from typing import Any

from db.dates import UncertainDate, describe
from desktop.forms.specs import FieldSpec
from desktop.widgets.records import Record
from desktop.wording import tr

SPAN = FieldSpec("date", tr("When"), "date", tr("From when to when, such as 2009-09/2012-12 or 2025/.."))
"""The span of an entry."""
SOURCE = FieldSpec(
    "source_id", tr("Source"), "name", tr("The source that states it."), of="source", shown="source_title"
)
NOTE = FieldSpec("note", tr("Remark"), "text", tr("Anything else about it."))
UNVERIFIED = FieldSpec("unverified", tr("unverified"), "tick", tr("Nobody has compared it with a source."))


def days(date: UncertainDate | None) -> str:
    """Return when an entry holds, in words."""
    return describe(date) if date is not None else tr("at any time")


def dated_record(title: str, row: Any, *details: str) -> Record:
    """Return how a dated entry shows; one that nobody verified has a question mark and says so."""
    unverified = bool(getattr(row, "unverified", False))
    words = [*details, days(row.date), getattr(row, "source_title", "")]
    if unverified:
        words.append(tr("unverified"))
    about = " · ".join(filter(None, words))
    return Record(title, about, "?" if unverified else " ", tr("unverified") if unverified else "")
