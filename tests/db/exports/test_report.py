"""A report says what the file knows of events, and what it does not know; all formats from the same value."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from report_support import HOSTILE, small

from db.dates import parse
from db.errors import Interrupted, Problem
from db.exports.report import Report, Value
from db.exports.report_computing import compute
from db.exports.report_docx import to_docx
from db.exports.report_html import to_html
from db.exports.report_writing import filter_words, to_bytes, write
from db.reading import fetch
from db.timeline import Timeline

GOLDEN = Path(__file__).parents[2] / "reference" / "report.html"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def file(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline("small.liaison", fill=small)


@pytest.fixture
def report(file: Timeline) -> Report:
    return reported(file)


def reported(file: Timeline, **options: object) -> Report:
    with file.read() as session:
        ids = [row[0] for row in fetch(session, "SELECT id FROM event ORDER BY sort_lo, title")]
        return compute(session, ids, which="No filter.", title="Exchanges", **options)  # type: ignore[arg-type]


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style id and text of each paragraph of a DOCX, tables included."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = fromstring(archive.read("word/document.xml"))
    found: list[tuple[str, str]] = []
    for each in root.iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        text = "".join(
            t.text or "" if t.tag == f"{W}t" else "\t" for t in each.iter() if t.tag in (f"{W}t", f"{W}tab")
        )
        found.append((style.get(f"{W}val", "") if style is not None else "", text))
    return found


def test_posts_printed_and_held(report: Report) -> None:
    first = next(event for event in report.events if event.title.startswith("Meeting"))
    takers = {one.person: one for one in first.takers}
    assert (takers["井上義久"].post, takers["井上義久"].held) == ("Secretary-General", "Deputy leader")
    assert (takers["Wang Jiarui"].post, takers["Wang Jiarui"].held) == ("Minister", "")
    second = next(event for event in report.events if event.title == "Second meeting")
    assert [one.post for one in second.takers] == ["Deputy leader"]  # printed by nobody, but held on the day


def test_conflicting_values_stand_side_by_side(report: Report) -> None:
    first = next(event for event in report.events if event.title.startswith("Meeting"))
    (conflict,) = first.conflicts
    assert conflict.field == "date"
    assert conflict.values == (
        Value("Mon 16 October 2006 (2006-10-16)", (1,), True, "the party's own"),
        Value("Tue 17 October 2006 (2006-10-17)", (2,), False),
    )


def test_ledgers_are_told_at_each_of_their_events(report: Report) -> None:
    ties = {event.title: [(tie.kind, tie.tie) for tie in event.ties] for event in report.events if event.ties}
    assert ties == {
        "Meeting <b>of leaders</b> 会談": [("Commitment", "made here"), ("Invitation", "extended here")],
        "Second meeting": [("Commitment", "followed up here"), ("Invitation", "fulfilled by this")],
    }


def test_facts_marks_and_caption(report: Report) -> None:
    first = next(event for event in report.events if event.title.startswith("Meeting"))
    assert dict(first.facts)["Mechanism"] == "Exchange mechanism, round 1 (inferred)"
    assert dict(first.facts)["Place"] == "Tokyo, Japan"
    assert dict(first.facts)["Areas"] == "Own area"
    assert first.marks == "verified: source; in part: date; not: principal, post, counterpart"
    assert "4 events, 1 not known to the day, 1 without a date, 2 unverified, 1 planned." in report.caption
    assert "From 2 sources; 2 events have none." in report.caption
    assert re.search(r"Codebook version \d+\. Liaison \d", report.caption)


def test_sources_are_numbered_as_they_come_and_cited_by_style(file: Timeline) -> None:
    apa, notes = reported(file, style="apa"), reported(file, style="chicago-notes")
    assert [one.number for one in apa.sources] == [1, 2]
    assert apa.sources[0].citation.startswith("IDCPC. (2006, October 17)")
    assert apa.sources[0].citation != notes.sources[0].citation
    with pytest.raises(ValueError, match="mla"):
        reported(file, style="mla")


def test_html_is_the_golden_one(report: Report) -> None:
    """To renew it, delete the file and run this twice."""
    text = re.sub(r"event-\d+", "event-N", to_html(report)).replace(report.version, "VERSION")
    if not GOLDEN.exists():
        GOLDEN.write_text(text, encoding="utf-8")
        pytest.fail("The reference was written; look at it.")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_html_runs_nothing_and_loads_nothing(report: Report) -> None:
    text = to_html(report)
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\x07" not in text
    assert re.findall(r"(?:\bsrc=|@import|url\()", text) == []
    assert "default-src 'none'" in text
    references = set(re.findall(r'href="#(source-\d+)"', text))
    assert references == set(re.findall(r'id="(source-\d+)"', text)) == {"source-1", "source-2"}


def test_docx_has_real_headings_and_all_words(report: Report) -> None:
    found = paragraphs(to_docx(report))
    styles: dict[str, list[str]] = {}
    for style, text in found:
        styles.setdefault(style, []).append(text)
    assert styles["Title"] == ["Exchanges"]
    assert styles["Heading1"] == ["Without a beginning", "2006", "2009", "Sources"]
    clean = HOSTILE.replace("\x07", "")
    assert styles["Heading2"] == [clean, "Meeting <b>of leaders</b> 会談", "Second meeting", "Visit"]
    assert styles["Quote"] == ["十月十六日，双方会谈", "met <Tuesday>"]
    assert (
        "Counterparts\t井上義久, Secretary-General, 日本自由民主党 (head of delegation); on the day: Deputy leader"
        in styles["Fact"]
    )
    texts = [text for _, text in found]
    assert "Tue 17 October 2006 (2006-10-17)" in texts
    assert "They spoke <i>at length</i>." in texts


def test_docx_names_fonts_and_languages_for_east_asian_text(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(report))) as archive:
        document, styles, core = (archive.read(name).decode() for name in
                                  ("word/document.xml", "word/styles.xml", "docProps/core.xml"))  # fmt: skip
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.search(r'<w:rFonts w:ascii="\w+" w:hAnsi="\w+" w:eastAsia="[\w ]+"', styles)
    assert '<w:lang w:val="en-GB" w:eastAsia="zh-CN"' in styles
    assert (
        "asciiTheme"
        not in re.sub(r"<w:latentStyles.*?</w:latentStyles>", "", styles, flags=re.DOTALL).split("<w:style ")[
            0
        ]
    )
    assert '<w:lang w:eastAsia="zh-CN"/>' in document
    assert "dcterms:created" not in core
    assert "<dc:title>Exchanges</dc:title>" in core


def test_the_same_timeline_gives_the_same_bytes(file: Timeline) -> None:
    for ending in (".html", ".docx"):
        assert to_bytes(reported(file), ending) == to_bytes(reported(file), ending)


def test_nothing_to_report(file: Timeline) -> None:
    with file.read() as session:
        empty = compute(session, [], which=filter_words("party:nobody"))
    assert empty.caption.startswith("No event.")
    assert "Filter: party:nobody. No event." in to_html(empty)
    assert ("Title", "Events") in paragraphs(to_docx(empty))


def test_events_that_are_gone_are_left_out(file: Timeline) -> None:
    with file.read() as session:
        assert compute(session, [12345]).events == ()


def test_progress_and_giving_up(file: Timeline, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    reported(file, step=lambda done, total: told.append((done, total)))
    assert told
    assert all(done <= total for done, total in told)

    def stop(done: int, total: int) -> None:
        raise Interrupted(f"{done} of {total}")

    with pytest.raises(Interrupted):
        reported(file, step=stop)
    report = reported(file)
    for name in ("r.html", "r.docx"):
        with pytest.raises(Interrupted):
            write(report, tmp_path / name, stop)
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".html", ".docx", ".part"}] == []


def test_a_folder_that_refuses(report: Report, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"can't be written \(No such file.*Choose another place"):
        write(report, tmp_path / "missing" / "r.html")


def test_a_thousand_events_in_one_reading(new_timeline: Callable[..., Timeline]) -> None:
    """Rows are read a few hundred at a time; numbers of sources go on through all of them."""
    from db import events
    from db.sourcing import evidence

    def fill(session: object) -> None:
        for number in range(450):
            event = events.create(session, f"Event {number:03}", parse("2001"))  # type: ignore[arg-type]
            evidence.cite(session, event, f"https://example.org/{number % 3}")  # type: ignore[arg-type]

    report = reported(new_timeline("many.liaison", fill=fill))
    assert len(report.events) == 450
    assert {quote.source for event in report.events for quote in event.evidence} == {1, 2, 3}
    assert [event.title for event in report.events[:2]] == ["Event 000", "Event 001"]
