"""What the cells of an imported row mean: fields of an event, who took part, terms and sources."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeAlias

from db.dates import DateError, parse
from db.errors import BadInput
from db.filters.ids import record_id
from db.ids import IDS
from db.imports.incoming import BadCell
from db.imports.planning import names
from db.imports.planning.names import Named, word
from db.models.base import date_columns
from db.reading import FOCAL
from db.table import cell_text
from db.table.event_table import UNKNOWN
from db.words import AXES, DIRECTIONS, STATUSES

Values: TypeAlias = dict[str, Any]
"""Fields of an event, by column of the file."""

Who: TypeAlias = tuple[int | None, int | None, str, str, str, str]
"""One participation: actor, person, post as printed, side, role, note."""

TERM_COLUMNS: Final = {"areas": "area", "issues": "issue", "tags": "tag"}
_ROUND = re.compile(r"([0-9]{1,4})\s*(\?|inferred)?")
_YES, _NO = ("yes", "y", "1", "true", "unverified"), ("no", "n", "0", "false", "verified", "")


@dataclass(slots=True)
class Draft:
    """One row as it is understood; what its file has no column for is None or missing."""

    row: int
    given: int | None = None
    values: Values = field(default_factory=dict[str, Any])
    takings: tuple[Who, ...] | None = None
    terms: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    sources: list[int] | None = None
    identifiers: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    part_of: str | None = None
    direction: str | None = None


Take: TypeAlias = Callable[[Draft, str], None]
"""Takes the text of a cell into a draft; raises BadInput."""


class Reader:
    """Knows the names of a timeline, and what is to be added to them, and reads rows by them.

    Dates, participants and the few different texts of most columns are understood once and remembered.
    """

    def __init__(
        self, connection: sqlite3.Connection, columns: Sequence[str], *, day_first: bool | None = None
    ) -> None:
        self.actors = names.aliased(connection, "actor", "actor")
        self.people = names.aliased(connection, "person", "person")
        self.mechanisms = names.aliased(connection, "mechanism", "mechanism")
        self.countries = names.countries(connection)
        self.terms = {
            name: names.terms(connection, name)
            for name in ("type", "channel", "level", "area", "issue", "tag")
        }
        self.sources = Sources(connection)
        self._focal = frozenset(row[0] for row in connection.execute(FOCAL))
        self._day_first = day_first
        self._whos: dict[str, Who] = {}
        self._dates: dict[str, Values] = {}
        takes = [
            (place, column, self._taking(column))
            for place, column in enumerate(columns)
            if column not in _TOLD_ONLY
        ]
        self._takes = sorted(takes, key=lambda take: take[1] == "date_text")  # it overrules the date's words

    def read(self, row: int, cells: Sequence[str], problems: list[BadCell]) -> Draft:
        """Return what a row means; what can't be understood is added to the problems."""
        draft = Draft(row)
        for place, column, take in self._takes:
            try:
                take(draft, cells[place].strip())
            except BadInput as error:
                problems.append(BadCell(row, column, str(error)))
        return draft

    def drop_unused(self, *, tags: set[int], sources: set[int]) -> None:
        """Forget new tags and sources that only skipped rows name."""
        for added, used in ((self.terms["tag"].added, tags), (self.sources.added, sources)):
            for record in added.keys() - used:
                del added[record]

    def _taking(self, column: str) -> Take:
        """Return what takes a column's cell into a draft; it raises BadInput."""
        own: dict[str, Take] = {
            "date": self._take_date, "date_text": _take_words, "title": _take_title, "id": _take_id,
            "participants": self._take_participants, "sources": self._take_sources, "part_of": _take_part_of,
            "direction": _take_direction, "identifiers": _take_identifiers,
        }  # fmt: skip
        if column in own:
            return own[column]
        if column in _PLAIN:
            return partial(_take_plain, column)
        if column in TERM_COLUMNS:
            return partial(self._take_terms, TERM_COLUMNS[column])
        return partial(self._take_known, _READ[column], {})

    def _take_known(
        self, read: Callable[["Reader", str], Values], known: dict[str, Values], draft: Draft, text: str
    ) -> None:
        """Take a cell of one of the columns with few different texts."""
        found = known.get(text)
        if found is None:
            found = known[text] = read(self, text)
        draft.values.update(found)

    def _take_date(self, draft: Draft, text: str) -> None:
        found = self._dates.get(text)
        if found is None:
            found = self._dates[text] = self._date(text)
        draft.values.update(found)

    def _date(self, text: str) -> Values:
        if text.lower() == UNKNOWN:
            return date_columns(None)
        try:
            return date_columns(parse(text, self._day_first))
        except DateError as error:
            raise BadInput(_date_fault(text, error)) from error

    def _take_participants(self, draft: Draft, text: str) -> None:
        known = self._whos
        draft.takings = tuple([known.get(item) or self._who(item) for item in cell_text.split(text)])

    def _who(self, item: str) -> Who:
        said = cell_text.read_participant(item)
        actor = self.actors.find(said.actor) if said.actor else None
        person = self.people.find(said.person) if said.person else None
        side = said.side or ("focal" if actor in self._focal else "counterpart")
        found = self._whos[item] = actor, person, said.post, side, said.role or "attendee", said.note
        return found

    def _take_sources(self, draft: Draft, text: str) -> None:
        draft.sources = [self.sources.find(each) for each in cell_text.read_sources(text)]

    def _take_terms(self, vocabulary: str, draft: Draft, text: str) -> None:
        found = map(self.terms[vocabulary].find, cell_text.read_list(text))
        draft.terms[vocabulary] = list(dict.fromkeys(found))


