"""Citations of sources in Chicago and APA style as plain text, set by the CSL processor citeproc-py."""

import re
import unicodedata
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import takewhile
from threading import Lock
from typing import Any, Final

from db import addresses, search
from db.dates import UncertainDate
from db.errors import Problem
from db.sources import SourceDetail

STYLES: Final = {
    "chicago-notes": "Chicago, note",
    "chicago-bibliography": "Chicago, bibliography",
    "chicago-author-date": "Chicago, reference list",
    "apa": "APA, reference list",
}
"""Forms of a citation that are offered, with the words for them."""

_FILES: Final = {
    "chicago-notes": "chicago-notes-bibliography",
    "chicago-bibliography": "chicago-notes-bibliography",
}
_IN_CONTAINER: Final = {  # kinds whose publisher is the medium that carries them
    "readout": "webpage",
    "press release": "webpage",
    "news": "webpage",
    "web page": "webpage",
    "transcript": "webpage",
    "comment": "webpage",
    "blog": "post-weblog",
    "interview": "webpage",
    "article": "article-journal",
    "": "webpage",
    "other": "webpage",
}
_PUBLISHED: Final = {
    "report": "report",
    "book": "book",
    "dataset": "dataset",
    "archive document": "document",
    "document": "document",
    "reference": "book",
}
"""CSL types for the kinds of a source."""

_lock: Final = Lock()
_PLAIN: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?(?P<unsure>[?~%]?)"
)


def citation(source: SourceDetail, style: str) -> str:
    """Return a source as one of STYLES cites it, in one line of plain text; raises Problem without citeproc-py."""
    if style not in STYLES:
        raise ValueError(style)
    try:
        text = _set(_item(source), style)
    except ImportError as error:
        raise Problem("Citations need the library citeproc-py, which is not installed.") from error
    return " ".join(_american(text).split())


def _set(item: dict[str, Any], style: str) -> str:
    csl, items = _library()
    with _lock:  # a style is one tree that renders one thing at a time
        return _rendered(csl, items, item, style)


def _rendered(csl: Any, items: Any, item: dict[str, Any], style: str) -> str:
    bibliography = csl.CitationStylesBibliography(
        _style(_FILES.get(style, style)), items.CiteProcJSON([item]), csl.formatter.plain
    )
    cited = csl.Citation([csl.CitationItem(item["id"])])
    bibliography.register(cited)
    if style == "chicago-notes":
        return str(bibliography.cite(cited, _missing))
    entries = bibliography.bibliography()
    # Chicago lists papers without a publisher under their archive alone: such a one is cited as in a note.
    return str(entries[0] if entries else bibliography.cite(cited, _missing))


def _library() -> tuple[Any, Any]:
    """Return citeproc-py, which has no types, and its reader of items."""
    import citeproc  # pyright: ignore[reportMissingTypeStubs]
    from citeproc.source import json  # pyright: ignore[reportMissingTypeStubs]

    return citeproc, json


@cache
def _style(name: str) -> Any:
    """Read a style once: it takes some 30 ms."""
    csl, _ = _library()
    data = (files("resources") / "styles" / f"{name}.csl").read_bytes()
    style = csl.CitationStylesStyle(BytesIO(data), locale="en-US", validate=False)
    if name.startswith("chicago"):
        # The styles spell given names out by initialize="false", which citeproc-py 0.11 does not know.
        style.root.attrib.pop("initialize-with", None)
    return style


def _missing(item: Any) -> None:
    raise KeyError(item.key)


def _american(text: str) -> str:
    """Put periods and commas inside closing quotes, as the locale asks and citeproc-py 0.11 leaves undone."""
    return re.sub(r"([”’])([.,])", r"\2\1", text)


# --- a source as a CSL item --------------------------------------------------------------------------------


def _item(source: SourceDetail) -> dict[str, Any]:
    title = source.title
    if source.title_translated and search.fold(source.title_translated) != search.fold(title):
        title = f"{title} [{source.title_translated}]"
    contained = _IN_CONTAINER.get(source.kind)
    author, publisher = _names(source.author), _clean(source.publisher)
    title = _clean(title)
    if not author:
        # A style puts another name in an author's place and leaves that out later; citeproc-py 0.11 says it twice.
        said = publisher or addresses.host(source.url)
        author, publisher, title = [{"literal": said or title}], "", title if said else ""
    if contained == "article-journal" and not publisher:
        contained = (
            "webpage"  # or citeproc-py 0.11 prints the word "edition" for an edition that is not there
        )
    item: dict[str, Any] = {
        "id": "source",
        "type": contained or _PUBLISHED.get(source.kind, "document"),
        "title": title,
        "language": source.language.partition("-")[0] or "und",  # titles known as English are capitalised
        "container-title" if contained else "publisher": publisher,
        "URL": _clean(source.url or source.archive_url),
        "author": author,
        "issued": _issued(source.published),
        "accessed": _accessed(source.retrieved),
    }
    return {name: value for name, value in item.items() if value}


def _clean(text: str) -> str:
    """Return text in one line, without control characters and marks of case that CSL would read."""
    text = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)
    return " ".join(re.sub(r"</?span\b[^>]*>", "", text, flags=re.IGNORECASE).split())


def _names(author: str) -> list[dict[str, str]]:
    """Read `Ito, Tatsuya; Wang Jiarui`: names are parted by semicolons, a comma parts family from given name."""
    names: list[dict[str, str]] = []
    for one in filter(None, (_clean(name) for name in re.split("[;；]", author))):
        family, comma, given = (part.strip() for part in one.partition(","))
        names.append({"family": family, "given": given} if comma and family and given else {"literal": one})
    return names


def _issued(published: UncertainDate | None) -> dict[str, Any]:
    """Return a date as CSL has it: as precise as it is known, nothing where not even the year is."""
    if published is None:
        return {}
    first, _, last = published.edtf.partition("/")
    begin, end = _PLAIN.fullmatch(first), _PLAIN.fullmatch(last or first)
    if begin and end:  # citeproc-py 0.11 stumbles over ranges, so what both ends share is given
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(_parts(begin), _parts(end), strict=False))
        shared = [one for one, _ in pairs]
        about = {"circa": 1} if begin["unsure"] in ("~", "%") else {}
        return {"date-parts": [shared]} | about if shared else {}
    days = published.start[0], published.end[1]
    years = {date.fromordinal(day).year for day in days if day is not None}
    return {"date-parts": [[years.pop()]]} if len(years) == 1 and None not in days else {}


def _parts(found: re.Match[str]) -> list[int]:
    return [int(part) for part in (found["year"], found["month"], found["day"]) if part]


def _accessed(retrieved: str) -> dict[str, Any]:
    found = _PLAIN.fullmatch(retrieved)
    return {"date-parts": [_parts(found)]} if found else {}
