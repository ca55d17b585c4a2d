"""A report as one HTML file: no script, nothing from elsewhere, light or dark, and fit to print."""

from collections.abc import Iterator
from html import escape
from typing import Final

from db.exports import report_words as words
from db.exports.report import Conflict, Listed, Quote, Report, ReportEvent, Tie

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #24292f; --soft: #59636e; --line: #d8dde2; --paper: #fff; --tint: #f6f7f8;
  --accent: #1f6fb2; }
@media (prefers-color-scheme: dark) { :root { --ink: #dfe3e7; --soft: #9aa4af; --line: #3a414a; --paper: #16191d;
  --tint: #1e2227; --accent: #7db8e8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 46rem; color: var(--ink); background: var(--paper);
  font: 16px/1.5 "Noto Serif", Georgia, "Times New Roman", serif, "Noto Serif CJK SC", "Songti SC", SimSun; }
:lang(ja) { font-family: "Noto Serif", Georgia, serif, "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho"; }
:lang(ko) { font-family: "Noto Serif", Georgia, serif, "Noto Serif CJK KR", AppleMyungjo, Batang; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
h3 { font-size: 1.05rem; line-height: 1.35; margin: 1.75rem 0 .25rem; }
.caption, .when, .small { color: var(--soft); font-size: .88rem; }
.when { margin: 0 0 .5rem; }
dl { display: grid; grid-template-columns: 8.5rem 1fr; gap: .1rem .75rem; margin: .5rem 0; font-size: .92rem; }
dt { color: var(--soft); } dd { margin: 0; }
dd ul { margin: 0; padding: 0; list-style: none; }
blockquote { margin: .15rem 0 .15rem 0; padding-left: .75rem; border-left: 3px solid var(--line); }
.evidence, .ties { margin: .4rem 0; padding-left: 1.1rem; font-size: .92rem; }
.evidence li, .ties li { margin-bottom: .4rem; }
table { border-collapse: collapse; margin: .5rem 0; font-size: .92rem; width: 100%; }
caption { text-align: left; color: var(--soft); }
td, th { border-top: 1px solid var(--line); padding: .2rem .6rem .2rem 0; text-align: left; vertical-align: top; }
.mark { border: 1px solid currentColor; border-radius: .6em; padding: 0 .45em; font-size: .78rem; color: var(--soft); }
a { color: var(--accent); text-decoration: none; overflow-wrap: anywhere; }
.sources { padding-left: 0; list-style: none; font-size: .92rem; }
.sources li { margin-bottom: .45rem; padding-left: 2.6rem; text-indent: -2.6rem; overflow-wrap: anywhere; }
.sources b { display: inline-block; width: 2.6rem; text-indent: 0; font-weight: normal; color: var(--soft); }
@page { margin: 20mm 18mm; }
@media print { :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --accent: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; } h2, h3 { break-after: avoid; }
  blockquote, li, tr, dl { break-inside: avoid; } }
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(report: Report) -> str:
    """Return a report as the text of an HTML file."""
    return "".join(_pieces(report))


def _pieces(report: Report) -> Iterator[str]:
    yield (
        f'<!DOCTYPE html>\n<html lang="{_text(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Liaison {_text(report.version)}">\n'
        f"<title>{_text(report.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    yield f"<header>\n<h1>{_text(report.title)}</h1>\n"
    yield f'<p class="caption">{_text(report.which)} {_text(report.caption)}</p>\n</header>\n<main>\n'
    year = None
    for event in report.events:
        if event.year != year:
            year = event.year
            yield f"<h2>{_text(year) or 'Without a beginning'}</h2>\n"
        yield from _event(event)
    yield "</main>\n"
    if report.sources:
        yield "<section>\n<h2>Sources</h2>\n"
        yield f'<p class="caption">{_text(report.style_words)}.</p>\n<ol class="sources">\n'
        yield from (_source(one) for one in report.sources)
        yield "</ol>\n</section>\n"
    yield "</body>\n</html>\n"


def _event(event: ReportEvent) -> Iterator[str]:
    mark = ' <span class="mark">unverified</span>' if event.unverified else ""
    yield f'<article id="event-{event.id}">\n<h3>{_text(event.title)}{mark}</h3>\n'
    yield f'<p class="when">{_text(words.when(event))}</p>\n'
    yield "<dl>\n"
    for name, text in event.facts:
        yield f"<dt>{name}</dt><dd>{_text(text)}</dd>\n"
    for side, those in words.sides(event):
        listed = "".join(f"<li>{_text(words.taker(one))}</li>" for one in those)
        yield f"<dt>{side}</dt><dd><ul>{listed}</ul></dd>\n"
    yield f"<dt>Verification</dt><dd>{_text(event.marks)}</dd>\n</dl>\n"
    if event.summary:
        yield f"<p>{_paragraphs(event.summary)}</p>\n"
    if event.note:
        yield f'<p class="small">Note: {_paragraphs(event.note)}</p>\n'
    yield from _list("ties", map(_tie, event.ties))
    yield from map(_conflict, event.conflicts)
    yield from _list("evidence", map(_quote, event.evidence))
    yield "</article>\n"


def _list(kind: str, items: Iterator[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield f'<ul class="{kind}">\n{"".join(found)}</ul>\n'


def _tie(tie: Tie) -> str:
    details = f' <span class="small">{_text("; ".join(tie.details))}</span>' if tie.details else ""
    mark = ' <span class="mark">unverified</span>' if tie.unverified else ""
    return f"<li>{tie.kind}, {_text(tie.tie)}: {_text(tie.words)}.{details}{mark}</li>\n"


def _conflict(conflict: Conflict) -> str:
    rows = "".join(
        f"<tr><td>{_text(one.value)}</td><td>{_references(one.sources)}</td>"
        f"<td>{_text(words.shown(one))}</td></tr>"
        for one in conflict.values
    )
    return f"<table>\n<caption>Sources differ on {_text(conflict.field)}:</caption>\n{rows}\n</table>\n"


def _quote(quote: Quote) -> str:
    language = f' lang="{_text(quote.language)}"' if quote.language else ""
    said = f"<blockquote{language}>{_paragraphs(quote.quote)}</blockquote>" if quote.quote else ""
    about = words.about(quote)
    return f'<li>{_references((quote.source,))} <span class="small">{_text(about)}</span>{said}</li>\n'


def _references(numbers: tuple[int, ...]) -> str:
    return ", ".join(f'<a href="#source-{number}">[{number}]</a>' for number in numbers)


def _source(one: Listed) -> str:
    address = f" {_link(one.address)}" if one.address else ""
    language = f' lang="{_text(one.language)}"' if one.language else ""
    return (
        f'<li id="source-{one.number}"{language}><b>[{one.number}]</b>{_text(one.citation)}{address}</li>\n'
    )


def _link(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return _text(address)  # a browser would run “javascript:”
    return f'<a href="{_text(address)}" rel="noreferrer">{_text(address)}</a>'


def _paragraphs(text: str) -> str:
    return "<br>".join(_text(line) for line in text.split("\n"))


def _text(text: str) -> str:
    """Text with nothing in it that HTML would read, and without control characters, which it forbids."""
    return escape("".join(sign if sign >= " " and sign != "\x7f" else " " for sign in text), quote=True)
