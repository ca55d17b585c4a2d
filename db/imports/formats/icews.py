"""ICEWS event tables: parted by tabs, with a header that begins with Event ID and Event Date."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput
from db.imports.formats import cameo, country_names
from db.imports.formats.coded import Coded, CodedRows, tabbed
from db.imports.formats.event_dates import understood
from db.imports.formats.event_rows import file_said, joined
from db.imports.incoming import Incoming, UnreadableTable
from db.table.cell_text import SourceText

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

_NEEDED: Final = ("event id", "event date", "source name", "event text", "cameo code", "target name")
_SAID: Final = {
    "date": "Event Date", "title": "Event Text", "tags": "CAMEO Code", "participants": "Source Name", "place": "City",
    "country": "Country", "sources": "Publisher", "identifiers": "Event ID",
}  # fmt: skip


def fits(head: "Head") -> bool:
    """Whether the header is that of an event table."""
    return set(_NEEDED) <= _header(head.first_line.split("\t")).keys()


def read(paths: Sequence[Path], options: "Options") -> Incoming:
    """Read event tables; raises UnreadableTable."""
    coded = CodedRows(options, _SAID)
    before = 0
    for path in paths:
        rows = tabbed(path)
        number, header = next(rows, None) or (0, [""])
        at = _header(header)
        missing = [name.title() for name in _NEEDED if name not in at]
        if missing:
            raise UnreadableTable(
                f"“{path}” lacks the column {', '.join(missing)} of ICEWS; nothing was imported; import it as a table."
            )
        if len(at) < len(header):
            raise UnreadableTable(
                f"“{path}” has a column twice; nothing was imported; take one of the two out."
            )
        for number, cells in rows:
            _take(coded, before + number, cells, at, options)
        before += number
    actors = coded.finish()
    if len(coded.rows):
        coded.rows.left["Intensity, number of the sentence and coordinates, of events"] = len(coded.rows)
    return Incoming(
        file_said(paths), "icews", coded.rows.table(), actors, left_out=coded.rows.left_out(), distinct=True
    )


def _header(cells: Sequence[str]) -> dict[str, int]:
    return {_bare(cell).lower().lstrip("\ufeff"): place for place, cell in enumerate(cells)}


def _bare(cell: str) -> str:
    """Return a cell without the quotation marks that some copies of the tables put around texts."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('\\"', '"').replace('""', '"').strip()
    return cell


def _take(coded: CodedRows, row: int, cells: list[str], at: Mapping[str, int], options: "Options") -> None:
    if len(cells) != len(at):
        coded.rows.refuse(row, "", f"{len(cells)} cells stand under {len(at)} columns")
        return

    def cell(name: str) -> str:
        return _bare(cells[at[name]]) if name in at else ""

    day, event, code = cell("event date"), cell("event id"), cell("cameo code")
    try:
        edtf = understood(day, options.day_first)
    except BadInput as error:
        coded.rows.refuse(row, "date", error)
        return
    identifier = f"{event} {edtf}"  # an id comes back for events of other days
    if not event:
        coded.rows.refuse(row, "identifiers", "an id is needed")
        return
    if coded.rows.repeats(identifier):
        return
    country = country_names.code_of(cell("country"))
    story = joined((cell("publisher"), f"story {cell('story id')}" if cell("story id") else ""))
    coded.add(
        Coded(
            row,
            edtf,
            code,
            cell("event text") or cameo.words_of(code) or "Event without code",
            _actor(coded, row, *map(cell, ("source name", "source sectors", "source country"))),
            _actor(coded, row, *map(cell, ("target name", "target sectors", "target country"))),
            [("icews", identifier)],
            joined((cell("city"), cell("district"), cell("province"), "" if country else cell("country"))),
            country,
            sources=[SourceText(story, "")] if story else [],
        )
    )


def _actor(coded: CodedRows, row: int, name: str, sectors: str, country: str) -> str:
    return coded.end(row, name, _kind(name, sectors.lower()), country_names.code_of(country), sectors)


def _kind(name: str, sectors: str) -> str:
    """Return the kind of actor that sectors say; a country by itself is its government."""
    if "parties" in sectors or "party" in sectors:
        return "party"
    if "legislative" in sectors or "parliament" in sectors:
        return "parliament"
    if "government organization" in sectors or "governmental organization" in sectors:
        return "organisation"
    is_country = not sectors and country_names.code_of(name)
    return "government" if is_country or "government" in sectors or "executive" in sectors else "organisation"
