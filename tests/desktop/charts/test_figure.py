"""Figures as files: complete, the same bytes each time, with their caption."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.image import imread

from db.stats.frequency import Frequency, frequency
from db.stats.units import Groups, Units
from desktop.canvas.data import OPEN_HI, ContextBand
from desktop.charts.figure import Size, caption_of, charted, compose, render, to_bytes
from desktop.charts.words import Words, length, wrap
from desktop.theme import DARK, LIGHT


def sample() -> Frequency:
    first = date(2006, 1, 1).toordinal()
    lo = (first + np.arange(60) * 50).astype(np.int32)
    groups = Groups(("自由民主党", "조선로동당", "US$ <b>&", "_x"), (np.arange(60) % 4).astype(np.int32))
    return frequency(
        Units(lo, lo + (np.arange(60) % 3 * 20).astype(np.int32)),
        by="quarter",
        groups=groups,
        group_by="counterpart",
        filter_text='mechanism:"中日执政党交流机制"',
        version="0.1.0",
    )


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_data_give_the_same_bytes(kind: str) -> None:
    assert to_bytes(sample(), kind) == to_bytes(sample(), kind)


def test_each_format_is_what_its_ending_says(tmp_path: Path) -> None:
    render(sample(), tmp_path / "f.png", DARK, Size(4, 3, 100, fixed=True))
    assert imread(tmp_path / "f.png").shape[:2] == (300, 400)
    render(sample(), tmp_path / "f.pdf")
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF-")
    render(sample(), tmp_path / "f.SVG")
    root = ET.parse(tmp_path / "f.SVG").getroot()  # noqa: S314 - our own file
    assert root.tag.endswith("svg")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.png, \.svg or \.pdf"):
        render(sample(), tmp_path / "f.docx")
    assert not list(tmp_path.iterdir())


def test_the_caption_stands_whole_beneath_the_chart() -> None:
    figure = compose(charted(sample()), LIGHT, Size())
    (written,) = (artist for artist in figure.artists if isinstance(artist, Words))
    small = min(word.size for word in written.words)
    lines = [word for word in written.words if word.size == small]
    assert " ".join(word.text for word in lines).endswith(sample().caption)
    assert max(word.x + length(word.text, word.size) for word in lines) < figure.get_figwidth() * 72
    assert max(word.y + word.size for word in lines) < figure.axes[0].bbox.y0


def test_a_key_of_many_rows_leaves_room_for_the_bars() -> None:
    lo = (date(2006, 1, 1).toordinal() + np.arange(60) * 50).astype(np.int32)
    names = tuple(f"Mechanism of parties with a long name {place}" for place in range(9))
    groups = Groups(names, (np.arange(60) % 9).astype(np.int32))
    column = Size(3.4, 2.6, text=7.0)
    figure = compose(charted(frequency(Units(lo, lo), by="year", groups=groups)), LIGHT, column)
    assert figure.axes[0].bbox.height > 0.4 * column.height * 72


def test_shaded_spans_are_explained() -> None:
    day = date(2009, 9, 16).toordinal()
    seen = ContextBand(day, day + 9, 0, 0, "low point")
    single = ContextBand(day + 400, day + 400, 0, 0, "17th")
    before = ContextBand(1, 5, 0, 0, "before")
    open_end = ContextBand(day + 500, OPEN_HI, 0, OPEN_HI, "term")
    contexts = (single, seen, before, open_end)
    words = caption_of(charted(sample(), contexts))
    assert words.endswith(
        " Shaded: low point (2009-09-16 to 2009-09-25); 17th (2010-10-21); term (from 2011-01-29)."
    )


def test_lines_break_at_spaces_and_between_chinese_characters() -> None:
    text = "Filter: 中日执政党交流机制的第七次会议在东京举行 and unbreakablewords after it."
    lines = wrap(text, 90, 8)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) > 3
    assert any(line.endswith("unbreakablewords") or line.startswith("unbreakablewords") for line in lines)
    assert wrap("", 90, 8) == []


def test_an_empty_selection_is_a_picture_of_a_sentence() -> None:
    none = np.empty(0, np.int32)
    assert to_bytes(frequency(Units(none, none), by="year"), "png").startswith(b"\x89PNG")


def test_drawing_needs_no_window_system() -> None:
    code = (
        "import sys, desktop.charts.figure\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'matplotlib.pyplot'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
