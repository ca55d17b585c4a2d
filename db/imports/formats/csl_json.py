"""CSL-JSON, which Zotero, Better BibTeX and citation processors write: its items as sources.

Fields are those of the CSL 1.0.2 input schema (https://github.com/citation-style-language/schema).
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from db.errors import BadInput
from db.imports.formats.event_dates import of_parts, span
from db.imports.formats.sources_made import Said, kind_of, made, place_in, read_all
from db.imports.incoming import BadCell, Incoming, IncomingSource, UnreadableTable
from db.sourcing.source_words import KINDS as OWN_KINDS

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

Item = Mapping[str, Any]

KINDS: Final[Mapping[str, str]] = {
    "article": "article", "article-journal": "article", "article-magazine": "news", "article-newspaper": "news",
    "bill": "document", "book": "book", "broadcast": "news", "chapter": "book", "collection": "archive document",
    "dataset": "dataset", "document": "document", "entry": "reference", "entry-dictionary": "reference",
    "entry-encyclopedia": "reference", "event": "other", "hearing": "transcript", "interview": "interview",
    "legal_case": "document", "legislation": "document", "manuscript": "archive document", "pamphlet": "document",
    "paper-conference": "article", "periodical": "news", "personal_communication": "interview", "post": "comment",
    "post-weblog": "blog", "regulation": "document", "report": "report", "review": "article", "speech": "transcript",
    "thesis": "report", "treaty": "document", "webpage": "web page",
}  # fmt: skip
"""Types of items as kinds of sources; a kind of Liaison's own in `genre` goes before."""

_FITS: Final = re.compile(r'"(?:type|id|citation-key)"\s*:')
_CSL: Final = re.compile(r'"(?:issued|container-title|publisher|author|accessed|URL)"\s*:')


def fits(head: "Head") -> bool:
    """Whether a file is a list of items."""
    text = head.text.lstrip()
    if not text.startswith("[") and not text.startswith('{"items"'):
        return False
    return bool(_FITS.search(text) and _CSL.search(text) and '"title"' in text)


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read files of CSL-JSON; raises UnreadableTable."""
    return read_all(paths, "csl_json", _read)


def read_text(text: str) -> list[IncomingSource]:
    """Return the sources in a text, without those that can't be used; raises UnreadableTable where it is no list."""
    return _read(text, [])


def _read(text: str, problems: list[BadCell]) -> list[IncomingSource]:
    try:
        whole: Any = json.loads(text)
    except ValueError as error:
        raise UnreadableTable(f"It is no JSON that can be read ({error}); nothing was imported.") from error
    items: Any = cast("Item", whole).get("items") if isinstance(whole, dict) else whole
    if not isinstance(items, list):
        raise UnreadableTable("It is JSON, but no list of CSL items; nothing was imported.")
    sources: list[IncomingSource] = []
    for number, item in enumerate(cast("list[Any]", items), 1):
        if not isinstance(item, dict):
            problems.append(BadCell(number, "", "it is no item with fields"))
            continue
        try:
            sources.append(made(_said(number, cast("Item", item))))
        except BadInput as error:
            problems.append(BadCell(number, error.field, str(error)))
    return sources


def _said(number: int, item: Item) -> Said:
    genre = _text(item, "genre")
    own = genre in OWN_KINDS
    notes = place_in(
        _text(item, "volume"), _text(item, "issue") or _text(item, "number"), _text(item, "page"),
        _text(item, "publisher-place"), _text(item, "edition"),
    )  # fmt: skip
    if genre and not own:
        notes.append(f"Genre: {genre}")
    return Said(
        number,
        title=_text(item, "title") or _text(item, "title-short"),
        translated=_text(item, "translated-title"),
        authors=_people(item),
        publisher=_text(item, "publisher"),
        container=_text(item, "container-title"),
        kind=genre if own else kind_of(KINDS, _text(item, "type")),
        language=_text(item, "language"),
        published=_date(item, "issued"),
        retrieved=_date(item, "accessed"),
        addresses=[_text(item, "URL")],
        archive=_text(item, "archive-url") or _address(_text(item, "archive_location")),
        doi=_text(item, "DOI"),
        notes=[*notes, _text(item, "note")],
    )


def _text(item: Item, name: str) -> str:
    found = item.get(name)
    return str(found).strip() if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def _address(text: str) -> str:
    return text if re.match(r"https?://", text) else ""


def _people(item: Item) -> list[str]:
    """Return the authors, else the editors: literal names as they are, others as family, given."""
    for role in ("author", "editor", "interviewer"):
        people = item.get(role)
        if isinstance(people, list) and people:
            return [
                _person(cast("Item", each)) for each in cast("list[Any]", people) if isinstance(each, dict)
            ]
    return []


def _person(person: Item) -> str:
    if _text(person, "literal"):
        return _text(person, "literal")
    particle = " ".join(
        filter(None, (_text(person, name) for name in ("dropping-particle", "non-dropping-particle")))
    )
    family = " ".join(filter(None, (particle, _text(person, "family"))))
    given = " ".join(filter(None, (_text(person, "given"), _text(person, "suffix"))))
    if family and given and not (family + given).isascii() and not re.search(r"[A-Za-zÀ-ÿ]", family + given):
        return family + given if re.search(r"[\u3040-\u9fff\uac00-\ud7af]", family) else f"{family}, {given}"
    return ", ".join(filter(None, (family, given)))


def _date(item: Item, name: str) -> str:
    """Return a date: its literal or raw text, else the parts of its first and last day; raises BadInput."""
    said = item.get(name)
    if isinstance(said, str):
        return said
    if not isinstance(said, dict):
        return ""
    date = cast("Item", said)
    raw = _text(date, "raw") or _text(date, "literal") or _text(date, "edtf")
    parts = date.get("date-parts")
    if not isinstance(parts, list) or not parts:
        return raw
    days = [_day(part) for part in cast("list[Any]", parts)[:2]]
    if raw or not days[0]:
        return raw or days[0]
    made_of = span(days[0], days[1] if len(days) > 1 else "")
    return f"{made_of}~" if date.get("circa") and "/" not in made_of else made_of


def _day(part: Any) -> str:
    if not isinstance(part, list) or not part:
        return ""
    texts = [str(each) for each in cast("list[object]", part) if each not in (None, "")]
    return of_parts(*texts[:3]) if texts else ""
