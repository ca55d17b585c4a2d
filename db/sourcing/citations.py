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

from db import search
from db.dates import UncertainDate
from db.errors import Problem
from db.sourcing import addresses
from db.sourcing.sources import SourceDetail

STYLES: Final = {
    "chicago-notes": "Chicago, note",
    "chicago-bibliography": "Chicago, bibliography",
    "chicago-author-date": "Chicago, reference list",
    "apa": "APA, reference list",
}
"""Forms of a citation that are offered, with the words for them."""

_FILES: Final = {"chicago-bibliography": "chicago-notes"}
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

_MARKS: Final = "[?!？！。]"
_ENDS: Final = "[.?!？！。]"
_INNER: Final = {"“": "‘", "”": "’"}
_lock: Final = Lock()
_PLAIN: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?(?P<unsure>[?~%]?)"
)
_IDEOGRAPHS: Final = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\s]+")
"""Chinese and Japanese signs and Korean syllables."""


def citation(source: SourceDetail, style: str) -> str:
    """Return a source as one of STYLES cites it, in one line of plain text; raises Problem without citeproc-py."""
    if style not in STYLES:
        raise ValueError(style)
    try:
        text = _set(item(source, initials=style == "apa"), style)
    except ImportError as error:
        raise Problem("Citations need the library citeproc-py, which is not installed.") from error
    return " ".join(_nested(_punctuated(text)).split())


def _set(item: dict[str, Any], style: str) -> str:
    csl, items = _library()
    with _lock:  # a style is one tree that renders one thing at a time
        tree = _style(_FILES.get(style, style))
        bibliography = csl.CitationStylesBibliography(tree, items.CiteProcJSON([item]), csl.formatter.plain)
        cited = csl.Citation([csl.CitationItem(item["id"])])
        bibliography.register(cited)
        if style == "chicago-notes":
            return str(bibliography.cite(cited, _missing))
        return "".join(str(entry) for entry in bibliography.bibliography())


def _library() -> tuple[Any, Any]:
    """Return citeproc-py, which has no types, and its reader of items."""
    import citeproc  # pyright: ignore[reportMissingTypeStubs]
    from citeproc.source import json  # pyright: ignore[reportMissingTypeStubs]

    return citeproc, json


@cache
def _style(name: str) -> Any:
    """Read a style once: it takes as long as to set a citation."""
    csl, _ = _library()
    data = (files("resources") / "styles" / f"{name}.csl").read_bytes()
    return csl.CitationStylesStyle(BytesIO(data), locale="en-US", validate=False)


def _missing(item: Any) -> None:
    raise KeyError(item.key)


# --- what the locale asks and citeproc-py 0.11 leaves undone -------------------------------------------------


def _punctuated(text: str) -> str:
    """Put periods and commas inside closing quotes, and no period behind a mark that ends a sentence."""
    text = re.sub(rf"({_ENDS}”+)\.", r"\1", text)
    text = re.sub(r"(”+)([.,])", r"\2\1", text)
    return re.sub(rf"(?<={_MARKS})\.(?=\s|$)", "", text)


def _nested(text: str) -> str:
    """Make quotes within quotes single, where every quote that opens also closes."""
    depth, signs = 0, list[str]()
    for sign in text:
        depth += sign == "“"
        signs.append(_INNER.get(sign, sign) if depth > 1 else sign)
        depth -= sign == "”"
    return text if depth else "".join(signs)


# --- a source as a CSL item --------------------------------------------------------------------------------


def item(source: SourceDetail, *, initials: bool) -> dict[str, Any]:
    """Return a source as a CSL item; `initials` writes double given names so that a style shortens both halves."""
    title = _clean(source.title)
    if source.title_translated and search.fold(source.title_translated) != search.fold(title):
        title = f"{title} [{_clean(source.title_translated)}]"
    contained = _IN_CONTAINER.get(source.kind)
    author, publisher = _names(source.author, initials=initials), _clean(source.publisher)
    if search.fold(publisher) == search.fold(source.author):
        publisher = ""  # said once, as the author
    if not author:
        publisher = publisher or addresses.host(source.url)  # a style puts it in the author's place
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


def _names(author: str, *, initials: bool) -> list[dict[str, str]]:
    """Read `Ito, Tatsuya; Wang Jiarui`: names are parted by semicolons, a comma parts family from given name."""
    names = (_clean(name) for name in re.split("[;；]", author))
    return [_name(name, initials=initials) for name in names if name]


def _name(name: str, *, initials: bool) -> dict[str, str]:
    family, *rest = (part.strip() for part in re.split("[,，]", name, maxsplit=1))
    given = "".join(rest)
    if not family or not given:
        return {"literal": name}
    if _IDEOGRAPHS.fullmatch(family + given):
        return {"literal": family + given}  # 王小明 stands in this order everywhere and has no initials
    if initials:  # of both halves of Su-jin
        given = re.sub(r"-(\w)", lambda found: found[0].upper(), given)
    # Citeproc-py 0.11 writes a stray point for words that have no capital: they are given as particles.
    words = given.split()
    kept = len(words)
    while kept and not words[kept - 1][0].isupper():
        kept -= 1
    found = {"family": family, "given": " ".join(words[:kept]), "dropping-particle": " ".join(words[kept:])}
    return {part: value for part, value in found.items() if value}


def _issued(published: UncertainDate | None) -> dict[str, Any]:
    """Return a date as CSL has it: as precise as it is known, nothing where not even the year is."""
    if published is None:
        return {}
    first, _, last = published.edtf.partition("/")
    begin, end = _PLAIN.fullmatch(first), _PLAIN.fullmatch(last or first)
    if begin and end:
        about = {"circa": 1} if {begin["unsure"], end["unsure"]} & {"~", "%"} else {}
        return {"date-parts": _shared(_parts(begin), _parts(end))} | about
    days = published.start[0], published.end[1]
    years = {date.fromordinal(day).year for day in days if day is not None}
    return {"date-parts": [[years.pop()]]} if len(years) == 1 and None not in days else {}


def _shared(begin: list[int], end: list[int]) -> list[list[int]]:
    """Return what two dates have in common, or the range of their years: citeproc-py 0.11 fails in other ranges."""
    if begin[0] != end[0]:
        return [begin[:1], end[:1]]
    return [[one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(begin, end, strict=False))]]


def _parts(found: re.Match[str]) -> list[int]:
    return [int(part) for part in (found["year"], found["month"], found["day"]) if part]


def _accessed(retrieved: str) -> dict[str, Any]:
    found = _PLAIN.fullmatch(retrieved)
    return {"date-parts": [_parts(found)]} if found else {}
