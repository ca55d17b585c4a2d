"""Full text: folding, two-character grams for CJK, safe FTS5 queries, and keeping the index in step.

Text is folded and CJK runs are rewritten as overlapping pairs plus the last character, both before it is
indexed and before it is asked for, so that SQLite's `unicode61` finds 日本 and 党 where a scan would.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.history import Bulk, Changes

_MARKS = (
    re.compile(  # accents and vocalisation of Latin, Greek, Cyrillic, Hebrew and Arabic; never kana voicing
        "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
        "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]+"
    )
)
_WHOLE_LETTERS = str.maketrans(  # letters with a stroke or ligature that Unicode does not decompose
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_CJK}]+")


def fold(text: str) -> str:
    """Return text as it is compared: without case, width, ligatures and diacritics; か and が stay apart.

    Folding twice gives the same as folding once.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    folded = _MARKS.sub("", folded).translate(_WHOLE_LETTERS)
    return unicodedata.normalize("NFKC", folded).casefold()


def grams(folded: str) -> str:
    """Return folded text with each CJK run as its pairs and its last character (中国人: 中国 国人 人)."""
    return folded if folded.isascii() else _RUN.sub(_pairs, folded)


def _pairs(run: re.Match[str]) -> str:
    signs = run.group()
    return f" {' '.join([signs[i : i + 2] for i in range(len(signs))])} "


def indexed(text: str) -> str:
    """Return text as it stands in the index."""
    return text if text.isascii() else grams(fold(text))  # unicode61 itself lowers ASCII


# --- asking ------------------------------------------------------------------------------------------------


def match_expression(words: str, *, phrase: bool = False, prefix: bool = False) -> str | None:
    """Return FTS5 MATCH text that finds all of the words, or the words as one phrase; None if there is none.

    A trailing `*` (or `prefix`) lets the last word go on: `koiz*`. Any input is safe: all of it is quoted.
    """
    parts = [words] if phrase else words.split()
    found = [part for part in (_phrase(part, prefix=prefix) for part in parts) if part]
    return " AND ".join(found) or None


@lru_cache(1024)
def _phrase(words: str, *, prefix: bool) -> str | None:
    folded = fold(_UNSAFE.sub(" ", words)).strip()
    asked = folded.rstrip("*")
    prefix = prefix or asked != folded
    if not any(_is_token(sign) for sign in asked):
        return None
    tail = re.search(f"[{_CJK}]+$", asked)
    if tail is None:
        text = grams(asked)
    elif len(tail.group()) == 1:  # any pair that begins with it, or itself at the end of a run
        text, prefix = grams(asked), True
    else:  # what follows the last pair is open
        text, prefix = grams(asked)[:-2].rstrip(), False
    quoted = text.strip().replace('"', '""')
    return f'"{quoted}" *' if prefix else f'"{quoted}"'


_UNSAFE = re.compile("[\x00\ud800-\udfff]")  # SQLite's C strings end at NUL; surrogates can't be encoded


def _is_token(sign: str) -> bool:
    """Tell whether `unicode61` takes a character as part of a word."""
    return unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "Co"


# --- keeping the index in step -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Searched:
    """Where a table's texts are found: the FTS table, and pairs of columns; two to one are joined."""

    index: str
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        """The table's own columns."""
        return [column for column, _ in self.columns]

    @property
    def targets(self) -> list[str]:
        """The FTS columns, each once."""
        return list(dict.fromkeys(target for _, target in self.columns))


_NAME = Searched("name_text", (("name", "name"),))
_ALIAS = Searched("name_text", (("text", "name"),))
SEARCHED: Final[Mapping[str, Searched]] = {
    "event": Searched("event_text", tuple((name, name) for name in ("title", "summary", "place", "note"))),
    "actor": _NAME,
    "actor_name": _ALIAS,
    "person": _NAME,
    "person_name": _ALIAS,
    "mechanism": _NAME,
    "mechanism_name": _ALIAS,
    "evidence": Searched("quote_text", (("quote", "quote"),)),
    "source": Searched("quote_text", (("title", "title"), ("title_translated", "title"))),
}
"""What is searched, by table; an FTS row bears the id of its record, which no other table uses."""

_INDEXES: Final = tuple(dict.fromkeys(searched.index for searched in SEARCHED.values()))

Row = tuple[int, *tuple[str, ...]]


def reindex(connection: sqlite3.Connection, changes: "Changes") -> None:
    """Bring the index in step with an edit, inside the edit's own transaction.

    Contentless FTS tables of SQLite 3.40 forget a row only by its exact old text, so that is put together
    from the row as it is now and the old values the edit recorded. Where more rows went than stayed, the index is
    emptied and built anew.
    """
    emptied = {index for index in _INDEXES if _mostly_gone(connection, index, changes)}
    for index in emptied:
        _rebuild(connection, index)
    for table, searched in SEARCHED.items():
        if table in changes.tables and searched.index not in emptied:
            _reindex(connection, table, changes)


