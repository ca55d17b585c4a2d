"""The sources that events rest on, for reference managers: RIS, BibTeX (BibLaTeX) and CSL-JSON.

The kind of a source stands in Liaison's own word beside the format's type, which several kinds share.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, Final

from db.exports.chosen import PROGRAM, Chosen
from db.exports.days import plain_parts
from db.reading import date_of
from db.sourcing.sources import FIELDS, SourceDetail

_TOLD_AT: Final = 200
_SOURCES: Final = f"""SELECT s.id, s.edtf, s.date_text, {", ".join(f"s.{name}" for name in FIELDS)} FROM source s
WHERE ?2 OR s.id IN (SELECT v.source_id FROM json_each(?1) w JOIN evidence v ON v.event_id = w.value)
ORDER BY coalesce(s.start_lo, s.start_hi, s.end_hi, 9999999), s.title, s.id"""

_RIS: Final[Mapping[str, str]] = {
    "report": "RPRT", "press release": "PRESS", "news": "NEWS", "article": "JOUR", "book": "BOOK", "dataset": "DATA",
    "interview": "PCOMM", "transcript": "HEAR", "archive document": "MANSCPT", "reference": "ENCY", "blog": "BLOG",
    "comment": "ICOMM", "document": "GOVDOC", "readout": "ELEC", "web page": "ELEC",
}  # fmt: skip
_BIBTEX: Final[Mapping[str, str]] = {
    "report": "report", "press release": "online", "news": "article", "article": "article", "book": "book",
    "dataset": "dataset", "interview": "misc", "transcript": "misc", "archive document": "unpublished",
    "reference": "inreference", "blog": "online", "comment": "online", "document": "misc", "readout": "online",
    "web page": "online",
}  # fmt: skip
_CSL: Final[Mapping[str, str]] = {
    "report": "report", "press release": "webpage", "news": "article-newspaper", "article": "article-journal",
    "book": "book", "dataset": "dataset", "interview": "interview", "transcript": "webpage",
    "archive document": "manuscript", "reference": "entry-encyclopedia", "blog": "post-weblog", "comment": "post",
    "document": "document", "readout": "webpage", "web page": "webpage",
}  # fmt: skip
_CONTAINED: Final = frozenset(
    {"news", "article", "blog", "comment", "readout", "web page", "press release", "transcript"}
)
"""Kinds whose publisher is the newspaper, journal or site that carries them."""

_ESCAPES: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
}  # fmt: skip
_SPECIAL: Final = re.compile(r"[\\{}~^$&%#_]")
_LIGATURE: Final = re.compile(r"--+|``+|''+|[!?]`")
_BREAKS: Final = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write_ris(chosen: Chosen, out: BinaryIO) -> int:
    """Write RIS, in order of publication."""
    return _write(chosen, out, _ris)


def write_bibtex(chosen: Chosen, out: BinaryIO) -> int:
    """Write BibLaTeX in UTF-8, in order of publication; dates in EDTF, as BibLaTeX reads them."""
    which = _line(f"{chosen.which}. {PROGRAM}, codebook {chosen.codebook}.")
    out.write(f"% Sources of: {which.replace('@', '(at)')}\n\n".encode())
    return _write(chosen, out, _bibtex)


def write_csl(chosen: Chosen, out: BinaryIO) -> int:
    """Write a list of CSL items, in order of publication."""
    count, before = 0, "[\n"
    for source in _sources(chosen):
        count += 1
        out.write((before + json.dumps(_csl(source), ensure_ascii=False)).encode())
        before = ",\n"
    out.write(b"\n]\n" if count else b"[]\n")
    return count


def _write(chosen: Chosen, out: BinaryIO, entry: Callable[[SourceDetail], Iterator[str]]) -> int:
    count = 0
    for source in _sources(chosen):
        count += 1
        out.write(("\n".join(entry(source)) + "\n\n").encode())
    return count


def _sources(chosen: Chosen) -> Iterator[SourceDetail]:
    """Yield the sources of the events, or all of the library where nothing was chosen."""
    listed = json.dumps([int(event) for event in chosen.ids])
    rows = chosen.connection.execute(_SOURCES, (listed, chosen.whole)).fetchall()
    for number, (source_id, edtf, text, *fields) in enumerate(rows):
        if number % _TOLD_AT == 0:
            chosen.tell(number, len(rows))
        said = dict(zip(FIELDS, fields, strict=True))
        yield SourceDetail(source_id, **said, published=date_of(edtf, text), attachments=(), uses=())
    chosen.tell(len(rows), len(rows))


def _authors(source: SourceDetail) -> list[str]:
    """Return the names, which semicolons part."""
    return [_line(name) for name in re.split("[;；]", source.author) if name.strip()]


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub("", _BREAKS.sub(" ", text)).split())


def _certain(edtf: str) -> list[int]:
    """Return year, month and day as far as a date says them for certain, nothing where not even the year is."""
    plain = plain_parts(edtf.rstrip("?~%"))
    if plain is None:
        return []
    start, end = plain
    shared = 0
    while shared < min(len(start), len(end)) and start[shared] == end[shared]:
        shared += 1
    return start[:shared]


# --- RIS ---------------------------------------------------------------------------------------------------


def _ris(source: SourceDetail) -> Iterator[str]:
    yield f"TY  - {_RIS.get(source.kind, 'GEN')}"
    yield f"ID  - s{source.id}"
    yield f"TI  - {_line(source.title)}"
    told = [
        ("TT", source.title_translated),
        *(("AU", name) for name in _authors(source)),
        ("M3", source.kind),
    ]
    told.append(("T2" if source.kind in _CONTAINED else "PB", source.publisher))
    if source.published is not None and (day := _certain(source.published.edtf)):
        year, month, of_month = (*(f"{part:02}" for part in day), "", "")[:3]
        told += [("PY", f"{day[0]:04}"), ("DA", f"{year.zfill(4)}/{month}/{of_month}/")]
    told += [
        ("Y2", source.retrieved.replace("-", "/")), ("LA", source.language), ("UR", source.url),
        ("L2", source.archive_url),
    ]  # fmt: skip
    for tag, text in chain(told, (("N1", line) for line in _BREAKS.split(source.note))):
        if plain := _line(text):
            yield f"{tag}  - {plain}"
    yield "ER  - "


# --- BibTeX ------------------------------------------------------------------------------------------------


def _bibtex(source: SourceDetail) -> Iterator[str]:
    kind = _BIBTEX.get(source.kind, "misc")
    yield f"@{kind}{{s{source.id},"
    publisher = (
        "journaltitle" if kind == "article" else "organization" if kind in ("online", "misc") else "publisher"
    )
    people = " and ".join(_bibtex_name(name) for name in _authors(source))
    told = {
        "title": f"{{{_latex(source.title)}}}",
        "titletranslation": _latex(source.title_translated),
        "author": people,
        publisher: _latex(source.publisher),
        "date": source.published.edtf if source.published is not None else "",
        "type" if kind in ("report", "misc") else "entrysubtype": source.kind,
        "langid": _verbatim(source.language),
        "url": _verbatim(source.url),
        "archiveurl": _verbatim(source.archive_url),
        "urldate": source.retrieved,
        "note": "\n\n".join(filter(None, (_latex(part) for part in re.split(r"\n\s*\n", source.note)))),
    }
    for name, value in told.items():
        if value:
            yield f"  {name} = {{{value}}},"
    yield "}"


def _bibtex_name(name: str) -> str:
    """Return a name; one without a comma stays whole, whatever its order."""
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip() and "," not in given:
        return ", ".join(_and(_latex(part)) for part in (family, given))
    return f"{{{_latex(name)}}}"


def _and(text: str) -> str:
    """Keep a word that parts names from doing so."""
    return re.sub(r"\band\b", "{and}", text)


def _latex(text: str) -> str:
    """Return text so that LaTeX sets what stands in it, in one line."""
    escaped = _SPECIAL.sub(lambda found: _ESCAPES[found[0]], _line(text))
    return _LIGATURE.sub(lambda found: "{}".join(found[0]), escaped)


def _verbatim(text: str) -> str:
    """Return an address: BibLaTeX reads it as it stands, but for braces and spaces."""
    return _line(text).replace("{", "%7B").replace("}", "%7D").replace(" ", "%20").replace("\\", "%5C")


# --- CSL-JSON ----------------------------------------------------------------------------------------------


def _csl(source: SourceDetail) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": f"s{source.id}",
        "type": _CSL.get(source.kind, "document"),
        "title": _line(source.title),
        "translated-title": _line(source.title_translated),
        "author": [_csl_name(name) for name in _authors(source)],
        "container-title" if source.kind in _CONTAINED else "publisher": _line(source.publisher),
        "issued": _issued(source),
        "accessed": {"date-parts": [_certain(source.retrieved)]} if _certain(source.retrieved) else {},
        "genre": source.kind,
        "language": source.language,
        "URL": source.url,
        "archive-url": source.archive_url,
        "note": source.note,
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": name}


def _issued(source: SourceDetail) -> dict[str, Any]:
    """Return a date: its parts where they say it all, else what is certain of it and EDTF."""
    if source.published is None:
        return {}
    edtf = source.published.edtf
    plain = plain_parts(edtf)
    if plain is not None:
        start, end = plain
        return {"date-parts": [start] if start == end else [start, end]}
    certain = _certain(edtf)
    return ({"date-parts": [certain]} if certain else {}) | {"raw": edtf}