class Sources:
    """Finds sources by their address, those without one by their title, and plans to make new ones."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.added: dict[int, tuple[str, str]] = {}
        """Titles and addresses of the sources to be made, by their new ids."""
        self._by_url: dict[str, int] = {}
        self._by_title: dict[str, int] = {}
        for record, title, url in connection.execute("SELECT id, title, url FROM source ORDER BY id DESC"):
            self.know(record, title, url)

    def know(self, record: int, title: str, url: str) -> None:
        """Take in a source."""
        self._by_title[title] = record
        if url:
            self._by_url[url] = record

    def find(self, said: cell_text.SourceText) -> int:
        """Return the id of the source that is meant, a new one if there is none."""
        found = self._by_url.get(said.url) if said.url else self._by_title.get(said.title)
        if found is None:
            found = IDS.next()
            title = said.title or said.url
            self.added[found] = title, said.url
            self.know(found, title, said.url)
        return found


# --- cells -------------------------------------------------------------------------------------------------

_TOLD_ONLY = ("conflicts", "posts")
"""Columns that a table tells and an import reads past."""
_PLAIN = ("place", "summary", "note")


def _date_fault(text: str, error: DateError) -> str:
    if not text:
        return f"a date is needed; write “{UNKNOWN}” where nothing is known"
    if "day or the month comes first" in error.reason:
        return f"“{text}”: {error.reason}; say which of them does in this file"
    return str(error).removesuffix(".")


def _take_words(draft: Draft, text: str) -> None:
    if text:
        draft.values["date_text"] = text


def _take_plain(column: str, draft: Draft, text: str) -> None:
    draft.values[column] = text


def _take_title(draft: Draft, text: str) -> None:
    if not text:
        raise BadInput("an event needs a title")
    draft.values["title"] = text


def _take_id(draft: Draft, text: str) -> None:
    found = record_id(text)
    if text and not found:
        raise BadInput(f"“{text}” is no id such as e123; a spreadsheet may have rounded it; leave it empty")
    draft.given = found


def _take_part_of(draft: Draft, text: str) -> None:
    draft.part_of = text


def _take_identifiers(draft: Draft, text: str) -> None:
    draft.identifiers = cell_text.read_identifiers(text)


def _take_direction(draft: Draft, text: str) -> None:
    draft.direction = word(DIRECTIONS, "direction", text) if text else ""


def _round(_: Reader, text: str) -> Values:
    if not text:
        return {"round": None, "round_basis": "stated"}
    found = _ROUND.fullmatch(text)
    if found is None or int(found[1]) < 1:
        raise BadInput(f"“{text}” is no round: use a number from 1, or 3? for one that was inferred")
    return {"round": int(found[1]), "round_basis": "inferred" if found[2] else "stated"}


def _unverified(_: Reader, text: str) -> Values:
    said = text.lower()
    if said not in (*_YES, *_NO):
        raise BadInput(f"“{text}” is neither yes nor no")
    return {"unverified": int(said in _YES)}


def _marks(_: Reader, text: str) -> Values:
    marks = cell_text.read_marks(text)
    return {f"mark_{axis}": mark for axis, mark in zip(AXES, marks, strict=True)}


def _status(_: Reader, text: str) -> Values:
    return {"status": word(STATUSES, "status", text) if text else "held"}


def _record(column: str, finder: Callable[[Reader], Named]) -> Callable[[Reader, str], Values]:
    return lambda reader, text: {column: finder(reader).find(text) if text else None}


_READ: Final[Mapping[str, Callable[[Reader, str], Values]]] = {
    "type": _record("type_id", lambda reader: reader.terms["type"]),
    "channel": _record("channel_id", lambda reader: reader.terms["channel"]),
    "level": _record("level_id", lambda reader: reader.terms["level"]),
    "mechanism": _record("mechanism_id", lambda reader: reader.mechanisms),
    "country": _record("country_id", lambda reader: reader.countries),
    "status": _status,
    "round": _round,
    "unverified": _unverified,
    "marks": _marks,
}


def identity(
    values: Values, takings: Iterable[Who]
) -> tuple[str, str, frozenset[tuple[int | None, int | None]]]:
    """Return what makes two rows the same: date, title and participants."""
    return values["edtf"], values["title"], frozenset(who[:2] for who in takings)
