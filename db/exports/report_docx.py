"""A report as a Word document: real headings and styles, fonts and languages for East Asian text."""

import io
import zipfile
from collections.abc import Callable
from typing import Final

from db.exports import report_words as words
from db.exports.docx_pieces import Pieces, Run
from db.exports.report import Conflict, Listed, Quote, Report, ReportEvent

Step = Callable[[int, int], None]
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The moment of every part in the zip, so that the same report is the same bytes."""


def to_docx(report: Report, step: Step | None = None) -> bytes:
    """Return a report as the bytes of a DOCX file; `step` follows the events and may raise to stop."""
    pieces = Pieces(report.language, report.title)
    pieces.paragraph("Title", Run(report.title))
    pieces.paragraph("Caption", Run(f"{report.which} {report.caption}".strip()))
    year = None
    for place, event in enumerate(report.events):
        if step is not None and place % 50 == 0:
            step(place, len(report.events))
        if event.year != year:
            year = event.year
            pieces.paragraph("Heading 1", Run(year or "Without a beginning"))
        _event(pieces, event)
    if report.sources:
        pieces.paragraph("Heading 1", Run("Sources"))
        pieces.paragraph("Caption", Run(f"{report.style_words}."))
        for one in report.sources:
            _source(pieces, one)
    return _unmoved(pieces.saved())


def _event(pieces: Pieces, event: ReportEvent) -> None:
    pieces.paragraph("Heading 2", Run(event.title))
    mark = (Run(" · unverified", soft=True),) if event.unverified else ()
    pieces.paragraph("When", Run(words.when(event)), *mark)
    for name, text in event.facts:
        pieces.paragraph("Fact", Run(f"{name}\t", soft=True), Run(text))
    for side, those in words.sides(event):
        for place, one in enumerate(those):
            pieces.paragraph("Fact", Run("\t" if place else f"{side}\t", soft=True), Run(words.taker(one)))
    pieces.paragraph("Fact", Run("Verification\t", soft=True), Run(event.marks))
    for line in filter(None, event.summary.split("\n")):
        pieces.paragraph("Normal", Run(line))
    if event.note:
        pieces.paragraph("Normal", Run("Note: ", soft=True), Run(event.note))
    for tie in event.ties:
        said = f" {'; '.join((*tie.details, *(('unverified',) if tie.unverified else ())))}"
        head = f"{tie.kind}, {tie.tie}: {tie.words}."
        pieces.paragraph("List Bullet", Run(head), Run(said, soft=True))
    for conflict in event.conflicts:
        _conflict(pieces, conflict)
    for quote in event.evidence:
        _quote(pieces, quote)


def _conflict(pieces: Pieces, conflict: Conflict) -> None:
    pieces.paragraph("When", Run(f"Sources differ on {conflict.field}:"))
    pieces.table([(one.value, words.references(one.sources), words.shown(one)) for one in conflict.values])


def _quote(pieces: Pieces, quote: Quote) -> None:
    about = words.about(quote)
    pieces.paragraph("List Bullet", Run(words.references((quote.source,))), Run(f" {about}", soft=True))
    for line in filter(None, quote.quote.split("\n")):
        pieces.paragraph("Quote", Run(line, language=quote.language))


def _source(pieces: Pieces, one: Listed) -> None:
    address = f" {one.address}" if one.address else ""
    pieces.paragraph(
        "Source", Run(f"[{one.number}]\t", soft=True), Run(f"{one.citation}{address}", language=one.language)
    )


def _unmoved(data: bytes) -> bytes:
    """The same zip with one moment for all parts, in place of that of the writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = zipfile.ZipInfo(entry.filename, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(entry))
    return out.getvalue()
