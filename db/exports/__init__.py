"""Records out: tables, calendars, citations, reports."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Final

from db.errors import Problem

if TYPE_CHECKING:
    from db.exports.chosen import Chosen

Step = Callable[[int, int], None]
"""Told how many records of how many are written; what it raises stops the export, and nothing is changed."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can decide about writing a file."""

    guard: bool = True
    """Whether a spreadsheet is kept from taking text for formulas, by an apostrophe or a cell's format."""
    bom: bool = False
    """Whether a table begins with the mark by which Excel knows UTF-8."""


@dataclass(frozen=True, slots=True)
class Export:
    """One format: how it is called, by whom it is written, and what it can't hold."""

    key: str
    title: str
    """What a user calls it, and what is in it."""
    ending: str
    """With the dot, in lower case."""
    writer: str
    """Module of this package and its function `(chosen, out) -> records`; empty where another package writes it."""
    lacks: tuple[str, ...]
    """What it can't hold, by keys of `db.exports.losses.LOSSES`."""
    takes: frozenset[str] = frozenset()
    """The fields of Options that make a difference."""
    records: str = "events"
    """What the file has one of for each record."""

    @property
    def write(self) -> "Callable[[Chosen, BinaryIO], int]":
        """The function that writes the chosen records and returns how many; raises Problem."""
        module, _, name = self.writer.partition(".")
        return getattr(import_module(f"db.exports.{module}"), name)


_ALWAYS: Final = ("ledgers", "history")
_TABLE: Final = ("about", "passages", "source_fields", "registry", "contexts", *_ALWAYS)
_LIBRARY: Final = ("about", "sides", "passages", "copies", "events_gone", "history")

EXPORTS: Final[tuple[Export, ...]] = (
    Export(
        "csv", "CSV: events in Liaison’s own columns", ".csv", "tables.write_csv", _TABLE,
        frozenset({"guard", "bom"}),
    ),
    Export(
        "xlsx", "Excel: events, participants, actors, people, sources and evidence", ".xlsx",
        "workbook.write_xlsx", ("long_cells", "control_characters", "standings", "contexts", *_ALWAYS),
        frozenset({"guard"}),
    ),
    Export(
        "tsv", "TSV: events in Liaison’s own columns", ".tsv", "tables.write_tsv", _TABLE,
        frozenset({"guard", "bom"}),
    ),
    Export(
        "json", "JSON: events as `liaison query --json` prints them", ".json", "tables.write_json", _TABLE
    ),
    Export(
        "plover", "JSON Lines: events as PLOVER records", ".jsonl", "plover.write_plover",
        ("undated", "vague_days", "uncoded", "passages", "registry", "contexts", *_ALWAYS),
    ),
    Export(
        "icalendar", "iCalendar: events as whole days", ".ics", "calendars.write_calendar",
        (
            "undated", "vague_days", "statuses", "pairs", "pairs_of_posts", "classes", "circumstances",
            "more_sources", "notes", "marks", "passages", "source_fields", "registry", "contexts", *_ALWAYS,
        ),
    ),
    Export(
        "timelinejs", "TimelineJS: events as slides, context as eras", ".json", "timelinejs.write_timelinejs",
        (
            "undated", "vague_days", "all_statuses", "participants", "more_tags", "classes", "places",
            "circumstances", "more_sources", "notes", "marks", "passages", "source_fields", "registry",
            "open_contexts", *_ALWAYS,
        ),
    ),
    Export(
        "ris", "RIS: the sources", ".ris", "citing.write_ris", ("no_kind", "source_dates", *_LIBRARY),
        records="sources",
    ),
    Export("bibtex", "BibTeX: the sources", ".bib", "citing.write_bibtex", _LIBRARY, records="sources"),
    Export(
        "csl", "CSL-JSON: the sources", ".json", "citing.write_csl", ("no_kind", *_LIBRARY),
        records="sources",
    ),
    Export(
        "replication", "Replication package: everything, with figures and codebook", ".zip", "",
        ("copies", "edits"),
    ),
)  # fmt: skip
"""All formats, the most usual first. Of those that share an ending the first is meant where none is named."""


def of_key(key: str) -> Export:
    """Return the format of a key; raises Problem that names all of them."""
    for each in EXPORTS:
        if each.key == key:
            return each
    raise Problem(f"“{key}” is no format; use {', '.join(each.key for each in EXPORTS)}.")


def of_ending(ending: str) -> Export:
    """Return the format that an ending means, in whatever case; raises Problem that names all of them."""
    for each in EXPORTS:
        if each.ending == ending.lower():
            return each
    endings = ", ".join(dict.fromkeys(each.ending for each in EXPORTS))
    raise Problem(f"“{ending}” is no ending that says what to write; use {endings}, or name a format.")
