"""Sources of a file as records: found by address, DOI or title, author and date; the gaps of those there are filled."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

from db.errors import BadInput
from db.ids import IDS
from db.imports.incoming import IncomingSource
from db.imports.planning.records_rows import Rows, Values, days, fetched
from db.models.base import DATE_COLUMNS
from db.search import fold
from db.sourcing import addresses

_TEXTS: Final = (
    "title", "title_translated", "author", "publisher", "kind", "language", "retrieved", "url", "archive_url", "note",
)  # fmt: skip
_DOI: Final = re.compile(r"(?:^|doi\.org/|doi:\s*)(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)

Key = tuple[str, ...]


class Sources:
    """Plans the sources of a file; `ids` has the record of each, 0 where it can't be used."""

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        self._rows = rows
        self.ids: list[int] = []
        self._found: dict[Key, int] = {}
        self._values: dict[int, Values] = {}
        sql = f"SELECT id, edtf, {', '.join(_TEXTS)} FROM source ORDER BY id"
        for record, edtf, *texts in fetched(connection, sql):
            self._know(record, dict(zip(_TEXTS, texts, strict=True)) | {"edtf": edtf})
        self._there = frozenset(self._values)

    def run(self, sources: Sequence[IncomingSource]) -> None:
        """Plan all of them."""
        changed: dict[int, Values] = {}
        for each in sources:
            try:
                self.ids.append(self._plan(each, changed))
            except BadInput as error:
                self.ids.append(0)
                self._rows.refuse(each.row, "source", each.title, error)
        for record, values in changed.items():
            if record in self._there:
                self._rows.change("source", record, values)
        for record, values in self._values.items():
            if record not in self._there:
                self._rows.add("source", {"id": record, **values})

    def new(self) -> Iterator[tuple[int, str, str]]:
        """Yield id, title and address of those that would be made."""
        for record, values in self._values.items():
            if record not in self._there:
                yield record, values["title"], values["url"]

    def _plan(self, each: IncomingSource, changed: dict[int, Values]) -> int:
        said: Values = {name: getattr(each, name).strip() for name in _TEXTS}
        if not said["title"]:
            raise BadInput("a source needs a title", "title")
        said |= days(each.edtf)
        record = self._same(said)
        if record is None:
            record = IDS.next()
            self._know(record, said)
            self._rows.tell(each.row, "source", "create", record, each.title)
            return record
        values = self._values[record]
        changes = {name: said[name] for name in _TEXTS if said[name] and not values[name]}
        if said["edtf"] and not values["edtf"]:
            changes |= {name: said[name] for name in DATE_COLUMNS}
        if not changes:
            self._rows.tell(each.row, "source", "skip", record, each.title, "it is there")
            return record
        values |= changes
        self._know(record, values)
        changed.setdefault(record, {}).update(changes)
        fields = [name for name in changes if name == "edtf" or name not in DATE_COLUMNS]
        told = ", ".join("published" if name == "edtf" else name for name in fields)
        self._rows.tell(each.row, "source", "update", record, each.title, f"filled: {told}")
        return record

    def _same(self, said: Values) -> int | None:
        for key in _keys(said):
            record = self._found.get(key)
            if record is not None and (key[0] != "title" or not self._elsewhere(said, self._values[record])):
                return record
        return None

    def _elsewhere(self, said: Values, values: Values) -> bool:
        """Tell whether two sources of one title stand at two addresses."""
        ours, theirs = said["url"], values["url"]
        return bool(ours and theirs) and addresses.normalised(ours) != addresses.normalised(theirs)

    def _know(self, record: int, values: Values) -> None:
        self._values[record] = values
        for key in _keys(values):
            self._found.setdefault(key, record)


def _keys(values: Values) -> Iterator[Key]:
    """Yield what a source is found by, the surest first."""
    doi = _DOI.search(values["url"])
    if doi:
        yield "doi", doi[1].lower().rstrip(".,;")
    if values["url"]:
        yield "url", addresses.normalised(values["url"])
    yield "title", fold(values["title"]), fold(values["author"]), values["edtf"]