def _reindex(connection: sqlite3.Connection, table: str, changes: "Changes") -> None:
    searched = SEARCHED[table]
    names = searched.names
    for bulk in changes.bulks:
        if bulk.table == table and bulk.op == "D":
            _write(connection, searched, _recorded(connection, table, bulk), forget=True)
    net = changes.net(table)
    touched = {row: old for row, old in net.updated.items() if not old.keys().isdisjoint(names)}
    now = {row[0]: row for row in _rows(connection, table, touched)}
    before = [
        (row, *(str(old.get(name, now[row][place])) for place, name in enumerate(names, 1)))
        for row, old in touched.items()
    ]
    gone = [(row, *(str(old[name]) for name in names)) for row, old in net.deleted.items() if old]
    _write(connection, searched, chain(gone, before), forget=True)
    _write(connection, searched, chain(_rows(connection, table, net.inserted), now.values()))


def _mostly_gone(connection: sqlite3.Connection, index: str, changes: "Changes") -> bool:
    """Tell whether an edit deleted more rows of an index in bulk than there are left."""
    tables = [table for table, searched in SEARCHED.items() if searched.index == index]
    gone = sum(len(bulk.ids) for bulk in changes.bulks if bulk.op == "D" and bulk.table in tables)
    left = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in tables)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM ({left}) LIMIT ?)"
    return gone > 0 and connection.execute(sql, (gone,)).fetchone()[0] < gone


def _recorded(connection: sqlite3.Connection, table: str, bulk: "Bulk") -> Iterator[Row]:
    """Yield (id, texts) of rows as they were when they were deleted in bulk; json_extract would end texts at NUL."""
    names = SEARCHED[table].names
    sql = "SELECT row_id, old FROM change WHERE id BETWEEN ? AND ?"
    for row, old in connection.execute(sql, (bulk.first, bulk.last)):
        values = json.loads(old)
        yield row, *[values[name] for name in names]


def rebuild(connection: sqlite3.Connection) -> None:
    """Empty the index and build it anew from the records."""
    for index in _INDEXES:
        _rebuild(connection, index)


def _rebuild(connection: sqlite3.Connection, index: str) -> None:
    connection.execute(f"INSERT INTO {index}({index}) VALUES('delete-all')")
    for table, searched in SEARCHED.items():
        if searched.index == index:
            _write(connection, searched, _rows(connection, table, None))


def fill_beside(connection: sqlite3.Connection, index: str, name: str) -> None:
    """Make a temporary index like one of the file's and fill it from the records, to compare the two."""
    (sql,) = connection.execute("SELECT sql FROM main.sqlite_schema WHERE name = ?", (index,)).fetchone()
    connection.execute(sql.replace(index, f"temp.{name}", 1))
    for table, searched in SEARCHED.items():
        if searched.index == index:
            beside = replace(searched, index=name)
            _write(connection, beside, _rows(connection, table, None), schema="temp.")


def _rows(connection: sqlite3.Connection, table: str, ids: Iterable[int] | None) -> Iterator[Row]:
    """Yield (id, texts) of some rows, or of all, in the order of their ids."""
    sql = f"SELECT id, {', '.join(SEARCHED[table].names)} FROM {table}"
    cursor = connection.cursor()
    cursor.row_factory = None
    if ids is None:
        return cursor.execute(f"{sql} ORDER BY id")
    listed = json.dumps(list(ids))
    return cursor.execute(f"{sql} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (listed,))


def _write(
    connection: sqlite3.Connection,
    searched: Searched,
    rows: Iterable[Row],
    *,
    forget: bool = False,
    schema: str = "",
) -> None:
    """Add rows to an FTS table, or take out rows whose old text is given; empty ones were never in it."""
    index, targets = searched.index, searched.targets
    marks = ", ".join("?" * len(targets))
    columns = ", ".join(targets)
    sql = f"INSERT INTO {schema}{index}(rowid, {columns}) VALUES(?, {marks})"
    if forget:
        sql = f"INSERT INTO {index}({index}, rowid, {columns}) VALUES('delete', ?, {marks})"
    joined = len(targets) < len(searched.columns)
    texts = ((row[0], " ".join(filter(None, row[1:]))) for row in rows) if joined else rows
    connection.executemany(sql, _prepared(texts))


def _prepared(rows: Iterable[Row]) -> Iterator[Sequence[int | str]]:
    for row in rows:
        texts = row[1:]
        whole = "".join(texts)
        if whole.isascii():
            if whole:
                yield row
        else:
            yield row[0], *map(indexed, texts)
