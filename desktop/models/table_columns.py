"""The columns of the event table: what each shows, edits and says in its tooltip."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from db.registry.posts_on_day import Holder
from db.table.event_rows import EventRow
from db.words import AXES, MARKS
from desktop.wording import tr


@dataclass(frozen=True)
class Column:
    """One column: its key in `db.table.event_cells`, heading, width in pixels, text, and text to edit."""

    key: str
    heading: str
    width: int
    text: Callable[[EventRow], str]
    editable: bool = False
    shown: bool = True
    numeric: bool = False
    about: str = ""

    @property
    def title(self) -> str:
        """The heading in the user's language."""
        return tr(self.heading)

    def copied(self, row: EventRow) -> str:
        """Return the text that a copy takes along."""
        return self.typed(row) if self.editable else self.text(row)

    def typed(self, row: EventRow) -> str:
        """Return text that, typed into the cell, would mean what is in it."""
        return _TYPED.get(self.key, self.text)(row)

    def draft(self, row: EventRow) -> str:
        """Return the text an editor starts with: of a date the source's words, if they say the same."""
        return _date_draft(row) if self.key == "date" else self.typed(row)


def tooltip(column: Column, row: EventRow) -> str:
    """Return what hovering over a cell tells, as plain text."""
    teller = _TOLD.get(column.key)
    return teller(row) if teller else column.text(row)


def date_tip(row: EventRow) -> str:
    """Return what a date means, its EDTF and the words of its source."""
    when = row.when
    if when is None:
        return tr("Nothing is known of the date.")
    from db.dates import describe

    lines = [describe(when), tr("EDTF: {edtf}", edtf=row.edtf)]
    if row.words and row.words != row.edtf:
        lines.append(tr("As printed: {words}", words=row.words))
    return "\n".join(lines)


def marks_words(row: EventRow) -> str:
    """Return the five verification marks in words, one a line, and whether the event is unverified."""
    lines = [f"{tr(axis)}: {tr(MARKS[mark])}" for axis, mark in zip(AXES, row.marks, strict=True)]
    return "\n".join([*([unverified_words()] if row.unverified else []), *lines])


def conflict_sign(row: EventRow) -> str:
    """Return the sign for sources that differ, with the fields."""
    return f"⚑ {', '.join(tr(field) for field in row.conflicts)}" if row.conflicts else ""


def conflict_words(row: EventRow) -> str:
    """Return in words on which fields of an event its sources differ."""
    fields = ", ".join(tr(field) for field in row.conflicts)
    return tr("Sources differ on: {fields}", fields=fields) if row.conflicts else ""


def posts_text(row: EventRow) -> str:
    """Return the people with their posts on the day, behind a sign if a printed post disagrees with one."""
    sign = "⚑ " if any(one.disagrees for one in row.holders) else ""
    return sign + ", ".join(map(str, row.holders))


def posts_words(row: EventRow) -> str:
    """Return in words what the people of an event were on its day, a line each, and what is printed instead."""
    return "\n".join(map(post_words, row.holders))


def post_words(one: Holder) -> str:
    """Return a person and the post on the day in a line, how sure that is, and the printed post if it disagrees."""
    if not one.post:
        return one.person
    about: list[str] = []
    if not one.held:
        about.append(tr("as printed, no tenure covers the day"))
    elif not one.certain:
        about.append(tr("not certain for the day"))
    if one.disagrees:
        about.append(tr("⚑ printed as “{printed}”", printed=one.printed))
    return " · ".join([f"{one.person}: {one.post}", *about])


def people_lines(row: EventRow, most: int = 6) -> list[str]:
    """Return a line for each person with the post on the day, of many the first and how many more there are."""
    lines = [f"⚑ {one}" if one.disagrees else str(one) for one in row.holders[:most]]
    more = len(row.holders) - most
    return [*lines, tr("and {count} more", count=more)] if more > 0 else lines


def told(column: Column, row: EventRow) -> str | None:
    """Return what a screen reader says of a cell that shows signs; None where it reads the text itself."""
    teller = {"marks": marks_words, "conflicts": conflict_words, "posts": posts_words}.get(column.key)
    return teller(row).replace("\n", ", ") if teller else None


