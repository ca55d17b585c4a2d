"""Files that people have, each read into what an import understands: the list of formats and how one is recognised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from db.dates import UncertainDate
from db.imports.incoming import Incoming, UnreadableTable

_HEAD: Final = 65_536


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can decide about reading a file of a format."""

    day_first: bool | None = None
    """Whether 10/11/2006 is 10 November; None where nobody said."""
    span: UncertainDate | None = None
    """Days within which recurring events are expanded."""
    join_pairs: bool = False
    """Whether A→B and B→A on one day with one code are one event (coded event data)."""
    types: Mapping[str, str] | None = None
    """CAMEO codes of the codebook's types by their keys (`cameo.of_codebook`); None for those that are shipped."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, by which its format is recognised."""

    path: Path
    data: bytes
    """Its first 64 KiB."""

    @property
    def text(self) -> str:
        """The beginning as text; what can't be decoded is replaced."""
        encoding = "utf-16" if self.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        return self.data.decode(encoding, "replace")

    @property
    def first_line(self) -> str:
        """The first line, which is the header of a table."""
        return self.text.partition("\n")[0].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its module has `fits(head: Head) -> bool` and `read(paths, options) -> Incoming`."""

    key: str
    title: str
    """What a user calls it, and what is taken from it."""
    endings: tuple[str, ...]
    """Endings of its files, with the dot and in lower case, for the file dialog."""

    @property
    def fits(self) -> Callable[[Head], bool]:
        """The function that says whether a file's beginning is of this format."""
        return import_module(f"db.imports.formats.{self.key}").fits

    @property
    def read(self) -> Callable[[Sequence[Path], Options], Incoming]:
        """The function that reads files of this format; raises UnreadableTable."""
        return import_module(f"db.imports.formats.{self.key}").read


FORMATS: Final[tuple[Format, ...]] = (
    Format("histstate", "HistoryAtState: visits and travels of leaders", (".csv", ".xml")),
    Format("icews", "ICEWS: coded events", (".tab", ".tsv", ".txt")),
    Format("gdelt", "GDELT: coded events", (".csv", ".tsv", ".txt")),
    Format("timelinejs", "TimelineJS: slides as events, eras as context", (".json", ".csv")),
    Format("thetimeline", "Timeline: events, eras as context", (".timeline",)),
    Format("aeon", "Aeon Timeline: events of an exported table", (".csv", ".tsv", ".txt")),
    Format("icalendar_events", "iCalendar: events", (".ics", ".ical", ".ifb", ".icalendar")),
    Format("gramps", "Gramps: events of a family tree", (".gramps", ".xml")),
    Format("parlgov", "ParlGov: parties, renamings, cabinets as standing", (".csv",)),
    Format("party_facts", "Party Facts: parties of the world with their ideologies", (".csv",)),
    Format("zotero", "Zotero: sources exported as CSV", (".csv",)),
    Format("ris", "RIS: sources", (".ris", ".txt")),
    Format("bibtex", "BibTeX, BibLaTeX: sources", (".bib", ".bibtex")),
    Format("csl_json", "CSL-JSON: sources", (".json",)),
)
"""All formats but plain tables, the more particular ones first. The key is the module's name."""


def of_key(key: str) -> Format:
    """Return the format of a key; raises UnreadableTable that names all of them."""
    for each in FORMATS:
        if each.key == key:
            return each
    raise UnreadableTable(f"“{key}” is no format; use table, {', '.join(each.key for each in FORMATS)}.")


def recognised(path: Path) -> Format | None:
    """Return the format that a file's beginning and ending say, None for a plain table; raises UnreadableTable."""
    try:
        with path.open("rb") as file:
            head = Head(path, file.read(_HEAD))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnreadableTable(f"“{path}” can't be read ({reason}); nothing was imported.") from error
    return next((each for each in FORMATS if each.fits(head)), None)
