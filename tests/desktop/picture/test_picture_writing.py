"""A picture as a file: text stays text, fonts come along, the same timeline gives the same bytes."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from picture_support import SVG, sheets_of, shown_of, texts
from PySide6.QtGui import QColor, QImage
from report_support import small

from db import events
from db.dates import parse
from db.timeline import Timeline
from desktop.appearance import apply
from desktop.desk import Desk
from desktop.live import LiveTimeline
from desktop.picture.writing import image, to_bytes

GOLDEN = Path(__file__).parents[2] / "reference" / "picture.json"


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_pdf_has_the_pages_embedded_fonts_and_a_title(sample_desk: Desk) -> None:
    shown = shown_of(sample_desk.live)
    for across in (1, 3):
        sheets = sheets_of(shown, span="all", arrangement="pages", across=across, title="Exchanges 訪問")
        pdf = to_bytes(sheets)
        assert pages_of(pdf) == len(sheets.pages)
        assert set(re.findall(rb"/MediaBox \[([^\]]*)\]", pdf)) == {b"0 0 842.000000 595.000000"}
        assert b"/FontFile2" in pdf
        assert b"/ToUnicode" in pdf  # so that text can be looked for and copied
        assert "Exchanges 訪問".encode("utf-16-be") in pdf
        assert b"/Subtype /Image" not in pdf  # all of it is drawn


def test_files_know_no_moment(sample_desk: Desk) -> None:
    shown = shown_of(sample_desk.live)
    for kind in ("pdf", "svg", "png"):
        data = to_bytes(sheets_of(shown, span="all", kind=kind, title="Same"))
        assert data == to_bytes(sheets_of(shown, span="all", kind=kind, title="Same"))
    assert b"/CreationDate" not in to_bytes(sheets_of(shown, span="all"))
    assert b"/ModDate" not in to_bytes(sheets_of(shown, span="all"))


def test_svg_holds_lanes_contexts_key_and_caption_as_text(sample_desk: Desk) -> None:
    sheets = sheets_of(shown_of(sample_desk.live), span="all", kind="svg", title="Exchanges <b> & 訪問")
    svg = to_bytes(sheets)
    said = "".join(texts(svg))
    root = fromstring(svg)
    assert root.findtext(f"{SVG}title") == "Exchanges <b> & 訪問"
    assert root.findtext(f"{SVG}desc") == sheets.block.caption
    assert re.sub(r"\s", "", sheets.block.caption) in re.sub(r"\s", "", said)
    for words in (
        "CPC–SPD Strategic Dialogue",
        "2004",
        "Government of LDP and Komeito",
        "Christian democratic",
        "held",
    ):
        assert words in said
    assert "sans-serif" in root.get("font-family", "")
    assert "Noto Sans CJK" in root.get("font-family", "")
    assert len(re.findall(rb"font-family=", svg)) == 1
    assert not list(root.iter(f"{SVG}image"))


def test_svg_is_made_as_the_golden_one(tmp_path: Path, qapp: object) -> None:
    """What is drawn, apart from where: fonts differ between machines. To renew it, delete the file, run twice."""
    live = LiveTimeline(Timeline.create(tmp_path / "small.liaison", small))
    try:
        shown = shown_of(live, "mechanism", "mechanism")
        sheets = sheets_of(shown, span="all", kind="svg", title="Small", landscape=True)
        svg = to_bytes(sheets)
    finally:
        live.close()
    root = fromstring(svg)
    shapes = Counter(each.tag.removeprefix(SVG) for each in root.iter())
    said = "".join("".join(texts(svg)).replace(sheets.content.version, "VERSION").split())
    found = {
        "labels": [label for label in ("Meeting<b>ofleaders</b>会談", "Visit") if label in said],
        "key and caption": said[said.index("MechanismExchange") :],
        "lanes": sheets.drawing.index.data.lane_labels,
        "clips": shapes["clipPath"],
        "colours": sorted(set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg.decode()))),
    }
    if not GOLDEN.exists():
        GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail("The reference was written; look at it.")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_hostile_titles_leave_the_svg_readable(desk: Desk) -> None:
    hostile = "]]> <script>x</script> & \x01\x0b \ud83d\ude00".encode("utf-16", "surrogatepass").decode(
        "utf-16"
    )
    desk.live.edit("Hostile", events.create, hostile, parse("2006-10-16"))
    svg = to_bytes(sheets_of(shown_of(desk.live), span="all", kind="svg", title=hostile, words=hostile))
    root = fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in "".join(texts(svg))


def test_png_has_the_dots_that_were_asked_for(sample_desk: Desk) -> None:
    shown = shown_of(sample_desk.live)
    for dpi in (72, 200):
        sheets = sheets_of(shown, span="all", kind="png", dpi=dpi)
        found = QImage.fromData(to_bytes(sheets))
        assert found.width() == pytest.approx(sheets.page_points[0] * dpi / 72, abs=1)
        assert found.dotsPerMeterX() == pytest.approx(dpi / 0.0254, abs=1)


def test_it_is_light_whatever_the_window_is(sample_desk: Desk) -> None:
    shown = shown_of(sample_desk.live)
    light = image(sheets_of(shown, span="all"), 0, 400)
    apply("dark")
    try:
        dark = image(sheets_of(shown, span="all"), 0, 400)
    finally:
        apply("system")
    assert light == dark
    assert light.pixelColor(2, 2) == QColor("#ffffff")


def test_marks_stand_on_the_day_on_which_they_stand_on_the_screen(desk: Desk) -> None:
    """Ten days on a plot: the mark of the fifth is in the middle of its day."""
    day = parse("2006-10-16").start[0]
    assert day is not None
    desk.live.edit("One", events.create, "Meeting", parse("2006-10-16"))
    sheets = sheets_of(shown_of(desk.live, "none", "none"), span="days", first=day - 4, last=day + 5)
    (layout,) = sheets.drawing.layouts([range(1)])
    left = float(sheets.drawing.whole.origin - layout.base)
    width = sheets.drawing.whole.width / 10
    middle = (layout.x0[0] + layout.x1[0]) / 2 - left
    assert middle == pytest.approx(4.5 * width, abs=1)


def test_progress_goes_page_by_page(sample_desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    sheets = sheets_of(shown_of(sample_desk.live), span="all", arrangement="pages", across=3)
    to_bytes(sheets, lambda done, total: told.append((done, total)))
    assert told == [(number, len(sheets.pages)) for number in range(len(sheets.pages))]
