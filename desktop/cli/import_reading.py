"""How `liaison import` reads its files: formats, tables with a mapping, encodings."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import Problem
from db.timeline import Timeline

if TYPE_CHECKING:
    from db.dates import UncertainDate
    from db.imports.incoming import Incoming
    from db.imports.mapping.value import Mapping
    from db.imports.tables.book import Book, TableOptions

_DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how files are read."""
    reading = parser.add_argument_group("how files are read")
    reading.add_argument(
        "--format", metavar="F", default="", help="a format's key; found by content if not given"
    )
    reading.add_argument("--list-formats", action="store_true", help="list the formats and stop")
    given = reading.add_mutually_exclusive_group()
    given.add_argument("--mapping", metavar="M.toml", type=Path, help="what the columns of a table become")
    given.add_argument("--mapping-name", metavar="NAME", help="the mapping kept in the timeline by this name")
    reading.add_argument("--save-mapping", metavar="NAME", help="keep the mapping in the timeline")
    reading.add_argument(
        "--write-mapping",
        metavar="M.toml",
        type=Path,
        help="write the proposed mapping, to be edited, and stop",
    )
    reading.add_argument("--encoding", help="encoding of a text file, such as gb18030")
    reading.add_argument("--delimiter", help="comma, semicolon, tab or bar")
    reading.add_argument("--sheet", help="name of the sheet of a workbook")
    reading.add_argument("--no-header", action="store_true", help="the first row is data")
    order = reading.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="day_first", action="store_const", const=True,
                       help="10/11/2006 is 10 November")  # fmt: skip
    order.add_argument(
        "--month-first", dest="day_first", action="store_const", const=False, help="it is 11 October"
    )
    reading.add_argument("--from", dest="start", metavar="D", help="recurring events from this day on")
    reading.add_argument("--to", dest="end", metavar="D", help="recurring events up to this day")
    reading.add_argument(
        "--join-pairs", action="store_true", help="coded events A→B and B→A of a day are one"
    )


def list_formats() -> int:
    """Print the formats and return the exit status."""
    from db.imports.formats import FORMATS

    rows = [
        ("table", "Tables with columns of their own: CSV, TSV, XLSX, ODS"),
        ("own", "Tables in Liaison's own columns"),
        ("package", "Replication packages"),
        *((each.key, each.title) for each in FORMATS),
    ]
    sys.stdout.write("".join(f"{key:18} {title}\n" for key, title in rows))
    return 0


def is_package(arguments: argparse.Namespace) -> bool:
    """Tell whether the file is a replication package."""
    from db.replication import is_package as recognised

    return arguments.format == "package" or (not arguments.format and recognised(arguments.data[0]))


def read(timeline: Timeline, arguments: argparse.Namespace) -> "tuple[Incoming, str | None]":
    """Return what the files say, and of a table the mapping it was read by, as TOML; raises Problem."""
    from db.imports import formats

    kind = arguments.format or _kind(arguments.data[0])
    if kind not in {"table", "own", ""}:
        from db.imports.formats import cameo

        with timeline.reading() as connection:
            types = cameo.of_codebook(connection)
        options = formats.Options(arguments.day_first, _span(arguments), arguments.join_pairs, types)
        return formats.of_key(kind).read(arguments.data, options), None
    if len(arguments.data) > 1:
        raise Problem("Tables are imported one by one; nothing was imported; name one file.")
    return _read_table(timeline, arguments, kind)


def write_mapping(arguments: argparse.Namespace) -> int:
    """Write the mapping proposed for a table and return the exit status."""
    from db.imports import mapping, tables

    with Timeline.open(arguments.file, write=False) as timeline, timeline.reading() as connection:
        known = mapping.fetch_known(connection)
    book = tables.read(arguments.data[0], _options(arguments))
    text = mapping.to_toml(_with_reading(mapping.propose(book.sheet, known).mapping, book))
    try:
        arguments.write_mapping.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Problem(f"“{arguments.write_mapping}” can't be written ({error.strerror}).") from error
    sys.stdout.write(f"The proposed mapping was written to {arguments.write_mapping}.\n")
    return 0


def _kind(path: Path) -> str:
    from db.imports import formats

    found = formats.recognised(path)
    return found.key if found is not None else ""


def _read_table(
    timeline: Timeline, arguments: argparse.Namespace, kind: str
) -> "tuple[Incoming, str | None]":
    """Read a table: in Liaison's own columns strictly, else by the mapping that is named, kept or proposed."""
    from db.imports import mapping, tables
    from db.imports.incoming import Incoming
    from db.imports.tables import own

    path: Path = arguments.data[0]
    chosen = _chosen(timeline, arguments)
    if chosen is None and _reads_as_own(path, arguments, kind):
        return Incoming(path.name, "own", own.read(path)), None
    options = _options(arguments)
    if chosen is not None and options == type(options)():
        options = chosen.options
    book = tables.read(path, options)
    if chosen is None and (kind == "own" or (book.sheet.header and mapping.is_own(book.sheet.header))):
        return Incoming(path.name, "own", own.of_sheet(path, book.sheet)), None
    if chosen is None:
        with timeline.reading() as connection:
            known = mapping.fetch_known(connection)
        chosen = mapping.propose(book.sheet, known).mapping
    if arguments.day_first is not None:
        chosen = replace(chosen, date=replace(chosen.date, day_first=arguments.day_first))
    incoming = mapping.incoming(chosen, book.sheet, path.name)
    return incoming, mapping.to_toml(_with_reading(chosen, book))


def _reads_as_own(path: Path, arguments: argparse.Namespace, kind: str) -> bool:
    """Tell whether a file is plain CSV in Liaison's own columns, which is read strictly and fast."""
    from db.imports.tables import own

    if _options(arguments) != type(_options(arguments))():
        return False
    return kind == "own" or own.recognises(path)


def _chosen(timeline: Timeline, arguments: argparse.Namespace) -> "Mapping | None":
    from db.imports import mapping
    from db.imports.mapping import saved

    if arguments.mapping is not None:
        try:
            return mapping.from_toml(arguments.mapping.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise Problem(f"“{arguments.mapping}” can't be read ({error}); nothing was imported.") from error
    if arguments.mapping_name is None:
        return None
    with timeline.reading() as connection:
        kept = {each.name: each.text for each in saved.listed(connection)}
    if arguments.mapping_name not in kept:
        listed = ", ".join(kept) or "none"
        raise Problem(
            f"No mapping is called “{arguments.mapping_name}”; nothing was imported; kept are {listed}."
        )
    return mapping.from_toml(kept[arguments.mapping_name])


def _options(arguments: argparse.Namespace) -> "TableOptions":
    from db.imports.tables.book import TableOptions

    delimiter = arguments.delimiter
    return TableOptions(
        arguments.encoding,
        _DELIMITERS.get(delimiter, delimiter),
        False if arguments.no_header else None,
        arguments.sheet,
    )


def _with_reading(mapping: "Mapping", book: "Book") -> "Mapping":
    """Return a mapping that says how the file was read, so that it reads the next one alike."""
    from db.imports.tables.book import TableOptions

    reading = book.reading
    said = TableOptions(
        reading.encoding or None, reading.delimiter or None, reading.has_header, reading.sheet or None
    )
    return replace(mapping, options=said)


def _span(arguments: argparse.Namespace) -> "UncertainDate | None":
    from db.dates import DateError, parse

    if not arguments.start and not arguments.end:
        return None
    try:
        return parse(f"{arguments.start or '..'}/{arguments.end or '..'}")
    except DateError as error:
        raise Problem(
            f"The span of recurring events can't be read: {error}; nothing was imported."
        ) from error
