"""BibTeX and BibLaTeX: entries with their LaTeX decoded; names, dates and addresses as sources hold them.

Beside the fields of the formats, `type` may hold Liaison's own kind of a source, `titletranslated` a translated
title, and a line of `note` that begins “Archived copy: ” the address of one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.imports.formats import bibtex_latex, sources_reading
from db.imports.formats.bibtex_latex import TooDeep, braces
from db.imports.formats.sources_draft import SourceDraft, first
from db.imports.formats.sources_reading import LONGEST_ENTRY, Entries
from db.imports.formats.sources_words import BIBTEX_KINDS
from db.imports.incoming import Incoming, IncomingSource, UnreadableTable
from db.sourcing.source_words import KINDS

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

Fields = Mapping[str, str]

_ENTRY: Final = re.compile(r"@\s*([A-Za-z]+)\s*[{(]")
_NO_ENTRIES: Final = frozenset(("string", "preamble", "comment"))
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DETAILS: Final = (
    ("volume", "volume"), ("issue", "number"), ("pages", "pages"), ("edition", "edition"), ("place", "address"),
    ("place", "location"), ("ISBN", "isbn"), ("ISSN", "issn"),
)  # fmt: skip


def fits(head: "Head") -> bool:
    """Whether a file has an entry of BibTeX at the beginning of a line."""
    found = re.search(r"^\s*@\s*([A-Za-z]+)\s*[{(]\s*[^\s,={}]*\s*[,=]", head.text, re.MULTILINE)
    known = {*BIBTEX_KINDS, "misc", "string", "software", "video", "audio", "image", "patent"}
    return found is not None and found[1].lower() in known


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read files; raises UnreadableTable."""
    return sources_reading.read(paths, "bibtex", parsed)


def read_text(text: str) -> list[IncomingSource]:
    """Return the sources that a text holds, those that can't be used left out; raises UnreadableTable."""
    return parsed(text).sources


def parsed(text: str) -> Entries:
    """Read a text with what is wrong with its entries; raises UnreadableTable."""
    text = sources_reading.checked(text)
    if braces(text) > bibtex_latex.MOST_BRACES:
        raise UnreadableTable(
            f"braces stand more than {bibtex_latex.MOST_BRACES} deep in each other; nothing was imported."
        )
    found = Entries()
    for block in _blocks(text):
        number = found.next()
        if isinstance(block, str):
            found.refuse(number, "", block)
            continue
        kind, fields = block
        if sum(map(len, fields.values())) > LONGEST_ENTRY:
            found.refuse(number, "", f"it has more than {LONGEST_ENTRY:,} characters")
            continue
        try:
            found.take(_draft(number, kind, fields))
        except TooDeep as error:
            found.refuse(number, "", str(error))
    return found


def _blocks(text: str) -> Iterator[tuple[str, Fields] | str]:
    """Yield type and fields of each entry, or what is wrong with one, in the order of the text."""
    import logging

    import bibtexparser
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it is told as a problem
    library: Any = bibtexparser.parse_string(text, parse_stack=[])
    strings = {each.key.lower(): each.value for each in library.strings}
    for block in library.blocks:
        entry: Any = block
        if isinstance(block, ParsingFailedBlock):
            entry = block.ignore_error_block
            if not isinstance(block, DuplicateBlockKeyBlock) and not isinstance(entry, Entry):
                if _is_entry(block.raw or ""):
                    yield _told(str(block.error))
                continue
        if isinstance(entry, Entry):
            fields: dict[str, str] = {}
            for each in entry.fields:
                fields.setdefault(each.key.lower(), _value(str(each.value), strings))
            yield entry.entry_type.lower(), fields


def _is_entry(raw: str) -> bool:
    found = _ENTRY.match(raw.lstrip())
    return found is None or found[1].lower() not in _NO_ENTRIES


def _told(error: str) -> str:
    told = " ".join(error.split())[:200]
    return f"it can't be read: {told}" if told else "it can't be read"


def _value(raw: str, strings: Mapping[str, str], depth: int = 0) -> str:
    """Return what a field holds: without what encloses it, its abbreviations resolved and pieces joined."""
    text = raw.strip()
    if len(text) > 1 and text[0] == "{" and text[-1] == "}" and _closes_last(text):
        return text[1:-1]
    if "#" not in text:
        return _piece(text, strings, depth)
    pieces = re.split(r'#(?=(?:[^"]*"[^"]*")*[^"]*$)', text) if len(text) < 10_000 else [text]
    return "".join(_piece(piece.strip(), strings, depth) for piece in pieces)


def _piece(text: str, strings: Mapping[str, str], depth: int) -> str:
    if len(text) > 1 and text[0] + text[-1] in ('""', "{}"):
        return text[1:-1]
    told = strings.get(text.lower())
    return text if told is None or depth > 5 else _value(told, strings, depth + 1)


def _closes_last(text: str) -> bool:
    """Tell whether the brace that a text begins with closes at its end."""
    depth = 0
    for place, sign in enumerate(text):
        if sign in "{}" and (place == 0 or text[place - 1] != "\\"):
            depth += 1 if sign == "{" else -1
            if depth == 0:
                return place == len(text) - 1
    return False


# --- entries -----------------------------------------------------------------------------------------------


def _draft(number: int, kind: str, fields: Fields) -> SourceDraft:
    def plain(*names: str) -> str:
        return first(bibtex_latex.decoded(fields.get(name, "")) for name in names)

    own = plain("type")
    how = plain("howpublished")
    url = bibtex_latex.address(fields.get("url", "")) or (how if "://" in how else "")
    draft = SourceDraft(
        number,
        title=": ".join(filter(None, (plain("title"), plain("subtitle")))),
        title_translated=plain("titletranslated", "title_translated", "titletranslation"),
        authors=bibtex_latex.people(fields.get("author", "") or fields.get("editor", "")),
        container=plain("journaltitle", "journal", "booktitle", "maintitle"),
        publisher=plain("publisher", "institution", "organization", "school")
        or ("" if "://" in how else how),
        kind=own.lower() if own.lower() in KINDS else BIBTEX_KINDS.get(kind, "other"),
        language=plain("langid", "language"),
        published=bibtex_latex.address(fields.get("date", ""))
        or _date(plain("year"), plain("month"), plain("day")),
        retrieved=first(fields.get(name, "") for name in ("urldate", "lastchecked", "accessed")),
        url=url.removeprefix("<").removesuffix(">"),
        doi=bibtex_latex.address(fields.get("doi", "")),
        notes=[note for note in map(plain, ("note", "annotation", "annote", "abstract")) if note],
    )
    draft.details = [(name, plain(field)) for name, field in _DETAILS if plain(field)]
    if own and own.lower() not in KINDS:
        draft.details.append(("type", own))
    return draft


def _date(year: str, month: str, day: str) -> str:
    """Return year, month and day as one date: `oct`, `10` and `October` are a month, and so is `8 oct`."""
    found = re.search(r"[^\W\d_]{3,}", month)
    number = (
        str(_MONTHS.index(found[0][:3].lower()) + 1) if found and found[0][:3].lower() in _MONTHS else month
    )
    if found and number != month:
        within = re.search(r"\d{1,2}", month)
        day = day or (within[0] if within else "")
    if not re.fullmatch(r"\d{4}", year) or not re.fullmatch(r"\d{1,2}", number):
        return year
    return "-".join([year, number.rjust(2, "0"), *([day.rjust(2, "0")] if day.isdigit() else [])])