def green(row: EventRow) -> str:
    """Return how many of the five marks are green."""
    return tr("{count} of {all}", count=sum(mark == len(MARKS) - 1 for mark in row.marks), all=len(AXES))


def unverified_words() -> str:
    """Return the sentence for events that nobody has checked."""
    return tr("Unverified: nobody has checked this against a source.")


def _date_draft(row: EventRow) -> str:
    from db.dates import DateError, parse

    try:
        return row.words if row.words and parse(row.words).edtf == row.edtf else row.edtf
    except DateError:
        return row.edtf


def _title_tip(row: EventRow) -> str:
    return "\n".join(filter(None, (row.title, unverified_words() if row.unverified else "", row.note)))


def _round_text(row: EventRow) -> str:
    if row.round is None:
        return ""
    return tr("{number} inferred", number=row.round) if row.inferred else str(row.round)


def _round_tip(row: EventRow) -> str:
    return (
        tr("Round {number}: no source states the number, it was inferred.", number=row.round)
        if row.inferred
        else ""
    )


def _direction_tip(row: EventRow) -> str:
    if not row.direction:
        return tr("The place or the participants' countries are not known.")
    return (
        row.direction
        + "\n"
        + (tr("Set by hand") if row.overruled else tr("Derived from place and participants"))
    )


_TYPED: dict[str, Callable[[EventRow], str]] = {
    "date": lambda row: row.edtf,
    "round": lambda row: "" if row.round is None else f"{row.round}?" if row.inferred else str(row.round),
    "direction": lambda row: row.direction if row.overruled else "",
    "note": lambda row: row.note,
    "unverified": lambda row: "yes" if row.unverified else "no",
}

_TOLD: dict[str, Callable[[EventRow], str]] = {
    "date": date_tip,
    "words": date_tip,
    "edtf": date_tip,
    "title": _title_tip,
    "round": _round_tip,
    "direction": _direction_tip,
    "conflicts": conflict_words,
    "marks": marks_words,
    "posts": posts_words,
}

COLUMNS: Final = (
    Column("date", "Date", 168, lambda row: row.date, editable=True),
    Column("title", "Title", 320, lambda row: row.title, editable=True),
    Column("type", "Type", 132, lambda row: row.type, editable=True),
    Column("status", "Status", 88, lambda row: row.status, editable=True),
    Column("counterparts", "Counterparts", 208, lambda row: row.counterparts),
    Column("people", "People", 176, lambda row: row.people, shown=False),
    Column("posts", "Posts", 240, posts_text, about="People with the post each held on the day"),
    Column("mechanism", "Mechanism", 208, lambda row: row.mechanism, editable=True),
    Column("round", "Round", 84, _round_text, editable=True, numeric=True),
    Column("place", "Place", 112, lambda row: row.place, editable=True),
    Column("country", "Country", 104, lambda row: row.country, editable=True),
    Column("direction", "Direction", 96, lambda row: row.direction, editable=True),
    Column(
        "evidence", "Evidence", 76, lambda row: str(row.evidence), numeric=True, about="Pieces of evidence"
    ),
    Column(
        "conflicts", "Conflicts", 104, conflict_sign, about="Fields on which the sources of an event differ"
    ),
    Column("marks", "Checked", 132, green, about="Green verification marks, of five"),
    Column("tags", "Tags", 120, lambda row: row.tags),
    Column("level", "Level", 104, lambda row: row.level, editable=True, shown=False),
    Column("channel", "Channel", 96, lambda row: row.channel, editable=True, shown=False),
    Column(
        "words", "As printed", 168, lambda row: row.words, shown=False, about="The date in the source's words"
    ),
    Column("edtf", "EDTF", 168, lambda row: row.edtf, shown=False, about="The date in ISO 8601-2 form"),
    Column("note", "Note", 240, lambda row: " ".join(row.note.split()), editable=True, shown=False),
    Column(
        "unverified",
        "Unverified",
        92,
        lambda row: tr("unverified") if row.unverified else "",
        editable=True,
        shown=False,
    ),
)
"""All columns, in the order they stand in at first."""

PLACES: Final = {column.key: place for place, column in enumerate(COLUMNS)}
"""Where each column stands in the model."""
